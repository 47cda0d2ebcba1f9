"""A bar chart in words and lengths, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One labelled bar; `value` gives its length, `words` is what stands beside it.

    A quiet bar is only there to measure the others by.
    """

    label: str
    value: float
    words: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart in words and lengths; `foot` is the source line."""

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    foot: str
