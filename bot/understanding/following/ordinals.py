"""Places of a list: 「2番目を詳しく」「3番目は?」「最後のは?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import group_named
from bot.query import (
    IsProject,
    Measure,
    Order,
    Query,
    ThanProject,
    Window,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.one_project import aspect_of
from bot.understanding.asking.ranks import order_of
from bot.understanding.draft import Draft
from bot.understanding.following.common import ranked_before, reread
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import RANK_CUES
from bot.understanding.pool import select
from bot.understanding.spans import Bound


def as_ordinal(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「2番目を詳しく」 opens what was shown second; 「3番目は?」 after 「一番高いのは?」 goes down the ranks."""
    frame = draft.frame
    listed = last.measure is Measure.LIST and last.group_by is None and len(state.shown) > 1
    top = _END_OF_LIST.fullmatch(frame.said()) if listed else None
    if top and not draft.scope:
        return open_place(draft, state, len(state.shown) if top[1] == "下" else 1)
    if draft.scope or frame.has(
        "big", "small", "largest", "smallest", "noun_department", "noun_policy", "noun_goal", "total"
    ):
        return None
    if frame.has("amount") and last.group_by is not None:
        return None
    if frame.has("last_one") and last.window is not None and last.group_by is None and not frame.numbers:
        flipped = Order.AMOUNT_ASC if last.order is Order.AMOUNT_DESC else Order.AMOUNT_DESC
        return reread(draft, replace(last, order=flipped, window=Window(1, 1), claim=None))
    nth = [
        n
        for _, n in frame.numbers
        if n.counter in {"番目", "番", "つ目", "件目", "個目", "位"} and n.last is None
    ]
    if last.measure is Measure.RANK and isinstance(last.conditions[0], IsProject) and len(nth) == 1:
        place = Window(nth[0].value, nth[0].value)
        return reread(draft, Query(Measure.LIST, last.base, order=last.order, window=place))  # 「1位は?」
    of_list = replace(state, shown=state.listed) if last.measure is Measure.DETAIL and state.listed else state
    last = ranked_before(state, last)
    if frame.has("last_one") and state.shown and not frame.has("share"):
        return open_place(draft, of_list, len(of_list.shown))
    end = _END_OF_LIST.fullmatch(frame.said())
    if frame.has("first_one") and last.window and last.window.is_one and last.window.first > 1:
        return reread(
            draft, replace(last, window=Window(1, 1), claim=None)
        )  # 「最初のに戻って」 after the third
    if (frame.has("first_one") or end) and state.shown:
        return open_place(draft, of_list, len(of_list.shown) if end and end[1] == "下" else 1)
    if len(nth) != 1 or frame.has("share", "difference"):
        return None
    value = nth[0].value
    unranked = last.measure is Measure.LIST and last.order is Order.PRINTED and last.group_by is None
    if unranked and _BY_AMOUNT.match(frame.said()):
        return reread(draft, replace(last, order=Order.AMOUNT_DESC, window=Window(value, value), claim=None))
    if any(group_named(c) for side in last.subjects for c in side.conditions):  # two departments, no list
        return past_the_end(draft, value) if value > len(last.subjects) else None
    if last.measure is Measure.DETAIL and nth[0].counter == "位" and not state.listed:
        plan = Query(Measure.LIST, order=order_of(frame.has("small")), window=Window(value, value))
        return reread(draft, plan)  # 「1位は?」 after one project that came up by itself
    if last.window and any(isinstance(c, ThanProject) for c in last.conditions):
        # 「3番目は?」 after 「除雪事業の次に高いのは?」 is counted from the top
        last = replace(last, conditions=tuple(c for c in last.conditions if not isinstance(c, ThanProject)))
    if nth[0].bound is Bound.AT_MOST and last.window is not None and last.group_by is None:
        return reread(draft, replace(last, measure=Measure.LIST, window=Window(1, value), claim=None))
    if (
        last.group_by is not None
        and last.measure is not Measure.GROUP_COUNT
        and frame.has("detail", "breakdown")
        and last.window is None
    ):
        return (
            reread(draft, state.groups[value - 1])
            if value <= len(state.groups)
            else past_the_end(draft, value)
        )
    if last.group_by is not None and last.measure is not Measure.GROUP_COUNT:
        order = last.order if last.window or last.order is not Order.PRINTED else Order.AMOUNT_DESC
        return reread(draft, replace(last, order=order, window=Window(value, value)))
    if (last.window is not None and len(state.shown) < value) or last.window == Window(1, 1):
        return reread(draft, replace(last, measure=Measure.LIST, window=Window(value, value), claim=None))
    if last.window is not None and last.window.is_one:
        return reread(draft, replace(last, window=Window(value, value), claim=None))
    if not state.shown:
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    if value > len(state.shown) and last.measure in {Measure.COMPARE, Measure.TOTAL}:
        return _of_the_list_before(draft, state, value, lexicon)
    if last.measure is Measure.DETAIL and state.listed:
        if value > len(state.listed):
            return _of_the_list_before(draft, state, value, lexicon)  # 「11位は?」 after the tenth of ten
        return open_place(draft, replace(state, shown=state.listed), value)
    return open_place(draft, state, value)


