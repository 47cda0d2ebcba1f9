"""Conditions that are relative to the rest of the scope: above its mean, less its first few, as much as one.

They are made after the scope is read, and the words that said them have no other part in the question.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import Order, Ranked, SameAmountAs, ThanMean, Window
from bot.understanding.asking.ranks import window_of
from bot.understanding.conditions import condition_of
from bot.understanding.frame import Frame
from bot.understanding.negation import RANK_COUNTERS, RANK_CUES, leaves_out_ranks
from bot.understanding.scope import Scope
from bot.understanding.spans import Bound, Departments, Goals, Policies


def with_relative(frame: Frame, scope: Scope) -> tuple[Frame, Scope]:
    """The question less those words, and its scope with the conditions that they stand for."""
    frame, scope = _than_mean(frame, scope)
    frame, scope = _less_ranks(frame, scope)
    frame, scope = _other_end_of_ranks(frame, scope)
    frame, scope = _within_ranks(frame, scope)
    return _same_amount(frame, scope)


def _than_mean(frame: Frame, scope: Scope) -> tuple[Frame, Scope]:
    """「平均を上回る事業」「中央値より高い事業」: the mean of what is asked about, or 「全体の平均」."""
    if not frame.has("above_mean", "below_mean"):
        return frame, scope
    said = frame.at("above_mean") if frame.has("above_mean") else frame.at("below_mean")
    places = [(item.index, condition_of(item)) for item in frame.of(Departments, Goals, Policies)]
    before = tuple(place for index, place in places if place and index < said)
    after = tuple(place for index, place in places if place and index > said)
    of = () if frame.has("whole") else scope.conditions
    if before and after:  # 「経済部の平均より高い農政部の事業」
        kinds = {type(place) for place in (*before, *after)}
        kept = tuple(c for c in scope.conditions if type(c) not in kinds)
        of, scope = before, replace(scope, conditions=(*kept, *after))
    than = ThanMean(frame.has("above_mean"), of, median=frame.spans[said].text.startswith("中央値"))
    return _less(frame, {"above_mean", "below_mean", "whole"}), _and(scope, than)


def _less_ranks(frame: Frame, scope: Scope) -> tuple[Frame, Scope]:
    """「上位3事業を除いた合計」「トップ5以外」「4位以降の合計」: what remains of a ranking."""
    onward = next((n for _, n in frame.numbers if n.bound is Bound.ONWARD), None)
    if onward is not None and not frame.has("share"):
        left_out = Ranked(Window(1, onward.value - 1), _order(frame), scope.conditions, negated=True)
        kept = tuple(found for found in frame.numbers if found[1] is not onward)
        rest = replace(_less(frame, RANK_CUES), numbers=kept)
        return rest, _and(scope, left_out) if onward.value > 1 else scope
    said = (*frame.cues.get("except", ()), *frame.cues.get("not_counted", ()))
    if not any(leaves_out_ranks(frame.spans, index) for index in said):
        return frame, scope
    order, window = window_of(frame) or (Order.AMOUNT_DESC, None)
    if window is None:
        return frame, scope
    ranks = tuple(found for found in frame.numbers if found[1].counter in RANK_COUNTERS) or frame.numbers
    kept = tuple(found for found in frame.numbers if found not in ranks)
    rest = replace(_less(frame, RANK_CUES | {"except", "not_counted", "more"}), numbers=kept)
    if {"largest", "smallest"} <= frame.cues.keys():  # 「最大と最小を除いた平均」
        top, bottom = (Ranked(window, one, scope.conditions, negated=True) for one in _BOTH_ORDERS)
        return rest, _and(_and(scope, top), bottom)
    return rest, _and(scope, Ranked(window, order, scope.conditions, negated=True))


_BOTH_ORDERS = (Order.AMOUNT_DESC, Order.AMOUNT_ASC)


def _within_ranks(frame: Frame, scope: Scope) -> tuple[Frame, Scope]:
    """「上位10件のうち土木部の事業は何件」: ranked first, and then looked through."""
    ranks = [index for index, number in frame.numbers if number.counter in {"top", "bottom"}]
    said = [*(item.index for item in frame.items), *(frame.cues.get("new", ()) if frame.new else ())]
    said = [index for index in said if ranks and index > ranks[0]]
    inner = [index for cue in _LOOKED_FOR for index in frame.cues.get(cue, ()) if ranks and index > ranks[0]]
    said = said or inner[:1]
    if len(ranks) != 1 or frame.has("share", "total", "mean", "difference", "ratio") or not said:
        return frame, scope
    after = frame.said(ranks[0] + 1, min(said))
    rank = window_of(frame)
    of_them = inner and after == "の" and frame.spans[ranks[0]].text.endswith(("事業", "件"))
    if not (_LOOKED_THROUGH.fullmatch(after) or of_them) or rank is None or rank[1] is None:
        return frame, scope
    kept = tuple(found for found in frame.numbers if found[0] != ranks[0])
    dropped = {"within"} if inner else RANK_CUES | {"within"}
    rest = replace(_less(frame, dropped), numbers=kept)
    return rest, _and(
        scope, Ranked(rank[1], _order_of_top(frame, ranks[0]), scope.conditions if inner else ())
    )


def _other_end_of_ranks(frame: Frame, scope: Scope) -> tuple[Frame, Scope]:
    """「高い順に5件で一番安いのは?」「上位5件で最小は?」: ranked first, and then the last of those."""
    for high, low in ((True, "smallest"), (False, "largest")):
        superlative = frame.at(low)
        for at, number in frame.numbers:
            end = "top" if high else "bottom"
            sides = ("big", "descending") if high else ("small", "ascending")
            so_ranked = number.counter == end or any(-1 < frame.at(cue) < at for cue in sides)
            between = frame.said(at + 1, max(superlative, 0))
            if not (so_ranked and number.counter in _COUNTED and _OF_THOSE.fullmatch(between)):
                continue
            kept = tuple(found for found in frame.numbers if found[0] != at)
            order = Order.AMOUNT_DESC if high else Order.AMOUNT_ASC
            rest = replace(_less(frame, RANK_CUES - {low} | {"within"}), numbers=kept)
            return rest, _and(scope, Ranked(Window(1, number.value), order, scope.conditions))
    return frame, scope


_COUNTED = {"top", "bottom", "件", "つ", "個", "事業"}
_OF_THOSE = re.compile("(?:件|事業|つ)?(?:で|では|の中で|のうちで?|のなかで)、?")


# 「トップ10の中で一番安いのは?」「上位5事業の部局別内訳」
_LOOKED_FOR = ("largest", "smallest", "by_department", "by_goal", "by_policy")


def _order_of_top(frame: Frame, index: int) -> Order:
    low = any(at == index and number.counter == "bottom" for at, number in frame.numbers)
    return Order.AMOUNT_ASC if low else Order.AMOUNT_DESC


_LOOKED_THROUGH = re.compile(
    "(?:件|事業|位|の)*(?:のうち|のなか|の中|うち|に|には)(?:で|に|は|、|の)*"
    "(?:入る|入って(?:い)?る|含まれる|ある)?(?:の)?"
)


def _same_amount(frame: Frame, scope: Scope) -> tuple[Frame, Scope]:
    """「Aと同じ予算額の事業」."""
    topic = scope.topic
    if not frame.has("same_amount") or topic is None or topic.single is None or frame.has("confirm"):
        return frame, scope
    kept = tuple(c for c in scope.conditions if c not in topic.conditions)
    conditions = (*kept, SameAmountAs(topic.single))
    return _less(frame, {"same_amount", "amount"}), replace(scope, conditions=conditions, topic=None)


def _order(frame: Frame) -> Order:
    low = frame.has("small", "smallest", "ascending", "bottom") and not frame.has("big", "largest")
    return Order.AMOUNT_ASC if low else Order.AMOUNT_DESC


def _less(frame: Frame, cues: set[str]) -> Frame:
    return replace(frame, cues={name: at for name, at in frame.cues.items() if name not in cues})


def _and(scope: Scope, condition: ThanMean | Ranked) -> Scope:
    return replace(scope, conditions=(*scope.conditions, condition))
