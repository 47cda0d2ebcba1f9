"""Departments, goals and policies ranked or broken down."""

from __future__ import annotations

import re

from bot.query import (
    Condition,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsProject,
    Measure,
    Mentions,
    Order,
    Query,
    Ranked,
    Window,
)
from bot.reading import Clarify, Doubt
from bot.understanding.asking.drafting import drafted
from bot.understanding.asking.ranks import window_of
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.scope import Scope
from bot.understanding.spans import Departments, Goals, Policies, Projects, Row

GROUP_NOUNS = {
    Grouping.DEPARTMENT: "noun_department",
    Grouping.GOAL: "noun_goal",
    Grouping.POLICY: "noun_policy",
}
"""The cue of each kind's noun: 部, 目標, 施策."""

_MANY_PROJECTS = re.compile(
    "事業(?:の数|数)?[がのは]?(?:一番|いちばん|最も|もっとも)?(?:多|少)|(?:一番|いちばん|最も|もっとも)(?:多くの?|たくさんの?|いっぱい)(?:の)?事業"
    "|事業を(?:一番|いちばん|最も|もっとも)(?:多く|たくさん|いっぱい)"
    "|(?:一番|いちばん|最も|もっとも)多く(?:出|登場|使われ|含ま|入)"
)


MOST_NEW = re.compile(
    "(?:新規|新しい(?:事業|もの|の)|新事業)(?:事業)?[がのはを]?(?:一番|いちばん|最も|もっとも)?(?:多|少|たくさん)"
)
"""「新規が一番多い部」: by their number"""

# 「事業数が一番多い部の合計」
_BY_SIZE = re.compile(
    "(?:事業の?数|件数)[がの](?:一番|いちばん|最も|もっとも|[0-9]+番目に)?(?:多|少な)い(?:部|施策|目標|基本目標)"
)


def grouping_said(frame: Frame) -> Grouping | None:
    """「部局別」「施策ごと」: the groups that a breakdown is asked by."""
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
    which_place = "".join(
        frame.spans[i].text for i in frame.cues.get("places_asked", ()) if i < len(frame.spans)
    )
    if which_place and frame.has("most", "largest", "smallest") and not frame.of(Projects, Row):
        for word, grouping in (("施策", Grouping.POLICY), ("目標", Grouping.GOAL)):
            if word in which_place:
                return grouping  # 「市民生活部はどの目標に一番お金を使ってる?」
    if frame.has("noun_policy") and not frame.of(Policies):
        return Grouping.POLICY
    if frame.has("noun_department", "department_asked") and not frame.of(Departments):
        return Grouping.DEPARTMENT
    if frame.has("noun_goal") and not frame.of(Goals):
        return Grouping.GOAL
    return None


def number_of(frame: Frame) -> Measure:
    """What groups are ranked by: their sum, their number of projects or their mean."""
    if frame.has("mean"):
        return Measure.MEAN
    counted = frame.has("count") or bool(_MANY_PROJECTS.search(frame.said()))
    if _BY_SIZE.search(frame.said()):
        return Measure.COUNT
    counted = counted or bool(MOST_NEW.search(frame.said()))
    counted = counted or (bool(frame.reprinted) and frame.has("reprinted", "rows"))  # 「再掲が一番多い目標」
    if counted and not frame.has("amount", "total"):
        return Measure.COUNT
    return Measure.TOTAL


def as_group_ranking(frame: Frame, scope: Scope) -> Draft | None:
    """「一番予算が多い部は?」「事業数が3番目に多い施策」「部局トップ5」."""
    rank = window_of(frame)
    grouping = grouping_said(frame) or noun_grouping(frame) or _several_by_number(frame)
    if grouping is None and MOST_NEW.search(frame.said()) and not frame.of(Departments):
        grouping = Grouping.DEPARTMENT  # 「一番新規が多いのは?」
    if rank is None or grouping is None or frame.has("share"):
        return None
    if scope.topic and scope.topic.single:
        return None
    if grouping_said(frame) and rank[1] is None:
        return None
    if frame.has("department_asked") and not frame.has("noun_department") and _project_noun(frame):
        return None
    if _OF_A_PROJECT.search(frame.said()):
        return None
    if _MANY_POLICIES.search(frame.said()):
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
    order, window = rank
    if window is None and not frame.has("ascending", "descending"):
        window = Window(1, 1)
    if window and _AMONG_THE_FIRST.search(frame.said()):  # 「上位10件に入っている部は?」
        first = Ranked(window, order, scope.conditions)
        return drafted(frame, scope, Query(Measure.TOTAL, (first,), grouping, Order.AMOUNT_DESC))
    query = Query(number_of(frame), scope.conditions, grouping, order, window)
    return drafted(frame, scope, query)


_AMONG_THE_FIRST = re.compile(
    "[0-9](?:件|事業|つ|個|位(?:まで|以内))の?(?:事業)?(?:に|の中に|のうちに)(?:入って|はいって|顔を出|ランクイン|らんくいん|載って|ある)"
)


# 「施策が一番多い目標は?」 ranks by what is not counted here
_MANY_POLICIES = re.compile(
    "施策(?:の?数)?[がの](?:一番|いちばん|最も|もっとも)?(?:多|少な)い(?:のは)?(?:どの)?(?:基本)?目標"
)

# 「一番安い事業を持っている部は?」 ranks projects
_OF_A_PROJECT = re.compile(
    "(?:高額な|低額な|(?:高|安|大き|小さ|(?:金|予算|予算の)?額が?(?:多|少な))い)(?:事業|もの|やつ)[をがの]"
    "(?:あ|もっ?|持|抱え|担当|所管|やっ|受け持)[ぁ-ゖ]{0,4}(?:部|施策|目標|基本目標|ところ|の[はがって]|どこ)"
)


