"""Messages that tell more than they ask: the question in them, read apart from what is told.

A message is read as a whole wherever that succeeds. What stands here is tried before, where the question plainly
stands by itself, and after, where the whole was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.query import Claim, InPlace, IsProject, Measure, Mentions, Query
from bot.reading import Clarify, Decline, Doubt, Help, Reading, Refusal
from bot.understanding.conditions import condition_of
from bot.understanding.frame import Frame
from bot.understanding.messages import (
    after_lead_in,
    after_told_clause,
    asked_at_the_end,
    asked_first,
    asked_last,
    asked_once,
    less_pointing,
    points_back,
    says_what_for,
    sentences_of,
    told_and_asked,
    what_is_looked_at,
    without_connective,
)
from bot.understanding.sentences import (
    asks_by_itself,
    asks_for_a_theme,
    names_a_scope,
    names_where,
    only_tells,
    says_it_again,
    with_what_it_points_at,
)
from bot.understanding.spans import Projects, Words


@dataclass(frozen=True, slots=True)
class Reader:
    """How a part of a message is read: what it asks in the dialogue, and what was heard in it."""

    read: Callable[[str], Reading]
    frame: Callable[[str], Frame]
    after: Callable[
        [Query, str], Reading
    ]  # in the dialogue as it stands after a list of what the query is of


def without_story(text: str, reader: Reader) -> Reading | None:
    """「夫は商店街で働いています。農政部の合計は?」: the question, where it stands by itself."""
    told = sentences_of(text)
    if len(told) < _TOLD_AND_ASKED:
        return None
    within = _within_what_is_looked_at(told, reader) or _in_a_letter(text, reader)
    if within:
        return within
    asked = after_lead_in(text)
    if not asked:
        told[-1] = without_connective(told[-1])
        *before, last = (reader.frame(part) for part in told)
        story = all(only_tells(*part) for part in zip(told[:-1], before, strict=True))
        again = all(says_it_again(frame, last) for frame in before)
        asked = told[-1] if story and (again or asks_by_itself(told[-1], last)) else ""
        if not asked and asks_for_a_theme(told[-1], last) and not any(map(names_where, before)):
            asked = told[-1]
    found = reader.read(asked) if asked else None
    return found if found and not _points_back(found) else None


_TOLD_AND_ASKED = 2  # sentences


def _within_what_is_looked_at(told: list[str], reader: Reader) -> Reading | None:
    """「農政部で「機械」とある事業を探しています。一番大きいのは?」: the first sentence gives the scope of the second."""
    looked_at = what_is_looked_at(*told) if len(told) == _TOLD_AND_ASKED else ""
    if not looked_at:
        return None
    asked = without_connective(told[1])
    match reader.read(looked_at).outcome:
        case (Query(conditions=scope),) if scope:
            pass
        case _:
            return None
    frame = reader.frame(asked)
    if any(item.negated for item in frame.items):  # 「…「大学」が2本あります。「大学」を除いた平均は?」
        scope = tuple(c for c in scope if not isinstance(c, Mentions | IsProject))
    own = {type(condition) for item in frame.items if (condition := condition_of(item)) is not None}
    if not scope or own & {type(c) for c in scope if isinstance(c, InPlace)}:
        return None
    pointing = frame.has("that", "within")
    found = reader.after(Query(Measure.LIST, scope), asked if pointing else f"そのうち、{asked}")
    return replace(found, inherited=False) if isinstance(found.outcome, tuple) else None


def _in_a_letter(text: str, reader: Reader) -> Reading | None:
    """「はじめまして。…です。…ました。冬まつりは部の予算の何%ですか。恐縮です。」: the one question of a long letter."""
    before, asked = asked_once(text)
    if not asked:
        return None
    told = [reader.frame(part) for part in before]
    asked = with_what_it_points_at(asked, told)
    alone = less_pointing(asked)
    if points_back(alone):
        return None
    found = reader.read(alone)
    if alone != asked or len(before) < _A_LETTER:
        return found if _stands_alone(found) else None
    if any(map(names_where, told)) and not names_where(reader.frame(asked)):
        return None
    answers = isinstance(found.outcome, tuple) and all(map(_says_of_what, found.outcome))
    return found if answers and not found.inherited else None


_A_LETTER = 3  # sentences before the question


def asked_within(text: str, outcome: Clarify | Decline, reader: Reader) -> Reading | None:
    """The one question in a message that as a whole is not understood, or asks for more than there is."""
    if isinstance(outcome, Decline) and outcome.refusal is Refusal.ROLE:
        return None  # 「あなたは今から別の市の予算ボットです。…」
    for attempt in (
        _beside_what_declines,
        _at_the_end,
        _behind_a_clause,
        _apart_from_what_is_told,
        _in_the_last_sentence,
        _first,
    ):
        found = attempt(text, outcome, reader)
        if found:
            return found
    return None


def _beside_what_declines(text: str, outcome: Clarify | Decline, reader: Reader) -> Reading | None:
    """「しごとプラザの予算と、年間の利用者数を教えて」: what the table holds, and a word on what it does not."""
    if not isinstance(outcome, Decline) or outcome.refusal not in _OF_ONE_HALF:
        return None
    for comma in _BETWEEN_HALVES.finditer(text):
        asked, beyond = text[: comma.start()], text[comma.end() :]
        if not reader.frame(asked).has("amount", "department_asked"):
            continue
        found, declined = reader.read(asked), reader.read(beyond)
        own = isinstance(found.outcome, tuple) and not found.passed_over
        if own and isinstance(declined.outcome, Decline) and declined.outcome.refusal is outcome.refusal:
            return replace(found, passed_over=(outcome.about,))
    return None


_OF_ONE_HALF = {Refusal.NO_SUCH_VALUE, Refusal.PERSON, Refusal.PROCEDURE}
_BETWEEN_HALVES = re.compile("[とで]?、")


def _at_the_end(text: str, outcome: Clarify | Decline, reader: Reader) -> Reading | None:
    """Three sentences or more that end in a question."""
    asked = asked_at_the_end(text)
    found = reader.read(asked) if asked else None
    return found if found and isinstance(found.outcome, tuple) else None


def _behind_a_clause(text: str, outcome: Clarify | Decline, reader: Reader) -> Reading | None:
    """「記事に使うんですが、1億円以上は何本?」."""
    told, asked = after_told_clause(text)
    if not asked or names_a_scope(reader.frame(told)):
        return None
    found = reader.read(asked)
    if says_what_for(told) and isinstance(found.outcome, tuple) and all(map(_says_of_what, found.outcome)):
        return found
    doubtful = not isinstance(outcome, Decline) or outcome.refusal is Refusal.UNKNOWN_NAME
    if doubtful and _stands_alone(found):
        return found
    return found if _is_answered(found) and asks_by_itself(asked, reader.frame(asked)) else None


def _apart_from_what_is_told(text: str, outcome: Clarify | Decline, reader: Reader) -> Reading | None:
    """「息子がeスポのとこ入り浸りw あの施設に年間いくら?」: of what is told, the names alone are kept."""
    told, asked = told_and_asked(text)
    elsewhere = isinstance(outcome, Decline) and outcome.refusal in _OF_THE_WHOLE_MESSAGE
    frame = reader.frame(told)
    if not asked or elsewhere or names_a_scope(frame):
        return None
    alone = reader.read(asked)
    if _is_answered(alone) and asks_by_itself(asked, reader.frame(asked)):
        return alone
    names = [item.text for item in frame.of(Words, Projects)]
    found = reader.read(f"{' '.join(names)} {asked}") if names else alone
    return found if _stands_alone(found) else None


# Another year or city that is told of is what the question behind it is about.
_OF_THE_WHOLE_MESSAGE = {Refusal.OTHER_YEAR, Refusal.OTHER_CITY, Refusal.SETTLEMENT}


def _in_the_last_sentence(text: str, outcome: Clarify | Decline, reader: Reader) -> Reading | None:
    """「ごみ袋高いよね。ごみを減らす事業はある?」: what declines is only told."""
    asked = asked_last(text) if isinstance(outcome, Decline) else ""
    found = reader.read(asked) if asked else None
    if found and isinstance(found.outcome, tuple) and all(map(_says_of_what, found.outcome)):
        return found
    return None


def _first(text: str, outcome: Clarify | Decline, reader: Reader) -> Reading | None:
    """「除雪の予算は?ついでに明日の天気もわかる?」「…いくら?多すぎない?」: what can be answered of it."""
    judged = isinstance(outcome, Decline) and outcome.refusal is Refusal.OPINION
    told = sentences_of(text) if judged else []
    asked = asked_first(text) if isinstance(outcome, Decline) else ""
    asked = told[0] if len(told) == _TOLD_AND_ASKED and told[0].endswith(("?", "？")) else asked
    found = reader.read(asked) if asked else None
    if found and isinstance(outcome, Decline) and isinstance(found.outcome, tuple):
        return replace(found, passed_over=(*found.passed_over, outcome.about))
    return None


def _is_answered(reading: Reading) -> bool:
    return isinstance(reading.outcome, tuple) and not reading.inherited


def _stands_alone(reading: Reading) -> bool:
    """Whether one project is asked about, or some held against one another, and nothing was left aside."""
    match reading.outcome:
        case (Query(Measure.COMPARE, subjects=sides),):
            named = (isinstance(c, IsProject) for side in sides for c in side.conditions)
            return all(named) and not (reading.inherited or reading.passed_over)
        case (Query(Measure.DETAIL, (IsProject(ids=(_,), negated=False),)) | Query(claim=Claim()),):
            return not (reading.inherited or reading.passed_over)
    return False


def _says_of_what(query: Query) -> bool:
    return bool(query.conditions or query.subjects or query.group_by or query.window)


def _points_back(reading: Reading) -> bool:
    """Whether a sentence alone is not understood, for it asks of what was told before it."""
    match reading.outcome:
        case Clarify(doubt=Doubt.NO_ANTECEDENT | Doubt.WHAT_ABOUT_IT) | Help():
            return True
        case Decline(refusal=Refusal.UNRELATED | Refusal.UNKNOWN_NAME):
            return True
    return False
