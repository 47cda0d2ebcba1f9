"""Slips put right: what nothing recognised, held against the names it may have been meant for.

Fuzzy scores are used on stretches that hold an unknown word, never on whole sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from bot.japanese import KANA, key, loose, read, unvoiced
from bot.reading import Mend
from bot.understanding.alike import Alike
from bot.understanding.lexicon import Entry, Lexicon
from bot.understanding.similarity import Likeness, has_another_number, is_slip, letters_sound_alike, likeness
from bot.understanding.spans import (
    Amount,
    Cue,
    Departments,
    Filler,
    Number,
    Projects,
    Span,
    Trust,
    Unknown,
    UnknownDepartment,
    Words,
)
from bot.understanding.utterance import Utterance

_REACH = 7  # spans to either side of an unknown one that may belong to the same name
_WORTH = 2.6
_CUTOFF, _FEW = 70, 6
_CUTOFF_SHORT = 66  # two letters of three
_SHORTEST, _LONGEST_WORD = 3, 16
_MOST = 60  # stretches of one utterance; what comes after is not about one name
_MARGIN = 4  # points by which the best name must lead
_PREFIX = 4  # characters from which the beginning of a name is enough


def mended_spans(utterance: Utterance, path: tuple[Span, ...], lexicon: Lexicon) -> list[Span]:
    """Names that stretches around unknown words were probably meant for."""
    spans: list[Span] = []
    for first, last in islice(_stretches(path, lexicon), _MOST):
        start, end = path[first].start, path[last].end
        if end - start < _SHORTEST or _within_a_katakana_word(utterance.surface, end):
            continue
        found = _name(utterance, start, end, lexicon) or _word(utterance, start, end, lexicon)
        if found:
            spans.append(found)
    for first, last in (*_tails(path), *_whole(path), *_beginnings(path)):
        start, end = path[first].start, path[last].end
        text = utterance.surface[start:end]
        form = utterance.form[start:end]
        broken_off = _prefix(start, end, text, form, read(text).text, lexicon, fuzzy=False)
        if broken_off:
            spans.append(broken_off)
    return spans


def _within_a_katakana_word(surface: str, end: int) -> bool:
    """パートナーシ of パートナーシップ is no slip in パートナー探し."""
    return bool(_KATAKANA.fullmatch(surface[end - 1 : end + 2]))


_KATAKANA = re.compile("[ァ-ヶ][ァ-ヶー]{2}")


def _tails(path: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """A name broken off in the kana of its next kanji: 近文清掃工場 + き + か, 児童虐待 + 防止 + た."""
    first = 0
    for index, span in enumerate(path):
        if index and path[index - 1].end != span.start:
            first = index
        if not isinstance(span.meaning, Words | Projects):
            first = index + 1
            continue
        if span.end - path[first].start < _PREFIX:
            continue
        for last in range(index + 1, min(len(path), index + 4)):
            if not KANA.match(path[last].text) or len(path[last].text) > 2:
                break
            yield first, last


def _whole(path: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """「地域まち」: nothing but known words, and together the beginning of one name."""
    if len(path) > 1 and all(isinstance(span.meaning, Words | Projects) for span in path):
        yield 0, len(path) - 1


def _beginnings(path: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """「おやこサポートの予算」「担い手確保・育成バックアップはいくら」: known words that together begin a name."""
    first = 0
    for index, span in enumerate((*path, None)):
        goes_on = span is not None and (index == first or path[index - 1].end == span.start)
        part = span is not None and (isinstance(span.meaning, Words | Projects) or span.text in _IN_NAMES)
        if part and goes_on:
            continue
        asked = span is not None and span.text in _AFTER_A_NAME
        if asked and index - first > 1 and path[index - 1].end - path[first].start >= _LONG_BEGINNING:
            yield first, index - 1
        first = index + 1


_IN_NAMES = {"・", "旭川"}
_AFTER_A_NAME = {"の", "は", "って", "、", "いくら", "なんぼ", "について"}
_LONG_BEGINNING = 6  # characters


def _stretches(path: tuple[Span, ...], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Index pairs of stretches that hold an unknown span."""
    unknown = [
        index
        for index, span in enumerate(path)
        if isinstance(span.meaning, Unknown) and not span.meaning.hints
    ]
    seen = set()
    for index in unknown:
        least, most = _reach(path, index)
        for first in range(least, index + 1):
            for last in range(index, most + 1):
                whole = path[first : last + 1]
                if (first, last) in seen or not _could_be_a_name(whole, lexicon):
                    continue
                seen.add((first, last))
                yield first, last


