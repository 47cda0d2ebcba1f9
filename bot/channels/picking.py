"""Picking by number from what an answer shows, for channels without buttons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from bot.answer import Answer, Kind
from bot.presenting.contract import publish
from bot.presenting.rows import rank_offset
from bot.presenting.text import declines
from bot.query import IsProject, Measure, Query

Pick = Query | str
"""What a number stands for: a query, or a question to be asked as if it had been typed."""

_NUMBER = re.compile(r"#?\s*([0-9]{1,3})\s*(?:番目?|つ目|つめ|件目|[.)])?")
_LISTING = {Kind.LIST, Kind.RANKING, Kind.AMOUNT, Kind.COUNT}


def picked_number(typed: str) -> int | None:
    """Return the number where `typed` is nothing else: 「2」「２」「②」「2番」; otherwise None."""
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", typed).strip(" 。、"))
    return int(match[1]) if match else None


def numbered(answer: Answer) -> Mapping[int, Pick]:
    """Return what the numbers in the text of `answer` stand for."""
    if answer.parts:
        return {}  # several lists, each numbered from 1
    if declines(answer):
        queries = {option.label: option.query for option in answer.options}
        labels: Sequence[str] = publish(answer)["choices"]
        return dict(enumerate((queries.get(label, label) for label in labels), 1))
    if answer.groups:
        window = answer.query.window if answer.query else None
        return dict(enumerate((group.query for group in answer.groups), window.first if window else 1))
    if answer.kind not in _LISTING:
        return {}
    details = (Query(Measure.DETAIL, (IsProject((row.id,)),)) for row in answer.rows)
    return dict(enumerate(details, 1 + rank_offset(answer)))
