"""Comparisons: 「AとBの差」「AはBの何倍」「AとB、どっちが多い」「Aより大きい事業」."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from bot.japanese import key
from bot.query import Comparison, IsProject, Measure, Order, Query, Subject, ThanProject, Window
from bot.understanding.asking.drafting import drafted, text_of
from bot.understanding.asking.ranks import order_of
from bot.understanding.asking.sides import find_sides, has_than, topical_sides
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import NTH_COUNTERS
from bot.understanding.pool import select
from bot.understanding.scope import Scope
from bot.understanding.spans import Departments, Goals, Policies, Projects, Row, Words


def as_than_project(frame: Frame, scope: Scope) -> Draft | None:
    """「Aより予算が大きい事業」: projects above one project's amount."""
    if not frame.has("big", "small") or not scope.topic or not scope.topic.single:
        return None
    if not re.search(
        "より(?:も)?(?:予算|金額|額)?(?:[がの])?(?:多|大き|高|少な|小さ|安|低)い?(?:の)?事業", text_of(frame)
    ):
        return None
    kept = tuple(c for c in scope.conditions if c not in scope.topic.conditions)
    than = ThanProject(scope.topic.single, above=frame.has("big"))
    query = Query(Measure.COUNT if frame.has("count") else Measure.LIST, (*kept, than))
    return drafted(frame, scope, query)


def as_comparison(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「AとBの差」「AはBの何倍」「AとB、どっちが多い」「AとBを比べて」."""
    asked = frame.has("difference", "ratio", "compare", "which")
    than = has_than(frame) and frame.has("big", "small", "confirm", "rather")
    each = frame.has("each") or _mixed(frame)
    places = _several_places(frame)
    of_them = places and frame.has("which_project", "noun_department") and "事業" not in text_of(frame)
    of_them = of_them and frame.has("largest", "smallest", "most", "big", "small")
    of_them = of_them or (places and bool(_THE_MORE.search(text_of(frame))))
    if not asked and not than and not each and not of_them:
        return None
    subjects = _extremes(frame, scope) or find_sides(frame, scope, lexicon)
    if len(subjects) < 2 or (than and not asked and _ranks(frame)):
        return None
    how = Comparison.WHICH
    if frame.has("ratio"):
        how = Comparison.RATIO
    elif frame.has("difference"):
        how = Comparison.DIFFERENCE
    basis = Measure.TOTAL
    if frame.has("mean"):
        basis = Measure.MEAN
    elif _COUNTED.search(text_of(frame)):
        basis = Measure.COUNT
    unsaid = how is Comparison.RATIO and frame.has("difference")  # 「何倍違う?」: the larger by the smaller
    order = Order.AMOUNT_DESC if unsaid else Order.PRINTED
    query = Query(Measure.COMPARE, order=order, subjects=tuple(subjects), comparison=how, basis=basis)
    return drafted(frame, scope, query)


# 「土木部と環境部、予算多いのは」
_THE_MORE = re.compile(
    "(?<!番)(?<!も)(?:多い|高い|大きい|少ない|低い|小さい|安い)の(?:は|って|どっち|どちら|[??]|$)"
)


def _several_places(frame: Frame) -> bool:
    """Whether more than one department, goal or policy is named: 「目標1と4」 are two."""
    named = Counter[type]()
    for item in frame.of(Departments, Goals, Policies):
        match item.meaning:
            case Departments(names=all_named) | Goals(numbers=all_named) | Policies(refs=all_named):
                named[type(item.meaning)] += len(all_named)
    return any(count > 1 for count in named.values())


def as_sum_of_named(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「Aの窓口ICT化とDX推進、あわせたらいくら」: projects named side by side, summed."""
    topical = tuple(
        item
        for item in frame.of(Projects, Row, Words)
        if not (item.is_a(Words) and key(item.text) in lexicon.vocabulary.expenses)
    )
    side_by_side = len(topical) > 1 and all(item.joined for item in topical[1:])
    said = frame.has("together", "those_two") or (side_by_side and frame.has("total"))
    if not said or not frame.has("total", "amount"):
        return None
    if len(topical) < 2 or not scope.topic:
        return None
    sides = [subject.conditions for subject in topical_sides(frame, topical, scope, lexicon)]
    ids: list[str] = []
    for side in sides:
        match side:
            case (IsProject((one,), False),):
                ids.append(one)
            case _ if side_by_side:
                meant = select(lexicon.catalogue, side)
                ids += [project for project in lexicon.texts if project in meant]
            case _:
                return None
    ids = list(dict.fromkeys(ids))
    if len(ids) < 2:
        return None
    kept = tuple(c for c in scope.conditions if c not in scope.topic.conditions)
    return drafted(frame, scope, Query(Measure.TOTAL, (*kept, IsProject(tuple(ids)))))


def _ranks(frame: Frame) -> bool:
    return any(number.counter in {"top", "bottom", *NTH_COUNTERS} for _, number in frame.numbers)


_COUNTED = re.compile("いくつ|何個|件数|事業数|事業の数|何件|本数|数[はがで]")


def _mixed(frame: Frame) -> bool:
    """「いじめ防止対策推進部といじめ防止対策事業、いくら?」: a department and a project side by side."""
    return any(
        later.joined
        and {first.is_a(Departments), later.is_a(Departments)} == {True, False}
        and first.is_a(Departments, Projects)
        and later.is_a(Departments, Projects)
        for first, later in pairwise(frame.items)
    )


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
    if len(nth) == 2:
        order = order_of(frame.has("small", "smallest", "ascending"))
        return [Subject(scope.conditions, f"{value}位", order, Window(value, value)) for value in nth]
    spread = re.search("一?番.*一?番", text_of(frame)) and frame.has("big") and frame.has("small")
    if (frame.has("largest") and frame.has("smallest")) or spread:
        return [
            Subject(scope.conditions, "最大", Order.AMOUNT_DESC, Window(1, 1)),
            Subject(scope.conditions, "最小", Order.AMOUNT_ASC, Window(1, 1)),
        ]
    return []
