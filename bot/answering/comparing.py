"""Shares and comparisons."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Figure, Kind, Project, Role, Unit
from bot.answering.drafting import (
    new_answer,
    nothing,
    printed_scope,
    whole,
)
from bot.answering.figures import Figures, Sums
from bot.query import (
    Comparison,
    IsProject,
    Measure,
    Order,
    Query,
)


def share(data: Figures, query: Query) -> Answer:
    """The scope in percent of `query.base`."""
    part = data.sums(query.conditions, query.order, query.window)
    base = data.sums(query.base)
    rows = data.projects(query.conditions, query.order, query.window)
    counted = query.basis is Measure.COUNT
    unit = Unit.PROJECTS if counted else Unit.THOUSAND_YEN
    one, whole = (part.count, base.count) if counted else (part.amount, base.amount)
    value = data.share(one, whole)
    if not rows or value is None:
        return nothing(data, query)
    subject = rows[0].name if len(rows) == 1 else ""
    figures = [
        Figure(Role.SHARE, value, Unit.PERCENT, subject),
        Figure(Role.COUNT if counted else Role.AMOUNT, one, unit, subject),
        Figure(Role.BASE, whole, unit),
    ]
    scope = printed_scope(Query(Measure.TOTAL, query.base))
    stated = data.printed_total(scope[0]) if scope is not None and not counted else None
    of_printed = data.share(part.amount, stated) if stated else None
    if of_printed is not None and stated is not None:
        figures.append(Figure(Role.SHARE_OF_PRINTED, of_printed, Unit.PERCENT))
        figures.append(Figure(Role.PRINTED_TOTAL, stated, Unit.THOUSAND_YEN))
    return replace(new_answer(data, Kind.RATIO, query), figures=tuple(figures), rows=rows)


_A_PAIR = 2  # of more sides it takes both names to tell which is whose


def compare(data: Figures, query: Query) -> Answer:
    """The subjects beside each other, their difference or how many times one is the other."""
    sides: list[Figure] = []
    rows: list[Project] = []
    of_each = [data.projects(side.conditions, side.order, side.window) for side in query.subjects]
    if not any(of_each) or (query.basis is Measure.MEAN and not all(of_each)):
        return nothing(data, query)
    for subject, found in zip(query.subjects, of_each, strict=True):
        sums = data.sums(subject.conditions, subject.order, subject.window)
        one_place = subject.window is not None and subject.window.is_one
        if one_place and len(found) > 1 and query.basis is Measure.TOTAL:  # of those that tie, one
            sums = data.sums((IsProject((found[0].id,)),))
        label = subject.label
        if subject.window is not None and len(found) == 1:
            label = f"{label} {found[0].name}" if len(query.subjects) > _A_PAIR else found[0].name
        sides.append(_side(query.basis, sums, label))
        rows += [project for project in found if project not in rows]
    if query.order is Order.AMOUNT_DESC:
        sides.sort(key=lambda side: -side.value)
    one, other = sides[0].value, sides[1].value
    difference = Figure(Role.DIFFERENCE, abs(one - other), sides[0].unit)
    times = data.ratio(one, other)
    figures: list[Figure]
    if query.comparison is Comparison.RATIO and times is not None:
        figures = [Figure(Role.RATIO, times, Unit.TIMES), *sides, difference]
    elif query.comparison is Comparison.DIFFERENCE:
        figures = [difference, *sides]
    else:
        figures = [*sides, difference] if len(sides) == 2 else sides
    return replace(new_answer(data, Kind.COMPARISON, query), figures=tuple(figures), rows=tuple(rows))


def _side(basis: Measure, sums: Sums, label: str) -> Figure:
    match basis:
        case Measure.COUNT:
            return Figure(Role.COUNT, sums.count, Unit.PROJECTS, label)
        case Measure.MEAN:
            return Figure(Role.MEAN, whole(sums.mean or 0.0), Unit.THOUSAND_YEN, label)
    return Figure(Role.AMOUNT, sums.amount, Unit.THOUSAND_YEN, label)