def _several_by_number(frame: Frame) -> Grouping | None:
    """「土木部、経済部、総務部で件数が一番多いのは?」: those departments, and none of their projects."""
    named = [
        len(item.meaning.names) for item in frame.of(Departments) if isinstance(item.meaning, Departments)
    ]
    ranked = frame.has("largest", "smallest", "most", "ascending", "descending")
    return Grouping.DEPARTMENT if sum(named) > 1 and ranked and _COUNTED.search(frame.said()) else None


_COUNTED = re.compile("(?:件数|事業数|事業の数)[がはでの]")

HOW_MANY = re.compile("[何幾]|いくつ|なん")
"""A number is asked for: 「部はいくつ」"""


def asks_how_many(frame: Frame) -> bool:
    """「部はいくつ」「部の数は」: their number is asked for, and not which they are."""
    asked = (frame.spans[index].text for index in frame.cues.get("count", ()))
    return bool(_THEIR_NUMBER.search(frame.said())) or any(map(HOW_MANY.search, asked))


_THEIR_NUMBER = re.compile("(?:部局?|部署|施策|目標)の?数(?:は|って|を|$)")


def _project_noun(frame: Frame) -> bool:
    """「一番高い事業の担当はどこ」 ranks projects."""
    return bool(
        re.search("(?:事業|ほう|方|やつ|もの)(?:の|は|って)?(?:担当|どこ|所管|何部|どの部)", frame.said())
    )


# 「1億円以上の事業がある部」
_THAT_HAVE = re.compile(
    "事業[がをの](?:あ|もっ?|持っ?|抱え|担当(?:し|す)|やっ|出し)[ぁ-ゖ]{0,4}(?:部|部局|部署|施策|目標)"
)


def as_breakdown(frame: Frame, scope: Scope) -> Draft | None:
    """「部局別」「施策ごと」「内訳」."""
    grouping = grouping_said(frame)
    if grouping is None and frame.has("breakdown"):
        grouping = (
            default_grouping(scope.conditions) if not frame.has("noun_department") else Grouping.DEPARTMENT
        )
        if grouping is None:
            return drafted(frame, scope, Query(conditions=scope.conditions, order=Order.AMOUNT_DESC))
    if grouping is None and frame.has("each") and _is_all_its_policies(frame):
        grouping = Grouping.POLICY
    if grouping is None and _THAT_HAVE.search(frame.said()) and not _OF_A_PROJECT.search(frame.said()):
        grouping = noun_grouping(frame)
        if grouping and asks_how_many(frame):
            return drafted(frame, scope, Query(Measure.GROUP_COUNT, scope.conditions, grouping))
    if grouping is None and _asks_which(frame, scope):
        grouping = noun_grouping(frame)
    if grouping is None and frame.has("list") and "事業" not in frame.said().replace("事業部", ""):
        grouping = noun_grouping(frame)
    if grouping is None:
        return None
    order = Order.AMOUNT_ASC if frame.has("ascending") else Order.AMOUNT_DESC
    if grouping is not Grouping.DEPARTMENT and not frame.has("ascending", "descending"):
        order = Order.PRINTED
    return drafted(frame, scope, Query(number_of(frame), scope.conditions, grouping, order))


def _is_all_its_policies(frame: Frame) -> bool:
    """「基本目標2のア〜オ、それぞれいくら?」: a goal, said by the first and the last of its policies."""
    goals = frame.of(Goals)
    return len(goals) == len(frame.items) == 1 and bool(_FIRST_TO_LAST.search(goals[0].text))


_FIRST_TO_LAST = re.compile("[あアｱ](?:から|[-~〜～ー])[あ-けア-ケ]")


def _asks_which(frame: Frame, scope: Scope) -> bool:
    """「4-クを担当している部は?」「再掲がある部は?」「経済部の施策は?」: those that have a part in it."""
    one = scope.topic is not None and scope.topic.single is not None
    figure = frame.has("amount", "total", "count", "mean", "share", "that", "except")
    said = _WHICH_ONES.search(frame.said())
    if said is None or one or figure or not scope.conditions:
        return False
    places = all(isinstance(c, InDepartments | InGoals) for c in scope.conditions)
    return places or said[1] != "施策"  # 「保育の施策は?」 asks for what is done


_WHICH_ONES = re.compile(
    "[のるたがで](?:担当|所管)?(部局?|部署|施策)(?:は|って)(?:どこ|何|なに|どれ)?(?:です|なの|なん)?(?:か)?[?]*$"
)


def as_shares_of_groups(frame: Frame, scope: Scope) -> Draft | None:
    """「部局別の割合」「目標ごとの構成比」: each group in percent of what is broken down."""
    grouping = grouping_said(frame)
    counted = frame.has("count") and not frame.has("amount", "total")
    if (
        grouping is None
        or counted
        or not frame.has("share")
        or frame.has("difference", "ratio")
        or window_of(frame)
    ):
        return None
    order = Order.AMOUNT_DESC if grouping is Grouping.DEPARTMENT else Order.PRINTED
    return drafted(
        frame, scope, Query(Measure.SHARE, scope.conditions, grouping, order, base=scope.conditions)
    )


def default_grouping(conditions: tuple[Condition, ...]) -> Grouping | None:
    """What 「内訳」 means: the plan by goal, a goal by policy, a policy by department, a department or a theme by project."""
    kinds = {type(condition) for condition in conditions}
    if InPolicies in kinds:
        return Grouping.DEPARTMENT
    if InGoals in kinds:
        return Grouping.POLICY
    if any(isinstance(c, InDepartments | IsProject | Mentions) and not c.negated for c in conditions):
        return None
    return Grouping.DEPARTMENT if conditions else Grouping.GOAL
