"""Follow-ups: 「その内訳は?」「2番目を詳しく」「じゃあ農政部は?」 read after what was asked before.

A follow-up keeps the last query and changes only what is said. An utterance with a scope and a
question of its own is no follow-up and drops the old conditions.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz import fuzz

from bot.japanese import key
from bot.query import (
    AmountBetween,
    Aspect,
    Claim,
    Comparison,
    Condition,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Mentions,
    Order,
    PrintedTimes,
    Query,
    Subject,
    Window,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item
from bot.understanding.grammar import aspect_of, default_grouping, has_than, interpret
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Departments, Goals, Policies, Projects, Trust, Words

_KINDS: tuple[type, ...] = (
    InDepartments,
    InGoals,
    InPolicies,
    IsProject,
    Mentions,
    IsNew,
    IsReprinted,
    PrintedTimes,
    AmountBetween,
)
_POINTING = (
    "that",
    "those_two",
    "next_one",
    "more",
    "rather",
    "correction",
    "instead",
    "only",
    "last_one",
    "first_one",
)
_SIMPLE = {Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.LIST, Measure.SHARE}
_TWIN = 70


def follow_up(draft: Draft, state: DialogueState, lexicon: Lexicon) -> Draft | None:
    """The draft read after `state`; None where it stands on its own.

    A draft whose antecedent is missing comes back with a `Clarify`.
    """
    frame = draft.frame
    last = state.queries[0] if state.queries else None
    if state.options and _picks_up(draft):
        return replace(draft, query=None, trouble=Clarify(Doubt.WHICH_PROJECT, state.options))
    if last is None:
        return _without_antecedent(draft)
    if frame.has("whole") and not frame.has("share", "that") and draft.measured:
        return None
    if frame.has("back") and draft.scope:
        return None
    for rule in (
        _correction,
        _base_changed,
        _added,
        _pair,
        _among_shown,
        _other,
        _next,
        _ordinal,
        _complement,
    ):
        found = rule(draft, state, last, lexicon)
        if found:
            return found
    if draft.trouble and not isinstance(draft.trouble, Clarify):
        return _same_project(draft, state, last)
    if not draft.scope:
        return _unscoped(draft, state, last)
    return _scoped(draft, state, last, lexicon)


def with_context(frame: Frame, state: DialogueState, lexicon: Lexicon) -> Frame:
    """「その部の合計」「部の予算の何%」: the department (goal, policy) of what was talked about, as a name."""
    if not state.queries or frame.of(Departments, Goals, Policies):
        return frame
    pointing = frame.has("that", "own_whole") or frame.has("share")
    if not pointing:
        return frame
    share = frame.at("share")
    if frame.has("noun_department", "own_whole") or (
        frame.has("department_asked") and frame.has("total", "list", "count", "largest", "smallest", "share")
    ):
        name = _department_of(state, lexicon)
        if name:
            at = frame.at("noun_department") if frame.has("noun_department") else frame.at("own_whole")
            at = at if at >= 0 else frame.at("department_asked")
            item = Item(max(at, 0), Departments((name,)), name, Trust.EXACT)
            dropped = {"noun_department", "department_asked", "own_whole", *(() if share >= 0 else ("that",))}
            cues = {cue: found for cue, found in frame.cues.items() if cue not in dropped}
            if share >= 0:
                cues |= {"that": (0,), "own_whole": (at,)}
            return replace(frame, items=(*frame.items, item), cues=cues)
    return frame


def _department_of(state: DialogueState, lexicon: Lexicon) -> str | None:
    """The one department that the last answer was about."""
    last = state.queries[0]
    for conditions in (last.conditions, *(group.conditions for group in state.groups[:1] if last.window)):
        for condition in conditions:
            match condition:
                case InDepartments((name,), False):
                    return name
    names = {lexicon.catalogue.by_id[project].department for project in state.shown}
    return names.pop() if len(names) == 1 else None


def _picks_up(draft: Draft) -> bool:
    """「予算おいくらですか」 after choices: of one of them, and not of the whole plan."""
    frame = draft.frame
    return (
        not (draft.scope or draft.whole or draft.grouping or frame.numbers or frame.items)
        and frame.has("amount", "detail", "department_asked", "change")
        and not frame.has("total", "count", "most", "largest", "smallest")
    )


def _without_antecedent(draft: Draft) -> Draft | None:
    frame = draft.frame
    points = frame.has("that", "those_two", "next_one", "more") or (
        frame.has("rather", "only", "correction") and not _has_window(draft)
    )
    if points and not draft.scope and (not draft.whole or frame.has("share")):
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    nth_alone = (
        not draft.scope
        and any(number.counter in {"番目", "番", "つ目"} for _, number in frame.numbers)
        and not frame.has(
            "big", "small", "largest", "smallest", "amount", "noun_department", "noun_policy", "noun_goal"
        )
    )
    bare = not draft.scope and not draft.whole and not _has_window(draft) and not frame.numbers
    if nth_alone or (bare and frame.has("breakdown", "share") and not _named_grouping(frame)):
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    return None


def _named_grouping(frame: Frame) -> bool:
    return frame.has("by_department", "by_goal", "by_policy")


def _has_window(draft: Draft) -> bool:
    return draft.query is not None and draft.query.window is not None


def _read(draft: Draft, query: Query) -> Draft:
    return replace(draft, query=query, trouble=None)


def _correction(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「違う、除雪事業のほうを聞きたい」: 違う is no question for a difference here."""
    frame = draft.frame
    first = frame.spans[0].text if frame.spans else ""
    if not (frame.has("difference") and first in {"違う", "ちがう", "違います"}):
        return None
    cues = {cue: at for cue, at in frame.cues.items() if cue != "difference"} | {"correction": (0,)}
    again = interpret(replace(frame, cues=cues), lexicon)
    return follow_up(again, state, lexicon) or again


