"""Two things talked about: 「その差は?」「2つを合わせると?」「どっちが多い?」「建築部も足すと?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    Comparison,
    Condition,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    Measure,
    Mentions,
    Order,
    Query,
    Subject,
    Window,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.drafting import text_of
from bot.understanding.asking.sides import find_sides, has_than
from bot.understanding.draft import Draft
from bot.understanding.following.common import is_bare, reread
from bot.understanding.following.scopes import last_scope, union_of
from bot.understanding.following.shown import past_the_end
from bot.understanding.following.twins import twin_of
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import NTH_COUNTERS, RANK_CUES
from bot.understanding.pool import select
from bot.understanding.scope import Scope


def as_added(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
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
    twin = twin_of(draft, last, lexicon)
    scope = (IsProject((twin,)),) if twin else draft.scope
    union = union_of([last_scope(last), scope])
    return reread(draft, Query(Measure.TOTAL, union)) if union else None


def as_other_pair(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「経済部と環境部は?」 after the difference of two other departments."""
    if last.measure is not Measure.COMPARE or not draft.scope or not is_bare(draft.frame):
        return None
    sides = find_sides(draft.frame, Scope(draft.scope), lexicon)
    if len(sides) < 2:
        return None
    return reread(draft, replace(last, subjects=tuple(sides), claim=None))


