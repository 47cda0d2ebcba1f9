"""Lists and breakdowns as files: CSV that opens right in Excel, and XLSX with its sources."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from bot.answer import Answer
from bot.presenting.figures import answers_of, names_of
from bot.presenting.grouping import group_heading
from bot.presenting.interpretation import interpret_answer
from bot.presenting.remarks import notes
from bot.presenting.scope import projects_label
from bot.presenting.tables import Cell, Format, Table, table
from bot.presenting.years import fiscal_year_words

# Spreadsheets take a cell that begins so for a formula; the full-width forms too, in Japanese Excel.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f「」\s]+')
_LONGEST_NAME = 40
_WIDTHS = {Format.TEXT: 16, Format.LONG_TEXT: 44, Format.WHOLE: 14, Format.DECIMAL: 16}
_LIST_SHEET, _ABOUT_SHEET = "一覧", "質問と出典"


def csv_file(answer: Answer) -> bytes | None:
    """The answer's table as UTF-8 CSV with BOM and CRLF, or None where there is no table."""
    found = table(answer)
    if found is None:
        return None
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in found.columns])
    writer.writerows([_harmless(cell) for cell in row] for row in found.rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(answer: Answer, question: str = "") -> bytes | None:
    """The answer's table as a workbook, or None where there is no table.

    The second sheet tells the question (as typed, or what a button's comes to), how it was read, the source and the data's version.
    The same answer and question give the same bytes.
    """
    found = table(answer)
    if found is None:
        return None
    content = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        # The table's own year rather than today, so that nothing changes from run to run.
        book.set_properties({"created": datetime(answer.source.fiscal_year, 4, 1)})  # noqa: DTZ001
        _write_table(book, found)
        _write_about(book, answer, question)
    return content.getvalue()


def file_name(answer: Answer, extension: str) -> str:
    """A name that every file system takes: 「令和7年度_◯◯部の事業.csv」."""
    stem = f"{fiscal_year_words(answer.source.fiscal_year)}_{_what_is_listed(answer)}"
    return f"{_UNSAFE_IN_NAMES.sub('_', stem)[:_LONGEST_NAME].strip('_.')}.{extension}"


def _what_is_listed(answer: Answer) -> str:
    first = answers_of(answer)[0]
    if first.query is None:
        return _LIST_SHEET
    return group_heading(first) if first.groups else projects_label(first.query.conditions, names_of(first))


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _write_table(book: Any, found: Table) -> None:
    sheet = book.add_worksheet(_LIST_SHEET)
    heading = book.add_format({"bold": True, "bg_color": "#DFE3E8", "border": 1, "text_wrap": True})
    formats = {kind: book.add_format(_cell_format(kind)) for kind in Format}
    totals = {kind: book.add_format({**_cell_format(kind), "bold": True, "top": 1}) for kind in Format}
    for index, column in enumerate(found.columns):
        sheet.write_string(0, index, column.heading, heading)
        sheet.set_column(index, index, _WIDTHS[column.format])
    for row, cells in enumerate(found.rows, 1):
        for index, (column, cell) in enumerate(zip(found.columns, cells, strict=True)):
            if isinstance(cell, str):
                sheet.write_string(row, index, cell, formats[column.format])
            else:
                sheet.write_number(row, index, cell, formats[column.format])
    if found.total_label:
        _write_totals(sheet, found, totals)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(found.rows), len(found.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_totals(sheet: Any, found: Table, formats: dict[Format, Any]) -> None:
    last = len(found.rows)
    sheet.write_string(last + 1, 0, found.total_label, formats[Format.TEXT])
    for index, column in enumerate(found.columns):
        if column.summed:
            # Readers that do not calculate show the stored value.
            stored = sum(cell for row in found.rows if isinstance(cell := row[index], int))
            letter = xlsxwriter.utility.xl_col_to_name(index)
            formula = f"=SUM({letter}2:{letter}{last + 1})"
            sheet.write_formula(last + 1, index, formula, formats[column.format], stored)


def _write_about(book: Any, answer: Answer, question: str) -> None:
    sheet = book.add_worksheet(_ABOUT_SHEET)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    source = answer.source
    lines = [
        ("質問", question or _what_is_listed(answer)),
        ("読み取り", interpret_answer(answer)),
        ("出典", source.title),
        ("年度", fiscal_year_words(source.fiscal_year)),
        ("単位", source.unit),
        ("データの版", source.version),
        ("数え方", "同じ事業は一度だけ数えています(再掲の行は重ねて数えません)。"),
        *(("注", note) for part in answers_of(answer) for note in notes(part)),
    ]
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    for row, (name, words) in enumerate(line for line in lines if line[1]):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, words, wrapped)


def _cell_format(kind: Format) -> dict[str, object]:
    match kind:
        case Format.WHOLE:
            return {"num_format": "#,##0", "valign": "top"}
        case Format.DECIMAL:
            return {"num_format": "#,##0.####", "valign": "top"}
        case Format.LONG_TEXT:
            return {"text_wrap": True, "valign": "top"}
        case Format.TEXT:
            return {"valign": "top"}
