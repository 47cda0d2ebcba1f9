"""One step of a conversation: asked, answered, shown, remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import Update

from bot.answer import Answer
from bot.assistant import Turn
from bot.channels.telegram.addressing import is_reply_to
from bot.channels.telegram.answers import screens
from bot.channels.telegram.messages import Screen, sheets
from bot.channels.telegram.sending import Sender, Talk
from bot.channels.telegram.service import NO_STATE, Context
from bot.memory.answered import Answered, Reply
from bot.presenting.figures import answers_of
from bot.query import Query
from bot.reading import DialogueState


@dataclass(frozen=True, slots=True)
class Asked:
    """Where something was asked, what it is read with, and how it was answered before an edit."""

    talk: Talk
    before: DialogueState
    known: Answered | None

    @classmethod
    def of(cls, update: Update, context: Context) -> Asked | None:
        """None where there is nobody to answer."""
        talk = Talk.of(update)
        if talk is None:
            return None
        known = answered_before(update, context)
        before = known.state_before if known else _state_before(update, context, talk)
        return cls(talk, before, known)


async def respond(update: Update, context: Context, question: str | Query, *, afresh: bool = False) -> None:
    """Answer a question, a command or a button; an edited question gets its answer edited.

    `afresh`: what was asked is complete, and not read as going on from what came before.
    """
    asked = Asked.of(update, context)
    if asked is None or _is_redelivered(update, context):
        return
    service = context.service
    turn = service.turn(question, NO_STATE if afresh else asked.before)
    shown = screens(service, turn.answer, brief=asked.talk.is_group)
    talk, replies = await _deliver(context, asked, *shown)
    _remember_threads(context, talk, turn, shown, replies)
    if asked.known is None or asked.known.is_latest:
        service.memory.dialogues.remember(talk.chat_id, talk.user_id, turn.state)


def taken_up(context: Context, talk: Talk, query: Query) -> Answer:
    """The answer to a query whose page is opened by a button: follow-ups refer to it."""
    service, dialogues = context.service, context.service.memory.dialogues
    before = dialogues.state(talk.chat_id, talk.user_id)
    if before.queries[:1] == (query,):  # another page of the same list is no further question
        before = replace(before, queries=before.queries[1:])
    turn = service.turn(query, before)
    dialogues.remember(talk.chat_id, talk.user_id, turn.state)
    return turn.answer


def remember_subject(context: Context, talk: Talk, message_id: int, query: Query) -> None:
    """A reply to this message of the bot is to be read as one about `query`."""
    state = context.service.turn(query).state
    context.service.memory.threads.remember(talk.chat_id, [message_id], state)


async def show_page(update: Update, context: Context, page: Screen) -> None:
    """Show what is no answer: the conversation goes on after it as if it had not been."""
    asked = Asked.of(update, context)
    if asked is not None and not _is_redelivered(update, context):
        await _deliver(context, asked, page)


def answered_before(update: Update, context: Context) -> Answered | None:
    """How an edited message was answered before the edit."""
    message = update.edited_message
    if message is None:
        return None
    return context.service.memory.answered.find(message.chat.id, message.message_id)


def _is_redelivered(update: Update, context: Context) -> bool:
    """Whether this very message was answered before, as by the run before a crash."""
    message = update.message
    answered = context.service.memory.answered
    return (
        message is not None
        and update.callback_query is None
        and answered.find(message.chat.id, message.message_id) is not None
    )


def _state_before(update: Update, context: Context, talk: Talk) -> DialogueState:
    """A reply goes on from what it replies to, whoever asked that; all else from the person's own.

    What a message of the bot was about may be forgotten: then nothing is supposed.
    """
    memory, message = context.service.memory, update.effective_message
    if message is not None and update.callback_query is None and message.reply_to_message is not None:
        thread = memory.threads.state(talk.chat_id, message.reply_to_message.message_id)
        if thread is not None:
            return thread
        if is_reply_to(message, context.bot.id):
            return NO_STATE
    return memory.dialogues.state(talk.chat_id, talk.user_id)


def _remember_threads(
    context: Context, talk: Talk, turn: Turn, shown: tuple[Screen, ...], replies: tuple[Reply, ...]
) -> None:
    """Each message is about its own question, where one message asked several."""
    threads = context.service.memory.threads
    parts = answers_of(turn.answer)
    left = [reply.message_id for reply in replies]
    for part, screen in zip(parts, shown, strict=True):
        alone = len(parts) > 1 and part.query is not None
        state = context.service.turn(part.query).state if alone and part.query else turn.state
        count = len(sheets(screen))
        threads.remember(talk.chat_id, left[:count], state)
        left = left[count:]
    if talk.question_id is not None:
        threads.remember(talk.chat_id, [talk.question_id], turn.state)


async def _deliver(context: Context, asked: Asked, *shown: Screen) -> tuple[Talk, tuple[Reply, ...]]:
    """Where the screens went (a group may have moved meanwhile), and the messages they became."""
    memory, known = context.service.memory, asked.known
    sender = Sender(context.bot, memory, asked.talk)
    replies = await (sender.update(known.replies, *shown) if known else sender.send(*shown))
    talk = sender.talk
    if talk.question_id is not None:
        memory.answered.remember(talk.chat_id, talk.question_id, talk.user_id, replies, asked.before)
    return talk, replies
