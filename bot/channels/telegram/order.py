"""In which order updates are worked on: one after another within a chat, chats side by side.

Also where redelivered updates and double taps are noticed, for only here is it known what still waits.
"""

from __future__ import annotations

import asyncio
import inspect
from collections import OrderedDict
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 16
"""Chats worked on side by side; more makes the HTTP client's pool the bottleneck."""

_WAITING = 4_096
_REMEMBERED_UPDATES = 2_000

Tap = tuple[int, int | str, str]


class ChatOrder(BaseUpdateProcessor):
    """Keeps each chat's updates in order. A chat that floods the bot delays only itself."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(_WAITING)  # the library's own limit would count those that wait as well
        self._at_work = asyncio.Semaphore(at_once)
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._taps: dict[Tap, int] = {}
        self._repeated: set[str] = set()

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

    def is_repeated(self, callback_id: str) -> bool:
        """The same button was tapped by the same person while the first tap was still worked on."""
        return callback_id in self._repeated

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Work on `update` when its turn in the chat has come, and not a second time."""
        if not isinstance(update, Update):
            await coroutine
            return
        if self._delivered_before(update.update_id):
            if inspect.iscoroutine(coroutine):
                coroutine.close()
            return
        tap = _tap(update)
        if tap is not None:
            self._begin(tap, update)
        try:
            async with self._lock(_queue_of(update)), self._at_work:
                await coroutine
        finally:
            if tap is not None:
                self._end(tap, update)

    def _delivered_before(self, update_id: int) -> bool:
        if update_id in self._seen:
            return True
        self._seen[update_id] = None
        if len(self._seen) > _REMEMBERED_UPDATES:
            self._seen.popitem(last=False)
        return False

    def _lock(self, chat: int) -> asyncio.Lock:
        lock = self._chats.get(chat)
        if lock is None:
            lock = self._chats[chat] = asyncio.Lock()
        return lock

    def _begin(self, tap: Tap, update: Update) -> None:
        waiting = self._taps.get(tap, 0)
        self._taps[tap] = waiting + 1
        if waiting and update.callback_query:
            self._repeated.add(update.callback_query.id)

    def _end(self, tap: Tap, update: Update) -> None:
        self._taps[tap] -= 1
        if not self._taps[tap]:
            del self._taps[tap]
        if update.callback_query:
            self._repeated.discard(update.callback_query.id)


def _queue_of(update: Update) -> int:
    """The chat's id; a person's id where there is no chat (inline queries)."""
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0


def _tap(update: Update) -> Tap | None:
    query = update.callback_query
    if query is None:
        return None
    place = query.message.message_id if query.message else query.inline_message_id or ""
    return (query.from_user.id, place, query.data or "")
