"""Whether an answer, in the public JSON form, is right."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from tests.oracle.calc import PROJECTS, evaluate
from tests.oracle.cases import Accept

Outcome = Literal["right", "miss", "overreach", "wrong"]

DECLINING: Final = frozenset({"out_of_scope", "not_found", "clarify", "help"})


class _Figure(NamedTuple):
    label: str
    value: float
    unit: str


class _Answer:
    """The fields of an answer that scoring looks at."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        self.kind: str = answer.get("kind", "")
        self.text = _squash(answer.get("text", ""))
        self.projects: list[str] = list(answer.get("projects", []))
        self.choices = _squash(" ".join(answer.get("choices", [])))
        self.figures = [_Figure(f["label"], f["value"], f["unit"]) for f in answer.get("figures", [])]

    def values(self, unit: str) -> list[float]:
        return [figure.value for figure in self.figures if figure.unit == unit]


def outcome(answer: Mapping[str, Any], accept: Sequence[Accept]) -> Outcome:
    """How an answer fares against the answers that are right.

    ``right``: one of them. ``miss``: declined or asked back where the table has an answer.
    ``overreach``: answered where it has none. ``wrong``: answered with something else.
    """
    if any(matches(answer, wanted) for wanted in accept):
        return "right"
    if all(wanted["type"] in {"decline", "help"} for wanted in accept):
        return "overreach"
    return "miss" if answer.get("kind") in DECLINING else "wrong"


def matches(answer: Mapping[str, Any], wanted: Accept) -> bool:
    """Whether ``answer`` is what this one entry asks for; ``KeyError`` for a type that does not exist."""
    given = _Answer(answer)
    kind = wanted["type"]
    if kind in _ASKING_BACK:
        return _ASKING_BACK[kind](given, wanted)
    if given.kind in DECLINING:
        nothing_there = kind == "count" and evaluate(wanted["calc"]) == 0
        return nothing_there and given.kind == "not_found"
    return _ANSWERING[kind](given, wanted)


def _help(given: _Answer, _: Accept) -> bool:
    return given.kind == "help"


def _decline(given: _Answer, _: Accept) -> bool:
    return given.kind in DECLINING and not given.projects and not given.figures


def _clarify(given: _Answer, wanted: Accept) -> bool:
    names = [PROJECTS[label]["name"] if label in PROJECTS else label for label in wanted["among"]]
    return given.kind == "clarify" and all(_squash(name) in given.choices for name in names)


def _amount(given: _Answer, wanted: Accept) -> bool:
    amounts = given.values("千円")
    right = [evaluate(calc) for calc in (wanted["calc"], *wanted.get("also", []))]
    return bool(amounts) and amounts[0] in right and set(right) <= set(amounts)


def _count(given: _Answer, wanted: Accept) -> bool:
    return given.values("件")[:1] == [evaluate(wanted["calc"])]


def _percent(given: _Answer, wanted: Accept) -> bool:
    shown = given.values("%")
    return bool(shown) and abs(shown[0] - evaluate(wanted["calc"])) <= wanted.get("tol", 0.1)


def _number(given: _Answer, wanted: Accept) -> bool:
    right = evaluate(wanted["calc"])
    tolerance = wanted.get("tol", max(1.0, abs(right) / 1000))
    return any(abs(figure.value - right) <= tolerance for figure in given.figures[:4])


def _project(given: _Answer, wanted: Accept) -> bool:
    alone = len(given.projects) == 1 or given.kind in {"detail", "ranking"}
    return alone and given.projects[:1] == [evaluate(wanted["calc"])]


def _text(given: _Answer, wanted: Accept) -> bool:
    return given.projects[:1] == [evaluate(wanted["calc"])] and _about(given, wanted)


def _about(given: _Answer, wanted: Accept) -> bool:
    return all(_squash(words) in given.text for words in wanted["contains"])


def _projects(given: _Answer, wanted: Accept) -> bool:
    right = evaluate(wanted["calc"])
    if set(given.projects) != set(right):
        return False
    # Projects of the same amount may stand in either order.
    return not wanted.get("ordered") or _amounts(given.projects) == _amounts(right)


def _topic(given: _Answer, wanted: Accept) -> bool:
    must = set(evaluate(wanted["must"]))
    may = set(evaluate(wanted["may"])) if "may" in wanted else set()
    return must <= set(given.projects) <= must | may and given.projects[0] in must


def _topic_amount(given: _Answer, wanted: Accept) -> bool:
    listed = sum(_amounts(set(given.projects) & set(PROJECTS)))
    return _topic(given, wanted) and given.values("千円")[:1] == [listed]


def _breakdown(given: _Answer, wanted: Accept) -> bool:
    return set(evaluate(wanted["calc"]).values()) <= set(given.values("千円"))


def _values(given: _Answer, wanted: Accept) -> bool:
    tolerance = wanted.get("tol", 0.1)
    shown = [figure.value for figure in given.figures]
    right = evaluate(wanted["calc"])
    if not all(any(abs(value - one) <= tolerance for value in shown) for one in right):
        return False
    return _squash(wanted.get("winner", "")) in given.text


def _dept(given: _Answer, wanted: Accept) -> bool:
    return bool(given.figures) and _squash(evaluate(wanted["calc"])) in _squash(given.figures[0].label)


def _amounts(places: Sequence[str] | set[str]) -> list[int]:
    return [PROJECTS[place]["amount"] for place in places]


def _squash(text: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).replace(",", "")


_Rule = Callable[[_Answer, Accept], bool]

_ASKING_BACK: Final[dict[str, _Rule]] = {"help": _help, "decline": _decline, "clarify": _clarify}

_ANSWERING: Final[dict[str, _Rule]] = {
    "amount": _amount,
    "count": _count,
    "percent": _percent,
    "number": _number,
    "project": _project,
    "projects": _projects,
    "topic": _topic,
    "topic_amount": _topic_amount,
    "text": _text,
    "about": _about,
    "breakdown": _breakdown,
    "values": _values,
    "dept": _dept,
}

ACCEPT_TYPES: Final = frozenset(_ASKING_BACK) | frozenset(_ANSWERING)
