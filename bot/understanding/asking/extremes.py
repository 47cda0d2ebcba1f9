"""Something held against the largest or the smallest: 「除雪事業は一番安い事業の何倍?」「環境部と一番多い部の差は?」"""

from __future__ import annotations

import re

from bot.groups import group_named
from bot.query import IsProject, Order, Subject, Window
from bot.understanding.asking.groups import GROUP_NOUNS
from bot.understanding.asking.ranks import window_of
from bot.understanding.conditions import condition_of
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import NTH_COUNTERS
from bot.understanding.scope import Scope
from bot.understanding.unions import label_of

_SUPERLATIVES = ("largest", "smallest", "most", "most_money")
_A_PROJECT = re.compile("[^部目施]*事業(?!の?数)")


def against_extreme(frame: Frame, scope: Scope, lexicon: Lexicon) -> list[Subject]:
    """The two sides: what is named first, and the largest or smallest of its like in the whole plan."""
    said = [frame.at(name) for name in _SUPERLATIVES if frame.has(name)]
    ranks = window_of(frame)
    if not said or ranks is None or ranks[1] != Window(1, 1) or not frame.has("difference", "ratio"):
        return []
    first = min(said)
    behind = frame.said(first + 1)
    if {"largest", "smallest"} <= frame.cues.keys() or any(item.index > first for item in frame.items):
        return []
    order, window = ranks
    end = "最小" if order is Order.AMOUNT_ASC else "最大"
    match scope.conditions:
        case (IsProject((_,), False),) if _A_PROJECT.match(behind):
            other = Subject((), end, order, window)
        case (place,) if (grouping := group_named(place)) and frame.at(GROUP_NOUNS[grouping]) > first:
            other = Subject((), end, order, window, grouping)
        case _:
            return []
    return [Subject(scope.conditions, label_of(scope.conditions, lexicon)), other]


def ranks_of_each(frame: Frame, lexicon: Lexicon) -> list[Subject]:
    """「子育て支援部の1位と学校教育部の2位の差」「経済部の一番高い事業は農政部の合計より高い?」: each place's own rank."""
    places = [condition for item in frame.items if (condition := condition_of(item)) is not None]
    if len(places) != len(frame.items) or len(places) != _TWO or not all(map(group_named, places)):
        return []
    ends = [*(item.index for item in frame.items[1:]), len(frame.spans)]
    ranks = [_rank_within(frame, item.index, end) for item, end in zip(frame.items, ends, strict=True)]
    side_by_side = ranks[0] is None and frame.items[1].joined
    if not any(ranks) or side_by_side:
        return []  # 「経済部と農政部の一番大きい事業」: of both
    sides = []
    for place, rank in zip(places, ranks, strict=True):
        label = label_of((place,), lexicon)
        if rank is None:
            sides.append(Subject((place,), label))
        else:
            order, window = rank
            end = "下から" if order is Order.AMOUNT_ASC else ""
            sides.append(Subject((place,), f"{label}の{end}{window.first}位", order, window))
    return sides


def _rank_within(frame: Frame, start: int, end: int) -> tuple[Order, Window] | None:
    """The rank that is said of the place at `start`, before the next."""
    if frame.text_at(start + 1) not in _ITS:
        return None
    within = {cue for cue, at in frame.cues.items() if any(start < index < end for index in at)}
    order = Order.AMOUNT_ASC if within & {"small", "smallest"} else Order.AMOUNT_DESC
    nth = [n.value for at, n in frame.numbers if start < at < end and n.counter in NTH_COUNTERS]
    if nth:
        return order, Window(nth[0], nth[0])
    first = bool(within & {"largest", "smallest"}) or ("most" in within and bool(within & {"big", "small"}))
    return (order, Window(1, 1)) if first else None


_TWO = 2
_ITS = {"の", "で", "での", "では"}
