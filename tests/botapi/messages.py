"""Chats and messages as the server keeps them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.entities import utf16_slice


@dataclass(frozen=True)
class Button:
    """One button of an inline keyboard."""

    raw: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.raw["text"])

    @property
    def data(self) -> str | None:
        return self.raw.get("callback_data")

    @property
    def url(self) -> str | None:
        return self.raw.get("url")


@dataclass(eq=False)
class Chat:
    """A private chat (id of its user) or a group, and all that was sent in it."""

    id: int
    type: str
    title: str
    reachable: bool = True  # False: the user blocked the bot, or never wrote to it
    started: bool = False
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)  # chat actions shown
    read: int = 0  # how many of the bot's messages a test has taken
    bot_may_delete: bool = False

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    @property
    def from_bot(self) -> list[Message]:
        """The bot's messages in the order they were sent, deleted ones included."""
        return [message for message in self.messages.values() if message.from_bot]

    def payload(self) -> dict[str, Any]:
        name = {"first_name": self.title} if self.is_private else {"title": self.title}
        return {"id": self.id, "type": self.type, **name}

    def add(self, message: Message) -> Message:
        self.messages[message.id] = message
        return message


@dataclass(eq=False)
class Message:
    """`content` holds the fields that an edit can change: text, caption, photo, document, …"""

    chat: Chat
    id: int
    sender: dict[str, Any]
    content: dict[str, Any]
    markup: dict[str, Any] | None = None
    reply_to: Message | None = None
    via_bot: dict[str, Any] | None = None
    inline_id: str | None = None
    date: int = field(default_factory=lambda: int(time.time()))
    edit_date: int | None = None
    deleted: bool = False
    revision: int = 0
    seen: int = 0  # the revision a test has seen last

    @property
    def from_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def text(self) -> str:
        """Text, or the caption of a picture or file."""
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def entities(self) -> list[dict[str, Any]]:
        found = self.content.get("entities", self.content.get("caption_entities", []))
        return list(found)

    @property
    def rows(self) -> list[list[Button]]:
        """The inline keyboard as it stands now."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[Button(raw) for raw in row] for row in rows]

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    def button(self, text: str | None = None, data: str | None = None) -> Button:
        """The one button with this data, this text, or (failing that) with this in its text."""
        if data is not None:
            found: Iterable[Button] = [one for one in self.buttons if one.data == data]
        else:
            assert text is not None
            found = [one for one in self.buttons if one.text == text] or [
                one for one in self.buttons if text in one.text
            ]
        match = list(found)
        labels = [button.text for button in self.buttons]
        assert len(match) == 1, f"{len(match)} buttons for {data or text!r} among {labels}"
        return match[0]

    def has_button(self, text: str) -> bool:
        return any(text in button.text for button in self.buttons)

    def styled(self, kind: str) -> list[str]:
        """The parts of the text that carry an entity of this kind, e.g. bold."""
        return [
            utf16_slice(self.text, entity["offset"], entity["length"])
            for entity in self.entities
            if entity["type"] == kind
        ]

    @property
    def links(self) -> list[str]:
        return [entity["url"] for entity in self.entities if "url" in entity]

    def change(self, content: dict[str, Any], markup: dict[str, Any] | None) -> None:
        self.content, self.markup = content, markup
        self.edit_date = int(time.time())
        self.revision += 1

    def payload(self, with_reply: bool = True) -> dict[str, Any]:
        """The message as the Bot API shows it."""
        found: dict[str, Any] = {
            "message_id": self.id,
            "date": self.date,
            "chat": self.chat.payload(),
            "from": self.sender,
            **self.content,
        }
        if self.edit_date is not None:
            found["edit_date"] = self.edit_date
        if self.markup and "inline_keyboard" in self.markup:
            found["reply_markup"] = self.markup
        if self.via_bot:
            found["via_bot"] = self.via_bot
        if self.reply_to and with_reply:
            found["reply_to_message"] = self.reply_to.payload(with_reply=False)
        return found
