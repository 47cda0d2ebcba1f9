"""Comparisons and shares: the answer in the first line, then each figure."""

from __future__ import annotations

from bot.answer import Answer, Figure, Role
from bot.presenting import money
from bot.presenting.figures import find, names_of, role_words, short_words, value_words
from bot.presenting.listing import empty_blocks, is_empty
from bot.presenting.scope import subject_label
from bot.query import Comparison, Order, Query

_SIDES = frozenset({Role.AMOUNT, Role.ONCE_TOTAL, Role.COUNT, Role.MEAN, Role.MEDIAN, Role.GROUP})


def comparison_blocks(answer: Answer) -> list[str]:
    """Who is ahead, by how much, and each side's figure."""
    sides = comparison_sides(answer)
    if not sides:
        return empty_blocks(answer)
    query = answer.query or Query()
    gap, ratio = find(answer, Role.DIFFERENCE), find(answer, Role.RATIO)
    verdict = _verdict(sides, query)
    lead = [verdict]
    if query.comparison is Comparison.DIFFERENCE and gap is not None:
        lead = [f"{_pair(sides)}の差\n{value_words(gap)}", verdict]
    elif query.comparison is Comparison.RATIO and ratio is not None:
        lead = [f"{_ratio_words(sides, ratio)}"]
    lines = [_side(figure, answer) for figure in sides]
    if query.comparison is not Comparison.DIFFERENCE and gap is not None:
        lines.append(f"差 {value_words(gap)}")
    if query.comparison is not Comparison.RATIO and ratio is not None:
        lines.append(f"倍率 {value_words(ratio)}")
    return ["\n".join(lead), "\n".join(lines)]


def comparison_sides(answer: Answer) -> list[Figure]:
    """The figures that stand against each other, in the order of the question."""
    named = [figure for figure in answer.figures if figure.role in _SIDES and figure.subject]
    return [figure for figure in named if figure.unit is named[0].unit and figure.role is named[0].role]


def share_blocks(answer: Answer) -> list[str]:
    """The percentage in one line, then the part and the whole it is of."""
    share = find(answer, Role.SHARE) or find(answer, Role.SHARE_OF_PRINTED)
    if share is None:
        ratio = find(answer, Role.RATIO)
        return comparison_blocks(answer) if ratio is not None else empty_blocks(answer)
    query = answer.query or Query()
    part = share_part_name(answer, query)
    whole = share_base_name(answer, query)
    lines = []
    amount = next((f for f in answer.figures if f.role in {Role.AMOUNT, Role.COUNT}), None)
    if amount is not None:
        lines.append(f"{part} {value_words(amount)}")
    base = find(answer, Role.BASE) or find(answer, Role.ONCE_TOTAL)
    if base is not None:
        once = "" if query.base else "(同じ事業は一度だけ)"
        lines.append(f"{whole}{once} {value_words(base)}")
    printed, of_printed = find(answer, Role.PRINTED_TOTAL), find(answer, Role.SHARE_OF_PRINTED)
    if printed is not None:
        lines.append(f"{role_words(printed, answer)} {value_words(printed)}")
    if of_printed is not None and of_printed is not share:
        lines.append(f"再掲も数えた資料の合計に対しては {money.percent(of_printed.value)}")
    head = f"{part}は、{whole}の{money.percent(share.value)}です"
    if is_empty(answer):
        lines.append("該当する事業はありません(0件)")
    return [head, "\n".join(lines)] if lines else [head]


def share_part_name(answer: Answer, query: Query) -> str:
    """What the share is of, by name."""
    share = find(answer, Role.SHARE, Role.SHARE_OF_PRINTED)
    amount = find(answer, Role.AMOUNT)
    named = (share.subject if share else "") or (amount.subject if amount else "")
    return named or subject_label(query, names_of(answer))


def share_base_name(answer: Answer, query: Query) -> str:
    """The whole that the share is measured against, by name."""
    base = find(answer, Role.BASE)
    if base is not None and base.subject:
        return base.subject
    return subject_label(Query(conditions=query.base), names_of(answer))


def _verdict(sides: list[Figure], query: Query) -> str:
    few = query.order is Order.AMOUNT_ASC
    best = (min if few else max)(figure.value for figure in sides)
    winners = [figure.subject for figure in sides if figure.value == best]
    if len(winners) == len(sides):
        return f"{_pair(sides)}は同じです"
    adjective = "少ない" if few else "多い"
    degree = f"のほうが{adjective}" if len(sides) == 2 else f"がいちばん{adjective}"
    return f"{'と'.join(winners)}{degree}です"


def _ratio_words(sides: list[Figure], ratio: Figure) -> str:
    if len(sides) != 2:
        return value_words(ratio)
    return f"{sides[0].subject}は{sides[1].subject}の{money.times(ratio.value)}です"


def _pair(sides: list[Figure]) -> str:
    return "と".join(figure.subject for figure in sides)


def _side(figure: Figure, answer: Answer) -> str:
    """One side's figure, then its number of projects and its printed total where they are stated."""
    beside = [f for f in answer.figures if f.subject == figure.subject and f != figure]
    counts = [f"・{short_words(f)}" for f in beside if f.role is Role.COUNT]
    printed = [
        f"\n  {role_words(f, answer)} {value_words(f)}" for f in beside if f.role is Role.PRINTED_TOTAL
    ]
    return "".join((f"{figure.subject} {value_words(figure)}", *counts, *printed))
