"""What is asked: the joint between understanding and answering.

A typed question, a command, a button and a follow-up all become a `Query`. Queries are plain
values: printable, comparable, free of any chat platform and of any database.
Amount bounds are whole yen (円), so that 「28,212円」 and 「28,212千円」 can never be confused;
the table itself is in thousands of yen (千円).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What is worked out over the projects that the conditions select."""

    DETAIL = "detail"  # one project in full
    LIST = "list"  # the projects themselves
    TOTAL = "total"  # sum of amounts
    COUNT = "count"  # number of projects (or of printed rows, see Counting)
    MEAN = "mean"
    MEDIAN = "median"
    SHARE = "share"  # percentage of `base`
    COMPARE = "compare"  # the `subjects` against each other
    PRINTED_GAP = "printed_gap"  # printed total minus the total with each project once
    GROUP_COUNT = "group_count"  # how many departments / goals / policies there are
    RANK = "rank"  # the place of one project, department, goal or policy among its like in `base`
    FACT = "fact"  # a fact about the table itself


class Grouping(StrEnum):
    DEPARTMENT = "department"
    GOAL = "goal"
    POLICY = "policy"


class Order(StrEnum):
    PRINTED = "printed"
    AMOUNT_DESC = "amount_desc"
    AMOUNT_ASC = "amount_asc"


class Counting(StrEnum):
    """How a row printed twice (再掲) counts."""

    ONCE = "once"  # each project once within the scope
    AS_PRINTED = "as_printed"  # every printed row, as the document's 小計 and 合計 do


class Comparison(StrEnum):
    WHICH = "which"  # show each, name the larger
    DIFFERENCE = "difference"
    RATIO = "ratio"


class Aspect(StrEnum):
    """Which fact of one project is asked for."""

    AMOUNT = "amount"
    DEPARTMENT = "department"
    PURPOSE = "purpose"  # what it does, for whom
    CHANGE = "change"  # what is new this year
    PLACES = "places"  # where it is printed
    NEWNESS = "newness"  # is it marked (新)


class Field(StrEnum):
    """Where a word is looked for."""

    NAME = "name"
    NAME_START = "name_start"
    NAME_END = "name_end"
    DESCRIPTION = "description"
    ANY = "any"  # for figures, the names where any hold it
    EITHER = "either"  # 「名前か説明に」: both, whatever is asked


class Fact(StrEnum):
    """Facts about the document, not about a project."""

    REPRINT = "reprint"  # what 再掲 means and why totals differ
    NEW = "new"  # what (新) means
    UNIT = "unit"
    SOURCE = "source"
    YEAR = "year"
    COUNTING = "counting"
    PLAN = "plan"  # what the plan and its goals are


@dataclass(frozen=True, slots=True, order=True)
class PolicyRef:
    """A policy's printed place: goal number and kana, e.g. 4-カ."""

    goal: int
    letter: str

    def __str__(self) -> str:
        return f"{self.goal}-{self.letter}"


@dataclass(frozen=True, slots=True)
class Window:
    """Ranks `first`..`last`, 1-based and inclusive, in the query's order.

    Ranks are places in the ordered list. What ties with the last place is shown as well when the
    window begins at 1, and ties are remarked on.
    """

    first: int
    last: int

    @property
    def is_one(self) -> bool:
        """Whether it is a single rank."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class InDepartments:
    names: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InGoals:
    """Listed under one of these goals, 再掲 rows included."""

    goals: tuple[int, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InPolicies:
    """Listed under one of these policies, 再掲 rows included."""

    policies: tuple[PolicyRef, ...]
    negated: bool = False


InPlace = InDepartments | InGoals | InPolicies
"""A part of the plan, named by one of its three divisions."""


@dataclass(frozen=True, slots=True)
class IsProject:
    """One of these projects, by canonical id (`1-ア-32`); `theme` is the word that they were listed for."""

    ids: tuple[str, ...]
    negated: bool = False
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Any of `words` stands in the field; `label` is the word as the person said it."""

    words: tuple[str, ...]
    field: Field = Field.ANY
    negated: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class IsNew:
    """Marked (新)."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class IsReprinted:
    """Printed again as 再掲, anywhere, under a goal, or under one of its policies (`policy`, a kana).

    Negated: never printed again; under a goal or policy: printed there without the mark 再掲.
    """

    goal: int | None = None
    negated: bool = False
    policy: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedTimes:
    """Printed at least / at most so many times, in the document or under one goal.

    With `goals` it is the goals that are counted, and not the rows.
    """

    at_least: int | None = None
    at_most: int | None = None
    negated: bool = False
    goal: int | None = None
    goals: bool = False


@dataclass(frozen=True, slots=True)
class AmountBetween:
    """Both bounds inclusive, in yen (円); an open side is None."""

    at_least: int | None = None
    at_most: int | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ThanProject:
    """Of a larger (`above`) or smaller amount than one project's."""

    id: str
    above: bool
    negated: bool = False


