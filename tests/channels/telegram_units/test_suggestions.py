"""Suggestions on the real table: never empty, never the question itself, never more than three."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer import Kind
from bot.assistant import Assistant, load_assistant
from bot.presenting.figures import answers_of
from bot.presenting.text import declines, render
from bot.query import (
    Comparison,
    Condition,
    Fact,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    Measure,
    Order,
    Query,
    Subject,
    Window,
)
from bot.reading import DialogueState
from bot.suggestions import Step, suggest
from tests.oracle.cases import load_all

_ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return load_assistant(_ROOT / "data" / "strategy.db", _ROOT / "data" / "aliases.csv")


def _questions(assistant: Assistant) -> list[Query]:
    catalogue = assistant.catalogue
    scopes: list[tuple[Condition, ...]] = [
        (),
        (IsNew(),),
        *((InDepartments((name,)),) for name in catalogue.departments),
        *((InGoals((goal,)),) for goal in catalogue.goals),
        *((InPolicies((policy,)),) for policy in catalogue.policies),
    ]
    project = Query(Measure.DETAIL, (IsProject((catalogue.projects[0].id,)),))
    sides = tuple(Subject((InDepartments((name,)),), name) for name in catalogue.departments[:2])
    return [
        project,
        Query(Measure.COMPARE, subjects=sides, comparison=Comparison.DIFFERENCE),
        Query(Measure.SHARE, project.conditions, base=(InGoals((1,)),)),
        Query(Measure.PRINTED_GAP),
        *(
            Query(measure, scope)
            for scope in scopes
            for measure in (Measure.TOTAL, Measure.COUNT, Measure.LIST)
        ),
        *(Query(Measure.LIST, scope, order=Order.AMOUNT_DESC, window=Window(1, 3)) for scope in scopes),
        *(Query(Measure.TOTAL, scope, group_by=grouping) for scope in scopes for grouping in Grouping),
    ]


def test_no_suggestion_is_useless(assistant: Assistant) -> None:
    for query in _questions(assistant):
        answer = assistant.run(query).answer
        suggestions = suggest(answer)
        assert len(suggestions) <= 3
        assert len({one.query for one in suggestions}) == len(suggestions)
        for suggestion in suggestions:
            follow_up = assistant.run(suggestion.query).answer
            assert suggestion.query != query
            assert follow_up.rows or follow_up.groups, (query, suggestion)
            if suggestion.step is Step.BREAKDOWN:
                assert len(follow_up.groups) > 1, (query, suggestion)
            if suggestion.step is Step.NEW_ONLY:
                assert 0 < len(follow_up.rows) < len(answer.rows)


def test_no_question_of_the_corpus_is_followed_by_a_useless_one(assistant: Assistant) -> None:
    seen: set[Query] = set()
    for case in load_all():
        state = DialogueState()
        for turn in case.turns:
            asked = assistant.ask(turn.question, state)
            state = asked.state
            for answer in answers_of(asked.answer):
                if answer.query is None or answer.query in seen:
                    continue
                seen.add(answer.query)
                text = render(assistant.run(answer.query).answer)
                for suggestion in suggest(answer):
                    follow_up = assistant.run(suggestion.query).answer
                    assert not declines(follow_up), (turn.question, suggestion)
                    assert render(follow_up) != text, (turn.question, suggestion)
                    if suggestion.step in {Step.BREAKDOWN, Step.COMPARE_GROUPS}:
                        assert len(follow_up.groups) > 1, (turn.question, suggestion)
                    if suggestion.step is Step.PROJECT:
                        assert len(follow_up.rows) == 1
    assert len(seen) > 300


def test_the_sum_after_a_ranking_is_that_of_its_rows(assistant: Assistant) -> None:
    asked = assistant.ask("金額の大きい事業 上位5件")
    (pressed,) = (one.query for one in suggest(asked.answer) if one.step is Step.TOTAL)
    typed = assistant.ask("合計は?", asked.state).answer
    assert assistant.run(pressed).answer.figures == typed.figures
    assert typed.figures[0].value == sum(row.amount for row in asked.answer.rows)


def test_a_department_is_broken_down_ranked_and_compared(assistant: Assistant) -> None:
    largest = max(
        assistant.run(Query(Measure.TOTAL, group_by=Grouping.DEPARTMENT)).answer.groups,
        key=lambda group: group.count,
    )
    answer = assistant.run(Query(Measure.TOTAL, (InDepartments((largest.key,)),))).answer
    assert [one.step for one in suggest(answer)] == [Step.BREAKDOWN, Step.TOP, Step.COMPARE_GROUPS]


@pytest.mark.parametrize("text", ["", "明日の天気は?", "こんにちは", "水道部の合計"])
def test_nothing_is_suggested_where_nothing_was_answered(assistant: Assistant, text: str) -> None:
    answer = assistant.ask(text).answer
    assert answer.kind in {Kind.OUT_OF_SCOPE, Kind.NOT_FOUND, Kind.HELP, Kind.CLARIFY}
    assert suggest(answer) == ()


def test_a_fact_leads_nowhere(assistant: Assistant) -> None:
    assert suggest(assistant.run(Query(Measure.FACT, fact=Fact.UNIT)).answer) == ()
