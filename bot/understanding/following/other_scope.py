"""Another scope, the same question: 「じゃあ農政部は?」「そのうち新規だけ」「1億円以上に絞って」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    AmountBetween,
    Aspect,
    Claim,
    Condition,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Mentions,
    PrintedTimes,
    Query,
    Ranked,
    ThanMean,
)
from bot.reading import DialogueState
from bot.understanding.asking.drafting import text_of
from bot.understanding.asking.shares import whole_named
from bot.understanding.draft import Draft
from bot.understanding.following.common import is_bare, reread, single_project
from bot.understanding.following.scopes import last_scope
from bot.understanding.following.twins import as_twin
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Departments, Goals, Policies, Projects, Words

_SIMPLE = {Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.LIST, Measure.SHARE}


def as_other_side(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「未満のほうは?」 after 「1億円以上」: the same amount, bounded from the other side."""
    said = _SIDE.match(text_of(draft.frame))
    bounds = [c for c in last.conditions if isinstance(c, AmountBetween) and not c.negated]
    if said is None or draft.scope or len(bounds) != 1:
        return None
    match bounds[0]:
        case AmountBetween(int(low), None):
            edge = low - low % 1000  # 超 is one yen above
        case AmountBetween(None, int(high)):
            edge = high + (high % 1000 == _BELOW)
        case _:
            return None
    kept = tuple(c for c in last.conditions if c is not bounds[0])
    other = {
        "未満": AmountBetween(None, edge - 1),
        "以下": AmountBetween(None, edge),
        "以上": AmountBetween(edge, None),
    }.get(said[1], AmountBetween(edge + 1, None))
    return reread(draft, replace(last, conditions=(*kept, other), claim=None))


_SIDE = re.compile(
    "(?:じゃあ|じゃ|では|逆に|反対に|その)*(未満|以下|以上|超|それを超え)(?:える|る)?(?:の(?:ほう|方|もの|やつ|事業))?(?:は|って|だと|なら|も|[??]|$)"
)
_BELOW = 999


