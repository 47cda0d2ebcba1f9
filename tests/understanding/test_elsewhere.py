"""Questions of the corpus about one department, asked of another: the wording is understood, not the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from bot.assistant import Assistant
from bot.presenting.contract import publish
from bot.reading import DialogueState
from tests.oracle.calc import evaluate
from tests.oracle.cases import Accept, Case, Turn, load_all
from tests.oracle.scoring import outcome

# Answers that are as true of any department as of the one that was asked about.
_OF_ANY: Final = re.compile(
    r"(?:total|n|ids|mean|by_policy|by_goal)\(sel\(dept='[^']+'(?:,\s?(?:goal|min|max|over|under|new)=[\w.]+)*\)\)"
)
_BOUND_TO_ITS_OWN: Final = 0.005  # 「いじめのことやってる部署」 is no other department
_KINDS: Final = {"amount", "count", "number", "projects"}
_DEPARTMENT: Final = re.compile(r"dept='([^']+)'")


def _departments(case: Case) -> set[str]:
    return {
        name for turn in case.turns for accept in turn.accept for name in _DEPARTMENT.findall(accept["calc"])
    }


def _is_of_any(case: Case) -> bool:
    accepts = [accept for turn in case.turns for accept in turn.accept]
    if not all(
        a["type"] in _KINDS and _OF_ANY.fullmatch(a["calc"]) and set(a) <= {"type", "calc", "tol"}
        for a in accepts
    ):
        return False
    said = "".join(turn.question for turn in case.turns)
    return all(name in said for name in _departments(case))


def _elsewhere(case: Case, departments: tuple[str, ...], shift: int) -> Case:
    """The case with each department replaced by the one `shift` places further down."""
    place = {name: departments[(at + shift) % len(departments)] for at, name in enumerate(departments)}
    names = re.compile("|".join(sorted(map(re.escape, _departments(case)), key=len, reverse=True)))

    def moved(text: str) -> str:
        return names.sub(lambda name: place[name[0]], text)

    def accepted(accept: Accept) -> Accept:
        return {**accept, "calc": moved(accept["calc"])}

    turns = [Turn(moved(turn.question), [accepted(a) for a in turn.accept]) for turn in case.turns]
    return Case(case.id, case.tags, turns)


def _has_an_answer(turn: Turn) -> bool:
    return all(evaluate(accept["calc"]) for accept in turn.accept)


def _outcomes(assistant: Assistant, case: Case) -> Iterator[tuple[str, str]]:
    state = DialogueState()
    for turn in case.turns:
        answered = assistant.ask(turn.question, state)
        state = answered.state
        if not _has_an_answer(turn):
            return  # nothing there: another question follows from that
        yield turn.question, outcome(publish(answered.answer), turn.accept)


@pytest.mark.parametrize("shift", [1, 4, 7, 11, 16])
def test_what_is_right_of_one_department_is_right_of_another(assistant: Assistant, shift: int) -> None:
    departments = tuple(assistant.catalogue.departments)
    cases = [case for case in load_all() if _is_of_any(case)]
    assert len(cases) > 300
    asked = [
        (case.id, question, how)
        for case in cases
        if all(how == "right" for _, how in _outcomes(assistant, case))
        for question, how in _outcomes(assistant, _elsewhere(case, departments, shift))
    ]
    failed = [one for one in asked if one[2] != "right"]
    assert len(failed) <= _BOUND_TO_ITS_OWN * len(asked), failed
