"""A project card: everything about one project, and the ways on from it."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.answer import Answer, Place, Project, Role
from bot.channels.telegram import wording
from bot.channels.telegram.browse import keys_of
from bot.channels.telegram.keyboards import Row, keyboard, paired
from bot.channels.telegram.messages import Screen
from bot.channels.telegram.presses import OpenCard, OpenList, OpenMenu, ShowEvidence, detail_query
from bot.channels.telegram.service import Service
from bot.presenting import money
from bot.presenting.detail import card_blocks
from bot.presenting.figures import find
from bot.presenting.rows import title
from bot.presenting.scope import scope_label
from bot.query import Aspect, Condition, InDepartments, InPolicies, IsProject, Measure, PolicyRef, Query

_MOST_SIMILAR = 3


def card(service: Service, answer: Answer, opened: OpenCard) -> Screen:
    """The card of the one project of a DETAIL answer; back leads to where it was opened from."""
    project = answer.rows[0]
    similar = service.assistant.similar(project.id)[:_MOST_SIMILAR]
    lead, *rest = card_blocks(project, Aspect.AMOUNT, answer.standing, title(project))
    blocks = [lead, _shares(service, project), *rest, _similar(similar)]
    return Screen(
        "\n\n".join(block for block in blocks if block), _keyboard(service, project, similar, opened)
    )


def _keyboard(
    service: Service, project: Project, similar: tuple[Project, ...], opened: OpenCard
) -> InlineKeyboardMarkup | None:
    keys = keys_of(service)
    query = detail_query(project.id)
    rows: list[Row] = [
        (keys.button(one.name, OpenCard(one.id, opened.origin, opened.page)),) for one in similar
    ]
    rows += paired(
        keys.button(
            wording.PROJECTS_OF.format(scope=scope_label((scope,))), OpenList(Query(Measure.LIST, (scope,)))
        )
        for scope in _scopes(project)
    )
    rows.append((keys.button(wording.EVIDENCE, ShowEvidence(query)), keys.share(query)))
    menu = keys.button(wording.MENU, OpenMenu())
    if opened.origin is None:
        rows.append((menu,))
    else:
        rows.append((keys.button(wording.BACK, OpenList(opened.origin, opened.page)), menu))
    return keyboard(rows)


def _shares(service: Service, project: Project) -> str:
    """Which part of its department and of its policy the project is."""
    lines = []
    for scope in _scopes(project):
        answer = service.answer(Query(Measure.SHARE, (IsProject((project.id,)),), base=(scope,)))
        share = find(answer, Role.SHARE)
        if share is not None:
            lines.append(
                wording.SHARE_OF.format(scope=scope_label((scope,)), percent=money.percent(share.value))
            )
    return "\n".join(lines)


def _scopes(project: Project) -> tuple[Condition, ...]:
    """Its department, and the policy where it is first printed."""
    department = InDepartments((project.department,))
    return (department, *(_policy(place) for place in project.places[:1]))


def _policy(place: Place) -> InPolicies:
    return InPolicies((PolicyRef(place.goal, place.policy),))


def _similar(projects: tuple[Project, ...]) -> str:
    if not projects:
        return ""
    lines = (
        wording.SIMILAR_LINE.format(
            name=title(one), amount=money.spoken(one.amount), department=one.department
        )
        for one in projects
    )
    return wording.SIMILAR.format(rows="\n".join(lines))
