"""From text to spans: all recognisers at work, the lattice's choice, and the mending of slips."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.japanese import KANA
from bot.query import Fact, Field
from bot.reading import Mend
from bot.understanding.amounts import amount_spans
from bot.understanding.cue_slips import CueSlips
from bot.understanding.departments import department_spans
from bot.understanding.goals_in_words import goal_spans
from bot.understanding.inflections import verb_spans
from bot.understanding.lattice import best_path, fallback_spans, lexical_spans
from bot.understanding.lexicon import Lexicon
from bot.understanding.mending import mended_spans
from bot.understanding.name_slips import NameSlips
from bot.understanding.no_words import unknown_kana
from bot.understanding.places import place_spans
from bot.understanding.spans import Amount, Cue, FactCue, Filler, Span, Trust, Unknown, Words
from bot.understanding.utterance import Utterance

_MONEY_WORTH, _PATTERN_WORTH = 3.0, 1.9


class Recogniser:
    """All recognisers over one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._cue_slips = CueSlips(lexicon)
        self._name_slips = NameSlips(lexicon)

    def spans(self, utterance: Utterance) -> tuple[Span, ...]:
        """The utterance as a sequence of typed spans."""
        length, lexicon = len(utterance.form), self._lexicon
        spans = [span for span in lexical_spans(utterance, lexicon) if not _goes_on(span, utterance.form)]
        spans = [span for span in spans if not _begins_inside_a_word(span, utterance)]
        spans += fallback_spans(utterance)
        spans += place_spans(utterance, lexicon.catalogue)
        spans += goal_spans(utterance, lexicon)
        spans += verb_spans(utterance, lexicon.vocabulary.verbs, lexicon.vocabulary.negated_verbs)
        spans += _patterns(utterance, lexicon)
        spans += _money(utterance)
        spans += _quoted(utterance, lexicon)
        spans += self._name_slips.spans(utterance)
        if utterance.in_latin:
            spans = [span for span in spans if not utterance.tears(span.start, span.end)]
        path = best_path(length, spans)
        spans += department_spans(utterance, path, lexicon)
        spans += self._cue_slips.spans(utterance, path)
        spans += mended_spans(utterance, path, lexicon)
        if utterance.in_latin:
            spans = [span for span in spans if not utterance.tears(span.start, span.end)]
        return _joined(unknown_kana(_as_written(best_path(length, spans), utterance), utterance))


def _as_written(path: tuple[Span, ...], utterance: Utterance) -> tuple[Span, ...]:
    """「お酒とか発酵」: a word by itself that only sounds like 発行 is the word it is; 「いじめ帽子」 is a slip."""
    nouns = {(t.start, t.end) for t in utterance.tokens if t.known and t.pos == "名詞"}
    read = list(path)
    for index, span in enumerate(path):
        around = [other for other in path[max(0, index - 1) : index + 2] if other is not span]
        if (
            span.trust is Trust.HEARD
            and isinstance(span.meaning, Words)
            and span.end - span.start == _TWO_KANJI
            and (span.start, span.end) in nouns
            and not any(KANA.match(char) for char in span.text)
            and all(isinstance(other.meaning, Filler | Cue) for other in around)
        ):
            read[index] = replace(span, meaning=Unknown(span.text, light=False), trust=Trust.EXACT)
    return tuple(read)


_TWO_KANJI = 2


def _begins_inside_a_word(span: Span, utterance: Utterance) -> bool:
    """アス|ベスト is no best."""
    around = utterance.surface[max(0, span.start - 1) : span.start + 1]
    if not isinstance(span.meaning, Cue) or len(around) < 2 or not all("ァ" <= c <= "ー" for c in around):
        return False
    return any(token.known and token.start < span.start < token.end for token in utterance.tokens)


def _goes_on(span: Span, form: str) -> bool:
    """「新規って何がある?」「再掲って何件?」: no question for what the mark means."""
    if not isinstance(span.meaning, FactCue):
        return False
    said, after = form[span.start : span.end], form[span.end :]
    if said.endswith(("何", "なに")):
        return after[:1] in set("がをにか件個本位%部割番回行種")
    if span.meaning.fact is Fact.UNIT and after.startswith("で") and any(char.isdigit() for char in after):
        return True  # 「千円単位で12,236」
    return said.endswith("って") and (after.startswith(_MARKED) or bool(_NO_MEANING_ASKED.match(after)))


_NO_MEANING_ASKED = re.compile("、(?!何|なに|なん|どう|どんな)")  # 「再掲って、だぶりを除くと何事業?」


_MARKED = (
    "何行",
    "何件",
    "何本",
    "何事業",
    "いくつ",
    "全部で",
    "合わせて",
    "合計",
    "つい",
    "付い",
    "つく",
    "付く",
    "書い",
    "書か",
    "ある",
    "印が",
    "なって",
    "何件",
    "何事業",
    "いくつ",
)


def _patterns(utterance: Utterance, lexicon: Lexicon) -> list[Span]:
    return [
        Span(
            found.start(),
            found.end(),
            Cue(cue),
            (found.end() - found.start()) * _PATTERN_WORTH,
            utterance.surface[found.start() : found.end()],
        )
        for cue, pattern in lexicon.vocabulary.patterns.items()
        for found in pattern.finditer(utterance.form)
    ]


def _money(utterance: Utterance) -> list[Span]:
    return [
        Span(
            found.start,
            found.end,
            Amount(found),
            (found.end - found.start) * _MONEY_WORTH,
            utterance.surface[found.start : found.end],
        )
        for found in amount_spans(utterance.form)
    ]


def _quoted(utterance: Utterance, lexicon: Lexicon) -> list[Span]:
    """Quoted text is a string to look for, but for what is a name anyway."""
    spans = []
    for start, end in utterance.quoted:
        form, text = utterance.form[start:end], utterance.surface[start:end]
        spelled = _spelled_in_print(form, lexicon)
        words = Words((spelled or text,), spelled or text, field=Field.ANY, literal=True)
        score = (end - start) * (1.5 if _is_asking(form, lexicon) else 2.3)
        mend = Mend(text, spelled) if spelled else None
        spans.append(Span(start, end, words, score, text, mend=mend))
    return spans


def _spelled_in_print(form: str, lexicon: Lexicon) -> str:
    """「ほじょきん」: kana that nothing prints, and a word of the table that reads so."""
    if not KANA.match(form) or lexicon.matching([form]):
        return ""
    heard = (entry for entry in lexicon.by_reading.get(form, ()) if isinstance(entry.meaning, Words))
    return next((entry.name for entry in heard if lexicon.matching([entry.name])), "")


def _is_asking(form: str, lexicon: Lexicon) -> bool:
    """「再掲」 in quotes is still the mark, and no string to look for."""
    return any(isinstance(entry.meaning, Cue) for entry in lexicon.by_key.get(form, ()))


def _joined(path: tuple[Span, ...]) -> tuple[Span, ...]:
    """Neighbouring unknown spans as one word."""
    joined: list[Span] = []
    for span in path:
        last = joined[-1] if joined else None
        if (
            last
            and isinstance(span.meaning, Unknown)
            and isinstance(last.meaning, Unknown)
            and last.meaning.light == span.meaning.light
            and not (last.meaning.hints or span.meaning.hints)
        ):
            text = last.text + span.text
            meaning = Unknown(text, last.meaning.light and (span.meaning.light or bool(KANA.match(text))))
            joined[-1] = Span(last.start, span.end, meaning, last.score + span.score, text)
        else:
            joined.append(span)
    return tuple(joined)
