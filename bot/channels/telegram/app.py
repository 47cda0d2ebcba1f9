"""Wiring: the application, its handlers in the order in which they matter, and its life."""

from __future__ import annotations

import logging
import sys

from telegram import BotCommandScopeDefault, Update
from telegram.error import InvalidToken, RetryAfter
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.assistant import Assistant, load_assistant
from bot.channels.telegram import wording
from bot.channels.telegram.command_handlers import on_command
from bot.channels.telegram.commands import BY_NAME
from bot.channels.telegram.errors import on_error
from bot.channels.telegram.inline import on_inline_query
from bot.channels.telegram.order import ChatOrder
from bot.channels.telegram.patience import PatientLimiter
from bot.channels.telegram.press_handlers import on_press
from bot.channels.telegram.questions import (
    on_membership,
    on_moved_chat,
    on_other_content,
    on_text,
    on_unknown_command,
)
from bot.channels.telegram.registration import list_admin_commands, listed
from bot.channels.telegram.service import SERVICE, App, Context, Service
from bot.dataset.errors import DatasetError
from bot.memory.store import MemoryUnusableError, open_memory
from bot.presenting.reconciliation import error_text
from bot.settings import Settings

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
)
"""The kinds of update that are handled; Telegram sends no others."""

_OK, _FAILED = 0, 1


def run(settings: Settings) -> int:
    """Run the bot by polling until it is told to stop; return the exit status.

    Raises `SettingsError` where no token is set.
    """

    _quieten_library()

    def load() -> Assistant:
        return load_assistant(settings.budget_database, settings.budget_aliases)

    try:
        service = Service(settings, open_memory(settings.budget_memory), load, load())
    except MemoryUnusableError as error:
        print(wording.NO_MEMORY.format(reason=error), file=sys.stderr)
        return _FAILED
    except DatasetError as error:
        print(wording.NO_DATA.format(reason=error_text(error)), file=sys.stderr)
        return _FAILED
    except (OSError, ValueError) as error:
        print(wording.NO_DATA.format(reason=error), file=sys.stderr)
        return _FAILED
    try:
        # Waiting questions are answered, not dropped; the network may come up after us.
        build(service).run_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)
    except InvalidToken:
        print(wording.REFUSED_LOGIN, file=sys.stderr)
        return _FAILED
    finally:
        service.memory.close()
    return service.exit_status


def _quieten_library() -> None:
    # At DEBUG it logs whole updates, and so what people wrote.
    logging.getLogger("telegram").setLevel(max(logging.INFO, logging.getLogger().level))
    for name in ("telegram.ext", "telegram.ext.AIORateLimiter"):
        logging.getLogger(name).addFilter(_says_it_once)


def _says_it_once(record: logging.LogRecord) -> bool:
    """Whether the record is no traceback of what we tell in a sentence: a refused token, too many calls."""
    return record.exc_info is None or not isinstance(record.exc_info[1], InvalidToken | RetryAfter)


def build(service: Service, limiter: PatientLimiter | None = None) -> App:
    """The application with all its handlers, not yet started."""
    base = service.settings.telegram_api_base_url
    app: App = (
        ApplicationBuilder()
        .token(service.settings.bot_token())
        .base_url(f"{base}/bot")
        .base_file_url(f"{base}/file/bot")
        .context_types(ContextTypes(context=Context))
        .job_queue(None)
        .rate_limiter(limiter or PatientLimiter())
        .concurrent_updates(ChatOrder())
        .post_init(_prepare)
        .build()
    )
    app.bot_data[SERVICE] = service
    _add_handlers(app)
    return app


def _add_handlers(app: App) -> None:
    """The first handler that matches an update takes it."""
    messages = filters.UpdateType.MESSAGES
    app.add_handlers(
        [
            CallbackQueryHandler(on_press),
            InlineQueryHandler(on_inline_query),
            ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
            CommandHandler(list(BY_NAME), on_command, messages),
            MessageHandler(messages & filters.COMMAND, on_unknown_command),
            MessageHandler(messages & filters.TEXT, on_text),
            MessageHandler(filters.StatusUpdate.MIGRATE, on_moved_chat),
            MessageHandler(messages & ~filters.StatusUpdate.ALL, on_other_content),
        ]
    )
    app.add_error_handler(on_error)


async def _prepare(app: App) -> None:
    """Before the first update: what the bot is called, its commands, and a tidy memory."""
    service: Service = app.bot_data[SERVICE]
    service.username = app.bot.username
    service.memory.prune()
    await app.bot.set_my_commands(listed(admin=False), BotCommandScopeDefault())
    for admin in service.settings.telegram_admin_ids:
        if service.memory.knows_chat(admin):
            await list_admin_commands(app.bot, service, admin)
