"""An answer as messages: the text as everywhere, and the buttons that lead on from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from telegram import InlineKeyboardButton

from bot.answer import Answer
from bot.channels.telegram import wording
from bot.channels.telegram.examples import instead_of
from bot.channels.telegram.keyboards import MOST_CHOICES, Keys, Row, in_rows, keyboard, paired
from bot.channels.telegram.messages import Screen, units
from bot.channels.telegram.presses import (
    Act,
    Do,
    OpenCard,
    OpenDepartments,
    OpenGoals,
    OpenList,
    ShowEvidence,
)
from bot.channels.telegram.service import Service
from bot.presenting.charts import chart_key
from bot.presenting.figures import answers_of
from bot.presenting.rows import rank_offset
from bot.presenting.scope import projects_label
from bot.presenting.text import declines, render, rows_told
from bot.query import Condition, InGoals, InPolicies, IsProject, Measure, Order, Query
from bot.reading import Clarify, Doubt
from bot.suggestions import Step, Suggestion, suggest

_GROUP_LINES = 12
_GROUP_UNITS = 600
_IN_A_ROW = 5
"""Numbers that a thumb still tells apart."""

_WITHOUT_LIST = (Measure.DETAIL, Measure.COMPARE, Measure.FACT, Measure.GROUP_COUNT, Measure.RANK)


def screens(service: Service, answer: Answer, *, brief: bool = False) -> tuple[Screen, ...]:
    """One screen for each question that was answered. `brief`: for a group, the beginning only."""
    return tuple(
        _screen(service, _one_of(answer, one, number), brief=brief)
        for number, one in enumerate(answers_of(answer))
    )


def _one_of(answer: Answer, one: Answer, number: int) -> Answer:
    """One of the answers, to stand alone; what was mended in the message is said in the first."""
    return replace(
        one, parts=(), reading=replace(answer.reading, mends=() if number else answer.reading.mends)
    )


def _screen(service: Service, answer: Answer, *, brief: bool) -> Screen:
    keys = Keys(service.memory.queries, service.username)
    text = render(answer)
    lead = 1 if answer.reading.mends else 0  # what was mended is said before the answer
    if brief and answer.query is not None and (beginning := _beginning(text)) != text:
        unfold = keys.button(wording.UNFOLD, Do(Act.UNFOLD, answer.query))
        shown = wording.CUT.format(beginning=beginning)
        return Screen(shown, keyboard([(unfold,), _actions(keys, answer)]), lead)
    rows = [*_choices(service, keys, answer), *_onward(keys, answer), _actions(keys, answer)]
    return Screen(text, keyboard(rows), lead)


def unfolded(service: Service, query: Query, shown: str) -> Screen:
    """The whole answer where a group saw its beginning; what was said before the headline stays."""
    whole = screens(service, service.answer(query))[0]
    blocks = shown.split("\n\n")
    for count, block in enumerate(blocks):
        if block.partition("\n")[0] == whole.headline:
            return replace(whole, text="\n\n".join([*blocks[:count], whole.text]), lead=count)
    return whole


def list_query(answer: Answer, query: Query) -> Query:
    """The projects that an answer to `query` rests on, as a list in the order in which it names them."""
    order = query.order
    if query.measure is not Measure.LIST and order is Order.PRINTED:
        largest_first = all(one.amount >= other.amount for one, other in pairwise(answer.rows))
        order = Order.AMOUNT_DESC if largest_first else order
    return Query(Measure.LIST, query.conditions, order=order)


def _beginning(text: str) -> str:
    """Whole blocks, as many as leave a group's chat readable; of a long first block the first lines."""
    if units(text) <= _GROUP_UNITS and text.count("\n") < _GROUP_LINES:
        return text
    first, *others = text.split("\n\n")
    beginning = "\n".join(first.split("\n")[:_GROUP_LINES])
    for block in others:
        longer = f"{beginning}\n\n{block}"
        if units(longer) > _GROUP_UNITS or longer.count("\n") >= _GROUP_LINES:
            break
        beginning = longer
    return beginning


