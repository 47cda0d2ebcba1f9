"""「…ですよね?」: what was supposed, held against the figures of the answer."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Remark, RemarkKind, Role, Unit
from bot.query import Claim


def judged(answer: Answer) -> Answer:
    """The answer with the claim of its query confirmed or corrected."""
    claim = answer.query.claim if answer.query else None
    if claim is None:
        return answer
    holds = _holds(answer, claim)
    if holds is None:
        return answer
    kind = RemarkKind.CLAIM_CONFIRMED if holds else RemarkKind.CLAIM_CORRECTED
    return replace(answer, remarks=(Remark(kind), *answer.remarks))


def _holds(answer: Answer, claim: Claim) -> bool | None:
    first = answer.rows[0] if answer.rows else None
    if claim.amount is not None:
        stated = [f.value for f in answer.figures if f.unit is Unit.THOUSAND_YEN]
        return any(_as_said(claim.amount, int(value)) for value in stated[:2]) if stated else None
    if claim.at_least is not None or claim.at_most is not None:
        return _lies_within(answer, claim)
    if claim.count is not None:
        counts = [figure.value for figure in answer.figures if figure.unit is Unit.PROJECTS]
        return claim.count == counts[0] if counts else None
    if claim.department is not None:
        if answer.groups:
            return answer.groups[0].name == claim.department
        return first.department == claim.department if first else None
    if claim.project is not None:
        return any(row.id == claim.project for row in answer.rows)
    if claim.new is not None:
        return first.is_new == claim.new if first else None
    if claim.goal is not None and answer.groups:
        return answer.groups[0].key == str(claim.goal)
    if claim.goal is not None:
        return any(place.goal == claim.goal for place in first.places) if first else None
    return None


def _lies_within(answer: Answer, claim: Claim) -> bool | None:
    """None where the printed total does and the total with each project once does not, or the other way round."""
    amounts = [f for f in answer.figures if f.unit is Unit.THOUSAND_YEN]
    totals = [f for f in amounts if f.role in {Role.ONCE_TOTAL, Role.PRINTED_TOTAL}] or amounts[:1]
    low, high = claim.at_least or 0, claim.at_most
    within = {low <= int(f.value) * 1000 and (high is None or int(f.value) * 1000 <= high) for f in totals}
    return within.pop() if len(within) == 1 else None


_PERCENT_OFF = 2  # 「30億」 is not what one says for 35億


def _as_said(yen: int, thousands: int) -> bool:
    """Whether an amount is right to the digits it was said with: 28億 of 2,821,727千円 is."""
    step = 1
    while yen and yen % (step * 10) == 0:
        step *= 10
    exact = thousands * 1000
    off = abs(exact - yen)
    return exact == yen or (step >= 1_000_000 and off < step and off * 100 <= exact * _PERCENT_OFF)
