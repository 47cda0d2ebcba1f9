"""The way of a message through understanding: its sentences, spans, frames and drafts, until they are judged."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.japanese import key
from bot.query import Fact, Field, InGoals, InPolicies, IsProject, Measure, Mentions, Query
from bot.reading import Clarify, Decline, DialogueState, Doubt, Greeting, Help, Reading, Refusal
from bot.understanding.asking.comparisons import BOTH_ENDS
from bot.understanding.asking.drafting import text_of
from bot.understanding.asking.interpret import interpret
from bot.understanding.asking.nested import halves
from bot.understanding.asking.shares import within_its_whole
from bot.understanding.asking.themes import of_theme
from bot.understanding.clauses import QUESTIONS, questions, sentences
from bot.understanding.draft import Draft
from bot.understanding.filling import fill
from bot.understanding.following.context import with_context
from bot.understanding.following.follow_up import follow_up
from bot.understanding.frame import Frame
from bot.understanding.judging import judged
from bot.understanding.lexicon import Lexicon
from bot.understanding.messages import (
    after_lead_in,
    asked_at_the_end,
    asked_first,
    asks_by_itself,
    only_tells,
    sentences_of,
    without_connective,
)
from bot.understanding.picking import picked
from bot.understanding.pool import select
from bot.understanding.recognise import Recogniser
from bot.understanding.refusing import refused
from bot.understanding.spans import Cue, Projects, Span, Words
from bot.understanding.utterance import prepare

_TOLD_AND_ASKED = 2  # sentences
_SECOND_QUESTIONS = 3  # at most so many answers to one message


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
            asked = told[-1] if story and asks_by_itself(told[-1], frames[-1]) else ""
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
        first = asked_first(text) if isinstance(outcome, Decline) else ""
        before = self._read(first, state) if first else None
        if before and isinstance(outcome, Decline) and isinstance(before.outcome, tuple):
            return replace(before, passed_over=(*before.passed_over, outcome.about))
        return None

    def _read(self, text: str, state: DialogueState) -> Reading:
        utterance = prepare(text, self._lexicon.latin, self._lexicon.spelled)
        if not utterance.form:
            return Reading(Decline(Refusal.EMPTY))
        spans = self._recogniser.spans(utterance)
        breaks = utterance.breaks
        whole = fill(spans, breaks)
        greeting = None if _goes_on(whole, state) else _greeting(whole)
        early = greeting or refused(whole, self._lexicon)
        if early:
            return Reading(early, whole.mends)
        drafts = self._drafts(spans, breaks, state)
        return judged(drafts, whole, text)

    def _drafts(
        self, spans: tuple[Span, ...], breaks: frozenset[int], state: DialogueState
    ) -> list[tuple[Draft, bool]]:
        """One draft a question, and whether it was read after what came before."""
        parts = [part for sentence in sentences(spans, frozenset()) for part in questions(sentence)]
        if len(parts) > 1:
            several = self._several(parts, breaks, state)
            if several:
                return several
        frame = fill(spans, breaks)
        if frame.has("new") and frame.has("not_new") and len(frame.cues.get("count", ())) > 1:
            return [self._draft(_less(spans, {cue}), breaks, state) for cue in ("not_new", "new")]
        against = frame.has("difference", "ratio", "compare", "which")
        if halves(frame):  # 「予算が一番少ない目標で一番高い事業」: two ranks that are one question
            return [self._draft(spans, breaks, state)]
        for one, other in _TWO_MEASURES:
            if {*one, *other} <= frame.cues.keys() and not against:
                return [self._draft(_less(spans, cues), breaks, state) for cues in (other, one)]
        for said, one, other in _TWO_CLAUSES:
            if said.search(text_of(frame)) and frame.has(*one) and frame.has(*other):
                return [self._draft(_less(spans, cues), breaks, state) for cues in (other, one)]
        if BOTH_ENDS.search(text_of(frame)) and not against:
            ends = (_less(spans, {"small"}), _less(_as_smallest(spans), {"largest"}))
            return [self._draft(part, breaks, state) for part in ends]
        return [self._draft(spans, breaks, state)]

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
        kinds = self._lexicon.vocabulary.kinds
        if any(frame.has("not_but", "correction") or _holds_together(frame) for frame in frames):
            return None
        if any(_says_only_a_kind(frame, kinds) for frame in frames[1:]):
            return None
        found: list[tuple[Draft, bool]] = []
        for part, frame in zip(parts, frames, strict=True):
            if not (frame.cues or frame.items or frame.numbers or frame.facts) or _is_small_talk(frame):
                continue
            if found and _takes_back(frame):
                continue
            draft, followed = self._draft(part, breaks, state)
            found.append((draft, followed))
            if draft.query and _asks(draft, followed):
                state = replace(state, queries=(draft.query, *state.queries), shown=_shown_by(draft.query))
        asked = [(draft, followed) for draft, followed in found if draft.query and _asks(draft, followed)]
        if any(_asks_in_vain(draft) for draft, _ in found):
            return None
        if len(asked) == 1 and asked[0][0].scope and not asked[0][1]:
            return (
                None if self._told_apart(found, asked[0][0]) else asked
            )  # one question inside a long message
        if len(asked) < len(found) or len(asked) < 2:
            return None
        return _each_once(asked)[:_SECOND_QUESTIONS]

    def _told_apart(self, found: list[tuple[Draft, bool]], asked: Draft) -> bool:
        """「不妊治療で通ってます。交通費の補助ありますか?」: what was told names one of those asked about."""
        asks_for = select(self._lexicon.catalogue, asked.scope)
        told = [draft.scope for draft, _ in found if draft is not asked and draft.scope]
        one = [scope for scope in told if len(select(self._lexicon.catalogue, scope)) == 1]
        topical = all(isinstance(c, Mentions | IsProject) and not c.negated for scope in told for c in scope)
        words = all(isinstance(c, Mentions) and not _is_literal(c) for c in asked.scope)
        if words and any(draft.frame.of(Words, Projects) for draft, _ in found if draft is not asked):
            return True  # 「甥が農家を始めたい。機械を買うお金は?」: what is told says which machines
        return (
            topical
            and len(asks_for) > 1
            and any(select(self._lexicon.catalogue, scope) <= asks_for for scope in one)
        )


def _is_literal(condition: Mentions) -> bool:
    return condition.field not in {Field.ANY}


def _each_once(asked: list[tuple[Draft, bool]]) -> list[tuple[Draft, bool]]:
    """「…を給食に出してるって見た。予算は?」: one project looked at twice is shown once, for the last question."""
    looked_at = [_shown_by(draft.query) if draft.query else () for draft, _ in asked]
    return [
        found
        for at, found in enumerate(asked)
        if not looked_at[at] or looked_at[at] not in looked_at[at + 1 :]
    ]


def _shown_by(query: Query) -> tuple[str, ...]:
    """「…を給食に出してるって見た。予算は?」: the one project that the sentence before is about."""
    match query.conditions:
        case (IsProject(ids, False),) if query.measure is Measure.DETAIL:
            return ids
    return ()


def _points_back(reading: Reading) -> bool:
    """Whether a sentence alone is not understood, for it asks of what was told before it."""
    match reading.outcome:
        case Clarify(doubt=Doubt.NO_ANTECEDENT | Doubt.WHAT_ABOUT_IT) | Help():
            return True
        case Decline(refusal=Refusal.UNRELATED | Refusal.UNKNOWN_NAME):
            return True
    return False


def _asks(draft: Draft, followed: bool) -> bool:
    """Whether a part is a question: 「それとスキー場の整備は?」 asks what the one before asked."""
    if draft.query is not None and any(span.text in _SHOW for span in draft.frame.spans[-2:]):
        return True
    elliptic = followed and draft.query is not None and draft.query.measure in _OF_ONE
    if draft.query is not None and draft.query.measure is Measure.DETAIL and not followed:
        asked = draft.frame.spans[-1].text in {"は", "?", "も", "って"}
        return draft.measured and (
            asked or bool(set(draft.frame.cues) - _NO_QUESTION)
        )  # 「ママ友に聞いたんだけど、うちの子は高1なのね」
    return draft.measured or (elliptic and draft.frame.spans[-1].text in {"は", "?", "も", "って"})


def _asks_in_vain(draft: Draft) -> bool:
    """「スマホ教室やってる?お年寄り向けの」: a question, and nothing that it names is there."""
    return draft.query is None and bool(draft.frame.items) and draft.frame.has("ask_yes_no", *QUESTIONS)


_NO_QUESTION = {"within", "that", "aside", "instead", "hello", "thanks", "new", "change", "big", "small"}
_SHOW = {"見せて", "教えて", "出して"}
_OF_ONE = {Measure.DETAIL, Measure.TOTAL, Measure.COUNT, Measure.MEAN}


def _is_small_talk(frame: Frame) -> bool:
    """「いつも市役所の皆さんには感謝しております」: a sentence that asks nothing."""
    if len(frame.unknown) >= _RAMBLING and not frame.has(*QUESTIONS):
        return True
    return _greeting(frame) is not None or (bool(frame.cues) and set(frame.cues) <= _SMALL_TALK)


_RAMBLING = 3  # words that nothing understands


def _takes_back(frame: Frame) -> bool:
    """「保健所の合計じゃないです」: a sentence that only says what was not meant."""
    said = [frame.spans[index].text for index in frame.cues.get("except", ())]
    return (
        bool(frame.items)
        and all(item.negated for item in frame.items)
        and any("な" in text for text in said[-1:])
    )


_SMALL_TALK = {"hello", "thanks", "aside", "order"}


def _holds_together(frame: Frame) -> bool:
    """「Aの合計と、B。多いのはどっち?」「Aは何%?件数で」: a sentence about what the ones before it named."""
    by_what = set(frame.cues) <= {"count", "amount", "total"} and frame.spans[-1].text in {"で", "では"}
    return not frame.items and (by_what or frame.has(*_OF_BOTH))


_OF_BOTH = ("which", "difference", "ratio", "compare", "those_two", "which_project")


def _says_only_a_kind(frame: Frame, kinds: frozenset[str]) -> bool:
    """「会館が古くてさ。直すのに補助っていくら?」: 補助 is for what the sentence before named."""
    return bool(frame.items) and all(
        isinstance(item.meaning, Words) and key(item.text) in kinds for item in frame.items
    )


# Cues that ask for two things side by side: 「平均と中央値」「一番予算が高い事業と一番低い事業」
_TWO_MEASURES = (
    ({"mean"}, {"median"}),
    ({"largest"}, {"smallest"}),
    ({"most", "big"}, {"smallest"}),
    ({"largest"}, {"most", "small"}),
)


# The same in two clauses: 「1億円以上は何件で、合計は全体の何%?」「AとBの合計、それぞれの件数も」
_TWO_CLAUSES = (
    (
        re.compile("(?:何件|いくつ|何事業)(?:あり|あって|ある|で|ですか|、).*(?:%|割|占め|割合)"),
        {"count"},
        {"share", "whole", "total"},
    ),
    (
        re.compile("(?:合計|総額)(?:額)?(?:と|は)?、.*それぞれ(?:の)?(?:件数|事業数)"),
        {"total"},
        {"each", "count"},
    ),
)


def _as_smallest(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(
        replace(span, meaning=Cue("smallest")) if span.meaning == Cue("small") else span for span in spans
    )


def _less(spans: tuple[Span, ...], cues: set[str]) -> tuple[Span, ...]:
    return tuple(span for span in spans if not (isinstance(span.meaning, Cue) and span.meaning.name in cues))


def _goal_of(state: DialogueState) -> int | None:
    """The goal talked about, if one alone is."""
    for condition in state.queries[0].conditions if state.queries else ():
        match condition:
            case InGoals((goal,), False):
                return goal
            case InPolicies((ref,), False):
                return ref.goal
    return None


def _greeting(frame: Frame) -> Help | None:
    """A greeting, thanks or a question about the bot, and nothing else."""
    if frame.items or frame.unknown or frame.numbers or frame.refusals or frame.new is not None:
        return None
    other = set(frame.cues) - {
        "hello",
        "thanks",
        "how_to_use",
        "confirm",
        "ask_yes_no",
        "instead",
        "detail",
        "correction",
        "list",
        "that",
        "aside",
    }
    if other:
        return None
    if frame.has("how_to_use"):
        return Help(Greeting.HOW_TO_USE)
    if frame.has("thanks"):
        return Help(Greeting.THANKS)
    if frame.has("hello"):
        return Help(Greeting.HELLO)
    return None


def _goes_on(frame: Frame, state: DialogueState) -> bool:
    """「こんにちは!全部教えて」 after something was asked about."""
    return bool(state.queries) and frame.has("list", "detail") and frame.has("hello")


def _fact(frame: Frame) -> Fact | None:
    if not frame.facts or frame.items or frame.has("except", "only"):
        return None
    if frame.has("total", "count", "largest", "smallest", "share", "difference", "mean"):
        return None
    return frame.facts[0]
