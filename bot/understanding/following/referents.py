"""Which projects the words of a follow-up can stand for: a list shown, what is left of it, those asked about one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from bot.query import IsProject, Measure, Query, Subject
from bot.reading import DialogueState
from bot.understanding.following.common import SUMMED, is_of_one
from bot.understanding.following.scopes import as_conditions
from bot.understanding.following.spoken_of import query_of
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select


def listed_last(state: DialogueState) -> tuple[str, ...]:
    """The list that was shown last, though single projects of it were looked at since."""
    last = state.queries[0]
    if is_of_one(last):
        return state.listed
    named = any(isinstance(c, IsProject) and len(c.ids) > 1 and not c.negated for c in last.conditions)
    of_rows = last.measure is Measure.LIST or (last.measure in SUMMED and bool(named or last.window))
    if of_rows and (last.group_by is None or named) and len(state.shown) > 1:
        return state.shown
    if of_rows or last.measure in {Measure.COMPARE, Measure.RANK, Measure.SHARE}:
        return next((seen.ids for seen in state.seen if set(state.shown) < set(seen.ids)), ())
    return ()


def last_so_many(state: DialogueState, many: int, lexicon: Lexicon) -> tuple[str, ...]:
    """The last so many: a list of that length, or projects asked about one by one, the earlier ones first."""
    listed = listed_last(state)
    row = one_by_one(state, lexicon)
    if len(listed) == many and (len(row) < many or state.shown == listed):
        return listed
    if len(row) >= many:
        return tuple(reversed(row[:many]))
    return next((seen.ids for seen in state.seen if len(seen.ids) == many and seen.ids != state.shown), ())


def first_so_many(state: DialogueState, many: int) -> tuple[str, ...]:
    """「最初に出た4つ」: the earliest list of so many."""
    return next((seen.ids for seen in reversed(state.seen) if len(seen.ids) == many), ())


def so_many_left(state: DialogueState, many: int, lexicon: Lexicon) -> tuple[str, ...]:
    """So many of a list, or of two that were compared, beside those looked at or picked out of them."""
    picked = set(state.shown)
    whole = next((ids for ids in _wholes(state, lexicon) if picked < set(ids)), ())
    for out in (picked, _talked_of_since(whole, state, lexicon)) if whole else ():
        left = tuple(project for project in whole if project not in out)
        if len(left) == many:
            return left
    return ()


def _wholes(state: DialogueState, lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    """What the projects that were talked about last may be a part of."""
    if is_of_one(state.queries[0]) and state.listed:
        yield state.listed
    for query in state.queries[1:]:
        if not is_of_one(query) and query.group_by is None:
            yield projects_of(query, state, lexicon)


def _talked_of_since(whole: tuple[str, ...], state: DialogueState, lexicon: Lexicon) -> set[str]:
    """What of a list was picked in any of the questions that came after it."""
    since = takewhile(lambda query: projects_of(query, state, lexicon) != whole, state.queries)
    return {project for query in since for project in projects_of(query, state, lexicon)}


def one_by_one(state: DialogueState, lexicon: Lexicon) -> list[str]:
    """Projects that were asked about one by one, or held against each other, the last one first."""
    found: dict[str, None] = {}
    for query in state.queries:
        ids = projects_of(query, state, lexicon)
        if query.group_by or not (len(ids) == 1 or (query.subjects and len(ids) == len(query.subjects))):
            break
        found |= dict.fromkeys(reversed(ids))
    return list(found)


def projects_of(query: Query, state: DialogueState, lexicon: Lexicon) -> tuple[str, ...]:
    """The projects that a query is of, as its answer showed them; of a comparison, those of its sides."""
    if query.subjects:
        return tuple(project for side in query.subjects for project in _of_side(side, state, lexicon))
    scope = as_conditions(query, lexicon)
    for seen in state.seen:
        if as_conditions(seen.query, lexicon) == scope and not seen.query.subjects:
            return seen.ids
    if query.window:
        return ()  # which those are, the database alone knows
    chosen = select(lexicon.catalogue, query.conditions)
    return tuple(project.id for project in lexicon.catalogue.projects if project.id in chosen)


def _of_side(side: Subject, state: DialogueState, lexicon: Lexicon) -> tuple[str, ...]:
    return projects_of(query_of(side), state, lexicon)


def is_of_the_same(one: Query, other: Query, state: DialogueState, lexicon: Lexicon) -> bool:
    """Whether two queries ask the same of the same projects."""
    if (one.measure, one.base, one.group_by) != (other.measure, other.base, other.group_by):
        return False
    if one.subjects or other.subjects:
        sides = ({_of_side(side, state, lexicon) for side in query.subjects} for query in (one, other))
        return next(sides) == next(sides)
    if other.window:  # one rank, or some, of them
        if (one.window, one.order) != (other.window, other.order):
            return False
        one, other = replace(one, window=None), replace(other, window=None)
    return set(projects_of(one, state, lexicon)) == set(projects_of(other, state, lexicon))
