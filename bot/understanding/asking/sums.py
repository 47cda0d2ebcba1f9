"""Numbers and lists over a scope: sums, counts, means, what is printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.query import (
    AmountBetween,
    Condition,
    Counting,
    Grouping,
    InGoals,
    IsReprinted,
    Measure,
    Order,
    Query,
)
from bot.reading import Clarify, Doubt
from bot.understanding.asking.drafting import drafted, named_first
from bot.understanding.asking.groups import noun_grouping
from bot.understanding.asking.ranks import window_of
from bot.understanding.asking.themes import amount_of_theme
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import Scope

_COUNTS_PROJECTS = re.compile(
    "担当(?:する|して(?:い)?る)の(?:は|って)何件|何事業|事業数|事業の数|事業(?:数|の数|は|が|って)?、?(?:部に|部で|全部で|実数で)?(?:何件|いくつ|何個|何本)"
    "|(?:担当|所管|や)(?:し|っ)?(?:て)?(?:い)?る(?:の|もの|やつ)(?:は|が|って)?(?:全部で)?(?:何件|いくつ|何個|何本)"
)


def as_statistics(frame: Frame, scope: Scope) -> Draft | None:
    """「平均」「中央値」."""
    if frame.has("most", "largest", "smallest") and noun_grouping(frame):
        return None
    for cue, measure in (("mean", Measure.MEAN), ("median", Measure.MEDIAN)):
        if frame.has(cue):
            order, window = window_of(frame) or (Order.PRINTED, None)
            conditions = named_first(scope.conditions, scope)
            return drafted(frame, scope, Query(measure, conditions, order=order, window=window))
    return None


def as_printed_gap(frame: Frame, scope: Scope) -> Draft | None:
    """「小計と実額の差」「再掲で重なっている分はいくら」."""
    if _COUNTED_AGAIN.search(frame.said()) and not frame.has("count", "list", "except", "once"):
        return drafted(frame, scope, Query(Measure.PRINTED_GAP, tuple(_of_goal(scope))))
    if _DOUBLED.search(frame.said()) and not frame.has("count", "list", "except", "once", "printed", "mean"):
        return drafted(frame, scope, Query(Measure.PRINTED_GAP, tuple(_of_goal(scope))))
    of_rows = scope.conditions == (IsReprinted(),) and _ROWS_AGAIN.search(frame.said())
    if of_rows and _summed(frame) and not frame.has("once"):
        return drafted(frame, scope, Query(Measure.PRINTED_GAP))
    two_ways = frame.has("printed", "reprinted") and frame.has("once", "difference")
    if frame.has("printed") and frame.has("reprinted") and frame.has("within") and frame.has("amount"):
        return drafted(frame, scope, Query(Measure.PRINTED_GAP))  # 印刷された合計のうち再掲の行が占める金額
    if frame.has("printed") and frame.has("once", "no_reprints") and _SHRINKS.search(frame.said()):
        return drafted(frame, scope, Query(Measure.PRINTED_GAP, tuple(_of_goal(scope))))
    if frame.has("difference") and (two_ways or frame.has("printed", "once", "reprinted")):
        return drafted(frame, scope, Query(Measure.PRINTED_GAP, tuple(_of_goal(scope))))
    return None


# 「公表合計から重複を除くといくら減る?」
_SHRINKS = re.compile(
    "(?:いくら|なんぼ|どれ(?:だけ|くらい|ほど)|どのくらい)(?:くらい|ほど)?(?:減|縮|下が|少なくな)"
)


def _summed(frame: Frame) -> bool:
    figure = frame.has("total", "together", "amount")
    return figure and not frame.has("count", "list", "share", "mean", "largest", "smallest", "most")


# 「再掲の行の金額を全部足すと」: every row counts, and a project that is 再掲 twice counts twice
_ROWS_AGAIN = re.compile(
    "再掲(?:の|された|されている|されてる)?(?:行|分)(?:だけ|のみ)?(?:の|を|は|で|って|、)"
)
_COUNTED_AGAIN = re.compile(
    "(?:再掲|重複|二重)(?:によって|により|のせいで|[でにの、])*(?:重複|二重|重な|ダブ|だぶ)[ぁ-ゖ数計上]{0,10}(?:分|計上|金額|額)"
)


# 「ダブって数えてる額」「重複分の金額」
_DOUBLED = re.compile("(?:重複|二重|2重|ダブ|だぶ)(?!な|の?無)[ぁ-ゖ数計上]{0,8}(?:分|金額|額)")


def _of_goal(scope: Scope) -> Iterator[Condition]:
    """The scope with a goal in place of its mark 再掲."""
    for condition in scope.conditions:
        match condition:
            case AmountBetween() | IsReprinted(None):
                pass
            case IsReprinted(int(goal)):
                yield InGoals((goal,))
            case _:
                yield condition


def _counting(frame: Frame) -> Counting:
    if frame.has("once"):
        return Counting.ONCE
    return Counting.AS_PRINTED if frame.has("printed", "rows") else Counting.ONCE


def as_count(frame: Frame, scope: Scope) -> Draft | None:
    """「何件」「いくつ」「何行」, also of departments, goals and policies."""
    if not frame.has("count", "rows"):
        return None
    if frame.has("total", "amount") and not frame.has("count") and not _ASKS_ROWS.search(frame.said()):
        return None  # 「再掲の行は足さないでいくら?」
    summed = frame.has("amount") or (frame.has("total") and not _counted_together(frame))
    if summed and not frame.has("rows") and not _count_last(frame):
        return None
    if scope.topic and scope.topic.single and _HOW_MUCH.search(frame.said()):
        return None  # 「デザイン推進事業はいくつですか」: one project is no number of them
    grouping = noun_grouping(frame)
    of_groups = _SO_MANY_GROUPS.search(frame.said()) or not _COUNTS_PROJECTS.search(frame.said())
    if grouping and of_groups:
        return drafted(frame, scope, Query(Measure.GROUP_COUNT, scope.conditions, grouping))
    # 「高齢者関係の事業は何件」 counts what mentions it, as its list does.
    conditions = scope.conditions if frame.has("related") else named_first(scope.conditions, scope)
    counting = _counting(frame)
    if frame.reprinted and not frame.has("once") and not re.search("事業", frame.said()):
        counting = Counting.AS_PRINTED
    return drafted(frame, scope, Query(Measure.COUNT, conditions, counting=counting))


_ASKS_ROWS = re.compile("(?:何|幾)行|行数")
_SO_MANY_GROUPS = re.compile(
    "(?:いくつ|何個|何)の?(?:施策|基本目標|目標|部局?)(?:に|の)"
)  # 「全部でいくつの施策に」
_HOW_MUCH = re.compile("事業(?:は|って)いくつ(?:です|なの|なん)?[ぁ-ゖ]{0,3}[?]*$")


def _counted_together(frame: Frame) -> bool:
    """「合わせて何件?」「合計で何件」「合計件数」: the total is of the number."""
    counts = frame.cues.get("count", ())
    return all(
        (at in frame.cues.get("together", ()) and max(counts, default=-1) > at)
        or any(_BETWEEN.fullmatch(frame.said(at + 1, c)) for c in counts if c > at)
        for at in frame.cues.get("total", ())
    )


_BETWEEN = re.compile("(?:で|では|の|は)?、?(?:事業)?")


def _count_last(frame: Frame) -> bool:
    """「予算のある事業は何件」 counts; 「合計と件数」 sums, and the count comes along."""
    last = max(frame.cues.get("count", (-1,)))
    amounts = frame.cues.get("amount", (-1,))
    return last > max(amounts) and not frame.has("total")


def as_sum(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「合計」, and 「予算は?」 of a department, goal, policy or theme."""
    amount_only = frame.has("amount") and not frame.has("total")
    if frame.has("list") and not frame.has("total"):
        return None
    if amount_only and any(isinstance(c, AmountBetween) for c in scope.conditions):
        return None
    if not frame.has("total", "amount", "printed", "once"):
        return None
    if not scope.conditions and amount_only and not frame.has("whole", "all_of"):
        return drafted(frame, scope, Query(Measure.TOTAL), measured=True)
    of_theme = amount_of_theme(frame, scope, lexicon)
    if of_theme:
        return drafted(frame, scope, of_theme)
    conditions = named_first(scope.conditions, scope)
    return drafted(frame, scope, Query(Measure.TOTAL, conditions, counting=_counting(frame)))


