"""Departments, goals or policies that were ranked or broken down: 「3位の部の事業数は?」「(その部は)何件?」「環境部は何件?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import group_named
from bot.query import (
    AmountBetween,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsReprinted,
    Measure,
    Order,
    Query,
    Window,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.groups import number_of
from bot.understanding.asking.ranks import order_of
from bot.understanding.asking.than_group import next_group
from bot.understanding.draft import Draft
from bot.understanding.following.common import OF_THE_LIST, is_bare, reread
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import NTH_COUNTERS
from bot.understanding.unions import union_of


def as_group_shown(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「3位の部の事業数は?」 of the groups that were ranked."""
    top = _TOP_GROUP.search(draft.frame.said())
    nth = (
        [1]
        if top
        else [n.value for _, n in draft.frame.numbers if n.counter in NTH_COUNTERS and n.last is None]
    )
    of_a_group = bool(top or _NTH_GROUP.search(draft.frame.said()))
    first = last.window.first if last.window else 1
    if draft.scope or len(nth) != 1 or not of_a_group:
        return None
    if last.group_by and not first <= nth[0] < first + len(state.groups):
        return None
    frame = draft.frame
    measure = Measure.LIST
    if frame.has("count"):
        measure = Measure.COUNT
    elif frame.has("mean"):
        measure = Measure.MEAN
    elif frame.has("total", "amount"):
        measure = Measure.TOTAL
    if top:  # 「トップの部の予算総額は?」: which one it is is said
        frame = replace(frame, cues={cue: at for cue, at in frame.cues.items() if cue != "largest"})
        draft = replace(draft, frame=frame)
    if last.group_by:
        return reread(draft, Query(measure, state.groups[nth[0] - first].conditions))
    before = next((query for query in state.queries if query.group_by and query.window), None)
    if before is None:
        return None
    return reread(draft, Query(measure, of_groups=replace(before, window=Window(nth[0], nth[0]), claim=None)))


_TOP_GROUP = re.compile(
    "^(?:じゃあ?|では|その)?(?:トップ|とっぷ)の(?:部局?|施策|目標|基本目標)(?:の|は|って)"
)
_NTH_GROUP = re.compile(
    "(?:位|番目|番|つ目)の(?:部|施策|目標|基本目標|ところ)(?:局|署)?(?:の|も(?:同じ|おなじ)|(?:は|って|が)、?(?:どんな|何の|なんの|何)(?:事業|件)|(?:だと|なら|は)(?:お?いくら|合計)|(?:は|って)?、?事業(?:が|は|を)?(?:いくつ|何))"
)


def as_sum_of_groups_shown(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「1位から3位の部を合計すると?」 after departments were ranked: those of them together."""
    query = draft.query
    if query is None or query.window is None or query.group_by is not last.group_by or not last.group_by:
        return None
    wanted = state.groups[query.window.first - 1 : query.window.last]
    summed = draft.frame.has("together") or bool(_ADDED_UP.search(draft.frame.said()))
    if last.order is not Order.AMOUNT_DESC:
        return None  # shown as printed, and not by their ranks
    if draft.scope or not summed or len(wanted) < query.window.last - query.window.first + 1:
        return None
    return reread(draft, Query(Measure.TOTAL, union_of([group.conditions for group in wanted], lexicon)))


_ADDED_UP = re.compile("合計(?:する|した|で|は)|(?:足|合わせ)(?:す|し|る|た)")


def as_about_the_winner(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「何件?」「事業を全部見せて」 after 「一番予算が多い部は?」: of that department; 「件数では?」 ranks anew."""
    query, text = draft.query, draft.frame.said()
    first = last.group_by is not None and last.window is not None and last.window.is_one
    narrower = all(isinstance(c, IsNew | IsReprinted | AmountBetween) for c in draft.scope)
    of_it = last.group_by is not Grouping.DEPARTMENT and OF_THE_LIST.search(text) is not None
    narrower = narrower or (of_it and all(isinstance(c, InDepartments) for c in draft.scope))
    if not first or len(state.groups) != 1 or not narrower or _RANKS_ANEW.search(text):
        return None
    if _WHAT_IT_DOES.search(text) and not draft.scope:
        return reread(draft, Query(Measure.LIST, state.groups[0].conditions))
    if draft.scope and "全部で" in text and not draft.frame.has("that", "within"):
        return None  # 「新規事業は全部で何件?」 is of all
    conditions = (*state.groups[0].conditions, *draft.scope)
    listed = "事業" in text or text.startswith("そこの")
    of_projects = listed and not draft.frame.has("noun_department", "noun_goal", "noun_policy")
    if query is None or query.measure is Measure.DETAIL:
        return (
            reread(draft, Query(Measure.LIST, conditions)) if of_projects and not draft.frame.items else None
        )
    if query.group_by is last.group_by or query.subjects or query.base or query.conditions != draft.scope:
        return None
    if query.window and OF_THE_LIST.search(text) and query.group_by is None:
        return reread(draft, replace(query, conditions=conditions))  # 「その中で一番高いのは?」
    figure = query.measure in {Measure.COUNT, Measure.TOTAL, Measure.MEAN} and not query.window
    if not (of_projects or figure or query.group_by):
        return None
    return reread(draft, replace(query, conditions=conditions))


_WHAT_IT_DOES = re.compile(
    "^(?:そこは?|それは?)?(?:何|なに|どんなこと)を?(?:して|やって)(?:い)?る(?:部|部局|部署|所|ところ)"
)


_RANKS_ANEW = re.compile("(?:では|だと|なら|で見る|でいう|で数え)")


def next_of_groups(draft: Draft, last: Query) -> Draft:
    """「次に多い部は?」 after one department's sum."""
    order = order_of(draft.frame.has("small", "smallest") and not draft.frame.has("big", "largest"))
    match last.conditions:
        case ((InDepartments() | InGoals() | InPolicies()) as place,) if group_named(place):
            return reread(draft, next_group(place, number_of(draft.frame), order))
    return replace(draft, query=None, trouble=Clarify(Doubt.TOO_INTRICATE))


def of_a_group_shown(draft: Draft, last: Query) -> Draft | None:
    """「環境部は何件?」 after goal 4 by department: of that department, what is in the goal."""
    query = draft.query
    if query is None or last.group_by is None or not last.conditions or draft.whole:
        return None
    figure = query.measure in _ASKED_OF_ONE and not (query.window or query.group_by)
    one = len(draft.scope) == 1 and group_named(draft.scope[0]) is last.group_by
    if not (figure and one) or query.claim or draft.scope[0].negated:
        return None
    asked = is_bare(draft.frame, "count", "amount", "total", "mean", "list", "which_project", "detail")
    short = asked and "全" not in draft.frame.said()
    return reread(draft, replace(query, conditions=(*last.conditions, *draft.scope))) if short else None


_ASKED_OF_ONE = {Measure.COUNT, Measure.TOTAL, Measure.MEAN, Measure.LIST}
