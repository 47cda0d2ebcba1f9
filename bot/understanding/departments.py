"""Departments said in short (子育て部, いじめ対策部, 推進部) or that do not exist (水道部)."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from bot.japanese import read
from bot.reading import Mend
from bot.understanding.lexicon import Lexicon
from bot.understanding.similarity import is_slip, likeness
from bot.understanding.spans import Cue, Departments, Filler, Span, Trust, Unknown, UnknownDepartment, Words
from bot.understanding.utterance import Utterance

# An organisation's name ends so; 課 and 室 are units the table does not print.
_ENDING = re.compile("[部局課室署]$|委員会$|本部$|事務所$|せんたー$")
_WORTH = 2.4
_NEAR = 45


def department_spans(utterance: Utterance, path: tuple[Span, ...], lexicon: Lexicon) -> list[Span]:
    """Spans for what sounds like a department and is none of the printed names."""
    spans = []
    names = lexicon.catalogue.departments
    for last, span in enumerate(path):
        if not _ENDING.search(utterance.form[: span.end]) or isinstance(span.meaning, Departments):
            continue
        first = last
        while first > 0 and _may_belong(path[first - 1]):
            first -= 1
        stretches = [(path[i].start, span.end) for i in range(first, last + 1)]
        found = next(
            (
                meant
                for start, end in stretches
                if (meant := _resolve(utterance, start, end, names)) is not None
            ),
            None,
        )
        if found is None:
            start, end = stretches[0]
            text = utterance.surface[start:end]
            if len(text) < 3 or not text.endswith(("部", "局", "課")) or _is_question(path[first]):
                continue
            near = sorted(names, key=lambda name: -fuzz.ratio(text, name))[:3]
            near = [name for name in near if fuzz.ratio(text, name) >= _NEAR]
            found = Span(start, end, UnknownDepartment(text, tuple(near)), (end - start) * 1.6, text)
        spans.append(found)
    return spans


def _is_question(span: Span) -> bool:
    return isinstance(span.meaning, Cue | Filler)


def _may_belong(span: Span) -> bool:
    return isinstance(span.meaning, Words | Unknown)


def _resolve(utterance: Utterance, start: int, end: int, names: tuple[str, ...]) -> Span | None:
    text, form = utterance.surface[start:end], utterance.form[start:end]
    if len(text) < 3:
        return None
    heard = read(text).text
    close = [name for name in names if is_slip(likeness(form, heard, name, read(name).text), form, name)]
    if len(close) == 1:
        return Span(
            start, end, Departments((close[0],)), len(text) * _WORTH, text, Trust.MENDED, Mend(text, close[0])
        )
    if not text.endswith("部"):
        return None
    fits = [name for name in names if name[0] == text[0] and _is_subsequence(text, name)]
    fits = fits or [name for name in names if name.endswith(text)]
    if not fits:
        return None
    meaning = Departments(tuple(fits), ambiguous=len(fits) > 1)
    mend = Mend(text, fits[0]) if len(fits) == 1 else None
    return Span(start, end, meaning, len(text) * _WORTH, text, Trust.PARTIAL, mend)


def _is_subsequence(short: str, name: str) -> bool:
    letters = iter(name)
    return all(char in letters for char in short)