def as_listed_together(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「2番と3番の合計」 of the list shown; 「3番目との差は?」 after the second was looked at."""
    frame = draft.frame
    places = [n.value for _, n in frame.numbers if n.counter in NTH_COUNTERS and n.last is None]
    if draft.scope or not places or last.group_by is not None or frame.has(*RANK_CUES):
        return None
    listed = state.listed if last.measure is Measure.DETAIL else state.shown
    if not listed:
        return None
    if any(place > len(listed) for place in places):
        return past_the_end(draft, max(places)) if len(places) > 1 else None
    named = [listed[place - 1] for place in places]
    against = frame.has("difference", "ratio", "which", "compare")
    if len(named) == 1 and against and last.measure is Measure.DETAIL and state.shown:
        named = [state.shown[0], *named]
    if len(set(named)) < 2:
        return None
    if frame.has("total", "together") and not against:
        return reread(draft, Query(Measure.TOTAL, (IsProject(tuple(named)),)))
    if not against or len(named) != 2:
        return None
    sides = tuple(Subject((IsProject((one,)),), lexicon.catalogue.by_id[one].name) for one in named)
    how = Comparison.DIFFERENCE if frame.has("difference") else Comparison.WHICH
    how = Comparison.RATIO if frame.has("ratio") else how
    return reread(draft, Query(Measure.COMPARE, subjects=sides, comparison=how))


def as_pair(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
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
        return _ranks_shown(draft, state, lexicon) or _sides_shown(draft, state, lexicon)
    if len(state.queries) > 1 and frame.has("difference") and _counted_two_ways(*state.queries[:2]):
        return reread(draft, Query(Measure.PRINTED_GAP, last.conditions))
    subjects = _last_two(state, lexicon)
    again = any(subject.conditions == draft.scope for subject in subjects)
    if draft.scope and not again and not _is_one_of(subjects[:2], draft, lexicon):
        return _against_last(draft, last, lexicon)
    if len(subjects) < 2:
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    if _more_than_two(frame):
        return replace(draft, query=None, trouble=Clarify(Doubt.TOO_INTRICATE))
    if frame.has("total", "amount", "mean") and not frame.has("difference", "ratio", "which", "compare"):
        measure = Measure.MEAN if frame.has("mean") else Measure.TOTAL
        return _both(draft, subjects, measure)
    how = Comparison.WHICH
    if frame.has("ratio"):
        how = Comparison.RATIO
    elif frame.has("difference"):
        how = Comparison.DIFFERENCE
    if _LATTER_FIRST.search(text_of(frame)):
        subjects = subjects[::-1]
    if how is Comparison.RATIO and _is_one_of(subjects[:1], draft, lexicon, of=1):
        subjects = subjects[::-1]  # the one that is named is what is counted by
    asked = {query.measure for query in state.queries[:2]}
    basis = asked.pop() if len(asked) == 1 else Measure.TOTAL
    if re.search("何件|件数|事業数", text_of(frame)):
        basis = Measure.COUNT
    elif frame.has("amount") or basis not in {Measure.MEAN, Measure.COUNT}:
        basis = Measure.TOTAL
    unsaid = how is Comparison.RATIO and frame.has("difference")  # 「何倍違う?」: the larger by the smaller
    order = Order.AMOUNT_DESC if unsaid else Order.PRINTED
    query = Query(Measure.COMPARE, order=order, subjects=tuple(subjects), comparison=how, basis=basis)
    return reread(draft, query)


_LATTER_FIRST = re.compile("後者.*前者")


def _is_one_of(subjects: list[Subject], draft: Draft, lexicon: Lexicon, of: int = 2) -> bool:
    """「運営事業の何倍?」: words that fit one of the two alone name it."""
    words = bool(draft.scope) and all(isinstance(condition, Mentions) for condition in draft.scope)
    if not words or len(subjects) < of:
        return False
    meant = select(lexicon.catalogue, draft.scope)
    return sum(select(lexicon.catalogue, subject.conditions) <= meant for subject in subjects) == 1


def _more_than_two(frame: Frame) -> bool:
    """「その3つを合わせると?」: more than the two things that are kept in mind."""
    many = any(number.counter in {"つ", "件", "事業"} and number.value > 2 for _, number in frame.numbers)
    return frame.has("together") and (many or frame.has("all_of"))


def _counted_two_ways(last: Query, before: Query) -> bool:
    """「小計は?」 and then 「重複を除くと?」: one scope, with the rows counted again and without."""
    sums = last.measure is before.measure is Measure.TOTAL
    return sums and last.conditions == before.conditions and last.counting is not before.counting


def _both(draft: Draft, subjects: list[Subject], measure: Measure) -> Draft | None:
    """Two things talked about, as one scope: two names, or two ranks of one list."""
    one, other = subjects[:2]
    if one.window and other.window and (one.conditions, one.order) == (other.conditions, other.order):
        ranks = sorted((one.window.first, one.window.last, other.window.first, other.window.last))
        together = Window(ranks[0], ranks[-1])
        if together.last - together.first + 1 != _width(one.window) + _width(other.window):
            return None
        return reread(draft, Query(measure, one.conditions, order=one.order, window=together))
    if one.window or other.window:
        return None
    union = union_of([one.conditions, other.conditions])
    return reread(draft, Query(measure, union)) if union else None


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
            return past_the_end(draft, subject.window.first)
        project = state.shown[subject.window.first - 1]
        sides.append(Subject((IsProject((project,)),), lexicon.catalogue.by_id[project].name))
    return reread(draft, replace(query, subjects=tuple(sides)))


def _sides_shown(draft: Draft, state: DialogueState, lexicon: Lexicon) -> Draft | None:
    """「運営と施設整備ならどっちが多い?」 of the projects shown last, one for each word."""
    query = draft.query
    if query is None or not 2 <= len(state.shown) <= _A_HANDFUL:
        return None
    sides = []
    for subject in query.subjects:
        fits = [
            project for project in state.shown if project in select(lexicon.catalogue, subject.conditions)
        ]
        if len(fits) != 1 or subject.window:
            return None
        sides.append(Subject((IsProject((fits[0],)),), lexicon.catalogue.by_id[fits[0]].name))
    if len({side.conditions for side in sides}) < len(sides):
        return None
    return reread(draft, replace(query, subjects=tuple(sides)))


_A_HANDFUL = 12


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
    return reread(draft, Query(Measure.COMPARE, subjects=subjects, comparison=how))


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
    if len(subjects) > 2 and _came_to(subjects[1:3], subjects[0]):
        del subjects[0]
    shown = [Subject((IsProject((i,)),), lexicon.catalogue.by_id[i].name) for i in state.shown]
    of_a_list = len(shown) == 2 and last.measure is not Measure.DETAIL
    if of_a_list and (last.measure is Measure.LIST or len(subjects) < 2):
        return shown
    return list(reversed(subjects[:2]))


def _came_to(pair: list[Subject], both: Subject) -> bool:
    """Whether `both` is what the two came to together."""
    unions = (
        union_of([one.conditions for one in pair]),
        union_of([one.conditions for one in reversed(pair)]),
    )
    return both.conditions in unions


def _subject(query: Query, lexicon: Lexicon) -> Subject:
    label = label_of(query.conditions, lexicon)
    window = query.window
    if window is None or query.measure not in {Measure.LIST, Measure.TOTAL}:
        return Subject(query.conditions, label)
    ranks = f"{window.first}位" if window.first == window.last else f"{window.first}〜{window.last}位"
    return Subject(query.conditions, f"{label}の{ranks}", query.order, window)
