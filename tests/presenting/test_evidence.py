import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Kind, Role
from bot.presenting.evidence import evidence, evidence_pages
from bot.query import InGoals, Measure, Query
from tests.presenting import samples


def summed(text: str) -> tuple[int, int]:
    """Both sides of the sum that is written out."""
    found = re.search(r"^([\d,]+(?: \+ [\d,]+)+) = ([\d,]+)千円$", text, re.M)
    assert found, text
    terms = sum(int(term.replace(",", "")) for term in found[1].split(" + "))
    return terms, int(found[2].replace(",", ""))


def test_every_row_stands_with_its_place_and_the_sum_is_written_out() -> None:
    total = sum(row.amount for row in samples.FAMILY)
    answer = replace(samples.DEPARTMENT_SUM, rows=samples.FAMILY, figures=(samples.yen(Role.AMOUNT, total),))
    text = evidence(answer)
    assert "1. 1-ア-11 子ども医療費助成事業(子育て支援部) 1,271,330千円" in text
    assert summed(text) == (total, total)
    assert "再掲のため重ねて数えていない行 1行\n3-ウ-15 保育士確保事業 60,251千円" in text
    assert "データの版: 3f2a9c1b" in text


def test_a_sum_that_the_rows_do_not_make_up_is_not_written_out() -> None:
    assert " + " not in evidence(samples.DEPARTMENT_SUM)


def test_a_list_of_names_and_mentions_sums_what_the_figure_counts() -> None:
    assert summed(evidence(samples.WORD_LIST)) == (61_481, 61_481)


def test_within_a_goal_a_reprint_may_be_the_row_that_counts() -> None:
    rows = (samples.TEACHERS, samples.SNOW)
    query = Query(Measure.TOTAL, (InGoals((3, 4)),))
    once = sum(row.amount for row in rows)
    answer = samples.answer(
        Kind.AMOUNT,
        query,
        rows=rows,
        figures=(
            samples.yen(Role.PRINTED_TOTAL, once + samples.SNOW.amount),
            samples.yen(Role.ONCE_TOTAL, once),
        ),
    )
    text = evidence(answer)
    assert "1. 3-ウ-15(再掲の行) 保育士確保事業" in text
    assert "再掲のため重ねて数えていない行 1行\n4-カ-3 雪対策事業 132,254千円" in text
    assert f"再掲の行も数えた資料の額: {once:,} + 132,254 = {once + 132_254:,}千円" in text


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("MEAN", "2,821,727千円 ÷ 31件 = 約91,023.5千円"),
        ("SHARE", "2,821,727千円 ÷ 19,526,650千円 × 100 ≒ 14.5%"),
        ("TIMES", "6,012,345千円 ÷ 2,821,727千円 = 約2.13倍"),
        ("COMPARISON", "6,012,345千円 − 2,821,727千円 = 3,190,618千円"),
        ("GAP", "20,302,058千円 − 19,526,650千円 = 775,408千円"),
        ("BREAKDOWN", "土木部 6,012,345千円"),
    ],
)
def test_how_a_figure_was_worked_out(name: str, line: str) -> None:
    assert line in evidence(samples.ALL[name]).splitlines()


@given(st.integers(0, 190))
def test_pages_fit_a_message_and_lose_nothing(count: int) -> None:
    rows = tuple(
        samples.project(
            f"1-ア-{n}", f"長い名前の事業その{n}" * 3, "いじめ防止対策推進部", 10**7 + n, again=(f"2-イ-{n}",)
        )
        for n in range(1, count + 1)
    )
    total = sum(row.amount for row in rows)
    query = Query(Measure.TOTAL)
    answer = samples.answer(Kind.AMOUNT, query, rows=rows, figures=(samples.yen(Role.AMOUNT, total),))
    pages = evidence_pages(answer)
    assert all(len(page) <= 4096 for page in pages)
    text = "\n".join(pages)
    for row in rows:
        assert f" {row.name}(" in text
        assert f"{row.places[1]} {row.name} " in text
    if count > 1:
        assert summed(text) == (total, total)


def test_what_declines_has_no_rows() -> None:
    assert evidence(samples.NOT_FOUND) == (f"出典: {samples.SOURCE.title}\n単位: 千円\nデータの版: 3f2a9c1b")
