"""Any list, breakdown or comparison as a table of typed cells, for files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.answer import Answer, Figure, Project, RemarkKind, Role, Unit
from bot.presenting import money
from bot.presenting.comparing import comparison_sides
from bot.presenting.figures import answers_of, figure_label, find, group_figures, group_label, grouping_of
from bot.presenting.labels import GROUPINGS
from bot.presenting.remarks import has_remark
from bot.presenting.text import declines
from bot.query import Measure

Cell = str | int | float


class Format(Enum):
    """How a column's cells are shown in a spreadsheet."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"  # whole 千円 or counts
    DECIMAL = "decimal"  # means and percentages


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and format; `summed` ones get a total."""

    heading: str
    format: Format = Format.TEXT
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under their columns; `total_label` is empty where no column may be summed."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total_label: str = ""


_AMOUNT = Column("予算額(千円)", Format.WHOLE, summed=True)
_COUNT = Column("事業数(件)", Format.WHOLE, summed=True)
_PROJECT_COLUMNS = (
    Column("番号", Format.WHOLE),
    Column("事業ID"),
    Column("事業名", Format.LONG_TEXT),
    Column("部局名"),
    _AMOUNT,
    Column("新規"),
    Column("掲載箇所"),
    Column("再掲の箇所"),
    Column("事業内容", Format.LONG_TEXT),
)
_MATCH = Column("語のある場所")
_UNIT_HEADINGS = {
    Unit.THOUSAND_YEN: "金額(千円)",
    Unit.PROJECTS: "件数",
    Unit.PERCENT: "割合(%)",
    Unit.TIMES: "倍率",
}


def table(answer: Answer) -> Table | None:
    """The first table among the message's answers, or None where there is nothing to list."""
    for part in answers_of(answer):
        if declines(part):
            continue
        if part.groups:
            return _group_table(part)
        if comparison_sides(part) and part.query and part.query.measure is Measure.COMPARE:
            return _side_table(part)
        if part.rows:
            return _project_table(part)
    return None


def _project_table(answer: Answer) -> Table:
    split = answer.mentions_from
    columns = _PROJECT_COLUMNS if split is None else (*_PROJECT_COLUMNS, _MATCH)
    rows = []
    for number, project in enumerate(answer.rows, 1):
        cells = _project_cells(number, project)
        if split is not None:
            cells = (*cells, "事業名" if number <= split else "説明文")
        rows.append(cells)
    return Table(columns, tuple(rows), "合計")


def _project_cells(number: int, project: Project) -> tuple[Cell, ...]:
    return (
        number,
        project.id,
        project.name,
        project.department,
        project.amount,
        "新規" if project.is_new else "",
        "、".join(str(place) for place in project.places if not place.reprint),
        "、".join(str(place) for place in project.places if place.reprint),
        project.description,
    )


def _group_table(answer: Answer) -> Table:
    grouping = grouping_of(answer)
    found = group_figures(answer)
    # Figures beyond the sum and the count, such as a mean or a share, get columns of their own.
    extra = [_extra(group.amount, group.count, figures) for group, figures in found]
    headings = [_extra_heading(figure, answer) for figure in (extra[0] if extra else [])]
    regular = all(len(figures) == len(headings) for figures in extra)
    overlaps = has_remark(answer, RemarkKind.LISTED_IN_SEVERAL_GROUPS)
    columns = (
        Column(GROUPINGS[grouping], Format.LONG_TEXT),
        Column(_AMOUNT.heading, Format.WHOLE, summed=not overlaps),
        Column(_COUNT.heading, Format.WHOLE, summed=not overlaps),
        *(Column(heading, Format.DECIMAL) for heading in headings if regular),
    )
    rows = tuple(
        (
            group_label(group, grouping),
            group.amount,
            group.count,
            *(_cell(figure) for figure in figures if regular),
        )
        for (group, _), figures in zip(found, extra, strict=True)
    )
    return Table(columns, rows, "" if overlaps else "合計")


def _extra(amount: int, count: int, figures: tuple[Figure, ...]) -> list[Figure]:
    known = {(Unit.THOUSAND_YEN, amount), (Unit.PROJECTS, count)}
    return [figure for figure in figures if (figure.unit, figure.value) not in known]


def _extra_heading(figure: Figure, answer: Answer) -> str:
    if figure.role is Role.PRINTED_TOTAL:
        return "公表資料の小計(千円)"
    if answer.query is not None and answer.query.measure in {Measure.MEAN, Measure.MEDIAN}:
        return "平均(千円)" if answer.query.measure is Measure.MEAN else "中央値(千円)"
    return _UNIT_HEADINGS[figure.unit]


def _side_table(answer: Answer) -> Table:
    sides = comparison_sides(answer)
    gap = find(answer, Role.DIFFERENCE)
    shown = [*sides, *([gap] if gap is not None and gap.unit is sides[0].unit else [])]
    columns = (Column("対象", Format.LONG_TEXT), Column(_UNIT_HEADINGS[sides[0].unit], Format.DECIMAL))
    return Table(columns, tuple((figure_label(figure, answer), _cell(figure)) for figure in shown))


def _cell(figure: Figure) -> Cell:
    return money.published(figure.value, 4)
