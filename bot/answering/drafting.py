"""What all answers share: where they begin, plain figures, rows in the order of a theme."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Figure, Kind, Project, Remark, RemarkKind, Role, Unit
from bot.answering.figures import Figures
from bot.japanese import key
from bot.query import (
    Condition,
    Field,
    InDepartments,
    InGoals,
    InPolicies,
    IsProject,
    Mentions,
    Query,
    SameAmountAs,
    ThanProject,
)
from bot.reading import Reading


def new_answer(data: Figures, kind: Kind, query: Query) -> Answer:
    """An answer to `query`, still without figures."""
    return Answer(kind, Reading((query,)), data.source, query, named=data.named(_spoken_of(query)))


def nothing(data: Figures, query: Query) -> Answer:
    """A true zero: nothing fulfils the conditions."""
    return replace(new_answer(data, Kind.NOT_FOUND, query), remarks=(Remark(RemarkKind.NO_MATCH),))


def _spoken_of(query: Query) -> tuple[str, ...]:
    """Canonical ids of the projects, and the one goal or policy, that the query's conditions name."""
    scopes = (query.conditions, query.base, *(subject.conditions for subject in query.subjects))
    found: list[str] = []
    for condition in (condition for scope in scopes for condition in scope):
        match condition:
            case IsProject(ids):
                found += ids
            case InGoals((goal,)):
                found.append(str(goal))
            case InPolicies((policy,)):
                found.append(str(policy))
            case ThanProject(project) | SameAmountAs(project):
                found.append(project)
    return tuple(found)


def amount_figure(project: Project) -> Figure:
    """A project's amount, under its name and department."""
    return Figure(Role.AMOUNT, project.amount, Unit.THOUSAND_YEN, f"{project.name}({project.department})")


def count_figure(count: int) -> Figure:
    """A number of projects."""
    return Figure(Role.COUNT, count, Unit.PROJECTS)


def each_department(data: Figures, conditions: tuple[Condition, ...]) -> tuple[Figure, ...]:
    """Of several departments together, each one's part."""
    for condition in conditions:
        match condition:
            case InDepartments(names, False) if len(names) > 1:
                rest = tuple(other for other in conditions if other is not condition)
                return tuple(
                    Figure(
                        Role.GROUP,
                        data.sums((*rest, InDepartments((name,)))).amount,
                        Unit.THOUSAND_YEN,
                        name,
                    )
                    for name in names
                )
    return ()


def whole(value: float) -> int | float:
    """An integer where it is one."""
    return int(value) if value == int(value) else value


def printed_scope(query: Query) -> tuple[int | None] | None:
    """The goal whose 小計, or None for the 合計, the document prints for exactly this scope."""
    if query.window is not None:
        return None
    match query.conditions:
        case ():
            return (None,)
        case (InGoals((goal,), False),):
            return (goal,)
    return None


def named_first(rows: tuple[Project, ...], query: Query) -> tuple[tuple[Project, ...], int | None]:
    """Rows that have the asked words in their name first, those of a theme in its order; where the others begin."""
    asked = [
        c for c in query.conditions if isinstance(c, Mentions) and not c.negated and c.field is Field.ANY
    ]
    if query.order.value != "printed":
        return rows, None
    for condition in query.conditions:
        if isinstance(condition, IsProject) and condition.theme and not condition.negated:
            return tuple(sorted(rows, key=lambda row: condition.ids.index(row.id))), None
    if not asked:
        return rows, None

    def named(row: Project) -> bool:
        name = key(row.name)
        return all(any(key(word) in name for word in condition.words) for condition in asked)

    first = tuple(row for row in rows if named(row))
    rest = sorted((row for row in rows if not named(row)), key=lambda row: -_times_said(row, asked))
    return (*first, *rest), len(first) if rest else None


def _times_said(row: Project, asked: list[Mentions]) -> int:
    """How often a description has the words: what says them twice is rather about them."""
    text = key(row.description)
    return min(sum(text.count(key(word)) for word in condition.words) for condition in asked)
