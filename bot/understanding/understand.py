"""The way of a message through understanding: its sentences, spans, frames and drafts, until they are judged."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bot.query import Fact, InGoals, InPolicies, Measure, Query
from bot.reading import Clarify, Decline, DialogueState, Help, Reading, Refusal
from bot.understanding.asked_apart import asked_apart
from bot.understanding.asking.interpret import interpret
from bot.understanding.asking.shares_between import within_its_whole
from bot.understanding.asking.themes import of_theme
from bot.understanding.clauses import questions, sentences
from bot.understanding.draft import Draft
from bot.understanding.filling import fill
from bot.understanding.following.context import with_context
from bot.understanding.following.follow_up import follow_up
from bot.understanding.following.ordinals import past_the_end
from bot.understanding.following.pointing import (
    asks_which,
    place_past_the_end,
    points_at_the_rest,
    put_by_name,
)
from bot.understanding.following.referents import is_of_the_same
from bot.understanding.following.rewording import (
    as_one_sum,
    in_other_words,
    named_in_full,
    with_goal_of_letters,
)
from bot.understanding.frame import Frame
from bot.understanding.judging import judged
from bot.understanding.lexicon import Lexicon
from bot.understanding.parts import asked_among, asks, is_one_question, only_says_so, shown_by, takes_back
from bot.understanding.picking import picked
from bot.understanding.pool import select
from bot.understanding.recognise import Recogniser
from bot.understanding.refusing import refused, topic_of
from bot.understanding.small_talk import goes_on, greeting, is_small_talk
from bot.understanding.spans import OutOfScope, Span
from bot.understanding.stories import Reader, asked_within, without_story
from bot.understanding.utterance import prepare

_PARTS = 32  # texts


class Understanding:
    """Reads utterances over one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._recogniser = Recogniser(lexicon)
        self._heard = lru_cache(maxsize=_PARTS)(self._hear)  # a part of a message may be read twice
        lexicon.build_indexes()

    def read(self, text: str, state: DialogueState) -> Reading:
        """What `text` asks after `state`. Never raises, whatever the text."""
        choice = picked(text, state)
        if choice:
            return Reading((choice,))
        parts = Reader(
            lambda part: self._read(part, state),
            self._frame,
            lambda query, part: self._read(part, self._after(query, state)),
        )
        reading = without_story(text, parts) or self._read(text, state)
        if isinstance(reading.outcome, Clarify | Decline):
            return asked_within(text, reading.outcome, parts) or reading
        return reading

    def _after(self, query: Query, state: DialogueState) -> DialogueState:
        """The dialogue after a list of what `query` is of."""
        held = select(self._lexicon.catalogue, query.conditions)
        shown = tuple(project.id for project in self._lexicon.catalogue.projects if project.id in held)
        return DialogueState((query, *state.queries), shown, shown if len(shown) > 1 else ())

    def _hear(self, text: str) -> tuple[tuple[Span, ...], frozenset[int]]:
        """The spans of a text, and where spaces stood in it."""
        utterance = prepare(text, self._lexicon.latin, self._lexicon.spelled)
        return (self._recogniser.spans(utterance) if utterance.form else ()), utterance.breaks

    def _frame(self, text: str) -> Frame:
        return fill(*self._heard(text))

    def _read(self, text: str, state: DialogueState) -> Reading:
        spans, breaks = self._heard(text)
        if not spans:
            return Reading(Decline(Refusal.EMPTY))
        whole = fill(spans, breaks)
        greeted = None if goes_on(whole, state) else greeting(whole)
        early = greeted or refused(whole, self._lexicon)
        if early:
            pending = self._of_this_year(early, spans, breaks, state)
            return self._with_topic(Reading(early, whole.mends, pending=pending), whole)
        drafts = self._drafts(spans, whole, state)
        return self._with_topic(judged(drafts, whole, text, self._lexicon), whole)

    def _with_topic(self, reading: Reading, whole: Frame) -> Reading:
        """What was declined, with the project that the next question may be of."""
        if not isinstance(reading.outcome, Decline) or reading.pending:
            return reading
        return replace(reading, pending=topic_of(reading.outcome, whole, self._lexicon))

    def _of_this_year(
        self,
        outcome: Decline | Help,
        spans: tuple[Span, ...],
        breaks: frozenset[int],
        state: DialogueState,
    ) -> Query | None:
        """What was asked of another year, for 「じゃあ令和7年度は?」."""
        if not isinstance(outcome, Decline) or outcome.refusal is not Refusal.OTHER_YEAR:
            return None
        rest = tuple(span for span in spans if not isinstance(span.meaning, OutOfScope))
        draft, followed = self._draft(fill(rest, breaks), state) if rest else (None, False)
        return draft.query if draft and not followed else None

    def _drafts(
        self, spans: tuple[Span, ...], whole: Frame, state: DialogueState
    ) -> list[tuple[Draft, bool]]:
        """One draft a question, and whether it was read after what came before."""
        summed = as_one_sum("".join(span.text for span in spans)) if state.queries else None
        if summed:
            spans, breaks = self._heard(summed)
            whole = fill(spans, breaks)
        breaks = whole.breaks
        parts = [part for sentence in sentences(spans, frozenset()) for part in questions(sentence)]
        if len(parts) > 1:
            several = self._several(parts, breaks, state)
            if several:
                return several
        apart = asked_apart(spans, whole)
        frames = (whole if part is spans else fill(part, breaks) for part in apart)
        return [self._draft(frame, state) for frame in frames]

    def _draft(self, frame: Frame, state: DialogueState) -> tuple[Draft, bool]:
        fact = _fact(frame)
        if fact:
            return Draft(frame, Query(Measure.FACT, fact=fact), measured=True), False
        beyond = place_past_the_end(frame.said(), state)
        if beyond:
            return past_the_end(Draft(frame), beyond), True
        named = self._by_name(frame, state)
        frame = frame if named else self._reworded(frame, state)
        frame = with_context(frame, state, self._lexicon)
        alone = interpret(frame, self._lexicon, _goal_of(state))
        followed = follow_up(alone, state, self._lexicon)
        draft = followed or alone
        if named and not self._rules_know(draft, named, frame.said(), state):
            draft = followed = named
        read = of_theme(draft, self._lexicon)
        return replace(read, query=within_its_whole(read.query, self._lexicon)), bool(followed)

    def _reworded(self, frame: Frame, state: DialogueState) -> Frame:
        words = in_other_words(frame.said(), state) or named_in_full(frame, state, self._lexicon)
        return self._frame(words) if words else frame

    def _rules_know(self, draft: Draft, named: Draft, said: str, state: DialogueState) -> bool:
        """Whether the rules read as much as the names do: they keep what the projects were picked from."""
        query = self._sure_query(draft)
        if query is None or named.query is None:
            return False
        if not named.measured:  # 「もう一方は?」 asks what the question before asked
            return not points_at_the_rest(said)
        return is_of_the_same(query, named.query, state, self._lexicon)

    def _by_name(self, frame: Frame, state: DialogueState) -> Draft | None:
        """「1番目の事業は全体の何%?」 read with the name of what it points at, where that makes it a question."""
        said = frame.said()
        named = put_by_name(said, state, self._lexicon) or with_goal_of_letters(said, _goal_of(state))
        if named is None:
            return None
        draft = interpret(self._frame(named), self._lexicon)
        if asks_which(named):
            draft = replace(draft, measured=True)
        return draft if not draft.passed_over and self._sure_query(draft) else None

    def _sure_query(self, draft: Draft) -> Query | None:
        """The draft's query, if it may be answered as a follow-up."""
        outcome = judged([(draft, True)], draft.frame, draft.frame.said(), self._lexicon).outcome
        return draft.query if isinstance(outcome, tuple) else None

    def _several(
        self, parts: list[tuple[Span, ...]], breaks: frozenset[int], state: DialogueState
    ) -> list[tuple[Draft, bool]] | None:
        """Each part as a question of its own; None where the parts are one question together."""
        frames = [fill(part, breaks) for part in parts]
        if is_one_question(frames, self._lexicon.vocabulary.kinds):
            return None
        found: list[tuple[Draft, bool]] = []
        told = False
        for at, frame in enumerate(frames):
            if not (frame.cues or frame.items or frame.numbers or frame.facts) or is_small_talk(frame):
                continue
            if found and takes_back(frame):
                continue
            draft, followed = self._draft(frame, state)
            behind = frames[at + 1] if at + 2 == len(frames) else None
            if not found and behind and only_says_so(draft, behind):
                told = True
                if not behind.has("that", "within"):
                    continue
            else:
                found.append((draft, followed))
            if draft.query and asks(draft, followed):
                state = replace(state, queries=(draft.query, *state.queries), shown=shown_by(draft.query))
        return asked_among(found, self._lexicon, told=told)


def _goal_of(state: DialogueState) -> int | None:
    """The goal talked about, if one alone is."""
    if not state.queries:
        return None
    last = state.queries[0]
    sides = [condition for side in last.subjects for condition in side.conditions]
    goals = set[int]()
    for condition in (*last.conditions, *sides):
        match condition:
            case InGoals(numbers, False):
                goals |= set(numbers)
            case InPolicies(refs, False):
                goals |= {ref.goal for ref in refs}
    return goals.pop() if len(goals) == 1 else None


def _fact(frame: Frame) -> Fact | None:
    if not frame.facts or frame.items or frame.has("except", "only"):
        return None
    if frame.has("total", "count", "largest", "smallest", "share", "difference", "mean"):
        return None
    return frame.facts[0]
