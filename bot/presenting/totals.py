"""Sums, counts, averages and the gap between the printed and the single-counted total."""

from __future__ import annotations

from itertools import pairwise

from bot.answer import Answer, Figure, Kind, Role
from bot.presenting import money
from bot.presenting.detail import standing_words
from bot.presenting.figures import (
    find,
    find_all,
    group_label,
    grouping_of,
    is_group_count,
    names_of,
    role_words,
    value_words,
)
from bot.presenting.interpretation import having_before
from bot.presenting.labels import COUNTERS, WHOLE_PLAN
from bot.presenting.listing import empty_blocks, is_empty
from bot.presenting.rows import first_page, has_single_department, more_line, render_rows
from bot.presenting.scope import is_plain_place, peers_of, projects_label, scope_label, subject_label
from bot.query import Counting, Measure, Query
from bot.reading import SHOWN_AT_FIRST

_TOP = 3


def amount_blocks(answer: Answer) -> list[str]:
    """A sum, an average, a median or the printed gap, with what it rests on."""
    query = answer.query or Query()
    if is_empty(answer) and query.measure is not Measure.PRINTED_GAP:
        return empty_blocks(answer)
    match query.measure:
        case Measure.MEAN | Measure.MEDIAN:
            return ["\n".join(line for line in _average_lines(answer, query) if line)]
        case Measure.PRINTED_GAP:
            head = _gap_lines(answer, query)
        case _:
            head = _sum_lines(answer, query)
    return ["\n".join(line for line in head if line), *top_block(answer)]


def count_blocks(answer: Answer) -> list[str]:
    """How many, then the first of them."""
    if is_group_count(answer):
        return _group_count_blocks(answer)
    if is_empty(answer):
        return empty_blocks(answer)
    query = answer.query or Query()
    figures = list(answer.figures)
    lines = [f"{_projects_of(query, answer)}の数"]
    if figures:
        lines.append(_counted(figures[0], answer))
        lines += [_beside_a_count(figure, answer) for figure in figures[1:]]
    return ["\n".join(lines), *top_block(answer)]


def amount_heading(answer: Answer) -> str:
    """「◯◯部の予算」, 「「公園」の事業の予算合計」; a goal with its printed name."""
    query = answer.query or Query()
    names = names_of(answer)
    printed = find(answer, Role.PRINTED_TOTAL)
    if printed is not None and printed.subject and len(query.conditions) == 1:
        return printed.subject
    plain = is_plain_place(query.conditions) and query.window is None
    return f"{subject_label(query, names)}の予算{'' if plain else '合計'}"


def top_size(answer: Answer) -> int:
    """How many of the rows a figure rests on are named beside it: all of a few, of more the first three."""
    count = len(answer.rows)
    if answer.mentions_from is not None:
        return min(SHOWN_AT_FIRST, count)
    all_up_to = SHOWN_AT_FIRST if answer.kind is Kind.COUNT else _TOP + 2
    return count if count <= all_up_to else _TOP


def top_block(answer: Answer) -> list[str]:
    """The first rows a figure rests on, as given; called 上位 only where they are the largest."""
    rows, size = answer.rows, top_size(answer)
    if len(rows) < 2:
        return [f"対象の事業\n{render_rows(rows)}"] if rows else []
    if answer.mentions_from is not None:
        return [f"対象の事業\n{first_page(answer)}"]
    largest_first = all(one.amount >= other.amount for one, other in pairwise(rows))
    heading = "上位の事業" if largest_first and size < len(rows) else "対象の事業"
    lines = [heading, render_rows(rows, 0, size, department=not has_single_department(answer))]
    return ["\n".join(line for line in (*lines, more_line(len(rows), size)) if line)]


def _sum_lines(answer: Answer, query: Query) -> list[str]:
    lines = [amount_heading(answer)]
    count = find(answer, Role.COUNT)
    projects = f"{count.value:,}事業" if count else ""
    printed = find(answer, Role.PRINTED_TOTAL)
    once = find(answer, Role.ONCE_TOTAL)
    if printed is not None:
        pair = [
            f"{role_words(printed, answer).removesuffix('(再掲を含む)')} {_printed(printed, answer)}",
            f"同じ事業を一度だけ数えると {_joined(value_words(once), projects)}" if once else "",
        ]
        order = [f for f in answer.figures if f.role in {Role.PRINTED_TOTAL, Role.ONCE_TOTAL}]
        lines += pair if order[0].role is Role.PRINTED_TOTAL else pair[::-1]
    else:
        total = find(answer, Role.AMOUNT, Role.ONCE_TOTAL)
        if total is not None:
            lines.append(_joined(value_words(total), projects))
        others = find_all(answer, Role.AMOUNT, Role.GROUP)
        lines += [_line_of(f, answer) for f in others if f is not total]
    peers = peers_of(query.conditions)
    lines.append(standing_words(answer.standing, COUNTERS[peers] if peers else "件"))
    return lines


