"""Things talked about, put together: 「2番と3番の合計」「その3つを合わせると?」「合わせると?」 after two ranks"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    Condition,
    IsProject,
    Measure,
    Query,
    Subject,
    Window,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.comparisons import held_how
from bot.understanding.draft import Draft
from bot.understanding.following.common import (
    COUNTERS,
    SUMMED,
    groups_against,
    is_bare,
    reread,
)
from bot.understanding.following.one_by_one import asked_in_a_row, with_sides_apart
from bot.understanding.following.ordinals import past_the_end
from bot.understanding.following.scopes import all_together, as_conditions
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import NTH_COUNTERS, RANK_CUES
from bot.understanding.pool import select
from bot.understanding.unions import label_of


def as_listed_together(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「2番と3番の合計」 of the list shown; 「3番目との差は?」 after the second was looked at."""
    frame = draft.frame
    places = [n.value for _, n in frame.numbers if n.counter in NTH_COUNTERS and n.last is None]
    if draft.scope or not places or last.group_by is not None or frame.has(*RANK_CUES):
        return None
    against = frame.has("difference", "ratio", "which", "compare")
    if against and len(places) == 1 and last.window and last.window.is_one:
        return _ranks_apart(draft, last, [last.window.first, *places], lexicon)
    if frame.has("together") and len(places) == 1 and last.window and last.window.is_one and not against:
        other = replace(last, window=Window(places[0], places[0]))
        pair = sorted((last, other), key=lambda query: query.window.first if query.window else 0)
        return reread(
            draft, all_together(Measure.TOTAL, pair, lexicon)
        )  # 「3番目と足すと?」 after the second
    listed = state.listed if last.measure is Measure.DETAIL else state.shown
    if not listed:
        return None
    if against and len(places) == 1 and places[0] > len(listed) and last.measure is Measure.DETAIL:
        return _against_a_further_rank(draft, state, places[0], lexicon)
    if any(place > len(listed) for place in places) and against and len(places) == 2 and last.window:
        return _ranks_apart(draft, last, places, lexicon)
    if last.window and min(places) > len(listed) and places == list(range(min(places), max(places) + 1)):
        further = Window(places[0], places[-1])  # 「4位と5位も」 after the first three
        return reread(draft, replace(last, window=further, claim=None)) if len(places) > 1 else None
    if any(place > len(listed) for place in places):
        return past_the_end(draft, max(places)) if len(places) > 1 else None
    named = [listed[place - 1] for place in places]
    with_it = against or (frame.has("together") and bool(_AND_THAT.search(frame.said())))
    if len(named) == 1 and with_it and last.measure is Measure.DETAIL and state.shown:
        named = [state.shown[0], *named]
    if len(set(named)) < 2:
        return None
    if frame.has("total", "together") and not against:
        return reread(draft, Query(Measure.TOTAL, (IsProject(tuple(named)),)))
    if not against or len(named) != 2:
        return None
    sides = tuple(Subject((IsProject((one,)),), lexicon.catalogue.by_id[one].name) for one in named)
    return reread(draft, Query(Measure.COMPARE, subjects=sides, comparison=held_how(frame)))


_AND_THAT = re.compile("(?:番目|番|位|つ目)(?:の(?:もの|やつ|事業)?)?[とをも](?:足|合わせ|あわせ|合計|合算)")


def _against_a_further_rank(draft: Draft, state: DialogueState, place: int, lexicon: Lexicon) -> Draft | None:
    """「6位とはいくら違う?」 after the fifth of the first five was looked at."""
    ranked = next(
        (q for q in state.queries if q.window and q.measure is Measure.LIST and not q.group_by), None
    )
    if ranked is None or not state.shown:
        return None
    own = Subject((IsProject((state.shown[0],)),), lexicon.catalogue.by_id[state.shown[0]].name)
    label = f"{label_of(ranked.conditions, lexicon)}の{place}位"
    other = Subject(ranked.conditions, label, ranked.order, Window(place, place))
    return reread(draft, Query(Measure.COMPARE, subjects=(own, other), comparison=held_how(draft.frame)))


def _ranks_apart(draft: Draft, last: Query, places: list[int], lexicon: Lexicon) -> Draft | None:
    """「その2番目との差は?」 after the largest: two ranks of one list."""
    label = label_of(last.conditions, lexicon)
    sides = tuple(
        Subject(last.conditions, f"{label}の{place}位", last.order, Window(place, place)) for place in places
    )
    if len(set(places)) < 2 or last.group_by is not None:
        return None
    return reread(draft, Query(Measure.COMPARE, subjects=sides, comparison=held_how(draft.frame)))


