"""Buttons: acknowledged at once, then carried out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import CallbackQuery, Message, Update

from bot.channels.telegram import browse, presses, wording
from bot.channels.telegram.answers import unfolded
from bot.channels.telegram.card import card
from bot.channels.telegram.conversation import remember_subject, respond, taken_up
from bot.channels.telegram.files import send_chart, send_csv, send_xlsx
from bot.channels.telegram.messages import Screen
from bot.channels.telegram.pages import help_page, start_again
from bot.channels.telegram.presses import (
    Act,
    Do,
    OpenCard,
    OpenDepartments,
    OpenGoal,
    OpenGoals,
    OpenHelp,
    OpenList,
    OpenMenu,
    Press,
    ShowEvidence,
)
from bot.channels.telegram.proof import evidence_page
from bot.channels.telegram.sending import Sender, Talk, acknowledge
from bot.channels.telegram.service import Context
from bot.query import Query
from bot.query_codec import UnreadableQueryError

_Send = Callable[[Sender, Context, Query], Awaitable[None]]
_FILES: dict[Act, _Send] = {Act.CHART: send_chart, Act.CSV: send_csv, Act.XLSX: send_xlsx}


async def on_press(update: Update, context: Context) -> None:
    """Any button of ours."""
    query, talk = update.callback_query, Talk.of(update)
    if query is None:
        return
    if context.order.is_repeated(query.id):
        await acknowledge(query)
        return
    sender = None if talk is None else Sender(context.bot, context.service.memory, talk)
    try:
        press = presses.read(query.data or "", context.service.memory.queries)
    except UnreadableQueryError:
        await acknowledge(query, wording.STALE_BUTTON)
        if sender is not None:
            await sender.send(start_again(context.service, wording.STALE_PAGE))
        return
    await acknowledge(query)
    if sender is not None:
        await _carry_out(press, query, sender, update, context)


async def _carry_out(
    press: Press, query: CallbackQuery, sender: Sender, update: Update, context: Context
) -> None:
    match press:
        case Do(Act.ANSWER, asked):
            await respond(update, context, asked)
        case Do(act, asked) if act in _FILES:
            await _FILES[act](sender, context, asked)
        case _:
            message = query.message
            before = (message.text or "") if isinstance(message, Message) else ""
            shown = _screen(press, sender.talk, context, before)
            if message is None or _in_new_message(press):
                number = (await sender.send(shown))[-1].message_id
            else:
                number = await sender.show(message, shown)
            subject = _subject(press)
            if subject is not None:
                remember_subject(context, sender.talk, number, subject)


def _screen(press: Press, talk: Talk, context: Context, before: str) -> Screen:
    """What a press that shows a page shows; where it is gone, the way to begin anew.

    `before` is what the message shows now.
    """
    service = context.service
    shown: Screen | None
    match press:
        case OpenGoals():
            shown = browse.goals(service)
        case OpenGoal(number):
            shown = browse.goal(service, number)
        case OpenDepartments(page):
            shown = browse.departments(service, page)
        case OpenHelp(topic):
            shown = help_page(service, topic)
        case OpenList(query, page):
            shown = browse.project_list(service, taken_up(context, talk, query), query, page)
        case OpenCard(project_id):
            answer = taken_up(context, talk, presses.detail_query(project_id))
            shown = card(service, answer, press) if answer.rows else None
        case ShowEvidence(query, page):
            shown = evidence_page(service, query, page or 0)
        case Do(_, query):
            shown = unfolded(service, query, before)
        case OpenMenu():
            shown = browse.menu(service)
    return shown or start_again(service, wording.STALE_PAGE)


def _subject(press: Press) -> Query | None:
    """What a reply to the page that is shown now is about; an unfolded answer keeps its own."""
    match press:
        case OpenList(query=query) | ShowEvidence(query=query):
            return query
        case OpenCard(project_id=project_id):
            return presses.detail_query(project_id)
        case _:
            return None


def _in_new_message(press: Press) -> bool:
    """Whether what the button stands under must stay as it is."""
    match press:
        case OpenList(fresh=fresh):
            return fresh
        case OpenCard(origin=origin):
            return origin is None
        case ShowEvidence(page=page):
            return page is None
        case _:
            return False
