"""One of the two things talked about, or both by turns: 「両方とも何部?」「どれくらい?」「多いほうの事業は?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    Comparison,
    Grouping,
    InDepartments,
    InGoals,
    IsProject,
    Measure,
    Order,
    Query,
    Subject,
    Window,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.comparisons import held_how
from bot.understanding.asking.one_project import aspect_of
from bot.understanding.asking.ranks import order_of
from bot.understanding.draft import Draft
from bot.understanding.following.common import SUMMED, reread, single_project
from bot.understanding.following.scopes import as_conditions
from bot.understanding.following.spoken_of import last_two, query_of, subject_of
from bot.understanding.following.ways import same_kind
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.unions import label_of, union_of

_TWO = 2  # things


def as_whose_they_are(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「両方とも何部?」: the departments of the two things talked about."""
    if draft.scope or not _WHOSE.match(draft.frame.said()):
        return None
    both = [query_of(subject) for subject in last_two(state, lexicon)[:_TWO]]
    if len(both) < _TWO:
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    whose = union_of([as_conditions(query, lexicon) for query in both], lexicon)
    return reread(draft, Query(Measure.TOTAL, whose, Grouping.DEPARTMENT, Order.AMOUNT_DESC))


_WHOSE = re.compile(
    "(?:その|この)?(?:両方|どちら|どっち|2つ|二つ|ふたつ)(?:とも|も|の|は|って)*(?:担当|所管)?(?:は|って)?(?:何部|どこの?部?|同じ部|部は|担当)"
)


