"""Browsing by thumb: the menu, goals → policies → projects, departments → projects.

Each page is made anew from the data as it is, so a button from before a reload shows today's figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from telegram import InlineKeyboardButton

from bot.answer import Answer, Group
from bot.channels.telegram import wording
from bot.channels.telegram.examples import LARGEST, NEW
from bot.channels.telegram.keyboards import Keys, Row, in_rows, keyboard, paired
from bot.channels.telegram.messages import Screen
from bot.channels.telegram.presses import (
    Act,
    Do,
    OpenCard,
    OpenDepartments,
    OpenGoal,
    OpenGoals,
    OpenList,
    OpenMenu,
    Press,
)
from bot.channels.telegram.service import Service
from bot.presenting import money
from bot.presenting.figures import group_label
from bot.presenting.labels import ORDERS
from bot.presenting.rows import render_page
from bot.presenting.scope import projects_label
from bot.query import (
    Condition,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    Measure,
    Order,
    PolicyRef,
    Query,
)

PAGE = 8


def keys_of(service: Service) -> Keys:
    """Buttons for this bot."""
    return Keys(service.memory.queries, service.username)


def menu(service: Service) -> Screen:
    """The entrance."""
    keys = keys_of(service)
    rows = (
        (keys.button(wording.GOALS, OpenGoals()),),
        (keys.button(wording.DEPARTMENTS, OpenDepartments()),),
        (
            keys.button(wording.NEW_PROJECTS, OpenList(NEW)),
            keys.button(wording.LARGEST, OpenList(replace(LARGEST, window=None))),
        ),
    )
    return Screen(wording.MENU_PAGE, keyboard(rows))


def goals(service: Service) -> Screen:
    """All goals with their totals."""
    keys = keys_of(service)
    groups = service.answer(Query(Measure.TOTAL, group_by=Grouping.GOAL)).groups
    buttons = [
        keys.button(wording.GOAL.format(goal=goal), OpenGoal(goal))
        for goal in service.assistant.catalogue.goals
    ]
    text = wording.GOALS_PAGE.format(
        goals=_group_blocks(groups, Grouping.GOAL), counting=wording.COUNTED_ONCE
    )
    return Screen(text, keyboard([*in_rows(buttons, 2), (keys.button(wording.MENU, OpenMenu()),)]))


def goal(service: Service, number: int) -> Screen | None:
    """One goal's policies; None if there is no such goal."""
    catalogue = service.assistant.catalogue
    if number not in catalogue.goals:
        return None
    keys = keys_of(service)
    scope = (InGoals((number,)),)
    groups = service.answer(Query(Measure.TOTAL, scope, group_by=Grouping.POLICY)).groups
    own = [group for group in groups if _policy_of(group, number) is not None]
    text = wording.GOAL_PAGE.format(
        name=f"{wording.GOAL.format(goal=number)} {catalogue.goals[number]}",
        policies=_group_blocks(tuple(own), Grouping.POLICY),
        counting=wording.COUNTED_ONCE,
    )
    buttons = [
        keys.button(
            wording.POLICY.format(letter=policy.letter),
            OpenList(Query(Measure.LIST, (InPolicies((policy,)),))),
        )
        for policy in catalogue.policies
        if policy.goal == number
    ]
    last = (
        keys.button(wording.GOAL_TOTAL, Do(Act.ANSWER, Query(Measure.TOTAL, scope))),
        keys.button(wording.BACK, OpenGoals()),
        keys.button(wording.MENU, OpenMenu()),
    )
    return Screen(text, keyboard([*in_rows(buttons, 3), last]))


def departments(service: Service, page: int) -> Screen:
    """A page of departments with their totals, in printed order."""
    keys = keys_of(service)
    groups = {
        group.key: group
        for group in service.answer(Query(Measure.TOTAL, group_by=Grouping.DEPARTMENT)).groups
    }
    names = service.assistant.catalogue.departments
    page, pages = _page_of(page, len(names))
    shown = names[page * PAGE : (page + 1) * PAGE]
    lines = "\n".join(
        wording.DEPARTMENT_LINE.format(name=name, figures=_figures(groups[name]))
        for name in shown
        if name in groups
    )
    text = wording.DEPARTMENTS_PAGE.format(page=page + 1, pages=pages, departments=lines)
    buttons = paired(
        keys.button(name, OpenList(Query(Measure.LIST, (InDepartments((name,)),)))) for name in shown
    )
    turning = _turning(keys, page, pages, OpenDepartments(page - 1), OpenDepartments(page + 1))
    return Screen(text, keyboard([*buttons, turning, (keys.button(wording.MENU, OpenMenu()),)]))


