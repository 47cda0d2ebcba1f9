"""Shares in a conversation: 「計画全体だと?」「それは環境部の何%?」「そのうち環境部は何%?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import group_named
from bot.query import (
    AmountBetween,
    Condition,
    Either,
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
    Query,
    is_share_of_groups,
)
from bot.reading import DialogueState
from bot.understanding.asking.own_place import place_said
from bot.understanding.asking.wholes import whole_named
from bot.understanding.draft import Draft
from bot.understanding.following.common import COUNTERS, is_bare, is_of_one, reread, single_project
from bot.understanding.following.narrowing import narrowed, replaced
from bot.understanding.following.scopes import last_scope
from bot.understanding.following.spoken_of import last_two
from bot.understanding.following.ways import THE_PART, same_kind
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Departments, Goals, Policies, Projects, Words
from bot.understanding.unions import union_of


def as_other_base(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「計画全体だと?」「部の中では?」 after a share; 「部の中では?」「件数では?」 after a rank."""
    place = _own_place(draft, last, lexicon)
    if place and last.measure in {Measure.SHARE, Measure.RANK}:
        return reread(draft, replace(last, base=(place,), claim=None))
    if last.measure is Measure.RANK and not draft.scope and is_bare(draft.frame, *_BASES):
        basis = next((basis for cue, basis in _BASES.items() if draft.frame.has(cue)), None)
        by_project = isinstance(last.conditions[0], IsProject)
        return reread(draft, replace(last, basis=basis)) if basis and not by_project else None
    ranked = (draft.query is not None and draft.query.window is not None) or draft.frame.has("next_one")
    if last.measure is not Measure.SHARE or draft.frame.has("share", "rank_asked") or ranked:
        return None
    if draft.whole and not draft.scope and not draft.measured:
        return reread(draft, replace(last, base=()))
    places = all(isinstance(c, InPlace) for c in draft.scope)
    of_projects = bool(last.base) and all(isinstance(c, IsProject | Mentions) for c in last.conditions)
    if (
        draft.scope
        and places
        and of_projects
        and not draft.measured
        and _WHAT_IF.fullmatch(draft.frame.said())
    ):
        return reread(draft, replace(last, base=draft.scope, claim=None))  # 「目標2だと?」
    listed = _LISTS.search(draft.frame.said())
    if draft.scope and places and draft.frame.has("within", "own_whole") and not (draft.measured or listed):
        own = tuple(c for c in last.conditions if c not in last.base) or last.conditions
        return reread(
            draft, replace(last, conditions=own if not last.window else last.conditions, base=draft.scope)
        )
    return None


_LISTS = re.compile("(?:の|もの|やつ)(?:は|って)?(?:どれ|何|なに)?[?]*$")  # 「基本目標2に入ってるのは」
_WHAT_IF = re.compile("(?:じゃあ?|では)?、?[^はが事]{2,12}(?:は|だと|なら|では|だったら)[?]*")
_BASES = {"count": Measure.COUNT, "mean": Measure.MEAN, "total": Measure.TOTAL, "amount": Measure.TOTAL}


def _own_place(draft: Draft, last: Query, lexicon: Lexicon) -> Condition | None:
    """「部では?」「目標の中では?」 after a project's share of the whole plan."""
    nouns = ("noun_department", "noun_goal", "noun_policy", "own_whole", "department_asked")
    if draft.scope or draft.frame.items or not is_bare(draft.frame, "that", *nouns):
        return None
    if draft.query and draft.query.window:
        return None  # 「その部で2番目に大きいのは?」
    match last.conditions:
        case (IsProject((project,), False),):
            return place_said(draft.frame, project, lexicon)
    return None


