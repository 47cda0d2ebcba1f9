"""Every figure the bot states, computed in SQL. Amounts are in thousands of yen (千円)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.answer import Group, Place, Project, Source
from bot.answering.conditions import MEDIAN_OF, NEWEST_YEAR, ORDERS, Sql, add_functions, between, where
from bot.query import (
    Condition,
    GroupBounds,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsReprinted,
    Measure,
    Order,
    PolicyRef,
    Query,
    ThanGroup,
    Window,
)

_KEPT_COLUMNS = "p.project_id, p.amount, p.position"  # of a selection
_KEPT = 128  # results


@dataclass(frozen=True, slots=True)
class Sums:
    """What a selection adds up to; `amount` in 千円, mean and median exact where they are whole."""

    count: int
    amount: int
    mean: float | None = None
    median: float | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What the document prints: rows, how many of them 再掲, and the sum with those counted again."""

    rows: int
    reprints: int
    amount: int


class Figures:
    """Reads one fiscal year, the newest, from an open database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        add_functions(connection)
        self._connection = connection
        year, title, unit, digest = connection.execute(
            "SELECT fiscal_year, title, unit, source_sha256 FROM document ORDER BY fiscal_year DESC LIMIT 1"
        ).fetchone()
        self._year = int(year)
        self.source = Source(title, self._year, unit, digest[:12])
        self._rows = lru_cache(maxsize=_KEPT)(self._read)
        self._projects = self._read_projects()
        self._names: dict[str, str] = dict(
            connection.execute(
                "SELECT project_id, name FROM project WHERE fiscal_year = :year"
                " UNION ALL SELECT CAST(goal AS TEXT), name FROM goal WHERE fiscal_year = :year"
                " UNION ALL SELECT goal || '-' || policy, name FROM policy WHERE fiscal_year = :year",
                {"year": self._year},
            )
        )

    def named(self, spoken_of: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Projects (`1-ア-32`), goals (`1`) and policies (`1-ア`) with their names; what the data does not hold is left out."""
        return tuple((place, self._names[place]) for place in spoken_of if place in self._names)

    def _read(self, sql: str, parameters: tuple[object, ...]) -> tuple[Any, ...]:
        """The rows of a query; the snapshot is closed to writing, so they stay what they are."""
        return tuple(self._connection.execute(sql, parameters))

    def _read_projects(self) -> dict[str, Project]:
        places: dict[str, list[Place]] = {}
        for project, goal, policy, number, reprint in self._connection.execute(
            "SELECT project_id, goal, policy, number, is_reprint FROM listing"
            " WHERE fiscal_year = ? ORDER BY is_reprint, position",
            (self._year,),
        ):
            places.setdefault(project, []).append(Place(goal, policy, number, bool(reprint)))
        rows = self._connection.execute(
            "SELECT project_id, name, department, amount, description, is_new FROM project"
            " WHERE fiscal_year = ?",
            (self._year,),
        )
        return {
            i: Project(i, name, department, amount, description, bool(new), tuple(places[i]))
            for i, name, department, amount, description, new in rows
        }

    def _selection(self, conditions: tuple[Condition, ...], order: Order, window: Window | None) -> Sql:
        """Projects that fulfil the conditions, in order, cut to the window; ties with a lone first place stay."""
        sql = where(conditions)
        text = f"SELECT {_KEPT_COLUMNS} FROM project p WHERE p.fiscal_year = ? AND {sql.text}"
        parameters = (self._year, *sql.parameters)
        if window is None:
            return Sql(f"{text} ORDER BY {ORDERS[order]}", parameters)
        place = f"row_number() OVER (ORDER BY {ORDERS[order]})"
        rank = f"rank() OVER (ORDER BY {ORDERS[order].removesuffix(', p.position')})"
        inner = f"SELECT {_KEPT_COLUMNS}, {place} AS place, {rank} AS tied FROM ({text}) p"
        if window == Window(1, 1):
            return Sql(
                f"SELECT {_KEPT_COLUMNS} FROM ({inner}) p WHERE p.tied = 1 ORDER BY p.place", parameters
            )
        return Sql(
            f"SELECT {_KEPT_COLUMNS} FROM ({inner}) p WHERE p.place BETWEEN ? AND ? ORDER BY p.place",
            (*parameters, window.first, window.last),
        )

    def projects(
        self, conditions: tuple[Condition, ...], order: Order = Order.PRINTED, window: Window | None = None
    ) -> tuple[Project, ...]:
        """The projects themselves."""
        sql = self._selection(conditions, order, window)
        rows = self._rows(f"SELECT project_id FROM ({sql.text})", sql.parameters)
        return tuple(self._projects[project_id] for (project_id,) in rows)

    def sums(
        self, conditions: tuple[Condition, ...], order: Order = Order.PRINTED, window: Window | None = None
    ) -> Sums:
        """Count and sum, each project once."""
        if window is None:  # in no order
            every = where(conditions)
            source, parameters = (
                f"project p WHERE p.fiscal_year = ? AND {every.text}",
                (self._year, *every.parameters),
            )
        else:
            sql = self._selection(conditions, order, window)
            source, parameters = f"({sql.text})", sql.parameters
        ((count, amount, mean),) = self._rows(
            f"SELECT count(*), coalesce(sum(amount), 0), avg(amount) FROM {source}", parameters
        )
        return Sums(count, amount, mean)

    def median(self, conditions: tuple[Condition, ...], order: Order, window: Window | None) -> float | None:
        """The middle amount, or the mean of the two in the middle."""
        sql = self._selection(conditions, order, window)
        ((value,),) = self._rows(MEDIAN_OF.format(sql.text), sql.parameters)
        return None if value is None else float(value)

    def printed(self, conditions: tuple[Condition, ...]) -> Printed:
        """Rows as printed within the conditions: a 再掲 row counts again."""
        on_rows, on_projects = [], []
        rows: list[str] = []
        values: list[str | int] = []
        for condition in conditions:
            match condition:
                case InGoals(goals, negated):
                    rows.append(f"l.goal {'NOT ' if negated else ''}IN ({', '.join('?' * len(goals))})")
                    values += goals
                case InPolicies(policies, negated):
                    pairs = ", ".join("(?, ?)" for _ in policies)
                    rows.append(f"(l.goal, l.policy) {'NOT ' if negated else ''}IN (VALUES {pairs})")
                    values += [value for ref in policies for value in (ref.goal, ref.letter)]
                case IsReprinted(goal, negated, policy):
                    on_rows.append(condition)
                    rows.append(f"l.is_reprint = {0 if negated else 1}")
                    for column, value in (("l.goal", goal), ("l.policy", policy)):
                        if value is not None:
                            rows.append(f"{column} = ?")
                            values.append(value)
                case _:
                    on_projects.append(condition)
        sql = where(on_projects)
        ((count, reprints, amount),) = self._rows(
            "SELECT count(*), coalesce(sum(l.is_reprint), 0), coalesce(sum(l.amount), 0) FROM listing l"
            " JOIN project p ON p.fiscal_year = l.fiscal_year AND p.project_id = l.project_id"
            f" WHERE l.fiscal_year = ? AND {' AND '.join(rows) or '1'} AND {sql.text}",
            (self._year, *values, *sql.parameters),
        )
        return Printed(count, reprints, amount)

    def printed_total(self, goal: int | None) -> int | None:
        """The document's own 小計 of a goal, or its 合計."""
        rows = self._rows(
            "SELECT amount FROM printed_total WHERE fiscal_year = ? AND goal IS ?", (self._year, goal)
        )
        return int(rows[0][0]) if rows else None

    def share(self, part: int, whole: int) -> float | None:
        """`part` in percent of `whole`."""
        (value,) = self._connection.execute("SELECT 100.0 * ? / nullif(?, 0)", (part, whole)).fetchone()
        return None if value is None else float(value)

    def ratio(self, one: float, other: float) -> float | None:
        """`one` in multiples of `other`."""
        (value,) = self._connection.execute("SELECT 1.0 * ? / nullif(?, 0)", (one, other)).fetchone()
        return None if value is None else float(value)

    def rank_of_project(
        self, project_id: str, among: tuple[Condition, ...] = (), order: Order = Order.AMOUNT_DESC
    ) -> tuple[int, int] | None:
        """A project's place by amount among those that fulfil `among`, and how many there are."""
        sql = where(among)
        ahead_of = "<" if order is Order.AMOUNT_ASC else ">"
        ((ahead, peers, there),) = self._rows(
            f"SELECT sum(p.amount {ahead_of} own.amount), count(*), sum(p.project_id = own.project_id)"
            " FROM project p JOIN project own ON own.fiscal_year = p.fiscal_year AND own.project_id = ?"
            f" WHERE p.fiscal_year = ? AND {sql.text}",
            (project_id, self._year, *sql.parameters),
        )
        return (int(ahead) + 1, int(peers)) if there else None

    def rank_of_department(self, name: str) -> tuple[int, int] | None:
        """A department's place by its total, and how many departments there are."""
        rows = self._rows(
            "SELECT rank, peers FROM (SELECT department, rank() OVER (ORDER BY amount DESC) AS rank,"
            " count(*) OVER () AS peers FROM department_total WHERE fiscal_year = ?) WHERE department = ?",
            (self._year, name),
        )
        return (int(rows[0][0]), int(rows[0][1])) if rows else None

    def groups(self, query: Query) -> tuple[Group, ...]:
        """A breakdown: each project once within each group, groups in the query's order and window."""
        sql = where(query.conditions)
        # 再掲 by goal or policy: the rows that are marked there; counted, each of them.
        marked = IsReprinted() in query.conditions
        rows = "listing WHERE is_reprint = 1" if marked else "listing"
        each = "" if marked and query.measure is Measure.COUNT else "DISTINCT "
        match query.group_by:
            case Grouping.DEPARTMENT:
                columns, source = (
                    "d.name, d.name, d.position",
                    (
                        "project p JOIN department d ON d.fiscal_year = p.fiscal_year AND d.name = p.department"
                    ),
                )
            case Grouping.GOAL:
                columns, source = (
                    "l.goal, g.name, l.goal",
                    (
                        f"project p JOIN (SELECT {each}fiscal_year, project_id, goal FROM {rows}) l"
                        " ON l.fiscal_year = p.fiscal_year AND l.project_id = p.project_id"
                        " JOIN goal g ON g.fiscal_year = l.fiscal_year AND g.goal = l.goal"
                    ),
                )
            case _:
                columns, source = (
                    "l.goal || '-' || l.policy, o.name, o.position",
                    (
                        f"project p JOIN (SELECT {each}fiscal_year, project_id, goal, policy FROM {rows}) l"
                        " ON l.fiscal_year = p.fiscal_year AND l.project_id = p.project_id"
                        " JOIN policy o ON o.fiscal_year = l.fiscal_year AND o.goal = l.goal AND o.policy = l.policy"
                    ),
                )
        place = self._place_filter(query)
        by = _MEASURED.get(query.measure, _SUMMED)
        order = {
            Order.PRINTED: "3",
            Order.AMOUNT_DESC: f"{by} DESC, 3",
            Order.AMOUNT_ASC: f"{by}, 3",
        }[query.order]
        bounds = _having(query)
        found = self._rows(
            f"SELECT {columns}, sum(p.amount), count(*), {by} AS measure FROM {source}"
            f" WHERE p.fiscal_year = ? AND {sql.text} AND {place.text}"
            f" GROUP BY 1 HAVING {bounds.text} ORDER BY {order}",
            (self._year, *sql.parameters, *place.parameters, *bounds.parameters),
        )
        if query.window == Window(1, 1):
            found = tuple(row for row in found if row[5] == found[0][5])
        elif query.window:
            found = found[query.window.first - 1 : query.window.last]
        return tuple(
            Group(str(group), name, amount, count, _query_of_group(query, group))
            for group, name, _, amount, count, _ in found
        )

    def groups_without(self, query: Query) -> tuple[Group, ...]:
        """The groups that have no project fulfilling the query's conditions."""
        everywhere = replace(query, conditions=(), having=None, order=Order.PRINTED)
        some = {group.key for group in self.groups(replace(query, having=None))}
        return tuple(
            replace(group, amount=0, count=0) for group in self.groups(everywhere) if group.key not in some
        )

    @staticmethod
    def _place_filter(query: Query) -> Sql:
        """Grouped by goal or policy, only the places that the conditions name are groups."""
        if query.group_by is Grouping.DEPARTMENT:
            return Sql("1")
        parts, values = ["1"], []
        for condition in query.conditions:
            match condition:
                case InGoals(goals, negated):
                    parts.append(f"l.goal {'NOT ' if negated else ''}IN ({', '.join('?' * len(goals))})")
                    values += list(goals)
                case _:
                    pass
        if query.group_by is Grouping.POLICY:
            for condition in query.conditions:
                match condition:
                    case InPolicies(policies, negated):
                        pairs = ", ".join("(?, ?)" for _ in policies)
                        parts.append(f"(l.goal, l.policy) {'NOT ' if negated else ''}IN (VALUES {pairs})")
                        values += [value for ref in policies for value in (ref.goal, ref.letter)]  # type: ignore[misc]
                    case _:
                        pass
        return Sql(" AND ".join(parts), tuple(values))


