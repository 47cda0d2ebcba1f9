"""How alike two names are, as written and as heard. Scores are 0–100.

Measured on this kind of names: the plain indel ratio, on surface and reading, finds single slips and
leaves few false friends; partial or token ratios of whole sentences are noise.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.japanese import loose


@dataclass(frozen=True, slots=True)
class Likeness:
    surface: float
    reading: float

    @property
    def best(self) -> float:
        """The better of the two."""
        return max(self.surface, self.reading)

    @property
    def mean(self) -> float:
        """Both together."""
        return (self.surface + self.reading) / 2


def likeness(form: str, heard: str, name: str, name_heard: str) -> Likeness:
    """How alike a typed stretch and a name are."""
    return Likeness(fuzz.ratio(form, name), fuzz.ratio(loose(heard), loose(name_heard)))


def is_slip(found: Likeness, length: int) -> bool:
    """A likeness that one slip of the hand or of the kana conversion explains."""
    if found.surface >= 88 and length >= 4:
        return True
    if found.reading >= 97 and found.surface >= 40:
        return True
    return found.mean >= 84 and found.best >= 88 and found.surface >= 70 and length >= 4
