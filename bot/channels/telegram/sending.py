"""Putting screens into chats: sending, changing, acknowledging, each with what may go wrong there."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, TypeVar

from telegram import (
    CallbackQuery,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.messages import Screen, Sheet, sheets
from bot.memory.answered import Reply
from bot.memory.store import Memory

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_UNREADABLE_MARKUP = "can't parse entities"
_UNCHANGED = "message is not modified"
_TOO_OLD = ("query is too old", "query id is invalid")
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Talk:
    """Where an answer goes, and whose conversation it belongs to."""

    chat_id: int
    user_id: int
    is_group: bool
    thread_id: int | None = None
    question_id: int | None = None
    """The message that is answered; None where a button was pressed."""

    @classmethod
    def of(cls, update: Update) -> Talk | None:
        """Where to answer `update`; None where there is no chat (inline) or nobody to talk to."""
        chat, user, message = update.effective_chat, update.effective_user, update.effective_message
        if chat is None or user is None:
            return None
        thread = message.message_thread_id if message and message.is_topic_message else None
        question = message.message_id if message and update.callback_query is None else None
        return cls(chat.id, user.id, chat.type != ChatType.PRIVATE, thread, question)


class Sender:
    """Sends into one chat. Made for one update."""

    def __init__(self, bot: ExtBot[Any], memory: Memory, talk: Talk) -> None:
        self._bot = bot
        self._memory = memory
        self._talk = talk

    async def send(self, *screens: Screen) -> tuple[Reply, ...]:
        """Send the screens; return the messages they became."""
        return tuple([await self._reply(sheet) for screen in screens for sheet in sheets(screen)])

    async def update(self, replies: tuple[Reply, ...], *screens: Screen) -> tuple[Reply, ...]:
        """Let the messages show these screens instead, with more or fewer messages where needed."""
        kept: list[Reply] = []
        wanted = [sheet for screen in screens for sheet in sheets(screen)]
        for reply, sheet in zip_longest(replies, wanted):
            if sheet is None:
                await self._delete(reply.message_id)
            elif reply is None:
                kept.append(await self._reply(sheet))
            elif reply.digest == sheet.digest:
                kept.append(reply)
            else:
                kept.append(Reply(await self._change(reply.message_id, sheet), sheet.digest))
        return tuple(kept)

    async def show(self, message: MaybeInaccessibleMessage, screen: Screen) -> int:
        """Let a message show the screen, unless it does; what does not fit into it is left out.

        Return the id of the message that shows it now: where the old one is gone, a new one.
        """
        sheet = replace(sheets(screen)[0], keyboard=screen.keyboard)
        if isinstance(message, Message) and (message.text, message.reply_markup) == (
            sheet.text,
            sheet.keyboard,
        ):
            return message.message_id
        return await self._change(message.message_id, sheet)

    async def act(self, action: str) -> None:
        """Tell the chat what is being made. A courtesy: its failing changes nothing."""
        with contextlib.suppress(TelegramError):
            await self._bot.send_chat_action(
                self._talk.chat_id, action, message_thread_id=self._talk.thread_id
            )

    async def send_photo(
        self, photo: InputFile | str, caption: str, keyboard: InlineKeyboardMarkup | None
    ) -> Message:
        """Send a picture, new or held by Telegram."""
        return await self._moving(
            lambda: self._bot.send_photo(
                self._talk.chat_id,
                photo,
                caption,
                reply_markup=keyboard,
                message_thread_id=self._talk.thread_id,
            )
        )

    async def send_document(self, document: InputFile, caption: str) -> Message:
        """Send a file."""
        return await self._moving(
            lambda: self._bot.send_document(
                self._talk.chat_id, document, caption, message_thread_id=self._talk.thread_id
            )
        )

    async def _reply(self, sheet: Sheet) -> Reply:
        return Reply(await self._send(sheet), sheet.digest)

    async def _send(self, sheet: Sheet) -> int:
        async def attempt(text: str, mode: str | None) -> Message:
            return await self._bot.send_message(
                self._talk.chat_id,
                text,
                parse_mode=mode,
                reply_markup=sheet.keyboard,
                link_preview_options=NO_PREVIEW,
                message_thread_id=self._talk.thread_id,
                reply_parameters=self.reply_parameters,
            )

        return (await self._moving(lambda: _marked_up(sheet, attempt))).message_id

    async def _change(self, message_id: int, sheet: Sheet) -> int:
        async def attempt(text: str, mode: str | None) -> object:
            return await self._bot.edit_message_text(
                text,
                self._talk.chat_id,
                message_id,
                parse_mode=mode,
                reply_markup=sheet.keyboard,
                link_preview_options=NO_PREVIEW,
            )

        try:
            await _marked_up(sheet, attempt)
        except ChatMigrated as moved:  # the message stayed behind
            self._follow(moved)
            return await self._send(sheet)
        except BadRequest as error:
            if _says(error, *_GONE):
                return await self._send(sheet)
            if not _says(error, _UNCHANGED):
                raise
        return message_id

    async def _delete(self, message_id: int) -> None:
        # Too old or deleted by hand already: then it is no longer in the way.
        with contextlib.suppress(BadRequest):
            await self._bot.delete_message(self._talk.chat_id, message_id)

    @property
    def talk(self) -> Talk:
        """Where this sends to."""
        return self._talk

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        """In a group the answer is attached to its question."""
        if not self._talk.is_group or self._talk.question_id is None:
            return None
        return ReplyParameters(self._talk.question_id, allow_sending_without_reply=True)

    async def _moving(self, attempt: Callable[[], Awaitable[_Result]]) -> _Result:
        """Follow a group that has become a supergroup meanwhile."""
        try:
            return await attempt()
        except ChatMigrated as moved:
            self._follow(moved)
            return await attempt()

    def _follow(self, moved: ChatMigrated) -> None:
        self._memory.move_chat(self._talk.chat_id, moved.new_chat_id)
        self._talk = replace(self._talk, chat_id=moved.new_chat_id, question_id=None)


async def acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Answer a callback, once. A courtesy: what the button does is done even if this fails."""
    try:
        await query.answer(text)
    except TelegramError as error:
        # One that came too late has nobody waiting for it.
        if not (isinstance(error, BadRequest) and is_too_late(error)):
            _log.warning("a press could not be acknowledged: %s", error.message)


def is_too_late(error: BadRequest) -> bool:
    """Whether the callback or inline query that was answered has expired meanwhile."""
    return _says(error, *_TOO_OLD)


async def _marked_up(sheet: Sheet, attempt: Callable[[str, str | None], Awaitable[_Result]]) -> _Result:
    """Try with markup; where Telegram cannot read it, without."""
    try:
        return await attempt(sheet.markup, ParseMode.HTML)
    except BadRequest as error:
        if not _says(error, _UNREADABLE_MARKUP):
            raise
        _log.error("Telegram could not parse our markup; sent as plain text")
        return await attempt(sheet.text, None)


def _says(error: BadRequest, *phrases: str) -> bool:
    message = error.message.lower()
    return any(phrase in message for phrase in phrases)
