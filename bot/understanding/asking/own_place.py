"""The place that a project is in, named by its noun alone: 「除雪事業は部の何%?」「施策の中で何位?」."""

from __future__ import annotations

import re

from bot.query import Condition, InDepartments, InGoals, InPolicies, PolicyRef
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon

_ITS_DEPARTMENT = re.compile(
    "(?:担当|所管|同じ|自)?部(?:局|署)?(?:全体|内|の中|のなか)|(?:担当|所管|その|同じ)部(?:局|署)?で"
)


def place_said(frame: Frame, project: str, lexicon: Lexicon) -> Condition | None:
    """The department, goal or policy of a project, by the noun that was said; of several, the one it is first in."""
    goal, letter, _ = project.split("-")
    if frame.has("noun_goal"):
        return InGoals((int(goal),))
    if frame.has("noun_policy"):
        return InPolicies((PolicyRef(int(goal), letter),))
    if frame.has("noun_department") or _ITS_DEPARTMENT.search(frame.said()):
        return InDepartments((lexicon.catalogue.by_id[project].department,))
    return None
