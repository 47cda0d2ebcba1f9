"""Departments said in short (子育て部, いじめ対策部, 推進部), with a slip, or that do not exist (水道部)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.japanese import KANA, key, read, tokens
from bot.reading import Mend
from bot.understanding.lexicon import Lexicon
from bot.understanding.similarity import is_another_word, is_slip, letters_look_alike, letters_once, likeness
from bot.understanding.spans import (
    Cue,
    Departments,
    Filler,
    OutOfScope,
    Projects,
    Span,
    Trust,
    Unknown,
    UnknownDepartment,
    Words,
)
from bot.understanding.utterance import Utterance

# An organisation's name ends so; 課 and 室 are units the table does not print.
_ENDING = re.compile("[部局課室署所郡]$|委員会$|本部$|事務所$|せんたー$")
_UNIT = ("部", "局", "課")
_WORTH, _WORTH_UNKNOWN = 2.4, 2.1
_LONGER = 4  # characters more, where kanji are typed in kana
_NEAR = 45


def department_spans(utterance: Utterance, path: tuple[Span, ...], lexicon: Lexicon) -> list[Span]:
    """Spans for what sounds like a department and is none of the printed names."""
    names = lexicon.catalogue.departments
    spans = [*_swapped(utterance, names), *_without_ending(utterance, names), *_with_no(utterance, names)]
    spans += _of_a_field(utterance, names)
    for last, span in enumerate(path):
        known = isinstance(span.meaning, Departments)
        if isinstance(span.meaning, Cue | Filler) and len(span.text) > 1 and not _cut_short(path, last):
            continue  # 全部
        if not _ENDING.search(utterance.form[: span.end]) or (known and not _cut_short(path, last)):
            continue
        first = last
        while first > 0 and _may_belong(path[first - 1]):
            first -= 1
        starts = [path[index].start for index in range(first, last + 1) if not _goes_on(path, index)]
        found = _slip(utterance, span.end, names) or _short(utterance, starts, span.end, names)
        if found is None and not known:
            printed = any(_is_printed(utterance, start, span.end, lexicon) for start in starts)
            found = None if printed else _unknown(utterance, path, first, last, names)
        if found:
            spans.append(found)
    return spans


def _is_printed(utterance: Utterance, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the table has the word: 市民課, also as しみん課."""
    form = utterance.form[start:end]
    return form in lexicon.frequency or any(
        isinstance(entry.meaning, Words) for entry in lexicon.by_reading.get(read(form).text, ())
    )


def _cut_short(path: tuple[Span, ...], index: int) -> bool:
    """学校教 + 教育部: a part of a name, and something unknown right before it."""
    return (
        index > 0
        and isinstance(path[index - 1].meaning, Unknown)
        and path[index - 1].end == path[index].start
        and not _is_whole(path[index], path[index - 1].text)
    )


def _is_whole(span: Span, before: str) -> bool:
    """学学校教育部: a printed name, and its first letter typed twice."""
    match span.meaning:
        case Departments((name,), False):
            return span.text == name and name.startswith(before)
    return False


def _goes_on(path: tuple[Span, ...], index: int) -> bool:
    """子ども|支援部: a part cut out of what is one word names no department."""
    before, span = (path[index - 1] if index else None), path[index]
    return (
        before is not None
        and before.end == span.start
        and isinstance(before.meaning, Words | Projects)
        and isinstance(span.meaning, Words | Projects)
    )


def _may_belong(span: Span) -> bool:
    return isinstance(span.meaning, Words | Unknown | Projects | OutOfScope)


def _slip(utterance: Utterance, end: int, names: tuple[str, ...]) -> Span | None:
    """A printed name with one slip in it, ending at `end`."""
    found = {
        (start, name)
        for name in names
        for start in range(max(0, end - len(name) - _LONGER), max(0, end - len(name) + 2))
        if end - start >= 3 and _begins(utterance, start) and _is_meant(utterance.form[start:end], name)
    }
    meant = {name for _, name in found}
    if len(meant) != 1:
        return None
    name = meant.pop()
    start = min((start for start, _ in found), key=lambda start: (abs(end - start - len(name)), start))
    return _mended(utterance, start, end, name)


def _begins(utterance: Utterance, start: int) -> bool:
    """A name does not begin inside a word: 男|性活躍推進部."""
    return start in utterance.cuts or bool(KANA.match(utterance.form[start - 1]))


def _is_meant(form: str, name: str) -> bool:
    if form == name:
        return False
    if len(form) == len(name) and (
        letters_look_alike(form, name)
        or (form[-1] == name[-1] and read(form[:-1]).text == read(name[:-1]).text)
    ):
        return True
    if len(form) > len(name) and letters_once(form) == letters_once(name):
        return True  # 土木木部
    if form[-1] != name[-1]:
        return False
    if _in_kana(form, name):
        return True
    if len(name) > 4 and OSA.distance(form, name) == 1 and not is_another_word(form, name):
        return True
    if _one_wrong_kanji(form, name):
        return True
    return is_slip(likeness(form, read(form).text, name, read(name).text), form, name)


