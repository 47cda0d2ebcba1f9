"""「…ですよね?」: the supposition confirmed, or corrected with what the table says."""

from __future__ import annotations

from bot.answer import Answer, RemarkKind, Role, Unit
from bot.presenting import money
from bot.presenting.figures import find, group_label, grouping_of
from bot.presenting.remarks import has_remark
from bot.query import Claim, Measure

_AMOUNTS = (Role.AMOUNT, Role.ONCE_TOTAL, Role.PRINTED_TOTAL, Role.MEAN, Role.MEDIAN, Role.DIFFERENCE)


def claim_sentence(answer: Answer) -> str:
    """「はい、…です。」 or 「いいえ、…です。」; empty where nothing was supposed."""
    confirmed = has_remark(answer, RemarkKind.CLAIM_CONFIRMED)
    if not confirmed and not has_remark(answer, RemarkKind.CLAIM_CORRECTED):
        return ""
    claim = answer.query.claim if answer.query else None
    truth = _truth(answer, claim) if claim else ""
    if confirmed:
        return f"はい、そのとおりです。{truth}"
    return f"いいえ、{truth}" if truth else "いいえ、資料では次のとおりです。"


def _truth(answer: Answer, claim: Claim) -> str:
    """What the table says about the thing supposed."""
    row = answer.rows[0] if answer.rows else None
    sentence = ""
    if claim.amount is not None:
        sentence = _amount_sentence(answer, money.spoken_yen(claim.amount))
    elif claim.count is not None:
        count = find(answer, Role.COUNT, Role.PRINTED_ROWS)
        sentence = f"{count.value:,}件です。" if count else ""
    elif claim.department is not None:
        sentence = _department_sentence(answer)
    elif claim.project is not None and row is not None:
        sentence = f"「{row.name}」です。"
    elif claim.goal is not None and row is not None:
        goals = dict.fromkeys(place.goal for place in row.places)
        sentence = f"掲載されているのは{'と'.join(f'基本目標{goal}' for goal in goals)}です。"
    elif claim.new is not None and row is not None:
        sentence = "新規事業です。" if row.is_new else "新規事業ではありません((新)の印がありません)。"
    return sentence


def _amount_sentence(answer: Answer, supposed: str) -> str:
    figure = find(answer, *_AMOUNTS, unit=Unit.THOUSAND_YEN)
    if figure is None:
        return ""
    said = money.headline(figure.value)
    return f"{said}です。" if said.startswith(supposed) else f"{supposed}ではなく、{said}です。"


def _department_sentence(answer: Answer) -> str:
    if answer.query is not None and answer.query.measure is not Measure.DETAIL and answer.groups:
        return f"{group_label(answer.groups[0], grouping_of(answer))}です。"
    departments = dict.fromkeys(project.department for project in answer.rows)
    return f"担当は{'と'.join(departments)}です。" if departments else ""