def as_list(frame: Frame, scope: Scope) -> Draft:
    """Everything else is a list of what was named."""
    if frame.has("most") and frame.light and not frame.has("list"):
        return Draft(frame, trouble=Clarify(Doubt.WHAT_ABOUT_IT))  # 「一番…い事業」: by what?
    if (
        frame.has("department_asked")
        and scope.topic
        and len(scope.topic.ids) > 1
        and not frame.has("list", "related")
    ):
        # 「運動公園をつくってるのはどこの部?」 of several projects
        return drafted(
            frame, scope, Query(Measure.TOTAL, scope.conditions, Grouping.DEPARTMENT, Order.AMOUNT_DESC)
        )
    if scope.conditions and not scope.topic and frame.has("how_much") and not frame.has("list", "ask_yes_no"):
        # 「土木部はどれくらい?」: what the last question asked of another, else the sum
        return drafted(frame, scope, Query(Measure.TOTAL, scope.conditions), measured=False)
    return drafted(
        frame,
        scope,
        Query(Measure.LIST, scope.conditions),
        measured=frame.has("list", "ask_yes_no", "contains", "related") or _asks_which(frame),
    )


def _asks_which(frame: Frame) -> bool:
    """「経済部の新規は何?」"""
    return bool(re.search("(?:は|って)(?:何|なに|何々|なになに)[?？]*$", frame.said()))
