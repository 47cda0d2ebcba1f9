"""The HTTP side: reads calls, lets faults befall them, runs them, writes the journal."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from tests.botapi import errors
from tests.botapi.calls import METHODS
from tests.botapi.calls.context import Context
from tests.botapi.conversations import Group
from tests.botapi.errors import ApiError
from tests.botapi.faults import Drop, Fault, Hold, Refuse
from tests.botapi.journal import Call
from tests.botapi.people import Person
from tests.botapi.spec import Upload, load_spec
from tests.botapi.world import World

BOT_ID = 110_201_543
_LARGEST_CALL = 60 * 1024 * 1024


class BotApiServer:
    """A Bot API for one bot, on a free local port: `async with BotApiServer() as server`."""

    def __init__(self, username: str = "budget_test_bot") -> None:
        self.username = username
        self.token = f"{BOT_ID}:local-test-token-{'x' * 19}"
        self.world = World({"id": BOT_ID, "is_bot": True, "first_name": "予算ボット", "username": username})
        self.port = 0
        self._spec = load_spec()
        self._poll = 0  # the number of the getUpdates call that is served
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> BotApiServer:
        app = web.Application(client_max_size=_LARGEST_CALL)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        # an abandoned long poll must not go on taking updates
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner
        self.world.faults.release_all()
        await self._runner.cleanup()

    @property
    def root_url(self) -> str:
        """What stands in the place of https://api.telegram.org."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """For `ApplicationBuilder.base_url`."""
        return f"{self.root_url}/bot"

    @property
    def base_file_url(self) -> str:
        """For `ApplicationBuilder.base_file_url`."""
        return f"{self.root_url}/file/bot"

    @property
    def calls(self) -> list[Call]:
        """Every call so far, polls included."""
        return self.world.journal.calls

    @property
    def rejected(self) -> list[Call]:
        """Calls that broke a rule of the API; a good bot has none."""
        return [call for call in self.calls if call.rejected]

    def calls_of(self, *methods: str) -> list[Call]:
        return [call for call in self.calls if call.method in methods]

    def transcript(self) -> str:
        """Everything that happened, to be read."""
        return self.world.journal.transcript()

    def inject(self, method: str, fault: Fault, times: int = 1, chat_id: int | None = None) -> None:
        """Let a fault befall the next calls of a method."""
        self.world.faults.inject(method, fault, times, chat_id)

    def repeat_updates(self, count: int = 1) -> list[int]:
        """Deliver the last acknowledged updates again, as after a lost acknowledgement."""
        numbers = self.world.updates.repeat(count)
        self.world.signal.notify()
        return numbers

    def expire_queries(self) -> None:
        """Every button pressed and query typed so far is too old to be answered."""
        for pressed in self.world.callback_queries.values():
            pressed.expired = True
        for typed in self.world.inline_queries.values():
            typed.expired = True

    def user(self, user_id: int, name: str, username: str | None = None) -> Person:
        """Somebody with Telegram on their phone."""
        return Person.known_to(self.world, user_id, name, username)

    def group(self, chat_id: int, title: str, *members: Person) -> Group:
        """A group with the bot in it."""
        return Group.founded_in(self.world, chat_id, title, members)

    async def _handle(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _refusal(ApiError(401, "Unauthorized"))
        method = request.match_info["method"]
        raw, uploads = await _read(request)
        call = self.world.journal.opened(method, raw, uploads)
        fault = self.world.faults.take(method, _peek(raw))
        call.fault = type(fault).__name__ if fault else ""
        try:
            return await self._answer(request, call, fault)
        except ApiError as error:
            call.error = error
            self.world.signal.notify()
            return _refusal(error)

    async def _answer(self, request: web.Request, call: Call, fault: Fault | None) -> web.Response:
        if isinstance(fault, Refuse):
            raise fault.error
        if isinstance(fault, Hold) and not fault.after_processing:
            await fault.wait()
        if isinstance(fault, Drop) and not fault.after_processing:
            return _cut(request)
        call.result = await self._run(call)
        self.world.signal.notify()
        if isinstance(fault, Hold) and fault.after_processing:
            await fault.wait()
        if isinstance(fault, Drop):
            return _cut(request)
        return web.json_response({"ok": True, "result": call.result})

    async def _run(self, call: Call) -> Any:
        if call.method not in self._spec.methods:
            raise ApiError(404, f"Not Found: method {call.method} not found")
        call.parameters = self._spec.parameters(call.method, call.raw, call.uploads)
        if call.method == "getUpdates":
            return await self._get_updates(call.parameters)
        return METHODS[call.method](Context(self.world, call.parameters, call.uploads))

    async def _get_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """Long polling: a second poller sends the first one away."""
        queue = self.world.updates
        if "allowed_updates" in parameters:
            queue.allow(parameters["allowed_updates"])
        self._poll += 1
        mine = self._poll
        self.world.signal.notify()
        queue.acknowledge(parameters.get("offset", 0))
        with suppress(TimeoutError):
            async with asyncio.timeout(parameters.get("timeout", 0)):
                await self.world.signal.first(lambda: queue.has_news or self._poll != mine or None)
        if self._poll != mine:
            raise errors.conflict()
        return queue.ready(parameters.get("limit", 100))

    async def _download(self, request: web.Request) -> web.Response:
        stored = self.world.files.issued.values()
        for file in stored:
            if request.match_info["token"] == self.token and file.path == request.match_info["path"]:
                return web.Response(body=file.upload.content)
        return _refusal(ApiError(404, "Not Found"))


async def _read(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    """Parameters as text, whichever of the four allowed ways they came; and the files."""
    raw: dict[str, str] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await request.json()
        return raw | {name: v if isinstance(v, str) else json.dumps(v) for name, v in body.items()}, {}
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            uploads[name] = Upload(value.filename, value.file.read(), value.content_type)
            value.file.close()
        else:
            raw[name] = value if isinstance(value, str) else value.decode()
    return raw, uploads


def _peek(raw: dict[str, str]) -> dict[str, Any]:
    """The chat of a call that has not been checked yet."""
    chat_id = raw.get("chat_id", "")
    return {"chat_id": int(chat_id)} if chat_id.lstrip("-").isdecimal() else {}


def _refusal(error: ApiError) -> web.Response:
    return web.json_response(error.payload(), status=error.code)


def _cut(request: web.Request) -> web.Response:
    assert request.transport
    request.transport.abort()
    return web.Response()
