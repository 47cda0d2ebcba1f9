"""From a `Reading` to an `Answer`. No text is handled here; all figures come from `Figures`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

from bot.answer import (
    Answer,
    Figure,
    Group,
    Kind,
    Project,
    Remark,
    RemarkKind,
    Role,
    Standing,
    Unit,
)
from bot.answering.claims import judged
from bot.answering.figures import Figures, Sums
from bot.japanese import key
from bot.query import (
    Aspect,
    Comparison,
    Condition,
    Counting,
    Field,
    GroupBounds,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsProject,
    Measure,
    Mentions,
    Order,
    Query,
    SameAmountAs,
    ThanProject,
)
from bot.reading import Clarify, Decline, Help, Reading, Refusal

_NOT_FOUND = {
    Refusal.UNKNOWN_NAME,
    Refusal.UNKNOWN_DEPARTMENT,
    Refusal.UNKNOWN_GOAL,
    Refusal.UNKNOWN_POLICY,
    Refusal.UNKNOWN_PLACE,
    Refusal.YEN_NOT_THOUSANDS,
}


_FEW = 6  # projects that are each stated beside their sum


class Answerer:
    """Answers readings from one snapshot of the database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._figures = Figures(connection)
        self.source = self._figures.source
        self._by_measure: dict[Measure, Callable[[Query], Answer]] = {
            Measure.DETAIL: self._detail,
            Measure.LIST: self._list,
            Measure.TOTAL: self._total,
            Measure.COUNT: self._count,
            Measure.MEAN: self._mean,
            Measure.MEDIAN: self._mean,
            Measure.SHARE: self._share,
            Measure.COMPARE: self._compare,
            Measure.PRINTED_GAP: self._printed_gap,
            Measure.GROUP_COUNT: self._group_count,
            Measure.RANK: self._rank,
            Measure.FACT: self._fact,
        }

    def answer(self, reading: Reading) -> Answer:
        """Answer a reading; several questions make one answer with parts."""
        match reading.outcome:
            case Clarify(options=options):
                return self._plain(Kind.CLARIFY, reading, options=options)
            case Decline(refusal, _, options):
                kind = Kind.NOT_FOUND if refusal in _NOT_FOUND else Kind.OUT_OF_SCOPE
                return self._plain(kind, reading, options=options)
            case Help():
                return self._plain(Kind.HELP, reading)
            case queries:
                parts = tuple(replace(self._query(query), reading=reading) for query in queries)
                return replace(parts[0], parts=parts if len(parts) > 1 else ())

    def _plain(self, kind: Kind, reading: Reading, **fields: object) -> Answer:
        return replace(Answer(kind, reading, self.source), **fields)  # type: ignore[arg-type]

    def _query(self, query: Query) -> Answer:
        if query.group_by is not None and query.measure not in {
            Measure.GROUP_COUNT,
            Measure.SHARE,
            Measure.RANK,
        }:
            found = self._grouped(query)
        else:
            found = self._by_measure[query.measure](query)
        return judged(replace(found, query=query))

    def _new(self, kind: Kind, query: Query) -> Answer:
        return Answer(
            kind, Reading((query,)), self.source, query, named=self._figures.named(_spoken_of(query))
        )

    def _nothing(self, query: Query) -> Answer:
        return replace(self._new(Kind.NOT_FOUND, query), remarks=(Remark(RemarkKind.NO_MATCH),))

    # --- one project, many projects -----------------------------------------------------------------

    def _detail(self, query: Query) -> Answer:
        rows = self._figures.projects(query.conditions)
        if len(rows) != 1:
            return self._list(query)
        (project,) = rows
        rank = self._figures.rank_of_project(project.id) or (None, None)
        whole = self._figures.sums(())
        standing = Standing(self._figures.share(project.amount, whole.amount), *rank)
        figures: tuple[Figure, ...] = (_amount(project),)
        if query.aspect is Aspect.PLACES:
            figures += (Figure(Role.PRINTED_ROWS, len(project.places), Unit.PROJECTS),)
        return replace(self._new(Kind.DETAIL, query), figures=figures, rows=rows, standing=standing)

    def _list(self, query: Query) -> Answer:
        rows = self._figures.projects(query.conditions, query.order, query.window)
        if not rows:
            return self._nothing(query)
        sums = self._figures.sums(query.conditions, query.order, query.window)
        if query.window is not None:
            figures = tuple(_amount(row) for row in rows)
            return replace(
                self._new(Kind.RANKING, query), figures=figures, rows=rows, remarks=self._ties(query, rows)
            )
        rows, mentions_from = _named_first(rows, query)
        figures = (
            Figure(Role.AMOUNT, sums.amount, Unit.THOUSAND_YEN),
            Figure(Role.COUNT, sums.count, Unit.PROJECTS),
        )
        return replace(
            self._new(Kind.LIST, query),
            figures=figures,
            rows=rows,
            mentions_from=mentions_from,
            remarks=self._reprints(query.conditions),
        )

    def _ties(self, query: Query, rows: tuple[Project, ...]) -> tuple[Remark, ...]:
        assert query.window is not None
        asked = query.window.last - query.window.first + 1
        if len(rows) < asked:
            return (Remark(RemarkKind.FEWER_THAN_ASKED, len(rows)),)
        if len(rows) > asked:
            return (Remark(RemarkKind.TIED, len(rows)),)
        last = rows[-1].amount
        same = [
            other
            for other in self._figures.projects(query.conditions)
            if other.amount == last and other not in rows
        ]
        return tuple(Remark(RemarkKind.TIED, len(same), other.name) for other in same[:1])

    def _reprints(self, conditions: tuple[Condition, ...]) -> tuple[Remark, ...]:
        if not any(isinstance(condition, InGoals) for condition in conditions):
            return ()
        printed = self._figures.printed(conditions)
        return (Remark(RemarkKind.REPRINTS_INCLUDED, printed.reprints),) if printed.reprints else ()

    # --- sums ---------------------------------------------------------------------------------------

    def _total(self, query: Query) -> Answer:
        conditions = query.conditions
        order = query.order
        if order is Order.PRINTED and not any(isinstance(c, Mentions) for c in conditions):
            order = Order.AMOUNT_DESC  # the largest first beneath a sum
        rows = self._figures.projects(conditions, order, query.window)
        if not rows:
            return self._nothing(query)
        sums = self._figures.sums(conditions, query.order, query.window)
        scope = _printed_scope(query)
        if scope is not None:
            return self._printed_and_once(query, scope[0], rows)
        figures = [Figure(Role.AMOUNT, sums.amount, Unit.THOUSAND_YEN), _count(sums.count)]
        if query.counting is Counting.AS_PRINTED:
            printed = self._figures.printed(conditions)
            if printed.amount != sums.amount:
                figures = [
                    Figure(Role.PRINTED_TOTAL, printed.amount, Unit.THOUSAND_YEN),
                    Figure(Role.ONCE_TOTAL, sums.amount, Unit.THOUSAND_YEN),
                    _count(sums.count),
                ]
        figures += self._each_department(conditions)
        if any(isinstance(c, IsProject) for c in conditions) and 1 < len(rows) <= _FEW:
            figures += [replace(_amount(row), role=Role.GROUP) for row in rows]
        return replace(
            self._new(Kind.AMOUNT, query),
            figures=tuple(figures),
            rows=_named_first(rows, query)[0],
            standing=self._standing(conditions, sums.amount),
            remarks=self._reprints(conditions),
        )

    def _printed_and_once(self, query: Query, goal: int | None, rows: tuple[Project, ...]) -> Answer:
        sums = self._figures.sums(query.conditions)
        printed = self._figures.printed(query.conditions)
        stated = self._figures.printed_total(goal)
        once = Figure(Role.ONCE_TOTAL, sums.amount, Unit.THOUSAND_YEN)
        as_printed = Figure(
            Role.PRINTED_TOTAL, printed.amount if stated is None else stated, Unit.THOUSAND_YEN
        )
        first = (as_printed, once) if query.counting is Counting.AS_PRINTED else (once, as_printed)
        rest = (
            _count(sums.count),
            Figure(Role.PRINTED_ROWS, printed.rows, Unit.PROJECTS),
            Figure(Role.REPRINTED_ROWS, printed.reprints, Unit.PROJECTS),
        )
        return replace(self._new(Kind.AMOUNT, query), figures=(*first, *rest), rows=rows)

    def _each_department(self, conditions: tuple[Condition, ...]) -> list[Figure]:
        """Of several departments summed together, each one's part."""
        for condition in conditions:
            match condition:
                case InDepartments(names, False) if len(names) > 1:
                    rest = tuple(other for other in conditions if other is not condition)
                    return [
                        Figure(
                            Role.GROUP,
                            self._figures.sums((*rest, InDepartments((name,)))).amount,
                            Unit.THOUSAND_YEN,
                            name,
                        )
                        for name in names
                    ]
        return []

    def _standing(self, conditions: tuple[Condition, ...], amount: int) -> Standing:
        share = self._figures.share(amount, self._figures.sums(()).amount)
        match conditions:
            case (InDepartments((name,), False),):
                rank = self._figures.rank_of_department(name)
                if rank:
                    return Standing(share, *rank)
        return Standing(share)

    def _count(self, query: Query) -> Answer:
        sums = self._figures.sums(query.conditions, query.order, query.window)
        printed = self._figures.printed(query.conditions)
        once = _count(sums.count)
        rows = Figure(Role.PRINTED_ROWS, printed.rows, Unit.PROJECTS)
        figures = [rows, once] if query.counting is Counting.AS_PRINTED else [once]
        if query.counting is Counting.ONCE and _printed_scope(query) is not None:
            figures.append(rows)
            figures.append(Figure(Role.REPRINTED_ROWS, printed.reprints, Unit.PROJECTS))
        projects = self._figures.projects(query.conditions, query.order, query.window)
        remarks = () if projects else (Remark(RemarkKind.NO_MATCH),)
        return replace(
            self._new(Kind.COUNT, query),
            figures=tuple(figures),
            rows=_named_first(projects, query)[0],
            remarks=remarks,
        )

    def _mean(self, query: Query) -> Answer:
        sums = self._figures.sums(query.conditions, query.order, query.window)
        if not sums.count or sums.mean is None:
            return self._nothing(query)
        if query.measure is Measure.MEDIAN:
            middle = self._figures.median(query.conditions, query.order, query.window) or 0.0
            first = Figure(Role.MEDIAN, _whole(middle), Unit.THOUSAND_YEN)
        else:
            first = Figure(Role.MEAN, _whole(sums.mean), Unit.THOUSAND_YEN)
        figures = (first, Figure(Role.AMOUNT, sums.amount, Unit.THOUSAND_YEN), _count(sums.count))
        rows = self._figures.projects(query.conditions, query.order, query.window)
        return replace(self._new(Kind.AMOUNT, query), figures=figures, rows=rows)

    def _printed_gap(self, query: Query) -> Answer:
        sums = self._figures.sums(query.conditions)
        printed = self._figures.printed(query.conditions)
        figures = (
            Figure(Role.DIFFERENCE, printed.amount - sums.amount, Unit.THOUSAND_YEN),
            Figure(Role.PRINTED_TOTAL, printed.amount, Unit.THOUSAND_YEN),
            Figure(Role.ONCE_TOTAL, sums.amount, Unit.THOUSAND_YEN),
            Figure(Role.REPRINTED_ROWS, printed.reprints, Unit.PROJECTS),
        )
        return replace(self._new(Kind.COMPARISON, query), figures=figures)

    # --- shares and comparisons ---------------------------------------------------------------------

    def _share(self, query: Query) -> Answer:
        query = self._of_groups(query)
        part = self._figures.sums(query.conditions, query.order, query.window)
        base = self._figures.sums(query.base)
        rows = self._figures.projects(query.conditions, query.order, query.window)
        counted = query.basis is Measure.COUNT
        unit = Unit.PROJECTS if counted else Unit.THOUSAND_YEN
        one, whole = (part.count, base.count) if counted else (part.amount, base.amount)
        value = self._figures.share(one, whole)
        if not rows or value is None:
            return self._nothing(query)
        subject = rows[0].name if len(rows) == 1 else ""
        figures = [
            Figure(Role.SHARE, value, Unit.PERCENT, subject),
            Figure(Role.COUNT if counted else Role.AMOUNT, one, unit, subject),
            Figure(Role.BASE, whole, unit),
        ]
        scope = _printed_scope(Query(Measure.TOTAL, query.base))
        stated = self._figures.printed_total(scope[0]) if scope is not None and not counted else None
        of_printed = self._figures.share(part.amount, stated) if stated else None
        if of_printed is not None and stated is not None:
            figures.append(Figure(Role.SHARE_OF_PRINTED, of_printed, Unit.PERCENT))
            figures.append(Figure(Role.PRINTED_TOTAL, stated, Unit.THOUSAND_YEN))
        return replace(self._new(Kind.RATIO, query), figures=tuple(figures), rows=rows)

    def _of_groups(self, query: Query) -> Query:
        """「上位3部局で全体の何%」: the projects of those groups in place of the groups."""
        if query.group_by is not Grouping.DEPARTMENT:
            return replace(query, group_by=None)
        groups = self._figures.groups(replace(query, measure=Measure.TOTAL))
        names = InDepartments(tuple(group.name for group in groups))
        return replace(query, conditions=(*query.conditions, names), group_by=None, window=None)

    def _compare(self, query: Query) -> Answer:
        sides: list[Figure] = []
        rows: list[Project] = []
        for subject in query.subjects:
            found = self._figures.projects(subject.conditions, subject.order, subject.window)
            if not found:
                return self._nothing(query)
            sums = self._figures.sums(subject.conditions, subject.order, subject.window)
            label = found[0].name if subject.window is not None and len(found) == 1 else subject.label
            sides.append(_side(query.basis, sums, label))
            rows += [project for project in found if project not in rows]
        if query.order is Order.AMOUNT_DESC:
            sides.sort(key=lambda side: -side.value)
        one, other = sides[0].value, sides[1].value
        difference = Figure(Role.DIFFERENCE, abs(one - other), sides[0].unit)
        times = self._figures.ratio(one, other)
        figures: list[Figure]
        if query.comparison is Comparison.RATIO and times is not None:
            figures = [Figure(Role.RATIO, times, Unit.TIMES), *sides, difference]
        elif query.comparison is Comparison.DIFFERENCE:
            figures = [difference, *sides]
        else:
            figures = [*sides, difference] if len(sides) == 2 else sides
        return replace(self._new(Kind.COMPARISON, query), figures=tuple(figures), rows=tuple(rows))

    # --- groups -------------------------------------------------------------------------------------

    def _groups(self, query: Query) -> tuple[Group, ...]:
        """The groups asked for; those without any project too where so few are within the bounds."""
        groups = self._figures.groups(query)
        match query.having:
            case GroupBounds(Measure.COUNT, None | 0, int()):
                groups += self._figures.groups_without(query)
        return groups

    def _grouped(self, query: Query) -> Answer:
        groups = self._groups(query)
        if not groups:
            return self._nothing(query)
        figures = tuple(_group_figure(query, group) for group in groups)
        if query.measure is not Measure.TOTAL:
            figures += tuple(
                Figure(Role.GROUP, group.amount, Unit.THOUSAND_YEN, _group_name(query, group))
                for group in groups
            )
        if query.group_by is Grouping.GOAL and query.measure is Measure.TOTAL and query.window:
            figures += self._as_printed(groups)
        rows = self._figures.projects(query.conditions) if not (query.window or query.having) else ()
        remarks: tuple[Remark, ...] = ()
        total = self._figures.sums(query.conditions).amount
        if query.window is None and not query.having and sum(group.amount for group in groups) > total:
            remarks = (Remark(RemarkKind.LISTED_IN_SEVERAL_GROUPS),)
        if query.window and len(groups) > query.window.last - query.window.first + 1:
            remarks = (Remark(RemarkKind.TIED, len(groups)),)
        kind = Kind.RANKING if query.window else Kind.BREAKDOWN
        return replace(self._new(kind, query), figures=figures, groups=groups, rows=rows, remarks=remarks)

    def _as_printed(self, groups: tuple[Group, ...]) -> tuple[Figure, ...]:
        """The printed 小計 of whole goals, beside their totals."""
        scopes = [(group, _printed_scope(group.query)) for group in groups]
        return tuple(
            Figure(Role.PRINTED_TOTAL, stated, Unit.THOUSAND_YEN, f"{group.key} {group.name}")
            for group, scope in scopes
            if scope is not None and (stated := self._figures.printed_total(scope[0])) is not None
        )

    def _group_count(self, query: Query) -> Answer:
        groups = self._groups(replace(query, measure=Measure.TOTAL))
        figures = (Figure(Role.COUNT, len(groups), Unit.PROJECTS),)
        return replace(self._new(Kind.COUNT, query), figures=figures, groups=groups)

    # --- places among like ones ---------------------------------------------------------------------

    def _rank(self, query: Query) -> Answer:
        """One project's or group's place among its like; `order` says from which end."""
        match query.conditions:
            case (IsProject((project,), False),):
                rows = self._figures.projects(query.conditions)
                place = self._figures.rank_of_project(project, query.base, query.order)
                if place is None:
                    return self._nothing(query)
                own = Figure(Role.AMOUNT, rows[0].amount, Unit.THOUSAND_YEN, rows[0].name)
                return replace(self._ranked(query, place, own), rows=rows)
            case (InDepartments() | InGoals() | InPolicies() as subject,):
                return self._rank_of_group(query, subject)
        return self._nothing(query)

    def _rank_of_group(self, query: Query, subject: Condition) -> Answer:
        among = Query(query.basis, query.base, _GROUPING_OF[type(subject)])
        groups = self._figures.groups(among)
        own = next((group for group in groups if group.query.conditions[-1] == subject), None)
        if own is None:
            return self._nothing(query)
        value = _measured(own, query.basis)
        low = query.order is Order.AMOUNT_ASC
        others = [_measured(group, query.basis) for group in groups]
        place = (1 + sum(other < value if low else other > value for other in others), len(groups))
        role = Role.COUNT if query.basis is Measure.COUNT else Role.AMOUNT
        figure = replace(_group_figure(among, own), role=role)
        return self._ranked(query, place, figure)

    def _ranked(self, query: Query, place: tuple[int, int], own: Figure) -> Answer:
        figures = (Figure(Role.RANK, place[0], Unit.PROJECTS, own.subject), own)
        return replace(self._new(Kind.RANKING, query), figures=figures, standing=Standing(None, *place))

    def _fact(self, query: Query) -> Answer:
        return self._new(Kind.TEXT, query)


