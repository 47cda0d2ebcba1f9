"""What is read from the published text."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dataset.errors import (
    SourceEmptyError,
    SourceEncodingError,
    SourceError,
    SourceMissingError,
    SourceTitleError,
    SourceUnreadableError,
    SourceWithoutRowsError,
)
from bot.dataset.faults import Fault, FaultKind
from bot.dataset.records import PrintedTotal, Row
from bot.dataset.source import fiscal_year, read_source
from tests.dataset.conftest import SOURCE

SMALL = """\
令和6年度試験市関連事業一覧

(単位:千円)

施策体系\t番号\t再掲\t事業名\t部局名\t予算 事業費\t事業内容
{rows}
"""


def test_the_published_table_is_read_whole() -> None:
    table = read_source(SOURCE)
    assert table.title == "令和7年度旭川市まち・ひと・しごと創生総合戦略関連事業一覧"
    assert (table.fiscal_year, table.unit, table.source_name) == (2025, "千円", SOURCE.name)
    assert table.faults == ()
    assert [goal.number for goal in table.goals] == [1, 2, 3, 4]
    assert [policy.place for policy in table.policies] == [
        *("1-ア", "1-イ", "1-ウ"),
        *("2-ア", "2-イ", "2-ウ", "2-エ", "2-オ"),
        *("3-ア", "3-イ", "3-ウ"),
        *("4-ア", "4-イ", "4-ウ", "4-エ", "4-オ", "4-カ", "4-キ", "4-ク", "4-ケ"),
    ]
    assert len(table.rows) == 190
    assert sum(row.is_reprint for row in table.rows) == 32
    assert [row.line for row in table.rows] == sorted(row.line for row in table.rows)
    assert len(table.departments()) == 19
    assert table.departments()[0] == "子育て支援部"
    assert len(table.origins()) == 158
    assert sum(row.is_new for row in table.origins().values()) == 8
    assert table.totals == (
        PrintedTotal("小計1", 1, 52, 0, 4_669_809, 78),
        PrintedTotal("小計2", 2, 31, 2, 3_447_819, 128),
        PrintedTotal("小計3", 3, 44, 10, 853_641, 193),
        PrintedTotal("小計4", 4, 63, 20, 11_330_789, 289),
        PrintedTotal("合計", None, None, None, 20_302_058, 290),
    )


def test_rows_keep_what_is_printed() -> None:
    rows = {row.place: row for row in read_source(SOURCE).rows}
    assert rows["1-ア-7"] == Row(
        goal=1,
        policy="ア",
        number=7,
        is_reprint=False,
        is_new=False,
        name="児童虐待防止対策事業",
        department="子育て支援部",
        amount=375,
        description=rows["1-ア-7"].description,
        line=16,
    )
    assert rows["1-ア-33"].is_new
    assert rows["1-ア-33"].name == "いじめ防止対策推進基金積立金"
    assert rows["3-ウ-13"].name == "優優良織普及促進事業補助金"  # the slip stays
    assert "カムイミナラ" in rows["4-エ-10"].description
    assert "カムイミントラ" in rows["2-オ-12"].description


@pytest.mark.parametrize(
    "row",
    [
        "\t6\t再掲\t公園事業\t土木部\t1,200\t公園を直す。",
        "6\t再掲\t公園事業\t土木部\t1,200\t公園を直す。",
        "6\t再掲\t\t公園事業\t土木部\t1,200\t公園を直す。",
        "\t6\t再掲\t公園事業 \t 土木部\t1,200\t公園を直す。\r",
    ],
)
@pytest.mark.parametrize(
    "headings",
    [
        "<b>基本目標1 住みよい街</b>\t\t\t\t\t\t\n<b>ア 公園</b>\t\t\t\t\t\t",
        "# 基本目標1 住みよい街\n\n## ア 公園\n",
        "基本目標1 住みよい街\n### ア 公園",
    ],
)
def test_every_layout_reads_the_same(source: Path, headings: str, row: str) -> None:
    source.write_text(SMALL.format(rows=f"{headings}\n{row}"), encoding="utf-8")
    table = read_source(source)
    assert table.faults == ()
    assert (table.goals[0].name, table.policies[0].name) == ("住みよい街", "公園")
    (read,) = table.rows
    assert (read.place, read.is_reprint, read.is_new) == ("1-ア-6", True, False)
    assert (read.name, read.department, read.amount) == ("公園事業", "土木部", 1200)
    assert read.description == "公園を直す。"


@pytest.mark.parametrize(
    "line", ["小計1\t3\t1\t\t\t1,200\t", "小計1\t3\t1\t1,200", "\t小計1\t\t3\t\t1\t1,200"]
)
def test_subtotals_are_found_in_any_column(source: Path, line: str) -> None:
    source.write_text(SMALL.format(rows=line), encoding="utf-8")
    with pytest.raises(SourceWithoutRowsError):
        read_source(source)
    source.write_text(
        SMALL.format(rows=f"基本目標1 街\nア 園\n\t1\t\t名\t部\t1\t文\n{line}"), encoding="utf-8"
    )
    assert read_source(source).totals == (PrintedTotal("小計1", 1, 3, 1, 1200, 9),)


def test_headings_repeated_on_the_next_page_begin_nothing_new(source: Path) -> None:
    headings = "<b>基本目標1 街</b>\n<b>ア 園</b>\n"
    rows = f"{headings}\t1\t\t名\t部\t1\t文\n{headings}\t2\t\t別名\t部\t1\t文"
    source.write_text(SMALL.format(rows=rows), encoding="utf-8")
    table = read_source(source)
    assert [row.place for row in table.rows] == ["1-ア-1", "1-ア-2"]
    assert (len(table.goals), len(table.policies)) == (1, 1)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("※ 端数は切り捨て", FaultKind.UNREADABLE_LINE),
        ("(単位:円)", FaultKind.UNIT_UNKNOWN),
        ("施策体系\t番号\t再掲\t部局名\t事業名\t予算 事業費\t事業内容", FaultKind.BAD_COLUMNS),
        ("<b>その他 の事業</b>", FaultKind.BAD_HEADING),
        ("基本目標二 街", FaultKind.BAD_HEADING),
        ("小計1\t3\t1,200", FaultKind.BAD_TOTAL),
        ("合計\t\t\t\t12,00", FaultKind.BAD_TOTAL),
        ("\t2\t\t名\t部\t1", FaultKind.MISSING_NAME),
        ("\t2\t\t名\t部\t\t1\t文", FaultKind.COLUMN_COUNT),
        ("2\t\t名\t1\t文", FaultKind.COLUMN_COUNT),
        ("\tに\t\t名\t部\t1\t文", FaultKind.BAD_NUMBER),
        ("\t0\t\t名\t部\t1\t文", FaultKind.BAD_NUMBER),
        ("\t\t\t名\t部\t1\t文", FaultKind.BAD_NUMBER),
        ("\t2\t再褐\t名\t部\t1\t文", FaultKind.BAD_REPRINT_MARK),
        ("\t2\t\t(新)\t部\t1\t文", FaultKind.MISSING_NAME),
        ("\t2\t\t名\t\t1\t文", FaultKind.MISSING_DEPARTMENT),
        ("\t2\t\t名\t部\t\t文", FaultKind.BAD_AMOUNT),
        ("\t2\t\t名\t部\t1,20\t文", FaultKind.BAD_AMOUNT),
        ("\t2\t\t名\t部\t△1,200\t文", FaultKind.BAD_AMOUNT),
        ("\t2\t\t名\t部\t1.5\t文", FaultKind.BAD_AMOUNT),
        ("\t2\t\t名\t部\t" + "9" * 5000 + "\t文", FaultKind.BAD_AMOUNT),
        ("\t2\t\t名\0\t部\t1\t文", FaultKind.GARBLED),
        ("\t2\t\t名\t部\t1\t文\N{REPLACEMENT CHARACTER}", FaultKind.GARBLED),
    ],
)
def test_a_malformed_line_is_a_fault_of_its_own_and_nothing_else_is_lost(
    source: Path, line: str, kind: FaultKind
) -> None:
    good = "基本目標1 街\nア 園\n\t1\t\t名\t部\t1\t文"
    source.write_text(SMALL.format(rows=f"{good}\n{line}\n\t3\t\t名3\t部\t1\t文"), encoding="utf-8")
    table = read_source(source)
    assert [(fault.kind, fault.line) for fault in table.faults] == [(kind, 9)]
    assert [row.number for row in table.rows] == [1, 3]


def test_rows_and_policies_need_a_heading_above_them(source: Path) -> None:
    row = "\t1\t\t名\t部\t1\t文"
    source.write_text(SMALL.format(rows=f"{row}\nア 園\n基本目標1 街\n{row}"), encoding="utf-8")
    assert read_source(source).faults == (
        Fault(FaultKind.ROW_OUTSIDE_POLICY, 6, "名"),
        Fault(FaultKind.HEADING_OUTSIDE_GOAL, 7, "ア 園"),
        Fault(FaultKind.ROW_OUTSIDE_POLICY, 9, "名"),
    )


def test_a_table_without_a_unit_is_at_fault(source: Path, published: str) -> None:
    source.write_text(published.replace("(単位:千円)", ""), encoding="utf-8")
    assert [fault.kind for fault in read_source(source).faults] == [FaultKind.UNIT_MISSING]


def test_byte_order_mark_and_windows_line_ends_change_nothing(source: Path, published: str) -> None:
    source.write_bytes(published.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_source(source).rows == read_source(SOURCE).rows


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("令和7年度一覧", 2025),
        ("令和元年度一覧", 2019),
        ("令和 12 年度一覧", 2030),
        ("平成31年度一覧", 2019),
        ("2026年度一覧", 2026),
        ("7年度一覧", None),
        ("一覧", None),
    ],
)
def test_the_fiscal_year_is_read_from_the_title(title: str, year: int | None) -> None:
    assert fiscal_year(title) == year


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("cp932", "cp932"), ("euc_jp", "euc_jp"), ("iso2022_jp", "iso2022_jp"), ("utf-16", "utf-16")],
)
def test_another_encoding_is_refused_by_name(source: Path, published: str, encoding: str, named: str) -> None:
    source.write_bytes(published.encode(encoding))
    with pytest.raises(SourceEncodingError) as refusal:
        read_source(source)
    assert refusal.value.detail == named


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", SourceEmptyError),
        (b" \n\t\n", SourceEmptyError),
        (b"\xef\xbb\xbf", SourceEmptyError),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, SourceEncodingError),
        (bytes(4096), SourceEncodingError),
        ("ただの文章です。\n".encode(), SourceTitleError),
        ("令和7年度一覧\n(単位:千円)\n".encode(), SourceWithoutRowsError),
    ],
)
def test_what_is_no_table_is_refused(source: Path, content: bytes, error: type[SourceError]) -> None:
    source.write_bytes(content)
    with pytest.raises(error) as refusal:
        read_source(source)
    assert refusal.value.path == source


def test_a_file_that_is_not_there_or_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError):
        read_source(tmp_path / "nothing.txt")
    with pytest.raises(SourceUnreadableError):
        read_source(tmp_path)


def test_a_file_cut_within_a_character_names_the_line(source: Path, published: str) -> None:
    whole = published.encode()
    cut = whole.index("こども家庭相談事業".encode()) + 4
    source.write_bytes(whole[:cut])
    assert [(fault.kind, fault.line) for fault in read_source(source).faults] == [(FaultKind.GARBLED, 11)]
