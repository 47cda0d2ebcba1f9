"""Commands: looked up in the table, then asked or opened."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType

from bot.channels.telegram import wording
from bot.channels.telegram.admin import reload_data
from bot.channels.telegram.commands import BY_NAME, Page
from bot.channels.telegram.conversation import respond, show_page
from bot.channels.telegram.pages import page, start_again
from bot.channels.telegram.registration import list_admin_commands
from bot.channels.telegram.service import Context
from bot.query_codec import UnreadableQueryError


async def on_command(update: Update, context: Context) -> None:
    """Any command of the table."""
    message = update.effective_message
    if message is None or message.text is None:
        return
    if message.chat.type == ChatType.PRIVATE and context.service.is_admin(update.effective_user):
        await list_admin_commands(context.bot, context.service, message.chat.id)
    name, argument = _parted(message)
    meaning = BY_NAME[name].meaning(argument)
    if not isinstance(meaning, Page):
        await respond(update, context, meaning, afresh=True)
    elif meaning is Page.RELOAD:
        await reload_data(update, context)
    elif meaning is Page.START and argument:
        await _follow_link(update, context, argument)
    else:
        admin = context.service.is_admin(update.effective_user)
        await show_page(update, context, page(context.service, meaning, admin=admin))


async def _follow_link(update: Update, context: Context, payload: str) -> None:
    """`/start payload`: the question that a shared link holds."""
    service = context.service
    if payload == wording.INLINE_START:
        await show_page(update, context, page(service, Page.START))
        return
    try:
        query = service.memory.queries.query(payload.strip())
    except UnreadableQueryError:
        await show_page(update, context, start_again(service, wording.STALE_LINK))
        return
    await respond(update, context, query, afresh=True)


def _parted(message: Message) -> tuple[str, str]:
    """The command's name without the bot's, and what follows it."""
    head, *rest = (message.text or "").split(maxsplit=1)
    name = head.removeprefix("/").partition("@")[0].lower()
    return name, rest[0].strip() if rest else ""
