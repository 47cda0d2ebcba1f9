"""Departments, goals and policies ranked or broken down."""

from __future__ import annotations

import re

from bot.query import Condition, Grouping, InDepartments, InGoals, InPolicies, Measure, Order, Query, Window
from bot.understanding.asking.drafting import drafted, text_of
from bot.understanding.asking.ranks import window_of
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.scope import Scope
from bot.understanding.spans import Departments, Goals, Policies

_MANY_PROJECTS = re.compile(
    "事業(?:の数|数)?[がのは]?(?:一番|いちばん|最も|もっとも)?(?:多|少)|(?:一番|いちばん|最も)(?:多くの|たくさんの?)事業"
)


def _grouping(frame: Frame) -> Grouping | None:
    for name, grouping in (
        ("by_department", Grouping.DEPARTMENT),
        ("by_policy", Grouping.POLICY),
        ("by_goal", Grouping.GOAL),
    ):
        if frame.has(name):
            return grouping
    return None


def noun_grouping(frame: Frame) -> Grouping | None:
    """「どの部が」「一番多い施策は」: the noun that is ranked."""
    if frame.has("noun_policy") and not frame.of(Policies):
        return Grouping.POLICY
    if frame.has("noun_department", "department_asked") and not frame.of(Departments):
        return Grouping.DEPARTMENT
    if frame.has("noun_goal") and not frame.of(Goals):
        return Grouping.GOAL
    return None


def _by_number(frame: Frame) -> Measure:
    if frame.has("mean"):
        return Measure.MEAN
    counted = frame.has("count") or bool(_MANY_PROJECTS.search(text_of(frame)))
    if counted and not frame.has("amount", "total"):
        return Measure.COUNT
    return Measure.TOTAL


def as_group_ranking(frame: Frame, scope: Scope) -> Draft | None:
    """「一番予算が多い部は?」「事業数が3番目に多い施策」「部局トップ5」."""
    rank = window_of(frame)
    grouping = _grouping(frame) or noun_grouping(frame)
    if rank is None or grouping is None or frame.has("share"):
        return None
    if scope.topic and scope.topic.single:
        return None
    if _grouping(frame) and rank[1] is None:
        return None
    if frame.has("department_asked") and not frame.has("noun_department") and _project_noun(frame):
        return None
    order, window = rank
    query = Query(_by_number(frame), scope.conditions, grouping, order, window or Window(1, 1))
    return drafted(frame, scope, query)


def _project_noun(frame: Frame) -> bool:
    """「一番高い事業の担当はどこ」 ranks projects."""
    return bool(re.search("事業(?:の|は|って)?(?:担当|どこ|所管)", text_of(frame)))


def as_breakdown(frame: Frame, scope: Scope) -> Draft | None:
    """「部局別」「施策ごと」「内訳」."""
    grouping = _grouping(frame)
    if grouping is None and frame.has("breakdown"):
        grouping = (
            default_grouping(scope.conditions) if not frame.has("noun_department") else Grouping.DEPARTMENT
        )
    if grouping is None and frame.has("list") and "事業" not in text_of(frame).replace("事業部", ""):
        grouping = noun_grouping(frame)
    if grouping is None:
        return None
    order = Order.AMOUNT_ASC if frame.has("ascending") else Order.AMOUNT_DESC
    if grouping is not Grouping.DEPARTMENT and not frame.has("ascending", "descending"):
        order = Order.PRINTED
    return drafted(frame, scope, Query(_by_number(frame), scope.conditions, grouping, order))


def default_grouping(conditions: tuple[Condition, ...]) -> Grouping:
    """What 「内訳」 means: the plan by goal, a goal or a department by policy, a policy by department."""
    kinds = {type(condition) for condition in conditions}
    if InPolicies in kinds:
        return Grouping.DEPARTMENT
    if InGoals in kinds or InDepartments in kinds:
        return Grouping.POLICY
    return Grouping.DEPARTMENT if conditions else Grouping.GOAL
