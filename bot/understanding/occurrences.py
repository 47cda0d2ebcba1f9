"""Where any of many words stand in a text, found in one pass."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind


class Occurrences:
    """An automaton (Aho–Corasick) of some words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [word for word in words if word]
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.Standard)

    def within(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and word of everything that stands in `text`, also within one another, in order."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return sorted((start, end, self._words[word]) for word, start, end in found)
