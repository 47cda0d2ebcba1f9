"""Questions about what another question finds, and things asked one by one, against sums over the rows."""

from __future__ import annotations

import pytest

from bot.answer import Answer, Role
from bot.assistant import Assistant
from bot.query import Grouping, InDepartments, Measure, Order, Query
from tests.understanding.dialogue import last_answer


def _stated(answer: Answer, role: Role) -> float:
    return next(figure.value for figure in answer.figures if figure.role is role)


def _departments(assistant: Assistant) -> dict[str, int]:
    """Sums by department (千円), the largest first."""
    rows = assistant.run(Query(order=Order.PRINTED)).answer.rows
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.department] = sums.get(row.department, 0) + row.amount
    return dict(sorted(sums.items(), key=lambda item: -item[1]))


def test_the_projects_of_the_department_of_the_largest_sum_are_counted(assistant: Assistant) -> None:
    first = next(iter(_departments(assistant)))
    rows = assistant.run(Query(Measure.LIST, (InDepartments((first,)),))).answer.rows
    assert _stated(last_answer(assistant, "一番予算が多い部の事業数は?"), Role.COUNT) == len(rows)


def test_the_first_and_the_last_department_are_held_against_each_other(assistant: Assistant) -> None:
    sums = list(_departments(assistant).values())
    answer = last_answer(assistant, "予算が一番多い部と一番少ない部の差は?")
    assert _stated(answer, Role.DIFFERENCE) == sums[0] - sums[-1]


@pytest.mark.parametrize(
    "turns", [("予算の多い部トップ3の合計は?",), ("一番予算の多い部は?", "2番目は?", "3番目は?", "合計は?")]
)
def test_the_first_departments_are_summed(assistant: Assistant, turns: tuple[str, ...]) -> None:
    answer = last_answer(assistant, *turns)
    assert _stated(answer, Role.AMOUNT) == sum(list(_departments(assistant).values())[:3])
    assert answer.query is not None
    assert answer.query.group_by is not Grouping.GOAL


def test_projects_asked_one_by_one_are_ranked_among_themselves(assistant: Assistant) -> None:
    answer = last_answer(assistant, "病児保育は?", "子ども医療費は?", "産後ケアは?", "この中で一番高いのは?")
    assert [row.name for row in answer.rows] == ["子ども医療費助成事業"]


@pytest.mark.parametrize("text", ["医師不足の予算は?", "国際会議の予算は?", "夜間の保育はありますか?"])
def test_half_a_compound_states_no_figure(assistant: Assistant, text: str) -> None:
    assert not last_answer(assistant, text).figures
