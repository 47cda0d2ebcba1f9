"""Things of one or several kinds, summed or counted together: 「AとBの合計」「除雪事業と環境部で何件」."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.japanese import key
from bot.query import Condition, Either, IsNew, IsProject, IsReprinted, Measure, Query, Subject
from bot.reading import Clarify, Doubt
from bot.understanding.asking.drafting import called_so, drafted
from bot.understanding.asking.sides import is_one_project, topical_sides
from bot.understanding.conditions import condition_of
from bot.understanding.draft import Draft
from bot.understanding.filling import joins
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import Scope
from bot.understanding.spans import Projects, Row, Span, Words
from bot.understanding.topics import resolve
from bot.understanding.unions import label_of, side_of

_TOPICAL = (Projects, Row, Words)


def as_sum_of_named(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「Aの窓口ICT化とDX推進、あわせたらいくら」: projects named side by side, summed."""
    topical = tuple(
        item
        for item in frame.of(*_TOPICAL)
        if not (item.is_a(Words) and key(item.text) in lexicon.vocabulary.expenses)
    )
    side_by_side = len(topical) > 1 and all(item.joined for item in topical[1:])
    said = frame.has("together", "those_two") or (side_by_side and frame.has("total"))
    said = said or (side_by_side and _all_by_and(frame, topical))
    of_each = _one_of_each(frame, topical, lexicon)
    if of_each and frame.has("total", "amount", "count"):
        conditions: tuple[Condition, ...] = (IsProject(of_each),)
        query = Query(_measure(frame) or Measure.TOTAL, conditions)
        return replace(drafted(frame, scope, query), scope=conditions)
    beside = _beside_a_string(frame, topical, lexicon)
    if beside and frame.has("total", "amount", "count", "together", "mean"):
        return replace(
            drafted(frame, scope, Query(_measure(frame) or Measure.TOTAL, (beside,))), scope=(beside,)
        )
    if not said or not frame.has("total", "amount"):
        return None
    if frame.has("related") and not frame.has("those_two"):
        return None  # 「除雪とか雪対策に関わる事業」: all that is about either
    if len(topical) < 2 or not scope.topic:
        return None
    sides = topical_sides(frame, topical, scope, lexicon)
    together = _both(sides) if side_by_side or all(map(is_one_project, sides)) else None
    if together is None:
        return None
    kept = tuple(c for c in scope.conditions if c not in scope.topic.conditions)
    return drafted(frame, scope, Query(_measure(frame) or Measure.TOTAL, (*kept, together)))


def _beside_a_string(frame: Frame, topical: tuple[Item, ...], lexicon: Lexicon) -> Condition | None:
    """「雪対策事業と、名前に「除雪」が入る事業の合計」: a project by name, and those that have a string."""
    if len(topical) != len(frame.items) or len(topical) != _TWO:
        return None
    one, other = topical
    literal = [isinstance(item.meaning, Words) and item.meaning.literal for item in topical]
    between = frame.spans[one.index + 1 : other.index]
    named = topical[literal.index(False)] if sorted(literal) == [False, True] else None
    if named is None or not named.is_a(Projects, Row) or not any(span.text in _AND for span in between):
        return None
    sides = [(condition,) for item in topical if (condition := condition_of(item)) is not None]
    return Either(tuple(side_of(side, lexicon) for side in sides)) if len(sides) == len(topical) else None


_TWO = 2
_AND = {"と", "とか"}


def named_by_and(frame: Frame, scope: Scope, lexicon: Lexicon) -> tuple[Condition, ...]:
    """「除雪と清掃工場で全体の何割?」: each by its name, as in their sum; empty where they are no such names."""
    topical = tuple(item for item in frame.of(*_TOPICAL) if not item.negated)
    if len(topical) < 2 or not scope.topic or not _all_by_and(frame, topical):
        return ()
    together = _both(topical_sides(frame, topical, scope, lexicon))
    kept = tuple(c for c in scope.conditions if c not in scope.topic.conditions)
    return (*kept, together) if together else ()


def _both(sides: list[Subject]) -> Condition | None:
    """Projects by their names; 「公園と学校」 by the words, for they may be many."""
    ids = tuple(
        dict.fromkeys(p for side in sides for c in side.conditions if isinstance(c, IsProject) for p in c.ids)
    )
    if all(map(is_one_project, sides)):
        return IsProject(ids) if len(ids) > 1 else None
    return Either(
        tuple(side if is_one_project(side) else replace(side, label=f"「{side.label}」") for side in sides)
    )


