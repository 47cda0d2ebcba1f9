"""The published text, read from its file into a `Table`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from bot.dataset.errors import (
    SourceEmptyError,
    SourceEncodingError,
    SourceMissingError,
    SourceTitleError,
    SourceUnreadableError,
    SourceWithoutRowsError,
)
from bot.dataset.faults import Fault, FaultKind
from bot.dataset.lines import (
    Blank,
    GoalLine,
    Line,
    Malformed,
    PolicyLine,
    RowLine,
    TextLine,
    TotalLine,
    UnitLine,
    excerpt,
    recognise,
)
from bot.dataset.records import UNIT, Goal, Policy, PrintedTotal, Row, Table

_YEAR_BEFORE = {"令和": 2018, "平成": 1988}
_FISCAL_YEAR = re.compile(r"(令和|平成)\s*(元|[0-9]{1,2})\s*年度|(199[0-9]|2[01][0-9]{2})\s*年度")
# Encodings Japanese offices use, tried only to say what a file seems to be.
_OTHER_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp")
_TELLTALE = "年度"


def read_source(path: Path) -> Table:
    """Read the source at `path`; lines that cannot be read are `faults` of the table.

    Raises a `SourceError` where there is no table to speak of: missing, unreadable, empty, not
    UTF-8, without a title or without any row.
    """
    content = _read_bytes(path)
    text = _decode(path, content)
    reading = _Reading()
    for number, line in enumerate(text.split("\n"), start=1):
        reading.take(number, recognise(line))
    year = fiscal_year(reading.title)
    if year is None:
        raise SourceTitleError(path)
    if not reading.rows and not reading.faults:
        raise SourceWithoutRowsError(path)
    return Table(
        title=reading.title,
        fiscal_year=year,
        unit=reading.unit,
        goals=tuple(reading.goals),
        policies=tuple(reading.policies),
        rows=tuple(reading.rows),
        totals=tuple(reading.totals),
        source_name=path.name,
        source_sha256=hashlib.sha256(content).hexdigest(),
        faults=reading.all_faults(),
    )


def fiscal_year(title: str) -> int | None:
    """The fiscal year a title names, in the western calendar: 令和7年度 → 2025."""
    found = _FISCAL_YEAR.search(unicodedata.normalize("NFKC", title))
    if not found:
        return None
    era, year, western = found.groups()
    if western:
        return int(western)
    return _YEAR_BEFORE[era] + (1 if year == "元" else int(year))


@dataclass
class _Reading:
    """What has been read so far, and under which headings the next row stands."""

    title: str = ""
    unit: str = ""
    goals: list[Goal] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    totals: list[PrintedTotal] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    goal: Goal | None = None
    policy: Policy | None = None

    def take(self, number: int, line: Line) -> None:
        match line:
            case Blank():
                pass
            case UnitLine(unit):
                self._take_unit(number, unit)
            case GoalLine(goal, name):
                self._take_goal(Goal(goal, name, number))
            case PolicyLine(letter, name):
                self._take_policy(letter, name, number)
            case RowLine():
                self._take_row(number, line)
            case TotalLine(label, goal, rows, reprints, amount):
                self.totals.append(PrintedTotal(label, goal, rows, reprints, amount, number))
            case TextLine(text):
                self._take_text(number, text)
            case Malformed(kind, subject, found):
                self.faults.append(Fault(kind, number, subject, found=found))

    def all_faults(self) -> tuple[Fault, ...]:
        if self.unit or any(fault.kind is FaultKind.UNIT_UNKNOWN for fault in self.faults):
            return tuple(self.faults)
        return (*self.faults, Fault(FaultKind.UNIT_MISSING, None, expected=UNIT))

    def _take_unit(self, number: int, unit: str) -> None:
        if unit == UNIT:
            self.unit = unit
        else:
            self.faults.append(Fault(FaultKind.UNIT_UNKNOWN, number, expected=UNIT, found=excerpt(unit)))

    def _take_goal(self, goal: Goal) -> None:
        if self.goal and (self.goal.number, self.goal.name) == (goal.number, goal.name):
            return  # the heading repeated at the top of a page
        self.goal, self.policy = goal, None
        self.goals.append(goal)

    def _take_policy(self, letter: str, name: str, number: int) -> None:
        if self.goal is None:
            self.faults.append(Fault(FaultKind.HEADING_OUTSIDE_GOAL, number, f"{letter} {excerpt(name)}"))
            return
        if self.policy and (self.policy.letter, self.policy.name) == (letter, name):
            return
        self.policy = Policy(self.goal.number, letter, name, number)
        self.policies.append(self.policy)

    def _take_row(self, number: int, line: RowLine) -> None:
        if self.policy is None:
            self.faults.append(Fault(FaultKind.ROW_OUTSIDE_POLICY, number, excerpt(line.name)))
            return
        self.rows.append(
            Row(
                goal=self.policy.goal,
                policy=self.policy.letter,
                number=line.number,
                is_reprint=line.is_reprint,
                is_new=line.is_new,
                name=line.name,
                department=line.department,
                amount=line.amount,
                description=line.description,
                line=number,
            )
        )

    def _take_text(self, number: int, text: str) -> None:
        if not self.title and fiscal_year(text) is not None:
            self.title = text
        elif text != self.title:
            self.faults.append(Fault(FaultKind.UNREADABLE_LINE, number, found=excerpt(text)))


def _read_bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise SourceUnreadableError(path, "not a regular file")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceMissingError(path) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        raise SourceUnreadableError(path, getattr(error, "strerror", None) or str(error)) from error


def _decode(path: Path, content: bytes) -> str:
    """UTF-8, in which a few broken bytes are left for the lines they stand in to be faulted."""
    text = content.decode("utf-8-sig", "replace")
    if not text.strip():
        raise SourceEmptyError(path)
    if _TELLTALE in text:
        return text
    encoding = _likely_encoding(content)
    if encoding or "\0" in text or "\N{REPLACEMENT CHARACTER}" in text:
        raise SourceEncodingError(path, encoding)
    return text


def _likely_encoding(content: bytes) -> str:
    for encoding in _OTHER_ENCODINGS:
        try:
            if _TELLTALE in content.decode(encoding):
                return encoding
        except UnicodeDecodeError:
            continue
    return ""
