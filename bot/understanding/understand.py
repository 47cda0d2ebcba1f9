"""The way of a message through understanding: its sentences, spans, frames and drafts, until they are judged."""

from __future__ import annotations

from dataclasses import replace

from bot.query import Claim, Fact, InGoals, InPolicies, IsProject, Measure, Query
from bot.reading import Clarify, Decline, DialogueState, Doubt, Help, Reading, Refusal
from bot.understanding.asked_apart import asked_apart
from bot.understanding.asking.interpret import interpret
from bot.understanding.asking.shares import within_its_whole
from bot.understanding.asking.themes import of_theme
from bot.understanding.clauses import questions, sentences
from bot.understanding.draft import Draft
from bot.understanding.filling import fill
from bot.understanding.following.context import with_context
from bot.understanding.following.follow_up import follow_up
from bot.understanding.frame import Frame
from bot.understanding.judging import judged
from bot.understanding.lexicon import Lexicon
from bot.understanding.messages import (
    after_lead_in,
    after_told_clause,
    asked_at_the_end,
    asked_first,
    asked_last,
    asks_by_itself,
    names_a_scope,
    only_tells,
    says_it_again,
    sentences_of,
    told_and_asked,
    without_connective,
)
from bot.understanding.parts import asked_among, asks, is_one_question, shown_by, takes_back
from bot.understanding.picking import picked
from bot.understanding.recognise import Recogniser
from bot.understanding.refusing import refused
from bot.understanding.small_talk import goes_on, greeting, is_small_talk
from bot.understanding.spans import Projects, Span, Words
from bot.understanding.utterance import prepare

_TOLD_AND_ASKED = 2  # sentences
# Another year or city that is told of is what the question behind it is about.
_OF_THE_WHOLE_MESSAGE = {Refusal.OTHER_YEAR, Refusal.OTHER_CITY, Refusal.SETTLEMENT}


