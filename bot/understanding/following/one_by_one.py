"""Things asked about one after another, as a list: 「バスは?」「鉄道は?」「空港は?」, and then 「合計は?」「一番高いのは?」."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from bot.groups import group_named, kind_of
from bot.query import (
    Aspect,
    Condition,
    InDepartments,
    InGoals,
    InPolicies,
    IsProject,
    Measure,
    Mentions,
    Order,
    Query,
    Subject,
    Window,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.one_project import aspect_of
from bot.understanding.draft import Draft
from bot.understanding.following.common import COUNTERS, OF_THE_LIST, SUMMED, is_bare, reread
from bot.understanding.following.scopes import all_together
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.unions import label_of, union_of

_THINGS = {Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.DETAIL, Measure.LIST}
_MANY = 3  # things, from which 「一番高いのは?」 is of them and not of the whole plan


def asked_in_a_row(state: DialogueState, lexicon: Lexicon) -> list[Query]:
    """The things asked about, the earliest first, back to a question of another kind, each as a sum.

    What a thing was picked from (「土木部の合計」 before 「除雪は?」) is none of them, nor is what they were put
    together to.
    """
    things: list[Query] = []
    covered = frozenset[str]()
    for query in takewhile(_is_of_a_thing, state.queries):
        ids = select(lexicon.catalogue, query.conditions) if query.window is None else frozenset[str]()
        if query.window and things and _is_picked(things[-1], query, lexicon):
            continue
        if any(ids > select(lexicon.catalogue, thing.conditions) for thing in things if not thing.window):
            break
        if ids and ids <= covered:
            continue
        covered |= ids
        thing = replace(query, measure=Measure.TOTAL, aspect=Aspect.AMOUNT, claim=None)
        if thing not in things:
            things.append(thing)
    return things[::-1]


def with_sides_apart(state: DialogueState) -> DialogueState:
    """The dialogue with each comparison as questions about its sides, the second one last."""
    apart: list[Query] = []
    for query in state.queries:
        plain = query.measure is Measure.COMPARE and not any(s.window or s.group_by for s in query.subjects)
        sides = [Query(Measure.TOTAL, side.conditions) for side in reversed(query.subjects)]
        apart += sides if plain else [query]
    return replace(state, queries=tuple(apart))


def _is_picked(thing: Query, ranking: Query, lexicon: Lexicon) -> bool:
    """「推進で一番高いのは?」「どんな事業?」: the project is what the ranking came to, and no second thing."""
    match thing.conditions:
        case (IsProject((one,), False),):
            return one in select(lexicon.catalogue, ranking.conditions)
    return False


def _is_of_a_thing(query: Query) -> bool:
    share = query.measure is Measure.SHARE and not (query.base or query.window)  # of the whole plan
    thing = query.measure in _THINGS or share
    return thing and bool(query.conditions or query.window) and query.group_by is None


def as_added_up(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「合計は?」 after one project and then another: a sum of one project alone is no question."""
    frame = draft.frame
    alone = frame.has("total", "mean") and not frame.has("amount", "whole", "printed", "once")
    if draft.scope or not alone or not is_bare(frame, "total", "mean") or not _is_a_projects_amount(last):
        return None
    things = _topical(asked_in_a_row(state, lexicon))
    if len(things) < _TWO:
        return None
    return reread(draft, all_together(Measure.MEAN if frame.has("mean") else Measure.TOTAL, things, lexicon))


