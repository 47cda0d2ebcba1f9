"""One printed line, recognised by itself, without what stands around it.

The extracted text has several layouts: headings as `<b>…</b>`, `##` or `###`; rows with or without
the leading empty column; the figures of 小計/合計 in any column.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.dataset.faults import FaultKind

REPRINT_MARK = "再掲"
COLUMN_TITLES = ("施策体系", "番号", "再掲", "事業名", "部局名", "予算事業費", "事業内容")

_MARKUP = re.compile(r"<b>(?P<bold>.*)</b>|#{1,6}\s+(?P<hashes>.*)")
_UNIT = re.compile(r"[(\uff08]単位\s*[:\uff1a]\s*(.+?)\s*[)\uff09]")
_GOAL = re.compile(r"基本目標\s*((?!0)\d{1,2})\s+(.+)")
_POLICY = re.compile(r"([ア-ン])\s+(.+)")
_TOTAL = re.compile(r"小計\s*(\d{0,2})|合計")
_NEW_MARK = re.compile(r"[(\uff08]新[)\uff09]\s*")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
# Bounded, so that every sum of them fits SQLite's integers.
_AMOUNT = re.compile(r"[0-9]{1,3}(,[0-9]{3}){0,4}|[0-9]{1,15}")
_GARBLED = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]")
_EXCERPT = 40


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing, or the column titles of a page."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """(単位:千円), which stands on every page."""

    unit: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """The heading of a 基本目標."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """The heading of a 施策."""

    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the table. `amount` in 千円; `name` is without the mark (新)."""

    number: int
    is_reprint: bool
    is_new: bool
    name: str
    department: str
    amount: int
    description: str


@dataclass(frozen=True, slots=True)
class TotalLine:
    """小計 of a goal, or 合計 (`goal` is None). `amount` in 千円."""

    label: str
    goal: int | None
    row_count: int | None
    reprint_count: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """Running text: the title, or something that does not belong here."""

    text: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """Looks like part of the table but cannot be read as such."""

    kind: FaultKind
    subject: str = ""
    found: int | str = ""


Line = Blank | UnitLine | GoalLine | PolicyLine | RowLine | TotalLine | TextLine | Malformed


def recognise(text: str) -> Line:
    """Say what one line of the source is."""
    cells = [cell.strip() for cell in text.split("\t")]
    filled = [cell for cell in cells if cell]
    if not filled:
        return Blank()
    for cell in filled:
        if broken := _GARBLED.search(cell):
            return Malformed(FaultKind.GARBLED, found=excerpt(cell[max(0, broken.start() - 10) :]))
    if COLUMN_TITLES[0] in cells or {"事業名", "部局名"} <= set(cells):
        return _column_titles(filled)
    if total := _TOTAL.fullmatch(filled[0]):
        return _total(filled[0], total[1], filled[1:])
    if len(filled) == 1:
        return _single(filled[0])
    return _row(cells)


def excerpt(text: str) -> str:
    """The beginning of a text, for a report."""
    shown = _GARBLED.sub("□", text[:_EXCERPT])
    return shown + "…" if len(text) > _EXCERPT else shown


def _column_titles(filled: list[str]) -> Line:
    titles = tuple("".join(cell.split()) for cell in filled)
    if titles == COLUMN_TITLES:
        return Blank()
    return Malformed(FaultKind.BAD_COLUMNS, found=excerpt(" ".join(filled)))


def _single(text: str) -> Line:
    markup = _MARKUP.fullmatch(text)
    bare = (markup["bold"] or markup["hashes"] or "").strip() if markup else text
    if unit := _UNIT.fullmatch(bare):
        return UnitLine(unit[1])
    if goal := _GOAL.fullmatch(bare):
        return GoalLine(int(goal[1]), goal[2])
    if policy := _POLICY.fullmatch(bare):
        return PolicyLine(policy[1], policy[2])
    if markup or text.startswith(("<", "#", "基本目標")):
        return Malformed(FaultKind.BAD_HEADING, found=excerpt(text))
    return TextLine(text)


def _total(label: str, goal: str | None, cells: list[str]) -> Line:
    figures = [_amount(cell) for cell in cells]
    match figures:
        case [int(rows), int(reprints), int(amount)] if goal != "":
            return TotalLine(label, int(goal) if goal else None, rows, reprints, amount)
        case [int(amount)] if goal is None:
            return TotalLine(label, None, None, None, amount)
        case _:
            return Malformed(FaultKind.BAD_TOTAL, label, " ".join(cells))


def _row(cells: list[str]) -> Line:
    if len(cells) not in (6, 7):
        return Malformed(FaultKind.COLUMN_COUNT, excerpt(next(filter(None, cells))), len(cells))
    # Counted from the right, because the leading empty column is missing on some pages.
    *head, printed_name, department, printed_amount, description = cells
    number, *marks = [cell for cell in head if cell] or [""]
    mark = _NEW_MARK.match(printed_name)
    name = printed_name[mark.end() :] if mark else printed_name
    flaws = (
        (not _NUMBER.fullmatch(_narrow(number)), FaultKind.BAD_NUMBER, number),
        (marks not in ([], [REPRINT_MARK]), FaultKind.BAD_REPRINT_MARK, " ".join(marks)),
        (not name, FaultKind.MISSING_NAME, " ".join(filter(None, cells))),
        (not department, FaultKind.MISSING_DEPARTMENT, ""),
    )
    for is_flawed, kind, found in flaws:
        if is_flawed:
            return Malformed(kind, excerpt(name), excerpt(found))
    amount = _amount(printed_amount)
    if amount is None:
        return Malformed(FaultKind.BAD_AMOUNT, excerpt(name), excerpt(printed_amount))
    is_reprint, is_new = bool(marks), mark is not None
    return RowLine(int(_narrow(number)), is_reprint, is_new, name, department, amount, description)


def _amount(text: str) -> int | None:
    narrow = _narrow(text)
    return int(narrow.replace(",", "")) if _AMOUNT.fullmatch(narrow) else None


def _narrow(text: str) -> str:
    """Full-width digits and commas are the same figures."""
    return unicodedata.normalize("NFKC", text)