def as_about_the_larger(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「所管部は?」 after 「金額が多いのはどちら?」 of two projects: of the one that was named."""
    frame = draft.frame
    if last.measure is not Measure.COMPARE or draft.scope:
        return None
    if last.order is Order.PRINTED:
        return _their_departments(draft, last, lexicon)
    if (
        not frame.has(*_OF_ONE)
        or frame.has("those_two", "each", "big", "small")
        or _BOTH.search(frame.said())
    ):
        return None
    sides = [select(lexicon.catalogue, side.conditions) for side in last.subjects]
    if last.basis is not Measure.TOTAL or any(len(side) != 1 for side in sides):
        return None
    union = union_of([side.conditions for side in last.subjects], lexicon)
    return reread(draft, Query(Measure.LIST, union, order=last.order, window=Window(1, 1)))


def _their_departments(draft: Draft, last: Query, lexicon: Lexicon) -> Draft | None:
    """「担当はどこですか」 after how many times one of two projects is the other: of both."""
    projects = all(isinstance(c, IsProject) for side in last.subjects for c in side.conditions)
    if not projects or not draft.frame.has("department_asked") or draft.measured:
        return None
    union = union_of([side.conditions for side in last.subjects], lexicon)
    return reread(draft, Query(Measure.TOTAL, union, Grouping.DEPARTMENT, Order.AMOUNT_DESC))


_OF_ONE = ("department_asked", "detail", "change", "places_asked", "newness_asked", "rank_asked")
_BOTH = re.compile("両|どちらも|どっちも|それぞれ|各|[2二]つ|ふたつ|とも(?:に|の)")


def as_by_how_much(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「どれくらい?」 after 「どっちが高い?」."""
    if last.measure is not Measure.COMPARE or draft.scope or not _BY_HOW_MUCH.fullmatch(draft.frame.said()):
        return None
    return reread(draft, replace(last, comparison=Comparison.DIFFERENCE, claim=None))


_BY_HOW_MUCH = re.compile(
    "(?:どれ|どの)(?:くらい|ぐらい|ほど)(?:で|です|だけ|なの|の)?(?:か)?[?]*|どんだけ[?]*"
)


def as_one_supposed_more(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「除雪のほうが高いよね?」 after two things were asked about, of which it is one."""
    if not _MORE_THAN_IT.search(draft.frame.said()) or not draft.scope or not draft.frame.items:
        return None
    sides = last_two(state, lexicon)[:2]
    meant = select(lexicon.catalogue, draft.scope)
    fitting = [bool(select(lexicon.catalogue, side.conditions) & meant) for side in sides]
    basis = Measure.TOTAL
    if len(sides) < _TWO or sum(fitting) != 1:
        if last.measure not in SUMMED or last.group_by or not same_kind(last, draft.scope):
            return None  # 「農政部のほうが少ない?」 after another department's sum or number
        sides = [subject_of(last, lexicon), Subject(draft.scope, label_of(draft.scope, lexicon))]
        basis = last.measure
    order = Order.AMOUNT_ASC if draft.frame.has("small") else Order.PRINTED
    return reread(draft, Query(Measure.COMPARE, order=order, subjects=tuple(sides), basis=basis))


_MORE_THAN_IT = re.compile("(?:のほう|の方)が(?:予算|金額|額)?(?:が|は)?(?:高|多|大き|安|少な|小さ)い")


def as_extreme_of_two(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「金額の多いほうを詳しく」 after two things were asked about one by one."""
    frame = draft.frame
    if _which_of_a_list(draft, state, last, lexicon):
        order = Order.AMOUNT_ASC if frame.has("small") else Order.AMOUNT_DESC
        return reread(draft, Query(Measure.LIST, (IsProject(state.shown),), order=order, window=Window(1, 1)))
    figures = {Measure.DETAIL, Measure.TOTAL, Measure.COUNT}
    alone = len(state.queries) > 1 and all(q.measure in figures and not q.window for q in state.queries[:2])
    one_of = frame.has("big", "small") and bool(_ONE_OF.search(frame.said()))
    of_these = alone and bool(_THE_ONE.fullmatch(frame.said()))
    one_of = one_of or of_these
    many = len(state.shown) > 1 and not of_these
    if draft.scope or not one_of or many or last.window or frame.has("which", "difference"):
        return None
    sides = last_two(state, lexicon)
    if len(sides) < 2 or any(side.window or len(side.conditions) != 1 for side in sides[:2]):
        return None
    order = Order.AMOUNT_ASC if frame.has("small") else Order.AMOUNT_DESC
    union = union_of([side.conditions for side in sides[:2]], lexicon)
    match union:
        case (IsProject(), *_):
            return reread(draft, Query(Measure.LIST, union, order=order, window=Window(1, 1)))
        case (InDepartments(), *_):
            by = Grouping.DEPARTMENT
            counted = {q.measure for q in state.queries[:2]} == {Measure.COUNT}
            measure = Measure.COUNT if counted else Measure.TOTAL
            return reread(draft, Query(measure, union, by, order=order, window=Window(1, 1)))
    return None


def _which_of_a_list(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> bool:
    """「金額の多いほうはどちら?」 after a list of two, that is no second thing beside one before."""
    frame = draft.frame
    sides = [side.conditions for side in last_two(state, lexicon)[:_TWO]]
    if set(sides) != {(IsProject((project,)),) for project in state.shown}:
        return False
    of_two = last.measure in {Measure.LIST, Measure.TOTAL} and not last.group_by and len(state.shown) == _TWO
    asked = frame.has("which") and frame.has("big", "small") and _THE_ONE_THAT.search(frame.said())
    return bool(
        of_two and asked and not draft.scope and not frame.has("difference", "ratio", "mean", "count")
    )


# 「高いほうはどっち?」 asks for the one, 「どっちが高い?」 for both held against each other
_THE_ONE_THAT = re.compile("(?:ほう|方|の|もの)(?:は|って)(?:どっち|どちら|どれ)")


# 「高いのは?」 after two things were asked about
_THE_ONE = re.compile(
    "(?:じゃあ|で、|では|どっちが)?(?:高い|多い|大きい|安い|少ない|小さい)の(?:は|って)[?]?"
)
_ONE_OF = re.compile("い(?:ほう|方)")


def as_against_end_of_list(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「リストの先頭の事業と比べるといくら多い?」 after another one of that list was looked at."""
    frame = draft.frame
    one = single_project(last, state)
    ends = {"first_one": 0, "last_one": -1}
    end = next((state.listed[at] for cue, at in ends.items() if frame.has(cue) and state.listed), None)
    said = _UPPERMOST.search(frame.said()) if state.listed else None
    end = state.listed[0 if said[1] == "上" else -1] if said else end
    if draft.scope or one is None or end in {None, one} or not frame.has("difference", "ratio", "compare"):
        return None
    sides = tuple(
        Subject((IsProject((i,)),), lexicon.catalogue.by_id[i].name) for i in (one, end) if i is not None
    )
    return reread(draft, Query(Measure.COMPARE, subjects=sides, comparison=held_how(frame)))


_UPPERMOST = re.compile("(?:一番|いちばん)(上|下)(?=と|の)")  # 「一番上とそれとの差額は?」


def as_projects_of_extreme(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「多いほうの事業は?」「その部の事業は?」 after two departments were compared."""
    said = draft.frame.said()
    of_that = last.order is not Order.PRINTED and last.basis is Measure.TOTAL and _OF_THAT.match(said)
    out_of_it = _OUT_OF_THE_ONE.search(said) and all(c.negated for c in draft.scope)
    if last.measure is not Measure.COMPARE or (draft.scope and not out_of_it):
        return None
    broken_down = draft.grouping is not None and _THE_ONE_BY_GROUPS.search(said)
    if not (of_that or out_of_it or broken_down or _OF_THE_ONE.search(said)):
        return None
    union = union_of([side.conditions for side in last.subjects], lexicon)
    if not isinstance(union[0], InDepartments | InGoals) or len(union) > 1 or draft.query is None:
        return None
    by = Grouping.DEPARTMENT if isinstance(union[0], InDepartments) else Grouping.GOAL
    its_side, _, of_it = said.rpartition("ほうの") if "ほうの" in said else said.rpartition("方の")
    order = Order.AMOUNT_ASC if _SMALL.search(its_side) else Order.AMOUNT_DESC
    order = last.order if of_that else order
    found = Query(last.basis, union, by, order, Window(1, 1))
    asked = draft.query
    if asked.group_by and asked.group_by is not by:  # 「大きい方を施策ごとに分けて」
        return reread(draft, Query(Measure.TOTAL, group_by=asked.group_by, of_groups=found))
    if out_of_it and draft.scope:
        return reread(draft, Query(Measure.TOTAL, draft.scope, of_groups=found))
    if asked.window and "事業" in said and _A_RANK.search(of_it):
        ranked = asked.order if of_that else order_of(bool(_SMALL.search(of_it)))
        return reread(draft, Query(Measure.LIST, order=ranked, window=asked.window, of_groups=found))
    asked_of_it = (
        cue for cue in _FIGURES if draft.frame.has(cue) and cue in {*_FIGURES} and _OF_THE_ONE.search(said)
    )
    measure = _FIGURES[next(asked_of_it, "")]
    return reread(draft, Query(measure, of_groups=found))


_FIGURES = {"count": Measure.COUNT, "mean": Measure.MEAN, "total": Measure.TOTAL, "": Measure.LIST}


_OF_THAT = re.compile(
    "(?:その|そっちの|そちらの)(?:部局?|部署|ほう)?[ので]?(?:事業|件数|中身|一覧|一番|いちばん|最)"
)
_OUT_OF_THE_ONE = re.compile("い(?:ほう|方)の(?:部局?|目標)から")  # 「多いほうの部から除雪事業を抜くと」
_OF_THE_ONE = re.compile(
    "い(?:ほう|方)の(?:部局?)?(?:の|で|の中で)?、?(?:(?:一番|いちばん|最も|もっとも)(?:予算|金額|額)?[がの]?[^、。]{1,4}[いの])?の?事業|い(?:ほう|方)の(?:部局?の|目標の)?(?:平均|合計|総額|件数)"
)
_THE_ONE_BY_GROUPS = re.compile("い(?:ほう|方)(?:を|の|は)[^、。]{0,4}(?:施策|部局?|目標)(?:ごと|別|毎)")
_SMALL = re.compile("少な|小さ|安|低")
_A_RANK = re.compile("一番|いちばん|最|番目|位|上位|高|大き|多|少な|小さ|安")


def as_former_or_latter(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「前者の担当は?」「後者は何件?」: of one of the two that were talked about, in the order they came up."""
    said = _FORMER_OR_LATTER.match(draft.frame.said())
    both = last_two(state, lexicon)[:_TWO]
    if said is None or draft.scope or draft.query is None or _BOTH_NAMED.search(draft.frame.said()):
        return None
    if len(both) < _TWO:
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    side = both[0] if said["former"] else both[1]
    match side.conditions:
        case (IsProject((_,), False),) if draft.query.measure is not Measure.SHARE:
            return reread(draft, Query(Measure.DETAIL, side.conditions, aspect=aspect_of(draft.frame)))
    asked = draft.query if draft.measured else Query(Measure.TOTAL)
    if side.window is not None and not asked.window:
        return reread(draft, replace(asked, conditions=side.conditions, order=side.order, window=side.window))
    again = asked.measure is Measure.SHARE is last.measure and not asked.base
    base = last.base if again else asked.base  # 「後者のみの場合の割合」
    return reread(draft, replace(asked, conditions=side.conditions, base=base))


_FORMER_OR_LATTER = re.compile(
    "(?:じゃあ|では|で、|その)?(?:(?P<former>前者|(?:前|先)の(?:ほう|方))|後者|後の(?:ほう|方))"
)
_BOTH_NAMED = re.compile(
    "前者.*後者|後者.*前者|(?:前者|後者)の(?:ほう|方)が[^。]*(?:多|高|大き|少な|安|小さ)"
)
