"""What the rules for follow-ups share."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import IsProject, Measure, Query, Subject
from bot.reading import DialogueState
from bot.understanding.asking.comparisons import held_how
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame

POINTING = (
    "that",
    "those_two",
    "next_one",
    "more",
    "rather",
    "correction",
    "instead",
    "only",
    "last_one",
    "first_one",
)


SUMMED = {Measure.TOTAL, Measure.COUNT, Measure.MEAN}
"""Figures of several projects that two scopes put together have as well."""


COUNTERS = {"つ", "件", "個", "事業", "部", "部局"}
"""What things that were talked about are counted by."""


def so_many_things(frame: Frame) -> list[int]:
    """The numbers of things said: 「その2つ」「残りの3件」."""
    return [n.value for _, n in frame.numbers if n.counter in COUNTERS and n.last is None]


def reread(draft: Draft, query: Query) -> Draft:
    """The draft, read as another query."""
    return replace(draft, query=query, trouble=None)


def single_project(last: Query, state: DialogueState) -> str | None:
    """The one project that the last answer was about."""
    if last.measure is Measure.DETAIL:
        return state.shown[0] if state.shown else None
    if last.measure in {Measure.SHARE, Measure.RANK, Measure.GROUP_COUNT} and len(last.conditions) == 1:
        match last.conditions[0]:
            case IsProject((one,), False):
                return one
    listed = last.measure is Measure.LIST or last.window is not None
    if len(state.shown) == 1 and listed and last.group_by is None:
        return state.shown[0]
    return None


def ranked_before(state: DialogueState, last: Query) -> Query:
    """「次に高いのは?」「2番目は?」 after 「一番高いのは?」 and 「内容は?」: the ranking that the one came from."""
    before = next((query for query in state.queries if not is_of_one(query)), last)
    window = before.window if before.measure is Measure.LIST else None
    one_rank = window is not None and window.is_one and before.group_by is None
    return before if is_of_one(last) and state.shown and one_rank else last


def is_of_one(query: Query) -> bool:
    """Whether a query is of one project: its amount, its text, its share, its rank."""
    match query.conditions:
        case (IsProject((_,), False),):
            return query.measure in {Measure.DETAIL, Measure.SHARE, Measure.RANK}
    return query.measure is Measure.DETAIL


def is_bare(frame: Frame, *besides: str) -> bool:
    """A name and little else: 「農政部は?」"""
    small = {
        *POINTING,
        "new",
        "reprinted",
        "except",
        "ask_yes_no",
        "within",
        "hello",
        "thanks",
        "confirm",
        "aside",
        "how_much",
    }
    return not set(frame.cues) - small - set(besides)


OF_THE_LIST = re.compile("(?:その|この)(?:うち|中|なか)")
"""「その中で何番目?」「そのうち新規は?」: of what was listed."""


def groups_against(frame: Frame, last: Query, sides: tuple[Subject, ...]) -> Query:
    """Ranked departments, goals or policies held against each other, by what they were ranked by."""
    basis = last.measure if last.measure in SUMMED else Measure.TOTAL
    return Query(Measure.COMPARE, subjects=sides, comparison=held_how(frame), basis=basis)
