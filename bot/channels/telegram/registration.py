"""Listing the commands with Telegram, for everyone and for admins."""

from __future__ import annotations

import logging
from typing import Any

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.commands import commands_for
from bot.channels.telegram.service import Service

_log = logging.getLogger(__name__)


def listed(*, admin: bool) -> list[BotCommand]:
    """The commands as Telegram shows them after a slash."""
    return [BotCommand(command.name, command.description) for command in commands_for(admin=admin)]


async def list_admin_commands(bot: ExtBot[Any], service: Service, admin: int) -> None:
    """List all commands in an admin's own chat, once for each run.

    There is such a chat only once the admin has written to the bot.
    """
    if admin in service.listed_for:
        return
    service.listed_for.add(admin)
    try:
        await bot.set_my_commands(listed(admin=True), BotCommandScopeChat(admin))
    except TelegramError as error:
        _log.warning("the commands for an admin could not be listed: %s", error.message)
