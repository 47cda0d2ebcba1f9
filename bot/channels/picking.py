"""Picking by number from what an answer shows, for channels without buttons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.answer import Answer, Kind
from bot.presenting.rows import rank_offset
from bot.presenting.text import declines
from bot.query import IsProject, Measure, Query
from bot.reading import Clarify, Decline, Option

_NUMBER = re.compile(r"#?\s*([0-9]{1,3})\s*(?:番目?|つ目|つめ|件目|[.)])?")
_LISTING = {Kind.LIST, Kind.RANKING, Kind.AMOUNT, Kind.COUNT}


def picked_number(typed: str) -> int | None:
    """Return the number where `typed` is nothing else: 「2」「２」「②」「2番」; otherwise None."""
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", typed).strip(" 。、"))
    return int(match[1]) if match else None


def numbered(answer: Answer) -> Mapping[int, Query]:
    """Return what the numbers in the text of `answer` stand for."""
    if answer.parts:
        return {}  # several lists, each numbered from 1
    if declines(answer):
        return dict(enumerate((option.query for option in _options(answer)), 1))
    if answer.groups:
        window = answer.query.window if answer.query else None
        return dict(enumerate((group.query for group in answer.groups), window.first if window else 1))
    if answer.kind not in _LISTING:
        return {}
    details = (Query(Measure.DETAIL, (IsProject((row.id,)),)) for row in answer.rows)
    return dict(enumerate(details, 1 + rank_offset(answer)))


def _options(answer: Answer) -> tuple[Option, ...]:
    match answer.reading.outcome:
        case (Clarify() | Decline()) as outcome:
            return answer.options or outcome.options
        case _:
            return answer.options
