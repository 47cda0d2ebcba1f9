"""Words of asking with one slip in them: トプッ7, 施索別, ごうけ, いっちばん.

Found by the letters that are left when one is dropped, on both sides; two kanji alike or of one sound
(glyphs.py, and `[confusable]` in vocabulary.toml) count as a slip even in a word of two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from bot.japanese import KANA, tokens, unvoiced
from bot.reading import Mend
from bot.understanding.glyphs import drawn_like
from bot.understanding.lexicon import Entry, Lexicon
from bot.understanding.spans import Cue, Filler, Span, Trust, Unknown
from bot.understanding.utterance import Utterance

_SHORTEST, _SHORTEST_FILLER, _LONGEST = 3, 4, 8
_WORTH, _WORTH_FILLER = 1.7, 0.9
_SMALL_TALK = (Cue("hello"), Cue("thanks"), Cue("aside"))
_AFTER_A_VERB = {"て", "で"}  # 呼んでくる is no 出てくる
_WHOLE = {"事業", "の", "は", "を", "が"}  # no piece of a word of asking


class CueSlips:
    """The index over one lexicon's words of asking."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._dropped: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        self._confused: dict[str, Entry] = {}
        self._known = lexicon.by_key.keys()
        self._known_cues: dict[str, Entry] = {}
        for heard, entries in lexicon.by_reading.items():
            for entry in entries:
                if isinstance(entry.meaning, Cue) and len(heard) > _SHORTEST and not heard.endswith("ない"):
                    self._index_dropped(heard, entry)
        for form, entries in lexicon.by_key.items():
            for entry in entries:
                if isinstance(entry.meaning, Cue | Filler):
                    self._index(form, entry, lexicon)
                if isinstance(entry.meaning, Cue):
                    self._known_cues.setdefault(form, entry)

    def _index(self, form: str, entry: Entry, lexicon: Lexicon) -> None:
        shortest = _SHORTEST_FILLER if isinstance(entry.meaning, Filler) else _SHORTEST
        if shortest <= len(form):
            self._index_dropped(form, entry)
        if isinstance(entry.meaning, Cue) and len(form) >= 2:
            for index, char in enumerate(form):
                for other in (*lexicon.vocabulary.confusable.get(char, ""), *drawn_like(char)):
                    typed = form[:index] + other + form[index + 1 :]
                    if typed not in lexicon.by_key and not _is_a_word(typed):
                        self._confused.setdefault(typed, entry)

    def _index_dropped(self, form: str, entry: Entry) -> None:
        if len(form) <= _LONGEST and entry.meaning not in _SMALL_TALK:
            for left in {form, *_less_one(form)}:
                self._dropped[left].append((form, entry))

    def spans(self, utterance: Utterance, path: tuple[Span, ...]) -> list[Span]:
        """Readings of the stretches around what nothing recognised."""
        found = []
        for start, end in _stretches(path):
            typed = utterance.form[start:end]
            known = typed in self._known or start not in utterance.cuts
            known = known or utterance.cuts_a_word(start, end) or _goes_on_in_kana(utterance, end)
            entry = None if known else self._meant(typed)
            if entry:
                found.append(_span(utterance, start, end, entry))
        return found

    def _meant(self, typed: str) -> Entry | None:
        if typed in self._confused:
            return self._confused[typed]
        if len(typed) < _SHORTEST or typed[0] in _AFTER_A_VERB:
            return None
        for once in _undoubled(typed):
            if once in self._known_cues:
                return self._known_cues[once]
        near = dict(pair for left in (typed, *_less_one(typed)) for pair in self._dropped.get(left, ()))
        return next((entry for meant, entry in near.items() if _is_slip(typed, meant)), None)


def _stretches(path: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """Stretches that hold something unknown and nothing that was surely recognised."""
    for index, span in enumerate(path):
        if not isinstance(span.meaning, Unknown):
            continue
        first = last = index
        while first > 0 and _loose_end(path[first - 1]) and span.end - path[first - 1].start <= _LONGEST:
            first -= 1
        while (
            last + 1 < len(path)
            and _loose_end(path[last + 1])
            and path[last + 1].end - span.start <= _LONGEST
        ):
            last += 1
        inside = range(max(span.start, span.end - _LONGEST), span.end)
        starts = [*(part.start for part in path[first:index]), *inside]
        ends = [*(at + 1 for at in inside), *(part.end for part in path[index + 1 : last + 1])]
        yield from ((start, end) for start in starts for end in ends if 2 <= end - start <= _LONGEST)


def _goes_on_in_kana(utterance: Utterance, end: int) -> bool:
    """もう|どうけ|ん支援: no word of asking ends within a word in kana that a name follows."""
    if end in utterance.cuts or not KANA.match(utterance.form[end - 1 : end + 1]):
        return False
    return bool(_KANA_AND_KANJI.match(utterance.form, end))


_KANA_AND_KANJI = re.compile("[ぁ-ゖー]+[一-龥]")


def _loose_end(span: Span) -> bool:
    """A small span that may be a piece of a mistyped word."""
    return isinstance(span.meaning, Unknown) or (len(span.text) <= 2 and span.text not in _WHOLE)


def _undoubled(typed: str) -> Iterator[str]:
    """施策策 less the kanji that was typed twice."""
    for index in range(1, len(typed)):
        if typed[index] == typed[index - 1] and not KANA.match(typed[index]):
            yield typed[:index] + typed[index + 1 :]


def _less_one(word: str) -> Iterable[str]:
    return (word[:index] + word[index + 1 :] for index in range(len(word)))


def _is_slip(typed: str, meant: str) -> bool:
    """One letter dropped, doubled, swapped with the next, or without its voicing marks.

    Another letter in its place makes another word (なったら, だったら): kanji that are taken for one
    another stand in `[confusable]`.
    """
    if meant in typed or typed in meant[1:] or OSA.distance(typed, meant) != 1:
        return False
    if sorted(typed) == sorted(meant):
        return True
    if KANA.match(typed) and not KANA.match(meant):
        return False  # a whole kanji is no slip: いない, 入れない
    if len(typed) == len(meant):
        return (KANA.match(typed) is not None and unvoiced(typed) == unvoiced(meant)) or (
            len(meant) >= _LONG and _is_flicked(typed, meant)
        )
    return len(meant) > _SHORTEST and typed[0] == meant[0] and typed.isalnum() and not _is_a_word(typed)


def _is_flicked(typed: str, meant: str) -> bool:
    """いつばん for いちばん: the right key, and the finger drawn another way."""
    one, other = next(pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1])
    return any(one in row and other in row for row in _KEYS)


_LONG = 5  # letters
_KEYS = [  # of a phone, each with what it is flicked to
    "あいうえお",
    "かきくけこがぎぐげご",
    "さしすせそざじずぜぞ",
    "たちつてとだぢづでどっ",
    "なにぬねの",
    "はひふへほばびぶべぼぱぴぷぺぽ",
    "まみむめも",
    "らりるれろ",
]


def _is_a_word(text: str) -> bool:
    """Whether the dictionary knows it: then it was meant as it stands."""
    parts = tokens(text)
    return not KANA.match(text) and len(parts) == 1 and parts[0].known


def _span(utterance: Utterance, start: int, end: int, entry: Entry) -> Span:
    text = utterance.surface[start:end]
    if isinstance(entry.meaning, Filler):
        return Span(start, end, entry.meaning, (end - start) * _WORTH_FILLER - 1, text, Trust.MENDED)
    worth = (end - start) * _WORTH - 1
    return Span(start, end, entry.meaning, worth, text, Trust.MENDED, Mend(text, entry.name))
