"""The two sides of 「1番目と2番目の差は?」 and 「運営と施設整備ならどっちが多い?」, found among what was shown."""

from __future__ import annotations

from dataclasses import replace

from bot.query import (
    IsProject,
    Measure,
    Order,
    Query,
    Subject,
)
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import SUMMED, reread
from bot.understanding.following.ordinals import past_the_end
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select


def ranks_shown(draft: Draft, state: DialogueState, lexicon: Lexicon) -> Draft | None:
    """「1番目と2番目の差は?」 of the list shown last."""
    query = draft.query
    if query is None or draft.scope or draft.frame.has("big", "small", "largest", "smallest", "whole"):
        return None
    if state.queries[0].group_by:  # 「2位と3位の差」 of departments
        return _ranks_of_groups(draft, state.queries[0])
    sides = []
    for subject in query.subjects:
        if subject.window is None or not subject.window.is_one:
            return None
        if subject.window.first > len(state.shown):
            return _ranks_of_a_list(draft, state) or past_the_end(draft, subject.window.first)
        project = state.shown[subject.window.first - 1]
        sides.append(Subject((IsProject((project,)),), lexicon.catalogue.by_id[project].name))
    return reread(draft, replace(query, subjects=tuple(sides)))


def _ranks_of_groups(draft: Draft, last: Query) -> Draft | None:
    query = draft.query
    if query is None or any(side.window is None or not side.window.is_one for side in query.subjects):
        return None
    by_rank = any(number.counter == "位" for _, number in draft.frame.numbers)
    order = Order.AMOUNT_DESC if by_rank and last.order is Order.PRINTED else last.order
    sides = tuple(
        replace(side, conditions=last.conditions, order=order, group_by=last.group_by)
        for side in query.subjects
    )
    basis = last.measure if last.measure in SUMMED else Measure.TOTAL
    return reread(draft, replace(query, subjects=sides, basis=basis))


def _ranks_of_a_list(draft: Draft, state: DialogueState) -> Draft | None:
    """「4位と5位の差額」 while a ranking is gone through rank by rank."""
    last, query = state.queries[0], draft.query
    if query is None or last.window is None or last.group_by is not None:
        return None
    sides = (replace(side, conditions=last.conditions, order=last.order) for side in query.subjects)
    return reread(draft, replace(query, subjects=tuple(sides)))


def sides_among(draft: Draft, projects: list[str], lexicon: Lexicon) -> Draft | None:
    """「運営と施設整備ならどっちが多い?」 of the projects that were talked about, one for each word."""
    query = draft.query
    if query is None or not 2 <= len(projects) <= _A_HANDFUL:
        return None
    sides = []
    for subject in query.subjects:
        fits = [project for project in projects if project in select(lexicon.catalogue, subject.conditions)]
        if len(fits) != 1 or subject.window:
            return None
        sides.append(Subject((IsProject((fits[0],)),), lexicon.catalogue.by_id[fits[0]].name))
    if len({side.conditions for side in sides}) < len(sides):
        return None
    return reread(draft, replace(query, subjects=tuple(sides)))


_A_HANDFUL = 12
