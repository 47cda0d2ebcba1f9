"""The slots of one question, filled from its spans before anything is decided.

A frame says what was heard: the names with their places in the sentence, what was negated, the cues,
and what could not be placed. Grammar decides what is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from bot.query import Fact
from bot.reading import Mend
from bot.understanding.spans import (
    Amount,
    Departments,
    Goals,
    Number,
    OutOfScope,
    Policies,
    Projects,
    Row,
    Span,
    Trust,
    UnknownDepartment,
    Words,
)

ScopeMeaning = Departments | Goals | Policies | Projects | Row | Words | Amount | UnknownDepartment


@dataclass(frozen=True, slots=True)
class Item:
    """A name or condition in the sentence. `index` is its place among the spans."""

    index: int
    meaning: ScopeMeaning
    text: str
    trust: Trust
    negated: bool = False
    joined: bool = False  # joined to the item before it by と, や, ・ …
    after_example: bool = False  # タブレットとかのICT

    def is_a(self, *kinds: type) -> bool:
        """Whether the item's meaning is of one of the kinds."""
        return isinstance(self.meaning, kinds)


@dataclass(frozen=True)
class Frame:
    """What was heard in one stretch of spans."""

    spans: tuple[Span, ...]
    items: tuple[Item, ...]
    cues: dict[str, tuple[int, ...]]  # cue name → indices of its spans
    numbers: tuple[tuple[int, Number], ...]
    facts: tuple[Fact, ...]
    refusals: tuple[OutOfScope, ...]
    unknown: tuple[str, ...]  # heavy unknown words
    light: tuple[str, ...]
    mends: tuple[Mend, ...]
    hints: tuple[tuple[str, tuple[str, ...]], ...] = ()  # unknown words and what they may be about
    new: bool | None = None  # True: only new ones, False: only the others
    reprinted: bool | None = None
    breaks: frozenset[int] = frozenset()  # where a space stood

    def has(self, *names: str) -> bool:
        """Whether any of the cues was heard."""
        return not self.cues.keys().isdisjoint(names)

    def at(self, name: str) -> int:
        """Index of a cue's first span, or -1."""
        return self.cues.get(name, (-1,))[0]

    def text_at(self, index: int) -> str:
        """The text of one span; empty before the first and behind the last."""
        return self.spans[index].text if 0 <= index < len(self.spans) else ""

    def said(self, start: int = 0, end: int | None = None) -> str:
        """The text of the spans from `start` up to `end`, without what stood between them."""
        if not start and end is None:
            return self._all_said
        return "".join([span.text for span in self.spans[start:end]])

    @cached_property
    def _all_said(self) -> str:
        return "".join([span.text for span in self.spans])

    def of(self, *kinds: type) -> tuple[Item, ...]:
        """Items of some kinds, negated ones left out."""
        return tuple([item for item in self.items if isinstance(item.meaning, kinds) and not item.negated])

    def without(self, drop: Callable[[Item], bool]) -> Frame:
        """The frame less some items."""
        return replace(self, items=tuple(item for item in self.items if not drop(item)))
