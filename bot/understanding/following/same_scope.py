"""The same scope, another question: 「合計は?」「平均は?」「少ない順に」「全体の何%?」"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.groups import group_named
from bot.query import (
    Comparison,
    Condition,
    Counting,
    Grouping,
    InDepartments,
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
from bot.understanding.asking.one_project import aspect_of
from bot.understanding.draft import Draft
from bot.understanding.following.common import (
    POINTING,
    is_bare,
    is_of_one,
    ranked_before,
    reread,
    single_project,
)
from bot.understanding.following.marked_rows import with_marked_rows, without_marked_rows
from bot.understanding.following.scopes import as_conditions, last_scope
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.unions import union_of

_FIGURES = {Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.MEDIAN}
_OF_A_LIST = {Measure.LIST, Measure.TOTAL, Measure.MEAN, Measure.MEDIAN}


@dataclass(frozen=True, slots=True)
class _Again:
    """A question of the last scope: what was said, the last query, and the conditions that are kept."""

    frame: Frame
    query: Query
    last: Query
    conditions: tuple[Condition, ...]


def as_same_scope(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「合計は?」「平均は?」「少ない順に」「内訳は?」「全体の何%?」: the same scope, another question."""
    frame, query = draft.frame, draft.query
    if query is None or query.measure is Measure.FACT or _stands_alone(frame, query):
        return None
    rows = without_marked_rows(frame, query, last)
    if rows:
        return reread(draft, rows)
    if _widens(draft, last):
        asked = Query(Measure.TOTAL) if last.measure is Measure.DETAIL else last
        return reread(draft, replace(asked, conditions=_of_the_whole_plan(last), claim=None))
    if last.measure is Measure.RANK and query.window and query.group_by is None:
        return reread(draft, replace(query, conditions=last.base))  # 「一番は?」 after 「部では何番目?」
    project = _one_project(frame, state, last)
    if project and not (_is_of_a_set(query) or _is_of_its_list(frame, query, state, last)):
        return reread(draft, _of_one(frame, query, project))
    if project and query.measure is Measure.GROUP_COUNT and frame.has("printed_at"):
        return reread(draft, replace(query, conditions=(IsProject((project,)),)))
    if last.measure is Measure.GROUP_COUNT and query.measure is Measure.LIST and is_bare(frame, "list"):
        return reread(draft, replace(last, measure=Measure.TOTAL, order=Order.AMOUNT_DESC))
    if _asks_who(draft, last):
        whose = _kept(frame, state, last, lexicon)
        whose = (*whose, *as_conditions(last, lexicon)) if last.window else whose
        return reread(draft, Query(Measure.TOTAL, whose, Grouping.DEPARTMENT, Order.AMOUNT_DESC))
    if not draft.measured and not any(frame.has(cue) for cue in POINTING) and not frame.numbers:
        return None
    if frame.has("more") and not draft.measured:
        return reread(draft, last)
    again = _Again(frame, query, last, with_marked_rows(frame, _kept(frame, state, last, lexicon)))
    if project and not again.conditions and _asks_for_its_parts(frame):
        return reread(draft, _of_one(frame, Query(Measure.DETAIL), project))
    of_the_groups = _of_the_groups(again, len(state.groups))
    found = of_the_groups or next(filter(None, (rule(again) for rule in _RULES)), None)
    return reread(draft, found or replace(query, conditions=again.conditions))


def _asks_for_its_parts(frame: Frame) -> bool:
    """「内訳は?」 of one project: the table splits none up, and its text says what there is to say."""
    return frame.has("breakdown") and not frame.has("by_department", "by_goal", "by_policy", "whole")


def _asks_who(draft: Draft, last: Query) -> bool:
    """「担当は?」 after several projects of a theme."""
    several = last.measure in {Measure.TOTAL, Measure.LIST, Measure.COUNT, Measure.MEAN} and not last.group_by
    several = several and not (last.window and last.window.first == last.window.last)
    somebodys = any(isinstance(c, InDepartments) for c in last.conditions)
    asked = draft.frame.has("department_asked") and is_bare(draft.frame, "department_asked")
    return several and not somebodys and bool(last.conditions or last.window) and asked