def _spoken_of(query: Query) -> tuple[str, ...]:
    """Canonical ids of the projects that the query's conditions name."""
    scopes = (query.conditions, query.base, *(subject.conditions for subject in query.subjects))
    found: list[str] = []
    for condition in (condition for scope in scopes for condition in scope):
        match condition:
            case IsProject(ids):
                found += ids
            case ThanProject(project) | SameAmountAs(project):
                found.append(project)
    return tuple(found)


def _amount(project: Project) -> Figure:
    return Figure(Role.AMOUNT, project.amount, Unit.THOUSAND_YEN, f"{project.name}({project.department})")


def _count(count: int) -> Figure:
    return Figure(Role.COUNT, count, Unit.PROJECTS)


def _side(basis: Measure, sums: Sums, label: str) -> Figure:
    match basis:
        case Measure.COUNT:
            return Figure(Role.COUNT, sums.count, Unit.PROJECTS, label)
        case Measure.MEAN:
            return Figure(Role.MEAN, _whole(sums.mean or 0.0), Unit.THOUSAND_YEN, label)
    return Figure(Role.AMOUNT, sums.amount, Unit.THOUSAND_YEN, label)


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


_GROUPING_OF: dict[type, Grouping] = {
    InDepartments: Grouping.DEPARTMENT,
    InGoals: Grouping.GOAL,
    InPolicies: Grouping.POLICY,
}


