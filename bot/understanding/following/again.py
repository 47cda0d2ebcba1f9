"""The rules of asking again: a figure, a share, a breakdown or an order of what the last question was about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.groups import group_named
from bot.query import (
    Comparison,
    Condition,
    Counting,
    Grouping,
    InDepartments,
    Measure,
    Order,
    Query,
    Ranked,
    Window,
)
from bot.understanding.asking.groups import default_grouping
from bot.understanding.following.common import is_bare
from bot.understanding.frame import Frame
from bot.understanding.negation import RANK_CUES

FIGURES = {Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.MEDIAN}
_OF_A_LIST = {Measure.LIST, Measure.TOTAL, Measure.MEAN, Measure.MEDIAN}


@dataclass(frozen=True, slots=True)
class Again:
    """A question of the last scope: what was said, the last query, and the conditions that are kept."""

    frame: Frame
    query: Query
    last: Query
    conditions: tuple[Condition, ...]


def of_the_groups(again: Again, shown: int) -> Query | None:
    """「一番多いのは」 after a breakdown, 「2番目に多いのは?」 after the first: of the groups."""
    query, last = again.query, again.last
    of_groups = last.group_by and query.measure is Measure.LIST and "事業" not in again.frame.said()
    both_one = bool(last.window and last.window.is_one and query.window and query.window.is_one)
    if of_groups and query.window and (query.window.last <= shown or both_one):
        return replace(last, order=query.order, window=query.window, claim=None)
    figure = query.measure in FIGURES and query.window is not None and query.group_by is None
    if last.group_by and figure and "事業" not in again.frame.said():
        ranked = replace(last, order=query.order, window=query.window, claim=None)
        return Query(query.measure, of_groups=ranked)  # 「上位2つの合計は?」
    return None


def _as_extreme_department(again: Again) -> Query | None:
    """「一番少ないのはどこ?」 after the sum of several departments: which of them."""
    query, last, frame = again.query, again.last, again.frame
    several = any(isinstance(c, InDepartments) and len(c.names) > 1 for c in again.conditions)
    said = frame.said()
    asked = (frame.has("department_asked") or "どこ" in said) and "事業" not in said
    if not (several and asked and query.window) or last.group_by is not None or last.measure not in FIGURES:
        return None
    measure = last.measure if last.measure is not Measure.MEDIAN else Measure.TOTAL
    return replace(query, measure=measure, conditions=again.conditions, group_by=Grouping.DEPARTMENT)


def _as_ratio(again: Again) -> Query | None:
    """「比率だと?」 after the difference of two."""
    last = again.last
    if last.measure is not Measure.COMPARE or not _BY_RATIO.fullmatch(again.frame.said()):
        return None
    return replace(last, comparison=Comparison.RATIO, order=Order.AMOUNT_DESC, claim=None)


_BY_RATIO = re.compile(
    "(?:じゃあ|では|で、)?(?:比率|割合|比|倍率)(?:だと|では|なら|で|は|って|でいうと|に(?:する|なおす|直す)と)[?]*"
)


def _as_share(again: Again) -> Query | None:
    """「全体の何%?」「その5部局で全体の何%?」「上位3件でこの中の何%?」."""
    query, last = again.query, again.last
    if query.measure is not Measure.SHARE:
        return None
    of_each = last.group_by is not None and last.measure is Measure.TOTAL and last.window is None
    if of_each and not (query.base or query.window) and is_bare(again.frame, "share", "each", "whole"):
        return replace(last, measure=Measure.SHARE, claim=None)  # 「割合は?」 after the departments
    order, window = (query.order, query.window) if query.window else (last.order, last.window)
    of_groups = last.window is not None and query.window is None and last.measure is Measure.TOTAL
    # 「上位3つで全体の何%?」 after the departments
    of_groups = of_groups or (query.window is not None and "事業" not in again.frame.said())
    base = query.base
    if last.measure is Measure.SHARE and query.window and not again.frame.has("whole"):
        base = base or last.base  # 「大きいほうは何%?」
    if query.window and not base and _OF_THIS.search(again.frame.said()):
        base = again.conditions
    groups = last.group_by if of_groups else None
    if last.measure is Measure.COUNT and _IN_PERCENT.fullmatch(again.frame.said()):
        query = replace(query, basis=Measure.COUNT)
    return replace(query, conditions=again.conditions, order=order, window=window, group_by=groups, base=base)


_IN_PERCENT = re.compile(
    "(?:それ)?(?:割合|比率|%|ぱーせんと)(?:で(?:いうと|言うと)?|だと|では|にすると|は)[?]*"
)
_OF_THIS = re.compile("(?:この|その)(?:中|うち)の(?:何|なん|どれ)")


def _as_sides(again: Again) -> Query | None:
    """「最大と最小の差は」 after a department: its largest and smallest."""
    if again.query.measure is not Measure.COMPARE:
        return None
    kept = tuple(c for c in again.conditions if not isinstance(c, Ranked))
    sides = (side if side.conditions else replace(side, conditions=kept) for side in again.query.subjects)
    return replace(again.query, subjects=tuple(sides))


def _as_rank_of_ranks(again: Again) -> Query | None:
    """「その5件で一番大きいのは」 after the first five."""
    last = again.last
    several = last.window is not None and not last.window.is_one and last.group_by is None
    if not (several and last.window and again.query.window and again.frame.has("that")):
        return None
    within = Ranked(last.window, last.order, last.conditions)
    return replace(again.query, conditions=(*last.conditions, within))


def _as_other_basis(again: Again) -> Query | None:
    """「件数では?」「それぞれの平均は?」 after a comparison; 「件数は?」「金額で」 after a breakdown."""
    frame, query, last = again.frame, again.query, again.last
    if last.measure is Measure.COMPARE and query.measure in {Measure.COUNT, Measure.MEAN}:
        of_each = frame.has("each") or is_bare(frame, "count", "mean")
        if of_each and not frame.has("those_two", "together"):
            return replace(last, basis=query.measure, comparison=Comparison.WHICH, claim=None)
    counted = last.measure is Measure.COMPARE and last.basis is not Measure.TOTAL
    if counted and _BY_AMOUNT.fullmatch(frame.said()):
        return replace(last, basis=Measure.TOTAL, comparison=Comparison.WHICH, claim=None)
    if last.group_by is None:
        return None
    if query.measure is Measure.COUNT and is_bare(frame, "count", "not_but"):
        return replace(last, measure=Measure.COUNT)
    if _BY_MEAN.match(frame.said()):
        return replace(last, measure=Measure.MEAN, order=Order.AMOUNT_DESC, claim=None)
    by_amount = query.measure is Measure.TOTAL and last.measure is Measure.COUNT and frame.has("amount")
    if by_amount and is_bare(frame, "amount", "total", "not_but"):
        return replace(last, measure=Measure.TOTAL)
    return None


# 「金額だと?」 after two were held against each other by their numbers
_BY_MEAN = re.compile(
    "(?:じゃあ|では|今度は)?(?:平均|1件あたり|1事業あたり)の?(?:額|値|予算)?"
    "(?:順|の?(?:高|多|大き|低|少な)い順|で(?:並べ|見|比べ|いうと)|だと)"
)
_BY_AMOUNT = re.compile(
    "(?:じゃあ|では|で、)?(?:予算|金額|合計額|合計|総額|予算額|お金)(?:の合計|合計)?(?:だと|では|なら|で|(?:で|を)(?:見る|比べる|比較する)と(?:どう)?|ベースだと)[?]*"
)


def _as_groups(again: Again) -> Query | None:
    """「内訳は?」「部局別に」; 「2番目に多い部は?」 after 「部局別の件数」 still ranks by number."""
    frame, query, last = again.frame, again.query, again.last
    if query.group_by is None:
        return None
    unsaid = frame.has("breakdown") and not frame.has("by_department", "by_goal", "by_policy")
    conditions = again.conditions
    several = last.window is not None and not last.window.is_one and last.group_by is None
    if several and last.window and last.measure in {*_OF_A_LIST, Measure.SHARE} and query.window is None:
        conditions = (
            *conditions,
            Ranked(last.window, last.order, last.conditions),
        )  # 「上位10件」「部局別に」
    grouping = default_grouping(again.conditions) if unsaid else query.group_by
    if grouping is None:
        return Query(conditions=conditions, order=Order.AMOUNT_DESC)
    # 「予算が一番多い部は?」 after 「農政部の合計は?」: of all departments, and not of the one
    others = tuple(c for c in conditions if group_named(c) is not grouping)
    measure = Measure.COUNT if query.window is not None and _counted_before(frame, last) else query.measure
    return replace(query, measure=measure, conditions=others, group_by=grouping)


def _as_figure(again: Again) -> Query | None:
    """「合計は?」「平均は?」, of the ranks that were shown where there were some."""
    frame, query, last = again.frame, again.query, again.last
    if query.measure not in FIGURES or query.window is not None:
        return None
    if (
        query.measure is Measure.TOTAL
        and (query.counting is Counting.AS_PRINTED or frame.has("no_reprints", "once"))
        and _counted_before(frame, last)
    ):
        query = replace(
            query, measure=Measure.COUNT
        )  # 「再掲も数えると?」「再掲を除くと?」 after 「何事業?」
    window = last.window if last.group_by is None else None
    ranks = window if last.measure in _OF_A_LIST and window and not window.is_one else None
    order = last.order if ranks else Order.PRINTED
    return replace(query, conditions=again.conditions, order=order, window=ranks)


def _counted_before(frame: Frame, last: Query) -> bool:
    return last.measure is Measure.COUNT and not frame.has("amount", "total", "mean")


def _as_list_again(again: Again) -> Query | None:
    """「3つ見せて」「少ない順に」「4位と5位も」: the last list, shorter, in another order, or further down."""
    query, last = again.query, again.last
    if query.measure is not Measure.LIST:
        return None
    if query.window is not None:
        upwards = last.order is Order.AMOUNT_ASC and not again.frame.has(*RANK_CUES, "big", "small")
        if _turns_round(again):
            return replace(query, conditions=again.conditions, window=last.window)
        upwards = upwards and query.window != last.window  # 「反対に上位5件」 after the last five
        return replace(query, conditions=again.conditions, order=last.order) if upwards else None
    many = next((n.value for _, n in again.frame.numbers if n.counter in {"つ", "件", "個"}), None)
    if many and last.measure is Measure.LIST:
        return replace(last, window=Window(1, many), claim=None)
    ranked = last.group_by is not None or last.window is not None
    if not ranked or query.order is Order.PRINTED:
        return None
    one = last.window is not None and last.window.is_one and last.group_by is None
    of_groups = last.group_by is not None and last.measure in FIGURES
    measure = _ranked_by(again.frame, last) if of_groups else last.measure
    return replace(last, measure=measure, order=query.order, window=None if one else last.window)


def _turns_round(again: Again) -> bool:
    """「逆に多いのは?」 after the three smallest: as many, from the other end."""
    query, last = again.query, again.last
    unsaid = not again.frame.numbers and query.window is not None and not query.window.is_one
    several = last.window is not None and last.window.first == 1 and not last.window.is_one
    ordered = Order.PRINTED not in {last.order, query.order} and last.group_by is None
    return unsaid and several and ordered and query.order is not last.order


def _as_other_ranks(again: Again) -> Query | None:
    """「下位10は?」 after the sum of the first ten."""
    query, last = again.query, again.last
    summed = last.measure in FIGURES and last.window is not None and last.group_by is None
    if not (summed and query.window and _OTHER_RANKS.fullmatch(again.frame.said())):
        return None
    return replace(last, order=query.order, window=query.window, claim=None)


_OTHER_RANKS = re.compile(
    "(?:じゃあ|では|逆に)?(?:上位|下位|とっぷ|わーすと|べすと|トップ|ワースト|ベスト)[0-9]+(?:件|事業|つ|位|個)?(?:は|だと|なら|では)[?]*"
)


def _ranked_by(frame: Frame, last: Query) -> Measure:
    """「件数の多い順に」 after the departments' sums."""
    said = (
        ("count", Measure.COUNT),
        ("mean", Measure.MEAN),
        ("amount", Measure.TOTAL),
        ("total", Measure.TOTAL),
    )
    return next((measure for cue, measure in said if frame.has(cue)), last.measure)


RULES = (
    _as_ratio,
    _as_share,
    _as_sides,
    _as_rank_of_ranks,
    _as_other_ranks,
    _as_extreme_department,
    _as_other_basis,
    _as_groups,
    _as_figure,
    _as_list_again,
)
"""What may be asked again of a scope, in the order in which it is tried."""