def as_ranks_together(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「合わせると?」 after 「一番高い事業は?」 and 「2番目は?」: the ranks that were looked at."""
    frame = draft.frame
    against = frame.has("difference", "ratio", "compare") and not frame.items
    summed = last.measure is Measure.TOTAL and frame.has("total") and is_bare(frame, "total")
    of_groups = last.group_by is not None and (against or summed)
    if last.window is None or draft.scope or not (frame.has("together") or of_groups):
        return None
    if last.group_by is None and not last.window.is_one:
        return None  # 「5つ足すと?」 of the first five
    apart = _first_of_two_lists(state, last)
    if apart and draft.query and draft.query.measure is Measure.TOTAL:
        return reread(draft, all_together(Measure.TOTAL, apart, lexicon))
    alike = (q for q in state.queries if q == replace(last, window=q.window))
    places = sorted({q.window.first for q in alike if q.window and q.window.is_one})
    named = [n.value for _, n in frame.numbers if n.counter in NTH_COUNTERS and n.last is None]
    if against and named and len(named) == 1:  # 「3位との差は?」 after 「2位は?」
        places = sorted({last.window.first, named[0]})
    if len(places) < _TWO:
        return None
    if against:
        return _groups_apart(draft, last, places)
    in_a_row = places == list(range(places[0], places[-1] + 1))
    if not in_a_row or last.measure is not (Measure.LIST if last.group_by is None else Measure.TOTAL):
        return replace(draft, query=None, trouble=Clarify(Doubt.TOO_INTRICATE))
    window = Window(places[0], places[-1])
    if last.group_by is not None:
        share = draft.query if draft.query and draft.query.measure is Measure.SHARE else None
        found = replace(last, window=window, claim=None)
        return reread(draft, replace(share or Query(Measure.TOTAL), conditions=(), of_groups=found))
    asked = draft.query if draft.query and draft.query.measure is Measure.SHARE else Query(Measure.TOTAL)
    return reread(draft, replace(asked, conditions=last.conditions, order=last.order, window=window))


def _first_of_two_lists(state: DialogueState, last: Query) -> list[Query]:
    """「一番高い事業は?」「一番安いのは?」「足すと?」: two that lead lists of their own."""
    firsts = [
        query
        for query in state.queries[: _TWO + 1]
        if query.measure is Measure.LIST and query.group_by is None and query.window == Window(1, 1)
    ]
    lists = {(query.conditions, query.order) for query in firsts}
    return firsts[::-1] if len(firsts) == len(lists) == _TWO and firsts[0] == last else []


def _groups_apart(draft: Draft, last: Query, places: list[int]) -> Draft | None:
    """「差は?」 after 「一番予算の多い部は?」 and 「2番目は?」."""
    if last.group_by is None or len(places) != _TWO:
        return None
    sides = tuple(
        Subject(last.conditions, f"{place}位", last.order, Window(place, place), last.group_by)
        for place in places
    )
    return reread(draft, groups_against(draft.frame, last, sides))


_TWO = 2  # ranks


def as_first_of_them(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「最初の3つの合計は?」 of the list shown."""
    listed = state.listed if last.measure is Measure.DETAIL else state.shown
    many = next((n.value for _, n in draft.frame.numbers if n.counter in COUNTERS and n.value > 1), None)
    if draft.scope or not (draft.frame.has("first_one") and many and listed) or last.group_by is not None:
        return None
    if many > len(listed):
        return past_the_end(draft, many)
    asked = draft.query if draft.query and draft.measured and not draft.query.window else Query(Measure.LIST)
    return reread(draft, replace(asked, conditions=(IsProject(listed[:many]),)))


def as_all_together(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「その3つを合わせると?」「全部合わせると?」: three or more things that were asked about one by one."""
    frame = draft.frame
    many = next((n.value for _, n in frame.numbers if n.counter in COUNTERS and n.value > 2), None)
    everything = (frame.has("all_of") and frame.has("together")) or bool(_ALTOGETHER.search(frame.said()))
    summed = everything or frame.has("total", "together", "mean") or (many and frame.has("amount"))
    summed = summed or bool(many and _SO_MANY_TOGETHER.search(frame.said()))
    if (
        draft.scope
        or not summed
        or not (many or everything)
        or frame.has(*RANK_CUES, "whole", "difference", "more", "except")
        or (frame.has("so_far") and last.window)
    ):
        return None
    if last.measure is Measure.LIST and len(state.shown) == many:
        return None  # what was listed last
    if last.group_by and last.window and len(state.groups) == many:
        return None  # the groups that were ranked last
    things = asked_in_a_row(state, lexicon)
    if len(things) < (many or _MANY):  # 「AとBどっちが高い?」「Cは?」「3つ足すと?」
        things = asked_in_a_row(with_sides_apart(state), lexicon)
    if everything and last.measure is Measure.LIST and len(state.shown) > 1 and len(things) < _MANY:
        return None
    if many and last.window and last.window.last == many and last.group_by is None:
        whole = Query(Measure.TOTAL, last.conditions, order=last.order, window=Window(1, many))
        return reread(draft, whole)  # 「10件全部の合計」 after the next five
    if len(things) < (many or _MANY):
        of_the_list = _list_of_so_many(state, many or 0, lexicon)
        if of_the_list and draft.query and draft.query.measure in SUMMED:
            return reread(draft, replace(draft.query, conditions=of_the_list, window=None))
        return replace(draft, query=None, trouble=Clarify(Doubt.TOO_INTRICATE)) if many else None
    counted = frame.has("count") or (last.measure is Measure.COUNT and not frame.has("total", "amount"))
    measure = Measure.COUNT if counted else Measure.TOTAL
    measure = Measure.MEAN if frame.has("mean") else measure
    return reread(draft, all_together(measure, things[-(many or len(things)) :], lexicon))


def _list_of_so_many(state: DialogueState, many: int, lexicon: Lexicon) -> tuple[Condition, ...]:
    """「3つの平均は?」 after the largest and the smallest of a department's three were held against each other."""
    scopes = (
        q.subjects[0].conditions if q.subjects else as_conditions(q, lexicon) for q in state.queries[:_MANY]
    )
    return next((scope for scope in scopes if scope and len(select(lexicon.catalogue, scope)) == many), ())


_MANY = 3  # things
_SO_MANY_TOGETHER = re.compile(
    "[0-9](?:つ|件|個|事業)(?:全部|ぜんぶ|みんな|まとめて)で"
)  # 「今の3つ全部で?」
_ALTOGETHER = re.compile("^(?:じゃあ|では|で、)?(?:全部|ぜんぶ|ぜーんぶ|みんな|すべて)で")
