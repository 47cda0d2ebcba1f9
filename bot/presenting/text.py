"""An answer as plain text that survives copying: the figure first, then what it rests on."""

from __future__ import annotations

from collections.abc import Callable

from bot.answer import Answer, Kind
from bot.presenting.claims import claim_sentence
from bot.presenting.comparing import comparison_blocks, share_blocks
from bot.presenting.detail import detail_blocks
from bot.presenting.figures import answers_of
from bot.presenting.grouping import found_words, group_blocks
from bot.presenting.interpretation import interpret_answer, mend_words, passed_over_words
from bot.presenting.listing import empty_blocks, is_true_zero, list_blocks
from bot.presenting.ranks import rank_blocks
from bot.presenting.remarks import footnotes
from bot.presenting.replies import fact_blocks, reply_blocks
from bot.presenting.totals import amount_blocks, count_blocks, top_size
from bot.query import Measure
from bot.reading import SHOWN_AT_FIRST

_WITHOUT_FIGURES = frozenset({Kind.CLARIFY, Kind.NOT_FOUND, Kind.OUT_OF_SCOPE, Kind.HELP, Kind.ERROR})
_WITHOUT_ROWS = frozenset({Measure.MEAN, Measure.MEDIAN, Measure.RANK})
_BODIES: dict[Kind, Callable[[Answer], list[str]]] = {
    Kind.DETAIL: detail_blocks,
    Kind.LIST: list_blocks,
    Kind.AMOUNT: amount_blocks,
    Kind.COUNT: count_blocks,
    Kind.RATIO: share_blocks,
    Kind.COMPARISON: comparison_blocks,
    Kind.BREAKDOWN: group_blocks,
    Kind.TEXT: fact_blocks,
}


def render(answer: Answer) -> str:
    """The text a resident reads, its blocks separated by one empty line."""
    return "\n\n".join(blocks(answer))


def blocks(answer: Answer) -> tuple[str, ...]:
    """The text in blocks that must not be torn apart: mends, answer, rows, notes, source."""
    answers = answers_of(answer)
    found = [_mends(answer)]
    for number, part in enumerate(answers, 1):
        body = _body(part)
        if len(answers) > 1 and body:
            body[0] = f"({number}) {body[0]}"
        found += body
        said = (found_words(part.found_by),) if part.found_by else ()
        found.append("\n".join(f"※ {note}" for note in (*said, *footnotes(part))))
    found.append(_foot(answer, tells_reading=any(tells_reading(part) for part in answers)))
    return tuple(block for block in found if block)


def declines(answer: Answer) -> bool:
    """Whether the answer is of a kind that carries no figures."""
    return answer.kind in _WITHOUT_FIGURES


def rows_told(answer: Answer) -> int:
    """How many of the answer's rows the text names, each behind its number."""
    query = answer.query
    if query is None or declines(answer) or answer.groups or query.measure in _WITHOUT_ROWS:
        return 0
    match answer.kind:
        case Kind.LIST | Kind.RANKING:
            return min(SHOWN_AT_FIRST, len(answer.rows))
        case Kind.AMOUNT | Kind.COUNT:
            return top_size(answer)
        case _:
            return 0


def tells_reading(answer: Answer) -> bool:
    """Whether the text ends with how the question was read: it does where something was looked up."""
    return not declines(answer) or is_true_zero(answer)


def _body(answer: Answer) -> list[str]:
    if declines(answer):
        return empty_blocks(answer) if is_true_zero(answer) else reply_blocks(answer)
    if answer.kind is Kind.DETAIL and not answer.rows:
        return list_blocks(answer)
    if answer.query is not None and answer.query.measure is Measure.PRINTED_GAP:
        body = amount_blocks(answer)
    elif answer.query is not None and answer.query.measure is Measure.RANK:
        body = rank_blocks(answer)
    elif answer.kind is Kind.RANKING:
        body = group_blocks(answer) if answer.groups else list_blocks(answer)
    else:
        body = _BODIES[answer.kind](answer)
    claim = claim_sentence(answer)
    return [claim, *body] if claim else body


def _mends(answer: Answer) -> str:
    lines = [mend_words(mend) for mend in answer.reading.mends]
    return "\n".join(lines)


def _foot(answer: Answer, *, tells_reading: bool) -> str:
    if not tells_reading:
        return ""
    lines = []
    if answer.reading.passed_over:
        lines.append(f"※ {passed_over_words(answer.reading.passed_over)}")
    lines.append(f"読み取り: {interpret_answer(answer, with_remarks=False)}")
    lines.append(f"出典: {answer.source.title}")
    return "\n".join(lines)
