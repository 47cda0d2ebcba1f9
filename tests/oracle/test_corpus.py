"""The case files themselves: every line well-formed, every right answer computable, no question twice."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

import pytest

from tests.oracle.calc import PROJECTS, evaluate
from tests.oracle.cases import QUESTIONS, Accept, load, load_all
from tests.oracle.scoring import ACCEPT_TYPES

FILES: Final = sorted(QUESTIONS.glob("*.jsonl"))
CASES: Final = load_all()
ACCEPTS: Final = [accept for case in CASES for turn in case.turns for accept in turn.accept]

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


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_right_answers_can_be_computed(path: Any) -> None:
    """A test a file: one a question would take minutes to set up."""
    unsound = [
        f"{case.id}: {accept}"
        for case in load(path)
        for turn in case.turns
        for accept in turn.accept
        if not _is_sound(accept)
    ]
    assert unsound == []


def _is_sound(accept: Accept) -> bool:
    kind, keys = accept["type"], set(accept) - {"type"}
    if not NEEDS[kind] <= keys <= NEEDS[kind] | MAY_HAVE.get(kind, set()):
        return False
    if "calc" in accept and not _fits(kind, evaluate(accept["calc"])):
        return False
    if not all(isinstance(evaluate(calc), int) for calc in accept.get("also", [])):
        return False
    if "must" in accept:
        must, may = evaluate(accept["must"]), evaluate(accept.get("may", "[]"))
        if not must or not {*must, *may} <= set(PROJECTS):
            return False
    if not all(accept.get("contains", ["-"])):
        return False
    return kind != "text" or _words_are_printed(accept)


def _fits(kind: str, value: Any) -> bool:
    if kind in NUMERIC:
        return isinstance(value, (int, float))
    if kind in SINGLE:
        return value in PROJECTS
    if kind == "projects":
        return bool(value) and set(value) <= set(PROJECTS)
    if kind == "breakdown":
        return bool(value) and all(isinstance(one, int) for one in value.values())
    if kind == "values":
        return bool(value)
    return kind == "dept" and value in {project["dept"] for project in PROJECTS.values()}


def _words_are_printed(accept: Accept) -> bool:
    project = PROJECTS[evaluate(accept["calc"])]
    return all(words in project["name"] + project["dept"] + project["desc"] for words in accept["contains"])


def test_every_project_is_asked_about() -> None:
    """Somewhere each project is the answer itself, not only one of many."""
    asked: set[str] = set()
    for accept in ACCEPTS:
        if accept["type"] in {*SINGLE, "projects", *LISTED}:
            answer = evaluate(accept.get("calc") or accept["must"])
            chosen = {answer} if isinstance(answer, str) else set(answer)
            asked |= chosen if len(chosen) <= 3 else set()
    assert [project["name"] for place, project in PROJECTS.items() if place not in asked] == []