def _printed(printed: Figure, answer: Answer) -> str:
    rows, reprints = find(answer, Role.PRINTED_ROWS), find(answer, Role.REPRINTED_ROWS)
    words = f"{rows.value}行" if rows else ""
    if rows is not None and reprints is not None:
        words += f"(再掲{reprints.value}行を含む)" if reprints.value else "(再掲なし)"
    return _joined(value_words(printed), words)


def _average_lines(answer: Answer, query: Query) -> list[str]:
    average = find(answer, Role.MEAN, Role.MEDIAN)
    label = _projects_of(query, answer)
    kind = "予算の中央値" if query.measure is Measure.MEDIAN else "1事業あたりの平均予算"
    total, count = find(answer, Role.AMOUNT, Role.ONCE_TOTAL), find(answer, Role.COUNT)
    number = f"{count.value:,}件" if count else ""
    basis = f"対象 {number}" if number else ""
    if query.measure is Measure.MEAN and total is not None and number:
        basis = f"合計 {value_words(total)} ÷ {number}"
    elif query.measure is Measure.MEDIAN and number:
        basis = f"対象 {number}を金額の順に並べたときの真ん中の額"
    other = [f for f in find_all(answer, Role.MEAN, Role.MEDIAN) if f is not average]
    return [
        f"{label}の{kind}",
        value_words(average) if average else "",
        basis,
        *(_line_of(figure, answer) for figure in other),
    ]


def _gap_lines(answer: Answer, query: Query) -> list[str]:
    gap = find(answer, Role.DIFFERENCE)
    label = scope_label(query.conditions, names_of(answer)) if query.conditions else WHOLE_PLAN
    printed, once = find(answer, Role.PRINTED_TOTAL), find(answer, Role.ONCE_TOTAL)
    reprints = find(answer, Role.REPRINTED_ROWS)
    return [
        f"{label}で、資料に印刷された合計と一度だけ数えた合計の差",
        value_words(gap) if gap else "",
        f"{role_words(printed, answer)} {value_words(printed)}" if printed else "",
        f"{role_words(once, answer)} {value_words(once)}" if once else "",
        f"同じ事業が再掲の行({reprints.value}行)でもう一度数えられているためです。" if reprints else "",
    ]


def _group_count_blocks(answer: Answer) -> list[str]:
    grouping = grouping_of(answer)
    query = answer.query or Query()
    scope = f"{scope_label(query.conditions, names_of(answer))}の" if query.conditions else ""
    if query.having is None and not is_plain_place(query.conditions):
        scope = f"{projects_label(query.conditions, names_of(answer))}がある"
    scope += having_before(query)
    count = find(answer, Role.COUNT, Role.GROUP)
    lines = [f"{scope}{COUNTERS[grouping] if not count else role_words(count, answer)}"]
    if count is not None:
        lines.append(f"{count.value:,}{COUNTERS[grouping]}")
    names = [f"{i}. {group_label(group, grouping)}" for i, group in enumerate(answer.groups, 1)]
    return ["\n".join(lines), *(["\n".join(names)] if names else [])]


def _counted(figure: Figure, answer: Answer) -> str:
    as_printed = answer.query is not None and answer.query.counting is Counting.AS_PRINTED
    if figure.role is Role.PRINTED_ROWS or (as_printed and figure.role is Role.COUNT):
        return f"{figure.value:,}行(再掲の行も数えた数)"
    if find(answer, Role.PRINTED_ROWS) is not None:
        return f"{value_words(figure)}(同じ事業は一度だけ)"
    return value_words(figure)


def _projects_of(query: Query, answer: Answer) -> str:
    names = names_of(answer)
    return projects_label(query.conditions, names) if query.window is None else subject_label(query, names)


def _beside_a_count(figure: Figure, answer: Answer) -> str:
    match figure.role:
        case Role.COUNT:
            words = "同じ事業を一度だけ数えると"
        case Role.AMOUNT:
            words = "予算の合計"
        case _:
            words = role_words(figure, answer)
    return f"{words} {value_words(figure)}"


def _line_of(figure: Figure, answer: Answer) -> str:
    return f"{figure.subject or role_words(figure, answer)} {money.headline(figure.value)}"


def _joined(*words: str) -> str:
    return "・".join(word for word in words if word)
