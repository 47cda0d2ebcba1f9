"""Comparisons: 「AとBの差」「AはBの何倍」「AとB、どっちが多い」."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from bot.query import (
    Aspect,
    Comparison,
    Grouping,
    InDepartments,
    InGoals,
    IsProject,
    Measure,
    Order,
    Query,
    Subject,
    Window,
)
from bot.reading import Clarify, Doubt
from bot.understanding.asking.drafting import drafted
from bot.understanding.asking.extremes import against_extreme, ranks_of_each
from bot.understanding.asking.groups import MOST_NEW, noun_grouping
from bot.understanding.asking.ranks import FIRST_AND_SECOND, order_of, window_of
from bot.understanding.asking.sides import amounts_apart, find_sides, has_than
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import NTH_COUNTERS
from bot.understanding.pool import select
from bot.understanding.scope import Scope
from bot.understanding.spans import Departments, Goals, Policies, Projects, Words


def held_how(frame: Frame) -> Comparison:
    """「何倍」, 「差」, or which of them."""
    if frame.has("ratio"):
        return Comparison.RATIO
    return Comparison.DIFFERENCE if frame.has("difference") else Comparison.WHICH


def as_comparison(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「AとBの差」「AはBの何倍」「AとB、どっちが多い」「AとBを比べて」."""
    asked = frame.has("difference", "ratio", "compare", "which")
    if _IN_BOTH.search(frame.said()) and not frame.has("difference", "ratio", "compare"):
        return None  # 「目標2と目標3のどちらにも載っている事業」
    if asked and _OF_ITS_MEAN.search(frame.said()):
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
    than = has_than(frame) and frame.has("big", "small", "confirm", "rather")
    each = frame.has("each") or _mixed(frame)
    by_amount = bool(amounts_apart(frame, scope))
    places = _several_places(frame) or by_amount
    of_them = places and frame.has("which_project", "noun_department") and "事業" not in frame.said()
    of_them = of_them and frame.has("largest", "smallest", "most", "big", "small")
    nth = any(number.counter in NTH_COUNTERS for _, number in frame.numbers)
    of_projects = nth or bool(_OF_PROJECTS.search(frame.said()))
    of_them = of_them or (places and not of_projects and bool(_THE_MORE.search(frame.said())))
    if not asked and not than and not each and not of_them:
        return None
    subjects = (
        _the_two_of_a_scope(frame, scope, lexicon)
        or ranks_of_each(frame, lexicon)
        or against_extreme(frame, scope, lexicon)
        or _of_groups(frame, _extremes(frame, scope))
        or _ranked_alike(frame, find_sides(frame, scope, lexicon))
    )
    if len(subjects) < 2 or (than and not asked and _ranks(frame)):
        return None
    how = held_how(frame)
    order = order_asked(frame, how)
    basis = _held_by(frame, by_amount)
    if each and not (asked or than or of_them) and _are_all_goals(subjects, lexicon):
        return drafted(frame, scope, Query(basis, scope.conditions, Grouping.GOAL))
    query = Query(
        Measure.COMPARE,
        order=order,
        subjects=tuple(subjects),
        comparison=how,
        basis=basis,
    )
    return drafted(frame, scope, query)


_IN_BOTH = re.compile("(?:どちら|どっち|いずれ)(?:とも)?にも")


def _are_all_goals(subjects: list[Subject], lexicon: Lexicon) -> bool:
    """「基本目標1〜4って、それぞれ何事業?」: the plan by goal, each named."""
    sides = [side.conditions for side in subjects if not side.window]
    return sides == [(InGoals((goal,)),) for goal in lexicon.catalogue.goals]


# 「経済部でいちばん高い事業は、同じ部の平均の何倍?」
_OF_ITS_MEAN = re.compile("(?:一番|いちばん|最も)[^、。]{1,8}事業.*平均の(?:何倍|何%|何割)")


def _the_two_of_a_scope(frame: Frame, scope: Scope, lexicon: Lexicon) -> list[Subject]:
    """「経済部に「若者」で始まる事業が2つありますが、その差額は」: the two that a scope holds."""
    if not (frame.has("difference", "ratio") and scope.conditions and _TWO_OF_THEM.search(frame.said())):
        return []
    held = select(lexicon.catalogue, scope.conditions)
    ids = [project.id for project in lexicon.catalogue.projects if project.id in held]
    if len(ids) != _PAIR:
        return []
    return [Subject((IsProject((one,)),), lexicon.catalogue.by_id[one].name) for one in ids]


_PAIR = 2
_TWO_OF_THEM = re.compile("(?:2|二)(?:つ|件|本|個|事業)(?:の?(?:事業)?(?:が|は|の|、|ある|あり|で)|の?差)")


