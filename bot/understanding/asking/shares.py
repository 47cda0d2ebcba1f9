"""Shares: 「AはBの何%」「Bに占めるAの割合」「上位10事業で全体の何%」."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    AmountBetween,
    Condition,
    InDepartments,
    InGoals,
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
from bot.understanding.conditions import condition_of
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import Scope
from bot.understanding.spans import (
    Amount,
    Cue,
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
    base = None if _of_the_new(frame) else _base_item(frame)
    base = _department_of(frame, base) or base
    within = _amounts_as_whole(frame, scope) or _reprinted_as_whole(frame, scope)
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
            c for c in scope.conditions if isinstance(c, InDepartments | InGoals | InPolicies)
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
    if _of_the_new(frame) and frame.new and conditions != (IsNew(),):
        base_conditions = (IsNew(),)
    elif len(frame.cues.get("whole", ())) == 1 and frame.new and _before(frame, "whole") == "new":
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
    if base_conditions and _two_of_a_kind(frame, base):
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


_OF_IT = ("その", "それ", "この", "これ", "あの")
_OF_SUBTOTAL = re.compile("小計(?:額)?(?:の|に対して|に占める)")


def _goal_of(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """「基本目標4の再掲分は小計の何%?」: of that goal's."""
    for condition in conditions:
        match condition:
            case InGoals((goal,), False) | IsReprinted(int(goal), False):
                return (InGoals((goal,)),)
    return ()


def _amounts_as_whole(frame: Frame, scope: Scope) -> tuple[Condition, ...]:
    """「1億円以上の事業に占める環境部の割合」: what is within the bounds is the whole."""
    amounts = frame.of(Amount)
    if len(amounts) != 1 or not frame.has("within") or amounts[0].index > frame.at("within"):
        return ()
    between = frame.said(amounts[0].index + 1, frame.at("within"))
    bounds = tuple(c for c in scope.conditions if isinstance(c, AmountBetween))
    return bounds if _THEIR_SUM.fullmatch(between) and len(scope.conditions) > 1 else ()


_THEIR_SUM = re.compile("(?:の?事業)?(?:の(?:合計|総額|予算|予算額|合計額|予算合計))?")


def _reprinted_as_whole(frame: Frame, scope: Scope) -> tuple[Condition, ...]:
    """「再掲の総額のうち経済部は何%」: the reprinted ones are the whole."""
    marks = tuple(c for c in scope.conditions if isinstance(c, IsReprinted))
    behind = len(frame.items) == 1 and frame.items[0].index > frame.at("reprinted") >= 0
    return marks if behind and frame.has("within") and _REPRINTED_AS_WHOLE.search(frame.said()) else ()


_REPRINTED_AS_WHOLE = re.compile(
    "再掲(?:の?(?:事業|分|行))?(?:の(?:合計|総額|予算))?(?:の(?:うち|中)|に占め)"
)


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


def _of_the_new(frame: Frame) -> bool:
    """「新規に占める子育て支援部の割合」: the new ones are the whole."""
    return (frame.has("within") and _before(frame, "within") == "new") or (
        bool(frame.items) and bool(_NEW_AS_WHOLE.search(frame.said()))
    )


# 「統合型GISだけで新規の何%?」
_NEW_AS_WHOLE = re.compile(
    "新規(?:の?事業)?(?:全体)?(?:の(?:予算|合計|総額|予算総額|合計額))?(?:全体)?(?:の(?:何|なん|どれ|どの)|の(?:うち|中)|に占め)"
)


def _before(frame: Frame, cue: str) -> str:
    """The cue right before another one."""
    index = frame.at(cue)
    meaning = frame.spans[index - 1].meaning if index > 0 else None
    return meaning.name if isinstance(meaning, Cue) else ""


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


