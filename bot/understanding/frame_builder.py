"""A frame while it is being filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.query import Fact
from bot.reading import Mend
from bot.understanding.frame import Item
from bot.understanding.spans import Number, OutOfScope

JOINERS = {
    "でも",
    "と",
    "、",
    "・",
    "や",
    "及び",
    "および",
    "か",
    "/",
    ",",
    "&",
    "+",
    "または",
    "とか",
    "も",
    "にも",
}


@dataclass
class Builder:
    items: list[Item] = field(default_factory=list)
    cues: dict[str, list[int]] = field(default_factory=dict)
    numbers: list[tuple[int, Number]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    refusals: list[OutOfScope] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    light: list[str] = field(default_factory=list)
    hints: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    mends: list[Mend] = field(default_factory=list)
    new: bool | None = None
    reprinted: bool | None = None

    def forget(self, cue: str, index: int) -> None:
        """Take a cue back where it was heard."""
        left = [at for at in self.cues.get(cue, ()) if at != index]
        if left:
            self.cues[cue] = left
        else:
            self.cues.pop(cue, None)
