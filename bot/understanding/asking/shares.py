"""Shares: 「AはBの何%」「Bに占めるAの割合」「上位10事業で全体の何%」."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    Condition,
    InDepartments,
    InGoals,
    InPlace,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Order,
    Query,
)
from bot.reading import Clarify, Decline, Doubt, Refusal
from bot.understanding.asking.drafting import drafted, named_first
from bot.understanding.asking.groups import noun_grouping
from bot.understanding.asking.own_place import place_said
from bot.understanding.asking.ranks import window_of
from bot.understanding.asking.sides import find_sides
from bot.understanding.asking.together import named_by_and
from bot.understanding.asking.wholes import (
    amounts_as_whole,
    base_item,
    cue_before,
    of_the_new,
    reprinted_as_whole,
    two_of_a_kind,
)
from bot.understanding.conditions import condition_of
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import Scope
from bot.understanding.spans import (
    Departments,
    Goals,
    Policies,
    Projects,
    Row,
    Span,
    Unknown,
    Words,
)


def as_share(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「AはBの何%」「Bに占めるAの割合」「Aの部内での割合」「上位10事業で全体の何%」."""
    if not frame.has("share") or frame.has("difference") or _asks_how_much(frame):
        return None
    if _BY_WHICH_SHARE.search(frame.said()) or len(_SHARE_ASKED.findall(frame.said())) > 1:
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
    counted = _share_of_what_is_counted(frame)
    if counted:
        return Draft(frame, trouble=Decline(Refusal.NO_SUCH_VALUE, counted))
    if frame.has("by_department", "by_goal", "by_policy") and not window_of(frame):
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))  # 「部局別の件数の割合」
    if frame.has("largest") and (frame.has("smallest") or len(frame.cues["largest"]) > 1):
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))  # 「一番小さい目標は一番大きい目標の何%」
    base = None if of_the_new(frame) else base_item(frame)
    base = _department_of(frame, base) or base
    within = amounts_as_whole(frame, scope) or reprinted_as_whole(frame, scope)
    if within:
        query = Query(Measure.SHARE, scope.conditions, base=within)
        return drafted(frame, scope, query)
    base_conditions: tuple[Condition, ...] = ()
    by_name = named_by_and(frame, scope, lexicon)
    conditions = by_name or scope.conditions
    if base is None and _OF_SUBTOTAL.search(frame.said()):
        base_conditions = _goal_of(scope.conditions)
        if not base_conditions:
            return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
    elif base is None and (own := _of_its_place(frame, scope, lexicon)):
        conditions, base_conditions = own
    elif base is None and _OF_ITS_OWN.search(frame.said()):
        base_conditions = tuple(c for c in scope.conditions if isinstance(c, InDepartments))
    elif base is None and _OF_ITS_GOAL.search(frame.said()):
        base_conditions = tuple(
            InGoals((c.policies[0].goal,)) for c in scope.conditions if isinstance(c, InPolicies)
        )
    elif base is not None:
        found = condition_of(base)
        base_conditions = (found,) if found else ()
    elif frame.has("own_whole"):
        base_conditions = tuple(
            InGoals((c.policies[0].goal,)) if isinstance(c, InPolicies) and _of_the_goal(frame) else c
            for c in scope.conditions
            if isinstance(c, InPlace)
        )
    if base is not None and base_conditions and not _within(conditions, base_conditions[0]):
        conditions = (*conditions, *base_conditions)
    rank = window_of(frame)
    order, window = rank if rank else (Order.PRINTED, None)
    if isinstance(base.meaning if base else None, Projects | Row | Words) and scope.topic:
        conditions, base_conditions = _part_of_project(frame, scope, base, lexicon)
    elif base is not None and isinstance(base.meaning, Departments) and scope.topic and scope.topic.single:
        # A project's share of a department that it may not belong to.
        of_it = (*base_conditions, *scope.topic.conditions)
        conditions = (*(c for c in conditions if c not in of_it), IsProject((scope.topic.single,)))
    grouping = noun_grouping(frame) if window else None
    if of_the_new(frame) and frame.new and conditions != (IsNew(),):
        base_conditions = (IsNew(),)
    elif len(frame.cues.get("whole", ())) == 1 and frame.new and cue_before(frame, "whole") == "new":
        conditions = tuple(c for c in conditions if not isinstance(c, IsNew))
        base_conditions = (IsNew(),)
    of_number = max(frame.cues.get("count", (-1,))) > max(frame.cues.get("amount", (-1,)))
    basis = Measure.COUNT if of_number else Measure.TOTAL  # 「事業費1億円超の事業数は全体の何割?」
    query = Query(
        Measure.SHARE,
        conditions if by_name or _adds_up(frame) or frame.has("related") else named_first(conditions, scope),
        grouping,
        order,
        window,
        base=base_conditions,
        basis=basis,
    )
    if base_conditions and two_of_a_kind(frame, base):
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
    draft = drafted(frame, scope, query)
    return replace(draft, scope=conditions, grouping=None)


