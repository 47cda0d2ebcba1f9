"""Remarks on an answer, in words."""

from __future__ import annotations

from bot.answer import Answer, Remark, RemarkKind
from bot.presenting.interpretation import mend_words, passed_over_words
from bot.presenting.labels import COUNTERS, GROUPINGS
from bot.presenting.scope import word_of

_SHOWN_ELSEWHERE = frozenset({RemarkKind.CLAIM_CONFIRMED, RemarkKind.CLAIM_CORRECTED, RemarkKind.NO_MATCH})
"""Remarks whose words open the text rather than follow it."""

_FIXED: dict[RemarkKind, str] = {
    RemarkKind.DIFFERS_FROM_PRINTED: (
        "資料に印刷された小計・合計は再掲の行も数えるため、一度だけ数えた金額とは異なります。"
    ),
    RemarkKind.CLAIM_CONFIRMED: "ご質問のとおりです。",
    RemarkKind.CLAIM_CORRECTED: "ご質問の内容とは異なります。",
    RemarkKind.NO_MATCH: "該当する事業はありません(0件)。",
}


def remark_words(remark: Remark, answer: Answer) -> str:
    """One remark as a sentence."""
    number, subject = remark.number, remark.subject
    match remark.kind:
        case RemarkKind.REPRINTS_INCLUDED:
            rows = f"再掲の行({number}行)" if number else "再掲の行"
            words = f"{rows}を含む範囲ですが、同じ事業は一度だけ数えています。"
        case RemarkKind.REPRINT_WORDING_DIFFERS:
            where = f"({subject})" if subject else ""
            words = f"再掲の行{where}では、説明文の表記が少し異なります。"
        case RemarkKind.TIED if subject:
            words = f"最後の順位と同じ金額のものが、ほかに{number}件あります(「{subject}」など)。"
        case RemarkKind.TIED:
            words = f"同じ順位のものがあるため、{number}件を示しています。"
        case RemarkKind.FEWER_THAN_ASKED:
            words = f"当てはまるものは{number}件だけです。"
        case RemarkKind.LISTED_IN_SEVERAL_GROUPS:
            words = _several_groups(number, answer)
        case RemarkKind.MENTIONED_ELSEWHERE:
            word = subject or (word_of(answer.query.conditions) if answer.query else "")
            about = f"「{word}」" if word else "その言葉"
            words = f"ほかに、説明文で{about}に触れている事業が{number}件あります。"
        case _:
            words = _FIXED[remark.kind]
    return words


def notes(answer: Answer) -> tuple[str, ...]:
    """Everything worth a note: mends, words passed over, remarks; each once."""
    words = [mend_words(mend) for mend in answer.reading.mends]
    if answer.reading.passed_over:
        words.append(passed_over_words(answer.reading.passed_over))
    words += [remark_words(remark, answer) for remark in answer.remarks]
    return tuple(dict.fromkeys(words))


def footnotes(answer: Answer) -> tuple[str, ...]:
    """The remarks that stand under an answer's text."""
    shown = (r for r in answer.remarks if r.kind not in _SHOWN_ELSEWHERE)
    return tuple(dict.fromkeys(remark_words(remark, answer) for remark in shown))


def has_remark(answer: Answer, kind: RemarkKind) -> bool:
    """Whether the answer carries a remark of this kind."""
    return any(remark.kind is kind for remark in answer.remarks)


def _several_groups(number: int, answer: Answer) -> str:
    group_by = answer.query.group_by if answer.query else None
    group = GROUPINGS[group_by] if group_by else "区分"
    counter = COUNTERS[group_by] if group_by else "区分"
    which = f"複数の{counter}に掲載されている事業" + (f"({number}件)" if number else "")
    return f"{which}は、それぞれの{group}で数えています。足し合わせると全体の合計より大きくなります。"
