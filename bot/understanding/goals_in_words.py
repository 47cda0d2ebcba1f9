"""Goals and policies by several of the things they are for: 「結婚・子育ての目標」「防災や雪対策の施策」.

The alias table has each of them alone (子育ての目標); said together they still name the one goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.lexicon import Entry, Lexicon
from bot.understanding.spans import Goals, Policies, Span
from bot.understanding.utterance import Utterance

_WORTH = 2.6  # a character, before the words by themselves
_TOLD = re.compile("の(?:基本)?目標|の施策")
_PART = re.compile("([^・やと、。?!はがを]{1,12})(・|や|とか|と|、)$")
_LAST = re.compile("[^・やと、。?!]{1,12}$")


def goal_spans(utterance: Utterance, lexicon: Lexicon) -> Iterator[Span]:
    """Spans of goals and policies that two or more of their aliases, joined, agree on."""
    form = utterance.form
    for told in _TOLD.finditer(form):
        last = _LAST.search(form, 0, told.start())
        if last is None:
            continue
        word = "目標" if "目標" in told[0] else "施策"
        for start in range(last.start(), last.end()):
            entry = _place(form[start : last.end()], word, lexicon)
            if entry:
                begins = _begins(form, start, entry, word, lexicon)
                if begins < start:
                    text = utterance.surface[begins : told.end()]
                    yield Span(begins, told.end(), entry.meaning, len(text) * _WORTH, text)
                break


def _place(thing: str, word: str, lexicon: Lexicon) -> Entry | None:
    found = lexicon.by_key.get(f"{thing}の{word}", ())
    return next((entry for entry in found if isinstance(entry.meaning, Goals | Policies)), None)


def _begins(form: str, start: int, meant: Entry, word: str, lexicon: Lexicon) -> int:
    """Where the first of the joined things begins that stand for the same goal."""
    while joined := _PART.search(form, 0, start):
        fits = range(joined.start(1), joined.end(1))
        found = next((at for at in fits if _is_of(form[at : joined.end(1)], meant, word, lexicon)), None)
        if found is None:
            break
        start = found
    return start


def _is_of(thing: str, meant: Entry, word: str, lexicon: Lexicon) -> bool:
    entry = _place(thing, word, lexicon)
    return entry is not None and entry.meaning == meant.meaning
