"""The Telegram bot as it runs for people, but for where Telegram is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bot.assistant import Assistant
from bot.channels.telegram.app import ALLOWED_UPDATES, build
from bot.channels.telegram.patience import PatientLimiter
from bot.channels.telegram.service import Loader, Service
from bot.memory.store import open_memory
from bot.presenting.text import render
from bot.settings import Settings
from tests.botapi.fixtures import AnyApplication, running
from tests.botapi.messages import Message
from tests.botapi.server import BotApiServer

ADMIN = 9001


@dataclass(frozen=True)
class House:
    """Settings and memory outlive a run, so that a restart is `running` once more."""

    server: BotApiServer
    settings: Settings
    load: Loader

    @asynccontextmanager
    async def running(self, limiter: PatientLimiter | None = None) -> AsyncIterator[Service]:
        """The bot at work until the block ends; it keeps Telegram's sending limits unless told others."""
        memory = open_memory(self.settings.budget_memory)
        service = Service(self.settings, memory, self.load, self.load())
        try:
            async with running(
                lambda _: cast("AnyApplication", build(service, limiter)), self.server, ALLOWED_UPDATES
            ):
                yield service
        finally:
            memory.close()


def settings_for(server: BotApiServer, folder: Path, **more: object) -> Settings:
    """Settings for a bot on the local server, with its memory in `folder`."""
    values: dict[str, object] = {
        "telegram_bot_token": server.token,
        "telegram_api_base_url": server.root_url,
        "telegram_admin_ids": frozenset({ADMIN}),
        "budget_memory": folder / "memory.db",
    }
    return Settings.model_validate(values | more)


def lines(text: str) -> list[str]:
    """Lines without indentation and without empty ones: what Telegram leaves of a layout."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def asked(assistant: Assistant, question: str) -> list[str]:
    """What `ask` prints for a question that stands alone."""
    return lines(render(assistant.ask(question).answer))


def shown(message: Message) -> list[str]:
    """What a message shows, to be compared with `asked`."""
    return lines(message.text)
