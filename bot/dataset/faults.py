"""What can be wrong with a source, as data; the wording is presenting's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """Why a line, or the table as a whole, does not hold."""

    # lines that cannot be read
    UNREADABLE_LINE = "unreadable_line"
    GARBLED = "garbled"  # control or replacement characters
    BAD_COLUMNS = "bad_columns"  # the column titles are not the known ones
    BAD_HEADING = "bad_heading"
    HEADING_OUTSIDE_GOAL = "heading_outside_goal"
    ROW_OUTSIDE_POLICY = "row_outside_policy"
    COLUMN_COUNT = "column_count"
    BAD_NUMBER = "bad_number"
    BAD_REPRINT_MARK = "bad_reprint_mark"
    MISSING_NAME = "missing_name"
    MISSING_DEPARTMENT = "missing_department"
    BAD_AMOUNT = "bad_amount"
    BAD_TOTAL = "bad_total"
    UNIT_MISSING = "unit_missing"
    UNIT_UNKNOWN = "unit_unknown"

    # headings and numbering
    DUPLICATE_HEADING = "duplicate_heading"
    HEADING_ORDER = "heading_order"
    EMPTY_HEADING = "empty_heading"
    DUPLICATE_NUMBER = "duplicate_number"
    NUMBER_GAP = "number_gap"

    # projects and their reprints
    DUPLICATE_NAME = "duplicate_name"
    LISTED_TWICE = "listed_twice"  # one project twice under one policy
    MISSING_DESCRIPTION = "missing_description"
    REPRINT_WITHOUT_ORIGIN = "reprint_without_origin"
    REPRINT_DEPARTMENT = "reprint_department"
    REPRINT_AMOUNT = "reprint_amount"
    DEPARTMENT_ALIKE = "department_alike"
    DEPARTMENT_ONLY_REPRINTED = "department_only_reprinted"

    # printed totals
    SUBTOTAL_MISSING = "subtotal_missing"
    TOTAL_MISSING = "total_missing"
    DUPLICATE_TOTAL = "duplicate_total"
    TOTAL_WITHOUT_GOAL = "total_without_goal"
    TOTAL_ROWS = "total_rows"
    TOTAL_REPRINTS = "total_reprints"
    TOTAL_AMOUNT = "total_amount"


# What the database can hold even though it does not add up. Everything else is refused always:
# a line that was not read would be missing, and keys would clash.
REPRESENTABLE = frozenset(
    {
        FaultKind.UNREADABLE_LINE,
        FaultKind.HEADING_ORDER,
        FaultKind.EMPTY_HEADING,
        FaultKind.NUMBER_GAP,
        FaultKind.LISTED_TWICE,
        FaultKind.MISSING_DESCRIPTION,
        FaultKind.REPRINT_DEPARTMENT,
        FaultKind.REPRINT_AMOUNT,
        FaultKind.DEPARTMENT_ALIKE,
        FaultKind.DEPARTMENT_ONLY_REPRINTED,
        FaultKind.SUBTOTAL_MISSING,
        FaultKind.TOTAL_MISSING,
        FaultKind.TOTAL_ROWS,
        FaultKind.TOTAL_REPRINTS,
        FaultKind.TOTAL_AMOUNT,
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why the table does not hold.

    `line` is None where the fault lies in no single line. `subject` is what it is about (a name, a
    place, a label); `expected` and `found` are texts of the source, counts, or amounts in 千円.
    """

    kind: FaultKind
    line: int | None
    subject: str = ""
    expected: int | str = ""
    found: int | str = ""

    @property
    def is_representable(self) -> bool:
        """Whether a database can be built in spite of it."""
        return self.kind in REPRESENTABLE
