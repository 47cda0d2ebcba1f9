"""Going back: to the list that a project was picked from, or to what was asked before it was narrowed."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import group_named
from bot.query import (
    AmountBetween,
    Condition,
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
)
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import OF_THE_LIST, SUMMED, is_bare, is_of_one, reread, single_project
from bot.understanding.following.scopes import as_conditions
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Departments, Goals, Policies


def as_the_list_stood(draft: Draft, state: DialogueState, lexicon: Lexicon) -> DialogueState:
    """「10件のうち総合政策部は何件」「子育て支援部だけ残して」 after one of a list was looked at: read after the list."""
    last = state.queries[0] if state.queries else None
    if last is None or not is_of_one(last) or len(state.listed) < _SEVERAL:
        return state
    at = next((i for i, query in enumerate(state.queries) if not is_of_one(query)), None)
    if at is None:
        return state
    others = _leaves_out_another(draft, last, state.queries[at], lexicon)
    if not (others or _is_asked_of_several(draft, len(state.listed))):
        return state
    return replace(state, queries=state.queries[at:], shown=state.listed, listed=())


_SEVERAL = 2


def _leaves_out_another(draft: Draft, last: Query, listed: Query, lexicon: Lexicon) -> bool:
    """「がん以外の合計は?」 after another of the list was looked at."""
    named = all(isinstance(c, Mentions | IsProject) and c.negated for c in draft.scope)
    if not draft.scope or not named or not draft.measured:
        return False
    out = select(lexicon.catalogue, tuple(replace(c, negated=False) for c in draft.scope))
    there = select(lexicon.catalogue, listed.conditions)
    return bool(out & there) and not out & select(lexicon.catalogue, last.conditions)


def _is_asked_of_several(draft: Draft, length: int) -> bool:
    frame, text = draft.frame, draft.frame.said()
    if frame.has("confirm", "ask_yes_no") or "事業" in text:
        return False
    if frame.has("which_project") and all(isinstance(c, Mentions) for c in draft.scope) and draft.scope:
        return True  # 「研修をやってくれるのはどれだっけ」
    ranks = draft.query.window if draft.query else None
    if ranks is not None and not ranks.is_one and frame.has("share"):
        return True  # 「上位5つで部の何%?」
    if (
        frame.has("all_of")
        and not draft.scope
        and is_bare(frame, "all_of", "whole", "total", "amount", "mean")
    ):
        return frame.has("total", "amount", "mean")  # 「全部の合計は?」
    if not draft.scope or draft.whole or not all(isinstance(condition, _A_PART) for condition in draft.scope):
        return False
    bounded = any(isinstance(c, AmountBetween) and c.at_least != c.at_most for c in draft.scope)
    counted = any(number.value == length for _, number in frame.numbers) and frame.has("within")
    placed = frame.has("only") and any(isinstance(c, InPlace) for c in draft.scope)
    bare = bounded and is_bare(frame, "list", "count", "total", "big", "small")
    return counted or placed or bare or bool(OF_THE_LIST.search(text) or _KEEPING.search(text))


_A_PART = InPlace | IsNew | IsReprinted | AmountBetween
_KEEPING = re.compile("残して|絞って|しぼって|絞ると|限って|限ると|(?:の|な)もの(?:は|だけ)")


def names_all_of_a_place(frame: Frame) -> bool:
    """「いや、4-ケ全体の合計のほう」: a place as a whole, without what was said of it before."""
    places = frame.of(Departments, Goals, Policies)
    asked = frame.has("total", "count", "mean", "list", "amount") and not frame.has("share")
    if len(places) != 1 or (frame.has("that") and frame.at("that") != places[0].index - 1):
        return False
    return asked and bool(_ALL_OF_IT.match(frame.text_at(places[0].index + 1)))


_ALL_OF_IT = re.compile("の?(?:全体|全部|ぜんぶ|全事業)")


def as_before_it_was_narrowed(
    draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon
) -> Draft | None:
    """「さっきの4千万以上のほうの合計」「さっきの一覧に戻って」: of the scope, or the list, that came before."""
    of_all = _all_of_an_earlier_scope(draft, state, last)
    if of_all:
        return of_all
    held_against = draft.frame.has("difference", "ratio", "compare", "which", "share")
    if not _EARLIER.search(draft.frame.said()) or draft.query is None or held_against:
        return None
    if _ADDED.search(draft.frame.said()):
        return None  # 「さっきの運営事業も加えたら」
    if draft.scope:
        before = next((q for q in state.queries[1:] if _is_wider(q, draft, last)), None)
        if before is None and draft.frame.has("within"):
            return _part_of_an_earlier_scope(draft, state)
    elif _THE_LIST.search(draft.frame.said()):
        lists = [q for q in state.queries if q.measure is Measure.LIST and q.group_by is None]
        before = lists[-1 if _THE_FIRST.search(draft.frame.said()) else 0] if lists else None
    else:
        return None
    if before is None:
        return None
    if not draft.frame.has("total", "amount", "count", "mean", "together"):
        return reread(draft, replace(before, measure=Measure.LIST, claim=None))
    counted = Measure.COUNT if draft.frame.has("count") else Measure.TOTAL
    measure = draft.query.measure if draft.query.measure in SUMMED else counted
    return reread(draft, Query(measure, as_conditions(before, lexicon)))


_ADDED = re.compile("も(?:加え|足し|足す|入れ|合わせ|含め)")


def as_the_place_alone(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「施策全体だといくら?」「部の平均は?」 after a part of it: the whole place that was talked about."""
    said = _ALL_OF_THE_PLACE.match(draft.frame.said())
    if (
        said is None
        or draft.scope
        or draft.frame.has("share", "difference", "ratio", "except", "largest", "smallest")
    ):
        return None
    kind = {"部": InDepartments, "施": InPolicies, "目": InGoals, "基": InGoals}[said["place"][0]]
    named = (c for q in state.queries for c in q.conditions if isinstance(c, kind) and group_named(c))
    place = next(named, None)
    part = bool(last.window) or last.conditions != (place,) or last.measure is Measure.LIST
    if place is None or not part or draft.query is None or draft.query.group_by:
        return None
    measure = draft.query.measure if draft.query.measure in SUMMED and draft.measured else Measure.TOTAL
    return reread(draft, Query(measure, (place,)))


