"""Which picture an answer has: labelled bars, their title, and a key for caching."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from bot.answer import Answer, Figure, Kind, Project, RemarkKind, Role, Unit
from bot.presenting import money
from bot.presenting.bars import Bar, Chart
from bot.presenting.comparing import comparison_sides, share_base_name, share_part_name
from bot.presenting.figures import (
    answers_of,
    find,
    group_figures,
    group_label,
    grouping_of,
    names_of,
    short_words,
)
from bot.presenting.grouping import group_heading
from bot.presenting.interpretation import window_words
from bot.presenting.labels import COUNTERS, ORDERS
from bot.presenting.remarks import has_remark
from bot.presenting.rows import counts_mentions_too
from bot.presenting.rows import title as project_title
from bot.presenting.scope import projects_label, scope_label, subject_label
from bot.presenting.text import declines
from bot.query import Comparison, Order, Query

_MOST_ROWS = 12
_MOST_RANKED = 20
_SEVERAL = "複数の{}に載る事業は、それぞれに含めています"
_LAYOUT = "1"  # part of the key: raise it when the drawing changes, so that old pictures are not reused


def chart(answer: Answer) -> bytes | None:
    """The answer's picture as PNG, or None where a picture would tell nothing.

    Takes about a tenth of a second: call it off the event loop. The same answer gives the same bytes.
    """
    plan = chart_plan(answer)
    if plan is None:
        return None
    # Loading matplotlib takes longer than answering; it waits until a picture is asked for.
    from bot.presenting.drawing import draw  # noqa: PLC0415

    return draw(plan)


def chart_key(answer: Answer) -> str | None:
    """A key that two answers share exactly if their pictures are the same; None without a picture."""
    plan = chart_plan(answer)
    return None if plan is None else sha256(f"{_LAYOUT}{plan!r}".encode()).hexdigest()[:32]


def chart_plan(answer: Answer) -> Chart | None:
    """What is drawn: the first of the message's questions that has something to draw."""
    for part in answers_of(answer):
        plan = None if declines(part) else _plan(part)
        if plan is not None and len(plan.bars) > 1 and any(bar.value > 0 for bar in plan.bars):
            return plan
    return None


def _plan(answer: Answer) -> Chart | None:
    query = answer.query or Query()
    match answer.kind:
        case Kind.BREAKDOWN | Kind.RANKING if answer.groups:
            several = has_remark(answer, RemarkKind.LISTED_IN_SEVERAL_GROUPS)
            subtitle = _SEVERAL.format(COUNTERS[grouping_of(answer)]) if several else ""
            return _chart(answer, group_heading(answer), subtitle, _group_bars(answer))
        case Kind.COMPARISON:
            sides = comparison_sides(answer)
            heading = f"{'と'.join(figure.subject for figure in sides)}の比較"
            return _chart(answer, heading, _gap_words(answer, query), map(_side_bar, sides))
        case Kind.RATIO:
            return _share(answer, query)
        case Kind.LIST | Kind.RANKING | Kind.AMOUNT:
            return _rows(answer, query)
        case _:
            return None


def _chart(answer: Answer, heading: str, subtitle: str, bars: Iterable[Bar]) -> Chart:
    return Chart(heading, subtitle, tuple(bars), f"出典: {answer.source.title}")


def _group_bars(answer: Answer) -> Iterable[Bar]:
    grouping = grouping_of(answer)
    for group, figures in group_figures(answer):
        yield Bar(group_label(group, grouping), float(figures[0].value), short_words(figures[0]))


def _side_bar(figure: Figure) -> Bar:
    return Bar(figure.subject, float(figure.value), short_words(figure))


def _gap_words(answer: Answer, query: Query) -> str:
    gap, ratio = find(answer, Role.DIFFERENCE), find(answer, Role.RATIO)
    if query.comparison is Comparison.RATIO and ratio is not None:
        return f"倍率 {short_words(ratio)}"
    return f"差 {short_words(gap)}" if gap is not None else ""


def _share(answer: Answer, query: Query) -> Chart | None:
    share = find(answer, Role.SHARE)
    part = find(answer, Role.AMOUNT, Role.COUNT)
    whole = find(answer, Role.BASE, Role.ONCE_TOTAL)
    if share is None or part is None or whole is None:
        return None
    part_name, whole_name = share_part_name(answer, query), share_base_name(answer, query)
    bars = (
        Bar(part_name, float(part.value), short_words(part)),
        Bar(whole_name, float(whole.value), short_words(whole), quiet=True),
    )
    return _chart(answer, f"{whole_name}に占める{part_name}の割合", money.percent(share.value), bars)


def _rows(answer: Answer, query: Query) -> Chart:
    names = names_of(answer)
    cut = query.window is not None and answer.kind is Kind.AMOUNT
    label = subject_label(query, names) if cut else projects_label(query.conditions, names)
    if counts_mentions_too(answer):
        label = f"{scope_label(query.conditions, names)}に関する事業"
    count = len(answer.rows)
    if query.window is not None and query.order is not Order.PRINTED:
        shown = answer.rows[:_MOST_RANKED]
        subtitle = f"{ORDERS[query.order]} {window_words(query.window)}"
    else:
        shown = tuple(sorted(answer.rows, key=lambda row: -row.amount))[:_MOST_ROWS]
        subtitle = ORDERS[Order.AMOUNT_DESC]
    if len(shown) < count:
        subtitle += f"、全{count}件のうち{len(shown)}件"
    total = find(answer, Role.ONCE_TOTAL, Role.AMOUNT, unit=Unit.THOUSAND_YEN)
    if answer.kind is Kind.AMOUNT and total is not None:
        subtitle = f"合計 {money.spoken(total.value)}・{subtitle}"
    return _chart(answer, label, subtitle, map(_row_bar, shown))


def _row_bar(project: Project) -> Bar:
    return Bar(project_title(project), float(project.amount), money.spoken(project.amount))
