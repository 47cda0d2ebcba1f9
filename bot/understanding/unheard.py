"""Signs that something was said which nothing understood: a denial, an exclusion, an attribute, a comparison.

The words themselves are unknown; what stands around them tells that they matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import takewhile

from bot.japanese import KANA, key
from bot.query import AmountBetween, Condition, Either, IsNew, IsReprinted, Query
from bot.understanding.frame import Frame, Item
from bot.understanding.spans import Cue, Filler, Number, Span, Unknown

_NOUNS = {"事業", "もの", "やつ", "部", "部局", "施策", "取組", "取り組み"}


def holds_against(frame: Frame) -> bool:
    """「目標2と3を合わせると目標1を超える?」「平均が全体より高い部」: one thing is held against another."""
    return bool(_THAN_IT.search(frame.said()))


_THAN_IT = re.compile(
    "(?<![割%])(?<!半分)を(?:超え|上回|下回|しのぐ|凌ぐ)(?:る|て)|より(?:も)?(?:予算|金額|額)?[がの]?(?:多|高|大き|少な|安|小さ)[いく]"
)


def says_either_mark(frame: Frame, said: list[Condition]) -> bool:
    """「新規または1億円以上」, where the conditions are all to hold."""
    if not _EITHER_OR.search(frame.said()) or any(isinstance(c, Either) for c in said):
        return False
    kinds = {type(c) for c in said if not c.negated}
    marks = kinds & {IsNew, IsReprinted, AmountBetween}
    return len(marks) > 1 or (bool(marks) and len(kinds) > 1)


_EITHER_OR = re.compile(
    "(?:新規|再掲|[円億万上下満超])(?:の事業|事業)?(?:または|もしくは|あるいは|か、?(?=新規|再掲|[0-9]))"
)


def is_done_to(frame: Frame, item: Item) -> bool:
    """「土木部をはじいた合計」: what is done to a place, by a verb that nothing understood, may be to leave it out."""
    behind = frame.spans[item.index + 2 : item.index + 3]
    return frame.text_at(item.index + 1) == "を" and any(isinstance(s.meaning, Unknown) for s in behind)


def lost_number(frame: Frame, query: Query, there: int) -> bool:
    """「再掲が3つの事業」「教育関係の2つの部」: a small number that plays no part in the query and is not how many are `there`."""
    said = [
        number
        for _, number in frame.numbers
        if number.counter in _COUNTED and number.last is None and 1 < number.value <= _A_HANDFUL
    ]
    played = {there, *_numbers_in(query)} if said else {there}
    return any(not _meant_by(number) & played for number in said)


def _meant_by(number: Number) -> set[int | None]:
    """The number, its bounds, and of 「2回再掲」 how often it is printed then: once more."""
    again = {number.value + 1, (number.bounds[0] or 0) + 1} if number.counter in {"回", "か所"} else set()
    return {number.value, *number.bounds, *again} - {None}


def _numbers_in(part: object) -> Iterator[int]:
    """All numbers in a query, and how many things it names side by side."""
    if isinstance(part, int) and not isinstance(part, bool):
        yield part
    elif isinstance(part, tuple):
        if part and not isinstance(part[0], Condition):
            yield len(part)
        for one in part:
            yield from _numbers_in(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for slot in fields(part):
            yield from _numbers_in(getattr(part, slot.name))


_COUNTED = {"つ", "件", "個", "本", "事業", "部", "部局", "施策", "目標", "回", "か所"}
_A_HANDFUL = 12


def denies(frame: Frame) -> bool:
    """「観光部が手をつけていない事業」: of a name, a verb with ない that nothing understood, and what is so."""
    return bool(frame.items) and any(
        isinstance(span.meaning, Filler)
        and span.text == "ない"
        and index > frame.items[0].index
        and not any("しか" in before.text for before in frame.spans[:index])
        and (frame.text_at(index + 1) in _NOUNS or any(item.index == index + 1 for item in frame.items))
        for index, span in enumerate(frame.spans)
    )


def unclear_attributes(frame: Frame) -> Iterator[str]:
    """「古い事業」「失敗した事業」: a word that nothing understands, and that tells the projects apart."""
    for index, span in enumerate(frame.spans):
        if not (isinstance(span.meaning, Unknown) and _is_a_word(span)):
            continue
        endings = list(takewhile(_is_an_ending, frame.spans[index + 1 :]))
        after = frame.spans[index + 1 + len(endings) :][:1]
        adjective = span.text.endswith("い") or any(ending.text == "な" for ending in endings)
        if after and (after[0].text in _NOUNS or (adjective and after[0].text in _IN_ITS_STEAD)):
            yield span.text + "".join(ending.text for ending in endings)


_IN_ITS_STEAD = {"の", "のは", "のって", "方", "ほう"}  # of a noun: 「額が控えめなのは」


def _is_a_word(span: Span) -> bool:
    return len(span.text) > 1 or not KANA.match(key(span.text))


def _is_an_ending(span: Span) -> bool:
    """た, な, ている, (暮らし)やすくなる: what a verb or adjective ends with."""
    easy = isinstance(span.meaning, Cue) and span.text.startswith("やす")
    return easy or (isinstance(span.meaning, Filler) and span.text in _ENDINGS)


_ENDINGS = {
    "た",
    "なる",
    "な",
    "い",
    "だ",
    "て",
    "ている",
    "てる",
    "している",
    "してる",
    "した",
    "する",
    "れた",
    "れる",
    "られる",
    "てくれる",
    "てもらえる",
    "てほしい",
    "たい",
    "る",
    "された",
    "やる",
    "やってる",
    "やっている",
    "行う",
}