_ALL_OF_THE_PLACE = re.compile(
    "(?:じゃあ?|では|その|この)?(?:(?P<place>部局?|施策|基本目標|目標)(?:全体(?:だと|では|で|なら|の(?:合計|予算|平均|総額))|の(?:1事業あたりの|1件あたりの)?平均(?:は|って)))"
)


def as_beyond_an_earlier_bound(
    draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon
) -> Draft | None:
    """「1億円に届かない事業は何件残る?」, some questions after 「子育て支援部で1億円以上」: the others of that scope."""
    match draft.scope:
        case (AmountBetween(negated=False) as said,) if draft.query and (
            draft.measured or _THOSE_BEYOND.search(draft.frame.said())
        ):
            pass
        case _:
            return None
    bounds = [c for c in last.conditions if isinstance(c, AmountBetween)]
    before = next((q for q in state.queries if _turned(said) & set(q.conditions)), None)
    if bounds or before is None or len(before.conditions) == 1 or draft.whole or draft.frame.items[1:]:
        return None
    kept = tuple(c for c in before.conditions if c not in _turned(said))
    asked = draft.query if draft.measured else Query(Measure.LIST)
    return reread(draft, replace(asked, conditions=(*kept, said)))


_THOSE_BEYOND = re.compile(
    "(?:以上|以下|未満|超|超える|満たない|届かない)の(?:もの|やつ|ほう|方)?(?:は|って)[?]*$"
)


def _turned(bounds: AmountBetween) -> set[Condition]:
    """What lies on the other side of the bound."""
    match bounds:
        case AmountBetween(int(low), None):
            return {AmountBetween(None, low - 1)}
        case AmountBetween(None, int(high)):
            return {AmountBetween(high + 1, None)}
    return set()


def _all_of_an_earlier_scope(draft: Draft, state: DialogueState, last: Query) -> Draft | None:
    """「10億以上のもの全部で合計いくら?」 after what of them is of one department."""
    earlier = any(q.conditions == draft.scope for q in state.queries[1:])
    narrowed = set(draft.scope) < set(last.conditions)
    if not (draft.scope and earlier and narrowed and draft.measured) or "全部" not in draft.frame.said():
        return None
    return reread(draft, replace(draft.query or Query(), conditions=draft.scope))


def _part_of_an_earlier_scope(draft: Draft, state: DialogueState) -> Draft | None:
    """「さっきの100万円未満のうち経済部のは?」: of that scope, the part that is said besides."""
    said = set(draft.scope)
    whole = next((q for q in state.queries if said & set(q.conditions) and not is_of_one(q)), None)
    if whole is None or draft.query is None:
        return None
    rest = tuple(c for c in draft.scope if c not in whole.conditions)
    asked = draft.query if draft.measured else Query(Measure.LIST)
    return reread(draft, replace(asked, conditions=(*whole.conditions, *rest)))


def _is_wider(query: Query, draft: Draft, last: Query) -> bool:
    """Whether the query holds what is said, and the last one was asked of less."""
    narrower = set(query.conditions) < set(last.conditions) or is_of_one(last)
    return query.group_by is None and narrower and set(draft.scope) <= set(query.conditions)


def as_less_the_one_looked_at(
    draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon
) -> Draft | None:
    """「積立金を抜いたらいくら?」 after one of a theme's projects: of the others."""
    out = tuple(
        replace(c, negated=False) for c in draft.scope if isinstance(c, Mentions | IsProject) and c.negated
    )
    one = single_project(last, state)
    if draft.query is None or one is None or not out or len(out) < len(draft.scope):
        return None
    whole = next((query.base for query in state.queries[:_RECENT] if query.base), ())
    wider = next((query for query in state.queries if not is_of_one(query)), None)
    if wider is None and whole:
        wider = Query(Measure.TOTAL, whole)  # 「空港抜いたら残りいくら」 after its share of the department
    if wider is None or wider.window or wider.group_by or one not in select(lexicon.catalogue, out):
        return None
    if one not in select(lexicon.catalogue, wider.conditions):
        return None
    asked = draft.query if draft.measured else replace(wider, claim=None)
    return reread(draft, replace(asked, conditions=(*wider.conditions, IsProject((one,), negated=True))))


_RECENT = 2
_EARLIER = re.compile("(?:さっき|さきほど|先ほど|前|もと|元|最初|はじめ|初め)の")
_THE_FIRST = re.compile("(?:最初|はじめ|初め)の(?:一覧|りすと|リスト)")
_THE_LIST = re.compile("一覧|りすと|リスト|らんきんぐ|ランキング")