@dataclass(frozen=True, slots=True)
class SameAmountAs:
    """Of exactly one project's amount; that project itself is left out."""

    id: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ThanMean:
    """Of a larger (`above`) or smaller amount than the mean, or the median, over the conditions `of`."""

    above: bool
    of: tuple[Condition, ...] = ()
    negated: bool = False
    median: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """At one of the places `window` by amount in `order`, among what fulfils the conditions `of`."""

    window: Window
    order: Order
    of: tuple[Condition, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """What one of the `sides` holds at least: 「除雪事業と環境部」, a project and a department together.

    Negated, of one side: what it leaves out. Sides are conditions and a name; their windows play no part.
    """

    sides: tuple[Subject, ...]
    negated: bool = False


Condition = (
    InPlace
    | IsProject
    | Mentions
    | IsNew
    | IsReprinted
    | PrintedTimes
    | AmountBetween
    | ThanProject
    | SameAmountAs
    | ThanMean
    | Ranked
    | Either
)


@dataclass(frozen=True, slots=True)
class GroupBounds:
    """Which groups of a breakdown are asked for, both bounds inclusive.

    By their number of projects (`measure` COUNT), or by their sum (TOTAL) or mean (MEAN) in yen. Where none at all is
    within the bounds, groups without any such project are meant too.
    """

    measure: Measure
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class ThanGroup:
    """Which groups of a breakdown are asked for: of a larger (`above`) or smaller `measure` than one of them, `place`."""

    measure: Measure
    place: InPlace
    above: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """One side of a comparison or of a sum: conditions and the name it was given.

    With `group_by` the window's ranks are those of groups: the department of the largest sum.
    """

    conditions: tuple[Condition, ...]
    label: str
    order: Order = Order.PRINTED
    window: Window | None = None
    group_by: Grouping | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What the person supposes (「…ですよね?」), to be confirmed or corrected.

    One thing is supposed: an amount, or bounds of one, in yen (円), or one of the others.
    """

    amount: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    count: int | None = None
    department: str | None = None
    project: str | None = None
    goal: int | None = None
    new: bool | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One question. `conditions` are joined by AND; no condition means the whole plan.

    `group_by` with TOTAL / COUNT / MEAN makes a breakdown, and with a `window` a ranking of groups
    (for groups `order` ranks by the measure); `having` keeps some of the groups alone. `base` is the
    denominator of a SHARE and the field of a RANK; an empty tuple is the whole plan. `subjects` and
    `comparison` belong to COMPARE, `aspect` to DETAIL. `basis` says what sides, shares and ranks are
    measured by: TOTAL, COUNT or MEAN. `of_groups` is another query, for groups (「予算が一番多い部」): what it
    finds is a condition as well.
    """

    measure: Measure = Measure.LIST
    conditions: tuple[Condition, ...] = ()
    group_by: Grouping | None = None
    order: Order = Order.PRINTED
    window: Window | None = None
    having: GroupBounds | ThanGroup | None = None
    base: tuple[Condition, ...] = ()
    subjects: tuple[Subject, ...] = ()
    comparison: Comparison = Comparison.WHICH
    basis: Measure = Measure.TOTAL
    counting: Counting = Counting.ONCE
    aspect: Aspect = Aspect.AMOUNT
    fact: Fact | None = None
    claim: Claim | None = None
    of_groups: Query | None = None


def is_share_of_groups(query: Query) -> bool:
    """「部局別の割合」: a breakdown in percent, and no share of the first few."""
    return query.measure is Measure.SHARE and query.group_by is not None and query.window is None