def _held_by(frame: Frame, by_amount: bool) -> Measure:
    """「平均が高いのは」「事業数が多いのは」「1億円台と2億円台、多いのは」, else the totals."""
    text = frame.said()
    if frame.has("mean"):
        return Measure.MEAN
    number = by_amount or bool(MOST_NEW.search(text))
    if _COUNTED.search(text) or (number and not frame.has("amount", "total", "difference")):
        return Measure.COUNT
    return Measure.TOTAL


def order_asked(frame: Frame, how: Comparison) -> Order:
    """「どっちが多い?」 asks for the larger, 「何倍違う?」 for the larger by the smaller; 「比べて」 for neither."""
    if how is Comparison.RATIO:
        return Order.AMOUNT_DESC if frame.has("difference") else Order.PRINTED
    big, small = frame.has("big", "largest"), frame.has("small", "smallest")
    if how is Comparison.DIFFERENCE or not (big or small):
        return Order.PRINTED
    if big:
        return Order.AMOUNT_DESC if frame.has("which") else Order.PRINTED
    return Order.AMOUNT_ASC


def _of_groups(frame: Frame, extremes: list[Subject]) -> list[Subject]:
    """「一番多い部と一番少ない部の差」: ranks of departments, where they and no projects were named."""
    grouping = noun_grouping(frame) if "事業" not in _SIZE.sub("", frame.said()) else None
    return [replace(side, group_by=grouping) for side in extremes]


_SIZE = re.compile("事業の?数")


def _ranked_alike(frame: Frame, subjects: list[Subject]) -> list[Subject]:
    """「経済部の上位3件と農政部の上位3件」「経済部と農政部それぞれの一番大きい事業」: the same ranks of each."""
    said = [number for _, number in frame.numbers if number.counter in {"top", "bottom"}]
    twice = max(len(frame.cues.get(cue, ())) for cue in ("largest", "smallest")) > 1
    twice = twice or bool(_LARGEST_OF_BOTH.search(frame.said()))
    each = (frame.has("each") or twice) and frame.has("largest", "smallest") and "事業" in frame.said()
    if not (said or each) or len(subjects) < 2 or len({(n.value, n.counter) for n in said}) > 1:
        return subjects
    order, window = window_of(frame) or (Order.PRINTED, None)
    if window is None:
        return subjects
    ranks = f"{window.first}位" if window.last == 1 else f"上位{window.last}件"
    if order is Order.AMOUNT_ASC:
        ranks = "最小の1件" if window.last == 1 else f"下位{window.last}件"
    return [replace(side, order=order, window=window, label=f"{side.label}の{ranks}") for side in subjects]


# 「経済部と農政部の一番大きい事業の差」: no difference but of each one's
_LARGEST_OF_BOTH = re.compile(
    "(?:(?:一番|いちばん|最も|もっとも)[^、。]{0,6}い|最大の|最小の|最高額の)事業の(?:予算の|金額の)?(?:差|違い|比)"
)
# 「土木部と環境部、予算多いのは」
_THE_MORE = re.compile(
    "(?<!番)(?<!も)(?<!ん)(?:多い|高い|大きい|少ない|低い|小さい|安い)(?:の|ほう|方)(?:は|って|を|どっち|どちら|[?]|$)"
    "|(?:一番|いちばん|最も|もっとも)(?:予算|金額|額|合計|総額)?[がの]?(?:多|少な)いの(?:は|って|どこ|[?]|$)"
)


# 「土木部と環境部の事業で最も予算が大きいのは」
_OF_PROJECTS = re.compile("事業(?:で|から|の(?:うち|中|なか|内))")


def _several_places(frame: Frame) -> bool:
    """Whether more than one department, goal or policy is named: 「目標1と4」 are two."""
    named = Counter[type]()
    for item in frame.of(Departments, Goals, Policies):
        match item.meaning:
            case Departments(names=all_named) | Goals(numbers=all_named) | Policies(refs=all_named):
                named[type(item.meaning)] += len(all_named)
    return any(count > 1 for count in named.values())


def _ranks(frame: Frame) -> bool:
    return any(number.counter in {"top", "bottom", *NTH_COUNTERS} for _, number in frame.numbers)


_COUNTED = re.compile(
    "いくつ|何個|件数|事業数|事業の数|何件|何事業|本数|(?<![歩点人回台頭])数[はがで]|事業(?:が|は|も)?(?:一番|いちばん|最も)?(?:多|少な|たくさん)"
)


