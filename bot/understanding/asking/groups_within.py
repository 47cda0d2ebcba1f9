"""Groups by what they come to: 「10件以上の事業を持つ部」「合計が1億円未満の部局はいくつ」「新規が1件もない部」."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    AmountBetween,
    Condition,
    GroupBounds,
    InGoals,
    InPolicies,
    IsNew,
    IsReprinted,
    Measure,
    Order,
    Query,
)
from bot.understanding.asking.drafting import drafted
from bot.understanding.asking.groups import GROUP_NOUNS, asks_how_many, grouping_said, noun_grouping
from bot.understanding.asking.ranks import window_of
from bot.understanding.conditions import condition_of
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.scope import Scope
from bot.understanding.spans import Amount, Bound, Projects, Unknown, Words

_OF_PROJECTS = re.compile("^[^、。部施目]{0,8}事業")
_ONE_NUMBER = {"しか", "だけ", "のみ", "ちょうど", "きっかり"}
_OF_SIZE = {"件", "事業", "本"}  # 「3件の部」; 「四つの目標」 are all four
_HAS_SO_MANY = re.compile(
    "の?(?:事業)?[がをも]?(?:ある|持つ|もつ|抱える|受け持つ|担当する|持って(?:い)?る|抱えて(?:い)?る|担当して(?:い)?る)"
    "の?(?:部(?!分)|施策|目標|基本目標|ところ)"
)  # 「事業が7つある部」
_OF_A_GROUP = re.compile("の?(?:部|施策|基本目標|目標)(?!局?(?:別|ごと|毎)|署)")
_SUM_BEFORE = re.compile("(?:合計|総額|予算|金額)(?:額)?[がはで、]?$")
_NONE_AT_ALL = re.compile("(?:1|一)(?:件|つ|本|事業|個)も|ひとつも")
_WITHOUT = re.compile(
    "(?<!じゃ)(?<!では)(?<!でも)(?:が|の|を|も|は)?(?:ない|無い|なし|ゼロ|0件|持たない|もたない|持って(?:い)?ない|出して(?:い)?ない|抱えて(?:い)?ない)"
    "(?:の|という)?(?:部|施策|目標|基本目標|ところ)"
)


def as_groups_within(frame: Frame, scope: Scope) -> Draft | None:
    """「10件以上の事業を持つ部」「合計が1億円未満の部局はいくつ」「新規が1件もない部」."""
    grouping = grouping_said(frame) or noun_grouping(frame)
    if grouping is None or frame.has("share", "difference", "ratio", "median"):
        return None
    having, conditions = _bounds(frame, scope.conditions)
    if having is None:
        return None
    if frame.has("mean"):
        having = replace(having, measure=Measure.MEAN)
    order, window = window_of(frame) or (Order.AMOUNT_DESC, None)
    measure = having.measure
    if window is None and asks_how_many(frame):
        measure, order = Measure.GROUP_COUNT, Order.PRINTED
    query = Query(measure, conditions, grouping, order, window, having=having)
    return replace(drafted(frame, scope, query), scope=conditions)


# 「5000万円を超える事業がない部」
_NO_SUCH = re.compile(
    "(?:事業|もの|やつ)(?:が|を|も|は)?(?:1つも|一つも|ひとつも|1件も|一件も)?"
    "(?:ない|無い|ゼロの|持たない|もたない|持って(?:い)?ない|抱えて(?:い)?ない)の?(?:部(?!分)|施策|目標|基本目標|ところ)"
)
_NONE_REPRINTED = re.compile(
    "再掲(?:事業|の事業|行)?[がのも]?(?:1件も|一件も|ひとつも|一つも|全く)?(?:ない|無い|ゼロの)(?:部(?!分)|施策|目標|基本目標)"
)


_OF_WHAT = IsNew | AmountBetween | InGoals | InPolicies
"""What a group has no project of: 「基本目標4に事業がない部」"""


def _bounds(
    frame: Frame, conditions: tuple[Condition, ...]
) -> tuple[GroupBounds | None, tuple[Condition, ...]]:
    """What is said of the groups, and the conditions on projects that are left."""
    text = frame.said()
    none_of_them = frame.has("new") and _WITHOUT.search(text)
    no_such = _NO_SUCH.search(text) and any(isinstance(c, _OF_WHAT) for c in conditions)
    if _NONE_AT_ALL.search(text) or none_of_them or no_such:
        kept = tuple(replace(c, negated=False) if isinstance(c, _OF_WHAT) else c for c in conditions)
        return GroupBounds(Measure.COUNT, None, 0), kept
    if _NONE_REPRINTED.search(text):
        kept = tuple(IsReprinted() if isinstance(c, IsReprinted) else c for c in conditions)
        return GroupBounds(Measure.COUNT, None, 0), kept
    counts: list[tuple[int | None, int | None]] = []
    for index, number in frame.numbers:
        if _inside_a_word(frame, index):
            continue
        after = frame.text_at(index + 1)
        before = frame.text_at(index - 1)
        exactly = (
            after in _ONE_NUMBER
            or before == "ちょうど"
            or (after == "の" and number.counter in _OF_SIZE)
            or _HAS_SO_MANY.match(frame.said(index + 1))
        )
        if number.counter in {"件", "事業", "個", "つ", "本"} and (
            number.bound is not Bound.EXACTLY or exactly
        ):
            counts.append(number.bounds)
    if counts:
        lows, highs = zip(*counts, strict=True)  # 「5件以上10件未満の部」
        low = max((value for value in lows if value is not None), default=None)
        high = min((value for value in highs if value is not None), default=None)
        return GroupBounds(Measure.COUNT, low, high), conditions
    named = frame.has(*GROUP_NOUNS.values()) or grouping_said(frame)
    for item in frame.of(Amount):
        if not named and isinstance(item.meaning, Amount) and item.meaning.value.exact:
            continue  # 「1,271,330千円の担当は?」 is of a project
        if any("件" in frame.spans[index].text for index in frame.cues.get("count", ())):
            break  # projects are counted
        rest = frame.said(item.index + 1)
        of_a_group = _OF_A_GROUP.match(rest)  # 「全部局のうち1億円に届かない部」
        if grouping_said(frame) and not of_a_group and not _SUM_BEFORE.search(frame.said(0, item.index)):
            continue  # 「1億円超えの事業、部局ごとに」
        bounds = condition_of(item)
        if isinstance(bounds, AmountBetween) and not _OF_PROJECTS.match(rest):
            kept = tuple(c for c in conditions if not isinstance(c, AmountBetween))
            return GroupBounds(Measure.TOTAL, bounds.at_least, bounds.at_most), kept
    return None, conditions


def _inside_a_word(frame: Frame, index: int) -> bool:
    """「雪対2事業」: a slip in a name, and no number of projects."""
    before, own = (frame.spans[index - 1], frame.spans[index]) if index else (None, None)
    touching = (
        before is not None and own is not None and before.end == own.start and own.start not in frame.breaks
    )
    return touching and before is not None and isinstance(before.meaning, Words | Unknown | Projects)