def _measured(group: Group, basis: Measure) -> float:
    """What groups are ranked by; amounts in 千円."""
    match basis:
        case Measure.COUNT:
            return group.count
        case Measure.MEAN:
            return group.amount / group.count
    return group.amount


def _group_name(query: Query, group: Group) -> str:
    return group.name if query.group_by is Grouping.DEPARTMENT else f"{group.key} {group.name}"


def _group_figure(query: Query, group: Group) -> Figure:
    name = _group_name(query, group)
    match query.measure:
        case Measure.COUNT:
            return Figure(Role.GROUP, group.count, Unit.PROJECTS, name)
        case Measure.MEAN:
            return Figure(Role.GROUP, _whole(group.amount / group.count), Unit.THOUSAND_YEN, name)
    return Figure(Role.GROUP, group.amount, Unit.THOUSAND_YEN, name)


def _printed_scope(query: Query) -> tuple[int | None] | None:
    """The goal whose 小計, or None for the 合計, the document prints for exactly this scope."""
    if query.window is not None:
        return None
    match query.conditions:
        case ():
            return (None,)
        case (InGoals((goal,), False),):
            return (goal,)
    return None


def _named_first(rows: tuple[Project, ...], query: Query) -> tuple[tuple[Project, ...], int | None]:
    """Rows that have the asked words in their name first; where the others begin."""
    asked = [
        c for c in query.conditions if isinstance(c, Mentions) and not c.negated and c.field is Field.ANY
    ]
    if not asked or query.order.value != "printed":
        return rows, None

    def named(row: Project) -> bool:
        name = key(row.name)
        return all(any(key(word) in name for word in condition.words) for condition in asked)

    first = tuple(row for row in rows if named(row))
    rest = tuple(row for row in rows if not named(row))
    return first + rest, len(first) if rest else None
