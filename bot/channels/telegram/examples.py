"""Questions to begin with, made from the loaded table so that each has an answer."""

from __future__ import annotations

from bot.answer import Answer
from bot.channels.telegram import wording
from bot.channels.telegram.service import Service
from bot.presenting.figures import names_of
from bot.presenting.scope import projects_label
from bot.presenting.topics import EXAMPLES
from bot.query import AmountBetween, Condition, Grouping, InDepartments, IsNew, Measure, Order, Query, Window
from bot.reading import Clarify, Doubt, Option, Reading

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


def instead_of(service: Service, answer: Answer) -> tuple[Option, ...]:
    """Questions to go on with where a reply has neither a figure nor a choice.

    Where nothing fulfils several conditions these are the conditions alone, for a vague amount ranges,
    else what such replies suggest in their text.
    """
    match answer:
        case Answer(query=Query(conditions=(_, _, *_) as conditions)):
            return _each_alone(service, conditions) or _general(service)
        case Answer(reading=Reading(outcome=Clarify(doubt=Doubt.VAGUE_AMOUNT))):
            return tuple(Option(projects_label((band,)), Query(Measure.LIST, (band,))) for band in _BANDS)
        case _:
            return _general(service)


def _each_alone(service: Service, conditions: tuple[Condition, ...]) -> tuple[Option, ...]:
    """The projects under each of the conditions, as far as there are any."""
    listed = [(one, Query(Measure.LIST, (one,))) for one in conditions if not one.negated]
    found = ((one, alone, service.answer(alone)) for one, alone in listed)
    return tuple(
        Option(projects_label((one,), names_of(answer)), alone) for one, alone, answer in found if answer.rows
    )


def _general(service: Service) -> tuple[Option, ...]:
    readings = ((text, service.turn(text).answer.query) for text in EXAMPLES)
    return tuple(Option(text, query) for text, query in readings if query is not None)
