"""How alike two names are, as written and as heard. Scores are 0–100.

Measured on this kind of names: the plain indel ratio, on surface and reading, finds single slips and
leaves few false friends; partial or token ratios of whole sentences are noise. What keeps 出版支援 from
being read as 出産支援 is that 出版 is a word of its own: a slip of the hand seldom makes one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Indel

from bot.japanese import KANA, Token, letter_readings, loose, read, tokens, unvoiced
from bot.understanding.glyphs import drawn_alike

_DRAWN_ALIKE = str.maketrans(
    "そつわたぬこゆ", "んしくくすろろ"
)  # ソン, シツ, クワタ, スヌ, コロユ, in hiragana as keys are
_TELLING = 4  # characters of a word that is itself with one of them wrong (新規修農)
_SAME_SOUND = 86  # readings this alike are one word misspelt


@dataclass(frozen=True, slots=True)
class Likeness:
    """`slips` counts dropped, doubled, swapped and wrong characters."""

    surface: float
    reading: float
    slips: int

    @property
    def mean(self) -> float:
        """Both together."""
        return (self.surface + self.reading) / 2


def likeness(form: str, heard: str, name: str, name_heard: str) -> Likeness:
    """How alike a typed stretch and a name are."""
    return Likeness(
        fuzz.ratio(form, name), fuzz.ratio(loose(heard), loose(name_heard)), OSA.distance(form, name)
    )


_SHORT = 5  # letters of 雪対策事業
_SHORTEST = 3  # letters, of which one may be another that looks like it


def is_slip(found: Likeness, form: str, name: str) -> bool:
    """A likeness that slips of the hand or of the kana conversion explain."""
    if has_another_number(form, name):
        return False
    if KANA.match(form) and form.translate(_DRAWN_ALIKE) == name.translate(_DRAWN_ALIKE):
        return True
    length = min(len(form), len(name))
    if length >= _SHORTEST and letters_look_alike(form, name) and not is_another_word(form, name):
        return True
    if found.reading >= 97 and (found.surface >= 40 or KANA.match(form)):
        return True
    allowed = 1 if length < 9 else 2 if length < 14 else 3
    same_letters = sorted(form) == sorted(name)
    if (
        found.slips > allowed
        or length < 3
        or (length == 3 and not same_letters and not _lookalike(form, name))
    ):
        return False
    if KANA.match(form) and length < 6:
        return length >= 4 and same_letters
    if len(name) <= _SHORT and name.endswith("事業") and _is_other_kanji(form, name):
        return False
    kanji = not any(KANA.match(char) for char in form)
    one_letter = kanji and found.slips == 1 and len(form) == len(name) >= _TELLING
    return (found.mean >= 74 or one_letter) and (same_letters or not is_another_word(form, name))


def has_another_number(form: str, name: str) -> bool:
    """旭川未来会議2040: a number other than the name's names another thing."""
    own = set(_NUMBER.findall(name))
    return bool(own) and not set(_NUMBER.findall(form)) <= own


_NUMBER = re.compile("[0-9]{2,}")


def _is_other_kanji(form: str, name: str) -> bool:
    """霜対策事業 for 雪対策事業: of so short a name one kanji is the telling part, and 霜 is a word."""
    differing = [i for i, (one, other) in enumerate(zip(form, name, strict=False)) if one != other]
    if len(form) == len(name) + 1 and differing:
        more = form[differing[0]]  # 保健室事業
        return not KANA.match(more) and more not in name
    if len(form) != len(name) or len(differing) != 1:
        return False
    (at,) = differing
    word = next((t for t in tokens(form) if t.start == at and t.surface == form[at]), None)
    if word is None or form[at].isascii() or not (word.known and word.pos == "名詞"):
        return False
    return unvoiced(word.reading) != unvoiced(read(name[at]).text) and not letters_sound_alike(
        form[at], name[at]
    )


