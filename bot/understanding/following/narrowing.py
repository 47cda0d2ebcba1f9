"""An old scope and what is said of it: narrowed, with something left out, or with names replaced."""

from __future__ import annotations

from dataclasses import replace

from bot.query import (
    AmountBetween,
    Condition,
    Field,
    InDepartments,
    InGoals,
    InPlace,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Mentions,
    Query,
    Ranked,
    ThanMean,
)
from bot.understanding.draft import Draft
from bot.understanding.following.scopes import last_scope
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select


def narrowed(
    last: Query, scope: tuple[Condition, ...], lexicon: Lexicon, *, with_the_others: bool = False
) -> tuple[Condition, ...]:
    """The last scope and `scope` too; what is said again of amounts or marks takes the place of the old."""
    amounts = any(isinstance(condition, AmountBetween) and not condition.negated for condition in scope)
    scope = tuple(_marked_there(condition, last) for condition in _closed(last, scope))
    flags = {type(c) for c in scope if isinstance(c, IsNew | IsReprinted)}
    turned = [replace(condition, negated=not condition.negated) for condition in scope]
    marks = {type(c) for c in scope if replace(c, negated=not c.negated) in last.conditions}
    if with_the_others and marks:  # 「継続も含めると?」 after the new ones: all of them
        return tuple(c for c in last_scope(last, lexicon) if type(c) not in marks)
    kept = tuple(
        condition
        for condition in last_scope(last, lexicon)
        if not (amounts and isinstance(condition, AmountBetween))
        and type(condition) not in flags
        and not any(_excludes(one, condition) for one in scope)
        and condition not in scope
        and condition not in turned
        and not _is_now_left_out(condition, scope)
    )
    kept = tuple(_less_departments(condition, scope) for condition in kept)
    scope = tuple(c for c in scope if not (isinstance(c, InDepartments) and c.negated and _is_named(c, last)))
    return (*kept, *(_rebased(condition, kept) for condition in scope))


def _is_now_left_out(old: Condition, scope: tuple[Condition, ...]) -> bool:
    """「名前に「大学」が入る事業を除いた平均は?」 after those of the university."""
    match old:
        case Mentions(words, _, False):
            return any(isinstance(c, Mentions) and c.negated and c.words == words for c in scope)
    return False


def _is_named(left_out: InDepartments, last: Query) -> bool:
    """Whether the last scope was of these departments and of others."""
    names = [set(c.names) for c in last.conditions if isinstance(c, InDepartments) and not c.negated]
    return len(names) == 1 and set(left_out.names) < names[0]


def _less_departments(condition: Condition, scope: tuple[Condition, ...]) -> Condition:
    """「総務部抜きだと?」 after the sum of three: the other two."""
    out = [name for c in scope if isinstance(c, InDepartments) and c.negated for name in c.names]
    match condition:
        case InDepartments(names, False) if set(out) < set(names):
            return InDepartments(tuple(name for name in names if name not in out))
    return condition


def _excludes(new: Condition, old: Condition) -> bool:
    """「総務部だけ」 after 「市民生活部だけ」: a project has one department, so the new one is meant instead.

    「説明文まで広げて」: a word is then looked for more widely than before.
    """
    match new, old:
        case InDepartments(these, False), InDepartments(those, False):
            return not set(these) & set(those) or set(these) < set(those)
        case IsProject(one, False), IsProject(other, False):
            return not set(one) & set(other) or set(one) < set(other)
        case Mentions(words, Field.EITHER, False), Mentions(before, _, False):
            return words == before
    return False


def _marked_there(condition: Condition, last: Query) -> Condition:
    """「再掲の分だけ」 after a goal or a policy: the rows that are marked there."""
    if condition != IsReprinted() and condition != IsReprinted(negated=True):
        return condition
    for old in last.conditions:
        match old:
            case IsReprinted(int(goal), _, policy):
                return IsReprinted(goal, condition.negated, policy)
            case InGoals((goal,), False):
                return IsReprinted(goal, condition.negated)
            case InPolicies((ref,), False):
                return IsReprinted(ref.goal, condition.negated, ref.letter)
    return condition


def _rebased(condition: Condition, kept: tuple[Condition, ...]) -> Condition:
    """「1位を除いた合計」 after 保健所: of its projects, and not of the whole plan."""
    match condition:
        case Ranked() | ThanMean():
            return replace(condition, of=(*kept, *condition.of))
    return condition


def beside(scope: tuple[Condition, ...], last: Query) -> tuple[Condition, ...]:
    """「子育て支援部も加えて」「経済部との差は?」 after 「基本目標1の観光スポーツ部で2000万円未満」: of the other, the same part."""
    kinds = {type(condition) for condition in scope}
    if not (kinds <= {InDepartments, InGoals, InPolicies} and kinds & {type(c) for c in last.conditions}):
        return scope
    shared = (
        c
        for c in last.conditions
        if isinstance(c, InPlace | AmountBetween | IsNew | IsReprinted) and type(c) not in kinds
    )
    return (*shared, *scope)


def left_out(draft: Draft, last: Query, lexicon: Lexicon) -> tuple[Condition, ...]:
    """「除雪のやつ抜いたら」 after 福祉保険部: what is left out is one of those asked about."""
    asked = select(lexicon.catalogue, last_scope(last, lexicon))
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


def replaced(last: Query, scope: tuple[Condition, ...], lexicon: Lexicon) -> tuple[Condition, ...]:
    """New names in place of old ones of the same kind; without such, in place of all names."""
    match scope, [c for c in last.conditions if isinstance(c, IsReprinted)]:
        case (InGoals((goal,), False),), [IsReprinted(int(), policy=None) as mark] if not any(
            isinstance(c, InGoals) for c in last.conditions
        ):
            return tuple(replace(mark, goal=goal) if c is mark else c for c in last.conditions)
    kinds = {type(condition) for condition in scope}
    topical = (IsProject, Mentions)
    spoken_of = [c for c in last.conditions if isinstance(c, Mentions) and not c.negated]
    if kinds == {Mentions} and len(spoken_of) > 1:  # 「運営のほうは?」 after 市立大学 and its 施設整備
        of_the_same = tuple(scope[0] if c is spoken_of[-1] else c for c in last.conditions)
        if len(scope) == 1 and select(lexicon.catalogue, of_the_same):
            return of_the_same
    if kinds & set(topical):
        kinds |= set(topical)
    if not any(type(condition) in kinds for condition in last.conditions):
        soft = tuple(c for c in last.conditions if isinstance(c, IsNew | IsReprinted | AmountBetween))
        return (*soft, *scope)
    places = {InGoals, InPolicies}
    if kinds & places:
        kinds |= places
    kept = tuple(condition for condition in last.conditions if type(condition) not in kinds)
    return (*(_of_the_new(condition, scope, kinds) for condition in kept), *scope)


def _of_the_new(condition: Condition, scope: tuple[Condition, ...], kinds: set[type]) -> Condition:
    """「社会教育部は?」 after the new ones of 農政部's first five: of the first five there."""
    match condition:
        case Ranked() | ThanMean() if any(type(c) in kinds for c in condition.of):
            return replace(condition, of=(*(c for c in condition.of if type(c) not in kinds), *scope))
    return condition
