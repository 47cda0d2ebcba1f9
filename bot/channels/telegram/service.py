"""What every handler works with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast
from weakref import WeakValueDictionary

from telegram import User
from telegram.ext import Application, CallbackContext, ExtBot

from bot.answer import Answer
from bot.assistant import Assistant, Turn
from bot.channels.telegram.conflicts import Conflicts
from bot.channels.telegram.order import ChatOrder
from bot.channels.telegram.typeahead import Typeahead
from bot.memory.store import Memory
from bot.query import Query
from bot.reading import DialogueState
from bot.settings import Settings

Loader = Callable[[], Assistant]
"""Makes an assistant over the database as it is now; runs in a worker thread."""

NO_STATE = DialogueState()


@dataclass(slots=True)
class Service:
    """One running bot. `assistant` alone changes: a reload puts a new one in its place.

    Whoever began with the old assistant finishes with it.
    """

    settings: Settings
    memory: Memory
    load: Loader
    assistant: Assistant
    username: str = ""
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    reloading: asyncio.Lock = field(default_factory=asyncio.Lock)
    conflicts: Conflicts = field(default_factory=Conflicts)
    exit_status: int = 0
    listed_for: set[int] = field(default_factory=set)  # admins whose commands are listed
    albums: dict[int, str] = field(default_factory=dict)  # the last album of each chat
    _drawing: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _typeahead: tuple[Assistant, Typeahead] | None = None

    def typeahead(self) -> Typeahead:
        """Project names as they are typed, of the data as it is now."""
        assistant = self.assistant
        if self._typeahead is None or self._typeahead[0] is not assistant:
            self._typeahead = (assistant, Typeahead(assistant.catalogue))
        return self._typeahead[1]

    def drawing(self, key: str) -> asyncio.Lock:
        """Held while this picture is made and sent, so that who asks meanwhile gets the same one."""
        lock = self._drawing.get(key)
        if lock is None:
            lock = self._drawing[key] = asyncio.Lock()
        return lock

    def is_admin(self, user: User | None) -> bool:
        """Whether the settings name this person as an admin."""
        return user is not None and user.id in self.settings.telegram_admin_ids

    def turn(self, asked: str | Query, state: DialogueState = NO_STATE) -> Turn:
        """The assistant's turn for a typed text or a ready query."""
        if isinstance(asked, Query):
            return self.assistant.run(asked, state)
        return self.assistant.ask(asked, state)

    def answer(self, query: Query) -> Answer:
        """The answer to a query outside any conversation."""
        return self.assistant.run(query).answer


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The library's context, with the service in reach."""

    @property
    def service(self) -> Service:
        """The service this application was built with."""
        return cast("Service", self.application.bot_data[SERVICE])

    @property
    def order(self) -> ChatOrder:
        """The order in which this application works on updates."""
        return cast("ChatOrder", self.application.update_processor)


SERVICE = "service"

App = Application[ExtBot[Any], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
