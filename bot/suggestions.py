"""What may usefully be asked after an answer: at most three queries, chosen by the kind of question.

Each rule looks at the answer alone, so that nothing is offered which would come out empty, say the
same again, or break a single project down. No database is asked, and wording is left to the channel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.answer import Answer, Kind
from bot.query import (
    Condition,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Order,
    PolicyRef,
    Query,
    Window,
)

MOST = 3

_TOP = 5
_NO_SUGGESTIONS = (Kind.CLARIFY, Kind.NOT_FOUND, Kind.OUT_OF_SCOPE, Kind.HELP, Kind.ERROR)


class Step(StrEnum):
    """What a suggestion does with the question; the channel words it."""

    BREAKDOWN = "breakdown"  # 内訳, by query.group_by
    TOP = "top"  # the largest
    SMALLEST = "smallest"
    TOTAL = "total"
    LIST = "list"
    NEW_ONLY = "new_only"
    COMPARE_GROUPS = "compare_groups"  # the asked group among its like
    DEPARTMENT = "department"  # the total of a project's department
    POLICY = "policy"  # the projects of a project's policy
    GROUP = "group"  # the projects of one group, or of one side of a comparison
    PROJECT = "project"  # one project in full


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A next query; `subject` is the name from the table that it is about, if there is one."""

    step: Step
    query: Query
    subject: str = ""


def suggest(answer: Answer) -> tuple[Suggestion, ...]:
    """At most `MOST` next questions, the most useful first."""
    query = answer.query
    if query is None or answer.kind in _NO_SUGGESTIONS:
        return ()
    chosen: list[Suggestion] = []
    asked = {query}
    for suggestion in _rules(answer, query):
        if suggestion.query not in asked:
            asked.add(suggestion.query)
            chosen.append(suggestion)
    return tuple(chosen[:MOST])


def _rules(answer: Answer, query: Query) -> Iterator[Suggestion]:
    rule = _BREAKDOWN_RULE if query.group_by and answer.groups else _RULES.get(query.measure)
    if rule is not None:
        yield from rule(answer, query)


def _after_project(answer: Answer, _query: Query) -> Iterator[Suggestion]:
    if not answer.rows:
        return
    project = answer.rows[0]
    yield Suggestion(
        Step.DEPARTMENT,
        Query(Measure.TOTAL, (InDepartments((project.department,)),)),
        project.department,
    )
    if project.places:
        place = project.places[0]
        policy = PolicyRef(place.goal, place.policy)
        yield Suggestion(Step.POLICY, Query(Measure.LIST, (InPolicies((policy,)),)), str(policy))


def _after_figure(answer: Answer, query: Query) -> Iterator[Suggestion]:
    if query.window is not None:  # of a few ranks: what is said of the whole scope is another question
        yield Suggestion(Step.LIST, Query(Measure.LIST, query.conditions))
        return
    yield from _breakdown(answer, query.conditions)
    yield from _top(answer, query.conditions)
    yield from _among_its_like(query.conditions)
    yield from _new_only(answer, query.conditions)


def _after_list(answer: Answer, query: Query) -> Iterator[Suggestion]:
    if len(answer.rows) < 2:
        return
    if query.window is None:
        yield Suggestion(Step.TOTAL, Query(Measure.TOTAL, query.conditions))
        yield from _breakdown(answer, query.conditions)
        yield from _top(answer, query.conditions)
        yield from _new_only(answer, query.conditions)
        return
    if query.order is Order.AMOUNT_DESC:
        other, step = Order.AMOUNT_ASC, Step.SMALLEST
    else:
        other, step = Order.AMOUNT_DESC, Step.TOP
    yield Suggestion(step, replace(query, order=other))
    yield Suggestion(Step.TOTAL, replace(query, measure=Measure.TOTAL))  # of these, as 「合計は?」 typed
    yield Suggestion(Step.LIST, Query(Measure.LIST, query.conditions))


def _after_breakdown(answer: Answer, query: Query) -> Iterator[Suggestion]:
    first = answer.groups[0]
    if first.count > 1:
        yield Suggestion(Step.GROUP, replace(first.query, measure=Measure.LIST), first.name)
    for grouping in _open_groupings(query.conditions):
        if grouping is not query.group_by and _divides(answer, grouping):
            yield Suggestion(Step.BREAKDOWN, replace(query, group_by=grouping, window=None))
            break
    yield from _top(answer, query.conditions)
    yield Suggestion(Step.TOTAL, Query(Measure.TOTAL, query.conditions))


def _after_share(_answer: Answer, query: Query) -> Iterator[Suggestion]:
    yield Suggestion(Step.TOTAL, Query(Measure.TOTAL, query.conditions))
    if all(isinstance(condition, InGoals) for condition in query.base):  # what surely divides
        for grouping in _open_groupings(query.base):
            yield Suggestion(Step.BREAKDOWN, Query(Measure.TOTAL, query.base, group_by=grouping))
            break