def _one_wrong_kanji(form: str, name: str) -> bool:
    """環竟部, 径済部: what stands before 部 is no word, and one letter away from a name."""
    stem = form[:-1]
    if len(form) != len(name) or len(name) != 3 or any(KANA.match(char) for char in form):
        return False
    return OSA.distance(stem, name[:-1]) == 1 and len(tokens(stem)) > 1


def _in_kana(form: str, name: str) -> bool:
    """地いきしん興部: some of a name's kanji, and kana that read as the others."""
    kanji = [char for char in form if not KANA.match(char)]
    kana = re.findall("[ぁ-ゖー]+", form)
    written = re.findall("[ぁ-ゖー]+", name)
    enough = len(kanji) >= 3 or (len(kanji) == 2 and len("".join(kana)) >= 2)
    if not enough or kana == written or not _is_subsequence("".join(kanji), name):
        return False
    heard, at = read(name).text, 0
    for run in kana:
        found = heard.find(run, at)
        if found < 0:
            return False
        at = found + len(run)
    return True


def _swapped(utterance: Utterance, names: tuple[str, ...]) -> Iterator[Span]:
    """総部務: the letters of a name in another order."""
    form = utterance.form
    there = set(form)
    for name in names:
        if not there.issuperset(name):
            continue
        letters = sorted(name)
        for start in range(len(form) - len(name) + 1):
            stretch = form[start : start + len(name)]
            if stretch != name and sorted(stretch) == letters:
                yield _mended(utterance, start, start + len(name), name)


def _without_ending(utterance: Utterance, names: tuple[str, ...]) -> Iterator[Span]:
    """「女性活躍推進の合計」: all of a long name but its 部, where no 事業 follows that makes it a project's."""
    for name in names:
        stem = name.removesuffix("部")
        start = utterance.form.find(stem) if len(stem) >= _LONG_STEM else -1
        after = utterance.form[start + len(stem) : start + len(stem) + 1]
        if start >= 0 and (not after or after in "のはでとって、"):
            yield _mended(utterance, start, start + len(stem), name)


def _with_no(utterance: Utterance, names: tuple[str, ...]) -> Iterator[Span]:
    """「観光スポーツの部」: の put into the name."""
    for name in names:
        said = f"{key(name.removesuffix('部'))}の部"
        start = utterance.form.find(said) if name.endswith("部") else -1
        if start >= 0 and _begins(utterance, start):
            yield replace(_mended(utterance, start, start + len(said), name), score=len(said) * _WORTH_WHOLE)


def _of_a_field(utterance: Utterance, names: tuple[str, ...]) -> Iterator[Span]:
    """「教育系の部」: those departments that have the word in their names."""
    for said in _FIELD.finditer(utterance.form):
        fits = tuple(name for name in names if said[1] in key(name))
        if fits and _begins(utterance, said.start()):
            text = utterance.surface[said.start() : said.end()]
            yield Span(*said.span(), Departments(fits), len(text) * _WORTH_WHOLE, text, Trust.PARTIAL)


_FIELD = re.compile("([一-龠][一-龠ぁ-ん]{1,4}?)(?:系|関係|関連)の?部(?:局|署)?(?![一-龠])")
_WORTH_WHOLE = 3.5  # before 観光 and スポーツの部

_LONG_STEM = 6  # characters


def _mended(utterance: Utterance, start: int, end: int, name: str) -> Span:
    text = utterance.surface[start:end]
    score = len(name) * _WORTH
    return Span(start, end, Departments((name,)), score, text, Trust.MENDED, Mend(text, name))


def _short(utterance: Utterance, starts: list[int], end: int, names: tuple[str, ...]) -> Span | None:
    """子育て部, 推進部: letters left out, or only the end of a name."""
    for start in starts:
        text = utterance.surface[start:end]
        if len(text) < 3 or not text.endswith("部") or text in names:
            continue
        plain = text.removesuffix("の部") + "部"
        if plain in names:  # 観光スポーツの部
            return Span(
                start, end, Departments((plain,)), len(text) * _WORTH, text, Trust.PARTIAL, Mend(text, plain)
            )
        fits = [name for name in names if name[0] == text[0] and _is_subsequence(text, name)]
        fits = fits or [name for name in names if name.endswith(text)]
        if fits:
            meaning = Departments(tuple(fits), ambiguous=len(fits) > 1)
            mend = Mend(text, fits[0]) if len(fits) == 1 else None
            return Span(start, end, meaning, len(text) * _WORTH, text, Trust.PARTIAL, mend)
    return None


def _is_subsequence(short: str, name: str) -> bool:
    letters = iter(name)
    return all(char in letters for char in short)


def _unknown(
    utterance: Utterance, path: tuple[Span, ...], first: int, last: int, names: tuple[str, ...]
) -> Span | None:
    """水道部: named like a department, and none."""
    start, end = path[first].start, path[last].end
    text = utterance.surface[start:end]
    if len(text) < 3 or "どの" in text or not text.endswith(_UNIT) or not _may_belong(path[first]):
        return None
    near = sorted(names, key=lambda name: -fuzz.ratio(text, name))[:3]
    near = [name for name in near if fuzz.ratio(text, name) >= _NEAR]
    meaning = UnknownDepartment(text, tuple(near))
    return Span(start, end, meaning, (end - start) * _WORTH_UNKNOWN, text)
