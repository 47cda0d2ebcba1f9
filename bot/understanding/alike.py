"""The few of many names that are worth a closer look, found by the pairs of letters they share."""

from __future__ import annotations

from collections import Counter, defaultdict

from rapidfuzz import fuzz, process

_SHARE = 4  # what is alike has a pair in four in common


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
        pairs = _pairs(typed)
        shared = Counter[int]()
        for pair in pairs:
            shared.update(self._by_pair.get(pair, ()))
        enough = max(1, len(pairs) // _SHARE)
        indices = [index for index, count in shared.items() if count >= enough]
        names = [self._names[index] for index in indices]
        found = process.extract(typed, names, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
        return {indices[place] for _, _, place in found}


def _pairs(word: str) -> set[str]:
    """With pairs one apart, so that two letters that changed places leave one in common."""
    return {word[i : i + 2] for i in range(len(word) - 1)} | {
        word[i] + word[i + 2] for i in range(len(word) - 2)
    }
