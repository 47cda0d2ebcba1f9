"""What is answered: the joint between answering and presenting.

Everything here comes from the database or is arithmetic on it; no sentence of ours is in it.
Amounts are integers in thousands of yen (千円).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.query import Query
from bot.reading import Option, Reading


class Kind(StrEnum):
    """The public kinds of the answer contract."""

    DETAIL = "detail"
    LIST = "list"
    RANKING = "ranking"
    AMOUNT = "amount"
    COUNT = "count"
    RATIO = "ratio"
    COMPARISON = "comparison"
    BREAKDOWN = "breakdown"
    TEXT = "text"
    CLARIFY = "clarify"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE = "out_of_scope"
    HELP = "help"
    ERROR = "error"


class Unit(StrEnum):
    THOUSAND_YEN = "千円"
    PROJECTS = "件"
    PERCENT = "%"
    TIMES = "倍"


class Role(StrEnum):
    """What a figure is; presenting words it."""

    AMOUNT = "amount"  # a project's amount or a plain sum; `subject` names it
    COUNT = "count"
    PRINTED_TOTAL = "printed_total"  # the document's own 小計/合計
    ONCE_TOTAL = "once_total"  # each project counted once
    PRINTED_ROWS = "printed_rows"
    REPRINTED_ROWS = "reprinted_rows"
    MEAN = "mean"
    MEDIAN = "median"
    SHARE = "share"
    SHARE_OF_PRINTED = "share_of_printed"
    BASE = "base"  # the denominator of a share
    DIFFERENCE = "difference"
    RATIO = "ratio"
    GROUP = "group"  # one group of a breakdown
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Figure:
    """`subject` is a name from the table, or empty for the scope of the query itself."""

    role: Role
    value: int | float
    unit: Unit
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a project is printed, e.g. 1-ア-32."""

    goal: int
    policy: str
    number: int
    reprint: bool

    def __str__(self) -> str:
        return f"{self.goal}-{self.policy}-{self.number}"


@dataclass(frozen=True, slots=True)
class Project:
    """One project as first printed; `amount` in 千円. `id` is its first place without 再掲."""

    id: str
    name: str
    department: str
    amount: int
    description: str
    is_new: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a breakdown; `amount` in 千円, each project once within the group.

    `query` asks for this group's projects.
    """

    key: str  # department name, goal number or policy place
    name: str
    amount: int
    count: int
    query: Query


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a figure stands: share of the whole plan in percent, rank among its peers."""

    share_of_plan: float | None = None
    rank: int | None = None
    peers: int | None = None


class RemarkKind(StrEnum):
    REPRINTS_INCLUDED = "reprints_included"  # n 再掲 rows fall into the scope, counted once
    DIFFERS_FROM_PRINTED = "differs_from_printed"
    REPRINT_WORDING_DIFFERS = "reprint_wording_differs"
    TIED = "tied"  # several share the last rank
    FEWER_THAN_ASKED = "fewer_than_asked"
    CLAIM_CONFIRMED = "claim_confirmed"
    CLAIM_CORRECTED = "claim_corrected"
    LISTED_IN_SEVERAL_GROUPS = "listed_in_several_groups"  # group sums exceed the scope's total
    MENTIONED_ELSEWHERE = "mentioned_elsewhere"  # n more projects only mention the word
    NO_MATCH = "no_match"  # nothing fulfils the conditions: a true zero


@dataclass(frozen=True, slots=True)
class Remark:
    kind: RemarkKind
    number: int = 0
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    fiscal_year: int
    unit: str
    version: str  # first characters of the source file's SHA-256


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `rows` are all projects it rests on, in the order shown.

    From `mentions_from` on, rows carry the asked word only in their description.
    `parts` holds the answers of a message that asked several questions, this one being the first.
    """

    kind: Kind
    reading: Reading
    source: Source
    query: Query | None = None
    figures: tuple[Figure, ...] = ()
    rows: tuple[Project, ...] = ()
    mentions_from: int | None = None
    groups: tuple[Group, ...] = ()
    standing: Standing | None = None
    remarks: tuple[Remark, ...] = ()
    options: tuple[Option, ...] = ()
    parts: tuple[Answer, ...] = ()
    found_by: Answer | None = None  # the ranking that found the groups which `query` names
    # projects, goals and policies that the query speaks of, with their names
    named: tuple[tuple[str, str], ...] = ()