# 「環境部は土木部より何割少ない?」
_BY_WHICH_SHARE = re.compile(
    "(?:何|なん)(?:割|%|ぱーせんと)(?:くらい|ぐらい|ほど)?(?:多|少な|高|安|大き|小さ)"
)
_SHARE_ASKED = re.compile(
    "(?:何|なん)(?:割|%|ぱーせんと)"
)  # 「部の何%で、全体では何%?」: one question at a time
# 「基本目標1の中で施策イの占める割合」
_OF_ITS_GOAL = re.compile("目標[1-4](?:の(?:中|なか|うち|内))(?:で|の)?、?(?:施策)?[あ-けア-ケ]")


def _share_of_what_is_counted(frame: Frame) -> str:
    """「女性の管理職の割合」「路面電車の利用の比率」: of people or things, and of no sum in the table."""
    share = frame.at("share")
    match frame.spans[max(0, share - 2) : share]:
        case (Span(meaning=Unknown(light=False)) as whose, Span(text="の")) if not frame.has(
            "amount", "whole"
        ):
            return whose.text
    return ""


# 「経済部の新規は部の予算の何%?」
_OF_ITS_OWN = re.compile(
    "[はがで、も]部(?:局|署)?(?:全体)?(?:の(?:予算|合計|総額)(?:額|全体)?)?の(?:何|なん)(?:%|ぱー|パー|割|わり)"
)


def _of_its_place(
    frame: Frame, scope: Scope, lexicon: Lexicon
) -> tuple[tuple[Condition, ...], tuple[Condition, ...]] | None:
    """「除雪事業は部の何%?」「目標の予算に占める割合」: the one project, and the place that it is printed in first."""
    project = scope.topic.single if scope.topic else None
    said_of_it = any(frame.spans[index].text.startswith(_OF_IT) for index in frame.cues.get("that", ()))
    if project is None or frame.of(Departments, Goals, Policies) or said_of_it or frame.has("whole"):
        return None
    place = place_said(frame, project, lexicon)
    return ((IsProject((project,)),), (place,)) if place else None


def _of_the_goal(frame: Frame) -> bool:
    """「アは目標全体の何%?」"""
    return "目標" in frame.text_at(frame.at("own_whole"))


_OF_IT = ("その", "それ", "この", "これ", "あの")
_OF_SUBTOTAL = re.compile("小計(?:額)?(?:の|に対して|に占める)")


def _goal_of(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """「基本目標4の再掲分は小計の何%?」: of that goal's."""
    for condition in conditions:
        match condition:
            case InGoals((goal,), False) | IsReprinted(int(goal), False):
                return (InGoals((goal,)),)
    return ()


def _adds_up(frame: Frame) -> bool:
    """「DMOと冬まつりの合計は観光スポーツ部の何%?」: both, though one alone may be called so."""
    return frame.has("total", "together") and any(item.joined for item in frame.of(Projects, Words))


def _department_of(frame: Frame, base: Item | None) -> Item | None:
    """「土木部の除雪事業の割合」: of the department, right before the project's name."""
    departments = frame.of(Departments)
    if base is None or not base.is_a(Projects, Row) or len(departments) != 1 or len(frame.items) != 2:
        return None
    (place,) = departments
    between = frame.said(place.index + 1, base.index)
    return place if place.index < base.index and between in {"の", "の事業の", "にある"} else None


def _asks_how_much(frame: Frame) -> bool:
    """「再掲の行が占める金額はいくら」: an amount, and no percentage."""
    said = [frame.spans[index].text for index in frame.cues.get("share", ()) if index < len(frame.spans)]
    takes_up = bool(said) and all(text.startswith("占め") and not set(text) & set("割率") for text in said)
    return takes_up and frame.has("amount")


def _part_of_project(
    frame: Frame, scope: Scope, base: Item | None, lexicon: Lexicon
) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """「Aは(中学校)Bの何%」: one project in percent of another."""
    sides = find_sides(frame, scope, lexicon)
    others = [item.index for item in frame.of(Projects, Row, Words) if item is not base]
    if base is not None and others and base.index < min(others):
        sides = sides[::-1]  # 「Aの予算のうちBの割合」
    if len(sides) == 2:
        return sides[0].conditions, sides[1].conditions
    return scope.conditions, ()


def _within(conditions: tuple[Condition, ...], base: Condition) -> bool:
    return base in conditions