def as_shares_within(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「部局別の割合は?」 after a goal: within it; after a department, of the whole plan."""
    query = draft.query
    if query is None or not is_share_of_groups(query) or draft.scope:
        return None
    own = {Grouping.DEPARTMENT: InDepartments, Grouping.GOAL: InGoals, Grouping.POLICY: InPolicies}
    scope = last_scope(last, lexicon)
    if any(isinstance(c, own[query.group_by or Grouping.DEPARTMENT] | IsProject) for c in scope):
        scope = ()
    return reread(draft, replace(query, conditions=scope, base=scope))


def as_share_of_earlier(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「さっきの5件はその何%?」「最初の事業はその何%?」「それは2つの合計の何%?」: one thing talked about of another."""
    frame = draft.frame
    if not frame.has("share") or draft.scope or draft.query is None:
        return None
    if not (frame.has("that", "first_asked") or _BOTH_SUMMED.search(frame.said())):
        return None
    of_it = _IT_IN_THAT.search(frame.said())
    project = next((q for q in state.queries[1:] if q.measure is Measure.DETAIL), None) if of_it else None
    if project and last.conditions and last.measure is not Measure.DETAIL:
        return reread(draft, Query(Measure.SHARE, project.conditions, base=last.conditions))
    text, many = frame.said(), next((n.value for _, n in frame.numbers if n.counter in COUNTERS), None)
    if _BOTH_SUMMED.search(text):
        base = _summed_with(state, last, lexicon)
        return reread(draft, Query(Measure.SHARE, last.conditions, base=base)) if base else None
    if not _OF_THAT.search(text) or not last.conditions or last.window:
        return None
    earlier = [
        q for q in state.queries[1:] if q.conditions and q.measure not in {Measure.SHARE, Measure.COMPARE}
    ]
    part = earlier[-1] if frame.has("first_asked") and earlier else None
    if many:
        part = next((q for q in earlier if q.window and q.window.last - q.window.first + 1 == many), None)
    if part is None:
        return None
    query = Query(Measure.SHARE, part.conditions, order=part.order, window=part.window, base=last.conditions)
    return reread(draft, query)


# 「その中でこの事業は何%?」 after a project and then its department
_IT_IN_THAT = re.compile(
    "その(?:中|うち|部).{0,3}(?:この|さっきの|最初の)事業|さっきの事業(?:は|って)その(?:中|うち)"
)
_BOTH_SUMMED = re.compile(
    "(?:2つ|二つ|ふたつ|両方|両)の?(?:部局?|事業)?の?(?:合計|総額|合算)(?:額)?(?:の|に対して|に対する|に占める)(?:何|なん|割合)"
)
_OF_THAT = re.compile("(?:は|って|が)(?:その|それの)(?:合計|総額|うち)?の?(?:何|なん|どれ|割合)")


def _summed_with(state: DialogueState, last: Query, lexicon: Lexicon) -> tuple[Condition, ...]:
    """The sum that the last thing is a part of; else the last thing and the one before it."""
    whole = next((query for query in state.queries[1:] if _holds(query, last, lexicon)), None)
    if whole:
        return whole.conditions
    sides = [side.conditions for side in last_two(state, lexicon)[:_TWO]]
    own = len(sides) == _TWO and sides[1] == last.conditions
    return union_of(sides, lexicon) if own else ()


_TWO = 2  # things


def _holds(query: Query, last: Query, lexicon: Lexicon) -> bool:
    whole, part = select(lexicon.catalogue, query.conditions), select(lexicon.catalogue, last.conditions)
    return query.measure in {Measure.TOTAL, Measure.LIST} and bool(query.conditions) and part < whole


def _says_part_and_whole(draft: Draft, query: Query) -> bool:
    """「全体に占める空港整備事業の割合は」「観光スポーツ部の上位3事業で部全体の何%」: nothing is left for the dialogue to tell."""
    one = any(isinstance(c, IsProject) and len(c.ids) == 1 and not c.negated for c in query.conditions)
    return (one and draft.frame.has("whole") and not query.base) or (
        query.window is not None and bool(query.base) and set(query.base) <= set(draft.scope)
    )


_AS_MONEY = re.compile("(?:じゃあ|では|で、)?(?:金額|予算|額|お金)(?:だと|では|で|なら|で言うと|でいうと)、?")
_THE_SAME_SHARE = re.compile("(?:同じ|おなじ)(?:ように)?(?:割合|比率|計算)")


def share_of_last(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「それは環境部の何%?」 (環境部 is the whole), 「そのうち環境部は何%?」 (the last scope is)."""
    frame, query = draft.frame, draft.query
    assert query is not None
    if len(frame.of(Departments, Goals, Policies, Projects, Words)) > 1:
        return None
    if query.window and not query.window.is_one and is_of_one(last):
        return None  # 「さっきの上位3つは部の何%?」 after one of them
    scope = last_scope(last, lexicon)
    if draft.scope and scope and not query.base and THE_PART.search(frame.said()):
        return reread(draft, replace(query, conditions=narrowed(last, draft.scope, lexicon), base=scope))
    of_a_group = bool(last.group_by) and [group_named(c) for c in draft.scope] == [last.group_by]
    if of_a_group and _ITS_PROPORTION.search(frame.said()):
        return reread(draft, Query(Measure.SHARE, (*scope, *draft.scope), base=scope))
    pointing = frame.has("that") or (frame.has("within") and not frame.has("whole"))
    own_ranks = query.window is not None and not frame.has("that")
    if draft.scope and (own_ranks or not pointing) and _says_part_and_whole(draft, query):
        return None
    if set(query.base) and set(query.base) < set(query.conditions) and _TAKES_UP.search(frame.said()):
        return None  # 「行財政改革推進部の予算に占める新規の割合は?」
    if query.base == (IsNew(),) and not set(query.conditions) <= {*query.base, *scope}:
        return None  # 「統合型GISだけで新規全体の何%?」 says both
    same = last.base and _THE_SAME_SHARE.search(frame.said()) and same_kind(last, draft.scope)
    if same:
        return reread(draft, replace(last, conditions=replaced(last, draft.scope, lexicon), claim=None))
    ranks = last.window is not None and last.group_by is None and set(draft.scope) <= set(scope)
    if draft.scope and (ranks or set(draft.scope) < set(scope)) and _OF_ALL_SUCH.search(frame.said()):
        # 「新規全体の何割?」 after the new ones of a department, or the largest of the new ones
        order, window = (last.order, last.window) if ranks else (query.order, query.window)
        return reread(draft, replace(query, conditions=scope, base=draft.scope, order=order, window=window))
    marks = bool(draft.scope) and all(isinstance(c, IsNew | IsReprinted | AmountBetween) for c in draft.scope)
    if marks and is_of_one(last) and _OF_THEM_ALL.search(frame.said()):
        return reread(draft, Query(Measure.SHARE, last.conditions, base=draft.scope))
    within = _part_of_a_place(query, scope, lexicon)
    if within and not query.base and not frame.has("whole"):
        return reread(draft, replace(query, conditions=within, base=scope))
    if (
        query.base
        and (frame.has("that") or len(frame.items) <= 1)
        and set(query.conditions) <= set(query.base)
    ):
        order, window = (query.order, query.window) if query.window else (last.order, last.window)
        return reread(draft, replace(query, conditions=scope, base=query.base, order=order, window=window))
    places = bool(draft.scope) and all(isinstance(c, InPlace) for c in draft.scope)
    if scope and places and frame.items[0].index <= 1 and _OF_ITS_MONEY.match(frame.said()):
        return reread(draft, Query(Measure.SHARE, scope, base=draft.scope))  # 「経済部の予算に占める割合は?」
    whole = whole_named(frame) or _place_held(frame) or _place_held_in(frame, scope, draft.scope, lexicon)
    if (
        whole is not None
        and (whole.index == 0 or _AS_MONEY.fullmatch(frame.said(0, whole.index)))
        and len(frame.items) == 1
        and whole.is_a(Departments, Goals, Policies)
    ):
        asked = query if query.window or last.group_by is not None else last
        order, window = asked.order, asked.window
        there = scope if window else _held_there(scope, draft.scope, lexicon)
        return reread(
            draft, replace(query, conditions=there, base=draft.scope, order=order, window=window)
        )  # 「農政部の何割?」
    if draft.scope and (
        _of_the_last(frame) or ((whole is not None or _within_a_place(frame)) and _is_part(last, state))
    ):
        return reread(
            draft, replace(query, conditions=scope, base=draft.scope, order=last.order, window=last.window)
        )
    if frame.has("that", "within") and not frame.has("whole"):
        base = tuple(c for c in scope if isinstance(c, InPlace)) if _is_its_opposite(draft, scope) else scope
        return reread(draft, replace(query, conditions=narrowed(last, draft.scope, lexicon), base=base))
    if query.base and frame.has("whole"):
        return reread(draft, replace(query, conditions=scope, order=last.order, window=last.window))
    return None


def _is_its_opposite(draft: Draft, scope: tuple[Condition, ...]) -> bool:
    """「新規は部の何%?」 after what is not new: no part of that, but of where both are."""
    marks = (c for c in draft.scope if isinstance(c, IsNew | IsReprinted))
    return any(replace(mark, negated=not mark.negated) in scope for mark in marks)


_OF_ITS_MONEY = re.compile(
    "(?:じゃあ?|では|、)*[^、。]{2,14}の(?:予算|合計|総額|金額)(?:額)?に(?:占め|対す)る(?:割合|比率|シェア)"
)
# 「土木部の割合は」 after a breakdown by department: of what was broken down
_ITS_PROPORTION = re.compile(
    "[部所1-4あ-け]の(?:割合|構成比|比率|しぇあ|占有率|割り合い)(?:は|って|だと|を|[?]|$)"
)
_TAKES_UP = re.compile("(?<![そこ]れ)(?<!ちら)に占め|のうち[^、。]{2,}が占め")
_OF_THEM_ALL = re.compile("(?:全部|ぜんぶ|全体|合計)(?:の合計)?(?:に対し|に占め|の(?:何|なん))")
_OF_ALL_SUCH = re.compile(
    "(?:新規|再掲|以上|以下|未満|超|超え|超える)(?:の?事業|分)?(?:全体)?(?:の(?:うちの?)?(?:何|なん|どれ|どの|割合|比率)|に占め)"
)


def _held_there(
    scope: tuple[Condition, ...], place: tuple[Condition, ...], lexicon: Lexicon
) -> tuple[Condition, ...]:
    """「土木部に占める割合は?」 after the new projects: those of 土木部; a department is held against it as it is."""
    placed = any(isinstance(c, InPlace | Either) for c in scope)
    inside = select(lexicon.catalogue, scope) <= select(lexicon.catalogue, place)
    bounded = any(isinstance(c, AmountBetween) for c in scope)
    return scope if placed or (inside and not bounded) else (*scope, *place)


def _place_held(frame: Frame) -> Item | None:
    """「総合政策部に占める割合は?」 after the two projects of 市立大学."""
    if len(frame.items) != 1 or not frame.items[0].is_a(Departments, Goals, Policies):
        return None
    behind = frame.said(frame.items[0].index + 1)
    return frame.items[0] if behind.startswith(("に占め", "に対す", "に対し")) else None


def _place_held_in(
    frame: Frame, scope: tuple[Condition, ...], place: tuple[Condition, ...], lexicon: Lexicon
) -> Item | None:
    """「土木部で何%?」 after what 土木部 has a part in."""
    if len(frame.items) != 1 or not frame.items[0].is_a(Departments, Goals, Policies) or not scope:
        return None
    between = frame.said(frame.items[0].index + 1, frame.at("share"))
    part = select(lexicon.catalogue, (*scope, *place))
    return frame.items[0] if between in _IN_IT and part else None


_IN_IT = {"で", "での", "では", "でいうと", "で見ると", "の中で", "の中では", "内で", "内では", "だと"}


def _part_of_a_place(query: Query, scope: tuple[Condition, ...], lexicon: Lexicon) -> tuple[Condition, ...]:
    """「除雪が占める割合は?」 after a department's sum: what of it lies within the department."""
    of_a_place = bool(scope) and all(isinstance(c, InPlace) for c in scope)
    topical = bool(query.conditions) and all(isinstance(c, IsProject | Mentions) for c in query.conditions)
    if not of_a_place or not topical or any(c.negated for c in query.conditions):
        return ()
    named, whole = select(lexicon.catalogue, query.conditions), select(lexicon.catalogue, scope)
    if named <= whole:
        return query.conditions
    return (*scope, *query.conditions) if named & whole else ()


def _is_part(last: Query, state: DialogueState) -> bool:
    """Whether the last answer was about one project, or the first few of a list."""
    named = any(isinstance(c, IsProject | Either) and not c.negated for c in last.conditions)
    return named or single_project(last, state) is not None or (bool(last.window) and last.group_by is None)


def _of_the_last(frame: Frame) -> bool:
    """「それ、土木部のうちどのくらいの割合」: what is named is the whole."""
    item = frame.items[-1].index if frame.items else -1
    return 0 <= frame.at("that") < item < frame.at("within") and not frame.has("whole")


def _within_a_place(frame: Frame) -> bool:
    """「行財政改革推進部の中では何%」."""
    item = frame.items[-1] if frame.items else None
    return item is not None and item.is_a(Departments, Goals, Policies) and item.index < frame.at("within")
