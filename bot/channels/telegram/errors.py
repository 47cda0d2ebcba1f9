"""What is done when something fails: one right reaction to each kind of failure.

The person gets one kind line. The log gets the kind of error and where it arose, never what the person
wrote: exception messages of ours may quote it, so only Telegram's own are logged.
"""

from __future__ import annotations

import logging
import time
import traceback

from telegram import Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.telegram import wording
from bot.channels.telegram.messages import Screen
from bot.channels.telegram.sending import Sender, Talk
from bot.channels.telegram.service import Context

_log = logging.getLogger(__name__)


async def on_error(update: object, context: Context) -> None:
    """React to an error of polling (`update` is None) or of a handler."""
    error = context.error
    match error:
        case Conflict():
            if context.service.conflicts.is_lasting(time.monotonic()):
                _log.critical(wording.SECOND_INSTANCE)
                context.service.exit_status = 1
                context.application.stop_running()
            else:
                _log.warning("another instance is fetching updates")
        case Forbidden():
            _forget_chat(update, context)
        case ChatMigrated(new_chat_id=new_chat_id):
            talk = _talk(update)
            if talk is not None:
                context.service.memory.move_chat(talk.chat_id, new_chat_id)
        case RetryAfter():
            # Saying so would be one message more; waiting has been tried.
            _log.warning("Telegram asks to slow down: %s", error.message)
        case NetworkError() if not isinstance(error, BadRequest):
            _log.warning("Telegram could not be reached: %s", error.message)
            await _say(update, context, wording.CONNECTION_FAILED)
        case _:
            _log.error("%s", described(error))
            await _say(update, context, wording.FAILED)


def described(error: BaseException | None) -> str:
    """The error's kind and the places it came through; its message only if Telegram wrote it."""
    if error is None:
        return "unknown error"
    message = f": {error.message}" if isinstance(error, TelegramError) else ""
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    return f"{type(error).__name__}{message}\n{frames}".rstrip()


def _forget_chat(update: object, context: Context) -> None:
    talk = _talk(update)
    if talk is not None:
        context.service.memory.forget_chat(talk.chat_id)
    _log.info("a chat has shut the bot out; what was remembered of it is forgotten")


async def _say(update: object, context: Context, text: str) -> None:
    talk = _talk(update)
    if talk is None:
        return
    try:
        await Sender(context.bot, context.service.memory, talk).send(Screen(text))
    except TelegramError as error:
        _log.warning("nor could the person be told: %s", type(error).__name__)


def _talk(update: object) -> Talk | None:
    return Talk.of(update) if isinstance(update, Update) else None