def _widens(draft: Draft, last: Query) -> bool:
    """「全体では?」 after 「基本目標3の再掲は何件」: the same question of the whole plan."""
    if _OF_ALL_OF_IT.fullmatch(text_of(draft.frame)):
        return last.measure in _FIGURES and last.group_by is None and _of_the_whole_plan(last) != ()
    bare = draft.whole and not draft.measured and is_bare(draft.frame, "whole", "all_of")
    bare = bare and any("全" in draft.frame.spans[index].text for index in draft.frame.cues.get("whole", ()))
    return (
        bare
        and last.measure in _FIGURES | {Measure.DETAIL, Measure.LIST}
        and last.group_by is None
        and bool(last.conditions)
    )


# 「全部だと?」 after 「いじめ関連」 and 「学校教育部だけで」
_OF_ALL_OF_IT = re.compile("(?:じゃあ|では)?全部(?:だと|では|なら|で)[?]*")


def _of_the_whole_plan(last: Query) -> tuple[Condition, ...]:
    """The last conditions, less the places that they name."""
    wider = (replace(c, goal=None, policy=None) if isinstance(c, IsReprinted) else c for c in last.conditions)
    kept = tuple(c for c in wider if not isinstance(c, InDepartments | InGoals | InPolicies | IsProject))
    return kept if kept != last.conditions else ()


def _stands_alone(frame: Frame, query: Query) -> bool:
    """「一番安いのはAで合ってる?」「上位5事業の合計は総額の何%?」: nothing points at what was asked before."""
    if frame.has("that", "within"):
        return False
    supposed = query.claim is not None and query.claim.project is not None
    ranked = query.measure is Measure.SHARE and query.window is not None and "事業" in text_of(frame)
    return supposed or ranked


def _one_project(frame: Frame, state: DialogueState, last: Query) -> str | None:
    project = single_project(last, state)
    if project is None and len(state.shown) == 1:
        asked = frame.has("detail", "change", "department_asked", "places_asked")
        return state.shown[0] if asked else None  # 「今年度の内容は?」 after a count of one
    return project


def _is_of_its_list(frame: Frame, query: Query, state: DialogueState, last: Query) -> bool:
    """「合計は?」「高い順に」 after the largest of a department: of the department again."""
    ranked = ranked_before(state, last)
    wider = ranked if ranked.window or last.measure is not Measure.DETAIL else _list_before(state)
    if wider is None or not wider.conditions or frame.has("that", "those_two") or not _one_place(wider):
        return False
    listed = query.measure is Measure.LIST and bool(_THE_LIST.search(text_of(frame)))
    summed = query.measure is Measure.TOTAL and frame.has("total")
    return query.order is not Order.PRINTED or summed or listed


_THE_LIST = re.compile("一覧|並べ|リスト|りすと|列挙")


def _list_before(state: DialogueState) -> Query | None:
    """What the one project looked at was picked from."""
    before = next((q for q in state.queries if q.measure is not Measure.DETAIL), None)
    picked = before is not None and len(state.listed) > 1
    return before if picked else None


def _one_place(query: Query) -> bool:
    """Whether the query is of one place in a list, or of the list."""
    window = query.window
    return query.measure is Measure.LIST and (window is None or window.first == window.last)


def _of_one(frame: Frame, query: Query, project: str) -> Query:
    about = (IsProject((project,)),)
    if query.measure is Measure.SHARE:
        return replace(query, conditions=about)
    return Query(Measure.DETAIL, about, aspect=aspect_of(frame))


def _is_of_a_set(query: Query) -> bool:
    """Questions that make sense over a set only."""
    return (
        query.measure in {Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.GROUP_COUNT}
        or query.group_by is not None
        or query.window is not None
    )


