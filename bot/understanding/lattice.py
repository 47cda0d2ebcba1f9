"""Cut an utterance into spans: of all that was recognised, the sequence worth most.

Every span costs a little, so that one long name beats the words it is made of, and every character
that nothing recognises costs more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from bot.japanese import KANA, Token, loose
from bot.reading import Mend
from bot.understanding.lexicon import Entry, Lexicon, is_full_name
from bot.understanding.spans import Cue, Departments, FactCue, Filler, Projects, Span, Trust, Unknown, Words
from bot.understanding.utterance import Utterance

_COUNTER = re.compile("[件個本行回円億万割倍回%]|事業|か所|箇所|部")
_SPAN_COST = 1.0
_HINT = -0.5
_HEARD, _LOOSE, _OFF_CUT = 0.85, 0.75, 0.7
_FUNCTION_WORDS = {"助詞", "助動詞", "補助記号", "空白", "感動詞", "接続詞", "連体詞", "代名詞", "記号"}
_LIGHT = {"動詞", "形容詞", "副詞", "形状詞"}
_LETTERS = 1024
_DO = {"する", "為る", "致す", "いたす", "下さる", "くださる", "願う"}
_SHORT = 2  # matches this short must stand between morphemes
_SOLID = 4  # matches this long may end inside one (数え|る)


def lexical_spans(utterance: Utterance, lexicon: Lexicon) -> list[Span]:
    """All names, words and cues that stand in the utterance, as written or as heard."""
    found = _written(utterance, lexicon)
    found += _across_marks(utterance, lexicon)
    found += _heard(utterance, lexicon)
    found += _heard_across_marks(utterance, lexicon)
    return found


def _written(utterance: Utterance, lexicon: Lexicon) -> list[Span]:
    form, cuts = utterance.form, utterance.cuts
    spans = []
    for start, end, word in lexicon.written.within(form):
        for entry in lexicon.by_key[word]:
            if isinstance(entry.meaning, FactCue) and _COUNTER.match(form, end):
                continue  # 新規って何|件
            if entry.meaning == Cue("own_whole") and any(start < at < end for at in utterance.breaks):
                continue  # 「都市計画部 予算計」: the space ends a department's name
            on_cut = start in cuts and (end in cuts or end - start >= _SOLID)
            spans.append(_span(utterance, start, end, entry, Trust.EXACT, 1.0, on_cut=on_cut))
    return spans


def _across_marks(utterance: Utterance, lexicon: Lexicon) -> list[Span]:
    """Names with stray marks in them: 産前・・産後、ヘルパー。事業."""
    form = utterance.form
    kept = [index for index, char in enumerate(form) if char.isalnum() or char in "ー-"]
    if len(kept) == len(form):
        return []
    plain = "".join(form[index] for index in kept)
    spans = []
    for first, last, name in lexicon.full_names.within(plain):
        start, end = kept[first], kept[last - 1] + 1
        if last - first < _SOLID or end - start == last - first:
            continue  # no mark in it
        spans += [
            _span(utterance, start, end, entry, Trust.HEARD, _HEARD)
            for entries in (lexicon.by_key, lexicon.by_reading)
            for entry in entries.get(name, ())
            if is_full_name(entry.meaning)
        ]
    return spans


def _heard(utterance: Utterance, lexicon: Lexicon) -> list[Span]:
    text, starts = utterance.reading.text, utterance.reading.starts
    spans = []
    kana_function = _function_kana(utterance)
    words = {(t.start, t.end) for t in utterance.tokens if t.known and t.pos == "名詞" and len(t.surface) > 1}
    for first in range(len(text)):
        start = starts[first]
        if start < 0:
            continue
        for last in range(first + 3, min(len(text), first + lexicon.longest) + 1):
            end = starts[last]
            heard = text[first:last]
            alike = loose(heard)
            if heard not in lexicon.reading_beginnings and alike not in lexicon.loose_beginnings:
                break
            if end < 0:
                continue
            if utterance.form[start:end] in lexicon.by_key:
                continue  # it is written so
            sounding = lexicon.by_reading.get(heard, ())
            if sounding and _is_a_clause(utterance, start, end):
                continue
            spans += [
                _span(utterance, start, end, entry, Trust.HEARD, _HEARD)
                for entry in sounding
                if not (isinstance(entry.meaning, Words) and (start, end) in kana_function)
                and not (
                    isinstance(entry.meaning, Cue)
                    and (start, end) in words
                    and not KANA.match(utterance.form[start:end])
                    and not set(utterance.form[start:end]) & set(entry.name)
                )
            ]
            if heard in lexicon.by_reading or last - first < 4:
                continue
            in_kana = bool(KANA.match(utterance.form[start:end]))
            if not in_kana and utterance.form.endswith("を", start, end):
                continue  # 補助を is no 圃場
            spans += [
                _span(utterance, start, end, entry, Trust.HEARD, _LOOSE)
                for entry in lexicon.by_loose.get(alike, ())
                if (in_kana and start in utterance.cuts) or not isinstance(entry.meaning, Cue | Words)
            ]
    return spans


def _is_a_clause(utterance: Utterance, start: int, end: int) -> bool:
    """旭川も出る: a noun, a particle and a verb in kanji, and not 旭川モデル."""
    if KANA.match(utterance.form[start:end]):
        return False
    inside = [token.pos for token in utterance.tokens if start <= token.start and token.end <= end]
    return inside[:2] == ["名詞", "助詞"] and inside[-1] == "動詞" and utterance.form[end - 2] >= "一"


def _heard_across_marks(utterance: Utterance, lexicon: Lexicon) -> list[Span]:
    """Names with marks in them, by their reading: 新規収納確保・育成対策事業."""
    text, starts = utterance.reading.text, utterance.reading.starts
    kept = [index for index, char in enumerate(text) if char.isalnum() or char == "ー"]
    if len(kept) == len(text):
        return []
    plain = "".join(text[index] for index in kept)
    spans = []
    for first, last, name in lexicon.full_names.within(plain):
        start, end = starts[kept[first]], starts[kept[last - 1] + 1]
        no_mark = kept[last - 1] - kept[first] == last - 1 - first
        if last - first < _SOLID or start < 0 or end < 0 or no_mark:
            continue  # or inside a morpheme
        spans += [
            _span(utterance, start, end, entry, Trust.HEARD, _HEARD)
            for entry in lexicon.by_reading.get(name, ())
            if isinstance(entry.meaning, Projects) and not entry.meaning.alias
        ]
    return spans


def _function_kana(utterance: Utterance) -> set[tuple[int, int]]:
    """Stretches of verbs and particles in kana (しよう), which sound like nouns (使用) but are none."""
    found, run = set(), list[Token]()
    for token in utterance.tokens:
        if token.pos not in _FUNCTION_WORDS | _LIGHT or not KANA.match(
            utterance.form[token.start : token.end]
        ):
            run = []
            continue
        run = [*run[-2:], token]
        if any(part.pos != "副詞" for part in run):
            found |= {(first.start, token.end) for first in run}
    return found


def _span(
    utterance: Utterance,
    start: int,
    end: int,
    entry: Entry,
    trust: Trust,
    factor: float,
    *,
    on_cut: bool = True,
) -> Span:
    length = end - start
    in_kanji = not KANA.match(utterance.form[start:end])
    if trust is Trust.HEARD and in_kanji and isinstance(entry.meaning, Cue | Filler | Words):
        factor *= 0.7  # what only sounds alike must not break up what is written
    score = length * entry.worth * factor - _SPAN_COST
    if isinstance(entry.meaning, Unknown):
        score = (
            _HINT  # before the same word as one that nothing knows (見守り), after all that the table prints
        )
    if not on_cut:
        score = score * _OFF_CUT - 0.5 if length > _SHORT else score - length * entry.worth - 0.3
    text = utterance.surface[start:end]
    return Span(start, end, entry.meaning, score, text, trust, _of_a_section(text, entry))


def _of_a_section(text: str, entry: Entry) -> Mend | None:
    """「総務課」: the table prints departments only, so a section read as one is said to be."""
    match entry.meaning:
        case Departments((name,)) if text.endswith(("課", "室")):
            return Mend(text, name)
    return None


def fallback_spans(utterance: Utterance) -> list[Span]:
    """Particles as fillers, everything else as unknown, so that every utterance can be cut."""
    spans = []
    following = (*utterance.tokens[1:], None)
    for token, after in zip(utterance.tokens, following, strict=False):
        sound = token.pos == "感動詞" and len(token.surface) == 1  # う, り: hardly an interjection
        if (token.pos in _FUNCTION_WORDS and not sound) or not any(char.isalnum() for char in token.surface):
            spans.append(Span(token.start, token.end, Filler(token.surface), -0.1, token.surface))
        else:
            light = sound or token.pos in _LIGHT or token.pos in {"接頭辞", "接尾辞"}
            light = light or (token.verbal and after is not None and after.lemma in _DO)
            cost = -0.6 if light else -1.0 - 0.1 * len(token.surface)
            spans.append(Span(token.start, token.end, Unknown(token.surface, light), cost, token.surface))
    for index, (char, form) in enumerate(zip(utterance.surface, utterance.form, strict=False)):
        meaning, cost = _letter(char, form)
        spans.append(Span(index, index + 1, meaning, cost, char))
    return spans


@lru_cache(maxsize=_LETTERS)
def _letter(char: str, form: str) -> tuple[Unknown | Filler, float]:
    """What a letter is worth that belongs to nothing."""
    return (Unknown(char, bool(KANA.match(form))), -1.6) if char.isalnum() else (Filler(char), -0.2)


def best_path(length: int, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The sequence of spans that covers 0..length and is worth most."""
    ending = defaultdict(list)
    for span in spans:
        ending[span.end].append(span)
    unreached: tuple[float, Span | None] = (float("-inf"), None)
    best: list[tuple[float, Span | None]] = [(0.0, None), *([unreached] * length)]
    for end in range(1, length + 1):
        for span in ending[end]:
            score = best[span.start][0] + span.score
            if score > best[end][0]:
                best[end] = (score, span)
    path: list[Span] = []
    position = length
    while position > 0:
        chosen = best[position][1]
        assert chosen is not None, "fallback spans cover every character"
        path.append(chosen)
        position = chosen.start
    return tuple(reversed(path))
