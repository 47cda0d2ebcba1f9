"""The oracle's own reading, checked against what the document says about itself."""

from itertools import groupby

import pytest

from tests.oracle.calc import LISTINGS, PROJECTS, depts, n, published, published_rows, reprints, sel, total


@pytest.mark.parametrize("goal", [1, 2, 3, 4])
def test_rows_add_up_to_the_printed_subtotal(goal: int) -> None:
    rows = [row for row in LISTINGS if row["goal"] == goal]
    assert (len(rows), total(rows)) == (published_rows(goal), published(goal))


def test_the_subtotals_add_up_to_the_printed_total() -> None:
    assert sum(published(goal) for goal in (1, 2, 3, 4)) == total(LISTINGS) == published()


def test_reprints_as_counted_in_print() -> None:
    assert [reprints(goal) for goal in (1, 2, 3, 4)] == [0, 2, 10, 20]


def test_each_project_once() -> None:
    assert (n(sel()), len(LISTINGS), len(depts()), total(sel())) == (158, 190, 19, 19_526_650)
    assert n(sel(new=True)) == 8


def test_numbers_run_from_one_within_each_policy() -> None:
    for _, rows in groupby(LISTINGS, key=lambda row: (row["goal"], row["policy"])):
        numbers = [row["number"] for row in rows]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_reprint_repeats_the_amount_and_department_of_its_project() -> None:
    for row in LISTINGS:
        project = PROJECTS[row["id"]]
        assert (row["name"], row["dept"], row["amount"]) == (
            project["name"],
            project["dept"],
            project["amount"],
        )
