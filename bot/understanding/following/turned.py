"""The last conditions turned: 「未満のほうは?」「上限を30億に」「部の条件を外して」「大学を入れると?」「それを上回る事業」"""

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
    IsReprinted,
    Measure,
    Order,
    PrintedTimes,
    Query,
    Ranked,
    ThanGroup,
    ThanMean,
    ThanProject,
)
from bot.reading import DialogueState
from bot.understanding.asking.ranks import order_of
from bot.understanding.draft import Draft
from bot.understanding.following.again import FIGURES
from bot.understanding.following.common import SUMMED, is_bare, is_of_one, reread, single_project
from bot.understanding.following.narrowing import narrowed
from bot.understanding.lexicon import Lexicon


def as_taken_back_in(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「大学を入れると?」 after the projects but for those of the university."""
    back = {replace(condition, negated=True) for condition in draft.scope if not condition.negated}
    kept = tuple(condition for condition in last.conditions if condition not in back)
    if not draft.frame.has("counted_too") or len(kept) == len(last.conditions) or last.group_by:
        return None
    asked = draft.query.measure if draft.query and draft.query.measure in SUMMED else last.measure
    bare = replace(draft, frame=draft.frame.without(lambda item: not item.negated))
    return reread(bare, replace(last, measure=asked, conditions=kept, claim=None))


def as_that_side(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「未満のほう、全部でいくら?」 after both sides of an amount: of the one that is so bounded."""
    said = _THAT_SIDE.match(draft.frame.said())
    if said is None or draft.scope or not draft.frame.has("total", "amount", "mean", "count", "together"):
        return None
    below = said[1] in {"未満", "以下"}
    for query in state.queries[:_TWO_SIDES]:
        bounds = [c for c in query.conditions if isinstance(c, AmountBetween) and not c.negated]
        if len(bounds) == 1 and query.group_by is None and (bounds[0].at_least is None) is below:
            counted = draft.frame.has("count") and not draft.frame.has("amount", "total", "together")
            measure = Measure.MEAN if draft.frame.has("mean") else Measure.COUNT if counted else Measure.TOTAL
            return reread(draft, Query(measure, query.conditions))
    return None


_TWO_SIDES = 3  # queries back
_THAT_SIDE = re.compile(
    "(?:その)?(未満|以下|以上|超え?)(?:る)?(?:の)?(?:ほう|方|事業|もの|やつ)(?:の|は|を|って|、|だけ)"
)


def as_other_side(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「未満のほうは?」 after 「1億円以上」: the same amount, bounded from the other side."""
    if _NOT_SO.fullmatch(draft.frame.said()):
        return _turned(draft, last)
    below = _OTHER_THAN_MEAN.fullmatch(draft.frame.said())
    means = [c for c in last.conditions if isinstance(c, ThanMean | ThanProject) and not c.negated]
    if below and len(means) == 1 and means[0].above != (below[1] in {"高", "多", "大き"}):
        counted = Measure.COUNT if draft.frame.has("count") else last.measure
        turned = replace(means[0], above=not means[0].above)
        return _instead(draft, replace(last, measure=counted), means[0], turned)
    said = _SIDE.match(draft.frame.said())
    bounds = [c for c in last.conditions if isinstance(c, AmountBetween) and not c.negated]
    if len(bounds) == 1 and not draft.scope and _SHORT_OF_IT.fullmatch(draft.frame.said()):
        measure = Measure.COUNT if draft.frame.has("count") else last.measure
        return _instead(draft, replace(last, measure=measure), bounds[0], _other_side_of(bounds[0]))
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


def _other_side_of(bound: AmountBetween) -> AmountBetween:
    """What does not reach the bound, or goes beyond it; all but a range that has two."""
    match bound:
        case AmountBetween(int(low), None):
            return AmountBetween(None, low - 1)
        case AmountBetween(None, int(high)):
            return AmountBetween(high + 1, None)
    return replace(bound, negated=not bound.negated)


# 「逆に、超えないのはいくつ?」「届いてないほうは?」
_SHORT_OF_IT = re.compile(
    "(?:じゃあ?|では|逆に|反対に|、|そこまで|それを|これを|それに|そこに)*"
    "(?:超え|こえ|越え|上回ら|下回ら|届か|届いて|達し|達して|満た|満たして|いか|いって|行か)(?:て)?(?:い)?(?:ない|なかった)"
    "(?:の|もの|やつ|事業|ほう|方)(?:は|って|だと)?(?:何件|いくつ|どれ|何|なに)?(?:ある|あります|です)?か?[?]*"
)
# 「低いのは?」 after what lies above a mean
_OTHER_THAN_MEAN = re.compile(
    "(?:じゃあ|では|逆に|反対に|、)*(?:(?:それ|これ|あれ|平均)より(?:も)?)?(低|安|少な|小さ|高|多|大き)い(?:のは|事業は|ほうは|ものは)(?:何件|いくつ)?(?:ある|あります)?[?]*"
)


def _turned(draft: Draft, last: Query) -> Draft | None:
    """「されていないのは?」 after 「土木部で再掲されている事業は?」."""
    marks = [c for c in last.conditions if isinstance(c, IsNew | IsReprinted | PrintedTimes)]
    if len(marks) != 1 or last.group_by is not None:
        return None
    return _instead(draft, last, marks[0], replace(marks[0], negated=not marks[0].negated))


def _instead(draft: Draft, last: Query, old: Condition, new: Condition) -> Draft:
    """The last question, with one of its conditions in another's stead."""
    conditions = tuple(new if condition is old else condition for condition in last.conditions)
    return reread(draft, replace(last, conditions=conditions, claim=None))


_NOT_SO = re.compile(
    "(?:じゃあ|じゃ|では|逆に|反対に)?(?:(?:再掲)?されて(?:い)?ない|そうで(?:は)?ない|そうじゃない|(?:では|じゃ)ない)(?:の|もの|やつ|事業|ほう)(?:は|って|を|も)?[?]?"
)
_SIDE = re.compile(
    "(?:じゃあ|じゃ|では|逆に|反対に|その)*(未満|以下|以上|超|それを超え)(?:える|る)?(?:の(?:ほう|方|もの|やつ|事業))?(?:は|って|だと|なら|も|[?]|$)"
)
_BELOW = 999


def as_other_times(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「3か所は?」 after 「2か所以上に載っている事業」."""
    times = [c for c in last.conditions if isinstance(c, PrintedTimes)]
    said = [n for _, n in draft.frame.numbers if n.counter in {"か所", "回"} and n.last is None]
    if len(times) != 1 or len(said) != 1 or draft.scope or not is_bare(draft.frame):
        return None
    least, most = said[0].bounds
    return _instead(draft, last, times[0], replace(times[0], at_least=least, at_most=most))


def as_other_bound(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「上限を30億に変更」 keeps the lower bound; 「やっぱり1000万に戻して」 takes an earlier bound back."""
    match draft.scope:
        case (AmountBetween(negated=False) as said,):
            pass
        case _:
            return None
    old = next((c for c in last.conditions if isinstance(c, AmountBetween) and not c.negated), None)
    if old is None:
        return None
    text, new = draft.frame.said(), None
    if _UPPER.search(text):
        new = AmountBetween(old.at_least, said.at_most)
    elif _LOWER.search(text):
        new = AmountBetween(said.at_least, old.at_most)
    elif draft.frame.has("back") and said.at_least == said.at_most:
        earlier = (c for q in state.queries[1:] for c in q.conditions if isinstance(c, AmountBetween))
        new = next((c for c in earlier if said.at_least in {c.at_least, c.at_most}), None)
    elif _MOVED.search(text) and said.at_least == said.at_most and None in (old.at_least, old.at_most):
        # 「2千万円に上げて」 after 「1千万円以上」
        from_below = old.at_most is None
        new = AmountBetween(said.at_least if from_below else None, None if from_below else said.at_most)
    elif draft.frame.has("counted_too") and said.at_least == said.at_most:
        new = _with_edge(old, said.at_least)
    return _instead(draft, last, old, new) if new else None


_UPPER = re.compile("上限|(?:^|[、でゃ])上(?:の(?:ほう|方|金額|額|線))?(?:を|は|だけ)")
_LOWER = re.compile("下限|(?:^|[、でゃ])下(?:の(?:ほう|方|金額|額|線))?(?:を|は|だけ)")
_MOVED = re.compile("(?:に|へ|まで)(?:引き)?(?:上げ|下げ|変え|変更|広げ|緩め)")


def _with_edge(bounds: AmountBetween, edge: int | None) -> AmountBetween | None:
    """「1000万円ちょうども含めると」 after 「1000万円未満」."""
    if edge is None:
        return None
    if bounds.at_most == edge - 1:
        return replace(bounds, at_most=edge)
    return replace(bounds, at_least=edge) if bounds.at_least == edge + 1 else None


def as_without_condition(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「部の条件を外して合計は?」「環境部じゃなくてもいい」: the last scope, less its conditions of that kind."""
    frame = draft.frame
    if _AS_BEFORE.fullmatch(frame.said()) and len(state.queries) > 1:
        return reread(draft, replace(state.queries[1], claim=None))
    if not frame.has("drop_condition"):
        return None
    others = tuple(c for c in draft.scope if not isinstance(c, IsNew))
    if frame.new and others and draft.query and frame.at("drop_condition") == frame.at("new") + 1:
        rest = {cue: at for cue, at in draft.frame.cues.items() if cue not in {"drop_condition", "new"}}
        asked = replace(draft.query, conditions=others)  # 「新規に限らず、農政部で2000万円以上」
        return reread(replace(draft, scope=others, frame=replace(draft.frame, new=None, cues=rest)), asked)
    if is_of_one(last) or last.subjects:  # the one or two projects that the conditions had left
        last = next((query for query in state.queries if not (is_of_one(query) or query.subjects)), last)
    said = frame.spans[frame.at("drop_condition")].text
    kinds = next((kinds for word, kinds in _OF_KIND.items() if said.startswith(word)), None)
    if _NEED_NOT_BE.match(said):  # 「環境部じゃなくてもいい」: no condition, and none of departments either
        kinds, draft = tuple(type(condition) for condition in draft.scope), _unsaid(draft)
    if kinds is None:
        before = next((q for q in state.queries if set(q.conditions) < set(last.conditions)), Query())
        kept = before.conditions
    else:
        kept = tuple(c for c in last.conditions if not isinstance(c, kinds))
    asked = draft.query if draft.query and draft.measured else replace(last, claim=None)
    conditions = narrowed(replace(last, conditions=kept), draft.scope, lexicon)
    return reread(draft, replace(asked, conditions=conditions))


_AS_BEFORE = re.compile(
    "(?:やっぱり?|じゃあ)?、?(?:元|もと|前|さっきの?(?:やつ|の)?)(?:に|へ)(?:戻して|もどして|戻す)[ぁ-ゖ]{0,4}"
)


def _unsaid(draft: Draft) -> Draft:
    return replace(draft, scope=(), frame=replace(draft.frame, items=(), new=None))


_NEED_NOT_BE = re.compile("(?:じゃ|で)なくても|に(?:限ら|こだわら)|を問わ")
_OF_KIND: dict[str, tuple[type, ...]] = {
    "金額": (AmountBetween, ThanMean, Ranked),
    "予算": (AmountBetween, ThanMean, Ranked),
    "額": (AmountBetween, ThanMean, Ranked),
    "部": (InDepartments,),
    "全": (InDepartments,),
    "すべて": (InDepartments,),
    "ぜんぶ": (InDepartments,),
    "目標": (InGoals, InPolicies),
    "施策": (InPolicies,),
    "新規": (IsNew,),
    "再掲": (IsReprinted,),
}


def as_reversed(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「逆順にして」 after a ranking."""
    ranked = last.order is not Order.PRINTED and last.measure in {Measure.LIST, Measure.TOTAL}
    if not ranked or last.claim or not _REVERSED.fullmatch(draft.frame.said()):
        return None
    flipped = order_of(last.order is Order.AMOUNT_DESC)
    return reread(draft, replace(last, order=flipped))


_REVERSED = re.compile(
    "(?:じゃあ|では|今度は|その)?、?(?:逆順|逆の順番?|反対の順番?|逆さ|逆)(?:に|で|から|は)?(?:並べ(?:替え|直し|かえ)?|し|見せ)?(?:て|たら)?(?:ください|お願い|ほしい|みて)?[。?]*"
)


def as_than_last(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「それを上回る事業は何件?」 after a mean, or after one project's amount."""
    frame = draft.frame
    places = all(isinstance(c, InPlace) for c in draft.scope)
    if not frame.has("than_it") or not places or draft.query is None:
        return None
    above = bool(_ABOVE.search(frame.spans[frame.at("than_it")].text))
    measure = Measure.COUNT if frame.has("count") else Measure.TOTAL if frame.has("total") else Measure.LIST
    project = single_project(last, state)
    if last.measure is Measure.MEAN:
        conditions: tuple[Condition, ...] = (
            *(draft.scope or last.conditions),
            ThanMean(above, last.conditions),
        )
    elif project:
        conditions = (*draft.scope, ThanProject(project, above))
    else:
        return None
    ranked = draft.query if draft.query.window else Query(measure)
    return reread(draft, replace(ranked, conditions=conditions))


_ABOVE = re.compile("上回|超え|多|高|大き|以上|よりも?上")


def as_still_more(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「もっと高いのは?」 after one project, a range of amounts or a department: what lies beyond it."""
    said = _STILL_MORE.fullmatch(draft.frame.said())
    if said is None or draft.scope:
        return None
    above = said[1] in {"高", "多", "大き"}
    order = order_of(not above)
    if said[2].startswith("部"):
        match last.conditions:
            case (InDepartments((_,), False) as place,) if last.measure in FIGURES and not last.window:
                than = ThanGroup(last.measure, place, above)
                return reread(draft, Query(last.measure, (), Grouping.DEPARTMENT, order, having=than))
        return None
    project = single_project(last, state)
    if project:
        return reread(draft, Query(Measure.LIST, (ThanProject(project, above),), order=order))
    bounds = [c for c in last.conditions if isinstance(c, AmountBetween) and not c.negated]
    match bounds:
        case [AmountBetween(int(low), int(high)) as old]:
            beyond = AmountBetween(high + 1, None) if above else AmountBetween(None, low - 1)
            return _instead(draft, replace(last, order=order), old, beyond)
    return None


_STILL_MORE = re.compile(
    "(?:じゃあ|では|で、)?(?:それ|これ)?(?:より)?(?:もっと|さらに|更に)(?:予算|金額|額)?[がの]?(高|多|大き|安|少な|小さ|低)い"
    "(の|もの|やつ|事業|部局?|部署)(?:は|って|も)?(?:ある|あり|どれ|どこ|何|なに)?(?:の|ます|ますか|か)?[?]*"
)
