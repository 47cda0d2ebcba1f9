"""The way of an utterance through understanding, and the one place where confidence is judged."""

from __future__ import annotations

from dataclasses import replace

from bot.japanese import normalise
from bot.query import Fact, Measure, Query
from bot.reading import Clarify, Decline, DialogueState, Doubt, Greeting, Help, Mend, Reading, Refusal
from bot.understanding.amounts import number
from bot.understanding.clauses import questions, sentences
from bot.understanding.draft import Draft
from bot.understanding.followup import follow_up
from bot.understanding.frame import Frame, fill
from bot.understanding.grammar import interpret
from bot.understanding.lexicon import Lexicon
from bot.understanding.recognise import recognise
from bot.understanding.spans import Filler, Span
from bot.understanding.utterance import prepare

_SECOND_QUESTIONS = 3  # at most so many answers to one message


class Understanding:
    """Reads utterances over one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, text: str, state: DialogueState) -> Reading:
        """What `text` asks after `state`. Never raises, whatever the text."""
        picked = _picked(text, state)
        if picked:
            return Reading((picked,))
        utterance = prepare(text, self._lexicon.latin)
        if not utterance.form:
            return Reading(Decline(Refusal.EMPTY))
        spans = recognise(utterance, self._lexicon)
        whole = fill(spans)
        early = _greeting(whole) or _refused(whole)
        if early:
            return Reading(early, whole.mends)
        drafts = self._drafts(spans, state)
        return _judged(drafts, whole, text)

    def _drafts(self, spans: tuple[Span, ...], state: DialogueState) -> list[tuple[Draft, bool]]:
        """One draft a question, and whether it was read after what came before."""
        parts = [part for sentence in sentences(spans, frozenset()) for part in questions(sentence)]
        if len(parts) > 1:
            several = self._several(parts, state)
            if several:
                return several
        return [self._draft(spans, state)]

    def _draft(self, spans: tuple[Span, ...], state: DialogueState) -> tuple[Draft, bool]:
        frame = fill(spans)
        fact = _fact(frame)
        if fact:
            return Draft(frame, Query(Measure.FACT, fact=fact), measured=True), False
        draft = interpret(frame, self._lexicon)
        followed = follow_up(draft, state, self._lexicon)
        return (followed, True) if followed else (draft, False)

    def _several(
        self, parts: list[tuple[Span, ...]], state: DialogueState
    ) -> list[tuple[Draft, bool]] | None:
        """Each part as a question of its own; None where the parts are one question together."""
        frames = [fill(part) for part in parts]
        if any(frame.has("not_but", "correction") for frame in frames):
            return None
        found: list[tuple[Draft, bool]] = []
        for part, frame in zip(parts, frames, strict=True):
            if not (frame.cues or frame.items or frame.numbers or frame.facts) or _greeting(frame):
                continue
            draft, followed = self._draft(part, state)
            if draft.query is None or (not draft.measured and not found):
                return None
            if not draft.measured and not draft.scope:
                continue
            found.append((draft, followed))
            state = replace(state, queries=(draft.query, *state.queries))
        return found[:_SECOND_QUESTIONS] if len(found) > 1 else None


def _picked(text: str, state: DialogueState) -> Query | None:
    """A number or a name that picks one of the choices offered."""
    if not state.options:
        return None
    plain = normalise(text).strip().rstrip("。.!?").removesuffix("で").removesuffix("番目").removesuffix("番")
    value = number(plain) if plain and len(plain) <= 3 and not plain.isalpha() or plain in "一二三四五六七八九十" else None
    if value is not None and 1 <= value <= len(state.options):
        return state.options[int(value) - 1].query
    labels = {normalise(option.label): option.query for option in state.options}
    if plain in labels:
        return labels[plain]
    inside = [query for label, query in labels.items() if label in plain]
    return inside[0] if len(inside) == 1 else None


def _greeting(frame: Frame) -> Help | None:
    """A greeting, thanks or a question about the bot, and nothing else."""
    if frame.items or frame.unknown or frame.numbers or frame.refusals or frame.new is not None:
        return None
    other = set(frame.cues) - {"hello", "thanks", "how_to_use", "confirm", "ask_yes_no", "instead", "detail", "correction", "list"}
    if other:
        return None
    if frame.has("how_to_use"):
        return Help(Greeting.HOW_TO_USE)
    if frame.has("thanks"):
        return Help(Greeting.THANKS)
    if frame.has("hello"):
        return Help(Greeting.HELLO)
    return None


def _refused(frame: Frame) -> Decline | None:
    """What by itself shows that the table cannot answer."""
    if not frame.refusals:
        return None
    return Decline(frame.refusals[0].refusal, frame.refused_texts[0])


def _fact(frame: Frame) -> Fact | None:
    if not frame.facts or frame.items:
        return None
    if frame.has("total", "count", "largest", "smallest", "share", "difference", "mean"):
        return None
    return frame.facts[0]


def _judged(drafts: list[tuple[Draft, bool]], whole: Frame, text: str) -> Reading:
    """Whether what was read may be answered with a figure."""
    mends = tuple(mend for mend in whole.mends if _tells(mend))
    for draft, _ in drafts:
        if draft.trouble:
            return Reading(draft.trouble, mends)
    meaningful = [draft for draft, followed in drafts if followed or draft.scope or draft.measured]
    if not meaningful:
        return Reading(_nothing_asked(whole, text), mends)
    queries = tuple(draft.query for draft, _ in drafts if draft.query)
    passed = tuple(dict.fromkeys(word for draft, _ in drafts for word in draft.passed_over))
    return Reading(queries, mends, passed, inherited=any(followed for _, followed in drafts))


def _tells(mend: Mend) -> bool:
    return normalise(mend.typed) != normalise(mend.read_as)


def _nothing_asked(whole: Frame, text: str) -> Decline | Clarify:
    if whole.unknown:
        return Decline(Refusal.UNKNOWN_NAME, "".join(whole.unknown))
    if whole.has("that", "rather", "only", "next_one", "more"):
        return Clarify(Doubt.NO_ANTECEDENT)
    if all(isinstance(span.meaning, Filler) for span in whole.spans) or whole.light:
        return Decline(Refusal.UNRELATED, text.strip()[:40])
    return Clarify(Doubt.WHAT_ABOUT_IT)
