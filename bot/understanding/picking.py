"""A number or a name that picks one of the choices offered before."""

from __future__ import annotations

import re

from bot.japanese import normalise
from bot.query import Query
from bot.reading import DialogueState
from bot.understanding.amounts import number


def picked(text: str, state: DialogueState) -> Query | None:
    """A number or a name that picks one of the choices offered."""
    if not state.options:
        return None
    plain = _SOFT_END.sub("", normalise(text).strip())
    digits = _PICK.fullmatch(plain)
    value = number(digits[1]) if digits else None
    if value is not None and 1 <= value <= len(state.options):
        return state.options[int(value) - 1].query
    labels = {normalise(option.label): option.query for option in state.options}
    if plain in labels:
        return labels[plain]
    inside = [query for label, query in labels.items() if label in plain]
    if len(inside) == 1 and len(plain) <= len(next(label for label in labels if label in plain)) + 8:
        return inside[0]
    goal = _PICK_GOAL.fullmatch(plain)
    start = f"{int(number(goal[1]) or 0)}-" if goal else plain
    partly = [q for label, q in labels.items() if (label.startswith(start) if goal else plain in label)]
    return partly[0] if len(partly) == 1 and len(plain) >= 2 else None


_PICK = re.compile(r"(\d|[一二三四五六七八九])(?:番目?|つ目)?")
_PICK_GOAL = re.compile(r"(?:基本)?目標(\d|[一二三四])")
_SOFT_END = re.compile(
    r"(?:のほう|の方|のやつ|です|でお願いします|お願いします|をお願い|だよ|で|は|を|の|ね|かな|[。.!?、\s])+$"
)
