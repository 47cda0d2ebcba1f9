"""What a share is measured against: 「農政部の」「新規に占める」「1億円以上の事業のうち」「目標1全体の」."""

from __future__ import annotations

import re

from bot.query import AmountBetween, Condition, IsReprinted
from bot.understanding.asking.ranks import window_of
from bot.understanding.frame import Frame, Item
from bot.understanding.scope import Scope
from bot.understanding.spans import Amount, Cue, Departments, Goals, Policies, Projects, Row, Span, Words


def amounts_as_whole(frame: Frame, scope: Scope) -> tuple[Condition, ...]:
    """「1億円以上の事業に占める環境部の割合」: what is within the bounds is the whole."""
    amounts = frame.of(Amount)
    if len(amounts) != 1 or not frame.has("within") or amounts[0].index > frame.at("within"):
        return ()
    between = frame.said(amounts[0].index + 1, frame.at("within"))
    bounds = tuple(c for c in scope.conditions if isinstance(c, AmountBetween))
    return bounds if _THEIR_SUM.fullmatch(between) and len(scope.conditions) > 1 else ()


_THEIR_SUM = re.compile("(?:の?事業)?(?:の(?:合計|総額|予算|予算額|合計額|予算合計))?")


def reprinted_as_whole(frame: Frame, scope: Scope) -> tuple[Condition, ...]:
    """「再掲の総額のうち経済部は何%」: the reprinted ones are the whole."""
    marks = tuple(c for c in scope.conditions if isinstance(c, IsReprinted))
    behind = len(frame.items) == 1 and frame.items[0].index > frame.at("reprinted") >= 0
    return marks if behind and frame.has("within") and _REPRINTED_AS_WHOLE.search(frame.said()) else ()


_REPRINTED_AS_WHOLE = re.compile(
    "再掲(?:の?(?:事業|分|行))?(?:の(?:合計|総額|予算))?(?:の(?:うち|中)|に占め)"
)


def of_the_new(frame: Frame) -> bool:
    """「新規に占める子育て支援部の割合」: the new ones are the whole."""
    return (frame.has("within") and cue_before(frame, "within") == "new") or (
        bool(frame.items) and bool(_NEW_AS_WHOLE.search(frame.said()))
    )


# 「統合型GISだけで新規の何%?」
_NEW_AS_WHOLE = re.compile(
    "新規(?:の?事業)?(?:全体)?(?:の(?:予算|合計|総額|予算総額|合計額))?(?:全体)?(?:の(?:何|なん|どれ|どの)|の(?:うち|中)|に占め)"
)


def cue_before(frame: Frame, cue: str) -> str:
    """The cue right before another one."""
    index = frame.at(cue)
    meaning = frame.spans[index - 1].meaning if index > 0 else None
    return meaning.name if isinstance(meaning, Cue) else ""


def base_item(frame: Frame) -> Item | None:
    """The item that stands for the whole: right before 「の何%」, or before 「に占める」「のうち」."""
    candidates = [
        item
        for item in frame.items
        if item.is_a(Departments, Goals, Policies, Projects, Row, Words) and not item.negated
    ]
    places = [item for item in candidates if item.is_a(Departments, Goals, Policies)]
    as_a_whole = [item for item in places if item.index + 1 in frame.cues.get("own_whole", ())]
    if len(as_a_whole) == 1 and len(candidates) > 1:
        return as_a_whole[0]  # 「施策イは目標1全体の何%」
    if len(candidates) == len(places) == 2 and not frame.has("whole", "all_of", "own_whole"):
        between = frame.said(places[0].index + 1, places[1].index)
        after = frame.said(places[1].index + 1)
        if (_IN_IT.fullmatch(between) and _TAKES_UP.match(after)) or (
            between == "の" and _ITS_SHARE.match(after)
        ):
            return places[0]  # 「基本目標1で子育て支援部が占める割合」「4-ケの経済部の割合」
    if len(places) == len(candidates) == 1 and frame.new and _new_within(frame, places[0]):
        return places[0]  # 「行財政改革推進部の予算で新規事業が占める割合」
    within = frame.at("within")
    if within >= 0 and not frame.has("whole", "all_of", "own_whole"):
        before = [item for item in candidates if item.index < within]
        if before and (len(candidates) > 1 or frame.new is not None or frame.of(Amount) or window_of(frame)):
            return before[-1]
    if frame.has("whole", "all_of", "own_whole") or (
        len(candidates) < 2 and frame.new is None and not frame.has("that") and not window_of(frame)
    ):
        return None
    return whole_named(frame)


def _new_within(frame: Frame, place: Item) -> bool:
    mark = frame.at("new")
    between = frame.said(place.index + 1, mark)
    behind = frame.said(mark + 1)
    return mark > place.index and bool(_IN_IT.fullmatch(between)) and bool(_ITS_PART.match(behind))


_ITS_PART = re.compile(
    "(?:の?事業)?(?:[がは](?:占める|しめる|何|どれ|どの)|の(?:予算の)?(?:割合|比率|シェア))"
)
_IN_IT = re.compile(
    "(?:に(?:載って|入って)(?:い)?る)?(?:の?(?:予算|事業|金額|合計|総額))?(?:の中|のうち)?[でに](?:は)?、?|(?:の中|のうち)、?"
)
_TAKES_UP = re.compile(
    "[がは](?:占める|しめる|何|どれ|どの)|の(?:取り分|分け前|分|予算)[はが](?:何|なん|どれ|どの)"
)
_ITS_SHARE = re.compile("の(?:予算|金額)?の?(?:割合|シェア|しぇあ|比率|構成比)")


def whole_named(frame: Frame) -> Item | None:
    """What stands right before 「の何%」: 「(それは)環境部の予算の何%」."""
    share = frame.at("share")
    before = [item for item in frame.items if item.index < share and not item.negated]
    if not before or not before[-1].is_a(Departments, Goals, Policies, Projects, Row, Words):
        return None
    last = before[-1]
    alike = len(before) > 1 and type(before[-2].meaning) is type(last.meaning)
    if last.joined and (alike or frame.text_at(last.index - 1) != "、"):
        return None  # 「除雪と雪対策の割合」: both are the part
    between = frame.spans[last.index + 1 : share]
    if any(isinstance(span.meaning, Cue) and span.meaning.name in {"new", "total"} for span in between):
        return None
    direct = between and all(
        (span.text.removesuffix("の") or "の") in _THE_WHOLE or _is_sum(span) for span in between
    )
    subject = bool(between) and between[0].text in _SUBJECT
    return last if direct and not subject else None


_SUBJECT = {"は", "が", "って"}
_THE_WHOLE = {"の", "何", "なん", "事業", "関係", "関連"} | {
    "どれくらい",
    "どのくらい",
    "どれぐらい",
    "どのぐらい",
    "どれだけ",
    "どれほど",
    "どの",
    "程度",
}


def _is_sum(span: Span) -> bool:
    return isinstance(span.meaning, Cue) and span.meaning.name in {
        "amount",
        "total",
        "whole",
        "printed",
        "once",
    }


def two_of_a_kind(frame: Frame, base: Item | None) -> bool:
    """Of two departments or goals, said otherwise than is understood, neither is a part of the other."""
    if base is None or not base.is_a(Departments, Goals):
        return False
    return len({item.meaning for item in frame.of(type(base.meaning))}) > 1
