"""Breakdowns and rankings of departments, goals and policies."""

from __future__ import annotations

from bot.answer import Answer, Figure, Group, Role, Unit
from bot.presenting.figures import (
    find,
    find_all,
    group_figures,
    group_label,
    group_words,
    grouping_of,
    names_of,
    role_words,
    short_words,
    value_words,
)
from bot.presenting.interpretation import having_before, window_words
from bot.presenting.labels import COUNT_ORDERS, GROUPINGS, MEASURES, ORDERS
from bot.presenting.listing import empty_blocks, is_empty
from bot.presenting.scope import is_plain_place, projects_label, scope_label
from bot.query import Measure, Order, Query, ThanGroup


def group_blocks(answer: Answer) -> list[str]:
    """Every group on its own line; a single group asked for by rank as a headline."""
    if not answer.groups or is_empty(answer):
        return empty_blocks(answer)
    query = answer.query or Query()
    groups = group_figures(answer)
    if query.window is not None and query.window.last == query.window.first:
        return _winners(answer, query, groups)
    return ["\n".join((group_heading(answer), *_lines(answer, query, groups)))]


def group_heading(answer: Answer) -> str:
    """「基本目標1の部局別の合計」 with rank or order, and the whole where it is stated."""
    query = answer.query or Query()
    scope = f"{_scope_words(answer, query)}の" if query.conditions else ""
    scope += having_before(query)
    heading = f"{scope}{GROUPINGS[grouping_of(answer)]}別の{_measure_words(query)}"
    orders = COUNT_ORDERS if query.measure is Measure.COUNT else ORDERS
    if query.order is not Order.PRINTED:
        heading += f"({orders[query.order]})"
    if query.window is not None:
        words = window_words(query.window)
        return f"{heading} {words.removesuffix('件')}"
    return heading


def group_line(number: int, group: Group, figures: tuple[Figure, ...], query: Query) -> str:
    """「1. ◯◯部 12億3,456万7千円・8件」, with 「20.3%」 where shares were asked for."""
    stated = [value_words(figure) for figure in figures if figure.role is Role.SHARE]
    stated += group_words(figures, query.measure)
    if not any(figure.unit is Unit.PROJECTS for figure in figures):
        stated.append(f"{group.count:,}件")
    printed = [f"(公表資料の小計 {short_words(f)})" for f in figures if f.role is Role.PRINTED_TOTAL]
    return f"{number}. {group_label(group, query.group_by)} {'・'.join(stated)}{''.join(printed)}"


def _scope_words(answer: Answer, query: Query) -> str:
    """「基本目標1」, but 「新規事業」 and 「再掲されている事業」."""
    plain = is_plain_place(query.conditions)
    return (scope_label if plain else projects_label)(query.conditions, names_of(answer))


def _lines(answer: Answer, query: Query, groups: list[tuple[Group, tuple[Figure, ...]]]) -> list[str]:
    first = query.window.first if query.window else 1
    lines = [group_line(n, group, figures, query) for n, (group, figures) in enumerate(groups, first)]
    if query.window is None:
        whole = find(answer, Role.ONCE_TOTAL, Role.AMOUNT)
        lines += [f"合計(同じ事業は一度だけ) {value_words(whole)}"] if whole else []
        subjects = {figure.subject for _, figures in groups for figure in figures}
        printed = (f for f in find_all(answer, Role.PRINTED_TOTAL) if f.subject not in subjects)
        lines += [f"{role_words(figure, answer)} {value_words(figure)}" for figure in printed]
    return lines


def _winners(answer: Answer, query: Query, groups: list[tuple[Group, tuple[Figure, ...]]]) -> list[str]:
    grouping = grouping_of(answer)
    lines = [_winners_heading(answer, query)]
    for group, figures in groups:
        stated = [value_words(figure) for figure in figures if figure.role is not Role.PRINTED_TOTAL]
        if not any(figure.unit is Unit.PROJECTS for figure in figures):
            stated.append(f"{group.count:,}件")
        lines.append(f"{group_label(group, grouping)} {'・'.join(stated)}")
        lines += [f"公表資料の小計 {value_words(f)}" for f in figures if f.role is Role.PRINTED_TOTAL]
    return ["\n".join(lines)]


def _winners_heading(answer: Answer, query: Query) -> str:
    rank = query.window.first if query.window else 1
    degree = "いちばん" if rank == 1 else f"{rank}番目に"
    few = query.order is Order.AMOUNT_ASC
    what = {Measure.COUNT: "事業の数", Measure.MEAN: "1事業あたりの平均予算"}.get(query.measure, "予算の合計")
    adjective = "少ない" if few else "多い"
    scope = f"{_scope_words(answer, query)}のうち、" if query.conditions else ""
    if isinstance(query.having, ThanGroup):
        scope += f"{having_before(query)}なかで、"
    return f"{scope}{what}が{degree}{adjective}{GROUPINGS[grouping_of(answer)]}"


def found_words(found: Answer) -> str:
    """「予算の合計がいちばん多い部局は、◯◯部です。」: how the groups that an answer is about were found."""
    query = found.query or Query()
    names = "と".join(f"「{group_label(group, query.group_by)}」" for group in found.groups)
    if query.window is None:
        what = f"{_scope_words(found, query)}の{GROUPINGS[grouping_of(found)]}"
    elif query.window.is_one:
        what = _winners_heading(found, query)
    else:
        what = group_heading(found)
    return f"{what}は、{names}です。"


def _measure_words(query: Query) -> str:
    return "件数" if query.measure is Measure.COUNT else MEASURES[query.measure]
