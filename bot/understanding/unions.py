"""Several scopes as one: what they come to together, and the names they are given."""

from __future__ import annotations

from collections.abc import Sequence

from bot.query import (
    Condition,
    Either,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    Mentions,
    Subject,
)
from bot.understanding.lexicon import Lexicon

_NAMED = (IsProject, InDepartments, InGoals, InPolicies, Mentions, IsNew)


def union_of(sides: Sequence[tuple[Condition, ...]], lexicon: Lexicon) -> tuple[Condition, ...]:
    """What fulfils all conditions of any side; no condition where one of the sides is the whole plan."""
    first, *others = sides
    for other in others:
        first = _joined(first, other, lexicon)
    return first


def _joined(
    one: tuple[Condition, ...], other: tuple[Condition, ...], lexicon: Lexicon
) -> tuple[Condition, ...]:
    common = tuple(condition for condition in one if condition in other)
    rests = [tuple(condition for condition in side if condition not in common) for side in (one, other)]
    if not all(rests):
        return common
    merged = _merged(*rests) if all(len(rest) == 1 for rest in rests) else None
    return (*common, merged or Either(tuple(side for rest in rests for side in _sides(rest, lexicon))))


def _merged(one: tuple[Condition, ...], other: tuple[Condition, ...]) -> Condition | None:
    """Two conditions of one kind as one."""
    match one[0], other[0]:
        case IsProject(a, False), IsProject(b, False):
            return IsProject(tuple(dict.fromkeys(a + b)))
        case InDepartments(c, False), InDepartments(d, False):
            return InDepartments(tuple(dict.fromkeys(c + d)))
        case InGoals(e, False), InGoals(f, False):
            return InGoals(tuple(dict.fromkeys(e + f)))
        case InPolicies(g, False), InPolicies(h, False):
            return InPolicies(tuple(dict.fromkeys(g + h)))
    return None


def _sides(conditions: tuple[Condition, ...], lexicon: Lexicon) -> tuple[Subject, ...]:
    match conditions:
        case (Either(sides, False),):
            return sides
    return (side_of(conditions, lexicon),)


def side_of(conditions: tuple[Condition, ...], lexicon: Lexicon) -> Subject:
    """One side of an `Either`; without a name where presenting has better words for it."""
    named = all(isinstance(condition, _NAMED) for condition in conditions)
    return Subject(conditions, label_of(conditions, lexicon) if named else "")


def label_of(conditions: tuple[Condition, ...], lexicon: Lexicon) -> str:
    """A name for a side of a comparison or of a sum, from the table."""
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
