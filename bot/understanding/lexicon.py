"""Every name and word that can be recognised, by surface key and by reading.

Built from the catalogue, the alias table and the vocabulary; nothing of one table stands in code."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from bot.dataset.catalogue import Catalogue
from bot.japanese import KANA, key, loose, reading_of, to_romaji, unvoiced
from bot.understanding.alike import Alike
from bot.understanding.occurrences import Occurrences
from bot.understanding.spans import Departments, Meaning, Projects, Unknown, Words
from bot.understanding.vocabulary import Vocabulary

_N_VOWEL = re.compile("ん[あいうえおやゆよ]")

_WORDS = 1024  # whose projects are kept
_MIN_HEARD = 3  # kana; shorter readings have too many homophones


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a surface; `worth` is its score a character, `name` how the table spells it."""

    meaning: Meaning
    worth: float
    name: str


@dataclass(frozen=True, slots=True)
class ThemeProjects:
    """What is listed for a theme, those about it first, and what else touches on it."""

    listed: tuple[str, ...]
    about: frozenset[str]
    touching: frozenset[str]
    departments: tuple[str, ...] = ()  # whose whole work the word may stand for


@dataclass
class Lexicon:
    """Recognisable names by key and by reading."""

    catalogue: Catalogue
    vocabulary: Vocabulary
    by_key: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_reading: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_loose: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    names: list[tuple[str, str, Entry]] = field(default_factory=list)  # key, reading: for mending
    words: list[tuple[str, str, Entry]] = field(default_factory=list)
    frequency: Counter[str] = field(default_factory=Counter)  # projects a word stands in, by key
    latin: frozenset[str] = frozenset()
    spelled: dict[str, str] = field(default_factory=dict)  # romaji → reading, where ん makes it doubtful
    themes: dict[str, ThemeProjects] = field(default_factory=dict)  # by the word's key
    longest: int = 1
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # id → keys of name, description

    def build_indexes(self) -> None:
        """Build what is looked up now, so that no question waits for it."""
        _ = (self.written, self.full_names, self.reading_beginnings, self.loose_beginnings)
        _ = (self.like_names, self.sounding_names, self.like_words, self.sounding_words)
        _ = (self._sorted_forms, self._sorted_sounds, self.names_by_start, self.unvoiced_words)

    @cached_property
    def like_names(self) -> Alike:
        """The names by their letters."""
        return Alike([form for form, _, _ in self.names])

    @cached_property
    def sounding_names(self) -> Alike:
        """The names by their loose readings."""
        return Alike([loose(heard) for _, heard, _ in self.names])

    @cached_property
    def like_words(self) -> Alike:
        """The words by their letters."""
        return Alike([form for form, _, _ in self.words])

    @cached_property
    def sounding_words(self) -> Alike:
        """The words by their loose readings."""
        return Alike([loose(heard) for _, heard, _ in self.words])

    @cached_property
    def _sorted_forms(self) -> list[tuple[str, int]]:
        return sorted((form, index) for index, (form, _, _) in enumerate(self.names))

    @cached_property
    def _sorted_sounds(self) -> list[tuple[str, int]]:
        return sorted(
            (sound, index) for index, sound in enumerate(loose(heard) for _, heard, _ in self.names)
        )

    @cached_property
    def names_by_start(self) -> dict[str, list[tuple[str, Entry]]]:
        """Names by their first two letters."""
        found: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        for name, _, entry in self.names:
            found[name[:2]].append((name, entry))
        return found

    def beginning(self, form: str) -> list[Entry]:
        """Names that begin with `form` and go on."""
        return self._beginning(self._sorted_forms, form)

    def sounding(self, heard: str) -> list[Entry]:
        """Names whose loose reading begins with `heard` and goes on."""
        return self._beginning(self._sorted_sounds, heard)

    def _beginning(self, names: list[tuple[str, int]], start: str) -> list[Entry]:
        found = []
        for name, index in names[bisect_left(names, (start, 0)) :]:
            if not name.startswith(start):
                break
            if name != start:
                found.append(self.names[index][2])
        return found

    @cached_property
    def written(self) -> Occurrences:
        """All that can be recognised as written."""
        return Occurrences(self.by_key)

    @cached_property
    def full_names(self) -> Occurrences:
        """Names of projects and departments, no aliases, as written and as heard."""
        entries = (*self.by_key.items(), *self.by_reading.items())
        return Occurrences(
            dict.fromkeys(form for form, found in entries if any(is_full_name(e.meaning) for e in found))
        )

    @cached_property
    def reading_beginnings(self) -> Beginnings:
        """Every beginning of a reading."""
        return Beginnings(self.by_reading)

    @cached_property
    def loose_beginnings(self) -> Beginnings:
        """Every beginning of a loose reading."""
        return Beginnings(self.by_loose)

    @cached_property
    def unvoiced_words(self) -> dict[str, list[int]]:
        """Indices in `words` by reading without voicing marks."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, (_, heard, _) in enumerate(self.words):
            found[unvoiced(heard)].append(index)
        return found

    def add(
        self, surface: str, meaning: Meaning, worth: float, *, name: str = "", reading: str | None = None
    ) -> tuple[str, str, Entry]:
        """Make `surface` recognisable as written and as heard."""
        form = key(surface)
        entry = Entry(meaning, worth, name or surface)
        heard = key(reading) if reading else reading_of(surface)
        if entry not in self.by_key[form]:
            self.by_key[form].append(entry)
        if len(heard) >= _MIN_HEARD and KANA.match(heard):
            if heard != form:
                self.by_reading[heard].append(entry)
            if len(heard) > _MIN_HEARD and loose(heard) != form:
                self.by_loose[loose(heard)].append(entry)
            if _N_VOWEL.search(heard) and isinstance(meaning, Words | Projects | Departments):
                self.spelled.setdefault(to_romaji(heard), heard)
        self.longest = max(self.longest, len(form), len(heard))
        return form, heard, entry

    def add_hint(self, surface: str, projects: tuple[str, ...]) -> None:
        """Make `surface` a word that may be about `projects`; whatever the table prints goes before it."""
        form = key(surface)
        self.by_key[form].append(Entry(Unknown(surface, light=False, hints=projects), 0.0, surface))
        self.longest = max(self.longest, len(form))

    def matching(
        self, words: Iterable[str], *, in_name: bool = True, in_text: bool = True
    ) -> tuple[str, ...]:
        """Ids of the projects whose name (or description) has one of the words, by key."""
        found = {
            project_id
            for word in words
            for within in (*([self._in_names] if in_name else []), *([self._in_texts] if in_text else []))
            for project_id in within(key(word))
        }
        return tuple(project_id for project_id in self.texts if project_id in found)

    @cached_property
    def _in_names(self) -> Callable[[str], tuple[str, ...]]:
        names = [(project_id, name) for project_id, (name, _) in self.texts.items()]
        return lru_cache(maxsize=_WORDS)(lambda word: tuple(i for i, name in names if word in name))

    @cached_property
    def _in_texts(self) -> Callable[[str], tuple[str, ...]]:
        texts = [(project_id, text) for project_id, (_, text) in self.texts.items()]
        return lru_cache(maxsize=_WORDS)(lambda word: tuple(i for i, text in texts if word in text))


def is_full_name(meaning: Meaning) -> bool:
    """Whether it is a project or a department by a name of the table."""
    return isinstance(meaning, Departments) or (isinstance(meaning, Projects) and not meaning.alias)


class Beginnings:
    """Every beginning of some words, in the room that the words take."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(words)
        self._first = {word[:_MIN_HEARD] for word in self._words}

    def __contains__(self, start: str) -> bool:
        if len(start) >= _MIN_HEARD and start[:_MIN_HEARD] not in self._first:
            return False
        at = bisect_left(self._words, start)
        return at < len(self._words) and self._words[at].startswith(start)
