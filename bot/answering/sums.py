"""Sums, counts, means and what is printed twice."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Figure, Kind, Project, Remark, RemarkKind, Role, Standing, Unit
from bot.answering.drafting import (
    amount_figure,
    count_figure,
    each_department,
    named_first,
    new_answer,
    nothing,
    printed_scope,
    whole,
)
from bot.answering.figures import Figures
from bot.answering.projects import reprints
from bot.query import (
    Condition,
    Counting,
    InDepartments,
    IsProject,
    Measure,
    Mentions,
    Order,
    Query,
)

_FEW = 6  # projects that are each stated beside their sum


def total(data: Figures, query: Query) -> Answer:
    """A sum; of a whole goal or the plan both the printed one and each project once."""
    conditions = query.conditions
    order = query.order
    if order is Order.PRINTED and not any(isinstance(c, Mentions) for c in conditions):
        order = Order.AMOUNT_DESC  # the largest first beneath a sum
    rows = data.projects(conditions, order, query.window)
    if not rows:
        return nothing(data, query)
    sums = data.sums(conditions, query.order, query.window)
    scope = printed_scope(query)
    if scope is not None:
        return _printed_and_once(data, query, scope[0], rows)
    figures = [Figure(Role.AMOUNT, sums.amount, Unit.THOUSAND_YEN), count_figure(sums.count)]
    if query.counting is Counting.AS_PRINTED:
        printed = data.printed(conditions)
        if printed.amount != sums.amount:
            figures = [
                Figure(Role.PRINTED_TOTAL, printed.amount, Unit.THOUSAND_YEN),
                Figure(Role.ONCE_TOTAL, sums.amount, Unit.THOUSAND_YEN),
                count_figure(sums.count),
            ]
    figures += each_department(data, conditions)
    if any(isinstance(c, IsProject) for c in conditions) and 1 < len(rows) <= _FEW:
        figures += [replace(amount_figure(row), role=Role.GROUP) for row in rows]
    return replace(
        new_answer(data, Kind.AMOUNT, query),
        figures=tuple(figures),
        rows=named_first(rows, query)[0],
        standing=_standing(data, conditions, sums.amount),
        remarks=reprints(data, conditions),
    )


def _printed_and_once(data: Figures, query: Query, goal: int | None, rows: tuple[Project, ...]) -> Answer:
    sums = data.sums(query.conditions)
    printed = data.printed(query.conditions)
    stated = data.printed_total(goal)
    once = Figure(Role.ONCE_TOTAL, sums.amount, Unit.THOUSAND_YEN)
    as_printed = Figure(Role.PRINTED_TOTAL, printed.amount if stated is None else stated, Unit.THOUSAND_YEN)
    first = (as_printed, once) if query.counting is Counting.AS_PRINTED else (once, as_printed)
    rest = (
        count_figure(sums.count),
        Figure(Role.PRINTED_ROWS, printed.rows, Unit.PROJECTS),
        Figure(Role.REPRINTED_ROWS, printed.reprints, Unit.PROJECTS),
    )
    return replace(new_answer(data, Kind.AMOUNT, query), figures=(*first, *rest), rows=rows)


def _standing(data: Figures, conditions: tuple[Condition, ...], amount: int) -> Standing:
    share = data.share(amount, data.sums(()).amount)
    match conditions:
        case (InDepartments((name,), False),):
            rank = data.rank_of_department(name)
            if rank:
                return Standing(share, *rank)
    return Standing(share)


def count(data: Figures, query: Query) -> Answer:
    """How many projects, or printed rows."""
    sums = data.sums(query.conditions, query.order, query.window)
    printed = data.printed(query.conditions)
    once = count_figure(sums.count)
    rows = Figure(Role.PRINTED_ROWS, printed.rows, Unit.PROJECTS)
    figures = [rows, once] if query.counting is Counting.AS_PRINTED else [once]
    if query.counting is Counting.ONCE and printed_scope(query) is not None:
        figures.append(rows)
        figures.append(Figure(Role.REPRINTED_ROWS, printed.reprints, Unit.PROJECTS))
    projects = data.projects(query.conditions, query.order, query.window)
    remarks = () if projects else (Remark(RemarkKind.NO_MATCH),)
    return replace(
        new_answer(data, Kind.COUNT, query),
        figures=tuple(figures),
        rows=named_first(projects, query)[0],
        remarks=remarks,
    )


def mean_or_median(data: Figures, query: Query) -> Answer:
    """The mean or the median of the amounts."""
    sums = data.sums(query.conditions, query.order, query.window)
    if not sums.count or sums.mean is None:
        return nothing(data, query)
    if query.measure is Measure.MEDIAN:
        middle = data.median(query.conditions, query.order, query.window) or 0.0
        first = Figure(Role.MEDIAN, whole(middle), Unit.THOUSAND_YEN)
    else:
        first = Figure(Role.MEAN, whole(sums.mean), Unit.THOUSAND_YEN)
    figures = (first, Figure(Role.AMOUNT, sums.amount, Unit.THOUSAND_YEN), count_figure(sums.count))
    rows = data.projects(query.conditions, query.order, query.window)
    return replace(new_answer(data, Kind.AMOUNT, query), figures=figures, rows=rows)


def printed_gap(data: Figures, query: Query) -> Answer:
    """The printed sum less the one with each project once."""
    sums = data.sums(query.conditions)
    printed = data.printed(query.conditions)
    figures = (
        Figure(Role.DIFFERENCE, printed.amount - sums.amount, Unit.THOUSAND_YEN),
        Figure(Role.PRINTED_TOTAL, printed.amount, Unit.THOUSAND_YEN),
        Figure(Role.ONCE_TOTAL, sums.amount, Unit.THOUSAND_YEN),
        Figure(Role.REPRINTED_ROWS, printed.reprints, Unit.PROJECTS),
    )
    return replace(new_answer(data, Kind.COMPARISON, query), figures=figures)
