"""Everything the server knows: chats, files, open queries, the bot's own settings."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.botapi import errors
from tests.botapi.errors import bad_request
from tests.botapi.faults import Faults
from tests.botapi.files import FileStore
from tests.botapi.journal import Journal
from tests.botapi.messages import Chat, Message
from tests.botapi.updates import UpdateQueue
from tests.botapi.waiting import Signal


@dataclass(eq=False)
class CallbackQuery:
    """A pressed button. `answer` is None until the bot has answered."""

    id: str
    payload: dict[str, Any]
    answer: dict[str, Any] | None = None
    expired: bool = False


@dataclass(eq=False)
class InlineQuery:
    """A query typed after the bot's name in some chat."""

    id: str
    user_id: int
    answer: dict[str, Any] | None = None
    expired: bool = False


@dataclass(frozen=True)
class CommandScope:
    """Whom a list of commands is for; the language is empty for everyone."""

    type: str
    chat_id: int | None = None
    user_id: int | None = None
    language: str = ""


@dataclass
class World:
    """State alone; the calls of the bot and the deeds of people change it."""

    bot: dict[str, Any]
    privacy_mode: bool = True
    inline_feedback: bool = False  # chosen_inline_result updates, off by default as with BotFather
    chats: dict[int, Chat] = field(default_factory=dict)
    users: dict[int, dict[str, Any]] = field(default_factory=dict)
    files: FileStore = field(default_factory=FileStore)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    faults: Faults = field(default_factory=Faults)
    journal: Journal = field(default_factory=Journal)
    callback_queries: dict[str, CallbackQuery] = field(default_factory=dict)
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    commands: dict[CommandScope, list[dict[str, str]]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)  # (what, language) → text
    menu_buttons: dict[int | None, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self.signal = Signal(lambda: self.journal.transcript(last=30))

    def next_number(self) -> int:
        return next(self._numbers)

    def deliver(self, kind: str, payload: dict[str, Any]) -> int | None:
        """Queue an update for the bot; None if it did not ask for this kind."""
        number = self.updates.put(kind, payload)
        self.signal.notify()
        return number

    def chat(self, chat_id: int | str) -> Chat:
        """A chat that the bot knows. Raises ApiError."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or (chat.is_private and not chat.started):
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise errors.chat_migrated(chat.migrated_to)
        return chat

    def chat_to_send(self, chat_id: int | str) -> Chat:
        """A chat that the bot may write to. Raises ApiError."""
        if chat_id in self.users and not self.chats[int(chat_id)].started:
            raise errors.cannot_initiate()
        chat = self.chat(chat_id)
        if not chat.reachable:
            raise errors.blocked_by_user()
        return chat

    def post(
        self,
        chat: Chat,
        content: dict[str, Any],
        markup: dict[str, Any] | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Add a message of the bot."""
        number = max(chat.messages, default=0) + 1
        message = chat.add(Message(chat, number, self.bot, content, markup, reply_to))
        self.signal.notify()
        return message

    def change(self, message: Message, content: dict[str, Any], markup: dict[str, Any] | None) -> None:
        """Edit a message of the bot. Raises ApiError if nothing would change."""
        if (content, markup) == (message.content, message.markup):
            raise errors.not_modified()
        message.change(content, markup)
        self.signal.notify()

    @property
    def unanswered(self) -> list[CallbackQuery]:
        """Pressed buttons that still show their spinner."""
        return [query for query in self.callback_queries.values() if query.answer is None]
