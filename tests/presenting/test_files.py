from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer, Kind, RemarkKind
from bot.presenting.files import csv_file, file_name, xlsx_file
from bot.query import Measure, Mentions, Query
from tests.presenting import samples

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝")


def csv_rows(answer: Answer) -> list[list[str]]:
    content = csv_file(answer)
    assert content is not None
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def workbook(answer: Answer, question: str = "", *, values: bool = True) -> openpyxl.Workbook:
    content = xlsx_file(answer, question)
    assert content is not None
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


def test_csv_holds_every_project_with_its_places() -> None:
    heading, *rows = csv_rows(samples.DEPARTMENT_SUM)
    assert heading[:5] == ["番号", "事業ID", "事業名", "部局名", "予算額(千円)"]
    assert [row[1] for row in rows] == [project.id for project in samples.DEPARTMENT_SUM.rows]
    teachers = dict(zip(heading, rows[3], strict=True))
    assert teachers["予算額(千円)"] == "60251"
    assert teachers["掲載箇所"] == "1-ア-19"
    assert teachers["再掲の箇所"] == "3-ウ-15"
    assert dict(zip(heading, rows[4], strict=True))["新規"] == "新規"


def test_csv_lines_end_as_excel_expects() -> None:
    content = csv_file(samples.WORD_LIST) or b""
    assert content.count(b"\r\n") == content.count(b"\n") == len(samples.WORD_LIST.rows) + 1


def test_where_the_word_stands_is_a_column() -> None:
    heading, *rows = csv_rows(samples.WORD_LIST)
    assert heading[-1] == "語のある場所"
    assert [row[-1] for row in rows] == ["事業名"] * 3 + ["説明文"] * 2


@given(st.text(min_size=1, max_size=30), st.sampled_from(FORMULA_STARTS), st.text(max_size=60))
def test_no_cell_is_taken_for_a_formula_and_nothing_is_lost(name: str, start: str, text: str) -> None:
    row = replace(samples.SNOW, name=start + name, description=" " + start + text)
    found = csv_rows(samples.answer(Kind.LIST, Query(), rows=(row, samples.ROOMS)))[1]
    assert found[2] == "'" + start + name
    assert found[8] == "' " + start + text
    assert not any(cell.lstrip(" ").startswith(FORMULA_STARTS) for cell in found)


def test_workbook_numbers_totals_and_frozen_heading() -> None:
    sheet = workbook(samples.WORD_LIST)["一覧"]
    assert sheet.freeze_panes == "A2"
    amounts = [sheet.cell(row, 5).value for row in range(2, 7)]
    assert amounts == [project.amount for project in samples.WORD_LIST.rows]
    assert sheet.cell(2, 5).number_format == "#,##0"
    assert sheet.cell(7, 1).value == "合計"
    assert sheet.cell(7, 5).value == sum(project.amount for project in samples.WORD_LIST.rows)
    assert workbook(samples.WORD_LIST, values=False)["一覧"].cell(7, 5).value == "=SUM(E2:E6)"


def test_a_name_like_a_formula_stays_text_in_a_workbook() -> None:
    row = replace(samples.SNOW, name="=1+1")
    cell = workbook(samples.answer(Kind.LIST, Query(), rows=(row,)), values=False)["一覧"].cell(2, 3)
    assert cell.value == "=1+1"
    content = xlsx_file(samples.answer(Kind.LIST, Query(), rows=(row,))) or b""
    with ZipFile(BytesIO(content)) as archive:
        assert "<f>1+1" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_the_second_sheet_tells_question_reading_source_and_version() -> None:
    sheet = workbook(samples.MENDED, "子育て視援部の合計")["質問と出典"]
    lines = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert lines["質問"] == "子育て視援部の合計"
    assert "部局 子育て支援部" in lines["読み取り"]
    assert lines["出典"] == samples.SOURCE.title
    assert lines["年度"] == "令和7年度"
    assert lines["単位"] == "千円"
    assert lines["データの版"] == "3f2a9c1b"


def test_a_workbook_is_the_same_every_time() -> None:
    first = xlsx_file(samples.BREAKDOWN, "部局別")
    assert first == xlsx_file(samples.BREAKDOWN, "部局別")
    properties = workbook(samples.BREAKDOWN).properties
    assert (properties.created.year, properties.created.month) == (2025, 4)


def test_a_breakdown_lists_its_groups() -> None:
    heading, *rows = csv_rows(samples.BREAKDOWN)
    assert heading == ["部局", "予算額(千円)", "事業数(件)"]
    assert rows[0] == ["子育て支援部", "2821727", "31"]


def test_groups_that_share_projects_are_not_summed() -> None:
    assert any(r.kind is RemarkKind.LISTED_IN_SEVERAL_GROUPS for r in samples.BREAKDOWN.remarks)
    assert workbook(samples.BREAKDOWN)["一覧"].max_row == 4
    apart = replace(samples.BREAKDOWN, remarks=())
    sheet = workbook(apart)["一覧"]
    assert sheet.cell(5, 2).value == sum(group.amount for group in samples.BREAKDOWN.groups)


def test_means_of_groups_have_a_column() -> None:
    query = replace(samples.BREAKDOWN.query or Query(), measure=Measure.MEAN)
    figures = tuple(replace(f, value=f.value / 8) for f in samples.BREAKDOWN.figures)
    heading, first, *_ = csv_rows(replace(samples.BREAKDOWN, query=query, figures=figures))
    assert heading == ["部局", "予算額(千円)", "事業数(件)", "平均(千円)"]
    assert first[3] == "352715.875"


def test_a_comparison_lists_its_sides() -> None:
    heading, *rows = csv_rows(samples.COMPARISON)
    assert heading == ["対象", "金額(千円)"]
    assert rows[:2] == [["土木部", "6012345"], ["子育て支援部", "2821727"]]


@pytest.mark.parametrize("name", ["CLARIFY", "NOT_FOUND", "HELP", "ZERO", "REPRINT_FACT"])
def test_where_there_is_nothing_to_list_there_is_no_file(name: str) -> None:
    assert csv_file(samples.ALL[name]) is None
    assert xlsx_file(samples.ALL[name]) is None


@given(st.text(max_size=100))
def test_file_names_are_safe(word: str) -> None:
    query = Query(Measure.LIST, (Mentions((word,), label=word),))
    name = file_name(samples.answer(Kind.LIST, query), "csv")
    assert name.startswith("令和7年度_")
    assert name.endswith(".csv")
    assert not set(name) & set('\\/:*?"<>|\n\r\t\0')
    assert len(name.encode()) <= 200