def _base_item(frame: Frame) -> Item | None:
    """The item that stands for the whole: right before 「の何%」, or before 「に占める」「のうち」."""
    candidates = [
        item
        for item in frame.items
        if item.is_a(Departments, Goals, Policies, Projects, Row, Words) and not item.negated
    ]
    places = [item for item in candidates if item.is_a(Departments, Goals, Policies)]
    as_a_whole = [item for item in places if item.index + 1 in frame.cues.get("own_whole", ())]
    if len(as_a_whole) == 1 and len(candidates) > 1:
        return as_a_whole[0]  # 「施策イは目標1全体の何%」
    if len(candidates) == len(places) == 2 and not frame.has("whole", "all_of", "own_whole"):
        between = frame.said(places[0].index + 1, places[1].index)
        after = frame.said(places[1].index + 1)
        if (_IN_IT.fullmatch(between) and _TAKES_UP.match(after)) or (
            between == "の" and _ITS_SHARE.match(after)
        ):
            return places[0]  # 「基本目標1で子育て支援部が占める割合」「4-ケの経済部の割合」
    if len(places) == len(candidates) == 1 and frame.new and _new_within(frame, places[0]):
        return places[0]  # 「行財政改革推進部の予算で新規事業が占める割合」
    within = frame.at("within")
    if within >= 0 and not frame.has("whole", "all_of", "own_whole"):
        before = [item for item in candidates if item.index < within]
        if before and (len(candidates) > 1 or frame.new is not None or frame.of(Amount) or window_of(frame)):
            return before[-1]
    if frame.has("whole", "all_of", "own_whole") or (
        len(candidates) < 2 and frame.new is None and not frame.has("that") and not window_of(frame)
    ):
        return None
    return whole_named(frame)


def _new_within(frame: Frame, place: Item) -> bool:
    mark = frame.at("new")
    between = frame.said(place.index + 1, mark)
    behind = frame.said(mark + 1)
    return mark > place.index and bool(_IN_IT.fullmatch(between)) and bool(_ITS_PART.match(behind))


_ITS_PART = re.compile(
    "(?:の?事業)?(?:[がは](?:占める|しめる|何|どれ|どの)|の(?:予算の)?(?:割合|比率|シェア))"
)
_IN_IT = re.compile(
    "(?:に(?:載って|入って)(?:い)?る)?(?:の?(?:予算|事業|金額|合計|総額))?(?:の中|のうち)?で(?:は)?、?|(?:の中|のうち)、?"
)
_TAKES_UP = re.compile(
    "[がは](?:占める|しめる|何|どれ|どの)|の(?:取り分|分け前|分|予算)[はが](?:何|なん|どれ|どの)"
)
_ITS_SHARE = re.compile("の(?:予算|金額)?の?(?:割合|シェア|しぇあ|比率|構成比)")


def whole_named(frame: Frame) -> Item | None:
    """What stands right before 「の何%」: 「(それは)環境部の予算の何%」."""
    share = frame.at("share")
    before = [item for item in frame.items if item.index < share and not item.negated]
    if not before or not before[-1].is_a(Departments, Goals, Policies, Projects, Row, Words):
        return None
    last = before[-1]
    alike = len(before) > 1 and type(before[-2].meaning) is type(last.meaning)
    if last.joined and (alike or frame.text_at(last.index - 1) != "、"):
        return None  # 「除雪と雪対策の割合」: both are the part
    between = frame.spans[last.index + 1 : share]
    if any(isinstance(span.meaning, Cue) and span.meaning.name in {"new", "total"} for span in between):
        return None
    direct = between and all(
        (span.text.removesuffix("の") or "の") in _THE_WHOLE or _is_sum(span) for span in between
    )
    subject = bool(between) and between[0].text in _SUBJECT
    return last if direct and not subject else None


_SUBJECT = {"は", "が", "って"}
_THE_WHOLE = {"の", "何", "なん", "事業", "関係", "関連"} | {
    "どれくらい",
    "どのくらい",
    "どれぐらい",
    "どのぐらい",
    "どれだけ",
    "どれほど",
    "どの",
    "程度",
}


def _is_sum(span: Span) -> bool:
    return isinstance(span.meaning, Cue) and span.meaning.name in {
        "amount",
        "total",
        "whole",
        "printed",
        "once",
    }


def _two_of_a_kind(frame: Frame, base: Item | None) -> bool:
    """Of two departments or goals, said otherwise than is understood, neither is a part of the other."""
    if base is None or not base.is_a(Departments, Goals):
        return False
    return len({item.meaning for item in frame.of(type(base.meaning))}) > 1
