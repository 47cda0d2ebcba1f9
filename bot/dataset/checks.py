"""Reconciliation: does the table add up, and does every 再掲 row agree with its origin?

Amounts are in thousands of yen (千円).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bot.dataset.departments import Lookalike, faults_of_departments, lookalikes
from bot.dataset.faults import Fault, FaultKind
from bot.dataset.headings import faults_of_headings
from bot.dataset.records import PrintedTotal, Row, Table

_NEAR_NAME = 0.7  # normalised similarity from which an unknown 再掲 name is worth proposing


class Part(StrEnum):
    """The part of a row in which a 再掲 row may differ without being wrong."""

    DESCRIPTION = "description"
    NEW_MARK = "new_mark"


@dataclass(frozen=True, slots=True)
class WordingDifference:
    """A 再掲 row says something else than its origin; no fault, but kept and reported."""

    name: str
    part: Part
    place: str
    line: int
    wording: str
    origin_place: str
    origin_line: int
    origin_wording: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What was read for one goal, or for the whole plan (`goal` is None), 再掲 rows counted again.

    `printed` is the document's own line for it, if there is one.
    """

    goal: int | None
    policies: int
    rows: int
    reprints: int
    amount: int
    printed: PrintedTotal | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document holds; `once_total` counts each project once."""

    title: str
    fiscal_year: int
    unit: str
    source_name: str
    goals: tuple[Tally, ...]
    plan: Tally
    projects: int
    once_total: int
    new_projects: int
    departments: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The report on one source. It adds up when there are no `faults`."""

    facts: Facts
    faults: tuple[Fault, ...]
    wording: tuple[WordingDifference, ...]
    lookalikes: tuple[Lookalike, ...]  # short department names one character apart: worth a look

    @property
    def adds_up(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.faults

    @property
    def is_representable(self) -> bool:
        """Whether a database can be built in spite of the faults."""
        return self.facts.plan.rows > 0 and all(fault.is_representable for fault in self.faults)


def reconcile(table: Table) -> Reconciliation:
    """Check what was read against what is printed."""
    facts = _facts(table)
    faults = [
        *table.faults,
        *faults_of_headings(table),
        *_faults_of_names(table),
        *_faults_of_reprints(table),
        *faults_of_departments(table),
        *_faults_of_totals(table, facts),
    ]
    in_order = sorted(faults, key=lambda fault: (fault.line is None, fault.line or 0))
    return Reconciliation(facts, tuple(in_order), tuple(_wording(table)), lookalikes(table))


def _facts(table: Table) -> Facts:
    printed: dict[int | None, PrintedTotal] = {}
    for total in table.totals:
        printed.setdefault(total.goal, total)
    origins = table.origins().values()
    return Facts(
        title=table.title,
        fiscal_year=table.fiscal_year,
        unit=table.unit,
        source_name=table.source_name,
        goals=tuple(
            _tally(
                goal,
                sum(policy.goal == goal for policy in table.policies),
                [row for row in table.rows if row.goal == goal],
                printed.get(goal),
            )
            for goal in dict.fromkeys(goal.number for goal in table.goals)
        ),
        plan=_tally(None, len(table.policies), table.rows, printed.get(None)),
        projects=len(origins),
        once_total=sum(row.amount for row in origins),
        new_projects=sum(row.is_new for row in origins),
        departments=len(table.departments()),
    )


def _tally(
    goal: int | None, policies: int, rows: list[Row] | tuple[Row, ...], printed: PrintedTotal | None
) -> Tally:
    reprints = sum(row.is_reprint for row in rows)
    return Tally(goal, policies, len(rows), reprints, sum(row.amount for row in rows), printed)


def _faults_of_names(table: Table) -> Iterator[Fault]:
    """Each project is listed once without 再掲, and once at most under one policy."""
    origins = table.origins()
    seen: dict[tuple[int, str, str], Row] = {}
    for row in table.rows:
        if not row.description:
            yield Fault(FaultKind.MISSING_DESCRIPTION, row.line, row.name)
        origin = origins.get(row.name)
        if not row.is_reprint and origin is not row and origin is not None:
            yield Fault(FaultKind.DUPLICATE_NAME, row.line, row.name, origin.line, row.place)
            continue
        first = seen.setdefault((row.goal, row.policy, row.name), row)
        if first is not row:
            yield Fault(FaultKind.LISTED_TWICE, row.line, row.name, first.line, row.place)


def _faults_of_reprints(table: Table) -> Iterator[Fault]:
    origins = table.origins()
    for row in table.rows:
        if not row.is_reprint:
            continue
        origin = origins.get(row.name)
        if origin is None:
            near = _nearest(row.name, origins)
            yield Fault(FaultKind.REPRINT_WITHOUT_ORIGIN, row.line, row.name, near, row.place)
            continue
        if row.department != origin.department:
            yield Fault(FaultKind.REPRINT_DEPARTMENT, row.line, row.name, origin.department, row.department)
        if row.amount != origin.amount:
            yield Fault(FaultKind.REPRINT_AMOUNT, row.line, row.name, origin.amount, row.amount)


def _nearest(name: str, origins: dict[str, Row]) -> str:
    """The project that a 再掲 row of an unknown name may mean, or nothing."""
    found = process.extractOne(
        name, list(origins), scorer=Levenshtein.normalized_similarity, score_cutoff=_NEAR_NAME
    )
    return found[0] if found else ""


def _faults_of_totals(table: Table, facts: Facts) -> Iterator[Fault]:
    known = {tally.goal for tally in facts.goals}
    first: dict[int | None, PrintedTotal] = {}
    for total in table.totals:
        if first.setdefault(total.goal, total) is not total:
            yield Fault(FaultKind.DUPLICATE_TOTAL, total.line, total.label, first[total.goal].line)
        if total.goal is not None and total.goal not in known:
            yield Fault(FaultKind.TOTAL_WITHOUT_GOAL, total.line, total.label)
    for tally in facts.goals:
        if tally.printed is None:
            yield Fault(FaultKind.SUBTOTAL_MISSING, None, str(tally.goal))
        else:
            yield from _compare(tally, tally.printed)
    if facts.plan.printed is None:
        yield Fault(FaultKind.TOTAL_MISSING, None)
    else:
        yield from _compare(facts.plan, facts.plan.printed)


def _compare(read: Tally, printed: PrintedTotal) -> Iterator[Fault]:
    for kind, expected, found in (
        (FaultKind.TOTAL_ROWS, printed.row_count, read.rows),
        (FaultKind.TOTAL_REPRINTS, printed.reprint_count, read.reprints),
        (FaultKind.TOTAL_AMOUNT, printed.amount, read.amount),
    ):
        if expected is not None and expected != found:
            yield Fault(kind, printed.line, printed.label, expected, found)


def _wording(table: Table) -> Iterator[WordingDifference]:
    origins = table.origins()
    for row in table.rows:
        origin = origins.get(row.name)
        if not row.is_reprint or origin is None:
            continue
        for part, wording, origin_wording in (
            (Part.DESCRIPTION, row.description, origin.description),
            (Part.NEW_MARK, _mark(row), _mark(origin)),
        ):
            if wording != origin_wording:
                yield WordingDifference(
                    row.name, part, row.place, row.line, wording, origin.place, origin.line, origin_wording
                )


def _mark(row: Row) -> str:
    return "(新)" if row.is_new else ""
