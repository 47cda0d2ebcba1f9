"""What the last answer left out: 「残りは?」「それ以外は?」「それを除いたら一番は?」「他には?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    AmountBetween,
    Condition,
    Grouping,
    InDepartments,
    InGoals,
    InPlace,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Mentions,
    Order,
    Query,
    Ranked,
    Window,
)
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import reread, single_project, so_many_things
from bot.understanding.following.referents import one_by_one
from bot.understanding.following.rest import (
    ITS_REST,
    all_but_so_many,
    is_the_rest,
    negation,
    rest_again,
    rest_of_a_list,
    rest_of_its_department,
    says_rest,
)
from bot.understanding.following.scopes import last_scope
from bot.understanding.following.ways import THE_PART
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select


def as_complement(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「それ以外は?」「残りの合計は?」「それを除いた土木部の合計は?」: what the last answer left out."""
    found = _left_out_by(draft, state, last, lexicon)
    query = found.query if found else None
    if query and query.measure is Measure.LIST and not query.window and _WHOSE.search(draft.frame.said()):
        by = Query(Measure.TOTAL, query.conditions, Grouping.DEPARTMENT, Order.AMOUNT_DESC)
        return reread(draft, by)  # 「残りの3つはどこの部?」
    return found


_WHOSE = re.compile("(?:は|って)(?:どこの部|何部|どの部|担当は)")


