"""One step of a conversation: asked, answered, shown, remembered."""

from __future__ import annotations

from telegram import Update

from bot.answer import Answer
from bot.channels.telegram.answers import screens
from bot.channels.telegram.messages import Screen
from bot.channels.telegram.sending import Sender, Talk
from bot.channels.telegram.service import NO_STATE, Context
from bot.memory.answered import Answered
from bot.query import Query


async def respond(update: Update, context: Context, asked: str | Query, *, afresh: bool = False) -> None:
    """Answer a question, a command or a button; an edited question gets its answer edited.

    `afresh`: what was asked is complete, and not read as going on from what came before.
    """
    talk = Talk.of(update)
    if talk is None:
        return
    service, dialogues = context.service, context.service.memory.dialogues
    known = answered_before(update, context)
    before = known.state_before if known else dialogues.state(talk.chat_id, talk.user_id)
    turn = service.turn(asked, NO_STATE if afresh else before)
    await _deliver(context, talk, known, *screens(service, turn.answer, brief=talk.is_group))
    if known is None or known.is_latest:
        dialogues.remember(talk.chat_id, talk.user_id, turn.state)


def taken_up(context: Context, talk: Talk, query: Query) -> Answer:
    """The answer to a query whose page is opened by a button: follow-ups refer to it."""
    service, dialogues = context.service, context.service.memory.dialogues
    turn = service.turn(query, dialogues.state(talk.chat_id, talk.user_id))
    dialogues.remember(talk.chat_id, talk.user_id, turn.state)
    return turn.answer


async def show_page(update: Update, context: Context, page: Screen) -> None:
    """Show what is no answer: the conversation goes on after it as if it had not been."""
    talk = Talk.of(update)
    if talk is not None:
        await _deliver(context, talk, answered_before(update, context), page)


def answered_before(update: Update, context: Context) -> Answered | None:
    """How an edited message was answered before the edit."""
    message = update.edited_message
    if message is None:
        return None
    return context.service.memory.answered.find(message.chat.id, message.message_id)


async def _deliver(context: Context, talk: Talk, known: Answered | None, *shown: Screen) -> None:
    memory = context.service.memory
    sender = Sender(context.bot, memory, talk)
    replies = await (sender.update(known.replies, *shown) if known else sender.send(*shown))
    if talk.question_id is not None:
        before = known.state_before if known else memory.dialogues.state(talk.chat_id, talk.user_id)
        memory.answered.remember(talk.chat_id, talk.question_id, talk.user_id, replies, before)
