"""One project, or a list of them."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Figure, Kind, Project, Remark, RemarkKind, Role, Standing, Unit
from bot.answering.drafting import (
    amount_figure,
    each_department,
    named_first,
    new_answer,
    nothing,
)
from bot.answering.figures import Figures
from bot.query import (
    Aspect,
    Condition,
    InGoals,
    Order,
    Query,
)


def detail(data: Figures, query: Query) -> Answer:
    """One project in full; a list where the conditions select several."""
    rows = data.projects(query.conditions)
    if len(rows) != 1:
        return list_projects(data, query)
    (project,) = rows
    rank = data.rank_of_project(project.id) or (None, None)
    whole = data.sums(())
    standing = Standing(data.share(project.amount, whole.amount), *rank)
    figures: tuple[Figure, ...] = (amount_figure(project),)
    if query.aspect is Aspect.PLACES:
        figures += (Figure(Role.PRINTED_ROWS, len(project.places), Unit.PROJECTS),)
    return replace(new_answer(data, Kind.DETAIL, query), figures=figures, rows=rows, standing=standing)


def list_projects(data: Figures, query: Query) -> Answer:
    """The projects themselves, all or some ranks of them."""
    rows = data.projects(query.conditions, query.order, query.window)
    if not rows:
        return nothing(data, query)
    sums = data.sums(query.conditions, query.order, query.window)
    if query.window is not None:
        figures = tuple(amount_figure(row) for row in rows)
        return replace(
            new_answer(data, Kind.RANKING, query),
            figures=figures,
            rows=rows,
            remarks=_ties(data, query, rows),
        )
    rows, mentions_from = named_first(rows, query)
    figures = (
        Figure(Role.AMOUNT, sums.amount, Unit.THOUSAND_YEN),
        Figure(Role.COUNT, sums.count, Unit.PROJECTS),
        *(each_department(data, query.conditions) if query.order is not Order.PRINTED else ()),
    )
    return replace(
        new_answer(data, Kind.LIST, query),
        figures=figures,
        rows=rows,
        mentions_from=mentions_from,
        remarks=reprints(data, query.conditions),
    )


def _ties(data: Figures, query: Query, rows: tuple[Project, ...]) -> tuple[Remark, ...]:
    assert query.window is not None
    asked = query.window.last - query.window.first + 1
    if len(rows) < asked:
        return (Remark(RemarkKind.FEWER_THAN_ASKED, len(rows)),)
    if len(rows) > asked:
        return (Remark(RemarkKind.TIED, len(rows)),)
    last = rows[-1].amount
    same = [other for other in data.projects(query.conditions) if other.amount == last and other not in rows]
    return tuple(Remark(RemarkKind.TIED, len(same), other.name) for other in same[:1])


def reprints(data: Figures, conditions: tuple[Condition, ...]) -> tuple[Remark, ...]:
    """How many 再掲 rows fall into a scope with goals."""
    if not any(isinstance(condition, InGoals) for condition in conditions):
        return ()
    printed = data.printed(conditions)
    return (Remark(RemarkKind.REPRINTS_INCLUDED, printed.reprints),) if printed.reprints else ()