def _one_of_each(frame: Frame, topical: tuple[Item, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """「小学校の図書館と中学校の図書館はいくら?」: words to either side of と that name a project each."""
    runs: list[list[Item]] = []
    for item in topical:
        between = [span.text for span in frame.spans[runs[-1][-1].index + 1 : item.index]] if runs else []
        if not runs or between in (["と"], ["事業", "と"]):
            runs.append([item])
        else:
            runs[-1].append(item)
    if len(runs) < 2 or all(len(run) == 1 for run in runs):
        return ()
    everything = frozenset(lexicon.texts)
    meant = [resolve(tuple(replace(i, joined=False) for i in run), (), lexicon, everything) for run in runs]
    found = dict.fromkeys(one.single for one in meant if one and one.single)
    return tuple(found) if len(found) == len(runs) and len(frame.items) == len(topical) else ()


def _all_by_and(frame: Frame, items: tuple[Item, ...]) -> bool:
    """「バスとJRの予算は?」: と adds up, where a comma may as well narrow."""
    return all(
        [span.text for span in frame.spans[one.index + 1 : other.index]] == ["と"]
        for one, other in pairwise(items)
    )


_PLACES = {"Departments", "Goals", "Policies"}


@dataclass(frozen=True, slots=True)
class _Member:
    """One of the things side by side; `condition` is set but for names and words to be resolved."""

    index: int
    kind: str
    item: Item | None = None
    condition: Condition | None = None


def as_several_kinds(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「除雪事業と環境部の合計」「新規事業と1億円以上の事業を合わせて何件」: what is of either kind."""
    measure = Measure.SHARE if frame.has("share") else _measure(frame)
    if measure is None or frame.has("difference", "ratio", "compare", "which", "each", "confirm"):
        return None
    if any(len(frame.cues.get(mark, ())) > 1 for mark in ("new", "reprinted")):
        return None  # 「経済部の新規と農政部の新規」: the mark is on both sides
    members = list(_members(frame))
    run = _side_by_side(frame, members)
    if len({member.kind for member in run}) < 2:
        return None
    sides = [_side(member, lexicon) for member in run]
    others = [member.condition for member in members if member not in run]
    if not all(sides) or not all(others):
        return None
    owner = next((m for m in members if m.index == run[0].index - 2 and m not in run), None)
    if owner and owner.kind in _PLACES & {m.kind for m in run[1:]}:
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))  # 「経済部の新規と農政部の合計」
    either = Either(tuple(side for side in sides if side))
    if measure is Measure.SHARE:
        base = tuple(condition for condition in others if condition)
        return replace(
            drafted(frame, scope, Query(measure, (*base, either), base=base)), scope=(*base, either)
        )
    conditions = (*(condition for condition in others if condition), either)
    return replace(drafted(frame, scope, Query(measure, conditions)), scope=conditions)


def _measure(frame: Frame) -> Measure | None:
    if frame.has("count") and not frame.has("amount"):
        return Measure.COUNT
    if frame.has("mean"):
        return Measure.MEAN
    altogether = frame.has("amount") and frame.spans[frame.at("amount") - 1].text in {"で", "全部で"}
    return Measure.TOTAL if frame.has("total", "together") or altogether else None


def _members(frame: Frame) -> Iterator[_Member]:
    """Everything that says which projects are meant, in the order said."""
    found = [_Member(index, "new", condition=IsNew()) for index in frame.cues.get("new", ())[:1] if frame.new]
    marks = frame.cues.get("reprinted", ())[:1] if frame.reprinted else ()
    found += [_Member(index, "reprinted", condition=IsReprinted()) for index in marks]
    for item in frame.items:
        if item.is_a(*_TOPICAL) and not item.negated:
            found.append(_Member(item.index, "topic", item))
        else:
            found.append(_Member(item.index, type(item.meaning).__name__, item, condition_of(item)))
    yield from sorted(found, key=lambda member: member.index)


def _side_by_side(frame: Frame, members: list[_Member]) -> list[_Member]:
    """The first members that are joined to each other by と and the like."""
    run: list[_Member] = []
    for member in members:
        negated = member.item is not None and member.item.negated
        if run and not negated and _says_and(frame.spans[run[-1].index + 1 : member.index]):
            run.append(member)
        elif len(run) > 1:
            return run
        else:
            run = [] if negated else [member]
    return run


def _says_and(between: tuple[Span, ...]) -> bool:
    """A comma alone may as well narrow: 「基本目標3、農政部の合計」."""
    return joins(between) and any(span.text in _AND for span in between)


_AND = {"と", "や", "及び", "および", "とか", "または", "+", "&"}


def _side(member: _Member, lexicon: Lexicon) -> Subject | None:
    if member.condition:
        return side_of((member.condition,), lexicon)
    assert member.item is not None
    meant = resolve((replace(member.item, joined=False),), (), lexicon, frozenset(lexicon.texts))
    if meant is None or not meant.conditions:
        return None
    if meant.single:
        only = (IsProject((meant.single,)),)
        return Subject(only, label_of(only, lexicon))
    return Subject(called_so(meant.conditions, meant), f"「{member.item.text}」")