def as_other_base(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「計画全体だと?」「部の中では?」 after a share."""
    if last.measure is not Measure.SHARE or draft.frame.has("share"):
        return None
    if draft.whole and not draft.scope and not draft.measured:
        return reread(draft, replace(last, base=()))
    places = all(isinstance(c, InDepartments | InGoals | InPolicies) for c in draft.scope)
    if draft.scope and places and draft.frame.has("within", "own_whole") and not draft.measured:
        own = tuple(c for c in last.conditions if c not in last.base) or last.conditions
        return reread(
            draft, replace(last, conditions=own if not last.window else last.conditions, base=draft.scope)
        )
    return None


def _share_of_last(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「それって土木部の何%?」 (土木部 is the whole), 「そのうち環境部は何%?」 (the last scope is)."""
    frame, query = draft.frame, draft.query
    assert query is not None
    if len(frame.of(Departments, Goals, Policies, Projects, Words)) > 1:
        return None
    scope = last_scope(last)
    named = {project for c in query.conditions if isinstance(c, IsProject) for project in c.ids}
    of_a_place = bool(scope) and all(isinstance(c, InDepartments | InGoals | InPolicies) for c in scope)
    if (
        named
        and of_a_place
        and not query.base
        and not frame.has("whole")
        and named <= select(lexicon.catalogue, scope)
    ):
        return reread(draft, replace(query, base=scope))  # 「そのICTパークが占める割合」 of the department
    if (
        query.base
        and (frame.has("that") or len(frame.items) <= 1)
        and set(query.conditions) <= set(query.base)
    ):
        order, window = (query.order, query.window) if query.window else (last.order, last.window)
        return reread(draft, replace(query, conditions=scope, base=query.base, order=order, window=window))
    whole = whole_named(frame)
    if draft.scope and (
        _of_the_last(frame) or ((whole is not None or _within_a_place(frame)) and _is_part(last, state))
    ):
        return reread(
            draft, replace(query, conditions=scope, base=draft.scope, order=last.order, window=last.window)
        )
    if frame.has("that", "within") and not frame.has("whole"):
        return reread(draft, replace(query, conditions=_narrowed(last, draft.scope), base=scope))
    if query.base and frame.has("whole"):
        return reread(draft, replace(query, conditions=scope, order=last.order, window=last.window))
    return None


def _is_part(last: Query, state: DialogueState) -> bool:
    """Whether the last answer was about one project, or the first few of a list."""
    return single_project(last, state) is not None or (last.window is not None and last.group_by is None)


def _of_the_last(frame: Frame) -> bool:
    """「それ、土木部のうちどのくらいの割合」: what is named is the whole."""
    item = frame.items[-1].index if frame.items else -1
    return 0 <= frame.at("that") < item < frame.at("within") and not frame.has("whole")


def _within_a_place(frame: Frame) -> bool:
    """「行財政改革推進部の中では何%」."""
    item = frame.items[-1] if frame.items else None
    return item is not None and item.is_a(Departments, Goals, Policies) and item.index < frame.at("within")


def as_other_scope(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「じゃあ農政部は?」「そのうち新規だけ」「1億円以上に絞って」「いや、社会教育部のほう」."""
    frame, query = draft.frame, draft.query
    if query is None:
        return None
    twin = as_twin(draft, last, lexicon)
    if twin:
        return twin
    one = (
        state.shown[0] if len(state.shown) == 1 and (last.measure is Measure.DETAIL or last.window) else None
    )
    if one and draft.scope == (IsNew(),) and "事業" not in text_of(frame):
        aspect = Aspect.NEWNESS if frame.has("confirm", "newness_asked") else Aspect.CHANGE
        claim = Claim(new=True) if frame.has("confirm") else None
        return reread(draft, Query(Measure.DETAIL, (IsProject((one,)),), aspect=aspect, claim=claim))
    about = single_project(last, state)
    if about and frame.has("that") and frame.has("detail") and all(item.is_a(Words) for item in frame.items):
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.PURPOSE))
    if about and _asks_what_it_does(frame) and len(select(lexicon.catalogue, draft.scope)) > _A_FEW:
        return reread(draft, Query(Measure.DETAIL, (IsProject((about,)),), aspect=Aspect.PURPOSE))
    if query.measure is Measure.SHARE:
        return _share_of_last(draft, state, last, lexicon)
    narrowing = (
        frame.has("only", "within")
        or (frame.has("that") and not frame.has("instead", "not_but", "correction"))
        or _THE_PART.search(text_of(frame)) is not None
        or (frame.has("which_project") and "事業" not in text_of(frame) and last.measure is Measure.LIST)
    )
    replacing = frame.has("instead", "rather", "correction", "not_but") or _also(frame)
    soft = all(
        c.negated or isinstance(c, IsNew | IsReprinted | AmountBetween | PrintedTimes) for c in draft.scope
    )
    again = any(
        isinstance(c, InDepartments | InGoals | InPolicies) and c in last.conditions for c in draft.scope
    )
    if again and len(draft.scope) > 1 and not frame.has("that", "within", "instead"):
        return None  # 「基本目標1で5億円より上のだけ」 says its scope in full
    complete = draft.measured and not (soft and ("事業" not in text_of(frame) or _only_excludes(draft)))
    if complete and not narrowing and not replacing:
        return None
    if not narrowing and not replacing and _is_new_topic(draft, query, last, lexicon):
        return None
    if query.measure is Measure.DETAIL and not narrowing:
        return _same_question(draft, last) if not draft.measured else None
    if not narrowing and not replacing and not soft and not is_bare(frame):
        return None
    opposite = frame.has("instead") and any(isinstance(c, AmountBetween) for c in draft.scope)
    if (narrowing or soft or (not replacing and not _same_kind(last, draft.scope))) and not opposite:
        conditions = _narrowed(last, _left_out(draft, last, lexicon))
    else:
        conditions = _replaced(last, draft.scope)
    if (draft.measured and not soft) or (draft.measured and query.measure is not Measure.LIST):
        return reread(draft, replace(query, conditions=conditions))
    if last.measure in _SIMPLE or last.group_by is not None:
        if narrowing and last.group_by is not None and query.measure is Measure.LIST:
            return reread(draft, Query(Measure.LIST, conditions))
        if last.measure is Measure.TOTAL and soft and frame.has("only"):
            return reread(draft, replace(last, conditions=conditions, claim=None))
        return reread(draft, replace(last, conditions=conditions, claim=None))
    if last.measure is Measure.COMPARE:
        return reread(draft, Query(Measure.TOTAL, draft.scope))
    return reread(draft, replace(query, conditions=conditions))


_THE_PART = re.compile("(?:の|いる|てる|た)分(?:[のはをがもで、]|って|だけ|$)")  # 「農政部の分の一覧」


def _also(frame: Frame) -> bool:
    """「学校教育部にもある?」: the same question of another place."""
    return frame.has("ask_yes_no") and bool(_TOO.search(text_of(frame)))


_TOO = re.compile("[にで]?も(?:ある|あり|やって|存在)")


_A_FEW = 3  # projects that a word may name; one that stands in more tells little


def _asks_what_it_does(frame: Frame) -> bool:
    """「なんていう学校を応援してるの?」: a detail of what was talked about."""
    others = frame.has("amount", "total", "count", "list", "related", "instead", "share", "except", "only")
    return (
        not others
        and all(item.is_a(Words) for item in frame.items)
        and any(
            span.text
            in {"なん", "なんて", "何て", "なんていう", "何という", "どんな", "どの", "どう", "何", "なに"}
            for span in frame.spans
        )
        and bool(re.search("の[??]*$|か[??]*$", text_of(frame)))
    )


def _is_new_topic(draft: Draft, query: Query, last: Query, lexicon: Lexicon) -> bool:
    """「いじめ 事業」 after 「子育て支援部の合計」: a theme of its own, no part of what was asked before."""
    topical = any(isinstance(c, Mentions | IsProject) and not c.negated for c in draft.scope)
    if not topical or query.measure is Measure.DETAIL:
        return False
    if last.measure is Measure.DETAIL and "事業" not in text_of(draft.frame):
        # 「今年は何を工事するの」: of the project whose text says so
        return not select(lexicon.catalogue, (*last.conditions, *draft.scope))
    spoken_of = any(isinstance(c, Mentions | IsProject) and not c.negated for c in last.conditions)
    return not spoken_of or last.measure is Measure.DETAIL


def _only_excludes(draft: Draft) -> bool:
    return all(condition.negated for condition in draft.scope)


def _same_kind(last: Query, scope: tuple[Condition, ...]) -> bool:
    kinds = {type(condition) for condition in scope}
    return any(type(condition) in kinds for condition in last.conditions)


def _narrowed(last: Query, scope: tuple[Condition, ...]) -> tuple[Condition, ...]:
    amounts = any(isinstance(condition, AmountBetween) for condition in scope)
    scope = _closed(last, scope)
    flags = {type(c) for c in scope if isinstance(c, IsNew | IsReprinted)}
    turned = [replace(condition, negated=not condition.negated) for condition in scope]
    kept = tuple(
        condition
        for condition in last_scope(last)
        if not (amounts and isinstance(condition, AmountBetween))
        and type(condition) not in flags
        and condition not in scope
        and condition not in turned
    )
    return (*kept, *(_rebased(condition, kept) for condition in scope))


def _rebased(condition: Condition, kept: tuple[Condition, ...]) -> Condition:
    """「1位を除いた合計」 after 保健所: of its projects, and not of the whole plan."""
    match condition:
        case Ranked() | ThanMean():
            return replace(condition, of=(*kept, *condition.of))
    return condition


def _left_out(draft: Draft, last: Query, lexicon: Lexicon) -> tuple[Condition, ...]:
    """「除雪のやつ抜いたら」 after 福祉保険部: what is left out is one of those asked about."""
    asked = select(lexicon.catalogue, last_scope(last))
    scope: list[Condition] = []
    for condition in draft.scope:
        match condition:
            case IsProject(ids, True) if not asked & set(ids):
                said = [item.text for item in draft.frame.items if item.negated]
                named = tuple(i for i in lexicon.matching(said, in_text=False) if i in asked)
                scope.append(IsProject(named, negated=True) if named else condition)
            case _:
                scope.append(condition)
    return tuple(scope)


def _closed(last: Query, scope: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """「5千万円以上」 and then 「1億円未満に限ると」: the two bounds together."""
    open_side = next((c for c in last.conditions if isinstance(c, AmountBetween) and not c.negated), None)
    closed: list[Condition] = []
    for condition in scope:
        match open_side, condition:
            case AmountBetween(int(low), None), AmountBetween(None, int(high)) if low <= high:
                closed.append(AmountBetween(low, high))
            case AmountBetween(None, int(high)), AmountBetween(int(low), None) if low <= high:
                closed.append(AmountBetween(low, high))
            case _:
                closed.append(condition)
    return tuple(closed)


def _replaced(last: Query, scope: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """New names in place of old ones of the same kind; without such, in place of all names."""
    kinds = {type(condition) for condition in scope}
    topical = (IsProject, Mentions)
    if kinds & set(topical):
        kinds |= set(topical)
    if not any(type(condition) in kinds for condition in last.conditions):
        soft = tuple(c for c in last.conditions if isinstance(c, IsNew | IsReprinted | AmountBetween))
        return (*soft, *scope)
    places = {InGoals, InPolicies}
    if kinds & places:
        kinds |= places
    kept = tuple(condition for condition in last.conditions if type(condition) not in kinds)
    return (*kept, *scope)


def _same_question(draft: Draft, last: Query) -> Draft | None:
    """「除雪事業は?」 after a question about another project's department, amount …"""
    if draft.query is None:
        return None
    if last.measure is Measure.DETAIL:
        return reread(draft, replace(draft.query, aspect=last.aspect))
    if last.measure is Measure.SHARE and not draft.measured:
        return reread(draft, replace(last, conditions=draft.query.conditions))
    return None
