"""Replies without a figure: asking back, declining, greeting, explaining, and apologising."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Answer, Kind
from bot.presenting.declines import NAMED, decline_sentences
from bot.presenting.doubts import PICK, doubt_sentence
from bot.presenting.facts import fact_sentence, fact_title
from bot.presenting.figures import group_label, role_words, value_words
from bot.presenting.topics import ASK_LIKE_THIS, EXAMPLES, greeting_sentences
from bot.query import Fact
from bot.reading import Clarify, Decline, Doubt, Greeting, Help

_SORRY = "申し訳ありません。うまくお答えできませんでした。言い方を変えて、もう一度お試しください。"
_GONE = "お探しのものは、いまの表には見つかりませんでした。表が更新されたのかもしれません。"
_WHICH = "どれでしょうか。"
_PERHAPS = "もしかして"
_CAN_ANSWER = "こちらならお答えできます"


def offered(answer: Answer) -> tuple[str, ...]:
    """What the person can pick next, as worded: the answer's options, or the examples it shows."""
    if choices := _options(answer):
        return choices
    match answer.reading.outcome:
        case Help(greeting=Greeting.HELLO | Greeting.HOW_TO_USE):
            return EXAMPLES
        case Clarify(doubt=Doubt.NO_ANTECEDENT | Doubt.WHAT_ABOUT_IT):
            return EXAMPLES
        case Decline(refusal=refusal) if refusal not in NAMED:
            return EXAMPLES
        case _:
            return ()


def reply_blocks(answer: Answer) -> list[str]:
    """The blocks for every kind that states no figure."""
    outcome = answer.reading.outcome
    if answer.kind is Kind.ERROR:
        return [_SORRY]
    match outcome:
        case Clarify():
            lead, heading = doubt_sentence(outcome), PICK
        case Decline():
            lead = "\n".join(decline_sentences(outcome, answer.source))
            heading = _PERHAPS if outcome.refusal in NAMED else _CAN_ANSWER
        case Help():
            lead, heading = "\n".join(greeting_sentences(outcome.greeting, answer.source)), ASK_LIKE_THIS
        case _ if answer.kind is Kind.CLARIFY:
            lead, heading = _WHICH, PICK
        case _:
            lead, heading = _GONE, _PERHAPS
    choices = _options(answer)
    return [lead, *(_choices(heading, choices) if choices else _examples(offered(answer)))]


def fact_blocks(answer: Answer) -> list[str]:
    """An explanation, with the figures and groups that the answer gives for it."""
    fact = (answer.query.fact if answer.query else None) or Fact.SOURCE
    blocks = [f"{fact_title(fact)}\n{fact_sentence(fact, answer.source)}"]
    lines = [f"{_subject(f.subject)}{role_words(f, answer)} {value_words(f)}" for f in answer.figures]
    if lines:
        blocks.append("\n".join(lines))
    if answer.groups:
        group_by = answer.query.group_by if answer.query else None
        blocks.append("\n".join(group_label(group, group_by) for group in answer.groups))
    return blocks


def _options(answer: Answer) -> tuple[str, ...]:
    outcome = answer.reading.outcome
    own = outcome.options if isinstance(outcome, Clarify | Decline) else ()
    return tuple(option.label for option in answer.options or own)


def _examples(labels: Sequence[str]) -> list[str]:
    """Examples to type; not numbered, because a number picks from what is offered."""
    lines = "\n".join(f"・{label}" for label in labels)
    return [f"{ASK_LIKE_THIS}\n{lines}"] if labels else []


def _choices(heading: str, labels: Sequence[str]) -> list[str]:
    numbered = "\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1))
    return [f"{heading}\n{numbered}"]


def _subject(subject: str) -> str:
    return f"{subject} " if subject else ""
