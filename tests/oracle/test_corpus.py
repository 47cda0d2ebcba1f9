"""The case files themselves: every line well-formed, every right answer computable, no question twice."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

import pytest

from tests.oracle.calc import PROJECTS, evaluate
from tests.oracle.cases import QUESTIONS, Accept, Case, load_all
from tests.oracle.scoring import ACCEPT_TYPES

FILES: Final = sorted(QUESTIONS.glob("*.jsonl"))
CASES: Final = load_all()
ACCEPTS: Final = [(case, accept) for case in CASES for turn in case.turns for accept in turn.accept]

NUMERIC: Final = {"amount", "count", "percent", "number"}
SINGLE: Final = {"project", "text"}
LISTED: Final = {"topic", "topic_amount"}
WORDS: Final = {"contains", "among"}
NEEDS: Final[dict[str, set[str]]] = {
    **{kind: {"calc"} for kind in (*NUMERIC, "project", "projects", "breakdown", "values", "dept")},
    **{kind: {"must"} for kind in LISTED},
    "text": {"calc", "contains"},
    "about": {"contains"},
    "clarify": {"among"},
    "decline": set(),
    "help": set(),
}
MAY_HAVE: Final[dict[str, set[str]]] = {
    "amount": {"also"},
    "percent": {"tol"},
    "number": {"tol"},
    "projects": {"ordered"},
    "values": {"winner", "tol"},
    **{kind: {"may"} for kind in LISTED},
}


def _id(item: tuple[Case, Accept]) -> str:
    return f"{item[0].id}-{item[1]['type']}"


def test_every_accept_type_is_described_here() -> None:
    assert set(NEEDS) == ACCEPT_TYPES


def test_ids_are_unique() -> None:
    doubled = [name for name, times in Counter(case.id for case in CASES).items() if times > 1]
    assert doubled == []


def test_no_two_conversations_open_alike() -> None:
    """Follow-ups such as 「合計は?」 recur by nature; noise differs in no more than an emoji or a width."""
    openings = Counter(case.turns[0].question for case in CASES)
    assert [question for question, times in openings.items() if times > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lines_hold_what_a_case_holds_and_no_more(path: Any) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        assert set(case) == {"id", "tags", "turns"}, line
        assert case["tags"], line
        assert case["turns"], line
        for turn in case["turns"]:
            assert set(turn) == {"q", "accept"}, line
            assert turn["q"].strip(), line
            assert turn["accept"], line


@pytest.mark.parametrize(("case", "accept"), ACCEPTS, ids=map(_id, ACCEPTS))
def test_right_answers_can_be_computed(case: Case, accept: Accept) -> None:
    kind = accept["type"]
    keys = set(accept) - {"type"}
    assert NEEDS[kind] <= keys <= NEEDS[kind] | MAY_HAVE.get(kind, set())
    if "calc" in accept:
        _check_value(kind, evaluate(accept["calc"]))
    for calc in accept.get("also", []):
        assert isinstance(evaluate(calc), int)
    if "must" in accept:
        must, may = evaluate(accept["must"]), evaluate(accept.get("may", "[]"))
        assert must
        assert {*must, *may} <= set(PROJECTS)
    assert all(accept.get("contains", ["-"]))
    if kind == "text":
        _check_words_are_printed(accept)


def _check_value(kind: str, value: Any) -> None:
    if kind in NUMERIC:
        assert isinstance(value, (int, float))
    elif kind in SINGLE:
        assert value in PROJECTS
    elif kind == "projects":
        assert value
        assert set(value) <= set(PROJECTS)
    elif kind == "breakdown":
        assert value
        assert all(isinstance(one, int) for one in value.values())
    elif kind == "values":
        assert value
    elif kind == "dept":
        assert value in {project["dept"] for project in PROJECTS.values()}


def _check_words_are_printed(accept: Accept) -> None:
    project = PROJECTS[evaluate(accept["calc"])]
    for words in accept["contains"]:
        assert words in project["name"] + project["dept"] + project["desc"], words


def test_every_project_is_asked_about() -> None:
    """Somewhere each project is the answer itself, not only one of many."""
    asked: set[str] = set()
    for _, accept in ACCEPTS:
        if accept["type"] in {*SINGLE, "projects", *LISTED}:
            answer = evaluate(accept.get("calc") or accept["must"])
            chosen = {answer} if isinstance(answer, str) else set(answer)
            asked |= chosen if len(chosen) <= 3 else set()
    assert [project["name"] for place, project in PROJECTS.items() if place not in asked] == []
