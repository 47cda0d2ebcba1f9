"""「…ですよね?」: the supposition confirmed, or corrected with what the table says."""

from __future__ import annotations

from bot.answer import Answer, RemarkKind, Role, Unit
from bot.presenting import money
from bot.presenting.figures import find, find_all, group_label, grouping_of, role_words
from bot.presenting.remarks import has_remark
from bot.query import Claim, Measure

_AMOUNTS = (Role.AMOUNT, Role.ONCE_TOTAL, Role.PRINTED_TOTAL, Role.MEAN, Role.MEDIAN, Role.DIFFERENCE)

_YEN_PER_THOUSAND = 1_000
_ROUGHLY = 0.02  # how far 「12億」 may be from the exact amount and still be right, roughly


def claim_sentence(answer: Answer) -> str:
    """「はい、…です。」 or 「いいえ、…です。」; empty where nothing was supposed."""
    confirmed = has_remark(answer, RemarkKind.CLAIM_CONFIRMED)
    if not confirmed and not has_remark(answer, RemarkKind.CLAIM_CORRECTED):
        return ""
    claim = answer.query.claim if answer.query else None
    if claim is not None and claim.amount is not None:
        return _amount_sentence(answer, claim.amount, confirmed=confirmed)
    truth = _truth(answer, claim) if claim else ""
    if confirmed:
        return f"はい、そのとおりです。{truth}"
    return f"いいえ、{truth}" if truth else "いいえ、資料では次のとおりです。"


def _truth(answer: Answer, claim: Claim) -> str:
    """What the table says about the thing supposed."""
    row = answer.rows[0] if answer.rows else None
    sentence = ""
    if claim.count is not None:
        count = find(answer, Role.COUNT, Role.PRINTED_ROWS)
        sentence = f"{count.value:,}件です。" if count else ""
    elif claim.department is not None:
        sentence = _department_sentence(answer)
    elif claim.project is not None and row is not None:
        sentence = f"「{row.name}」です。"
    elif claim.goal is not None and answer.groups:
        sentence = f"{group_label(answer.groups[0], grouping_of(answer))}です。"
    elif claim.goal is not None and row is not None:
        goals = dict.fromkeys(place.goal for place in row.places)
        sentence = f"掲載されているのは{'と'.join(f'基本目標{goal}' for goal in goals)}です。"
    elif claim.new is not None and row is not None:
        sentence = "新規事業です。" if row.is_new else "新規事業ではありません((新)の印がありません)。"
    return sentence


def _amount_sentence(answer: Answer, supposed: int, *, confirmed: bool) -> str:
    """`supposed` is in yen; of a printed and a single-counted total the nearer one is meant."""
    figures = list(find_all(answer, *_AMOUNTS, unit=Unit.THOUSAND_YEN))[:2]
    if not figures:
        return ""
    nearest = min(figures, key=lambda figure: abs(figure.value * _YEN_PER_THOUSAND - supposed))
    said = money.headline(nearest.value)
    if nearest.role in {Role.PRINTED_TOTAL, Role.ONCE_TOTAL}:
        said = f"{role_words(nearest, answer)}は{said}"
    if not confirmed:
        return f"いいえ、{money.spoken_yen(supposed)}ではなく、{said}です。"
    if nearest.value * _YEN_PER_THOUSAND == supposed:
        return f"はい、そのとおりです。{said}です。"
    if abs(nearest.value * _YEN_PER_THOUSAND - supposed) <= supposed * _ROUGHLY:
        return f"はい、おおよそそのとおりです。正確には、{said}です。"
    return f"資料では、{said}です。"


def _department_sentence(answer: Answer) -> str:
    if answer.query is not None and answer.query.measure is not Measure.DETAIL and answer.groups:
        return f"{group_label(answer.groups[0], grouping_of(answer))}です。"
    departments = dict.fromkeys(project.department for project in answer.rows)
    return f"担当は{'と'.join(departments)}です。" if departments else ""
