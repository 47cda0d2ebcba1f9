"""Departments, goals and policies: breakdowns, rankings of them, how many there are."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Figure, Group, Kind, Remark, RemarkKind, Role, Unit
from bot.answering.drafting import (
    new_answer,
    nothing,
    printed_scope,
    whole,
)
from bot.answering.figures import Figures
from bot.query import (
    Condition,
    GroupBounds,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsProject,
    Measure,
    Order,
    Query,
    Subject,
    is_share_of_groups,
)


def _groups(data: Figures, query: Query) -> tuple[Group, ...]:
    """The groups asked for; those without any project too where so few are within the bounds."""
    groups = data.groups(query)
    match query.having:
        case GroupBounds(Measure.COUNT, None | 0, int()):
            groups += data.groups_without(query)
    return groups


def grouped(data: Figures, query: Query) -> Answer:
    """A breakdown, or a ranking of groups."""
    groups = _groups(data, query)
    if not groups:
        return nothing(data, query)
    figures = tuple(group_figure(query, group) for group in groups)
    if is_share_of_groups(query):
        figures += _shares(data, query, groups)
    elif query.measure is not Measure.TOTAL:
        figures += tuple(
            Figure(Role.GROUP, group.amount, Unit.THOUSAND_YEN, group_name(query, group)) for group in groups
        )
    if query.group_by is Grouping.GOAL and query.measure is Measure.TOTAL and query.window:
        figures += _as_printed(data, groups)
    rows = data.projects(query.conditions) if not (query.window or query.having) else ()
    remarks: tuple[Remark, ...] = ()
    total = data.sums(query.conditions).amount
    if query.window is None and not query.having and sum(group.amount for group in groups) > total:
        remarks = (Remark(RemarkKind.LISTED_IN_SEVERAL_GROUPS),)
    if query.window and len(groups) > query.window.last - query.window.first + 1:
        remarks = (Remark(RemarkKind.TIED, len(groups)),)
    kind = Kind.RANKING if query.window else Kind.BREAKDOWN
    return replace(new_answer(data, kind, query), figures=figures, groups=groups, rows=rows, remarks=remarks)


def of_these(query: Query, groups: tuple[Group, ...]) -> Query:
    """`query` of the groups that were found for it, by name; of nothing where none were."""
    places = [group.query.conditions[-1] for group in groups]
    names = tuple(name for place in places if isinstance(place, InDepartments) for name in place.names)
    goals = tuple(goal for place in places if isinstance(place, InGoals) for goal in place.goals)
    refs = tuple(ref for place in places if isinstance(place, InPolicies) for ref in place.policies)
    own: Condition = IsProject(())
    if names:
        own = InDepartments(names)
    elif goals:
        own = InGoals(goals)
    elif refs:
        own = InPolicies(refs)
    return replace(query, conditions=(own, *query.conditions), of_groups=None)


def ranks_as_groups(query: Query) -> Query:
    """「上位3部局で全体の何%」: the share of the groups that a ranking finds."""
    if query.measure is not Measure.SHARE or query.group_by is None or query.window is None:
        return query
    found = Query(Measure.TOTAL, query.conditions, query.group_by, query.order, query.window)
    return replace(query, group_by=None, order=Order.PRINTED, window=None, of_groups=found)


def sides_named(data: Figures, query: Query) -> Query:
    """「一番多い部と一番少ない部の差」: the sides that are ranks of groups, by the groups' names."""
    if not any(side.group_by for side in query.subjects):
        return query
    sides = tuple(_side_named(data, side, query.basis) if side.group_by else side for side in query.subjects)
    return replace(query, subjects=sides)


def _side_named(data: Figures, side: Subject, basis: Measure) -> Subject:
    ranking = Query(basis, side.conditions, side.group_by, side.order, side.window)
    first = data.groups(ranking)[:1]
    named = of_these(Query(conditions=side.conditions), first)
    goal = side.group_by is Grouping.GOAL
    names = (f"基本目標{group.key}" if goal else group_name(ranking, group) for group in first)
    return Subject(named.conditions, "・".join(names))


def _shares(data: Figures, query: Query, groups: tuple[Group, ...]) -> tuple[Figure, ...]:
    """Each group in percent of the whole, each project once in it."""
    total = data.sums(query.base).amount
    return tuple(
        Figure(Role.SHARE, share, Unit.PERCENT, group_name(query, group))
        for group in groups
        if (share := data.share(group.amount, total)) is not None
    )


def _as_printed(data: Figures, groups: tuple[Group, ...]) -> tuple[Figure, ...]:
    """The printed 小計 of whole goals, beside their totals."""
    scopes = [(group, printed_scope(group.query)) for group in groups]
    return tuple(
        Figure(Role.PRINTED_TOTAL, stated, Unit.THOUSAND_YEN, f"{group.key} {group.name}")
        for group, scope in scopes
        if scope is not None and (stated := data.printed_total(scope[0])) is not None
    )


def group_count(data: Figures, query: Query) -> Answer:
    """How many groups there are."""
    groups = _groups(data, replace(query, measure=Measure.TOTAL))
    figures = (Figure(Role.COUNT, len(groups), Unit.PROJECTS),)
    return replace(new_answer(data, Kind.COUNT, query), figures=figures, groups=groups)


def group_name(query: Query, group: Group) -> str:
    """A group by its name, with its number or place where it has one."""
    return group.name if query.group_by is Grouping.DEPARTMENT else f"{group.key} {group.name}"


def group_figure(query: Query, group: Group) -> Figure:
    """What a breakdown states of one group."""
    name = group_name(query, group)
    match query.measure:
        case Measure.COUNT:
            return Figure(Role.GROUP, group.count, Unit.PROJECTS, name)
        case Measure.MEAN:
            return Figure(Role.GROUP, whole(group.amount / group.count), Unit.THOUSAND_YEN, name)
    return Figure(Role.GROUP, group.amount, Unit.THOUSAND_YEN, name)
