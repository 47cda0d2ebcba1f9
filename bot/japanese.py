"""Japanese text as people type it: one spelling of a text, and its reading with places kept.

Surfaces are compared in a *key*: NFKC, lower case, hiragana for katakana, one kind of dash.
Readings are hiragana by Sudachi, each character knowing the surface boundary it belongs to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import jaconv
from sudachipy import Dictionary, SplitMode, Tokenizer

_DASHES = re.compile("[-‐‑‒–—―−－~〜～]")
_KATAKANA = "ァ-ヶー"
_CHOONPU = re.compile(f"(?<=[{_KATAKANA}])[-一](?=[{_KATAKANA}])|(?<=[{_KATAKANA}])-(?![0-9{_KATAKANA}])")
# A kanji that looks like a katakana, typed inside a katakana word.
_LOOKALIKE = str.maketrans("力工口二卜八夕千", "カエロニトハタチ")
_ICHI_AS_DASH = re.compile("(?<=[0-9])ー(?=[ァ-ヶ])|(?<=[0-9])一(?=[ァ-ヶ])|(?<=[ァ-ヶ])一(?=[0-9])")
_ICHI_AS_LONG = re.compile("(?<=[ァ-ヶ])一(?=場)")  # スキ一場
_LETTER_RANGE = re.compile(f"(?<![{_KATAKANA}])([ア-ケ])[〜～~](?=[ア-ケ](?![{_KATAKANA}]))")  # 施策ア〜オ
_TAG = re.compile("</?[a-z][^<>]{0,30}>")
_LOOKALIKE_IN_WORD = re.compile(
    f"(?<![一-龥{_KATAKANA}])力(?=[{_KATAKANA}])|(?<=[{_KATAKANA}])[工口二卜夕](?=[{_KATAKANA}])|卜(?=[{_KATAKANA}])|(?<=[ッー])卜"
)
# And the other way round: 省カ化.
_KATAKANA_AS_KANJI = re.compile("(?<=[一-龥])カ(?=[一-龥])(?!カ[所月国年条村町寺地])")
# Emoji that stand for a word, and numbers that NFKC would make letters.
_SIGNS = str.maketrans({"🆕": "新規", "➕": "プラス", "Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4", "Ⅴ": "5"})
# Variants NFKC leaves apart.
_VARIANTS = str.maketrans("髙﨑栁德", "高崎柳徳")
_IGNORED = {"Cc", "Cf", "Co", "Cn", "Cs", "So", "Sk", "Mn", "Me"}
_DAKUTEN = {"゙", "゚"}
KANA = re.compile(r"^[ぁ-ゖー]+$")

_LONG_VOWELS = re.compile(
    "(?<=[おこそとのほもよろごぞどぼぽょを])[うお]|(?<=[うくすつぬふむゆるぐずづぶぷゅ])う|"
    "(?<=[えけせてねへめれげぜでべぺ])[いえ]|ー"
)
_SAME_SOUND = str.maketrans("ぢづをゔ", "じずおぶ")
_UNVOICED = str.maketrans(
    "がぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽぁぃぅぇぉっゃゅょ",
    "かきくけこさしすせそたてとはひふへほはひふへほあいうえおつやゆよ",
)


def normalise(text: str) -> str:
    """One spelling of `text`: NFKC, lower case, no emoji or control characters, one kind of dash."""
    text = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_VARIANTS).lower()
    kept = (
        char if unicodedata.category(char) not in _IGNORED or char in _DAKUTEN else " "
        for char in unicodedata.normalize("NFC", text)
    )
    text = _DASHES.sub("-", _LETTER_RANGE.sub(r"\1から", "".join(kept)))
    text = _ICHI_AS_LONG.sub("ー", text)
    text = _CHOONPU.sub("ー", _ICHI_AS_DASH.sub("-", _TAG.sub("", text)))
    text = _KATAKANA_AS_KANJI.sub("力", text)
    return _LOOKALIKE_IN_WORD.sub(lambda match: match[0].translate(_LOOKALIKE), text)


@lru_cache(maxsize=12288)
def key(text: str) -> str:
    """What surfaces are compared by: normalised, in hiragana, without spaces. Keeps length but for spaces."""
    return str(jaconv.kata2hira(normalise(text))).replace(" ", "")


@lru_cache(maxsize=2048)
def loose(reading: str) -> str:
    """A reading without long vowels, and with one spelling for sounds that are alike."""
    return _LONG_VOWELS.sub("", reading.translate(_SAME_SOUND))


def unvoiced(reading: str) -> str:
    """A loose reading without voicing marks and small letters, for slips such as スボーツ, トツプ."""
    return loose(reading).translate(_UNVOICED)


class Token(NamedTuple):
    """A morpheme: where it stands in the text, its part of speech and dictionary form.

    A tuple, because dozens are made for every text, and a dataclass takes four times as long.
    """

    start: int
    end: int
    surface: str
    reading: str
    pos: str
    subpos: str
    lemma: str
    known: bool
    verbal: bool = False  # a noun that する makes a verb (確認, 抽出)
    place: bool = False  # the name of a place


_SPOKEN = {"私": "わたし"}  # where the dictionary has the formal reading


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


@cache
def _tokenizer() -> Tokenizer:
    return _dictionary().tokenizer(mode=SplitMode.C)


@lru_cache(maxsize=4096)
def letter_readings(letter: str) -> frozenset[str]:
    """The readings, in hiragana, that the dictionary has for one kanji."""
    entries = _dictionary().lookup(letter)
    return frozenset(str(jaconv.kata2hira(entry.reading_form())) for entry in entries)


@lru_cache(maxsize=64)
def unlikeliness(text: str) -> float:
    """What the dictionary's best cut of `text` costs a letter: 0–2,000 for Japanese, more for what is none."""
    return float(_tokenizer().tokenize(text).get_internal_cost()) / len(text)


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """Morphemes of an already normalised text. Readings are hiragana; kana reads as itself."""
    found = []
    for morpheme in _tokenizer().tokenize(text):
        surface = morpheme.surface()
        kana = str(jaconv.kata2hira(surface))
        reading = kana if KANA.match(kana) else str(jaconv.kata2hira(morpheme.reading_form()))
        reading = _SPOKEN.get(surface, reading)
        if not KANA.match(reading) or reading == "きごう":
            reading = surface
        pos = morpheme.part_of_speech()
        found.append(
            Token(
                morpheme.begin(),
                morpheme.end(),
                surface,
                reading,
                pos[0],
                pos[1],
                morpheme.dictionary_form(),
                not morpheme.is_oov(),
                pos[2] == "サ変可能",
                pos[2] == "地名",
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's reading; `starts[i]` is the surface index at reading index i, or -1 inside a morpheme."""

    text: str
    starts: tuple[int, ...]


def read(text: str) -> Reading:
    """The reading of a normalised text, with the surface boundaries it can be cut at."""
    letters: list[str] = []
    starts: list[int] = []
    for token in tokens(text):
        aligned = len(token.reading) == len(token.surface)
        for index, letter in enumerate(token.reading):
            letters.append(letter)
            starts.append(token.start + index if aligned or index == 0 else -1)
    starts.append(len(text))
    return Reading("".join(letters), tuple(starts))


def reading_of(text: str) -> str:
    """The hiragana reading of a name."""
    return read(normalise(text).replace(" ", "")).text


LATIN = re.compile(r"[a-z'-]+")
_SYLLABLES = re.compile(
    r"(?:(?:[bcdfghjklmnpqrstvwyz]|ch|sh|ts|ky|gy|sy|zy|jy|ty|cy|dy|ny|hy|by|py|my|ry)?[aiueo]|n(?![aiueo])|"
    r"([bcdfghjkmpqrstvwz])(?=\1)|t(?=ch)|[-'])+"
)


def to_romaji(kana: str) -> str:
    """A reading in Latin letters."""
    return str(jaconv.kana2alphabet(kana))


_LATIN_LOOKALIKE = str.maketrans("l", "i")  # lT, GlGA


def from_romaji(text: str, known_latin: frozenset[str], spelled: Mapping[str, str]) -> str:
    """Latin words that read as romaji, in hiragana; the table's own Latin words (ICT, DX) stay.

    `spelled` has readings that their letters alone do not tell: unei is うんえい, not うねい.
    """

    def convert(match: re.Match[str]) -> str:
        word = match[0]
        meant = word.translate(_LATIN_LOOKALIKE)
        if meant in known_latin and match.string[: match.start()][-1:] != "&":
            return meant
        if word in known_latin or len(word) < 2 or not _SYLLABLES.fullmatch(word):
            return word
        if word in spelled:
            return spelled[word]
        return str(jaconv.alphabet2kana(word.replace("-", "")))

    return _STRAY_N.sub("ん", LATIN.sub(convert, text))


_STRAY_N = re.compile("(?<=[ぁ-ゖァ-ヶ])n(?![a-z])")  # いちらn
