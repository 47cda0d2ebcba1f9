"""「何位?」: the place of one project or group among its like."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Figure, Group, Kind, Role, Standing, Unit
from bot.answering.drafting import (
    new_answer,
    nothing,
)
from bot.answering.figures import Figures
from bot.answering.grouping import group_figure
from bot.query import (
    Condition,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsProject,
    Measure,
    Order,
    Query,
)

_GROUPING_OF: dict[type, Grouping] = {
    InDepartments: Grouping.DEPARTMENT,
    InGoals: Grouping.GOAL,
    InPolicies: Grouping.POLICY,
}


def rank(data: Figures, query: Query) -> Answer:
    """One project's or group's place among its like; `order` says from which end."""
    match query.conditions:
        case (IsProject((project,), False),):
            rows = data.projects(query.conditions)
            place = data.rank_of_project(project, query.base, query.order)
            if place is None:
                return nothing(data, query)
            own = Figure(Role.AMOUNT, rows[0].amount, Unit.THOUSAND_YEN, rows[0].name)
            return replace(_ranked(data, query, place, own), rows=rows)
        case (InDepartments() | InGoals() | InPolicies() as subject,):
            return _rank_of_group(data, query, subject)
    return nothing(data, query)


def _rank_of_group(data: Figures, query: Query, subject: Condition) -> Answer:
    among = Query(query.basis, query.base, _GROUPING_OF[type(subject)])
    groups = data.groups(among)
    own = next((group for group in groups if group.query.conditions[-1] == subject), None)
    if own is None:
        return nothing(data, query)
    value = _measured(own, query.basis)
    low = query.order is Order.AMOUNT_ASC
    others = [_measured(group, query.basis) for group in groups]
    place = (1 + sum(other < value if low else other > value for other in others), len(groups))
    role = Role.COUNT if query.basis is Measure.COUNT else Role.AMOUNT
    figure = replace(group_figure(among, own), role=role)
    return _ranked(data, query, place, figure)


def _ranked(data: Figures, query: Query, place: tuple[int, int], own: Figure) -> Answer:
    figures = (Figure(Role.RANK, place[0], Unit.PROJECTS, own.subject), own)
    return replace(new_answer(data, Kind.RANKING, query), figures=figures, standing=Standing(None, *place))


def _measured(group: Group, basis: Measure) -> float:
    """What groups are ranked by; amounts in 千円."""
    match basis:
        case Measure.COUNT:
            return group.count
        case Measure.MEAN:
            return group.amount / group.count
    return group.amount
