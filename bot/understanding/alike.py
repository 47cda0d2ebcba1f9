"""The few of many names that are worth a closer look, found by the pairs of letters they share."""

from __future__ import annotations

from collections import defaultdict

from rapidfuzz import fuzz, process


class Alike:
    """An index of names (or of readings) by pairs of letters, next to each other or one apart."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._by_pair: dict[str, set[int]] = defaultdict(set)
        for index, name in enumerate(names):
            for pair in _pairs(name):
                self._by_pair[pair].add(index)

    def near(self, typed: str, cutoff: float, limit: int) -> set[int]:
        """Indices of at most `limit` names whose indel ratio (0–100) with `typed` reaches `cutoff`."""
        sharing: set[int] = set()
        for pair in _pairs(typed):
            sharing |= self._by_pair.get(pair, set())
        candidates = {index: self._names[index] for index in sharing}
        found = process.extract(typed, candidates, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
        return {index for _, _, index in found}


def _pairs(word: str) -> set[str]:
    """With pairs one apart, so that two letters that changed places leave one in common."""
    return {word[i : i + 2] for i in range(len(word) - 1)} | {
        word[i] + word[i + 2] for i in range(len(word) - 2)
    }