class Understanding:
    """Reads utterances over one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._recogniser = Recogniser(lexicon)
        self.read("ほげほげ会の合計", DialogueState())  # builds the indexes before the first answer

    def read(self, text: str, state: DialogueState) -> Reading:
        """What `text` asks after `state`. Never raises, whatever the text."""
        choice = picked(text, state)
        if choice:
            return Reading((choice,))
        reading = self._without_the_story(text, state) or self._read(text, state)
        if isinstance(reading.outcome, Clarify | Decline):
            return self._in_part(text, reading.outcome, state) or reading
        return reading

    def _without_the_story(self, text: str, state: DialogueState) -> Reading | None:
        """「夫は商店街で働いています。農政部の合計は?」: the question, where it stands by itself."""
        told = sentences_of(text)
        if len(told) < _TOLD_AND_ASKED:
            return None
        asked = after_lead_in(text)
        if not asked:
            told[-1] = without_connective(told[-1])
            frames = [self._frame(part) for part in told]
            story = all(only_tells(*part) for part in zip(told[:-1], frames[:-1], strict=True))
            again = all(says_it_again(frame, frames[-1]) for frame in frames[:-1])
            asked = told[-1] if story and (again or asks_by_itself(told[-1], frames[-1])) else ""
        found = self._read(asked, state) if asked else None
        return found if found and not _points_back(found) else None

    def _frame(self, text: str) -> Frame:
        utterance = prepare(text, self._lexicon.latin, self._lexicon.spelled)
        return fill(self._recogniser.spans(utterance), utterance.breaks)

    def _in_part(self, text: str, outcome: Clarify | Decline, state: DialogueState) -> Reading | None:
        """The one question in a message that as a whole is not understood, or asks for more than there is."""
        asked = asked_at_the_end(text)
        if asked:
            found = self._read(asked, state)
            if isinstance(found.outcome, tuple):
                return found
        doubtful = not isinstance(outcome, Decline) or outcome.refusal is Refusal.UNKNOWN_NAME
        told, asked = after_told_clause(text)
        if asked and not names_a_scope(self._frame(told)):
            found = self._read(asked, state)
            if (doubtful and _stands_alone(found)) or (
                _is_answered(found) and asks_by_itself(asked, self._frame(asked))
            ):
                return found
        elsewhere = isinstance(outcome, Decline) and outcome.refusal in _OF_THE_WHOLE_MESSAGE
        apart = None if elsewhere else self._apart_from_what_is_told(text, state)
        if apart:
            return apart
        last = asked_last(text) if isinstance(outcome, Decline) else ""
        alone = self._read(last, state) if last else None
        if alone and isinstance(alone.outcome, tuple) and all(map(_says_of_what, alone.outcome)):
            return alone  # 「ごみ袋高いよね。ごみを減らす事業はある?」: what declines is only told
        first = asked_first(text) if isinstance(outcome, Decline) else ""
        before = self._read(first, state) if first else None
        if before and isinstance(outcome, Decline) and isinstance(before.outcome, tuple):
            return replace(before, passed_over=(*before.passed_over, outcome.about))
        return None

    def _apart_from_what_is_told(self, text: str, state: DialogueState) -> Reading | None:
        """「息子がeスポのとこ入り浸りw あの施設に年間いくら?」: of what is told, the names alone are kept."""
        told, asked = told_and_asked(text)
        if not asked:
            return None
        frame = self._frame(told)
        if names_a_scope(frame):
            return None
        alone = self._read(asked, state)
        if _is_answered(alone) and asks_by_itself(asked, self._frame(asked)):
            return alone
        names = [item.text for item in frame.of(Words, Projects)]
        if names:  # 「民生委員してます 私たちのICT化の予算は?」
            found = self._read(f"{' '.join(names)} {asked}", state)
            return found if _stands_alone(found) else None
        return alone if _stands_alone(alone) else None

    def _read(self, text: str, state: DialogueState) -> Reading:
        utterance = prepare(text, self._lexicon.latin, self._lexicon.spelled)
        if not utterance.form:
            return Reading(Decline(Refusal.EMPTY))
        spans = self._recogniser.spans(utterance)
        breaks = utterance.breaks
        whole = fill(spans, breaks)
        greeted = None if goes_on(whole, state) else greeting(whole)
        early = greeted or refused(whole, self._lexicon)
        if early:
            return Reading(early, whole.mends)
        drafts = self._drafts(spans, breaks, state)
        return judged(drafts, whole, text, self._lexicon)

    def _drafts(
        self, spans: tuple[Span, ...], breaks: frozenset[int], state: DialogueState
    ) -> list[tuple[Draft, bool]]:
        """One draft a question, and whether it was read after what came before."""
        parts = [part for sentence in sentences(spans, frozenset()) for part in questions(sentence)]
        if len(parts) > 1:
            several = self._several(parts, breaks, state)
            if several:
                return several
        return [self._draft(part, breaks, state) for part in asked_apart(spans, fill(spans, breaks))]

    def _draft(
        self, spans: tuple[Span, ...], breaks: frozenset[int], state: DialogueState
    ) -> tuple[Draft, bool]:
        frame = fill(spans, breaks)
        fact = _fact(frame)
        if fact:
            return Draft(frame, Query(Measure.FACT, fact=fact), measured=True), False
        frame = with_context(frame, state, self._lexicon)
        draft = interpret(frame, self._lexicon, _goal_of(state))
        followed = follow_up(draft, state, self._lexicon)
        read = of_theme(followed or draft, self._lexicon)
        return replace(read, query=within_its_whole(read.query, self._lexicon)), bool(followed)

    def _several(
        self, parts: list[tuple[Span, ...]], breaks: frozenset[int], state: DialogueState
    ) -> list[tuple[Draft, bool]] | None:
        """Each part as a question of its own; None where the parts are one question together."""
        frames = [fill(part, breaks) for part in parts]
        if is_one_question(frames, self._lexicon.vocabulary.kinds):
            return None
        found: list[tuple[Draft, bool]] = []
        for part, frame in zip(parts, frames, strict=True):
            if not (frame.cues or frame.items or frame.numbers or frame.facts) or is_small_talk(frame):
                continue
            if found and takes_back(frame):
                continue
            draft, followed = self._draft(part, breaks, state)
            found.append((draft, followed))
            if draft.query and asks(draft, followed):
                state = replace(state, queries=(draft.query, *state.queries), shown=shown_by(draft.query))
        return asked_among(found, self._lexicon)


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


def _goal_of(state: DialogueState) -> int | None:
    """The goal talked about, if one alone is."""
    for condition in state.queries[0].conditions if state.queries else ():
        match condition:
            case InGoals((goal,), False):
                return goal
            case InPolicies((ref,), False):
                return ref.goal
    return None


def _fact(frame: Frame) -> Fact | None:
    if not frame.facts or frame.items or frame.has("except", "only"):
        return None
    if frame.has("total", "count", "largest", "smallest", "share", "difference", "mean"):
        return None
    return frame.facts[0]
