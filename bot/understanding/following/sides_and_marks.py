"""Another mark, another goal of a mark, both sides of a comparison, the first few: what stands in for a scope by its kind."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    AmountBetween,
    Condition,
    GroupBounds,
    InGoals,
    InPolicies,
    IsNew,
    IsReprinted,
    Measure,
    Order,
    PrintedTimes,
    Query,
    Ranked,
    ThanMean,
)
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import is_bare, reread
from bot.understanding.following.narrowing import narrowed
from bot.understanding.lexicon import Lexicon

SOFT = IsNew | IsReprinted | AmountBetween | PrintedTimes | ThanMean | Ranked
"""What marks out a part of some scope."""

AMONG_THEM = re.compile("(?:その|この|上の)(?:うち|中|なか)|(?:それら|これら)の")
"""「基本目標2に載っているものは?」 after a department's list: among those."""


def in_place_of_a_mark(draft: Draft, last: Query) -> tuple[Condition, ...]:
    """「再掲は?」 after 「経済部の新規は?」: one mark in the stead of the other."""
    if len(draft.scope) != 1 or not isinstance(draft.scope[0], IsNew | IsReprinted):
        return ()
    other = IsReprinted if isinstance(draft.scope[0], IsNew) else IsNew
    old = [c for c in last.conditions if isinstance(c, other)]
    kept = tuple(c for c in last.conditions if c not in old)
    return (*kept, draft.scope[0]) if old and _A_MARK.fullmatch(draft.frame.said()) else ()


_A_MARK = re.compile(
    "(?:じゃあ?|では)?、?(?:再掲|新規)(?:事業|の事業|分|の分|のほう|の方|のやつ|のもの)?(?:は|って|だと)?(?:どれ|何|なに)?[?]*"
)


def marked_under_another(draft: Draft, last: Query) -> Draft | None:
    """「基本目標4は?」 after what is 再掲 under goal 3: what is so under that one; 「10億円以上は?」 of groups."""
    marks = [c for c in last.conditions if isinstance(c, IsReprinted) and not (c.policy or c.negated)]
    match draft.scope:
        case (InGoals((goal,), False),) if len(marks) == 1 and is_bare(draft.frame, "count", "rows"):
            kept = tuple(replace(c, goal=goal) if c is marks[0] else c for c in last.conditions)
            kept = tuple(InGoals((goal,)) if isinstance(c, InGoals) else c for c in kept)
            asked = Query(Measure.COUNT) if draft.measured else replace(last, claim=None)
            return reread(draft, replace(asked, conditions=kept))
        case (AmountBetween(low, high, False),) if (
            last.group_by and last.measure is Measure.TOTAL and not last.window
        ):
            if is_bare(draft.frame) and "事業" not in draft.frame.said():
                having = GroupBounds(Measure.TOTAL, low, high)
                order = last.order if last.order is not Order.PRINTED else Order.AMOUNT_DESC
                return reread(draft, replace(last, having=having, order=order, claim=None))
    return None


def of_both_sides(draft: Draft, last: Query) -> Draft | None:
    """「新規の数では?」 after a comparison: each side's."""
    soft = bool(draft.scope) and all(isinstance(c, SOFT) and not isinstance(c, Ranked) for c in draft.scope)
    if last.measure is not Measure.COMPARE or not soft or draft.query is None or draft.query.window:
        return None
    if draft.frame.has("together", "those_two", "list", "whole") or "事業" in draft.frame.said():
        return None
    counted = draft.query.measure is Measure.COUNT
    sides = tuple(replace(side, conditions=(*side.conditions, *draft.scope)) for side in last.subjects)
    return reread(
        draft, replace(last, subjects=sides, basis=Measure.COUNT if counted else last.basis, claim=None)
    )


def as_in_both(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「両方に載っているのはどれ」 after a department's projects under one goal and under another."""
    before = state.queries[1] if len(state.queries) > 1 else last
    own = [c for c in last.conditions if c not in before.conditions]
    others = [c for c in before.conditions if c not in last.conditions]
    match own, others:
        case [InGoals() | InPolicies() as one], [InGoals() | InPolicies() as other] if not (
            one.negated or other.negated or draft.scope or last.group_by or last.window
        ):
            if _IN_BOTH.match(draft.frame.said()):
                asked = draft.query if draft.query and draft.measured else Query(Measure.LIST)
                return reread(draft, replace(asked, conditions=(*last.conditions, other), claim=None))
    return None


_IN_BOTH = re.compile(
    "(?:その)?(?:両方|どちら|どっち|いずれ)(?:とも)?にも?(?:載|のっ|掲載|入|出て|ある|共通)"
)


def among_the_ranked(draft: Draft, last: Query, lexicon: Lexicon) -> Draft | None:
    """「そのうち土木部以外は?」 after the first five: of those five."""
    query, window = draft.query, last.window
    several = window is not None and not window.is_one and last.group_by is None
    if (
        not several
        or window is None
        or query is None
        or last.measure not in {Measure.LIST, Measure.TOTAL, Measure.SHARE}
    ):
        return None
    if query.window or query.measure not in {Measure.LIST, Measure.COUNT, Measure.TOTAL, Measure.MEAN}:
        return None
    out = draft.frame.has("except") and all(
        c.negated for c in draft.scope
    )  # 「1位を除くと?」 after their sum
    if not (draft.frame.has("within") or AMONG_THEM.search(draft.frame.said()) or out):
        return None
    if out and not draft.measured:
        query = replace(last, window=None, claim=None)
    ranked = Ranked(window, last.order, last.conditions)
    conditions = (*narrowed(last, draft.scope, lexicon), ranked)
    order = last.order if query.measure is Measure.LIST else query.order
    return reread(draft, replace(query, conditions=conditions, order=order, claim=None))
