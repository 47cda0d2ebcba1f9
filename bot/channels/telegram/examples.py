"""Questions to begin with, made from the loaded table so that each has an answer."""

from __future__ import annotations

from bot.channels.telegram import wording
from bot.channels.telegram.service import Service
from bot.presenting.scope import projects_label
from bot.presenting.topics import EXAMPLES
from bot.query import AmountBetween, Grouping, InDepartments, IsNew, Measure, Order, Query, Window
from bot.reading import Clarify, Doubt, Option

LARGEST = Query(Measure.LIST, order=Order.AMOUNT_DESC, window=Window(1, 5))
NEW = Query(Measure.LIST, (IsNew(),))
_BANDS = (  # yen
    AmountBetween(at_most=9_999_999),
    AmountBetween(at_least=10_000_000, at_most=99_999_999),
    AmountBetween(at_least=100_000_000),
)
BY_DEPARTMENT = Query(Measure.TOTAL, group_by=Grouping.DEPARTMENT)


def examples(service: Service) -> tuple[Option, ...]:
    """Four example questions."""
    department = service.assistant.catalogue.departments[0]
    return (
        Option(
            wording.EXAMPLE_DEPARTMENT.format(department=department),
            Query(Measure.TOTAL, (InDepartments((department,)),)),
        ),
        Option(wording.EXAMPLE_LARGEST, LARGEST),
        Option(wording.EXAMPLE_NEW, NEW),
        Option(wording.EXAMPLE_BREAKDOWN, BY_DEPARTMENT),
    )


def instead_of(service: Service, outcome: object) -> tuple[Option, ...]:
    """Questions to go on with where a reply has neither a figure nor a choice.

    For a vague amount these are ranges, else what such replies suggest in their text.
    """
    match outcome:
        case Clarify(doubt=Doubt.VAGUE_AMOUNT):
            return tuple(Option(projects_label((band,)), Query(Measure.LIST, (band,))) for band in _BANDS)
    readings = ((text, service.turn(text).answer.query) for text in EXAMPLES)
    return tuple(Option(text, query) for text, query in readings if query is not None)
