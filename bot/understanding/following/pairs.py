"""Two things talked about: 「その差は?」「2つを合わせると?」「どっちが多い?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.japanese import key
from bot.query import (
    Aspect,
    Comparison,
    Condition,
    InDepartments,
    InPlace,
    IsNew,
    IsProject,
    Measure,
    Mentions,
    Order,
    Query,
    Subject,
    ThanProject,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.comparisons import held_how, order_asked
from bot.understanding.asking.sides import find_sides
from bot.understanding.draft import Draft
from bot.understanding.following.asks_of_two import (
    AGAINST,
    PAIR,
    are_alike,
    asks_of_a_pair,
    looks_into_the_last,
    of_two,
    sums_one,
)
from bot.understanding.following.common import is_bare, reread
from bot.understanding.following.narrowing import beside
from bot.understanding.following.pair_sides import ranks_shown, sides_among
from bot.understanding.following.scopes import all_together
from bot.understanding.following.spoken_of import first_and_last, last_two, query_of, subject_of
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.scope import Scope
from bot.understanding.spans import Departments, Goals, Policies, Projects, Row, Words
from bot.understanding.unions import label_of


def as_other_pair(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「経済部と環境部は?」 after the difference of two other departments."""
    if last.measure is not Measure.COMPARE or not draft.scope or not is_bare(draft.frame):
        return None
    places = draft.frame.of(Departments, Goals, Policies)
    if not any(item.joined for item in draft.frame.items) and len(places) < 2:
        return None  # 「不妊対策推進事業は今年どこが拡大されるの」
    if draft.frame.has("ask_yes_no", "confirm"):
        return None
    sides = find_sides(draft.frame, Scope(draft.scope), lexicon)
    if len(sides) < 2:
        return None
    return reread(draft, replace(last, subjects=tuple(sides), claim=None))


