"""What a stretch of an utterance can mean. Recognisers make spans, the lattice picks among them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bot.query import Fact, Field, PolicyRef
from bot.reading import Mend, Refusal
from bot.understanding.amounts import AmountSpan


class Trust(IntEnum):
    """How a name was recognised, best last."""

    GUESSED = 1  # nearest name, too far to be stated as a fact
    MENDED = 2  # a slip put right, and said so
    PARTIAL = 3  # a part or an abbreviation that fits no other name
    HEARD = 4  # same reading
    EXACT = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of asking, by its name in vocabulary.toml."""

    name: str


@dataclass(frozen=True, slots=True)
class FactCue:
    fact: Fact


@dataclass(frozen=True, slots=True)
class Filler:
    """Heard, and without meaning for the query. `particle` where it joins words (と, の, は …)."""

    particle: str = ""


@dataclass(frozen=True, slots=True)
class Departments:
    """Several names where an abbreviation fits more than one."""

    names: tuple[str, ...]
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class UnknownDepartment:
    text: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goals:
    numbers: tuple[int, ...]
    missing: bool = False  # there is no such goal


@dataclass(frozen=True, slots=True)
class Policies:
    refs: tuple[PolicyRef, ...]
    letter: str = ""  # set where only the kana was said
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A printed place such as 1-ア-32; `project_id` is None where there is no such row."""

    place: str
    project_id: str | None


@dataclass(frozen=True, slots=True)
class Projects:
    """`ambiguous`: the name fits several equally. `core`: a name less its 事業, so a topic as well: `word`."""

    ids: tuple[str, ...]
    ambiguous: bool = False
    core: bool = False
    alias: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A topic: any of `words` in the table's own spelling."""

    words: tuple[str, ...]
    label: str
    generic: bool = False
    field: Field = Field.ANY
    literal: bool = False  # quoted, or asked for as a string


@dataclass(frozen=True, slots=True)
class Amount:
    value: AmountSpan


class Bound(StrEnum):
    """What was said behind a number."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"  # 2か所以上
    AT_MOST = "at_most"  # 10位以内, 3件以下
    ABOVE = "above"
    BELOW = "below"
    ONWARD = "onward"  # 4位以降


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number and its counter: 3位, 5件, トップ3, 2番目."""

    value: int
    counter: str
    last: int | None = None  # 11位から13位
    bound: Bound = Bound.EXACTLY

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the greatest number meant; None where that side is open."""
        match self.bound:
            case Bound.AT_LEAST | Bound.ONWARD:
                return self.value, None
            case Bound.AT_MOST:
                return None, self.value
            case Bound.ABOVE:
                return self.value + 1, None
            case Bound.BELOW:
                return None, self.value - 1
        return self.value, self.value


@dataclass(frozen=True, slots=True)
class OutOfScope:
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word nothing in the table is called; light ones (verbs, endings) do not stand in the way.

    `hints` are projects that such a word may be about: too little to name one of them.
    """

    text: str
    light: bool
    hints: tuple[str, ...] = ()


Meaning = (
    Cue
    | FactCue
    | Filler
    | Departments
    | UnknownDepartment
    | Goals
    | Policies
    | Row
    | Projects
    | Words
    | Amount
    | Number
    | OutOfScope
    | Unknown
)


@dataclass(frozen=True, slots=True)
class Span:
    """`start`..`end` in the utterance's key, what it means and how much it is worth in the lattice."""

    start: int
    end: int
    meaning: Meaning
    score: float
    text: str
    trust: Trust = Trust.EXACT
    mend: Mend | None = None
