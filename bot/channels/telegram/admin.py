"""/reload: for the admins named in the settings, once for each update, never from before the start."""

from __future__ import annotations

import asyncio
import logging
import sqlite3

from telegram import Message, Update
from telegram.constants import ChatAction

from bot.channels.starting import data_faults_explained
from bot.channels.telegram import wording
from bot.channels.telegram.conversation import show_page
from bot.channels.telegram.messages import Screen
from bot.channels.telegram.sending import Sender, Talk
from bot.channels.telegram.service import Context, Service
from bot.dataset.build import rebuild
from bot.dataset.errors import DatasetError
from bot.presenting.reconciliation import error_text, rebuild_text
from bot.settings import StartError

_MOST_LINES = 10
"""Changes or faults named one by one; the rest is counted."""

_log = logging.getLogger(__name__)


async def reload_data(update: Update, context: Context) -> None:
    """Re-read the configured source and swap the new data in, or say why not."""
    service, message, user = context.service, update.message, update.effective_user
    if message is None or user is None:  # an edited command is not a new one
        return
    if not service.is_admin(user):
        await show_page(update, context, Screen(wording.ADMINS_ONLY))
    elif not service.memory.admin_commands.claim(update.update_id, user.id, "reload"):
        _log.info("update %d asked for a reload that was seen to before", update.update_id)
    elif is_from_before(message, service):
        await show_page(update, context, Screen(wording.TOO_OLD_COMMAND))
    elif service.reloading.locked():
        await show_page(update, context, Screen(wording.RELOAD_RUNNING))
    else:
        async with service.reloading:
            await _says_it_works(update, context)
            report = await swap_in(service)
        await show_page(update, context, Screen(report))


async def swap_in(service: Service) -> str:
    """Rebuild the database, load it and put it in place; return the report in Japanese.

    Questions that are being answered finish on the data they began with. On any fault the old data
    stays in use.
    """
    settings = service.settings
    try:
        report = await asyncio.to_thread(rebuild, settings.budget_source, settings.budget_database)
        with data_faults_explained(settings):
            assistant = await asyncio.to_thread(service.load)
    except DatasetError as error:
        return wording.RELOAD_REFUSED.format(reason=error_text(error, most=_MOST_LINES))
    except StartError as error:
        return wording.RELOAD_REFUSED.format(reason=error)
    except (OSError, ValueError, sqlite3.Error) as error:
        _log.error("the rebuilt database could not be loaded: %s", type(error).__name__)
        return wording.RELOAD_REFUSED.format(reason=wording.LOAD_FAILED)
    service.assistant = assistant
    service.memory.prune()
    return rebuild_text(report, most=_MOST_LINES)


def is_from_before(message: Message, service: Service) -> bool:
    """Whether the message was sent before this bot started (both to the second)."""
    return message.date < service.started_at.replace(microsecond=0)


async def _says_it_works(update: Update, context: Context) -> None:
    talk = Talk.of(update)
    if talk is not None:
        await Sender(context.bot, context.service.memory, talk).act(ChatAction.TYPING)
