"""The scorer tells right from wrong; a scorer that lets things pass makes every measure worthless."""

from typing import Any

import pytest

from tests.oracle.calc import ids, published, sel, top, total
from tests.oracle.cases import Accept
from tests.oracle.scoring import outcome


def _answer(kind: str, *, yen: list[float] | None = None, **fields: Any) -> dict[str, Any]:
    figures = [{"label": "", "value": value, "unit": "千円"} for value in yen or []]
    return {"kind": kind, "text": "", "figures": figures, "projects": [], "choices": [], **fields}


SUM: Accept = {"type": "amount", "calc": "total(sel(dept='総務部'))"}
WHOLE_GOAL: Accept = {"type": "amount", "calc": "total(sel(goal=3))", "also": ["published(3)"]}
LARGEST: Accept = {"type": "projects", "calc": "ids(top(sel(), 2))", "ordered": True}
TOPIC: Accept = {"type": "topic_amount", "must": "ids(top(sel()))", "may": "ids(top(sel(), 2))"}
TWINS: Accept = {"type": "clarify", "among": ["除雪事業", "雪対策事業"]}
DECLINE: Accept = {"type": "decline"}

FIRST, SECOND, THIRD = ids(top(sel(), 3))
OFFICE = total(sel(dept="総務部"))


@pytest.mark.parametrize(
    ("answer", "wanted", "expected"),
    [
        (_answer("amount", yen=[OFFICE]), SUM, "right"),
        (_answer("amount", yen=[1, OFFICE]), SUM, "wrong"),
        (_answer("amount"), SUM, "wrong"),
        (_answer("not_found"), SUM, "miss"),
        (_answer("amount", yen=[published(3), total(sel(goal=3))]), WHOLE_GOAL, "right"),
        (_answer("amount", yen=[published(3)]), WHOLE_GOAL, "wrong"),
        (_answer("ranking", projects=[FIRST, SECOND]), LARGEST, "right"),
        (_answer("ranking", projects=[SECOND, FIRST]), LARGEST, "wrong"),
        (_answer("ranking", projects=[FIRST, SECOND, THIRD]), LARGEST, "wrong"),
        (_answer("list", projects=[FIRST], yen=[total(top(sel()))]), TOPIC, "right"),
        (_answer("list", projects=[FIRST, SECOND], yen=[total(top(sel(), 2))]), TOPIC, "right"),
        (_answer("list", projects=[SECOND, FIRST], yen=[total(top(sel(), 2))]), TOPIC, "wrong"),
        (_answer("list", projects=[FIRST, SECOND], yen=[total(top(sel()))]), TOPIC, "wrong"),
        (_answer("list", projects=[FIRST, THIRD], yen=[total(top(sel()))]), TOPIC, "wrong"),
        (_answer("clarify", choices=["雪対策事業", "除雪 事業"]), TWINS, "right"),
        (_answer("clarify", choices=["除雪事業"]), TWINS, "miss"),
        (_answer("out_of_scope"), DECLINE, "right"),
        (_answer("amount", yen=[OFFICE]), DECLINE, "overreach"),
        (_answer("detail", projects=[FIRST]), DECLINE, "overreach"),
    ],
)
def test_outcome(answer: dict[str, Any], wanted: Accept, expected: str) -> None:
    assert outcome(answer, [wanted]) == expected


def test_any_of_several_right_answers_will_do() -> None:
    either: list[Accept] = [SUM, DECLINE]
    assert outcome(_answer("help"), either) == "right"
    assert outcome(_answer("amount", yen=[OFFICE]), either) == "right"
    assert outcome(_answer("amount", yen=[1]), either) == "wrong"


def test_an_empty_result_may_be_said_as_not_found_and_as_zero() -> None:
    none: Accept = {"type": "count", "calc": "n(sel(min=9000000))"}
    zero = {"kind": "count", "figures": [{"label": "", "value": 0, "unit": "件"}], "projects": []}
    assert outcome(_answer("not_found"), [none]) == outcome(zero, [none]) == "right"
    assert outcome(_answer("clarify"), [none]) == "miss"