def as_first_of_the_row(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「最初のは何をする事業?」 after one project and then another: the one asked about first."""
    listed = state.listed or len(state.shown) != 1 or last.measure is not Measure.DETAIL
    if draft.scope or listed or not draft.frame.has("first_one", "first_asked"):
        return None
    things = _topical(asked_in_a_row(state, lexicon))
    one = len(things) >= _TWO and select(lexicon.catalogue, things[0].conditions)
    if not one or len(one) > 1 or not is_bare(draft.frame, *_OF_ONE):
        return None
    found = Query(Measure.DETAIL, (IsProject(tuple(one)),), aspect=aspect_of(draft.frame))
    return reread(draft, found)


_OF_ONE = ("first_one", "first_asked", "detail", "amount", "department_asked", "change", "places_asked")


def as_each_of_them(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「それぞれは?」 after a sum over several departments or goals."""
    bare = is_bare(draft.frame, "each", "amount", "total", "count", "mean")
    if draft.scope or not draft.frame.has("each") or not bare or last.measure not in {*SUMMED, Measure.LIST}:
        return None
    several = next((c for c in last.conditions if len(_each(c)) >= _TWO), None)
    if last.window or last.group_by:
        return None
    if several is None:
        return _each_of_a_row(draft, state, lexicon)
    rest = tuple(c for c in last.conditions if c is not several)
    sides = tuple(Subject((*rest, one), label_of((one,), lexicon)) for one in _each(several))
    basis = draft.query.measure if draft.query and draft.query.measure in SUMMED and draft.measured else None
    before = last.measure if last.measure in SUMMED else Measure.TOTAL
    return reread(draft, Query(Measure.COMPARE, subjects=sides, basis=basis or before))


def _each_of_a_row(draft: Draft, state: DialogueState, lexicon: Lexicon) -> Draft | None:
    """「件数はそれぞれ?」 after one department's sum and then another's."""
    things = asked_in_a_row(state, lexicon)
    kinds = {group_named(thing.conditions[-1]) for thing in things if thing.conditions}
    if len(things) < _TWO or len(kinds) > 1 or None in kinds or not draft.measured or draft.query is None:
        return None
    if draft.query.measure not in SUMMED or any(thing.window for thing in things):
        return None
    sides = tuple(Subject(thing.conditions, label_of(thing.conditions, lexicon)) for thing in things)
    return reread(draft, Query(Measure.COMPARE, subjects=sides, basis=draft.query.measure))


def _each(condition: Condition) -> list[Condition]:
    """The departments or goals of a condition, one by one."""
    match condition:
        case InDepartments(names, False):
            return [InDepartments((name,)) for name in names]
        case InGoals(goals, False):
            return [InGoals((goal,)) for goal in goals]
    return []


_TWO = 2  # things


def _topical(things: list[Query]) -> list[Query]:
    """The last things that are projects or themes, and no departments."""
    return list(takewhile(_is_topical, reversed(things)))[::-1]


def _is_topical(thing: Query) -> bool:
    return all(isinstance(c, IsProject | Mentions) for c in thing.conditions)


def _is_a_projects_amount(query: Query) -> bool:
    return query.measure is Measure.DETAIL and query.aspect is Aspect.AMOUNT and query.claim is None


def as_shares_together(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「合わせると?」 after 「子育て支援部は全体の何%?」 and 「学校教育部は?」: their share."""
    other = draft.frame.has("difference", "ratio", "amount") or "いくら" in draft.frame.said()
    both = draft.frame.has("together") or (draft.frame.has("those_two") and is_bare(draft.frame))
    if draft.scope or not both or other:
        return None
    alike = list(dict.fromkeys(takewhile(lambda query: _is_a_like_share(query, last), state.queries)))
    if last.measure is not Measure.SHARE or len(alike) < _TWO:
        return None
    sides = [query.conditions for query in reversed(alike)]
    return reread(draft, replace(last, conditions=union_of(sides, lexicon), claim=None))


def as_them_in_order(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「高い順に並べて」 after single projects were asked about one by one."""
    query = draft.query
    if draft.scope or query is None or query.measure is not Measure.LIST or query.order is Order.PRINTED:
        return None
    things = _topical(asked_in_a_row(state, lexicon))
    if query.window or not _is_a_projects_amount(last) or len(things) < _TWO or state.listed:
        return None
    return reread(draft, replace(query, conditions=union_of([thing.conditions for thing in things], lexicon)))


def _is_a_like_share(query: Query, last: Query) -> bool:
    plain = query.measure is Measure.SHARE and not query.window and not query.group_by
    return plain and (query.base, query.basis) == (last.base, last.basis)


def as_extreme_of_them(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「この中で一番高いのは?」 after single projects, or departments, were asked about one by one."""
    frame, query = draft.frame, draft.query
    if draft.scope or query is None or query.window is None or query.window.first != 1:
        return None
    things = asked_in_a_row(state, lexicon)
    so_many = len(things) >= _MANY and query.window.last == len(things) and _OF_SO_MANY.search(frame.said())
    if not (query.window.is_one or so_many):  # 「3つの部で一番多いのは?」
        return None
    if last.measure is Measure.TOTAL and len(things) == 1 and _added_up(last, state):
        things = asked_in_a_row(replace(state, queries=state.queries[1:]), lexicon)
    many = next((n.value for _, n in frame.numbers if n.counter in COUNTERS and n.value > 1), len(things))
    if frame.has("so_far") and many > len(things) and last.window is None and len(state.shown) < many:
        return replace(draft, query=None, trouble=Clarify(Doubt.TOO_INTRICATE))  # 「ここまでの3つで」 of two
    pointed = bool(OF_THE_LIST.search(frame.said())) or bool(_OF_SO_MANY.search(frame.said()))
    bare = len(things) >= _MANY and is_bare(frame, *_WHICH_OF_THEM)
    counted = bool(_MANY_PROJECTS.search(frame.said()))
    if not _TWO <= many <= len(things) or not (pointed or bare) or any(t.window for t in things[-many:]):
        return None
    if ("事業" in frame.said() and not counted) or (last.measure is Measure.LIST and not pointed):
        return None
    said_how_many = any(n.counter in COUNTERS for _, n in frame.numbers)
    if last.measure is Measure.LIST and len(state.shown) > 1 and not (last.window or said_how_many):
        return None  # 「そのなかで」 is of the list
    union = union_of([thing.conditions for thing in things[-many:]], lexicon)
    first = Query(Measure.LIST, union, order=query.order, window=Window(1, 1))
    match union:
        case (IsProject(),):
            return reread(draft, first)
        case ((InDepartments() | InGoals() | InPolicies()) as places,) if "その" not in frame.said():
            # 「そのうち」 is of the last one's projects
            by_number = counted or (last.measure is Measure.COUNT and not frame.has("amount"))
            measure = Measure.COUNT if by_number else Measure.TOTAL
            return reread(draft, replace(first, measure=measure, group_by=kind_of(places)))
        case (*shared, (InDepartments() | InGoals() | InPolicies()) as places) if shared and so_many:
            return reread(draft, replace(first, measure=Measure.TOTAL, group_by=kind_of(places)))
    if query.order is Order.AMOUNT_DESC and all(map(_is_topical, things[-many:])):
        sides = tuple(
            Subject(thing.conditions, label_of(thing.conditions, lexicon)) for thing in things[-many:]
        )
        return reread(draft, Query(Measure.COMPARE, subjects=sides))  # themes, of several projects each
    return None


_WHICH_OF_THEM = ("most", "largest", "smallest", "big", "small", "which_project", "list")


def _added_up(last: Query, state: DialogueState) -> bool:
    """Whether the last sum was of departments or goals that had been asked about one by one."""
    parts = [part for condition in last.conditions for part in _each(condition)]
    before = [query.conditions for query in state.queries[1:]]
    return len(parts) >= _MANY and all((part,) in before for part in parts)


_MANY_PROJECTS = re.compile("(?:事業|件|事業の)数?(?:が|の)?(?:一番|最も|いちばん)?(?:多|少な|すくな)")
_OF_SO_MANY = re.compile("(?:つ|個|件|事業|部)(?:の中|のうち|の内)?で")
