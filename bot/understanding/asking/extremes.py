"""Something held against the largest or the smallest: 「除雪事業は一番安い事業の何倍?」「環境部と一番多い部の差は?」"""

from __future__ import annotations

import re

from bot.groups import group_named
from bot.query import IsProject, Order, Subject, Window
from bot.understanding.asking.groups import GROUP_NOUNS
from bot.understanding.asking.ranks import window_of
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
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
    behind = "".join(span.text for span in frame.spans[first + 1 :])
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