def _after_comparison(answer: Answer, query: Query) -> Iterator[Suggestion]:
    empty = {figure.subject for figure in answer.figures if not figure.value}
    for subject in query.subjects[:MOST]:
        if subject.label in empty:
            continue
        match subject.conditions:
            case (IsProject(ids=(_,), negated=False) as project,):
                yield Suggestion(Step.PROJECT, Query(Measure.DETAIL, (project,)), subject.label)
            case scope:
                listed = Query(Measure.LIST, scope, order=subject.order, window=subject.window)
                yield Suggestion(Step.GROUP, listed, subject.label)


def _after_printed_gap(_answer: Answer, query: Query) -> Iterator[Suggestion]:
    yield Suggestion(Step.TOTAL, Query(Measure.TOTAL, query.conditions))


def _after_rank(_answer: Answer, query: Query) -> Iterator[Suggestion]:
    if isinstance(query.conditions[0], IsProject):
        top = Query(Measure.LIST, query.base, order=Order.AMOUNT_DESC, window=Window(1, _TOP))
        yield Suggestion(Step.TOP, top)
        return
    yield from _among_its_like(query.conditions)


_RULES: dict[Measure, Callable[[Answer, Query], Iterator[Suggestion]]] = {
    Measure.DETAIL: _after_project,
    Measure.LIST: _after_list,
    Measure.TOTAL: _after_figure,
    Measure.COUNT: _after_figure,
    Measure.MEAN: _after_figure,
    Measure.MEDIAN: _after_figure,
    Measure.SHARE: _after_share,
    Measure.COMPARE: _after_comparison,
    Measure.PRINTED_GAP: _after_printed_gap,
    Measure.RANK: _after_rank,
}
_BREAKDOWN_RULE = _after_breakdown


def _breakdown(answer: Answer, conditions: tuple[Condition, ...]) -> Iterator[Suggestion]:
    """By the first grouping that really divides the projects."""
    for grouping in _open_groupings(conditions):
        if _divides(answer, grouping):
            yield Suggestion(Step.BREAKDOWN, Query(Measure.TOTAL, conditions, group_by=grouping))
            return


def _top(answer: Answer, conditions: tuple[Condition, ...]) -> Iterator[Suggestion]:
    if len(answer.rows) > _TOP:
        top = Query(Measure.LIST, conditions, order=Order.AMOUNT_DESC, window=Window(1, _TOP))
        yield Suggestion(Step.TOP, top)


def _new_only(answer: Answer, conditions: tuple[Condition, ...]) -> Iterator[Suggestion]:
    new = sum(project.is_new for project in answer.rows)
    if 0 < new < len(answer.rows) and not any(isinstance(one, IsNew) for one in conditions):
        yield Suggestion(Step.NEW_ONLY, Query(Measure.LIST, (*conditions, IsNew())))


def _among_its_like(conditions: tuple[Condition, ...]) -> Iterator[Suggestion]:
    """One department (goal, policy of a goal) beside all the others."""
    match conditions:
        case (InDepartments(names=(_,), negated=False),):
            query = Query(Measure.TOTAL, group_by=Grouping.DEPARTMENT, order=Order.AMOUNT_DESC)
        case (InGoals(goals=(_,), negated=False),):
            query = Query(Measure.TOTAL, group_by=Grouping.GOAL)
        case (InPolicies(policies=(policy,), negated=False),):
            query = Query(Measure.TOTAL, (InGoals((policy.goal,)),), group_by=Grouping.POLICY)
        case _:
            return
    yield Suggestion(Step.COMPARE_GROUPS, query)


def _open_groupings(conditions: tuple[Condition, ...]) -> Iterator[Grouping]:
    """Ways to break a scope down that it does not already fix, the coarsest first."""
    kinds = {type(condition) for condition in conditions if not condition.negated}
    if IsReprinted in kinds:  # by goal, other rows would be meant than those that were asked for
        yield from () if InDepartments in kinds else (Grouping.DEPARTMENT,)
        return
    if not kinds & {InGoals, InPolicies}:
        if InDepartments not in kinds:
            yield Grouping.DEPARTMENT
        yield Grouping.GOAL
    several = sum(isinstance(condition, InGoals) for condition in conditions) > 1  # under both goals
    if InPolicies not in kinds and not several:
        yield Grouping.POLICY
    if InDepartments not in kinds and kinds & {InGoals, InPolicies}:
        yield Grouping.DEPARTMENT


def _goals(answer: Answer) -> set[int]:
    """The goals that a question was narrowed to; empty for all."""
    conditions = answer.query.conditions if answer.query else ()
    return {goal for c in conditions if isinstance(c, InGoals) and not c.negated for goal in c.goals}


def _divides(answer: Answer, grouping: Grouping) -> bool:
    match grouping:
        case Grouping.DEPARTMENT:
            return len({project.department for project in answer.rows}) > 1
        case Grouping.GOAL:
            return len({place.goal for project in answer.rows for place in project.places}) > 1
        case Grouping.POLICY:
            goals = _goals(answer)
            places = {
                (place.goal, place.policy)
                for project in answer.rows
                for place in project.places
                if not goals or place.goal in goals
            }
            return len(places) > 1