def _left_out_by(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    frame = draft.frame
    further = _ranks_further_down(frame, last)
    if further:
        return reread(draft, replace(last, measure=Measure.LIST, window=further, claim=None))
    without = frame.has("that", "those_two") and frame.has("except")
    without = without or _is_but_so_many(frame, last)
    if _FELL_OUT.match(frame.said()):
        without = True
        draft = replace(
            draft, frame=replace(frame, cues={c: at for c, at in frame.cues.items() if c != "except"})
        )
    if (
        frame.has("no_reprints")
        or not (without or _says_others(frame))
        or not (state.shown or last.conditions)
    ):
        return None
    if (
        last.window
        and last.group_by is None
        and set(draft.scope) <= set(last.conditions)
        and says_rest(frame)
    ):
        draft = replace(draft, scope=())  # 「同じ部の残りは?」 after its first three
    remaining = _departments_left(frame, draft, state)
    if remaining:
        return remaining
    elsewhere = _other_departments(frame, draft, last)
    if elsewhere:
        return elsewhere
    its_rest = rest_of_its_department(draft, state, lexicon)
    if its_rest:
        return its_rest
    if draft.scope:
        return _less_the_last(draft, state, last, lexicon)
    others = _other_projects(draft, state, last, lexicon)
    if others:
        return others
    query = draft.query if draft.query and draft.measured else Query(Measure.LIST)
    rest = rest_again(frame, last) or rest_of_a_list(draft, last, lexicon)
    if rest:
        return reread(draft, replace(query, conditions=rest, order=query.order, claim=None))
    part = _last_part(state) if without or is_the_rest(frame) else None
    if part and last.window is None:
        whole, own = part
        asked = draft.query if draft.query and draft.measured else replace(last, claim=None)
        if last.measure is Measure.COUNT and not draft.measured and "事業" in frame.said():
            asked = Query(Measure.LIST)  # 「残りの事業は?」
        base = last.base if last.measure is Measure.SHARE and not draft.measured else ()
        left = negation(own)
        if isinstance(left, AmountBetween) and not left.negated:  # the one amount that had been left out
            whole = tuple(c for c in whole if not isinstance(c, AmountBetween))
        return reread(draft, replace(asked, conditions=(*whole, left), base=base))
    if last.window is not None and last.window.first > 1 and last.group_by is None and says_rest(frame):
        seen = Ranked(Window(1, last.window.last), last.order, last.conditions, negated=True)
        order = query.order if query.window else last.order  # 「残りは?」 after the next five
        return reread(draft, replace(query, conditions=(*last.conditions, seen), order=order, claim=None))
    latter = _the_latter(frame, state, lexicon)
    if latter:
        return reread(draft, replace(query, conditions=(IsProject(latter),), claim=None))
    if state.shown and (last.window is not None or last.measure in {Measure.DETAIL, Measure.SHARE}):
        shown = IsProject(_looked_at_one_by_one(frame, state, last, lexicon) or state.shown, negated=True)
        scope = (
            _around(draft.frame, last, state, lexicon)
            if last.measure is Measure.DETAIL
            else _without_shown(last, state)
        )
        if scope is None:
            return None
        order = query.order if query.window else last.order
        return reread(draft, replace(query, conditions=(*scope, shown), order=order, claim=None))
    if not (without or _else_than(frame)) or not last.conditions:
        return None
    *kept, final = last.conditions
    query = draft.query if draft.query and draft.measured else last
    return reread(draft, replace(query, conditions=(*kept, negation((final,))), claim=None))


def _the_latter(frame: Frame, state: DialogueState, lexicon: Lexicon) -> tuple[str, ...]:
    """「あとの2つで合計いくら」 after three projects, one by one: the last two of them."""
    looked_at = one_by_one(state, lexicon)
    many = _many(frame) if _LATTER.match(frame.said()) and not state.listed else 0
    return tuple(looked_at[:many]) if 0 < many < len(looked_at) else ()


_LATTER = re.compile("(?:その)?(?:あと|後|最後)の(?:2|3|二|三)(?:つ|件|個|事業)")


def _looked_at_one_by_one(
    frame: Frame, state: DialogueState, last: Query, lexicon: Lexicon
) -> tuple[str, ...]:
    """「その2つ以外の残りは?」 after the largest and the smallest of a scope: both of them."""
    many = _many(frame)
    ids = tuple(one_by_one(state, lexicon)[:many])
    return ids if last.window and last.window.is_one and len(ids) == many else ()


def _many(frame: Frame) -> int:
    """「その2つ」「両方」: how many are pointed at; 0 where no number is said."""
    return next(iter(so_many_things(frame)), 2 if frame.has("those_two") else 0)


# 「外れたのはどれ」 after an amount was left out
_FELL_OUT = re.compile(
    "(?:で、?|その|絞って|絞ったせいで|それで)?(?:外れ|はずれ|抜け|漏れ|もれ|消え|落ち|除かれ|減っ|外し|はずし|除い|抜い|省い)た"
    "(?:(?:の|もの|やつ)(?:は|って|を)|(?:事業|ほう|方|分)(?:だけ)?(?:は|って|の|を|だと))"
)


def _is_but_so_many(frame: Frame, last: Query) -> bool:
    """「3つ以外の合計は?」 after the first three."""
    many = so_many_things(frame)
    return last.window is not None and many == [last.window.last] and frame.has("except") and not frame.items


def _ranks_further_down(frame: Frame, last: Query) -> Window | None:
    """「続きの6位から10位も出して」 after the first five: those ranks of the same list."""
    said = [n for _, n in frame.numbers if n.counter == "位" and n.last is not None]
    if last.window is None or last.group_by is not None or len(said) != 1 or frame.items:
        return None
    first, final = sorted((said[0].value, said[0].last or said[0].value))
    return Window(first, final) if first > last.window.last else None


_NAMED = InPlace | Mentions | IsProject


def _says_others(frame: Frame) -> bool:
    """「ほかに保健所の事業は?」「ほかの保育の事業は?」 after one of them."""
    return frame.has("more") or _OTHERS.search(frame.said()) is not None


_OTHERS = re.compile(
    "^(?:じゃあ|では|あと|それと)?(?:その)?(?:ほか|他)(?:に|の|には|で)|(?:部|署|所|標[1-4])で(?:は|、)?(?:ほか|他)に"
)


def _other_projects(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「他の事業は?」 after one project's department and what that comes to: all but the one looked at."""
    if "事業" not in draft.frame.said() or draft.measured or last.measure is not Measure.TOTAL or last.window:
        return None
    before = (q for q in state.queries[1:] if q.measure is Measure.DETAIL and len(q.conditions) == 1)
    looked_at = next((c for q in before for c in q.conditions if isinstance(c, IsProject)), None)
    if looked_at is None or not set(looked_at.ids) < select(lexicon.catalogue, last.conditions):
        return None
    return reread(draft, Query(Measure.LIST, (*last.conditions, negation((looked_at,)))))


def _departments_left(frame: Frame, draft: Draft, state: DialogueState) -> Draft | None:
    """「残りの2つの部を合わせると?」 after three departments and then one of them: the two others."""
    named = [
        set(c.names)
        for query in state.queries[:2]
        for c in (*query.conditions, *query.base)
        if isinstance(c, InDepartments) and not c.negated
    ]
    whole, part = max(named, key=len, default=set[str]()), min(named, key=len, default=set[str]())
    left = whole - part
    if draft.scope or not part < whole or _many(frame) != len(left) or not frame.has("noun_department"):
        return None
    asked = draft.query if draft.query and draft.measured else Query(Measure.TOTAL)
    names = tuple(sorted(left))
    return reread(draft, replace(asked, conditions=(InDepartments(names),), group_by=None, claim=None))


def _other_departments(frame: Frame, draft: Draft, last: Query) -> Draft | None:
    """「それ以外の部の合計は?」「ほかの部の新規は?」 after a department."""
    query = draft.query
    own = next((c for c in last.conditions if isinstance(c, InDepartments) and not c.negated), None)
    if query is None or query.subjects or query.base or own is None or not frame.has("noun_department"):
        return None
    if any(c.negated or isinstance(c, InDepartments) for c in draft.scope) or ITS_REST.search(frame.said()):
        return None
    if _WITHIN_IT.match(frame.said()):
        return None
    marks = tuple(
        c
        for c in last.conditions
        if isinstance(c, IsNew | IsReprinted | AmountBetween | InGoals | InPolicies)
    )
    part = THE_PART.search(frame.said())
    kept = marks if not draft.scope and (part or not draft.measured) else ()  # after 「農政部の新規は?」
    conditions = (*draft.scope, *kept, negation((own,)))
    if query.window and (draft.scope or "事業" in frame.said()):  # 「ほかの部で一番高い新規は?」
        return reread(draft, replace(query, measure=Measure.LIST, conditions=conditions, group_by=None))
    grouping = query.group_by if query.window else None
    return reread(draft, replace(query, conditions=conditions, group_by=grouping))


_WITHIN_IT = re.compile("(?:その|同じ)?部(?:局)?(?:内|の中|のなか)")  # 「部内のそれ以外は」


def _less_the_last(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「それを除いた土木部の合計は?」「その部局の他の事業は?」: a scope that is named, less the last."""
    frame, query = draft.frame, draft.query
    one = single_project(last, state)
    own = IsProject((one,)) if one else None
    if query is None or any(c.negated for c in draft.scope) or query.subjects or query.base:
        return None
    pointed = max(frame.at("that"), frame.at("those_two"))
    if pointed >= 0 and frame.at("except") - pointed in {1, 2}:
        left_out = (own,) if own else last_scope(last, lexicon)
        return (
            reread(draft, replace(query, conditions=(*draft.scope, negation(left_out)))) if left_out else None
        )
    spoken_of = own or next((c for c in last.conditions if isinstance(c, IsProject) and not c.negated), None)
    named = all(isinstance(condition, _NAMED | IsNew | AmountBetween) for condition in draft.scope)
    spoken_of = all_but_so_many(draft, state, lexicon) or spoken_of
    one_of_them = spoken_of and set(spoken_of.ids) <= select(lexicon.catalogue, draft.scope)
    listed = query.measure is not Measure.DETAIL and not query.window
    if spoken_of and _says_others(frame) and named and one_of_them and listed:
        return reread(draft, replace(query, conditions=(*draft.scope, negation((spoken_of,)))))
    return None


def _last_part(state: DialogueState) -> tuple[tuple[Condition, ...], tuple[Condition, ...]] | None:
    """What was narrowed last, and by what."""
    last = state.queries[0]
    before = last.base if last.measure is Measure.SHARE else ()
    if not before and len(state.queries) > 1:
        before = state.queries[1].conditions
    own = tuple(condition for condition in last.conditions if condition not in before)
    narrower = last.measure is Measure.SHARE or len(own) + len(before) == len(last.conditions)
    if not before and last.measure is Measure.SHARE and last.conditions:
        return (), last.conditions  # 「残りは?」 after a share of the whole plan
    if not before or not own or not narrower:
        return None
    return before, own


def _around(
    frame: Frame, last: Query, state: DialogueState, lexicon: Lexicon
) -> tuple[Condition, ...] | None:
    """What the one project looked at last was picked from; the whole plan where it came up by itself."""
    if frame.has("noun_department"):  # 「これを抜いた部の残り」
        return (InDepartments((lexicon.catalogue.by_id[state.shown[0]].department,)),)
    before = next((q for q in state.queries if q.measure is not Measure.DETAIL), None)
    if before is None or not set(state.shown) <= select(lexicon.catalogue, before.conditions):
        return ()
    return before.conditions


def _else_than(frame: Frame) -> bool:
    return any("以外" in frame.spans[index].text for index in frame.cues.get("more", ()))


def _without_shown(last: Query, state: DialogueState) -> tuple[Condition, ...]:
    """The last conditions, less those that name just what was shown; a theme is of more than that."""
    return tuple(c for c in last.conditions if not isinstance(c, IsProject) or set(c.ids) - set(state.shown))
