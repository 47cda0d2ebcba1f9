"""Amounts held against one project's: 「Aより予算が大きい事業」「AよりC部の高い事業」「Aの次に大きい事業」"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.query import Condition, Measure, Order, Query, ThanProject, Window
from bot.understanding.asking.drafting import drafted
from bot.understanding.asking.sides import THAN
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import Scope, read_scope
from bot.understanding.spans import Cue, Projects, Row, Span, Words
from bot.understanding.topics import resolve

_TOPICAL = (Projects, Row, Words)


@dataclass(frozen=True, slots=True)
class _Than:
    """One project, the words that named it, and where what is said of its amount ends."""

    project: str
    items: tuple[Item, ...]
    above: bool
    end: int
    next: bool = False


def as_than_project(frame: Frame, lexicon: Lexicon) -> Draft | None:
    """「Aより予算が大きい事業」: projects above one project's amount; 「Aの次に大きい」: the first below it."""
    found = list(_thans(frame, lexicon))
    if not found or frame.has("difference", "ratio", "compare", "which", "confirm", "rank_asked"):
        return None
    if not (found[-1].next or _ASKS_FOR_THEM.match(_rest(frame, found[-1].end))):
        return None
    named = {item.index for than in found for item in than.items}
    cues = {
        name: at
        for name, at in frame.cues.items()
        if name not in {"big", "small", "next_one", "rather", "instead"}
    }
    rest = replace(frame.without(lambda item: item.index in named), cues=cues)
    scope = read_scope(rest, lexicon)
    if scope.trouble:
        return Draft(frame, trouble=scope.trouble)
    bounds = tuple(ThanProject(than.project, above=than.above) for than in found)
    conditions: tuple[Condition, ...] = (*scope.conditions, *bounds)
    measure = Measure.LIST
    if frame.has("count"):
        measure = Measure.COUNT
    elif frame.has("total"):
        measure = Measure.TOTAL
    query = Query(measure, conditions)
    if found[-1].next:
        order = Order.AMOUNT_ASC if found[-1].above else Order.AMOUNT_DESC
        query = Query(Measure.LIST, conditions, order=order, window=Window(1, 1))
    return replace(drafted(frame, Scope(conditions), query), passed_over=scope.passed_over)


def _is_next(span: Span) -> bool:
    """次に, which elsewhere goes on to another question."""
    return (
        isinstance(span.meaning, Cue) and span.meaning.name in {"next_one", "instead"} and "次" in span.text
    )


# What is asked for comes behind what is said of the amount; 「Aより高い?」 is a question about another.
_ASKS_FOR_THEM = re.compile(
    "(?:の|て)?(?:、)?[^ほう]{0,14}(?:事業|もの|やつ|取組|取り組み|何件|いくつ|何個)|の(?:は|って|を|[?]|$)"
)


def _rest(frame: Frame, start: int) -> str:
    return frame.said(start)


def _thans(frame: Frame, lexicon: Lexicon) -> Iterator[_Than]:
    start = 0
    for index, span in enumerate(frame.spans):
        following, passing = _is_next(span), bool(_PASSES.fullmatch(span.text))
        if not (span.text in THAN or following or passing):
            continue
        items = tuple(
            item
            for item in frame.items
            if start <= item.index < index and item.is_a(*_TOPICAL) and not item.negated
        )
        size = next((i for i in range(index, len(frame.spans)) if _SIZE.match(frame.spans[i].text)), None)
        size = index if following and (_SIZE.search(span.text) or "次ぐ" in span.text) else size
        size = index if passing else size
        if not items or size is None or not _right_behind(frame, items[-1].index, index, following):
            return
        meant = resolve(items, (), lexicon, frozenset(lexicon.texts))
        if meant is None or meant.single is None:
            return
        much = bool(_MUCH.search(frame.spans[size].text))
        yield _Than(meant.single, items, much != following, size + 1, following)
        start = size + 1


_SIZE = re.compile("次?に?(?:多|大き|高|少な|小さ|安|低|でか|おおき|たか|やす|すくな|かか|使|つか)")
_PASSES = re.compile("を(?:上回|超え|しのぐ|凌ぐ|抜いて|下回)(?:る|って(?:い)?る|て(?:い)?る|いる)?")
_MUCH = re.compile("次ぐ|上回|超え|しのぐ|凌ぐ|抜いて|多|大き|高|でか|おおき|たか|かか|使|つか")


def _right_behind(frame: Frame, item: int, index: int, following: bool) -> bool:
    between = frame.said(item + 1, index)
    return between in (
        {"", "事業", "の", "の事業の"} if following else {"", "事業", "の予算", "の額", "の金額", "の事業"}
    )
