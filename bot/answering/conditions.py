"""Conditions as SQL over the table `project` (alias `p`), values always as parameters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.japanese import key
from bot.query import (
    AmountBetween,
    Condition,
    Either,
    Field,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Mentions,
    Order,
    PrintedTimes,
    Ranked,
    SameAmountAs,
    ThanMean,
    ThanProject,
)

Parameters = tuple[str | int | None, ...]

_LISTED = (
    "EXISTS (SELECT 1 FROM listing l WHERE l.fiscal_year = p.fiscal_year"
    " AND l.project_id = p.project_id AND {})"
)
# Under the goal of the first parameter, or anywhere where it is NULL.
_TIMES = (
    "(SELECT count({}) FROM listing l WHERE l.fiscal_year = p.fiscal_year"
    " AND l.project_id = p.project_id AND coalesce(l.goal = ?, 1))"
)
_AMOUNT_OF = "SELECT x.amount FROM project x WHERE x.fiscal_year = p.fiscal_year AND x.project_id = ?"
# The middle amount of a selection, or the mean of the two in the middle.
MEDIAN_OF = (
    "SELECT avg(amount) FROM (SELECT amount, row_number() OVER (ORDER BY amount) AS n, count(*) OVER () AS size"
    " FROM ({})) WHERE n IN ((size + 1) / 2, (size + 2) / 2)"
)
# Within a subquery `p` is another project, so the year that is answered from is named anew.
NEWEST_YEAR = "(SELECT max(fiscal_year) FROM document)"
ORDERS = {
    Order.PRINTED: "p.position",
    Order.AMOUNT_DESC: "p.amount DESC, p.position",
    Order.AMOUNT_ASC: "p.amount, p.position",
}
_STANDS = {
    Field.NAME: "instr(text_key(p.name), ?) > 0",
    Field.NAME_START: "instr(text_key(p.name), ?) = 1",
    Field.NAME_END: "instr(text_key(p.name) || char(10), ? || char(10)) > 0",
    Field.DESCRIPTION: "instr(text_key(p.description), ?) > 0",
    Field.EITHER: "instr(text_key(p.name) || char(10) || text_key(p.description), ?) > 0",
    Field.ANY: "instr(text_key(p.name) || char(10) || text_key(p.description), ?) > 0",
}


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and its parameters."""

    text: str
    parameters: Parameters = ()


def add_functions(connection: sqlite3.Connection) -> None:
    """Give SQL the spelling that words are compared in."""
    connection.create_function("text_key", 1, lru_cache(maxsize=4096)(key), deterministic=True)


def where(conditions: Iterable[Condition]) -> Sql:
    """All conditions joined by AND; none is true of every project."""
    parts = [_negated(condition) for condition in conditions]
    text = " AND ".join(part.text for part in parts) or "1"
    return Sql(text, tuple(value for part in parts for value in part.parameters))


def _negated(condition: Condition) -> Sql:
    match condition:
        case IsReprinted(int(), True):
            return _marked(condition, 0)
    plain = _plain(condition)
    return Sql(f"NOT ({plain.text})" if condition.negated else f"({plain.text})", plain.parameters)


def _plain(condition: Condition) -> Sql:
    match condition:
        case InDepartments(names):
            return Sql(f"p.department IN ({_marks(names)})", names)
        case InGoals(goals):
            return Sql(_LISTED.format(f"l.goal IN ({_marks(goals)})"), goals)
        case InPolicies(policies):
            pairs = ", ".join("(?, ?)" for _ in policies)
            values = tuple(value for ref in policies for value in (ref.goal, ref.letter))
            return Sql(_LISTED.format(f"(l.goal, l.policy) IN (VALUES {pairs})"), values)
        case IsProject(ids):
            return Sql(f"p.project_id IN ({_marks(ids)})", ids)
        case Mentions(words, column):
            text = " OR ".join(_STANDS[column] for _ in words)
            return Sql(text, tuple(key(word) for word in words))
        case IsNew():
            return Sql("p.is_new = 1")
        case IsReprinted():
            return _marked(condition, 1)
        case PrintedTimes(at_least, at_most, _, goal, goals):
            times = between(_TIMES.format("DISTINCT l.goal" if goals else "*"), at_least, at_most)
            return Sql(times.text, tuple(value for bound in times.parameters for value in (goal, bound)))
        case AmountBetween(at_least, at_most):
            return between("p.amount * 1000", at_least, at_most)  # bounds are in yen
        case ThanProject(project_id, above):
            sign = ">" if above else "<"
            return Sql(f"p.amount {sign} ({_AMOUNT_OF})", (project_id,))
        case SameAmountAs(project_id):
            text = f"p.amount = ({_AMOUNT_OF}) AND p.project_id <> ?"
            return Sql(text, (project_id, project_id))
        case ThanMean(above, of, _, median):
            sign, scope = ">" if above else "<", where(of)
            amounts = f"SELECT p.amount FROM project p WHERE p.fiscal_year = {NEWEST_YEAR} AND {scope.text}"
            middle = MEDIAN_OF.format(amounts) if median else f"SELECT avg(amount) FROM ({amounts})"
            return Sql(f"p.amount {sign} ({middle})", scope.parameters)
        case Ranked(window, order, of):
            scope = where(of)
            places = (
                f"SELECT p.project_id, row_number() OVER (ORDER BY {ORDERS[order]}) AS place"
                f" FROM project p WHERE p.fiscal_year = {NEWEST_YEAR} AND {scope.text}"
            )
            text = f"p.project_id IN (SELECT project_id FROM ({places}) WHERE place BETWEEN ? AND ?)"
            return Sql(text, (*scope.parameters, window.first, window.last))
        case Either(sides):
            parts = [where(side.conditions) for side in sides]
            text = " OR ".join(f"({part.text})" for part in parts) or "0"
            return Sql(text, tuple(value for part in parts for value in part.parameters))


def _marked(condition: IsReprinted, reprint: int) -> Sql:
    """Listed in a row with (1) or without (0) the mark 再掲, under the goal and policy asked for."""
    text, values = f"l.is_reprint = {reprint}", list[str | int]()
    for column, value in (("l.goal", condition.goal), ("l.policy", condition.policy)):
        if value is not None:
            text += f" AND {column} = ?"
            values.append(value)
    return Sql(_LISTED.format(text), tuple(values))


def between(column: str, at_least: int | None, at_most: int | None) -> Sql:
    """A column within bounds, both inclusive; an open side is None."""
    parts, values = [], []
    for bound, sign in ((at_least, ">="), (at_most, "<=")):
        if bound is not None:
            parts.append(f"{column} {sign} ?")
            values.append(bound)
    return Sql(" AND ".join(parts) or "1", tuple(values))


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
