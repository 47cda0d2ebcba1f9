"""Scopes, measures and follow-ups in every combination, against the table."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from bot.assistant import Assistant
from bot.presenting.contract import publish
from bot.reading import DialogueState
from tests.oracle.cases import Case
from tests.oracle.grammar import conversation, pair, question
from tests.oracle.scoring import outcome

_MANY = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)


def _ask(assistant: Assistant, case: Case) -> None:
    state = DialogueState()
    for turn in case.turns:
        answered = assistant.ask(turn.question, state)
        state = answered.state
        given = publish(answered.answer)
        assert outcome(given, turn.accept) == "right", (case.id, turn.question, given["text"])


@given(case=question())
@_MANY
def test_every_measure_of_every_scope(assistant: Assistant, case: Case) -> None:
    _ask(assistant, case)


@given(case=conversation())
@_MANY
def test_a_list_is_narrowed_and_asked_about(assistant: Assistant, case: Case) -> None:
    _ask(assistant, case)


@given(case=pair())
@_MANY
def test_two_projects_one_after_the_other(assistant: Assistant, case: Case) -> None:
    _ask(assistant, case)
