"""再掲 rows in a conversation: 「再掲は除いて」「再掲の行も入れると?」"""

from __future__ import annotations

from dataclasses import replace

from bot.query import (
    Condition,
    Counting,
    Fact,
    InGoals,
    InPolicies,
    IsNew,
    IsReprinted,
    Measure,
    PolicyRef,
    Query,
)
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import is_bare, reread
from bot.understanding.frame import Frame


def without_marked_rows(frame: Frame, query: Query, last: Query) -> Query | None:
    """「再掲は除いて」: a goal's or policy's projects, less the rows that are marked."""
    left_out = frame.has("no_reprints")
    meant_once = -1 in frame.cues.get("once", ()) and (
        len(last.conditions) > 1 or last.measure is Measure.LIST
    )
    rows = _rows_of_its_own(last) if left_out or meant_once else ()
    if not rows or query.measure not in {Measure.TOTAL, Measure.COUNT, Measure.LIST}:
        return None
    if query.window:
        return replace(query, conditions=rows)  # 「再掲を除くと一番高いのは?」
    said = frame.has("total", "amount", "count", "list")
    return Query(query.measure if said else last.measure, rows)


def with_marked_rows(frame: Frame, kept: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """「再掲の行も入れると何件?」 after 「再掲を除いた件数」: all that is listed there."""
    if not frame.has("printed"):
        return kept
    return tuple(_all_listed_there(c) if isinstance(c, IsReprinted) and c.negated else c for c in kept)


def _all_listed_there(mark: IsReprinted) -> Condition:
    if mark.goal is None:
        return mark
    return InPolicies((PolicyRef(mark.goal, mark.policy),)) if mark.policy else InGoals((mark.goal,))


def as_of_the_mark(draft: Draft, state: DialogueState) -> Draft | None:
    """「何件あるの?」「一覧で」 after 「再掲って何?」: of what bears the mark."""
    mark = _MARKS.get(state.explained) if state.explained else None
    query = draft.query
    if mark is None or query is None or query.measure not in {Measure.COUNT, Measure.LIST}:
        return None
    if draft.scope or query.group_by or query.window or not is_bare(draft.frame, "count", "list"):
        return None
    if not draft.measured or "事業" in draft.frame.said():
        return None  # 「事業は何件?」 is of all
    rows = query.measure is Measure.COUNT and state.explained is Fact.REPRINT
    counting = Counting.AS_PRINTED if rows else query.counting
    return reread(draft, replace(query, conditions=(mark,), counting=counting))


_MARKS: dict[Fact, Condition] = {Fact.REPRINT: IsReprinted(), Fact.NEW: IsNew()}


def _rows_of_its_own(last: Query) -> tuple[Condition, ...]:
    """The last scope's goal or policy, less what it lists as 再掲."""
    own: list[Condition] = []
    for condition in last.conditions:
        match condition:
            case InGoals((goal,), False):
                own.append(IsReprinted(goal, negated=True))
            case InPolicies((ref,), False):
                own.append(IsReprinted(ref.goal, negated=True, policy=ref.letter))
            case IsReprinted(_, False):
                own.append(replace(condition, negated=True))
            case _:
                own.append(condition)
    return tuple(own) if own != list(last.conditions) else ()