def _lookalike(form: str, name: str) -> bool:
    """士木部 for 土木部: one kanji that is no part of a longer word."""
    return all(len(token.surface) == 1 for token in tokens(form)[:-1]) and len(form) == len(name)


def is_a_word(text: str) -> bool:
    """A word of the dictionary, not a slip: 警備, 産業, 潜水艦."""
    parts = tokens(text)
    return any(token.known and len(token.surface) > 1 and token.pos == "名詞" for token in parts)


def is_a_noun(kanji: str) -> bool:
    """A kanji that is a word by itself: 薪, 城."""
    known = all(token.known and token.pos == "名詞" for token in tokens(kanji))
    return len(kanji) == 1 and not KANA.match(kanji) and not kanji.isascii() and known


def letters_once(word: str) -> str:
    """`word` as if no key had been held too long: 土木木部 → 土木部."""
    return _REPEATED.sub(r"\1", word)


_REPEATED = re.compile(r"(.)\1+")


def is_another_word(form: str, name: str) -> bool:
    """Whether what differs in `form` makes another word: 出版 where the name has 出産."""
    blocks = [op for op in Indel.opcodes(form, name) if op.tag != "equal"]
    changed = {index for op in blocks for index in range(op.src_start, max(op.src_end, op.src_start + 1))}
    for token in tokens(form):
        touched = changed & set(range(token.start, token.end))
        alone = not KANA.match(token.surface) and _is_apart(form, token.start, token.end)
        word = token.known and (len(token.surface) > 1 or alone) and token.pos in {"名詞", "動詞"}
        if (
            not touched
            or not word
            or (token.subpos == "固有名詞" and not (token.place or _A_PLACE.search(token.surface)))
        ):
            continue
        if token.surface in name or (KANA.match(token.surface) and not _is_a_kana_noun(token)):
            continue
        counterpart = _counterpart(form, name, token.start, token.end)
        heard = read(counterpart).text
        if unvoiced(token.reading) == unvoiced(heard) or letters_sound_alike(token.surface, counterpart):
            continue  # 解雇 for 介護, 小力 for 省力
        if fuzz.ratio(loose(token.reading), loose(heard)) < _SAME_SOUND:
            return True
    return False


_A_PLACE = re.compile("..(?:大学|高校|病院|工場|空港|公園|会館|動物園)$")  # 旭川医科大学


def _is_a_kana_noun(token: Token) -> bool:
    """がけ対策 for がん対策: a word that is written so, at the head of what was typed."""
    return token.start == 0 and token.pos == "名詞" and len(token.surface) == _SHORT_NOUN


_SHORT_NOUN = 2  # kana


def _is_apart(form: str, start: int, end: int) -> bool:
    """Whether a single kanji is a word of its own: 子どもの外, 会を始める."""
    return (start == 0 or form[start - 1] in "のをにが") and form[end : end + 1] in {*"のをにが", ""}


def letters_sound_alike(typed: str, meant: str) -> bool:
    """Whether every letter that differs can be read like the one in its place."""
    return len(typed) == len(meant) and all(
        one == other or letter_readings(one) & letter_readings(other)
        for one, other in zip(typed, meant, strict=True)
    )


def letters_look_alike(typed: str, meant: str) -> bool:
    """Whether every letter that differs is drawn like the one in its place: 坦い手."""
    return len(typed) == len(meant) and all(
        one == other or drawn_alike(one, other) for one, other in zip(typed, meant, strict=True)
    )


def _counterpart(form: str, name: str, start: int, end: int) -> str:
    """The stretch of `name` that stands where `form` has start..end."""
    left, right = 0, len(name)
    for op in Indel.opcodes(form, name):
        if op.tag != "equal":
            continue
        if op.src_start < start:
            left = op.dest_start + min(op.src_end, start) - op.src_start
        if op.src_end > end:
            right = op.dest_start + max(op.src_start, end) - op.src_start
            break
    return name[left:right]
