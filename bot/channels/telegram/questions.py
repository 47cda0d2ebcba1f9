"""Messages: typed questions, edited ones, and what is no text."""

from __future__ import annotations

from telegram import ChatMember, Update
from telegram.constants import ChatType

from bot.channels.telegram import wording
from bot.channels.telegram.addressing import is_reply_to, question_in
from bot.channels.telegram.commands import Page, by_word, command_lines
from bot.channels.telegram.conversation import answered_before, respond, show_page
from bot.channels.telegram.messages import Screen
from bot.channels.telegram.pages import page
from bot.channels.telegram.service import Context


async def on_text(update: Update, context: Context) -> None:
    """A typed question; in a group only if it is meant for the bot."""
    message = update.effective_message
    if message is None:
        return
    text = question_in(message, context.bot.id, context.service.username)
    if text is None and answered_before(update, context):
        text = message.text
    if text is None:
        return
    shortcut = by_word(text)
    if isinstance(shortcut, Page):
        await show_page(update, context, page(context.service, shortcut))
    else:
        await respond(update, context, text if shortcut is None else shortcut)


async def on_unknown_command(update: Update, context: Context) -> None:
    """A command nobody knows: in private the known ones are named, in a group it is another bot's."""
    if update.message is None or update.message.chat.type != ChatType.PRIVATE:
        return
    listed = wording.NOT_A_COMMAND.format(commands=command_lines(admin=False))
    await show_page(update, context, Screen(listed))


async def on_other_content(update: Update, context: Context) -> None:
    """A photo, a sticker, a voice message …: one kind line, and one only for a whole album."""
    message = update.message
    if message is None or (message.via_bot is not None and message.via_bot.id == context.bot.id):
        return
    if message.chat.type != ChatType.PRIVATE and not is_reply_to(message, context.bot.id):
        return
    album = message.media_group_id
    if album is not None and context.service.albums.get(message.chat.id) == album:
        return
    if album is not None:
        context.service.albums[message.chat.id] = album
    await show_page(update, context, Screen(wording.NOT_TEXT))


async def on_moved_chat(update: Update, context: Context) -> None:
    """A group became a supergroup with another id."""
    message = update.message
    if message is not None and message.migrate_to_chat_id is not None:
        context.service.memory.move_chat(message.chat.id, message.migrate_to_chat_id)


async def on_membership(update: Update, context: Context) -> None:
    """Blocked by a person or removed from a group: what was remembered of that chat goes."""
    change = update.my_chat_member
    if change is not None and change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        context.service.memory.forget_chat(change.chat.id)