def project_list(service: Service, answer: Answer, query: Query, page: int) -> Screen:
    """A page of the projects of a LIST query, `answer` being its answer."""
    keys = keys_of(service)
    scope = projects_label(query.conditions)
    back = (
        keys.button(wording.BACK, _parent(service, query.conditions)),
        keys.button(wording.MENU, OpenMenu()),
    )
    if not answer.rows:
        return Screen(wording.EMPTY_LIST.format(scope=scope), keyboard([back]))
    page, pages = _page_of(page, len(answer.rows))
    start = page * PAGE
    text = wording.LIST_PAGE.format(
        scope=scope,
        count=len(answer.rows),
        name=_printed_name(service, query.conditions),
        order=ORDERS[query.order],
        page=page + 1,
        pages=pages,
        rows=render_page(answer, start, PAGE),
    )
    numbers = [
        keys.button(str(start + index), OpenCard(project.id, query, page))
        for index, project in enumerate(answer.rows[start : start + PAGE], 1)
    ]
    turned = replace(OpenList(query, page - 1)), replace(OpenList(query, page + 1))
    rows = [
        *in_rows(numbers, 4),
        _turning(keys, page, pages, *turned),
        *paired(_sortings(keys, answer, query)),
        (
            keys.button(wording.SCOPE_TOTAL, Do(Act.ANSWER, Query(Measure.TOTAL, query.conditions))),
            keys.button(wording.CSV, Do(Act.CSV, query)),
            keys.button(wording.XLSX, Do(Act.XLSX, query)),
            keys.share(query),
        ),
        back,
    ]
    return Screen(text, keyboard(rows))


def _sortings(keys: Keys, answer: Answer, query: Query) -> Iterator[InlineKeyboardButton]:
    if len(answer.rows) > 1:
        for order in Order:
            if order is not query.order:
                yield keys.button(wording.SORT[order], OpenList(replace(query, order=order)))
    others = tuple(condition for condition in query.conditions if condition != IsNew())
    if len(others) < len(query.conditions):
        yield keys.button(wording.NEW_OFF, OpenList(replace(query, conditions=others)))
    elif 0 < sum(project.is_new for project in answer.rows) < len(answer.rows):
        yield keys.button(wording.NEW_ON, OpenList(replace(query, conditions=(*others, IsNew()))))


def _turning(keys: Keys, page: int, pages: int, back: Press, forth: Press) -> Row:
    buttons = []
    if page > 0:
        buttons.append(keys.button(wording.PREVIOUS, back))
    if page + 1 < pages:
        buttons.append(keys.button(wording.NEXT, forth))
    return tuple(buttons)


def _page_of(page: int, count: int) -> tuple[int, int]:
    """The page, moved to the last one if the list has become shorter, and how many there are."""
    pages = max(1, -(-count // PAGE))
    return min(page, pages - 1), pages


def _parent(service: Service, conditions: tuple[Condition, ...]) -> Press:
    """Where a list was most likely opened from."""
    for condition in conditions:
        match condition:
            case InPolicies(policies=(policy,)):
                return OpenGoal(policy.goal)
            case InGoals(goals=(number,)):
                return OpenGoal(number)
            case InDepartments(names=(name,)) if name in service.assistant.catalogue.departments:
                return OpenDepartments(service.assistant.catalogue.departments.index(name) // PAGE)
            case _:
                continue
    return OpenMenu()


def _printed_name(service: Service, conditions: tuple[Condition, ...]) -> str:
    """The name of the policy that is listed, on a line of its own; its place alone says little."""
    catalogue = service.assistant.catalogue
    match conditions:
        case (InPolicies(policies=(policy,), negated=False), *_) if policy in catalogue.policies:
            return f"\n{catalogue.policies[policy]}"
        case _:
            return ""


def _group_blocks(groups: tuple[Group, ...], grouping: Grouping) -> str:
    return "\n\n".join(
        wording.GROUP_LINES.format(name=group_label(group, grouping), figures=_figures(group))
        for group in groups
    )


def _figures(group: Group) -> str:
    return wording.GROUP_FIGURES.format(amount=money.spoken(group.amount), count=f"{group.count:,}")


def _policy_of(group: Group, number: int) -> PolicyRef | None:
    """The policy a group stands for, if it belongs to the goal.

    A goal's projects are printed under other goals as well; those policies are not its own.
    """
    for condition in group.query.conditions:
        match condition:
            case InPolicies(policies=(PolicyRef(goal=goal) as policy,)) if goal == number:
                return policy
            case _:
                continue
    return None
