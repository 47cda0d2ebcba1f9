"""The small language in which the right answers are written: Python expressions over the table.

A case says ``total(sel(dept='…', new=True))`` and never a typed figure, so it cannot be mistyped.
Amounts are in 千円. A project counts once within what is asked; a goal's or a policy's projects are all those
listed in it, 再掲 rows included.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from statistics import median as _median
from typing import Any, Final

from tests.oracle import table as _table

_TABLE: Final = _table.read()
LISTINGS: Final = _TABLE.listings
PROJECTS: Final = _TABLE.projects

Project = _table.Listing


def _words(given: str | Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def sel(
    *,
    dept: str | Iterable[str] | None = None,
    goal: int | None = None,
    policy: str | None = None,
    name_has: str | Iterable[str] | None = None,
    desc_has: str | Iterable[str] | None = None,
    any_has: str | Iterable[str] | None = None,
    new: bool | None = None,
    min: int | None = None,
    max: int | None = None,
    over: int | None = None,
    under: int | None = None,
    ids: Container[str] | None = None,
    reprint_in: int | None = None,
) -> list[Project]:
    """Projects that meet every condition, each once, in table order.

    ``min``/``max`` include their bound, ``over``/``under`` do not. Of several words all must stand there;
    ``any_has`` looks in name and description together. ``reprint_in`` keeps what a goal lists as 再掲.
    """
    conditions: list[Callable[[Project], bool]] = []
    if dept is not None:
        wanted = _words(dept)
        conditions.append(lambda p: p["dept"] in wanted)
    for words, text in (
        (name_has, lambda p: p["name"]),
        (desc_has, lambda p: p["desc"]),
        (any_has, lambda p: p["name"] + p["desc"]),
    ):
        if words is not None:
            conditions.append(_holds(_words(words), text))
    if new is not None:
        conditions.append(lambda p: p["new"] is new)
    if min is not None:
        conditions.append(lambda p: p["amount"] >= min)
    if max is not None:
        conditions.append(lambda p: p["amount"] <= max)
    if over is not None:
        conditions.append(lambda p: p["amount"] > over)
    if under is not None:
        conditions.append(lambda p: p["amount"] < under)
    if ids is not None:
        conditions.append(lambda p: p["id"] in ids)
    return [p for p in _listed(goal, policy, reprint_in) if all(holds(p) for holds in conditions)]


def _holds(words: list[str], text: Callable[[Project], str]) -> Callable[[Project], bool]:
    return lambda p: all(word in text(p) for word in words)


def _listed(goal: int | None, policy: str | None, reprint_in: int | None) -> list[Project]:
    rows = [
        row["id"]
        for row in LISTINGS
        if (goal is None or row["goal"] == goal)
        and (policy is None or row["policy"] == policy)
        and (reprint_in is None or (row["reprint"] and row["goal"] == reprint_in))
    ]
    return [PROJECTS[place] for place in dict.fromkeys(rows)]


def total(ps: Iterable[Project]) -> int:
    """The sum of the amounts."""
    return sum(p["amount"] for p in ps)


def n(ps: Iterable[Project]) -> int:
    """How many."""
    return len(list(ps))


def ids(ps: Iterable[Project]) -> list[str]:
    """The canonical ids, in the order given."""
    return [p["id"] for p in ps]


def top(ps: Iterable[Project], k: int = 1) -> list[Project]:
    """The ``k`` largest, largest first, ties in table order."""
    return sorted(ps, key=lambda p: -p["amount"])[:k]


def bottom(ps: Iterable[Project], k: int = 1) -> list[Project]:
    """The ``k`` smallest, smallest first, ties in table order."""
    return sorted(ps, key=lambda p: p["amount"])[:k]


def mean(ps: Iterable[Project]) -> float:
    """The arithmetic mean of the amounts."""
    chosen = list(ps)
    return total(chosen) / len(chosen)


def median(ps: Iterable[Project]) -> float:
    """The middle amount, or the mean of the two middle ones."""
    return _median(p["amount"] for p in ps)


def share(part: Iterable[Project], whole: Iterable[Project]) -> float:
    """What part of the whole's amount the part takes, in %."""
    return 100 * total(part) / total(whole)


def named(name: str) -> Project:
    """The one project of exactly this name; ``ValueError`` where there is none or more than one."""
    (project,) = [p for p in PROJECTS.values() if p["name"] == name]
    return project


def amount(name: str) -> int:
    """The amount of the project of exactly this name."""
    return named(name)["amount"]


def pid(name: str) -> str:
    """The id of the project of exactly this name."""
    return named(name)["id"]


def published(goal: int | None = None) -> int:
    """The printed 小計 of a goal, or the printed 合計: 再掲 rows counted again."""
    return _TABLE.grand_total if goal is None else _TABLE.subtotals[goal].amount


def published_rows(goal: int) -> int:
    """How many rows the printed 小計 of a goal says it sums."""
    return _TABLE.subtotals[goal].rows


def reprints(goal: int | None = None) -> int:
    """How many rows carry 再掲."""
    return sum(row["reprint"] and goal in (None, row["goal"]) for row in LISTINGS)


def places(name: str) -> list[str]:
    """Every place where a project is printed, in table order."""
    return [row["listing"] for row in LISTINGS if row["name"] == name]


def depts(ps: Iterable[Project] | None = None) -> list[str]:
    """The departments, by name."""
    return sorted({p["dept"] for p in (PROJECTS.values() if ps is None else ps)})


def by_dept(ps: Iterable[Project] | None = None) -> dict[str, int]:
    """Amounts by department, largest first."""
    return _grouped(PROJECTS.values() if ps is None else ps, lambda p: p["amount"])


def count_by_dept(ps: Iterable[Project] | None = None) -> dict[str, int]:
    """Numbers of projects by department, largest first."""
    return _grouped(PROJECTS.values() if ps is None else ps, lambda _: 1)


def _grouped(ps: Iterable[Project], weight: Callable[[Project], int]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for p in ps:
        sums[p["dept"]] = sums.get(p["dept"], 0) + weight(p)
    return dict(sorted(sums.items(), key=lambda item: -item[1]))


def by_goal() -> dict[int, int]:
    """Amounts by goal, each project once within a goal."""
    return {goal: total(sel(goal=goal)) for goal in (1, 2, 3, 4)}


def by_policy(goal: int) -> dict[str, int]:
    """Amounts by policy of a goal, each project once within a policy."""
    policies = dict.fromkeys(row["policy"] for row in LISTINGS if row["goal"] == goal)
    return {policy: total(sel(goal=goal, policy=policy)) for policy in policies}


_LANGUAGE: Final[dict[str, Any]] = {
    **{
        word.__name__: word
        for word in (
            *(sel, total, n, ids, top, bottom, mean, median, share, amount, pid, named),
            *(published, published_rows, reprints, places),
            *(depts, by_dept, count_by_dept, by_goal, by_policy),
            *(min, max, len, round, sorted, abs, list, sum, set),
        )
    },
    "PROJECTS": PROJECTS,
    "LISTINGS": LISTINGS,
    "__builtins__": {},
}


def evaluate(expression: str) -> Any:
    """The value of an expression of the language. Only for case files of this repository."""
    return eval(expression, dict(_LANGUAGE))  # noqa: S307 - the expressions are ours
