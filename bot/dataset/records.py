"""What the published table says, as plain values in printed order.

Nothing is corrected here: slips of the print are kept. Amounts are whole thousands of yen (千円);
`line` is the 1-based line of the source text.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.dataset.faults import Fault

UNIT = "千円"


@dataclass(frozen=True, slots=True)
class Goal:
    """A heading 基本目標."""

    number: int
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Policy:
    """A heading of a 施策 (ア, イ, …) under a goal."""

    goal: int
    letter: str
    name: str
    line: int

    @property
    def place(self) -> str:
        """The printed place, e.g. 4-カ."""
        return f"{self.goal}-{self.letter}"


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. `name` is without the mark (新), which `is_new` holds."""

    goal: int
    policy: str
    number: int
    is_reprint: bool
    is_new: bool
    name: str
    department: str
    amount: int
    description: str
    line: int

    @property
    def place(self) -> str:
        """The printed place, e.g. 1-ア-32; of a row that is no 再掲 it is the project's id."""
        return f"{self.goal}-{self.policy}-{self.number}"


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """A line 小計 (of `goal`) or 合計 (`goal` is None); counts are None where none are printed."""

    label: str
    goal: int | None
    row_count: int | None
    reprint_count: int | None
    amount: int
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """The whole document; `faults` are the lines that could not be read."""

    title: str
    fiscal_year: int
    unit: str
    goals: tuple[Goal, ...]
    policies: tuple[Policy, ...]
    rows: tuple[Row, ...]
    totals: tuple[PrintedTotal, ...]
    source_name: str
    source_sha256: str
    faults: tuple[Fault, ...] = ()

    def origins(self) -> dict[str, Row]:
        """The row where each project is first listed without 再掲, by name."""
        found: dict[str, Row] = {}
        for row in self.rows:
            if not row.is_reprint:
                found.setdefault(row.name, row)
        return found

    def departments(self) -> tuple[str, ...]:
        """Department names in order of first appearance."""
        return tuple(dict.fromkeys(row.department for row in self.rows))
