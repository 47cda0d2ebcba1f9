"""Finding the figures of an answer and saying them. No figure is made here."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer import Answer, Figure, Group, Role, Unit
from bot.presenting import labels, money
from bot.presenting.scope import Names, subject_label
from bot.query import Grouping, InGoals, Measure, Query

_ROWS = frozenset({Role.PRINTED_ROWS, Role.REPRINTED_ROWS})
_NAMED_BY_SUBJECT = frozenset({Role.AMOUNT, Role.GROUP})


def names_of(answer: Answer) -> Names:
    """Names of what the answer carries or its query speaks of: projects by canonical id, goals, policies."""
    return dict(answer.named) | {project.id: project.name for project in answer.rows}


def answers_of(answer: Answer) -> tuple[Answer, ...]:
    """The answers of a message in order: one, or one for each question it asked."""
    if not answer.parts:
        return (answer,)
    return answer.parts if answer.parts[0].query == answer.query else (answer, *answer.parts)


def find(answer: Answer, *roles: Role, unit: Unit | None = None) -> Figure | None:
    """The first figure in one of these roles."""
    return next(find_all(answer, *roles, unit=unit), None)


def find_all(answer: Answer, *roles: Role, unit: Unit | None = None) -> Iterator[Figure]:
    """All figures in these roles, in the answer's order."""
    return (f for f in answer.figures if f.role in roles and (unit is None or f.unit is unit))


def value_words(figure: Figure) -> str:
    """A figure in full: 億/万 with the exact 千円, 件, % or 倍."""
    match figure.unit:
        case Unit.THOUSAND_YEN:
            return money.headline(figure.value)
        case Unit.PERCENT:
            return money.percent(figure.value)
        case Unit.TIMES:
            return money.times(figure.value)
        case Unit.PROJECTS:
            return f"{figure.value:,}{'行' if figure.role in _ROWS else '件'}"


def group_words(figures: tuple[Figure, ...], measure: Measure) -> list[str]:
    """The figures of one group in short; a mean and the sum beside it are told apart."""
    own = [figure for figure in figures if figure.role is Role.GROUP]
    words = [short_words(figure) for figure in own]
    if measure is Measure.MEAN and len(own) > 1:
        return [f"平均 {words[0]}", *(f"合計 {word}" for word in words[1:])]
    return words


def short_words(figure: Figure) -> str:
    """A figure for a line of a list: amounts in 億/万 alone."""
    return money.spoken(figure.value) if figure.unit is Unit.THOUSAND_YEN else value_words(figure)


def role_words(figure: Figure, answer: Answer) -> str:
    """What the figure is; the printed total of a goal is its 小計."""
    if figure.role is Role.PRINTED_TOTAL:
        return _printed_words(figure, answer)
    if figure.role is Role.COUNT and figure.unit is Unit.PROJECTS and is_group_count(answer):
        return f"{labels.GROUPINGS[grouping_of(answer)]}の数"
    return labels.ROLES[figure.role]


def figure_label(figure: Figure, answer: Answer) -> str:
    """The label for the contract: a group's name, 「事業名(部局名)」, or the scope and the role."""
    subject = figure.subject or _scope_words(answer)
    if figure.role is Role.GROUP and answer.query is not None:
        for group in answer.groups:
            if figure.subject in _subjects(group, answer.query.group_by):
                return group_label(group, answer.query.group_by)
    if figure.role in _NAMED_BY_SUBJECT and subject:
        for project in answer.rows:
            if project.name == figure.subject:
                return f"{project.name}({project.department})"
        return subject
    role = role_words(figure, answer)
    return f"{subject} {role}" if subject else role


def _scope_words(answer: Answer) -> str:
    if answer.query is None:
        return ""
    if answer.query.measure is Measure.COMPARE:
        return "と".join(subject.label for subject in answer.query.subjects)
    return subject_label(answer.query, names_of(answer))


def group_label(group: Group, group_by: Grouping | None) -> str:
    """A group's name with its number or place, as printed."""
    match group_by:
        case Grouping.GOAL if not group.name.startswith("基本目標"):
            return f"基本目標{group.key} {group.name}"
        case Grouping.POLICY:
            return f"{group.key} {group.name}"
        case _:
            return group.name


def group_figures(answer: Answer) -> list[tuple[Group, tuple[Figure, ...]]]:
    """Each group with the figures that the answer states for it, a share or a printed 小計 after its own."""
    by_subject: dict[str, list[Figure]] = {}
    for figure in find_all(answer, Role.GROUP, Role.SHARE, Role.PRINTED_TOTAL):
        by_subject.setdefault(figure.subject, []).append(figure)
    group_by = answer.query.group_by if answer.query else None
    found: list[tuple[Group, tuple[Figure, ...]]] = []
    for group in answer.groups:
        stated = next((by_subject[s] for s in _subjects(group, group_by) if s in by_subject), [])
        if not any(figure.role is Role.GROUP for figure in stated):
            stated = [_own_figure(group, answer), *stated]
        found.append((group, tuple(stated)))
    return found


def _subjects(group: Group, group_by: Grouping | None) -> tuple[str, ...]:
    """The names under which a figure may speak of the group."""
    return (group_label(group, group_by), f"{group.key} {group.name}", group.name, group.key)


def is_group_count(answer: Answer) -> bool:
    """Whether the answer counts departments, goals or policies rather than projects."""
    return answer.query is not None and answer.query.measure is Measure.GROUP_COUNT


def grouping_of(answer: Answer) -> Grouping:
    """What the answer groups by; departments where the query does not say."""
    return (answer.query.group_by if answer.query else None) or Grouping.DEPARTMENT


def _own_figure(group: Group, answer: Answer) -> Figure:
    if answer.query is not None and answer.query.measure is Measure.COUNT:
        return Figure(Role.GROUP, group.count, Unit.PROJECTS, group.name)
    return Figure(Role.GROUP, group.amount, Unit.THOUSAND_YEN, group.name)


def _printed_words(printed: Figure, answer: Answer) -> str:
    """A goal's 小計, the plan's 合計, or what the document would print for another scope."""
    query = answer.query or Query()
    scope = query.conditions
    if query.measure is Measure.SHARE:
        scope = query.base
    elif query.measure is Measure.COMPARE:
        scope = next((s.conditions for s in query.subjects if s.label == printed.subject), ())
    elif query.group_by is Grouping.GOAL and printed.subject:
        return labels.PRINTED_SUBTOTAL
    match scope:
        case ():
            return labels.ROLES[printed.role]
        case (InGoals(goals=(_,), negated=False),):
            return labels.PRINTED_SUBTOTAL
        case _:
            return labels.PRINTED_OTHERWISE