_MEASURED = {Measure.COUNT: "count(*)", Measure.MEAN: "avg(p.amount)"}
_SUMMED = "sum(p.amount)"


def _having(query: Query) -> Sql:
    match query.having:
        case None:
            return Sql("1")
        case GroupBounds(measure, at_least, at_most):
            column = _MEASURED.get(measure, _SUMMED)
            in_yen = column if measure is Measure.COUNT else f"{column} * 1000"
            return between(in_yen, at_least, at_most)
        case ThanGroup(measure, place, above):
            column, own = _MEASURED.get(measure, _SUMMED), where((*query.conditions, place))
            sign = ">" if above else "<"
            value = f"SELECT coalesce({column}, 0) FROM project p WHERE p.fiscal_year = {NEWEST_YEAR} AND {own.text}"
            return Sql(f"{column} {sign} ({value})", own.parameters)


def _query_of_group(query: Query, group: str | int) -> Query:
    condition: Condition
    match query.group_by:
        case Grouping.DEPARTMENT:
            condition = InDepartments((str(group),))
        case Grouping.GOAL:
            condition = InGoals((int(group),))
        case _:
            goal, letter = str(group).split("-")
            condition = InPolicies((PolicyRef(int(goal), letter),))
    kept = tuple(other for other in query.conditions if type(other) is not type(condition) or other.negated)
    match condition:
        case InGoals((number,)) if IsReprinted() in kept:
            condition = IsReprinted(number)
        case InPolicies((ref,)) if IsReprinted() in kept:
            condition = IsReprinted(ref.goal, policy=ref.letter)
    return Query(Measure.LIST, (*(other for other in kept if other != IsReprinted()), condition))