def _choices(service: Service, keys: Keys, answer: Answer) -> Iterator[Row]:
    """What the answer offers; where it has neither a figure nor a choice, a way to go on all the same."""
    options = answer.options
    if not options and declines(answer):
        if (browsing := _browsing(keys, answer)) is not None:
            yield (browsing,)
            return
        options = instead_of(service, answer)
    for option in options[:MOST_CHOICES]:
        yield (keys.button(option.label, Do(Act.ANSWER, option.query)),)


def _browsing(keys: Keys, answer: Answer) -> InlineKeyboardButton | None:
    """Where a person can look up which one was meant."""
    match answer.reading.outcome:
        case Clarify(doubt=Doubt.WHICH_DEPARTMENT):
            return keys.button(wording.DEPARTMENTS, OpenDepartments())
        case Clarify(doubt=Doubt.WHICH_POLICY | Doubt.WHICH_PLACE):
            return keys.button(wording.GOALS, OpenGoals())
        case _:
            return None


def _onward(keys: Keys, answer: Answer) -> Iterator[Row]:
    if answer.query is None:
        return
    suggested = suggest(answer)
    if len(answer.rows) == 1:
        yield (keys.button(wording.CARD, OpenCard(answer.rows[0].id)),)
    elif answer.rows and len(answer.rows) == rows_told(answer):
        yield from in_rows(_numbers(keys, answer), _IN_A_ROW)
    elif answer.rows and not answer.groups and answer.query.measure not in _WITHOUT_LIST:
        # Behind a window there may be more than the answer shows; then no count is claimed.
        label = wording.MORE if answer.query.window is None else wording.MORE_UNCOUNTED
        more = OpenList(list_query(answer, answer.query), fresh=True)
        yield (keys.button(label.format(count=len(answer.rows)), more),)
        suggested = tuple(one for one in suggested if one.step is not Step.LIST)
    yield from paired(keys.button(suggestion_label(one), Do(Act.ANSWER, one.query)) for one in suggested)


def _numbers(keys: Keys, answer: Answer) -> list[InlineKeyboardButton]:
    """A button for each number in the text, opening that project."""
    first = rank_offset(answer) + 1
    return [keys.button(str(number), OpenCard(row.id)) for number, row in enumerate(answer.rows, first)]


def _actions(keys: Keys, answer: Answer) -> Row:
    query = answer.query
    if query is None or declines(answer):
        return ()
    buttons: list[InlineKeyboardButton] = []
    if answer.figures:
        buttons.append(keys.button(wording.EVIDENCE, ShowEvidence(query)))
    if chart_key(answer) is not None:
        buttons.append(keys.button(wording.CHART, Do(Act.CHART, query)))
    if len(answer.rows) > 1 or answer.groups:
        buttons.append(keys.button(wording.CSV, Do(Act.CSV, query)))
        buttons.append(keys.button(wording.XLSX, Do(Act.XLSX, query)))
    return (*buttons, keys.share(query))


def suggestion_label(suggestion: Suggestion) -> str:
    """What the button says."""
    query, grouping = suggestion.query, suggestion.query.group_by
    match suggestion.step:
        case Step.BREAKDOWN if grouping is not None:
            return wording.GROUPINGS[grouping]
        case Step.COMPARE_GROUPS if grouping is not None:
            return wording.AMONG[grouping]
        case Step.GROUP if query.window is None and not any(
            isinstance(c, IsProject) for c in query.conditions
        ):
            return projects_label(_narrowest(query.conditions))  # shorter than a printed name
        case step:
            return wording.STEPS[step].format(subject=suggestion.subject)


def _narrowest(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Without the goals where policies are named: their places tell the goal."""
    if not any(isinstance(one, InPolicies) for one in conditions):
        return conditions
    return tuple(one for one in conditions if not isinstance(one, InGoals))
