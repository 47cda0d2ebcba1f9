"""「何位?」: one project's or group's place among its like."""

from __future__ import annotations

from bot.answer import Answer, Role, Unit
from bot.presenting.figures import find, names_of, value_words
from bot.presenting.labels import COUNTERS, WHOLE_PLAN
from bot.presenting.listing import empty_blocks
from bot.presenting.scope import peers_of, scope_label
from bot.query import Order, Query


def rank_blocks(answer: Answer) -> list[str]:
    """「◯◯部は、計画全体の19部局中3位です」, by what, and the figure itself."""
    rank, own = find(answer, Role.RANK), find(answer, Role.AMOUNT, Role.COUNT)
    if rank is None or own is None or answer.standing is None:
        return empty_blocks(answer)
    query = answer.query or Query()
    peers = peers_of(query.conditions)
    counter = COUNTERS[peers] if peers else "事業"
    field = scope_label(query.base, names_of(answer)) if query.base else WHOLE_PLAN
    counted = own.unit is Unit.PROJECTS
    few = query.order is Order.AMOUNT_ASC
    subject = own.subject if peers is None else scope_label(query.conditions)
    return [
        f"{subject}は、{field}の{answer.standing.peers}{counter}中{rank.value}位です\n"
        f"{'事業数' if counted else '予算'}の{'少ない' if few else '多い'}順に数えています\n"
        f"{'事業数' if counted else '予算'} {value_words(own)}"
    ]