def _kept(frame: Frame, state: DialogueState, last: Query, lexicon: Lexicon) -> tuple[Condition, ...]:
    if is_of_one(last):
        wider = next((q for q in state.queries if not is_of_one(q)), None)
        picked = wider is not None and set(state.shown) <= select(lexicon.catalogue, wider.conditions)
        return wider.conditions if wider and picked else ()  # 「逆に一番安いのは」 after one of a list
    if frame.has("that") and last.group_by and last.window and state.groups:
        # 「そこは何をやってるの?」 after 「一番少ない部は?」, 「その合計は?」 after the first three
        return union_of([group.conditions for group in state.groups], lexicon)
    return last_scope(last, lexicon)


def _of_the_groups(again: _Again, shown: int) -> Query | None:
    """「一番多いのは」 after a breakdown: of the groups."""
    query, last = again.query, again.last
    of_groups = last.group_by and query.measure is Measure.LIST and "事業" not in text_of(again.frame)
    if of_groups and query.window and query.window.last <= shown:
        return replace(last, order=query.order, window=query.window, claim=None)
    return None


def _as_extreme_department(again: _Again) -> Query | None:
    """「一番少ないのはどこ?」 after the sum of several departments: which of them."""
    query, last, frame = again.query, again.last, again.frame
    several = any(isinstance(c, InDepartments) and len(c.names) > 1 for c in again.conditions)
    said = text_of(frame)
    asked = (frame.has("department_asked") or "どこ" in said) and "事業" not in said
    if not (several and asked and query.window) or last.group_by is not None or last.measure not in _FIGURES:
        return None
    measure = last.measure if last.measure is not Measure.MEDIAN else Measure.TOTAL
    return replace(query, measure=measure, conditions=again.conditions, group_by=Grouping.DEPARTMENT)


def _as_share(again: _Again) -> Query | None:
    """「全体の何%?」「その5部局で全体の何%?」「上位3件でこの中の何%?」."""
    query, last = again.query, again.last
    if query.measure is not Measure.SHARE:
        return None
    order, window = (query.order, query.window) if query.window else (last.order, last.window)
    of_groups = last.window is not None and query.window is None and last.measure is Measure.TOTAL
    base = query.base
    if last.measure is Measure.SHARE and query.window and not again.frame.has("whole"):
        base = base or last.base  # 「大きいほうは何%?」
    if query.window and not base and _OF_THIS.search(text_of(again.frame)):
        base = again.conditions
    groups = last.group_by if of_groups else None
    return replace(query, conditions=again.conditions, order=order, window=window, group_by=groups, base=base)


_OF_THIS = re.compile("(?:この|その)(?:中|うち)の(?:何|なん|どれ)")


def _as_sides(again: _Again) -> Query | None:
    """「最大と最小の差は」 after a department: its largest and smallest."""
    if again.query.measure is not Measure.COMPARE:
        return None
    kept = tuple(c for c in again.conditions if not isinstance(c, Ranked))
    sides = (side if side.conditions else replace(side, conditions=kept) for side in again.query.subjects)
    return replace(again.query, subjects=tuple(sides))


def _as_rank_of_ranks(again: _Again) -> Query | None:
    """「その5件で一番大きいのは」 after the first five."""
    last = again.last
    several = last.window is not None and last.window.last > last.window.first and last.group_by is None
    if not (several and last.window and again.query.window and again.frame.has("that")):
        return None
    within = Ranked(last.window, last.order, last.conditions)
    return replace(again.query, conditions=(*last.conditions, within))


