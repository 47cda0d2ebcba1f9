"""Inline mode: `@bot 防災` in any chat, answered while the person is still typing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.answer import Answer, Kind, Project
from bot.channels.telegram import wording
from bot.channels.telegram.browse import keys_of
from bot.channels.telegram.examples import examples
from bot.channels.telegram.messages import Screen, sheets, shorten
from bot.channels.telegram.presses import detail_query
from bot.channels.telegram.sending import NO_PREVIEW, is_too_late
from bot.channels.telegram.service import Context, Service
from bot.presenting import money
from bot.presenting.detail import card_blocks
from bot.presenting.figures import answers_of
from bot.presenting.rows import title
from bot.presenting.text import declines, render
from bot.query import Aspect, IsProject, Measure, Query
from bot.query_codec import to_json

PAGE = 50
CACHE_SECONDS = 300
"""As long as Telegram's own default; a reload is seen in inline results after that time."""

_TITLE_LIMIT = 60
_DESCRIPTION_LIMIT = 120
_QUERY_LIMIT = 256
_MOST_OPTIONS = 10

# Romaji of a syllable that the keyboard has not turned into kana yet: 「じょs」.
_HALF_TYPED = re.compile(r"(?<=[ぁ-んァ-ヶー一-龯])[a-zA-Zａ-ｚＡ-Ｚ]{1,3}$")


async def on_inline_query(update: Update, context: Context) -> None:
    """Answer with a page of results; the same text always gives the same ones."""
    asked = update.inline_query
    if asked is None:
        return
    results = inline_results(context.service, asked.query)
    start = _offset(asked)
    shown = results[start : start + PAGE]
    more = str(start + PAGE) if start + PAGE < len(results) else ""
    try:
        await asked.answer(
            shown,
            cache_time=CACHE_SECONDS,
            is_personal=False,
            next_offset=more,
            button=None
            if results
            else InlineQueryResultsButton(wording.INLINE_NOTHING, start_parameter=wording.INLINE_START),
        )
    except BadRequest as error:
        if not is_too_late(error):
            raise


def inline_results(service: Service, typed: str) -> tuple[InlineQueryResultArticle, ...]:
    """All results for what was typed so far: the computed answer first, then projects."""
    text = _HALF_TYPED.sub("", typed.strip()[:_QUERY_LIMIT]).strip()
    found = _examples(service) if not text else _answers_and_projects(service, text)
    return tuple({article.id: article for article in found}.values())


def _examples(service: Service) -> Iterator[InlineQueryResultArticle]:
    for example in examples(service):
        yield _answer(service, service.answer(example.query), example.label)


def _answers_and_projects(service: Service, text: str) -> Iterator[InlineQueryResultArticle]:
    turn = service.turn(text)
    for answer in answers_of(turn.answer):
        if answer.query is not None and not declines(answer) and answer.kind is not Kind.DETAIL:
            yield _answer(service, answer)
        for project in answer.rows:
            yield _project(service, project)
        for option in answer.options[:_MOST_OPTIONS]:
            yield from _option(service, option.query, option.label)
    named = service.typeahead().find(text)
    if named:
        for project in service.answer(Query(Measure.LIST, (IsProject(named),))).rows:
            yield _project(service, project)


def _option(service: Service, query: Query, label: str) -> Iterator[InlineQueryResultArticle]:
    answer = service.answer(query)
    if declines(answer):
        return
    if answer.kind is Kind.DETAIL:
        yield from (_project(service, project) for project in answer.rows)
    else:
        yield _answer(service, answer, label)


def _answer(service: Service, answer: Answer, label: str = "") -> InlineQueryResultArticle:
    query = answer.query or Query()
    text = render(answer)
    headline, _, rest = text.partition("\n")
    digest = hashlib.sha256(to_json(query).encode()).hexdigest()[:32]
    return _article(service, f"a{digest}", label or headline, rest or headline, text, query)


def _project(service: Service, project: Project) -> InlineQueryResultArticle:
    blocks = card_blocks(project, Aspect.AMOUNT, None, title(project))
    described = wording.INLINE_PROJECT.format(
        amount=money.spoken(project.amount), department=project.department
    )
    digest = hashlib.sha256(project.id.encode()).hexdigest()[:32]
    query = detail_query(project.id)
    return _article(service, f"p{digest}", title(project), described, "\n\n".join(blocks), query)


def _article(
    service: Service, key: str, heading: str, described: str, text: str, query: Query
) -> InlineQueryResultArticle:
    sheet = sheets(Screen(text))[0]
    return InlineQueryResultArticle(
        id=key,
        title=shorten(heading, _TITLE_LIMIT),
        description=shorten(" ".join(described.split()), _DESCRIPTION_LIMIT),
        input_message_content=InputTextMessageContent(
            sheet.markup, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
        reply_markup=keys_of(service).open_in_bot(query),
    )


def _offset(asked: InlineQuery) -> int:
    text = asked.offset
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
