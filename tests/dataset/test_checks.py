"""The reconciliation: what is found in a table that does not add up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dataset.checks import Part, reconcile
from bot.dataset.departments import Lookalike
from bot.dataset.faults import Fault, FaultKind
from bot.dataset.source import read_source
from tests.dataset.conftest import SOURCE, Check
from tests.dataset.texts import edited, line_of, repeated, replaced, without


def kinds(faults: tuple[Fault, ...]) -> set[FaultKind]:
    return {fault.kind for fault in faults}


def test_the_published_table_adds_up() -> None:
    report = reconcile(read_source(SOURCE))
    assert report.adds_up
    assert report.faults == ()
    assert report.lookalikes == ()
    facts = report.facts
    assert [(g.goal, g.policies, g.rows, g.reprints, g.amount) for g in facts.goals] == [
        (1, 3, 52, 0, 4_669_809),
        (2, 5, 31, 2, 3_447_819),
        (3, 3, 44, 10, 853_641),
        (4, 9, 63, 20, 11_330_789),
    ]
    assert (facts.plan.policies, facts.plan.rows, facts.plan.reprints) == (20, 190, 32)
    assert facts.plan.amount == 20_302_058
    assert (facts.projects, facts.once_total) == (158, 19_526_650)
    assert (facts.departments, facts.new_projects) == (19, 8)


def test_wording_differences_of_reprints_are_reported_and_are_no_faults() -> None:
    wording = reconcile(read_source(SOURCE)).wording
    assert [(difference.place, difference.origin_place) for difference in wording] == [
        ("4-イ-4", "2-オ-1"),
        ("4-エ-3", "3-ア-4"),
        ("4-エ-4", "3-ア-5"),
        ("4-エ-7", "2-オ-8"),
        ("4-エ-9", "3-ウ-11"),
        ("4-エ-10", "2-オ-12"),
        ("4-オ-4", "2-ア-1"),
        ("4-カ-3", "3-ウ-12"),
    ]
    assert {difference.part for difference in wording} == {Part.DESCRIPTION}
    assert "参加者" in wording[4].origin_wording
    assert "参入者" in wording[4].wording


def test_a_reprint_without_its_new_mark_is_a_difference_only(check: Check, published: str) -> None:
    origin = line_of(published, "\t移住促進事業\t", "\t1\t\t")
    report = check(edited(published, origin, "移住促進事業", "(新)移住促進事業"))
    assert report.adds_up
    assert [d.place for d in report.wording if d.part is Part.NEW_MARK] == ["4-オ-4"]


@pytest.mark.parametrize("row", [10, 49, 60, 163, 230, 288])
def test_a_lost_row_is_missed(check: Check, published: str, row: int) -> None:
    found = kinds(check(without(published, row)).faults)
    assert {FaultKind.TOTAL_ROWS, FaultKind.TOTAL_AMOUNT} <= found


@pytest.mark.parametrize("row", [10, 64, 163, 230, 288])
def test_a_repeated_row_is_a_duplicate(check: Check, published: str, row: int) -> None:
    faults = check(repeated(published, row)).faults
    assert Fault(FaultKind.DUPLICATE_NUMBER, row + 1) in [Fault(f.kind, f.line) for f in faults]
    assert kinds(faults) & {FaultKind.DUPLICATE_NAME, FaultKind.LISTED_TWICE}


def test_the_same_name_twice_without_the_reprint_mark(check: Check, published: str) -> None:
    line = line_of(published, "\t6\t再掲\t若者地元定着促進事業")
    report = check(edited(published, line, "\t再掲\t", "\t\t"))
    assert {
        Fault(FaultKind.DUPLICATE_NAME, line, "若者地元定着促進事業", 88, "2-イ-6"),
        Fault(FaultKind.TOTAL_REPRINTS, 128, "小計2", 2, 1),
    } == set(report.faults)
    assert not report.is_representable


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("33,370", "33,371", Fault(FaultKind.REPRINT_AMOUNT, 210, "中心市街地活性化推進事業", 33370, 33371)),
        (
            "地域振興部",
            "土木部",
            Fault(FaultKind.REPRINT_DEPARTMENT, 210, "中心市街地活性化推進事業", "地域振興部", "土木部"),
        ),
        (
            "中心市街地活性化推進事業",
            "中心市街地活性化促進事業",
            Fault(
                FaultKind.REPRINT_WITHOUT_ORIGIN,
                210,
                "中心市街地活性化促進事業",
                "中心市街地活性化推進事業",
                "4-イ-4",
            ),
        ),
    ],
)
def test_a_reprint_must_agree_with_its_origin(
    check: Check, published: str, old: str, new: str, expected: Fault
) -> None:
    assert expected in check(edited(published, 210, f"\t{old}\t", f"\t{new}\t")).faults


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("\t52\t", "\t53\t", Fault(FaultKind.TOTAL_ROWS, 78, "小計1", 53, 52)),
        ("\t10\t", "\t9\t", Fault(FaultKind.TOTAL_REPRINTS, 193, "小計3", 9, 10)),
        ("11,330,789", "11,330,788", Fault(FaultKind.TOTAL_AMOUNT, 289, "小計4", 11330788, 11330789)),
        ("20,302,058", "20,302,158", Fault(FaultKind.TOTAL_AMOUNT, 290, "合計", 20302158, 20302058)),
        ("小計4", "小計5", Fault(FaultKind.TOTAL_WITHOUT_GOAL, 289, "小計5")),
        ("小計4", "小計3", Fault(FaultKind.DUPLICATE_TOTAL, 289, "小計3", 193)),
    ],
)
def test_printed_totals_are_held_against_what_was_read(
    check: Check, published: str, old: str, new: str, expected: Fault
) -> None:
    assert expected.line is not None
    assert expected in check(edited(published, expected.line, old, new)).faults


def test_a_goal_without_a_subtotal_is_at_fault(check: Check, published: str) -> None:
    assert check(without(published, 193)).faults == (Fault(FaultKind.SUBTOTAL_MISSING, None, "3"),)


@pytest.mark.parametrize("cut", range(1500, 22500, 3000))
def test_a_truncated_text_never_adds_up(check: Check, published: str, cut: int) -> None:
    report = check(published[:cut])
    assert FaultKind.TOTAL_MISSING in kinds(report.faults)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: without(text, 54), FaultKind.DUPLICATE_NUMBER),
        (lambda text: without(text, 83), FaultKind.HEADING_ORDER),
        (lambda text: without(text, 83), FaultKind.DUPLICATE_HEADING),
        (lambda text: replaced(text, 73, "<b>エ 働き方</b>"), FaultKind.HEADING_ORDER),
        (lambda text: replaced(text, 79, "<b>エ 空の施策</b>"), FaultKind.EMPTY_HEADING),
        (lambda text: replaced(text, 291 - 1, "基本目標5 空の目標"), FaultKind.EMPTY_HEADING),
        (lambda text: edited(text, 10, "\t1\t", "\t101\t"), FaultKind.NUMBER_GAP),
    ],
)
def test_headings_and_numbers_are_complete(
    check: Check, published: str, change: Callable[[str], str], expected: FaultKind
) -> None:
    assert expected in kinds(check(change(published)).faults)


def test_a_missing_description_is_pointed_out(check: Check, published: str) -> None:
    text = replaced(published, 16, "\t7\t\t児童虐待防止対策事業\t子育て支援部\t375\t")
    assert check(text).faults == (Fault(FaultKind.MISSING_DESCRIPTION, 16, "児童虐待防止対策事業"),)


def test_a_misspelt_department_is_found_though_all_sums_agree(check: Check, published: str) -> None:
    faults = check(edited(published, 20, "子育て支援部", "子育て視援部")).faults
    assert faults == (Fault(FaultKind.DEPARTMENT_ALIKE, 20, "子育て視援部", "子育て支援部", "子育て視援部"),)
    spaced = check(edited(published, 277, "行財政改革推進部", "行財政 改革推進部")).faults
    assert [(fault.kind, fault.line) for fault in spaced] == [(FaultKind.DEPARTMENT_ALIKE, 277)]


def test_short_departments_one_character_apart_are_only_pointed_out(check: Check, published: str) -> None:
    report = check(edited(published, 105, "観光スポーツ部", "土水部"))
    assert report.adds_up
    assert report.lookalikes == (Lookalike("土水部", 105, "土木部"),)


def test_a_department_of_reprints_alone_is_at_fault(check: Check, published: str) -> None:
    faults = check(edited(published, 210, "地域振興部", "臨時本部")).faults
    assert FaultKind.DEPARTMENT_ONLY_REPRINTED in kinds(faults)


def test_faults_come_in_the_order_of_the_source(check: Check, published: str) -> None:
    text = edited(edited(without(published, 288), 210, "33,370", "1"), 12, "138,661", "138,66x")
    lines = [fault.line for fault in check(text).faults if fault.line is not None]
    assert len(lines) >= 4
    assert lines == sorted(lines)
