"""Words for a field of the city's work: neither a department nor a name, so that a sum asks which is meant."""

from __future__ import annotations

import pytest

from bot.answer import Role
from bot.assistant import Assistant
from bot.query import InDepartments
from bot.reading import Clarify, DialogueState, Doubt


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("教育の予算は?", "学校教育部"),
        ("農業にはいくら使っていますか", "農政部"),
        ("環境の予算ってなんぼ", "環境部"),
        ("福祉の予算は全体の何%?", "福祉保険部"),
    ],
)
def test_a_field_of_work_asks_back_and_the_department_can_be_picked(
    assistant: Assistant, text: str, department: str
) -> None:
    turn = assistant.ask(text, DialogueState())
    outcome = turn.answer.reading.outcome
    assert isinstance(outcome, Clarify)
    assert outcome.doubt is Doubt.FIELD_OF_WORK
    assert not turn.answer.figures
    picked = assistant.ask(department, turn.state).answer
    assert picked.query is not None
    assert picked.query.conditions == (InDepartments((department,)),)
    assert picked.figures


def test_two_fields_are_offered_in_pairs(assistant: Assistant) -> None:
    outcome = assistant.ask("農業と環境、予算が多いのはどっち?", DialogueState()).answer.reading.outcome
    assert isinstance(outcome, Clarify)
    assert outcome.options[0].label == "農政部と環境部"


@pytest.mark.parametrize(
    "text",
    ["教育関係の予算は?", "事業名に教育がある事業の合計は?", "スマート農業の予算は?", "農政部の予算は?"],
)
def test_what_is_said_more_closely_is_answered(assistant: Assistant, text: str) -> None:
    answer = assistant.ask(text, DialogueState()).answer
    assert any(figure.role is Role.AMOUNT for figure in answer.figures)
