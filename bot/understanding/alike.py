"""The few of many names that are worth a closer look, found by the pairs of letters they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

_SHARE = 4  # what is alike has a pair in four in common


class Alike:
    """An index of names (or of readings) by pairs of letters, next to each other or one apart."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._holding: dict[str, int] = defaultdict(
            int
        )  # pair → names, a bit each: few bytes, quickly counted
        for index, name in enumerate(names):
            for pair in _pairs(name):
                self._holding[pair] |= 1 << index

    def near(self, typed: str, cutoff: float, limit: int) -> set[int]:
        """Indices of at most `limit` names whose indel ratio (0–100) with `typed` reaches `cutoff`."""
        pairs = _pairs(typed)
        holding = [self._holding[pair] for pair in pairs if pair in self._holding]
        indices = list(_bits(_in_several(holding, max(1, len(pairs) // _SHARE))))
        names = [self._names[index] for index in indices]
        found = process.extract(typed, names, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
        return {indices[place] for _, _, place in found}


def _in_several(sets: Iterable[int], least: int) -> int:
    """The bits that stand in at least so many of the sets."""
    in_so_many = [-1] + [0] * least
    for bits in sets:
        for count in range(least, 0, -1):
            in_so_many[count] |= in_so_many[count - 1] & bits
    return in_so_many[least]


def _bits(bits: int) -> Iterator[int]:
    digits = f"{bits:b}"[::-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def _pairs(word: str) -> set[str]:
    """With pairs one apart, so that two letters that changed places leave one in common."""
    return {word[i : i + 2] for i in range(len(word) - 1)} | {
        word[i] + word[i + 2] for i in range(len(word) - 2)
    }
