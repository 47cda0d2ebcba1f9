"""Full names with one slip in them: 中心市地街活性化推進事業, まちかしごとプラザ事業.

What is left of a name after a slip is often made of other words of the table, so that nothing looks
unknown. Windows that end like a name are therefore held against all names, by the letters that are
left when one is dropped on both sides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from bot.japanese import key
from bot.reading import Mend
from bot.understanding.lexicon import Entry, Lexicon
from bot.understanding.similarity import has_another_number, is_another_word, letters_once
from bot.understanding.spans import Departments, Projects, Span, Trust
from bot.understanding.utterance import Utterance

_NAME_END = re.compile(r"[事授]業|事業\(.+?\)|金|費|費\(.+?\)|業(?=の|は|って|$)")
_SHORTEST = 4
_SHORT = 6  # characters; in a name so short another letter makes another name (雪対策, がん対策)
_WORTH = 2.6
_WORD = "[一-龥ァ-ヶー]{2,}"
_BLANK = re.compile(
    f"(?P<head>{_WORD})(?:なんとか|何とか|なんちゃら|何ちゃら|うんたらかんたら|うんたら|ほにゃらら|[〇○]{{2,}})の?(?!事業)(?P<tail>{_WORD})"
)  # what does not come to mind
_DOUBLED = 3  # letters more, where a key was held too long


class NameSlips:
    """The index over one lexicon's full names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._dropped: dict[str, dict[str, Entry]] = defaultdict(dict)
        self._once: dict[str, dict[str, Entry]] = defaultdict(dict)  # by letters, none twice in a row
        self._full: dict[str, Entry] = {}
        self._exact = lexicon.by_key
        self._longest = 0
        for form, _, entry in lexicon.names:
            if not isinstance(entry.meaning, Projects) or entry.meaning.core or len(form) < _SHORTEST:
                continue
            self._full[form] = entry
            self._longest = max(self._longest, len(form) + 1)
            self._once[letters_once(form)][form] = entry
            for left in {form, *_less_one(form)}:
                self._dropped[left][form] = entry

    def spans(self, utterance: Utterance) -> list[Span]:
        """Names that windows of the utterance are one slip away from."""
        found = []
        for match in _NAME_END.finditer(utterance.form):
            end = match.end()
            for start in range(max(0, end - self._longest - _DOUBLED), end - _SHORTEST + 2):
                typed = utterance.form[start:end]
                meant = self._meant(typed)
                if meant and not self._is_name(typed) and not self._begins_with_department(typed):
                    found.append(_span(utterance, start, end, meant))
        return [*found, *self._with_blanks(utterance)]

    def _with_blanks(self, utterance: Utterance) -> list[Span]:
        """「戦略的なんとか市場開拓」: names that begin and go on so, whatever stands between."""
        found = []
        for blank in _BLANK.finditer(utterance.surface):
            head, tail = key(blank["head"]), key(blank["tail"])
            fits = re.compile(f"{re.escape(head)}.+{re.escape(tail)}")
            meant = [entry for form, entry in self._full.items() if fits.search(form)]
            if meant:
                found.append(_span(utterance, blank.start(), blank.end(), meant))
        return found

    def _is_name(self, typed: str) -> bool:
        return any(isinstance(entry.meaning, Projects) for entry in self._exact.get(typed, ()))

    def _begins_with_department(self, typed: str) -> bool:
        """保健所 事業 is not 保健事業."""
        return any(
            isinstance(entry.meaning, Departments)
            for end in range(_SHORTEST - 1, len(typed))
            for entry in self._exact.get(typed[:end], ())
        )

    def _meant(self, typed: str) -> list[Entry]:
        if typed.endswith("授業"):  # heard for 事業
            typed = typed.removesuffix("授業") + "事業"
            return [entry for form, entry in self._dropped.get(typed, {}).items() if form == typed]
        near = {
            form: entry
            for left in (typed, *_less_one(typed))
            for form, entry in self._dropped.get(left, {}).items()
        }
        found = [entry for form, entry in near.items() if _is_slip(typed, form)]
        doubled = self._once.get(letters_once(typed), {})
        return found or [entry for form, entry in doubled.items() if len(typed) > len(form)]


def _less_one(word: str) -> Iterable[str]:
    return (word[:index] + word[index + 1 :] for index in range(len(word)))


def _is_slip(typed: str, name: str) -> bool:
    if OSA.distance(typed, name) != 1 or typed.replace("の事業", "事業") == name:
        return False  # 「除雪の事業」 is a theme
    if has_another_number(typed, name):
        return False
    if name in typed:
        return typed in {name[0] + name, name + name[-1]}  # doubled at an end; else it stands there as it is
    if sorted(typed) == sorted(name) or typed.translate(_LOOKALIKE) == name.translate(_LOOKALIKE):
        return True
    if len(typed) > len(name) and len(name) <= _SHORT:
        return letters_once(typed) == letters_once(name)  # a letter doubled
    if len(name) < _SHORT or (len(name) == _SHORT and (len(typed) == len(name) or typed[0] != name[0])):
        return False
    return not is_another_word(typed, name)


_LOOKALIKE = str.maketrans("力工口二卜八夕", "かえろにとはた")  # 大雪力ムイ, in keys


def _span(utterance: Utterance, start: int, end: int, meant: list[Entry]) -> Span:
    text = utterance.surface[start:end]
    ids = tuple(
        dict.fromkeys(
            project for entry in meant if isinstance(entry.meaning, Projects) for project in entry.meaning.ids
        )
    )
    mend = Mend(text, meant[0].name) if len(meant) == 1 else None
    score = (end - start) * _WORTH
    return Span(start, end, Projects(ids, ambiguous=len(ids) > 1), score, text, Trust.MENDED, mend)