def _mixed(frame: Frame) -> bool:
    """「いじめ防止対策推進部といじめ防止対策事業、いくら?」: a department and a project side by side."""
    return any(
        later.joined
        and {first.is_a(Departments), later.is_a(Departments)} == {True, False}
        and first.is_a(Departments, Projects)
        and later.is_a(Departments, Projects)
        for first, later in pairwise(frame.items)
    )


def as_first_of_each(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「部局ごとの一番高い事業」「各基本目標で最大の事業」: one project of each, side by side."""
    kind = next((cue for cue in ("by_department", "by_goal") if frame.has(cue)), None)
    first = max(frame.at("largest"), frame.at("smallest"))
    text = frame.said(first + 1)
    if kind is None or not frame.at(kind) < first or not _A_PROJECT.match(text) or scope.topic:
        return None
    order = order_of(frame.has("smallest"))
    catalogue = lexicon.catalogue
    places: list[tuple[str, InDepartments | InGoals]] = [
        (name, InDepartments((name,))) for name in catalogue.departments
    ]
    if kind == "by_goal":
        places = [(f"基本目標{goal}", InGoals((goal,))) for goal in catalogue.goals]
    sides = tuple(
        Subject((*scope.conditions, place), name, order, Window(1, 1))
        for name, place in places
        if select(catalogue, (*scope.conditions, place))
    )
    query = Query(Measure.COMPARE, order=order, subjects=sides, comparison=Comparison.WHICH)
    return drafted(frame, scope, query) if len(sides) > 1 else None


_A_PROJECT = re.compile("(?:予算|金額|額)?(?:の|な)?事業(?!数|の数)")


def _extremes(frame: Frame, scope: Scope) -> list[Subject]:
    """「最高額と最低額の差」「1番目と2番目の差」."""
    if not frame.has("difference", "ratio"):
        return []
    nth = [
        value
        for _, number in frame.numbers
        if number.counter in NTH_COUNTERS
        for value in ((number.value,) if number.last is None else (number.value, number.last))
    ]
    if nth == [2] and FIRST_AND_SECOND.search(frame.said()):
        nth = [1, 2]
    if len(nth) == 2:
        order = order_of(frame.has("small", "smallest", "ascending"))
        return [Subject(scope.conditions, f"{value}位", order, Window(value, value)) for value in nth]
    spread = frame.has("largest", "big") and frame.has("smallest", "small")
    said = frame.has("largest", "most") and frame.has("smallest", "most")
    ends = (said and _TWO_ENDS.search(frame.said())) or BOTH_ENDS.search(frame.said())
    if (spread and ends) or {*frame.cues} >= {"largest", "smallest"}:
        return [
            Subject(scope.conditions, "最大", Order.AMOUNT_DESC, Window(1, 1)),
            Subject(scope.conditions, "最小", Order.AMOUNT_ASC, Window(1, 1)),
        ]
    return []


BOTH_ENDS = re.compile("(?:一番|いちばん|最も|もっとも)(?:大き|高|多)いの?と、?(?:小さ|安|少な|低)い")
"""「一番大きいのと小さいの」: the superlative goes for both."""
_TWO_ENDS = re.compile("(?:番|最も|もっとも|最).*(?:番|最も|もっとも|最)")


def as_which_of_two(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「大会の開催費まで補助しているのは小学校と中学校どっち?」: the one whose text says so."""
    if not frame.has("which") or frame.has(*_MEASURED):
        return None
    sides = [side.conditions for side in find_sides(frame, scope, lexicon)]
    ids = [condition.ids[0] for side in sides for condition in side if isinstance(condition, IsProject)]
    if len(sides) != 2 or len(ids) != 2:
        return None
    telling = []
    for item in frame.of(Words):
        assert isinstance(item.meaning, Words)
        named = set(lexicon.matching(item.meaning.words, in_text=False)) & set(ids)
        said = set(lexicon.matching(item.meaning.words)) & set(ids)
        if not named:
            telling.append(said)
    if not telling or all(len(said) == 2 for said in telling):
        unclear = Clarify(Doubt.UNCLEAR_WORD, about=frame.unknown[0]) if frame.unknown else None
        return Draft(frame, trouble=unclear) if unclear else None
    fits = set(ids).intersection(*(said for said in telling))
    if len(fits) != 1:
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
    query = Query(Measure.DETAIL, (IsProject(tuple(fits)),), aspect=Aspect.PURPOSE)
    return drafted(frame, scope, query)


_MEASURED = (
    "big",
    "small",
    "largest",
    "smallest",
    "amount",
    "total",
    "mean",
    "count",
    "difference",
    "ratio",
    "compare",
    "most",
)