_BY_AMOUNT = re.compile(
    "(?:じゃあ?|では)?(?:金額|予算|額)(?:で|の大きさで|順で)(?:は|、)?[0-9]"
)  # 「金額で4番目のは?」
_END_OF_LIST = re.compile(
    "(?:じゃあ|その|で、)?(?:一番|いちばん)(上|下)の?(?:もの|やつ|事業)?(?:は|って|を詳しく|を教えて)?"
    "(?:何(?:を)?する|どんな|何の|なんの)?(?:事業|やつ|もの|こと)?(?:ですか|なの|何|なに)?[?]?"
)


def _of_the_list_before(draft: Draft, state: DialogueState, value: int, lexicon: Lexicon) -> Draft:
    """「3位は?」 after the difference of the first two: of the list they were taken from."""
    for query in state.queries[1:4]:
        ranked = query.measure is Measure.LIST and query.order is not Order.PRINTED and query.group_by is None
        if ranked and value <= len(select(lexicon.catalogue, query.conditions)):
            return reread(draft, replace(query, window=Window(value, value), claim=None))
    return past_the_end(draft, value)


def as_rank_of_groups_before(
    draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon
) -> Draft | None:
    """「2番目の部は?」「数で2番目は?」 after 「一番予算の多い部は?」 and 「そこは何件?」: ranked by what they were ranked by."""
    query = draft.query
    nth = [n.value for _, n in draft.frame.numbers if n.counter in {"番目", "位"} and n.last is None]
    if len(nth) == 1 and _BY_NUMBER.match(draft.frame.said()) and not draft.scope and not last.group_by:
        before = next((q for q in state.queries if q.group_by and q.window), None)
        if before:
            window = Window(nth[0], nth[0])
            return reread(draft, replace(before, measure=Measure.COUNT, window=window, claim=None))
    ranked = query is not None and query.group_by is not None and query.window is not None
    if query is None or not ranked or draft.scope or last.group_by or draft.frame.has(*RANK_CUES):
        return None
    before = next((q for q in state.queries if q.group_by is query.group_by and q.window), None)
    return reread(draft, replace(before, window=query.window, claim=None)) if before else None


_BY_NUMBER = re.compile("(?:件|事業)?数(?:で|の多さで)")


def open_place(draft: Draft, state: DialogueState, place: int) -> Draft:
    """The project at a place of what was shown; asks back where there is no such place."""
    if not 1 <= place <= len(state.shown):
        return past_the_end(draft, place)
    project = state.shown[place - 1]
    aspect = aspect_of(draft.frame)
    return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect))


def past_the_end(draft: Draft, place: int) -> Draft:
    """Asks back: the list has no such place."""
    return replace(draft, query=None, trouble=Clarify(Doubt.PAST_THE_END, about=str(place)))
