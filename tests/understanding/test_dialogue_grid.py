"""Scopes, narrowings and measures in every combination, against answers computed from the table."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.presenting.contract import publish
from tests.oracle.calc import by_dept, by_policy, evaluate
from tests.oracle.cases import Accept
from tests.oracle.scoring import outcome
from tests.understanding.dialogue import last_answer

_SCOPES = {
    "農政部": "dept='農政部'",
    "経済部": "dept='経済部'",
    "基本目標2": "goal=2",
    "基本目標4の施策ク": "goal=4, policy='ク'",
}
_OPENINGS = ["{}の事業を一覧で", "{}の合計は?", "{}の事業は何件?", "{}の平均は?"]
_NARROWED = {
    "そのうち新規は?": "new=True",
    "1億円以上のものは?": "min=100000",
    "1000万円未満だけ": "under=10000",
}
_ASKED: dict[str, Accept] = {
    "合計は?": {"type": "amount", "calc": "total({0})"},
    "何件ある?": {"type": "count", "calc": "n({0})"},
    "平均するといくら?": {"type": "number", "calc": "mean({0})"},
    "一番高いのは?": {"type": "project", "calc": "ids(top({0}))[0]"},
    "いちばん少ないのはどれ?": {"type": "project", "calc": "ids(bottom({0}))[0]"},
    "それは計画全体の何%?": {"type": "percent", "calc": "share({0}, sel())"},
    "高い順に並べて": {"type": "projects", "calc": "ids(top({0}, 158))", "ordered": True},
    "一覧で見せて": {"type": "projects", "calc": "ids({0})"},
}


def _part(scope: str, narrowed: str) -> str:
    return f"sel({_SCOPES[scope]}, {_NARROWED[narrowed]})"


_PARTS = [
    (scope, narrowed) for scope in _SCOPES for narrowed in _NARROWED if evaluate(_part(scope, narrowed))
]


def _is_right(assistant: Assistant, turns: tuple[str, ...], accept: Accept) -> bool:
    return outcome(publish(last_answer(assistant, *turns)), [accept]) == "right"


@pytest.mark.parametrize("asked", _ASKED)
@pytest.mark.parametrize("opening", _OPENINGS)
@pytest.mark.parametrize(("scope", "narrowed"), _PARTS)
def test_a_part_of_a_scope_is_asked_about_further(
    assistant: Assistant, scope: str, opening: str, narrowed: str, asked: str
) -> None:
    accept = _ASKED[asked] | {"calc": _ASKED[asked]["calc"].format(_part(scope, narrowed))}
    assert _is_right(assistant, (opening.format(scope), narrowed, asked), accept)


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("割合にすると?", "share({part}, sel(goal={goal}))"),
        ("目標全体の何%?", "share({part}, sel(goal={goal}))"),
        ("何%?", "share({part}, sel(goal={goal}))"),
    ],
)
@pytest.mark.parametrize("goal", [1, 2, 3, 4])
def test_a_part_is_shared_out_of_what_it_was_taken_from(
    assistant: Assistant, goal: int, asked: str, right: str
) -> None:
    for department in list(by_dept(evaluate(f"sel(goal={goal})")))[:3]:
        part = f"sel(goal={goal}, dept='{department}')"
        turns = (f"基本目標{goal}の合計は?", f"そのうち{department}の分は?", asked)
        assert _is_right(assistant, turns, {"type": "percent", "calc": right.format(part=part, goal=goal)})


@pytest.mark.parametrize(
    ("asked", "accept"),
    [
        ("{}の割合は?", {"type": "percent", "calc": "share({other}, sel(goal={goal}))"}),
        ("じゃあ{}だと何%?", {"type": "percent", "calc": "share({other}, sel(goal={goal}))"}),
        ("{}との差は?", {"type": "number", "calc": "abs(total({part}) - total({other}))"}),
        ("{}の分も足すと?", {"type": "amount", "calc": "total({part}) + total({other})"}),
    ],
)
@pytest.mark.parametrize("goal", [1, 2, 3, 4])
def test_the_other_part_is_of_the_same_goal(
    assistant: Assistant, goal: int, asked: str, accept: Accept
) -> None:
    first, second = list(by_dept(evaluate(f"sel(goal={goal})")))[:2]
    calc = accept["calc"].format(
        part=f"sel(goal={goal}, dept='{first}')", other=f"sel(goal={goal}, dept='{second}')", goal=goal
    )
    before = (f"基本目標{goal}の合計は?", f"そのうち{first}の分は?")
    shared = ("割合にすると?",) if accept["type"] == "percent" else ()
    assert _is_right(assistant, (*before, *shared, asked.format(second)), accept | {"calc": calc})


@pytest.mark.parametrize(
    ("asked", "accept"),
    [
        ("{0}と{1}の差は?", {"type": "number", "calc": "abs(total({a}) - total({b}))"}),
        ("{0}は{1}の何倍?", {"type": "number", "calc": "total({a}) / total({b})", "tol": 0.06}),
        ("{0}は目標の何%?", {"type": "percent", "calc": "share({a}, sel(goal={goal}))"}),
        ("{0}は何件?", {"type": "count", "calc": "n({a})"}),
        ("1位と2位の差は?", {"type": "number", "calc": "total({a}) - total({b})"}),
    ],
)
@pytest.mark.parametrize("goal", [1, 2, 3, 4])
def test_the_letters_of_the_goal_that_was_broken_down(
    assistant: Assistant, goal: int, asked: str, accept: Accept
) -> None:
    first, second, *_ = sorted(by_policy(goal), key=lambda policy: -by_policy(goal)[policy])
    a, b = (f"sel(goal={goal}, policy='{letter}')" for letter in (first, second))
    calc = accept["calc"].format(a=a, b=b, goal=goal)
    turns = (f"基本目標{goal}の施策ごとの金額は?", asked.format(first, second))
    assert _is_right(assistant, turns, accept | {"calc": calc})


@pytest.mark.parametrize(
    ("asked", "accept"),
    [
        ("全体で何番目?", {"type": "count", "calc": "1 + len([p for p in sel() if p['amount'] > {amount}])"}),
        ("部の予算の何%?", {"type": "percent", "calc": "100 * {amount} / total(sel(dept='{dept}'))"}),
        ("施策の中では何%を占める?", {"type": "percent", "calc": "100 * {amount} / total(sel(goal={goal}, policy='{letter}'))"}),
        ("その部の合計は?", {"type": "amount", "calc": "total(sel(dept='{dept}'))"}),
        ("同じ施策の事業は?", {"type": "projects", "calc": "ids(sel(goal={goal}, policy='{letter}'))"}),
        ("1億円以上の事業は?", {"type": "projects", "calc": "ids(sel(min=100000))"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["街あかり推進事業", "産後ケア事業", "除雪事業", "がん対策事業"])
def test_around_one_project(assistant: Assistant, name: str, asked: str, accept: Accept) -> None:
    project = evaluate(f"named('{name}')")
    goal, letter, _ = project["id"].split("-")
    calc = accept["calc"].format(amount=project["amount"], dept=project["dept"], goal=goal, letter=letter)
    assert _is_right(assistant, (f"{name}の予算は?", asked), accept | {"calc": calc})
