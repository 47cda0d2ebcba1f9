"""A `Query` as plain JSON values: short keys, defaults left out.

A field added to `Query` later therefore does not make kept ones unreadable. Whatever comes in is held
to be hostile: links and buttons can be forged, and `from_plain` raises `UnreadableQueryError` and
nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from bot.query import (
    AmountBetween,
    Aspect,
    Claim,
    Comparison,
    Condition,
    Counting,
    Either,
    Fact,
    Field,
    GroupBounds,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Mentions,
    Order,
    PolicyRef,
    PrintedTimes,
    Query,
    Ranked,
    SameAmountAs,
    Subject,
    ThanGroup,
    ThanMean,
    ThanProject,
    Window,
)

Plain = object
"""A JSON value: dict, list, str, int, bool or None."""

_MOST_ITEMS = 200
_MOST_TEXT = 500
_MOST_NUMBER = 10**15
_MOST_DEEP = 40


class UnreadableQueryError(ValueError):
    """A token or kept value is no query of ours (damaged, forged, or from another version)."""


def to_plain(query: Query) -> dict[str, Plain]:
    """The plain form of `query`; `from_plain` takes it back."""
    plain: dict[str, Plain] = {}
    if query.measure is not Measure.LIST:
        plain["m"] = query.measure.value
    if query.conditions:
        plain["c"] = _conditions_to_plain(query.conditions)
    if query.group_by is not None:
        plain["g"] = query.group_by.value
    if query.order is not Order.PRINTED:
        plain["o"] = query.order.value
    if query.window is not None:
        plain["w"] = [query.window.first, query.window.last]
    if query.having is not None:
        plain["h"] = _having_to_plain(query.having)
    if query.base:
        plain["b"] = _conditions_to_plain(query.base)
    if query.subjects:
        plain["s"] = [_subject_to_plain(one) for one in query.subjects]
    if query.comparison is not Comparison.WHICH:
        plain["k"] = query.comparison.value
    if query.basis is not Measure.TOTAL:
        plain["v"] = query.basis.value
    if query.counting is not Counting.ONCE:
        plain["n"] = query.counting.value
    if query.aspect is not Aspect.AMOUNT:
        plain["a"] = query.aspect.value
    if query.fact is not None:
        plain["f"] = query.fact.value
    if query.claim is not None:
        plain["l"] = _claim_to_plain(query.claim)
    if query.of_groups is not None:
        plain["u"] = to_plain(query.of_groups)
    return plain


def from_plain(value: Plain) -> Query:
    """The query of a plain form. Raises `UnreadableQueryError`."""
    if _is_too_deep(value):
        raise UnreadableQueryError("nested too deep")
    plain = _dict(value)
    return Query(
        measure=_member(Measure, plain.get("m", Measure.LIST)),
        conditions=_conditions(plain.get("c", [])),
        group_by=_optional(plain.get("g"), lambda item: _member(Grouping, item)),
        order=_member(Order, plain.get("o", Order.PRINTED)),
        window=_optional(plain.get("w"), _window),
        having=_optional(plain.get("h"), _having),
        base=_conditions(plain.get("b", [])),
        subjects=tuple(_subject(item) for item in _list(plain.get("s", []))),
        comparison=_member(Comparison, plain.get("k", Comparison.WHICH)),
        basis=_member(Measure, plain.get("v", Measure.TOTAL)),
        counting=_member(Counting, plain.get("n", Counting.ONCE)),
        aspect=_member(Aspect, plain.get("a", Aspect.AMOUNT)),
        fact=_optional(plain.get("f"), lambda item: _member(Fact, item)),
        claim=_optional(plain.get("l"), _claim),
        of_groups=_optional(plain.get("u"), from_plain),
    )


def _conditions_to_plain(conditions: Iterable[Condition]) -> list[Plain]:
    return [_condition_to_plain(condition) for condition in conditions]


def _condition_to_plain(condition: Condition) -> list[Plain]:
    plain = _affirmed(condition)
    return ["!", *plain] if condition.negated else plain


def _affirmed(condition: Condition) -> list[Plain]:
    match condition:
        case InDepartments(names=names):
            return ["d", list(names)]
        case InGoals(goals=goals):
            return ["g", list(goals)]
        case InPolicies(policies=policies):
            return ["o", [[policy.goal, policy.letter] for policy in policies]]
        case IsProject(ids=ids, theme=theme):
            return ["p", list(ids), *([theme] if theme else [])]
        case Mentions(words=words, field=field, label=label):
            return ["w", list(words), field.value, label]
        case IsNew():
            return ["n"]
        case IsReprinted(goal=goal, policy=policy):
            return ["r", goal, *([] if policy is None else [policy])]
        case PrintedTimes(at_least=at_least, at_most=at_most, goal=goal, goals=goals):
            return ["t", at_least, at_most, *([goal, goals] if goals or goal is not None else [])]
        case AmountBetween(at_least=at_least, at_most=at_most):
            return ["a", at_least, at_most]
        case ThanProject(id=project, above=above):
            return ["x", project, above]
        case SameAmountAs(id=project):
            return ["s", project]
        case ThanMean(above=above, of=of, median=median):
            return ["m", above, _conditions_to_plain(of), *([True] if median else [])]
        case Ranked(window=window, order=order, of=of):
            return ["k", [window.first, window.last], order.value, _conditions_to_plain(of)]
        case Either(sides=sides):
            return ["e", [_subject_to_plain(side) for side in sides]]


def _conditions(value: Plain) -> tuple[Condition, ...]:
    return tuple(_condition(item) for item in _list(value))


def _condition(value: Plain) -> Condition:
    items = _list(value)
    negated = items[:1] == ["!"]
    if negated:
        items = items[1:]
    if not items:
        raise UnreadableQueryError("empty condition")
    kind, rest = items[0], items[1:]
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise UnreadableQueryError("unknown condition")
    try:
        return reader(rest, negated)
    except IndexError as error:
        raise UnreadableQueryError("condition cut off") from error


_READERS: dict[str, Callable[[list[Plain], bool], Condition]] = {
    "d": lambda rest, negated: InDepartments(_texts(rest[0]), negated),
    "g": lambda rest, negated: InGoals(tuple(_number(item) for item in _list(rest[0])), negated),
    "o": lambda rest, negated: InPolicies(tuple(_policy(item) for item in _list(rest[0])), negated),
    "p": lambda rest, negated: IsProject(_texts(rest[0]), negated, _text(rest[1]) if len(rest) > 1 else ""),
    "w": lambda rest, negated: Mentions(_texts(rest[0]), _member(Field, rest[1]), negated, _text(rest[2])),
    "n": lambda _rest, negated: IsNew(negated),
    "r": lambda rest, negated: IsReprinted(
        _optional(rest[0], _number), negated, _text(rest[1]) if len(rest) > 1 else None
    ),
    "t": lambda rest, negated: PrintedTimes(
        *_bounds(rest), negated, *((_optional(rest[2], _number), _flag(rest[3])) if len(rest) > 2 else ())
    ),
    "a": lambda rest, negated: AmountBetween(*_bounds(rest), negated),
    "x": lambda rest, negated: ThanProject(_text(rest[0]), _flag(rest[1]), negated),
    "s": lambda rest, negated: SameAmountAs(_text(rest[0]), negated),
    "m": lambda rest, negated: ThanMean(
        _flag(rest[0]), _conditions(rest[1]), negated, _flag(rest[2]) if len(rest) > 2 else False
    ),
    "k": lambda rest, negated: Ranked(
        _window(rest[0]), _member(Order, rest[1]), _conditions(rest[2]), negated
    ),
    "e": lambda rest, negated: Either(tuple(_subject(item) for item in _list(rest[0])), negated),
}


def _is_too_deep(value: Plain) -> bool:
    """Whether conditions nest deeper than any question does."""
    level = [value]
    for _ in range(_MOST_DEEP):
        level = [
            inner
            for outer in level
            if isinstance(outer, list | dict)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return bool(level)


def _claim_to_plain(claim: Claim) -> dict[str, Plain]:
    named = {
        "amount": claim.amount,
        "at_least": claim.at_least,
        "at_most": claim.at_most,
        "count": claim.count,
        "department": claim.department,
        "project": claim.project,
        "goal": claim.goal,
        "new": claim.new,
    }
    return {name: value for name, value in named.items() if value is not None}


def _claim(value: Plain) -> Claim:
    plain = _dict(value)
    return Claim(
        amount=_optional(plain.get("amount"), _number),
        at_least=_optional(plain.get("at_least"), _number),
        at_most=_optional(plain.get("at_most"), _number),
        count=_optional(plain.get("count"), _number),
        department=_optional(plain.get("department"), _text),
        project=_optional(plain.get("project"), _text),
        goal=_optional(plain.get("goal"), _number),
        new=_optional(plain.get("new"), _flag),
    )


def _subject_to_plain(subject: Subject) -> list[Plain]:
    plain: list[Plain] = [_conditions_to_plain(subject.conditions), subject.label]
    if subject.order is not Order.PRINTED or subject.window is not None or subject.group_by is not None:
        window = subject.window
        plain += [subject.order.value, None if window is None else [window.first, window.last]]
    if subject.group_by is not None:
        plain.append(subject.group_by.value)
    return plain


def _subject(value: Plain) -> Subject:
    match _list(value):
        case [conditions, label]:
            return Subject(_conditions(conditions), _text(label))
        case [conditions, label, order, window, *group]:
            ranks = _optional(window, _window)
            group_by = _member(Grouping, group[0]) if group else None
            return Subject(_conditions(conditions), _text(label), _member(Order, order), ranks, group_by)
        case _:
            raise UnreadableQueryError("no subject")


def _window(value: Plain) -> Window:
    items = _list(value)
    if len(items) != 2:
        raise UnreadableQueryError("no window")
    return Window(_number(items[0]), _number(items[1]))


def _having_to_plain(having: GroupBounds | ThanGroup) -> list[Plain]:
    match having:
        case GroupBounds(measure, at_least, at_most):
            return [measure.value, at_least, at_most]
        case ThanGroup(measure, place, above):
            return [measure.value, _condition_to_plain(place), above, "x"]


def _having(value: Plain) -> GroupBounds | ThanGroup:
    match _list(value):
        case [measure, at_least, at_most]:
            return GroupBounds(_member(Measure, measure), *_bounds([at_least, at_most]))
        case [measure, place, above, "x"]:
            match _condition(place):
                case (InDepartments() | InGoals() | InPolicies()) as group:
                    return ThanGroup(_member(Measure, measure), group, _flag(above))
    raise UnreadableQueryError("no bounds")


def _policy(value: Plain) -> PolicyRef:
    items = _list(value)
    if len(items) != 2:
        raise UnreadableQueryError("no policy")
    return PolicyRef(_number(items[0]), _text(items[1]))


def _bounds(rest: list[Plain]) -> tuple[int | None, int | None]:
    return _optional(rest[0], _number), _optional(rest[1], _number)


_Member = TypeVar("_Member", bound=StrEnum)
_Value = TypeVar("_Value")


def _member(kind: type[_Member], value: Plain) -> _Member:
    try:
        return kind(_text(value))
    except ValueError as error:
        raise UnreadableQueryError("unknown word") from error


def _optional(value: Plain, reader: Callable[[Plain], _Value]) -> _Value | None:
    return None if value is None else reader(value)


def _texts(value: Plain) -> tuple[str, ...]:
    return tuple(_text(item) for item in _list(value))


def _text(value: Plain) -> str:
    if not isinstance(value, str) or len(value) > _MOST_TEXT:
        raise UnreadableQueryError("no text")
    return value


def _number(value: Plain) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _MOST_NUMBER:
        raise UnreadableQueryError("no number")
    return value


def _flag(value: Plain) -> bool:
    if not isinstance(value, bool):
        raise UnreadableQueryError("no flag")
    return value


def _list(value: Plain) -> list[Plain]:
    if not isinstance(value, list) or len(value) > _MOST_ITEMS:
        raise UnreadableQueryError("no list")
    return value


def _dict(value: Plain) -> dict[str, Plain]:
    if not isinstance(value, dict):
        raise UnreadableQueryError("no object")
    return value