def as_pair(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「その差は?」「2つを合わせると?」「どっちが多い?」 of the two things talked about last."""
    frame = draft.frame
    if not asks_of_a_pair(draft, state, last) or frame.has("printed", "once"):
        return None
    if last.measure is Measure.PRINTED_GAP and draft.scope and frame.has("that"):
        return reread(draft, Query(Measure.PRINTED_GAP, draft.scope))  # 「基本目標3ではその差は?」
    if draft.query and _says_it_all(draft.query, frame):
        return None
    if draft.query and any(isinstance(c, ThanProject) for c in draft.query.conditions):
        return None  # 「部の中で街あかりより高いのは何件?」
    told = _told_by_its_text(draft, state, lexicon) if frame.has("which") else None
    if told:
        return told
    if draft.query and draft.query.subjects:
        return (
            ranks_shown(draft, state, lexicon)
            or sides_among(draft, list(state.shown), lexicon)
            or sides_among(draft, _projects_of(last_two(state, lexicon)), lexicon)
        )
    if frame.has("together") and looks_into_the_last(draft, state):
        return None
    if len(state.queries) > 1 and frame.has("difference") and _counted_two_ways(*state.queries[:2]):
        return reread(draft, Query(Measure.PRINTED_GAP, last.conditions))
    subjects = first_and_last(state, lexicon) if frame.has("first_asked") else last_two(state, lexicon)
    if frame.has("together") and are_alike(state.queries[:2]) and not frame.numbers:
        subjects = [subject_of(query, lexicon) for query in reversed(state.queries[:2])]
    if _BOTH_DEPARTMENTS.search(frame.said()):
        subjects = _departments_of(state) or subjects
    if frame.has("share") and of_two(draft) and len(subjects) >= PAIR:
        return _share_of_both(draft, subjects, lexicon)
    again = any(subject.conditions == draft.scope for subject in subjects) or (
        of_two(draft) and _are_both(draft, subjects, lexicon)
    )
    if draft.scope and not again and not _is_one_of(subjects[:2], draft, lexicon):
        return _against_last(draft, state, last, lexicon)
    if len(subjects) < PAIR:
        needs_two = frame.has("those_two", *AGAINST) or sums_one(draft, state, last)
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT)) if needs_two else None
    two = _the_two_that_one_is_of(subjects[:PAIR], lexicon) if frame.has("difference", "ratio") else []
    if two:
        return _held_against(draft, state, two, lexicon)
    if not (frame.has(*AGAINST) or of_two(draft)) and _is_within(subjects[0], subjects[1], lexicon):
        both = select(lexicon.catalogue, subjects[0].conditions)
        looked_at = last.measure is Measure.DETAIL and len(both) == PAIR  # both, of which one was looked at
        # and no sum for 「足すといくら?」 after 「そのうち経済部は?」
        return reread(draft, Query(Measure.TOTAL, subjects[0].conditions)) if looked_at else None
    if frame.has("total", "amount", "mean", "count") and not frame.has(*AGAINST):
        return _put_together(draft, state, subjects, lexicon)
    return _held_against(draft, state, subjects, lexicon)


_BOTH_DEPARTMENTS = re.compile("両(?:部局|部)")


def _departments_of(state: DialogueState) -> list[Subject]:
    """「両部の合計額」: the two departments spoken of, and no ranks within them."""
    found: dict[str, Subject] = {}
    for query in state.queries:
        for condition in query.conditions:
            match condition:
                case InDepartments((name,), False):
                    found.setdefault(name, Subject((condition,), name))
    two = list(found.values())[:PAIR]
    ranked = any(query.window for query in state.queries[:PAIR])
    return two[::-1] if len(two) == PAIR and ranked else []


def _says_it_all(query: Query, frame: Frame) -> bool:
    """「産後ケア事業は2,000万円だよね、違う?」「大会の開催費まで補助するのは小学校と中学校どっち?」: of one project, named."""
    several = any(isinstance(c, InDepartments) and len(c.names) > 1 for c in query.conditions)
    if (query.measure is Measure.PRINTED_GAP and query.conditions) or (query.window and several):
        return True  # 「小計4って再掲でどれだけ膨らんでる?」「保健所と福祉保険部、両方で一番高い事業は?」
    of_one = query.measure is Measure.DETAIL and not frame.has("that", "those_two")
    told_apart = frame.has("which") and len(frame.items) > PAIR and query.aspect is Aspect.PURPOSE
    return of_one and (query.claim is not None or told_apart)


def _put_together(draft: Draft, state: DialogueState, subjects: list[Subject], lexicon: Lexicon) -> Draft:
    """「2つを合わせると?」: the sum, the mean or the number of both."""
    frame, both = draft.frame, [query_of(subject) for subject in subjects[:2]]
    both_counted = {query.measure for query in state.queries[:2]} == {Measure.COUNT}
    counted = frame.has("count") or (both_counted and not _SUMS.search(frame.said()))
    measure = Measure.COUNT if counted and not frame.has("amount") else Measure.TOTAL
    return reread(draft, all_together(Measure.MEAN if frame.has("mean") else measure, both, lexicon))


def _the_two_that_one_is_of(subjects: list[Subject], lexicon: Lexicon) -> list[Subject]:
    """「差額は?」 after a sum of two projects and one of them: between the two."""
    held = [select(lexicon.catalogue, side.conditions) for side in subjects if not side.window]
    if (
        len(held) != PAIR
        or sorted(map(len, held)) != [1, PAIR]
        or not (held[0] < held[1] or held[1] < held[0])
    ):
        return []
    one = min(held, key=len)
    other = max(held, key=len) - one
    ids = (*one, *other)
    return [Subject((IsProject((i,)),), lexicon.catalogue.by_id[i].name) for i in ids]


def _held_against(draft: Draft, state: DialogueState, subjects: list[Subject], lexicon: Lexicon) -> Draft:
    """「その差は?」「どっちが多い?」: by what was asked of both, or what is said now."""
    frame, last, how = draft.frame, state.queries[0], held_how(draft.frame)
    if len({subject.label for subject in subjects}) < len(subjects):
        return replace(draft, query=None, trouble=Clarify(Doubt.TOO_INTRICATE))  # two ranges of amounts
    if _LATTER_FIRST.search(frame.said()):
        subjects = subjects[::-1]
    first_named = subjects[0].conditions == draft.scope
    first_named = first_named or _is_one_of(subjects[:1], draft, lexicon, of=1)
    if how is Comparison.RATIO and first_named is not bool(_IS_SO_MANY_TIMES_IT.search(frame.said())):
        subjects = subjects[::-1]  # the one that is named is what is counted by
    asked = {query.measure for query in state.queries[:2]}
    basis = asked.pop() if len(asked) == 1 else Measure.TOTAL
    basis = last.basis if last.measure is Measure.COMPARE else basis
    if re.search("何件|件数|事業数", frame.said()):
        basis = Measure.COUNT
    elif frame.has("mean"):
        basis = Measure.MEAN
    elif frame.has("total") or _says_of_what(frame) or basis not in {Measure.MEAN, Measure.COUNT}:
        basis = Measure.TOTAL
    unsaid = how is Comparison.RATIO and not frame.items  # 「何倍違う?」: the larger by the smaller
    order = order_asked(frame, how) if how is Comparison.WHICH else Order.PRINTED
    order = Order.AMOUNT_DESC if unsaid else order
    return reread(
        draft, Query(Measure.COMPARE, order=order, subjects=tuple(subjects), comparison=how, basis=basis)
    )


def _is_within(one: Subject, other: Subject, lexicon: Lexicon) -> bool:
    """Whether one was picked from the other, so that the two together are no question."""
    if one.window or other.window:
        return False
    first, second = (select(lexicon.catalogue, side.conditions) for side in (one, other))
    narrowed = set(one.conditions) < set(other.conditions) or set(other.conditions) < set(one.conditions)
    return narrowed or first < second or second < first


def _says_of_what(frame: Frame) -> bool:
    """「予算の差は」; 「差はいくら」 after two means is of the means."""
    said = [frame.spans[index].text for index in frame.cues.get("amount", ())]
    return any(not text.startswith(("いくら", "なんぼ", "何円", "おいくら")) for text in said)


_SUMS = re.compile("合計|総額|金額|予算|いくら|なんぼ")
_LATTER_FIRST = re.compile("後者.*前者")


def _told_by_its_text(draft: Draft, state: DialogueState, lexicon: Lexicon) -> Draft | None:
    """「コンテストをやるのはどっち?」 after two projects: the one whose text says so."""
    listed = state.queries[0].measure is Measure.LIST and len(state.shown) == PAIR
    both = [Subject((IsProject((one,)),), lexicon.catalogue.by_id[one].name) for one in state.shown]
    subjects = both if listed else last_two(state, lexicon)
    told = bool(draft.scope) and all(isinstance(c, Mentions | IsNew | IsProject) for c in draft.scope)
    told = told and (listed or not any(isinstance(c, IsProject) for c in draft.scope))
    if len(subjects) < 2 or not told or draft.frame.has("big", "small", "amount", "total", "difference"):
        return None
    fitting = select(lexicon.catalogue, draft.scope)
    meant = [side for side in subjects[:2] if select(lexicon.catalogue, side.conditions) <= fitting]
    if len(meant) != 1 or not all(isinstance(c, IsProject) for c in meant[0].conditions):
        return None
    return reread(draft, Query(Measure.DETAIL, meant[0].conditions, aspect=Aspect.PURPOSE))


def _share_of_both(draft: Draft, subjects: list[Subject], lexicon: Lexicon) -> Draft | None:
    """「この2つで社会教育部の何%?」: what is named is the whole."""
    both = [query_of(subject) for subject in subjects[:2]]
    base = draft.query.base if draft.query and draft.query.base else draft.scope
    base = () if draft.frame.has("whole") else base  # 「大学のぶん2つで全体の何%?」
    return reread(draft, replace(all_together(Measure.SHARE, both, lexicon), base=base))


def as_share_of_both(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「合わせて市民生活部の何%?」 after two things were asked about one by one."""
    frame = draft.frame
    one_rank = last.measure is Measure.LIST and last.window is not None and last.window.is_one
    pair = last.measure is Measure.COMPARE
    alone = (one_rank or last.measure in {Measure.DETAIL, Measure.TOTAL}) and len(state.queries) > 1
    alone = alone or pair
    if not (frame.has("share") and frame.has("together") and alone) or frame.of(Projects, Row, Words):
        return None
    if draft.scope and (frame.has("whole") or len(frame.of(Departments, Goals, Policies)) > 1):
        return None  # 「土木部と環境部を足すと全体の何%?」 says both its sides
    places = all(isinstance(c, InPlace) for c in draft.scope)
    subjects = list(last.subjects) if pair else last_two(state, lexicon)
    if not places or len(draft.scope) > 1 or len(subjects) < 2:
        return None
    both = _share_of_both(draft, subjects, lexicon)
    its_own = frame.has("noun_goal", "noun_department", "noun_policy", "own_whole") and not draft.scope
    if its_own and both and both.query:
        return reread(both, replace(both.query, base=last.conditions))  # 「合わせると目標の何%?」
    return both


def _are_both(draft: Draft, subjects: list[Subject], lexicon: Lexicon) -> bool:
    """「2つの公園の差額は?」 after two parks: what is said is what both are."""
    words = bool(draft.scope) and all(isinstance(c, Mentions) and not c.negated for c in draft.scope)
    meant = select(lexicon.catalogue, draft.scope)
    return words and all(select(lexicon.catalogue, side.conditions) <= meant for side in subjects[:PAIR])


def _is_one_of(subjects: list[Subject], draft: Draft, lexicon: Lexicon, of: int = 2) -> bool:
    """「運営事業の何倍?」: words that fit one of the two alone name it."""
    words = bool(draft.scope) and all(isinstance(condition, Mentions) for condition in draft.scope)
    if not words or len(subjects) < of:
        return False
    meant = select(lexicon.catalogue, draft.scope)
    return sum(select(lexicon.catalogue, subject.conditions) <= meant for subject in subjects) == 1


def _counted_two_ways(last: Query, before: Query) -> bool:
    """「小計は?」 and then 「重複を除くと?」: one scope, with the rows counted again and without."""
    sums = last.measure is before.measure is Measure.TOTAL
    return sums and last.conditions == before.conditions and last.counting is not before.counting


def _projects_of(subjects: list[Subject]) -> list[str]:
    return [
        project
        for subject in subjects[:2]
        for condition in subject.conditions
        if isinstance(condition, IsProject) and not condition.negated
        for project in condition.ids
    ]


def _against_last(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「経済部との差は?」 after a question about another department."""
    if not draft.query or last.measure is Measure.COMPARE or not last.conditions:
        return None
    how = held_how(draft.frame) if draft.frame.has(*AGAINST) else Comparison.DIFFERENCE
    counted = last.measure in {Measure.COUNT, Measure.MEAN} and not draft.frame.has("amount", "total")
    scope = draft.scope if "全体" in draft.frame.said() else beside(draft.scope, last)
    named = _spoken_of_before(draft, state, lexicon) or scope
    subjects = (subject_of(last, lexicon), Subject(named, label_of(named, lexicon)))
    if _IS_SO_MANY_TIMES_IT.search(draft.frame.said()):
        subjects = subjects[::-1]
    basis = last.measure if counted else draft.query.basis
    return reread(draft, Query(Measure.COMPARE, subjects=subjects, comparison=how, basis=basis))


_IS_SO_MANY_TIMES_IT = re.compile(
    "(?:は|って|が)(?:そ|こ)(?:の|れの|っちの|ちらの|こっちの)?何倍"
)  # 「動物園はその何倍?」


def _spoken_of_before(draft: Draft, state: DialogueState, lexicon: Lexicon) -> tuple[Condition, ...]:
    """「農業センターとの差は?」: of several that are called so, the one that was talked about."""
    fits = select(lexicon.catalogue, draft.scope)
    for query in state.queries:
        match query.conditions:
            case (IsProject((one,), False),) if one in fits and len(fits) > 1:
                return query.conditions
    words = [key(word).removesuffix("費") for c in draft.scope if isinstance(c, Mentions) for word in c.words]
    names = {project: key(lexicon.catalogue.by_id[project].name) for project in state.listed}
    named = [project for project, name in names.items() if any(word in name for word in words)]
    return (IsProject((named[0],)),) if len(named) == 1 and named[0] not in state.shown else ()
