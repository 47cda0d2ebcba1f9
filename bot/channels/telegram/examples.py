"""Questions to begin with, made from the loaded table so that each has an answer."""

from __future__ import annotations

from bot.channels.telegram import wording
from bot.channels.telegram.service import Service
from bot.presenting.topics import EXAMPLES
from bot.query import Grouping, InDepartments, IsNew, Measure, Order, Query, Window
from bot.reading import Option

LARGEST = Query(Measure.LIST, order=Order.AMOUNT_DESC, window=Window(1, 5))
NEW = Query(Measure.LIST, (IsNew(),))
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


def offered_instead(service: Service) -> tuple[Option, ...]:
    """The questions that a reply without a figure suggests in its text."""
    readings = ((text, service.turn(text).answer.query) for text in EXAMPLES)
    return tuple(Option(text, query) for text, query in readings if query is not None)
