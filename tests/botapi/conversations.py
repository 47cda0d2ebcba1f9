"""Chats as the people in them see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.botapi.entities import utf16_slice
from tests.botapi.messages import Chat, Message
from tests.botapi.waiting import PATIENCE
from tests.botapi.world import World

if TYPE_CHECKING:
    from tests.botapi.people import Person


class Conversation:
    """A chat as its people see it."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat

    @property
    def messages(self) -> list[Message]:
        """The bot's messages that still stand, oldest first."""
        return [message for message in self.chat.from_bot if not message.deleted]

    async def next_message(self, seconds: float = PATIENCE) -> Message:
        """The bot's next message that was not taken yet; AssertionError if none comes."""

        def unread() -> Message | None:
            sent = self.chat.from_bot
            return sent[self.chat.read] if len(sent) > self.chat.read else None

        message = await self.world.signal.until(unread, f"a message in {self.chat.title}", seconds)
        self.chat.read += 1
        return message

    def catch_up(self) -> list[Message]:
        """Take all that is there already."""
        unread = self.chat.from_bot[self.chat.read :]
        self.chat.read += len(unread)
        return unread

    async def changed(self, message: Message, seconds: float = PATIENCE) -> Message:
        """Wait until the message was edited (or deleted) since it was last looked at or pressed."""

        def news() -> Message | None:
            return message if message.deleted or message.revision > message.seen else None

        await self.world.signal.until(news, f"an edit of message {message.id} in {self.chat.title}", seconds)
        message.seen = message.revision
        return message

    async def reaction(self, message: Message, seconds: float = PATIENCE) -> Message:
        """What a press on `message` led to: a new message, or this one, edited."""

        def news() -> Message | None:
            if self.chat.read < len(self.chat.from_bot):
                return self.chat.from_bot[self.chat.read]
            return message if message.revision > message.seen else None

        found = await self.world.signal.until(news, f"what a press on message {message.id} leads to", seconds)
        if found is message:
            message.seen = message.revision
        else:
            self.chat.read += 1
        return found

    def deliver(self, message: Message, kind: str = "message") -> int | None:
        """Hand a person's message to the bot if it may see it; the update's id if so."""
        visible = self.chat.id in self.world.chats and (
            self.chat.is_private or not self.world.privacy_mode or self._is_meant_for_bot(message)
        )
        return self.world.deliver(kind, message.payload()) if visible else None

    def _is_meant_for_bot(self, message: Message) -> bool:
        """Privacy mode in groups: commands, mentions, replies, and what was sent through the bot."""
        if message.via_bot or (message.reply_to and message.reply_to.from_bot):
            return True
        name = f"@{self.world.bot['username']}".lower()
        for entity in message.entities:
            part = utf16_slice(message.text, entity["offset"], entity["length"]).lower()
            to_all = entity["type"] == "bot_command" and "@" not in part
            if to_all or (entity["type"] in ("bot_command", "mention") and part.endswith(name)):
                return True
        return False


class Group(Conversation):
    """A group that the bot is in."""

    members: list[Person]

    @classmethod
    def founded_in(cls, world: World, chat_id: int, title: str, members: Sequence[Person]) -> Group:
        assert chat_id < 0, "group ids are negative"
        kind = "supergroup" if chat_id <= -1_000_000_000_000 else "group"
        chat = world.chats.setdefault(chat_id, Chat(chat_id, kind, title, started=True))
        group = cls(world, chat)
        group.members = list(members)
        return group

    def migrates(self) -> Group:
        """The group becomes a supergroup with another id; the bot is told by two service messages."""
        new_id = -1_000_000_000_000 + self.chat.id
        new = Group.founded_in(self.world, new_id, self.chat.title, self.members)
        sender = self.members[0].payload
        for conversation, content in (
            (self, {"migrate_to_chat_id": new_id}),
            (new, {"migrate_from_chat_id": self.chat.id}),
        ):
            number = max(conversation.chat.messages, default=0) + 1
            service = conversation.chat.add(Message(conversation.chat, number, sender, content))
            self.world.deliver("message", service.payload())
        self.chat.migrated_to = new_id
        self.world.journal.deed(f"{self.chat.title} became a supergroup")
        return new