def _as_other_basis(again: _Again) -> Query | None:
    """「件数では?」「それぞれの平均は?」 after a comparison; 「件数は?」「金額で」 after a breakdown."""
    frame, query, last = again.frame, again.query, again.last
    if last.measure is Measure.COMPARE and query.measure in {Measure.COUNT, Measure.MEAN}:
        of_each = frame.has("each") or is_bare(frame, "count", "mean")
        if of_each and not frame.has("those_two", "together"):
            return replace(last, basis=query.measure, comparison=Comparison.WHICH, claim=None)
    if last.measure is Measure.COMPARE and _BY_AMOUNT.fullmatch(text_of(frame)):
        return replace(last, basis=Measure.TOTAL, comparison=Comparison.WHICH, claim=None)
    if last.group_by is None:
        return None
    if query.measure is Measure.COUNT and is_bare(frame, "count"):
        return replace(last, measure=Measure.COUNT)
    by_amount = query.measure is Measure.TOTAL and last.measure is Measure.COUNT and frame.has("amount")
    if by_amount and is_bare(frame, "amount", "total", "not_but"):
        return replace(last, measure=Measure.TOTAL)
    return None


# 「金額だと?」 after two were held against each other by their numbers
_BY_AMOUNT = re.compile(
    "(?:じゃあ|では|で、)?(?:予算|金額|予算額|お金)(?:の合計|合計)?(?:だと|では|なら|で|で見ると|ベースだと)[?]*"
)


def _as_groups(again: _Again) -> Query | None:
    """「内訳は?」「部局別に」; 「2番目に多い部は?」 after 「部局別の件数」 still ranks by number."""
    frame, query, last = again.frame, again.query, again.last
    if query.group_by is None:
        return None
    unsaid = frame.has("breakdown") and not frame.has("by_department", "by_goal", "by_policy")
    conditions = again.conditions
    several = last.window is not None and last.window.last > last.window.first and last.group_by is None
    if several and last.window and last.measure in {*_OF_A_LIST, Measure.SHARE} and query.window is None:
        conditions = (
            *conditions,
            Ranked(last.window, last.order, last.conditions),
        )  # 「上位10件」「部局別に」
    grouping = default_grouping(again.conditions) if unsaid else query.group_by
    # 「予算が一番多い部は?」 after 「農政部の合計は?」: of all departments, and not of the one
    others = tuple(c for c in conditions if group_named(c) is not grouping)
    of_all = others != conditions
    ranked = query.window is not None and (query.group_by is last.group_by or of_all)
    measure = Measure.COUNT if ranked and _counted_before(frame, last) else query.measure
    return replace(query, measure=measure, conditions=others, group_by=grouping)


def _as_figure(again: _Again) -> Query | None:
    """「合計は?」「平均は?」, of the ranks that were shown where there were some."""
    frame, query, last = again.frame, again.query, again.last
    if query.measure not in _FIGURES or query.window is not None:
        return None
    if (
        query.measure is Measure.TOTAL
        and query.counting is Counting.AS_PRINTED
        and _counted_before(frame, last)
    ):
        query = replace(query, measure=Measure.COUNT)  # 「再掲も数えると?」 after 「何事業?」
    window = last.window if last.group_by is None else None
    ranks = window if last.measure in _OF_A_LIST and window and window.last > window.first else None
    order = last.order if ranks else Order.PRINTED
    return replace(query, conditions=again.conditions, order=order, window=ranks)


def _counted_before(frame: Frame, last: Query) -> bool:
    return last.measure is Measure.COUNT and not frame.has("amount", "total", "mean")


def _as_list_again(again: _Again) -> Query | None:
    """「3つ見せて」「少ない順に」: the last list, shorter or in another order."""
    query, last = again.query, again.last
    if query.measure is not Measure.LIST or query.window is not None:
        return None
    many = next((n.value for _, n in again.frame.numbers if n.counter in {"つ", "件", "個"}), None)
    if many and last.measure is Measure.LIST:
        return replace(last, window=Window(1, many), claim=None)
    ranked = last.group_by is not None or last.window is not None
    if not ranked or query.order is Order.PRINTED:
        return None
    one = last.window is not None and last.window.first == last.window.last and last.group_by is None
    return replace(last, order=query.order, window=None if one else last.window)


_RULES = (
    _as_share,
    _as_sides,
    _as_rank_of_ranks,
    _as_extreme_department,
    _as_other_basis,
    _as_groups,
    _as_figure,
    _as_list_again,
)