def _base_changed(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「計画全体だと?」「部の中では?」 after a share."""
    if last.measure is not Measure.SHARE or draft.frame.has("share"):
        return None
    if draft.whole and not draft.scope and not draft.measured:
        return _read(draft, replace(last, base=()))
    places = all(isinstance(c, InDepartments | InGoals | InPolicies) for c in draft.scope)
    if draft.scope and places and draft.frame.has("within", "own_whole") and not draft.measured:
        own = tuple(c for c in last.conditions if c not in last.base) or last.conditions
        return _read(
            draft, replace(last, conditions=own if not last.window else last.conditions, base=draft.scope)
        )
    return None


def _added(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「建築部も足すと?」「小学校のも足して」: the last scope and one more."""
    frame = draft.frame
    if (
        not frame.has("together")
        or not draft.scope
        or len(frame.items) != 1
        or last.measure is Measure.COMPARE
    ):
        return None
    texts = [span.text for span in frame.spans[frame.items[0].index + 1 :]]
    if not any(text in {"も", "のも", "も足す", "も足すと", "も足して"} for text in texts):
        return None
    twin = _twin_of(draft, last, lexicon)
    scope = (IsProject((twin,)),) if twin else draft.scope
    union = _union([_scope_of(last), scope])
    return _read(draft, Query(Measure.TOTAL, union)) if union else None


# --- pointing at what was shown -------------------------------------------------------------------


def _pair(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「その差は?」「2つを合わせると?」「どっちが多い?」 of the two things talked about last."""
    frame = draft.frame
    figure = last.measure in {Measure.DETAIL, Measure.TOTAL} and len(state.queries) > 1
    measures = (
        frame.has("difference", "ratio", "compare", "which")
        or (frame.has("those_two") and frame.has("total", "amount", "mean", "share"))
        or (frame.has("together") and not draft.scope and (figure or last.measure is Measure.COMPARE))
        or (
            has_than(frame)
            and frame.has("big", "small")
            and draft.query is not None
            and not draft.query.window
        )
    )
    if not measures or frame.has("printed", "once"):
        return None
    if draft.query and draft.query.subjects:
        return _ranks_shown(draft, state, lexicon)
    subjects = _last_two(state, lexicon)
    again = any(subject.conditions == draft.scope for subject in subjects)
    if draft.scope and not again:
        return _against_last(draft, last, lexicon)
    if len(subjects) < 2:
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    if frame.has("total", "amount", "mean") and not frame.has("difference", "ratio", "which", "compare"):
        measure = Measure.MEAN if frame.has("mean") else Measure.TOTAL
        return _both(draft, subjects, measure)
    how = Comparison.WHICH
    if frame.has("ratio"):
        how = Comparison.RATIO
    elif frame.has("difference"):
        how = Comparison.DIFFERENCE
    measures = {query.measure for query in state.queries[:2]}
    basis = measures.pop() if len(measures) == 1 else Measure.TOTAL
    if re.search("何件|件数|事業数", _said(frame)):
        basis = Measure.COUNT
    elif frame.has("amount") or basis not in {Measure.MEAN, Measure.COUNT}:
        basis = Measure.TOTAL
    return _read(draft, Query(Measure.COMPARE, subjects=tuple(subjects), comparison=how, basis=basis))


def _both(draft: Draft, subjects: list[Subject], measure: Measure) -> Draft | None:
    """Two things talked about, as one scope: two names, or two ranks of one list."""
    one, other = subjects[:2]
    if one.window and other.window and (one.conditions, one.order) == (other.conditions, other.order):
        ranks = sorted((one.window.first, one.window.last, other.window.first, other.window.last))
        together = Window(ranks[0], ranks[-1])
        if together.last - together.first + 1 != _width(one.window) + _width(other.window):
            return None
        return _read(draft, Query(measure, one.conditions, order=one.order, window=together))
    if one.window or other.window:
        return None
    union = _union([one.conditions, other.conditions])
    return _read(draft, Query(measure, union)) if union else None


def _width(window: Window) -> int:
    return window.last - window.first + 1


def _ranks_shown(draft: Draft, state: DialogueState, lexicon: Lexicon) -> Draft | None:
    """「1番目と2番目の差は?」 of the list shown last."""
    query = draft.query
    if query is None or draft.scope or draft.frame.has("big", "small", "largest", "smallest", "whole"):
        return None
    sides = []
    for subject in query.subjects:
        if subject.window is None or subject.window.first != subject.window.last:
            return None
        if subject.window.first > len(state.shown):
            return _past(draft, subject.window.first)
        project = state.shown[subject.window.first - 1]
        sides.append(Subject((IsProject((project,)),), lexicon.catalogue.by_id[project].name))
    return _read(draft, replace(query, subjects=tuple(sides)))


def _against_last(draft: Draft, last: Query, lexicon: Lexicon) -> Draft | None:
    """「経済部との差は?」 after a question about another department."""
    if not draft.query or last.measure is Measure.COMPARE or not last.conditions:
        return None
    how = Comparison.RATIO if draft.frame.has("ratio") else Comparison.DIFFERENCE
    if draft.frame.has("which", "compare"):
        how = Comparison.WHICH
    subjects = (
        Subject(last.conditions, label_of(last.conditions, lexicon)),
        Subject(draft.scope, label_of(draft.scope, lexicon)),
    )
    return _read(draft, Query(Measure.COMPARE, subjects=subjects, comparison=how))


def label_of(conditions: tuple[Condition, ...], lexicon: Lexicon) -> str:
    """A name for a side of a comparison, from the table."""
    parts = []
    for condition in conditions:
        match condition:
            case IsProject(ids):
                parts.append("・".join(lexicon.catalogue.by_id[i].name for i in ids[:2]))
            case InDepartments(names):
                parts.append("・".join(names))
            case InGoals(goals):
                parts.append("・".join(f"基本目標{goal}" for goal in goals))
            case InPolicies(policies):
                parts.append("・".join(str(ref) for ref in policies))
            case Mentions(_, _, _, label):
                parts.append(f"「{label}」")
            case IsNew(negated):
                parts.append("新規以外" if negated else "新規")
            case _:
                pass
    return " ".join(parts) or "計画全体"


def _last_two(state: DialogueState, lexicon: Lexicon) -> list[Subject]:
    last = state.queries[0]
    if last.subjects:
        return list(last.subjects)
    subjects: list[Subject] = []
    for query in state.queries:
        if query.measure is Measure.COMPARE or not (query.conditions or query.window) or query.group_by:
            continue
        subject = _subject(query, lexicon)
        if all(
            (subject.conditions, subject.window, subject.order) != (o.conditions, o.window, o.order)
            for o in subjects
        ):
            subjects.append(subject)
    if len(subjects) > _PAIR and _came_to(subjects[1:3], subjects[0]):
        del subjects[0]
    shown = [Subject((IsProject((i,)),), lexicon.catalogue.by_id[i].name) for i in state.shown]
    if len(shown) == 2 and last.measure is not Measure.DETAIL:
        return shown
    if last.measure is Measure.DETAIL or len(shown) != 2:
        return list(reversed(subjects[:2]))
    return shown


def _came_to(pair: list[Subject], both: Subject) -> bool:
    """Whether `both` is what the two came to together."""
    unions = (_union([one.conditions for one in pair]), _union([one.conditions for one in reversed(pair)]))
    return both.conditions in unions


def _subject(query: Query, lexicon: Lexicon) -> Subject:
    label = label_of(query.conditions, lexicon)
    window = query.window
    if window is None or query.measure not in {Measure.LIST, Measure.TOTAL}:
        return Subject(query.conditions, label)
    ranks = f"{window.first}位" if window.first == window.last else f"{window.first}〜{window.last}位"
    return Subject(query.conditions, f"{label}の{ranks}", query.order, window)


_PAIR = 2


def _union(sides: list[tuple[Condition, ...]]) -> tuple[Condition, ...] | None:
    """Either side's projects, where one condition can say it."""
    first, second = sides[0], sides[1]
    common = tuple(condition for condition in first if condition in second)
    rest = [tuple(c for c in side if c not in common) for side in (first, second)]
    if any(len(side) != 1 for side in rest):
        return None
    match rest[0][0], rest[1][0]:
        case IsProject(a, False), IsProject(b, False):
            return (*common, IsProject(tuple(dict.fromkeys(a + b))))
        case InDepartments(c, False), InDepartments(d, False):
            return (*common, InDepartments(tuple(dict.fromkeys(c + d))))
        case InGoals(e, False), InGoals(f, False):
            return (*common, InGoals(tuple(dict.fromkeys(e + f))))
        case InPolicies(g, False), InPolicies(h, False):
            return (*common, InPolicies(tuple(dict.fromkeys(g + h))))
    return None


def _among_shown(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「行財政改革推進部のほうを詳しく」「小学校」: the one of those shown that it fits."""
    frame = draft.frame
    shown = state.shown
    if not draft.scope or not 2 <= len(shown) <= _A_HANDFUL or last.group_by or frame.has(*_NEW_TOPIC):
        return None
    bare_word = all(item.is_a(Words) for item in frame.items) and not frame.cues
    if not (bare_word or (frame.has("rather") and not frame.has("total", "count", "list"))):
        return None
    fits = [project for project in shown if project in select(lexicon.catalogue, draft.scope)]
    said = [
        word for item in frame.of(Words) if isinstance(item.meaning, Words) for word in item.meaning.words
    ]
    if said and len(fits) != 1:
        named = set(lexicon.matching(said, in_text=False))
        fits = [project for project in shown if project in named]
    if len(fits) != 1:
        return None
    aspect = aspect_of(frame) if frame.has("detail", "department_asked", "change") else last.aspect
    return _read(draft, Query(Measure.DETAIL, (IsProject((fits[0],)),), aspect=aspect))


_A_HANDFUL = 12
_NEW_TOPIC = (
    "instead",
    "except",
    "only",
    "within",
    "together",
    "compare",
    "difference",
    "ratio",
    "which",
    "share",
)


def _other(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「もう片方は?」 after one of two."""
    if not draft.frame.has("other_one") or draft.scope:
        return None
    for query in state.queries[1:]:
        both = select(lexicon.catalogue, query.conditions)
        if len(both) == _PAIR and len(state.shown) == 1 and state.shown[0] in both:
            (project,) = both - set(state.shown)
            aspect = aspect_of(draft.frame)
            return _read(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect))
    return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))