def _reach(path: tuple[Span, ...], index: int) -> tuple[int, int]:
    """The first and last span around an unknown one that may belong to the same name."""
    first = last = index
    while first and index - first < _REACH and path[first - 1].text not in _STOPS:
        first -= 1
    while last + 1 < len(path) and last - index < _REACH and path[last + 1].text not in _STOPS:
        last += 1
    return first, last


_STOPS = {"。", "?", "!", "、"}


def _could_be_a_name(spans: tuple[Span, ...], lexicon: Lexicon) -> bool:
    if any(isinstance(span.meaning, Amount | Departments | UnknownDepartment | Number) for span in spans):
        return False
    inside = {span.text for span in spans[1:-1] if isinstance(span.meaning, Filler)} & _IN_SENTENCES
    if inside and not any(
        inside & set(name) for name, _ in lexicon.names_by_start.get(spans[0].text[:2], ())
    ):
        return False  # 「1歳の子を保育園に入れ」; 「地域を支え…」 begins a name
    edges = (spans[0], spans[-1])
    return (
        not any(
            (isinstance(edge.meaning, Filler) and edge.text not in _PIECES)
            or (isinstance(edge.meaning, Cue) and len(edge.text) > 2)
            for edge in edges
        )
        or len(spans) == 1
    )


_IN_SENTENCES = {"を", "が", "に", "は", "って", "とか", "けど", "も"}  # and hardly in names
_PIECES = {"事業", "り", "る", "れ", "ぬ", "ず", "つ"}  # what may be left of a name, and is no particle


def _name(utterance: Utterance, start: int, end: int, lexicon: Lexicon) -> Span | None:
    form, text = utterance.form[start:end], utterance.surface[start:end]
    heard = read(text).text
    indices = {
        index
        for index in _near(form, heard, lexicon.like_names, lexicon.sounding_names)
        if lexicon.names[index][0] not in form  # recognised as it stands
    }
    ranked = sorted(
        (
            (
                likeness(form, heard, lexicon.names[index][0], lexicon.names[index][1]),
                lexicon.names[index][2],
                lexicon.names[index][0],
            )
            for index in indices
        ),
        key=lambda found: -found[0].mean,
    )
    ranked = [found for found in ranked if is_slip(found[0], form, found[2])]
    if ranked:
        return _mended(start, end, text, [found[:2] for found in ranked])
    return _prefix(start, end, text, form, heard, lexicon)


def _near(form: str, heard: str, forms: Alike, sounds: Alike) -> set[int]:
    """Indices of the names that are worth a closer look."""
    cutoff = _CUTOFF if len(form) > _SHORTEST else _CUTOFF_SHORT
    return forms.near(form, cutoff, _FEW) | sounds.near(loose(heard), _CUTOFF + 10, _FEW)


def _mended(start: int, end: int, text: str, ranked: list[tuple[Likeness, Entry]]) -> Span:
    best, entry = ranked[0]
    meaning = entry.meaning
    rivals = [
        other.meaning
        for score, other in ranked[1:]
        if best.mean - score.mean < _MARGIN and other.meaning != meaning
    ]
    if isinstance(meaning, Projects) and rivals:
        ids = tuple(
            dict.fromkeys(
                project
                for rival in (meaning, *rivals)
                if isinstance(rival, Projects)
                for project in rival.ids
            )
        )
        meaning = Projects(ids, ambiguous=len(ids) > 1)
    score = (end - start) * _WORTH * best.mean / 100
    return Span(start, end, meaning, score, text, Trust.MENDED, Mend(text, entry.name))


