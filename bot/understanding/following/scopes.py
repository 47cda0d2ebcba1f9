"""What the last queries were asked of, and what two scopes come to together."""

from __future__ import annotations

from bot.query import Condition, InDepartments, InGoals, InPolicies, IsProject, Measure, Query


def last_scope(last: Query) -> tuple[Condition, ...]:
    """What the last query was asked of; of a comparison, both sides."""
    if last.measure is Measure.COMPARE and len(last.subjects) >= 2:
        union = union_of([subject.conditions for subject in last.subjects[:2]])
        return union or last.subjects[0].conditions
    return last.conditions


def union_of(sides: list[tuple[Condition, ...]]) -> tuple[Condition, ...] | None:
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
