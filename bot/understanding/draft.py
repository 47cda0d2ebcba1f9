"""A question as far as one utterance alone tells it, before the dialogue fills the gaps."""

from __future__ import annotations

from dataclasses import dataclass

from bot.query import Condition, Grouping, Query
from bot.reading import Clarify, Decline
from bot.understanding.frame import Frame


@dataclass(frozen=True, slots=True)
class Draft:
    """`query` reads the utterance as if nothing had been said before.

    `trouble` is set instead where it cannot be read; `passed_over` are words without a part in it.
    """

    frame: Frame
    query: Query | None = None
    trouble: Clarify | Decline | None = None
    scope: tuple[Condition, ...] = ()
    grouping: Grouping | None = None
    measured: bool = False  # a measure was said, not assumed
    whole: bool = False  # 「全体」: old conditions do not apply
    passed_over: tuple[str, ...] = ()
    pending: Query | None = None  # the question, where what it is about has to be asked back
