"""The same scope, another question: 「合計は?」「平均は?」「少ない順に」「全体の何%?」"""

from __future__ import annotations

from dataclasses import replace

from bot.query import (
    Aspect,
    Comparison,
    Condition,
    Counting,
    InGoals,
    InPolicies,
    IsProject,
    IsReprinted,
    Measure,
    Order,
    Query,
    Ranked,
    Window,
)
from bot.reading import DialogueState
from bot.understanding.asking.drafting import text_of
from bot.understanding.asking.groups import default_grouping
from bot.understanding.asking.one_project import aspect_of, value_missing
from bot.understanding.draft import Draft
from bot.understanding.following.common import POINTING, is_bare, reread, single_project
from bot.understanding.following.scopes import last_scope
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Words


def as_same_scope(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「合計は?」「平均は?」「少ない順に」「内訳は?」「全体の何%?」: the same scope, another question."""
    frame, query = draft.frame, draft.query
    if query is None or query.measure is Measure.FACT:
        return None
    if query.claim and query.claim.project and not frame.has("that", "within"):
        return None  # 「一番安いのはAで合ってる?」
    if frame.has("no_reprints"):
        rows = _rows_of_its_own(last)
        if rows and query.measure in {Measure.TOTAL, Measure.COUNT, Measure.LIST}:
            said = query.measure if frame.has("total", "amount", "count", "list") else last.measure
            return reread(draft, Query(said, rows))
    project = single_project(last, state)
    if project and not _counts(draft):
        base = Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect_of(frame))
        if query.measure is Measure.SHARE:
            return reread(draft, replace(query, conditions=base.conditions))
        return reread(draft, base)
    if not draft.measured and not any(frame.has(cue) for cue in POINTING) and not frame.numbers:
        return None
    if last.measure is Measure.DETAIL:
        wider = next((q for q in state.queries if q.measure is not Measure.DETAIL), None)
        conditions = wider.conditions if wider else ()  # 「逆に一番安いのは」 after one of a list
    elif frame.has("that") and last.group_by and last.window and len(state.groups) == 1:
        conditions = state.groups[0].conditions  # 「そこは何をやってるの?」 after 「一番少ない部は?」
    else:
        conditions = last_scope(last, lexicon)
    if frame.has("more") and not draft.measured:
        return reread(draft, last)
    of_groups = last.group_by and query.measure is Measure.LIST and "事業" not in text_of(frame)
    if of_groups and query.window and query.window.last <= len(state.groups):
        # 「一番多いのは」 after a breakdown: of the groups
        return reread(draft, replace(last, order=query.order, window=query.window, claim=None))
    ranks_groups = query.window is not None and query.group_by is not None and query.group_by is last.group_by
    counts_rows = query.measure is Measure.TOTAL and query.counting is Counting.AS_PRINTED
    if _counted_before(frame, last) and (ranks_groups or counts_rows):
        query = replace(query, measure=Measure.COUNT)
    if query.measure is Measure.SHARE:
        order, window = (query.order, query.window) if query.window else (last.order, last.window)
        groups = last.group_by if last.window and not query.window and last.measure is Measure.TOTAL else None
        return reread(
            draft, replace(query, conditions=conditions, order=order, window=window, group_by=groups)
        )
    if query.measure is Measure.COMPARE:
        return reread(draft, _with_sides_within(query, conditions))
    nested = query.window and frame.has("that") and last.window and last.window.last > last.window.first
    if nested and last.window and last.group_by is None:
        within = Ranked(last.window, last.order, last.conditions)
        return reread(draft, replace(query, conditions=(*last.conditions, within)))
    if (
        last.measure is Measure.COMPARE
        and (frame.has("each") or is_bare(frame, "count", "mean"))
        and not frame.has("those_two", "together")
        and query.measure in {Measure.COUNT, Measure.MEAN}
    ):
        how = Comparison.WHICH
        return reread(draft, replace(last, basis=query.measure, comparison=how, claim=None))
    if query.measure is Measure.COUNT and last.group_by is not None and is_bare(frame, "count"):
        return reread(draft, replace(last, measure=Measure.COUNT))
    by_amount = query.measure is Measure.TOTAL and last.measure is Measure.COUNT and frame.has("amount")
    if by_amount and last.group_by is not None and is_bare(frame, "amount", "total", "not_but"):
        return reread(draft, replace(last, measure=Measure.TOTAL))
    if query.group_by is not None:
        grouping = (
            default_grouping(conditions)
            if frame.has("breakdown")
            and draft.grouping is not None
            and not frame.has("by_department", "by_goal", "by_policy")
            else query.group_by
        )
        return reread(draft, replace(query, conditions=conditions, group_by=grouping))
    if query.measure in {Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.MEDIAN} and query.window is None:
        keep = last if last.measure is Measure.LIST and last.window and last.window.last > 1 else None
        order, window = (keep.order, keep.window) if keep else (Order.PRINTED, None)
        return reread(draft, replace(query, conditions=conditions, order=order, window=window))
    how_many = next((n.value for _, n in frame.numbers if n.counter in {"つ", "件", "個"}), None)
    if how_many and query.measure is Measure.LIST and query.window is None and last.measure is Measure.LIST:
        return reread(draft, replace(last, window=Window(1, how_many), claim=None))
    if (
        query.measure is Measure.LIST
        and query.window is None
        and last.group_by is not None
        and query.order is not Order.PRINTED
    ):
        return reread(draft, replace(last, order=query.order))
    if (
        query.measure is Measure.LIST
        and query.window is None
        and last.window is not None
        and query.order is not Order.PRINTED
    ):
        return reread(draft, replace(last, order=query.order))
    return reread(draft, replace(query, conditions=conditions))


def _with_sides_within(query: Query, conditions: tuple[Condition, ...]) -> Query:
    """「最大と最小の差は」 after a department: its largest and smallest."""
    kept = tuple(c for c in conditions if not isinstance(c, Ranked))
    sides = tuple(side if side.conditions else replace(side, conditions=kept) for side in query.subjects)
    return replace(query, subjects=sides)


def _counted_before(frame: Frame, last: Query) -> bool:
    """「2番目に多い部は?」 after 「部局別の件数」, 「再掲も数えると?」 after 「何事業?」: still a number of projects."""
    return last.measure is Measure.COUNT and not frame.has("amount", "total", "mean")


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


def _counts(draft: Draft) -> bool:
    """Questions that make sense over a set only."""
    query = draft.query
    return query is not None and (
        query.measure in {Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.GROUP_COUNT}
        or query.group_by is not None
        or query.window is not None
    )


def _asks_for_a_value(draft: Draft, project: str, lexicon: Lexicon) -> bool:
    """「その工事っていつから?」: a value that the project's text gives, of words that stand in it."""
    frame = draft.frame
    if not frame.has(*lexicon.vocabulary.values) or value_missing(frame, project, lexicon):
        return False
    words = [item.meaning.words for item in frame.of(Words) if isinstance(item.meaning, Words)]
    return all(item.is_a(Words) for item in frame.items) and all(
        project in lexicon.matching(said) for said in words
    )


def as_same_project(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「今年どこか増えるの?」 after one project: its text is the best answer there is."""
    frame = draft.frame
    project = single_project(last, state)
    if project is None or frame.refusals or draft.trouble is None:
        return None
    if _asks_for_a_value(draft, project, lexicon):
        return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=Aspect.PURPOSE))
    if frame.items:
        return None
    if not (frame.has("that", "detail", "change", "department_asked", "places_asked") or not frame.unknown):
        return None
    return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect_of(frame)))
