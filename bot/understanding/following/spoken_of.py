"""The two things that were talked about, for 「その差は?」 and 「2つを合わせると?」."""

from __future__ import annotations

from bot.query import (
    AmountBetween,
    Condition,
    InDepartments,
    InGoals,
    IsProject,
    Measure,
    Order,
    Query,
    Subject,
    Window,
)
from bot.reading import DialogueState
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.unions import label_of, union_of


def first_and_last(state: DialogueState, lexicon: Lexicon) -> list[Subject]:
    """「最初に聞いた事業との差は?」: what the conversation began with, and what it has come to."""
    things = [query for query in state.queries if query.conditions and query.measure is not Measure.COMPARE]
    return [subject_of(things[-1], lexicon), subject_of(things[0], lexicon)] if len(things) > 1 else []


def last_two(state: DialogueState, lexicon: Lexicon) -> list[Subject]:
    """The two things that were asked about, or compared, or listed last, the earlier one first."""
    last = state.queries[0]
    if last.subjects:
        return list(last.subjects)
    subjects: list[Subject] = []
    for query in state.queries:
        if query.measure is Measure.COMPARE or not (query.conditions or query.window) or query.group_by:
            continue
        subject = subject_of(query, lexicon)
        if all(
            (subject.conditions, subject.window, subject.order) != (o.conditions, o.window, o.order)
            for o in subjects
        ):
            subjects.append(subject)
    if len(subjects) > 1 and _is_a_rank_of(*subjects[:2]):
        return _both_ranks(subjects[0], lexicon)
    if len(subjects) > 2 and _came_to(subjects[1:3], subjects[0], lexicon):
        del subjects[0]
    added = _added_to(subjects[0], subjects[1], lexicon) if len(subjects) > 1 else None
    if added:
        return [subjects[1], added]
    if len(subjects) == 2 and _selects_the_same(subjects[0], subjects[1], lexicon):
        del subjects[0]
    shown = [Subject((IsProject((i,)),), lexicon.catalogue.by_id[i].name) for i in state.shown]
    if len(subjects) == 1:
        subjects = _two_in_one(subjects[0], lexicon)[::-1] or subjects
    of_a_list = len(shown) == _PAIR and last.measure is not Measure.DETAIL
    if of_a_list and len(subjects) > 1 and _is_part_of(subjects[0], subjects[1], lexicon):
        return shown  # 「スポーツ関係の予算」「公園の2つだけだと?」「どっちが高い?」
    beside = len(subjects) > 1 and _in_its_stead(subjects[0], subjects[1], lexicon)
    if of_a_list and ((last.measure is Measure.LIST and not beside) or len(subjects) < 2):
        return shown
    return list(reversed(subjects[:2]))


def _two_in_one(both: Subject, lexicon: Lexicon) -> list[Subject]:
    """「環境部と土木部の合計」: the two of which it was the sum."""
    own: list[Condition] = []
    match both.conditions[-1:]:
        case (InDepartments((one, other), False),):
            own = [InDepartments((one,)), InDepartments((other,))]
        case (InGoals((first, second), False),):
            own = [InGoals((first,)), InGoals((second,))]
        case (IsProject(ids=(one, other), negated=False),):
            own = [IsProject((one,)), IsProject((other,))]
    rest = both.conditions[:-1]
    return [Subject((*rest, part), label_of((part,), lexicon)) for part in own] if both.window is None else []


def _is_a_rank_of(one: Subject, whole: Subject) -> bool:
    """Whether one of the two is the first or last of the other's list."""
    return one.conditions == whole.conditions and one.window is not None and whole.window is None


def _in_its_stead(one: Subject, other: Subject, lexicon: Lexicon) -> bool:
    """「補助金のつく事業」「負担金は?」: one word after another, and no part of what was listed."""
    kinds = [[type(condition) for condition in side.conditions] for side in (one, other)]
    first, second = (select(lexicon.catalogue, side.conditions) for side in (one, other))
    return kinds[0] == kinds[1] and not (one.window or other.window) and not first & second


def _added_to(both: Subject, one: Subject, lexicon: Lexicon) -> Subject | None:
    """「除雪は何%?」「清掃工場も足したら?」: what the second is more than the first."""
    match both.conditions, one.conditions:
        case (IsProject(ids=together, negated=False),), (IsProject(ids=before, negated=False),):
            more = tuple(project for project in together if project not in before)
            if more and set(before) < set(together):
                return Subject((IsProject(more),), label_of((IsProject(more),), lexicon))
    return None


def _is_part_of(one: Subject, whole: Subject, lexicon: Lexicon) -> bool:
    """Whether one of the two was picked from the other."""
    narrower = select(lexicon.catalogue, one.conditions) < select(lexicon.catalogue, whole.conditions)
    return not (one.window or whole.window) and bool(whole.conditions) and narrower


_PAIR = 2


def _both_ranks(one: Subject, lexicon: Lexicon) -> list[Subject]:
    """「総務部の事業」「高いほうは?」「差額は?」: of a list of two, both; of a longer one, nobody knows which."""
    if len(select(lexicon.catalogue, one.conditions)) != 2:
        return []
    label = label_of(one.conditions, lexicon)
    return [Subject(one.conditions, f"{label}の{n}位", one.order, Window(n, n)) for n in (1, 2)]


def _selects_the_same(one: Subject, other: Subject, lexicon: Lexicon) -> bool:
    """「市民課の事業」 and the two of them added up."""
    unranked = not (one.window or other.window)
    if _bounds_of(one) != _bounds_of(other):
        return False  # 「1億円台」「2億円台は?」
    return unranked and select(lexicon.catalogue, one.conditions) == select(
        lexicon.catalogue, other.conditions
    )


def _bounds_of(side: Subject) -> set[Condition]:
    return {condition for condition in side.conditions if isinstance(condition, AmountBetween)}


def _came_to(pair: list[Subject], both: Subject, lexicon: Lexicon) -> bool:
    """Whether `both` is what the two came to together."""
    if both.window or any(one.window for one in pair):
        return False
    sides = [one.conditions for one in pair]
    return both.conditions in (union_of(sides, lexicon), union_of(sides[::-1], lexicon))


def subject_of(query: Query, lexicon: Lexicon) -> Subject:
    """A query's scope as a side of a comparison, with its ranks."""
    label = label_of(query.conditions, lexicon)
    window = query.window
    if window is None or query.measure not in {Measure.LIST, Measure.TOTAL}:
        return Subject(query.conditions, label)
    ranks = f"{window.first}位" if window.is_one else f"{window.first}〜{window.last}位"
    ranks = f"下から{ranks}" if query.order is Order.AMOUNT_ASC else ranks
    return Subject(query.conditions, f"{label}の{ranks}", query.order, window)


def query_of(subject: Subject) -> Query:
    """A side of a comparison as a list of its own."""
    return Query(conditions=subject.conditions, order=subject.order, window=subject.window)