def _ordinal(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「2番目を詳しく」 opens what was shown second; 「3番目は?」 after 「一番高いのは?」 goes down the ranks."""
    frame = draft.frame
    if draft.scope or frame.has(
        "big", "small", "largest", "smallest", "noun_department", "noun_policy", "noun_goal", "total"
    ):
        return None
    if frame.has("amount") and last.group_by is not None:
        return None
    if frame.has("last_one") and last.window is not None and last.group_by is None:
        flipped = Order.AMOUNT_ASC if last.order is Order.AMOUNT_DESC else Order.AMOUNT_DESC
        return _read(draft, replace(last, order=flipped, window=Window(1, 1), claim=None))
    nth = [
        n
        for _, n in frame.numbers
        if n.counter in {"番目", "番", "つ目", "件目", "個目", "位"} and n.last is None
    ]
    if frame.has("last_one") and state.shown and not frame.has("share"):
        return _open(draft, state, len(state.shown))
    if frame.has("first_one") and state.shown:
        return _open(draft, state, 1)
    if len(nth) != 1 or frame.has("share", "difference"):
        return None
    value = nth[0].value
    if (
        last.group_by is not None
        and last.measure is not Measure.GROUP_COUNT
        and frame.has("detail")
        and last.window is None
    ):
        return _read(draft, state.groups[value - 1]) if value <= len(state.groups) else _past(draft, value)
    if last.group_by is not None and last.measure is not Measure.GROUP_COUNT:
        order = last.order if last.window or last.order is not Order.PRINTED else Order.AMOUNT_DESC
        return _read(draft, replace(last, order=order, window=Window(value, value)))
    if (last.window is not None and len(state.shown) < value) or last.window == Window(1, 1):
        return _read(draft, replace(last, measure=Measure.LIST, window=Window(value, value), claim=None))
    if last.window is not None and last.window.first == last.window.last:
        return _read(draft, replace(last, window=Window(value, value), claim=None))
    if not state.shown:
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    if last.measure is Measure.DETAIL and state.listed:
        return _open(draft, replace(state, shown=state.listed), value)
    return _open(draft, state, value)


def _open(draft: Draft, state: DialogueState, place: int) -> Draft:
    if not 1 <= place <= len(state.shown):
        return _past(draft, place)
    project = state.shown[place - 1]
    aspect = aspect_of(draft.frame)
    return _read(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect))


def _past(draft: Draft, place: int) -> Draft:
    return replace(draft, query=None, trouble=Clarify(Doubt.PAST_THE_END, about=str(place)))


def _next(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「その次は?」「その次の5つは?」「ここまでの合計は?」 after a ranking."""
    frame = draft.frame
    if draft.scope or last.window is None:
        return None
    if frame.has("so_far"):
        measure = (
            draft.query.measure if draft.query and frame.has("total", "amount", "mean") else last.measure
        )
        window = Window(1, last.window.last)
        return _read(draft, replace(last, measure=measure, window=window, claim=None))
    if not frame.has("next_one"):
        return None
    many = next((n.value for _, n in frame.numbers if n.counter in {"件", "つ", "個", "事業", "部"}), 1)
    first = last.window.last + 1
    return _read(draft, replace(last, window=Window(first, first + many - 1), claim=None))


def _complement(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「それ以外は?」「それを除いたら一番は?」「残りの合計は?」「他には?」: what the last answer left out."""
    frame = draft.frame
    others = (frame.has("that") and frame.has("except")) or frame.has("more")
    if draft.scope or not others or not state.shown:
        return None
    query = draft.query if draft.query and draft.measured else Query(Measure.LIST)
    if last.window is not None or last.measure in {Measure.DETAIL, Measure.SHARE}:
        shown = IsProject(state.shown, negated=True)
        before = next((q for q in state.queries if q.measure is not Measure.DETAIL), None)
        scope = before.conditions if before and last.measure is Measure.DETAIL else _without_projects(last)
        if last.measure is Measure.DETAIL and before is None:
            return None
        order = query.order if query.window else last.order
        return _read(draft, replace(query, conditions=(*scope, shown), order=order, claim=None))
    if not frame.has("except") or not last.conditions:
        return None
    *kept, final = last.conditions
    turned = replace(final, negated=not final.negated)
    query = draft.query if draft.query and draft.measured else last
    return _read(draft, replace(query, conditions=(*kept, turned), claim=None))


def _without_projects(last: Query) -> tuple[Condition, ...]:
    return tuple(c for c in last.conditions if not isinstance(c, IsProject))


# --- keeping the scope, changing the question -----------------------------------------------------


def _unscoped(draft: Draft, state: DialogueState, last: Query) -> Draft | None:
    """「合計は?」「平均は?」「少ない順に」「内訳は?」「全体の何%?」: the same scope, another question."""
    frame, query = draft.frame, draft.query
    if query is None:
        return None
    if query.measure is Measure.FACT:
        return None
    project = _single_project(last, state)
    if project and not _counts(draft):
        base = Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect_of(frame))
        if query.measure is Measure.SHARE:
            return _read(draft, replace(query, conditions=base.conditions))
        return _read(draft, base)
    if not draft.measured and not any(frame.has(cue) for cue in _POINTING) and not frame.numbers:
        return None
    if last.measure is Measure.DETAIL:
        wider = next((q for q in state.queries if q.measure is not Measure.DETAIL), None)
        conditions = wider.conditions if wider else ()  # 「逆に一番安いのは」 after one of a list
    elif frame.has("that") and last.group_by and last.window and len(state.groups) == 1:
        conditions = state.groups[0].conditions  # 「そこは何をやってるの?」 after 「一番少ない部は?」
    else:
        conditions = _scope_of(last)
    if frame.has("more") and not draft.measured:
        return _read(draft, last)
    if query.measure is Measure.SHARE:
        order, window = (query.order, query.window) if query.window else (last.order, last.window)
        return _read(draft, replace(query, conditions=conditions, order=order, window=window))
    if query.measure is Measure.COUNT and last.group_by is not None and _bare(frame, "count"):
        return _read(draft, replace(last, measure=Measure.COUNT))
    if query.group_by is not None:
        grouping = (
            default_grouping(conditions)
            if frame.has("breakdown")
            and draft.grouping is not None
            and not frame.has("by_department", "by_goal", "by_policy")
            else query.group_by
        )
        return _read(draft, replace(query, conditions=conditions, group_by=grouping))
    if query.measure in {Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.MEDIAN} and query.window is None:
        keep = last if last.measure is Measure.LIST and last.window and last.window.last > 1 else None
        order, window = (keep.order, keep.window) if keep else (Order.PRINTED, None)
        return _read(draft, replace(query, conditions=conditions, order=order, window=window))
    how_many = next((n.value for _, n in frame.numbers if n.counter in {"つ", "件", "個"}), None)
    if how_many and query.measure is Measure.LIST and query.window is None and last.measure is Measure.LIST:
        return _read(draft, replace(last, window=Window(1, how_many), claim=None))
    if (
        query.measure is Measure.LIST
        and query.window is None
        and last.group_by is not None
        and query.order is not Order.PRINTED
    ):
        return _read(draft, replace(last, order=query.order))
    if (
        query.measure is Measure.LIST
        and query.window is None
        and last.window is not None
        and query.order is not Order.PRINTED
    ):
        return _read(draft, replace(last, order=query.order))
    return _read(draft, replace(query, conditions=conditions))


def _counts(draft: Draft) -> bool:
    """Questions that make sense over a set only."""
    query = draft.query
    return query is not None and (
        query.measure in {Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.GROUP_COUNT}
        or query.group_by is not None
        or query.window is not None
    )


def _single_project(last: Query, state: DialogueState) -> str | None:
    if last.measure is Measure.DETAIL:
        return state.shown[0] if state.shown else None
    if last.measure is Measure.SHARE and len(last.conditions) == 1:
        match last.conditions[0]:
            case IsProject((one,), False):
                return one
    if len(state.shown) == 1 and last.window is not None and last.group_by is None:
        return state.shown[0]
    return None


def _scope_of(last: Query) -> tuple[Condition, ...]:
    if last.measure is Measure.COMPARE and len(last.subjects) >= 2:
        union = _union([subject.conditions for subject in last.subjects[:2]])
        return union or last.subjects[0].conditions
    return last.conditions


def _same_project(draft: Draft, state: DialogueState, last: Query) -> Draft | None:
    """「今年どこか増えるの?」 after one project: its text is the best answer there is."""
    frame = draft.frame
    project = _single_project(last, state)
    if project is None or frame.refusals or frame.items or draft.trouble is None:
        return None
    if not (frame.has("that", "detail", "change", "department_asked", "places_asked") or not frame.unknown):
        return None
    return _read(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect_of(frame)))


# --- changing the scope ---------------------------------------------------------------------------


def _said(frame: Frame) -> str:
    return "".join(span.text for span in frame.spans)


def _share_of_last(draft: Draft, state: DialogueState, last: Query) -> Draft | None:
    """「それって土木部の何%?」 (土木部 is the whole), 「そのうち環境部は何%?」 (the last scope is)."""
    frame, query = draft.frame, draft.query
    assert query is not None
    if len(frame.of(Departments, Goals, Policies, Projects, Words)) > 1:
        return None
    scope = _scope_of(last)
    if (
        query.base
        and (frame.has("that") or len(frame.items) <= 1)
        and set(query.conditions) <= set(query.base)
    ):
        order, window = (query.order, query.window) if query.window else (last.order, last.window)
        return _read(draft, replace(query, conditions=scope, base=query.base, order=order, window=window))
    if draft.scope and _of_the_last(frame):
        return _read(
            draft, replace(query, conditions=scope, base=draft.scope, order=last.order, window=last.window)
        )
    if frame.has("that", "within") and not frame.has("whole"):
        return _read(draft, replace(query, conditions=_narrowed(last, draft.scope), base=scope))
    if query.base and frame.has("whole"):
        return _read(draft, replace(query, conditions=scope, order=last.order, window=last.window))
    return None


def _of_the_last(frame: Frame) -> bool:
    """「それ、土木部のうちどのくらいの割合」: what is named is the whole."""
    item = frame.items[-1].index if frame.items else -1
    return 0 <= frame.at("that") < item < frame.at("within") and not frame.has("whole")


def _scoped(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「じゃあ農政部は?」「そのうち新規だけ」「1億円以上に絞って」「いや、社会教育部のほう」."""
    frame, query = draft.frame, draft.query
    if query is None:
        return None
    twin = _twin(draft, last, lexicon)
    if twin:
        return twin
    one = (
        state.shown[0] if len(state.shown) == 1 and (last.measure is Measure.DETAIL or last.window) else None
    )
    if one and draft.scope == (IsNew(),) and "事業" not in _said(frame):
        aspect = Aspect.NEWNESS if frame.has("confirm", "newness_asked") else Aspect.CHANGE
        claim = Claim(new=True) if frame.has("confirm") else None
        return _read(draft, Query(Measure.DETAIL, (IsProject((one,)),), aspect=aspect, claim=claim))
    if query.measure is Measure.SHARE:
        return _share_of_last(draft, state, last)
    narrowing = (
        frame.has("only", "within")
        or (frame.has("that") and not frame.has("instead"))
        or (frame.has("which_project") and "事業" not in _said(frame) and last.measure is Measure.LIST)
    )
    replacing = frame.has("instead", "rather", "correction")
    soft = all(
        c.negated or isinstance(c, IsNew | IsReprinted | AmountBetween | PrintedTimes) for c in draft.scope
    )
    again = any(
        isinstance(c, InDepartments | InGoals | InPolicies) and c in last.conditions for c in draft.scope
    )
    if again and len(draft.scope) > 1 and not frame.has("that", "within", "instead"):
        return None  # 「基本目標1で5億円より上のだけ」 says its scope in full
    complete = draft.measured and not (soft and ("事業" not in _said(frame) or _only_excludes(draft)))
    if complete and not narrowing and not replacing:
        return None
    if query.measure is Measure.DETAIL and not narrowing:
        return _same_question(draft, last) if not draft.measured else None
    if not narrowing and not replacing and not soft and not _bare(frame):
        return None
    opposite = frame.has("instead") and any(isinstance(c, AmountBetween) for c in draft.scope)
    if (narrowing or soft or (not replacing and not _same_kind(last, draft.scope))) and not opposite:
        conditions = _narrowed(last, draft.scope)
    else:
        conditions = _replaced(last, draft.scope)
    if (draft.measured and not soft) or (draft.measured and query.measure is not Measure.LIST):
        return _read(draft, replace(query, conditions=conditions))
    if last.measure in _SIMPLE or last.group_by is not None:
        if narrowing and last.group_by is not None and query.measure is Measure.LIST:
            return _read(draft, Query(Measure.LIST, conditions))
        if last.measure is Measure.TOTAL and soft and frame.has("only"):
            return _read(draft, replace(last, conditions=conditions, claim=None))
        return _read(draft, replace(last, conditions=conditions, claim=None))
    if last.measure is Measure.COMPARE:
        return _read(draft, Query(Measure.TOTAL, draft.scope))
    return _read(draft, replace(query, conditions=conditions))


def _only_excludes(draft: Draft) -> bool:
    return all(condition.negated for condition in draft.scope)


def _bare(frame: Frame, *besides: str) -> bool:
    """A name and little else: 「農政部は?」"""
    small = {
        *_POINTING,
        "new",
        "reprinted",
        "except",
        "ask_yes_no",
        "within",
        "hello",
        "thanks",
        "confirm",
        "aside",
    }
    return not set(frame.cues) - small - set(besides)


def _same_kind(last: Query, scope: tuple[Condition, ...]) -> bool:
    kinds = {type(condition) for condition in scope}
    return any(type(condition) in kinds for condition in last.conditions)


def _narrowed(last: Query, scope: tuple[Condition, ...]) -> tuple[Condition, ...]:
    amounts = any(isinstance(condition, AmountBetween) for condition in scope)
    scope = _closed(last, scope)
    flags = {type(c) for c in scope if isinstance(c, IsNew | IsReprinted)}
    kept = tuple(
        condition
        for condition in _scope_of(last)
        if not (amounts and isinstance(condition, AmountBetween))
        and type(condition) not in flags
        and condition not in scope
    )
    return (*kept, *scope)


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
        return _read(draft, replace(draft.query, aspect=last.aspect))
    if last.measure is Measure.SHARE and not draft.measured:
        return _read(draft, replace(last, conditions=draft.query.conditions))
    return None


def _twin(draft: Draft, last: Query, lexicon: Lexicon) -> Draft | None:
    """「中学校のほうは?」 after the project of that name for 小学校."""
    if not (draft.frame.has("rather", "instead") or _bare(draft.frame)):
        return None
    project = _twin_of(draft, last, lexicon)
    if project is None:
        return None
    aspect = last.aspect if last.measure is Measure.DETAIL else Aspect.AMOUNT
    return _read(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect))


def _twin_of(draft: Draft, last: Query, lexicon: Lexicon) -> str | None:
    """The project that is named like the last one but for the word said."""
    said = [
        word for item in draft.frame.items if isinstance(item.meaning, Words) for word in item.meaning.words
    ]
    match last.conditions:
        case (IsProject((one,), False),) if said:
            name = key(lexicon.catalogue.by_id[one].name)
        case _:
            return None
    near = [
        (fuzz.ratio(name, key(lexicon.catalogue.by_id[project].name)), project)
        for project in lexicon.matching(said, in_text=False)
        if project != one
    ]
    return max(near)[1] if near and max(near)[0] >= _TWIN else None
