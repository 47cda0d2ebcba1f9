"""One utterance prepared for recognition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.japanese import Reading, Token, from_romaji, key, normalise, read, tokens
from bot.understanding.amounts import KANJI_DIGITS, spell_out

_LIMIT = 600  # characters; the rest of a longer message is not about one question
_SUFFIXES = "費代料額計系用"  # 運営費 is 運営 and 費
_WITHIN = re.compile("(?<=部)内")  # 環境部|内シェア, where the dictionary has 部内
_THOUSANDS = re.compile(r"(?<=\d)\s(?=0\d\d(?!\d))")  # 5 000万円
_TWICE = re.compile(r"(部|[のがを])\1(?![局署門長数別])")  # 土木部部, 事業がが多い
_ONE_MORE = re.compile(
    r"(?<=[ぁ-ん])[-!]*\s+(?=(?:あと|それと|それから|ついでに)[^、は]*(?:も|は|いくら)[!?]*$)"
)
_PROJECT = re.compile("じぎょう|ジギョウ")  # what so many rules go by; it reads as before
_AMONG = re.compile("([そこ])ん(?:中|なか)")  # 「そん中で」「こん中で」
_THAN_THAT_OF = re.compile(
    "(?<=[^、。のはが])のより(?:も)?(?:もっと|さらに)?(?=[^、。]{0,6}(?:高|安|多|少な|大き|小さ|低))"
)
_A_HUNDRED_MILLION = re.compile(
    "(?<![0-9〇一二三四五六七八九十百千数何幾兆., ])億(?=円?(?:を?(?:超|越|こえ|切)|以上|未満|以下|台|に(?:届|達|満)))"
)  # 「億を超える事業」
# 「環境部のほとんどだよね?何%?」: what is supposed before the share is asked for
_CUT_SHORT = re.compile("(?<=事業)[(]([小中])(?:学|学校)?$")  # 「…推進事業(中」
_ALMOST = re.compile(
    "(?<=の)(?:ほとんど|ほぼ(?:全部|全額|すべて|全て)|大半|大部分)(?:だ|です|じゃ|では|な|って|に|なん)[ぁ-ん]{0,8}[!?。、]+"
    "(?=何%|何割|どのくらい|どれくらい)"
)
_GOAL_INSIDE = re.compile("目([1-4])標")  # 基本目2標
_QUOTED = re.compile('[「『"“](.+?)[」』"”]')


@dataclass(frozen=True)
class Utterance:
    """`surface` is normalised and without spaces; `form` is its key, of the same length."""

    raw: str
    surface: str
    form: str
    breaks: frozenset[int]  # positions in `form` where a space or a line end stood
    quoted: tuple[tuple[int, int], ...]  # spans of quoted text, marks excluded
    in_latin: bool = False  # typed in romaji: every space ends a word

    def tears(self, start: int, end: int) -> bool:
        """Whether a stretch begins or ends within a romaji word and goes on beyond it: kasou|jou sei|bi."""
        return any(start < at < end for at in self.breaks) and self.cuts_a_word(start, end)

    def cuts_a_word(self, start: int, end: int) -> bool:
        """Whether a stretch of what was typed in romaji begins or ends within one of its words."""
        edges = self.breaks | {0, len(self.form)}
        return self.in_latin and (start not in edges or end not in edges)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Morphemes of the surface."""
        return tokens(self.surface)

    @cached_property
    def reading(self) -> Reading:
        """The reading of the surface with its cuts."""
        return read(self.surface)

    @cached_property
    def cuts(self) -> frozenset[int]:
        """Positions where a morpheme begins or ends."""
        inside = {
            token.end - 1
            for token in self.tokens
            if len(token.surface) > 2 and token.surface[-1] in _SUFFIXES
        }
        within = {match.start() for match in _WITHIN.finditer(self.surface)}
        return frozenset(
            {0, len(self.surface)} | {token.start for token in self.tokens} | self.breaks | inside | within
        )


def prepare(raw: str, known_latin: frozenset[str], spelled: Mapping[str, str]) -> Utterance:
    """Normalise an utterance; never fails, whatever the text."""
    text = _A_HUNDRED_MILLION.sub("1億", normalise(raw[: 4 * _LIMIT]))
    in_latin = text.isascii()
    text = spell_out(from_romaji(text, known_latin, spelled)[:_LIMIT])
    text = _AMONG.sub(r"\1の中", _PROJECT.sub("事業", text))
    text = _TWICE.sub(r"\1", _THOUSANDS.sub("", text))
    text = _ONE_MORE.sub("。", text)
    text = _THAN_THAT_OF.sub("より", text)  # 「冬まつりのより高い」
    text = _ALMOST.sub("", _CUT_SHORT.sub(r"(\1学校)", text))
    text = _GOAL_INSIDE.sub(r"目標\1", text)
    letters: list[str] = []
    breaks: set[int] = set()
    for char, after in zip(text, text[1:] + " ", strict=False):
        if char.isspace():
            if letters and letters[-1].isdigit() and (after.isdigit() or after in KANJI_DIGITS):
                letters.append("、")  # 「目標2 500万」「目標2 三千万」 is no 2,500万
            breaks.add(len(letters))
        else:
            letters.append(char)
    surface = "".join(letters)
    quoted = tuple(match.span(1) for match in _QUOTED.finditer(surface))
    return Utterance(raw, surface, key(surface), frozenset(breaks), quoted, in_latin)
