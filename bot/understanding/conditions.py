"""From a frame's items to conditions of a query."""

from __future__ import annotations

from bot.query import AmountBetween, Condition, InDepartments, InGoals, InPolicies, IsProject, Mentions
from bot.understanding.frame import Item
from bot.understanding.spans import Amount, Departments, Goals, Policies, Projects, Row, Words


def condition_of(item: Item) -> Condition | None:
    """The condition an item stands for; None for what has to be resolved first."""
    match item.meaning:
        case Departments(names):
            return InDepartments(names, item.negated)
        case Goals(numbers):
            return InGoals(numbers, item.negated)
        case Policies(refs):
            return InPolicies(refs, item.negated)
        case Projects(ids):
            return IsProject(ids, item.negated)
        case Row(_, project_id) if project_id is not None:
            return IsProject((project_id,), item.negated)
        case Words(words, label, _, column, _):
            return Mentions(words, column, item.negated, label)
        case Amount(value) if not value.vague:
            return AmountBetween(value.at_least, value.at_most, item.negated)
    return None


def merge(conditions: list[Condition]) -> tuple[Condition, ...]:
    """One condition a kind where several say either-or: 総務部と建築部 is in one of both."""
    merged: list[Condition] = []
    for condition in conditions:
        for index, other in enumerate(merged):
            both = _either(other, condition)
            if both is not None:
                merged[index] = both
                break
        else:
            merged.append(condition)
    return tuple(merged)


def _either(one: Condition, other: Condition) -> Condition | None:
    match one, other:
        case InDepartments(a, n), InDepartments(b, m) if n == m:
            return InDepartments(tuple(dict.fromkeys(a + b)), n)
        case InGoals(c, n), InGoals(d, m) if n == m:
            return InGoals(tuple(dict.fromkeys(c + d)), n)
        case InPolicies(e, n), InPolicies(f, m) if n == m:
            return InPolicies(tuple(dict.fromkeys(e + f)), n)
        case IsProject(g, n), IsProject(h, m) if n == m:
            return IsProject(tuple(dict.fromkeys(g + h)), n)
        case AmountBetween(None, int(high), False), AmountBetween(int(low), int(same), False) if (
            low == same == high
        ):
            return one  # 500万円以下(ちょうども含む)
        case AmountBetween(int(low), None, False), AmountBetween(int(same), int(high), False) if (
            low == same == high
        ):
            return one
        case AmountBetween(low, None, False), AmountBetween(None, high, False):
            return AmountBetween(low, high)
        case AmountBetween(None, high, False), AmountBetween(low, None, False):
            return AmountBetween(low, high)
    return None
