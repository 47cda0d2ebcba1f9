"""People who use the bot: they write, press, edit, share, and read what comes back."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Any

from tests.botapi.conversations import Conversation, Group
from tests.botapi.entities import typed_entities
from tests.botapi.messages import Button, Chat, Message
from tests.botapi.waiting import PATIENCE
from tests.botapi.world import CallbackQuery, InlineQuery, World

MOST_QUERY = 256


@dataclass(frozen=True)
class InlineAnswer:
    """What somebody sees over the keyboard after typing `@bot query`."""

    query: str
    raw: dict[str, Any]

    @property
    def results(self) -> list[dict[str, Any]]:
        """Each result as sent, with the message it would send under `content`."""
        return list(self.raw["results"])

    @property
    def titles(self) -> list[str]:
        return [str(result.get("title", "")) for result in self.results]

    @property
    def next_offset(self) -> str:
        return str(self.raw.get("next_offset", ""))

    @property
    def cache_time(self) -> int:
        return int(self.raw.get("cache_time", 300))


class Person:
    """One user. Without `to`, things are said in the private chat with the bot."""

    def __init__(self, world: World, payload: dict[str, Any], private: Conversation) -> None:
        self.world = world
        self.payload = payload
        self.private = private

    @classmethod
    def known_to(cls, world: World, user_id: int, name: str, username: str | None) -> Person:
        payload: dict[str, Any] = {
            "id": user_id,
            "is_bot": False,
            "first_name": name,
            "language_code": "ja",
        }
        if username:
            payload["username"] = username
        world.users[user_id] = payload
        chat = world.chats.setdefault(user_id, Chat(user_id, "private", name))
        return cls(world, payload, Conversation(world, chat))

    @property
    def id(self) -> int:
        return int(self.payload["id"])

    @property
    def name(self) -> str:
        return str(self.payload["first_name"])

    async def sends(
        self, text: str, to: Conversation | None = None, reply_to: Message | None = None
    ) -> Message:
        """Write a text; commands, mentions and links in it are marked as Telegram does."""
        content: dict[str, Any] = {"text": text}
        if entities := typed_entities(text):
            content["entities"] = entities
        return self._posts(content, to, f"「{text}」", reply_to)

    async def asks(
        self,
        text: str,
        to: Conversation | None = None,
        reply_to: Message | None = None,
        seconds: float = PATIENCE,
    ) -> Message:
        """Write a text and wait for the bot's next message there."""
        await self.sends(text, to, reply_to)
        return await (to or self.private).next_message(seconds)

    async def opens(self, url: str) -> Message:
        """Follow a deep link to the bot: `/start` with its payload."""
        match = re.fullmatch(r"https://t\.me/(\w+)\?start=([A-Za-z0-9_-]{1,64})", url)
        assert match and match[1] == self.world.bot["username"], f"{url} does not open the bot"
        return await self.sends(f"/start {match[2]}")

    async def edits(self, message: Message, text: str) -> None:
        """Change a message of one's own."""
        assert message.sender == self.payload, "only one's own messages can be edited"
        entities = typed_entities(text)
        message.change({"text": text} | ({"entities": entities} if entities else {}), message.markup)
        self._notes(f"edits message {message.id}: 「{text}」")
        Conversation(self.world, message.chat).deliver(message, "edited_message")

    async def sends_photo(
        self, caption: str = "", to: Conversation | None = None, album: str | None = None
    ) -> Message:
        """Send a photo; those with the same `album` are shown together."""
        sizes = [{**_file("photo"), "width": 90, "height": 60}]
        content: dict[str, Any] = {"photo": sizes}
        if caption:
            content |= {"caption": caption, "caption_entities": typed_entities(caption)}
        if album:
            content["media_group_id"] = album
        return self._posts(content, to, f"a photo {caption}")

    async def sends_sticker(self, to: Conversation | None = None) -> Message:
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._posts({"sticker": _file("sticker") | looks}, to, "a sticker")

    async def sends_voice(self, to: Conversation | None = None) -> Message:
        return self._posts({"voice": _file("voice") | {"duration": 3}}, to, "a voice message")

    async def sends_document(self, to: Conversation | None = None) -> Message:
        return self._posts({"document": _file("document") | {"file_name": "予算.pdf"}}, to, "a document")

    async def sends_location(self, to: Conversation | None = None) -> Message:
        return self._posts({"location": {"latitude": 43.77, "longitude": 142.36}}, to, "a location")

    async def presses(
        self,
        message: Message,
        text: str | None = None,
        *,
        data: str | None = None,
        wait: bool = True,
        too_old: bool = False,
    ) -> CallbackQuery:
        """Press a button that is on the message now; with `wait`, until its spinner stops.

        `too_old`: the bot is given the message's id but not its content, as after two days.
        """
        assert not message.deleted, "the message is gone"
        button = message.button(text, data)
        assert button.data is not None, f"{button.text} does not call the bot: {button.raw}"
        return await self._taps(message, button, wait, too_old)

    async def follows(self, message: Message, text: str | None = None, *, data: str | None = None) -> Message:
        """Press a button and take what it leads to: a new message, or the same one, edited."""
        await self.presses(message, text, data=data)
        return await Conversation(self.world, message.chat).reaction(message)

    async def taps_outdated(self, message: Message, button: Button, wait: bool = True) -> CallbackQuery:
        """Press a button that was there before: the phone had not shown the latest edit yet."""
        return await self._taps(message, button, wait, too_old=False)

    async def _taps(self, message: Message, button: Button, wait: bool, too_old: bool) -> CallbackQuery:
        number = str(self.world.next_number())
        payload: dict[str, Any] = {
            "id": number,
            "from": self.payload,
            "chat_instance": str(message.chat.id),
            "data": button.data,
        }
        if message.inline_id:
            payload["inline_message_id"] = message.inline_id
        elif too_old:
            payload["message"] = {"chat": message.chat.payload(), "message_id": message.id, "date": 0}
        else:
            payload["message"] = message.payload()
        query = CallbackQuery(number, payload)
        self.world.callback_queries[number] = query
        message.seen = message.revision
        self._notes(f"presses [{button.text}] on message {message.id}")
        self.world.deliver("callback_query", payload)
        if wait:
            await self.world.signal.until(lambda: query.answer, f"an answer to [{button.text}]")
        return query

    async def types_inline(self, query: str, offset: str = "", chat_type: str = "sender") -> InlineAnswer:
        """Type `@bot query` in some chat and see the results."""
        asked = await self.starts_typing_inline(query, offset, chat_type)
        raw = await self.world.signal.until(lambda: asked.answer, f"inline results for 「{query}」")
        return InlineAnswer(query, raw)

    async def starts_typing_inline(
        self, query: str, offset: str = "", chat_type: str = "sender"
    ) -> InlineQuery:
        """As `types_inline`, without waiting for the results."""
        assert len(query) <= MOST_QUERY, "the client cuts inline queries at 256 characters"
        asked = InlineQuery(str(self.world.next_number()), self.id)
        self.world.inline_queries[asked.id] = asked
        self._notes(
            f"types @{self.world.bot['username']} {query}" + (f" (offset {offset})" if offset else "")
        )
        self.world.deliver(
            "inline_query",
            {
                "id": asked.id,
                "from": self.payload,
                "query": query,
                "offset": offset,
                "chat_type": chat_type,
            },
        )
        return asked

    async def chooses(self, answer: InlineAnswer, place: int = 0, to: Conversation | None = None) -> Message:
        """Send one of the inline results, to a friend's chat (which the bot cannot see) unless told."""
        result = answer.results[place]
        chat = to.chat if to else Chat(999_999_999, "private", "友人")
        number = max(chat.messages, default=0) + 1
        message = chat.add(
            Message(
                chat,
                number,
                self.payload,
                result["content"],
                result.get("reply_markup"),
                via_bot=self.world.bot,
            )
        )
        self._notes(f"sends the inline result 「{result.get('title', result['id'])}」")
        chosen = {"result_id": result["id"], "from": self.payload, "query": answer.query}
        if message.markup:
            message.inline_id = f"inline{self.world.next_number()}"
            self.world.inline_messages[message.inline_id] = message
            chosen["inline_message_id"] = message.inline_id
        if self.world.inline_feedback:
            self.world.deliver("chosen_inline_result", chosen)
        Conversation(self.world, chat).deliver(message)
        return message

    async def blocks_bot(self) -> None:
        """From now on the bot's messages are refused."""
        self._membership("kicked", "member")
        self.private.chat.reachable = False

    async def unblocks_bot(self) -> None:
        self.private.chat.reachable = True
        self._membership("member", "kicked")

    def _membership(self, new: str, old: str) -> None:
        until = {"until_date": 0}
        self._notes(f"makes the bot {new}")
        self.world.deliver(
            "my_chat_member",
            {
                "chat": self.private.chat.payload(),
                "from": self.payload,
                "date": self.private.chat.id,
                "old_chat_member": {"user": self.world.bot, "status": old}
                | (until if old == "kicked" else {}),
                "new_chat_member": {"user": self.world.bot, "status": new}
                | (until if new == "kicked" else {}),
            },
        )

    def _posts(
        self,
        content: dict[str, Any],
        to: Conversation | None,
        told: str,
        reply_to: Message | None = None,
    ) -> Message:
        where = to or self.private
        assert not isinstance(where, Group) or self in where.members, f"{self.name} is not in the group"
        assert reply_to is None or reply_to.chat is where.chat, "replies stay in their chat"
        assert where.chat.reachable, "whoever blocked the bot cannot write to it"
        where.chat.started = True
        number = max(where.chat.messages, default=0) + 1
        message = where.chat.add(Message(where.chat, number, self.payload, content, reply_to=reply_to))
        self._notes(f"{told}" + (f" in {where.chat.title}" if isinstance(where, Group) else ""))
        where.deliver(message)
        return message

    def _notes(self, deed: str) -> None:
        self.world.journal.deed(f"{self.name} {deed}")


_counter = itertools.count(1)


def _file(kind: str) -> dict[str, Any]:
    number = next(_counter)
    return {"file_id": f"user-{kind}-{number}", "file_unique_id": f"user-{number}", "file_size": 1000}
