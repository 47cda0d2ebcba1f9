"""Kana that make no sentence: ぷらねたりうむ, which the dictionary cuts into a verb and particles.

Such pieces weigh nothing by themselves, and 「ぷらねたりうむ改修」 would be read as 改修 alone. What the
dictionary's own costs call most unlikely is one word that nothing knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.japanese import tokens, unlikeliness
from bot.understanding.spans import Filler, Projects, Span, Trust, Unknown, Words
from bot.understanding.utterance import Utterance

_SHORTEST, _SHORTEST_IN_LATIN = 4, 3  # kana
_UNLIKELY = 2900  # a letter: 「なんぼだべか」 has 2650, ぷらねたりうむ 3350
_UNLIKELY_IN_LATIN = 1500  # of one word between spaces
_PIECES = {"副詞", "名詞", "接尾辞", "代名詞", "感動詞"}  # no verb among them, and no particle


def unknown_kana(path: tuple[Span, ...], utterance: Utterance) -> tuple[Span, ...]:
    """The path, with runs of kana before a name or word of the table as one unknown word where they are none."""
    read = list(path)
    for first, last in reversed([*_runs(path, utterance)]):
        start, end = path[first].start, path[last].end
        if _is_no_words(utterance.form[start:end], in_latin=utterance.in_latin):
            text = utterance.surface[start:end]
            read[first : last + 1] = [Span(start, end, Unknown(text, light=False), 0.0, text, Trust.EXACT)]
    return tuple(read)


def _is_no_words(kana: str, *, in_latin: bool) -> bool:
    """ぷらねたりうむ by what it costs; じゅう|どう and もう|どう|けん by their pieces."""
    if unlikeliness(kana) >= (_UNLIKELY_IN_LATIN if in_latin else _UNLIKELY):
        return True
    pieces = tokens(kana)
    return len(pieces) > 1 and all(token.pos in _PIECES for token in pieces)


def _runs(path: tuple[Span, ...], utterance: Utterance) -> Iterator[tuple[int, int]]:
    """First and last span of the kana that stand before a content word, as 「…整備」 or 「…の支援」."""
    for index, span in enumerate(path):
        if not isinstance(span.meaning, Words | Projects):
            continue
        last = index - 1
        if last >= 0 and path[last].text == "の":
            last -= 1
        first = last + 1
        while (
            first > 0
            and _is_kana(path[first - 1])
            and (first > last or path[first].start not in utterance.breaks)
        ):
            first -= 1
        after_a_word = first > 0 and isinstance(path[first - 1].meaning, Words | Projects)
        particle = 0 < first <= last and path[first].text in _PARTICLES
        if particle:
            first += 1
        elif after_a_word and path[first - 1].end == path[first].start:
            continue  # 食べマル|シェって: the end of what stands before it
        length = path[last].end - path[first].start if first <= last else 0
        if length >= (_SHORTEST_IN_LATIN if utterance.in_latin else _SHORTEST) and not all(
            _is_asked_so(part) for part in path[first : last + 1]
        ):
            yield first, last


_PARTICLES = {"の", "は", "が", "を", "に", "で", "と", "も", "へ", "や"}


def _is_kana(span: Span) -> bool:
    return isinstance(span.meaning, Unknown | Filler) and bool(_ANY_KANA.fullmatch(span.text))


_ANY_KANA = re.compile("[ぁ-ゖァ-ヶー]+")


def _is_asked_so(span: Span) -> bool:
    """A phrase of the vocabulary, such as おしえて."""
    return isinstance(span.meaning, Filler) and not span.meaning.particle and len(span.text) > 1