def _prefix(
    start: int, end: int, text: str, form: str, heard: str, lexicon: Lexicon, *, fuzzy: bool = True
) -> Span | None:
    """The beginning of a name, the last word perhaps in kana (近文清掃工場きか…)."""
    if len(form) < _PREFIX:
        return None
    begins = lexicon.beginning(form)
    if len(heard) > _PREFIX:
        begins = begins + [
            entry for entry in lexicon.sounding(loose(heard)) if _in_kana(form, key(entry.name))
        ]
    if not begins and fuzzy and len(form) >= 6:
        begins = [
            entry
            for name, entry in lexicon.names_by_start.get(form[:2], ())
            if len(name) > len(form)
            and fuzz.ratio(form, name[: len(form)]) >= 85
            and not has_another_number(form, name)
        ]
    entries = {entry.meaning.ids: entry for entry in reversed(begins) if isinstance(entry.meaning, Projects)}
    ids = tuple(dict.fromkeys(project for found in entries for project in found))
    if lexicon.beginning(form):  # 「担い手確保・育成」 begins one name, and stands within another
        ids = tuple(dict.fromkeys((*ids, *lexicon.matching([form], in_text=False))))
    if not ids or len(ids) > 6:
        return None
    entry = next(iter(entries.values()))
    score = (end - start) * (_WORTH - 0.3)
    mend = Mend(text, entry.name) if len(ids) == 1 else None
    return Span(start, end, Projects(ids, ambiguous=len(ids) > 1), score, text, Trust.PARTIAL, mend)


def _in_kana(form: str, name: str) -> bool:
    """Whether what is not written like the name is kana: 冬まっり; 障害者手 is no beginning of 障害者就労."""
    kept = Indel.opcodes(form, name)
    others = (form[op.src_start : op.src_end] for op in kept if op.tag == "delete")
    return all(KANA.match(other) for other in others)


def _word(utterance: Utterance, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """A single word of the table or of the alias table with a slip in it."""
    form, text = utterance.form[start:end], utterance.surface[start:end]
    heard = read(text).text
    if len(form) < 3 or len(form) > _LONGEST_WORD:
        return None
    best: tuple[float, bool, Entry] | None = None
    indices = _near(form, heard, lexicon.like_words, lexicon.sounding_words)
    sounds = len(heard) >= 4 or bool(_ALL_KATAKANA.fullmatch(text))  # イシメ is no word, and いじめ is
    indices |= set(lexicon.unvoiced_words.get(unvoiced(heard), ())) if sounds else set()
    for index in indices:
        name, name_heard, entry = lexicon.words[index]
        if name in form or _only_begins_alike(form, name, lexicon) or _is_a_tail(form, name):
            continue  # recognised as it stands
        found = likeness(form, heard, name, name_heard)
        score = found.mean
        if sounds and unvoiced(heard) == unvoiced(name_heard) and _in_kana(form, name):
            score = max(score, 92.0)
        elif not is_slip(found, form, name):
            continue
        rank = (score, letters_sound_alike(form, name))  # 新規就能 is 就農, and 就航 is as near in writing
        if best is None or rank > best[:2]:
            best = (*rank, entry)
    if best is None:
        return None
    score, _, entry = best
    entry = _as_spelled(entry, lexicon)
    worth = (end - start) * 1.9 * score / 100 - 0.5
    return Span(start, end, entry.meaning, worth, text, Trust.MENDED, Mend(text, entry.name))


def _as_spelled(entry: Entry, lexicon: Lexicon) -> Entry:
    """What the word means where it is spelled right: デジタル化 is more than the text that prints it."""
    return max(lexicon.by_key.get(key(entry.name), [entry]), key=lambda found: found.worth)


def _is_a_tail(form: str, name: str) -> bool:
    """「進対策事業」 is what is left of many a name, and no slip in 増進対策事業."""
    return name.endswith(form) and len(form) <= _SHORT_TAIL and form.endswith("事業")


_ALL_KATAKANA = re.compile("[ァ-ヶ]{3,}")
_SHORT_TAIL = 5


def _only_begins_alike(form: str, name: str, lexicon: Lexicon) -> bool:
    """「地域おこし協力隊つこ」: a word and a verb's kana, and no slip in 地域おこし協力隊制度."""
    same = next((i for i, (a, b) in enumerate(zip(form, name, strict=False)) if a != b), len(form))
    tail = form[same:]
    return (
        len(tail) > 1
        and form[:same] in lexicon.by_key
        and bool(KANA.match(tail))
        and not KANA.match(name[same:])
    )
