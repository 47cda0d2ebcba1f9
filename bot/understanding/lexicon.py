"""Every name and word that can be recognised, by surface key and by reading.

Built from the catalogue, the alias table and the vocabulary; nothing of one table stands in code.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bot.dataset.catalogue import Catalogue, CatalogueProject
from bot.japanese import KANA, LATIN, Token, key, loose, normalise, reading_of, to_romaji, tokens, unvoiced
from bot.query import PolicyRef
from bot.reading import Refusal
from bot.understanding.alike import Alike
from bot.understanding.spans import (
    Cue,
    Departments,
    FactCue,
    Filler,
    Goals,
    Meaning,
    OutOfScope,
    Policies,
    Projects,
    Words,
)
from bot.understanding.vocabulary import Vocabulary

# What a project's name may lack when people say it, longest first.
_SUFFIXES = tuple(
    key(suffix)
    for suffix in (
        "事業補助金", "事業費補助金", "開催負担金", "事業負担金", "推進事業", "等補助金", "補助金", "負担金", "繰出金",
        "積立金", "事業費", "推進費", "管理費", "整備費", "事業", "費",
    )
)  # fmt: skip
_MARKS = re.compile(r"[・、。,.()()「」『』【】\s/&]")
_N_VOWEL = re.compile("ん[あいうえおやゆよ]")
_MIN_HEARD = 3  # kana; shorter readings have too many homophones

# Worth of one character in the lattice.
_PROJECT, _ALIAS, _DEPARTMENT, _GOAL, _CUE, _WORD = 3.0, 2.7, 3.0, 2.6, 2.2, 2.0
_FILLER, _FILLER_PHRASE = 0.8, 1.5


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a surface; `worth` is its score a character, `name` how the table spells it."""

    meaning: Meaning
    worth: float
    name: str


@dataclass(frozen=True, slots=True)
class Alias:
    """One line of the alias table."""

    alias: str
    reading: str
    kind: str
    targets: tuple[str, ...]
    line: int


class AliasError(ValueError):
    """A line of the alias table that cannot be used; carries the line number and the reason's name."""

    def __init__(self, line: int, reason: str, text: str) -> None:
        super().__init__(f"line {line}: {reason}: {text}")
        self.line, self.reason, self.text = line, reason, text


def read_aliases(path: Path) -> list[Alias]:
    """Read the alias table.

    Raises:
        AliasError: a line without alias or target, or of an unknown kind.
    """
    found = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            alias, target = (row.get("alias") or "").strip(), (row.get("target") or "").strip()
            kind = (row.get("kind") or "").strip()
            if not alias or not target:
                raise AliasError(number, "empty", str(row))
            if kind not in {"project", "department", "goal", "policy", "word"}:
                raise AliasError(number, "kind", kind)
            targets = tuple(part.strip() for part in target.split("|") if part.strip())
            found.append(Alias(alias, (row.get("reading") or "").strip(), kind, targets, number))
    return found


def read_out_of_scope(path: Path) -> list[tuple[str, str, Refusal]]:
    """Phrases that by themselves lie outside the table: phrase, reading, reason."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            (row["phrase"].strip(), (row["reading"] or "").strip(), Refusal(row["reason"].strip()))
            for row in csv.DictReader(lines)
            if row["phrase"].strip()
        ]


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
    longest: int = 1
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # id → keys of name, description

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
    def key_beginnings(self) -> frozenset[str]:
        """Every beginning of a key, so that a search can stop where none goes on."""
        return _beginnings(self.by_key)

    @cached_property
    def reading_beginnings(self) -> frozenset[str]:
        """Every beginning of a reading."""
        return _beginnings(self.by_reading)

    @cached_property
    def loose_beginnings(self) -> frozenset[str]:
        """Every beginning of a loose reading."""
        return _beginnings(self.by_loose)

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

    def matching(self, words: Iterable[str], *, in_name: bool = True, in_text: bool = True) -> list[str]:
        """Ids of the projects whose name (or description) has one of the words, by key."""
        keys = [key(word) for word in words]
        return [
            project_id
            for project_id, (name, text) in self.texts.items()
            if any((in_name and word in name) or (in_text and word in text) for word in keys)
        ]


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:end] for word in words for end in range(1, len(word) + 1))


def build_lexicon(
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    aliases: Iterable[Alias],
    out_of_scope: Iterable[tuple[str, str, Refusal]] = (),
) -> Lexicon:
    """Everything that can be recognised over one catalogue.

    Raises:
        AliasError: an alias whose target does not stand in the table.
    """
    lexicon = Lexicon(catalogue, vocabulary)
    lexicon.texts = {
        project.id: (key(project.name), key(project.description)) for project in catalogue.projects
    }
    aliases, out_of_scope = tuple(aliases), tuple(out_of_scope)
    everything = " ".join(
        (
            *(f"{p.name} {p.description} {p.department}" for p in catalogue.projects),
            *(alias.alias for alias in aliases),
            *(phrase for phrase, _, _ in out_of_scope),
            *(wording for wordings in vocabulary.cues.values() for wording in wordings),
        )
    )
    lexicon.latin = frozenset(LATIN.findall(normalise(everything)))
    _add_words(lexicon, frozenset(vocabulary.fillers))
    _add_vocabulary(lexicon, vocabulary)
    for phrase, reading, refusal in out_of_scope:
        lexicon.add(phrase, OutOfScope(refusal), _CUE + 0.2, reading=reading or None)
    _add_places(lexicon)
    _add_departments(lexicon)
    _add_projects(lexicon)
    for alias in aliases:
        _add_alias(lexicon, alias)
    return lexicon


def _add_vocabulary(lexicon: Lexicon, vocabulary: Vocabulary) -> None:
    for name, wordings in vocabulary.cues.items():
        for wording in wordings:
            lexicon.add(wording, Cue(name), _CUE)
    for fact, wordings in vocabulary.facts.items():
        for wording in wordings:
            lexicon.add(wording, FactCue(fact), _CUE)
    for wording in vocabulary.fillers:
        worth = _FILLER if len(wording) < 3 else _FILLER_PHRASE
        lexicon.by_key[wording].append(Entry(Filler(), worth, wording))
        if len(wording) >= 3 and not KANA.match(wording) and KANA.match(reading_of(wording)):
            lexicon.by_key[reading_of(wording)].append(Entry(Filler(), worth, wording))


def _add_departments(lexicon: Lexicon) -> None:
    for name in lexicon.catalogue.departments:
        lexicon.names.append(lexicon.add(name, Departments((name,)), _DEPARTMENT))


def _add_places(lexicon: Lexicon) -> None:
    catalogue = lexicon.catalogue
    for number, name in catalogue.goals.items():
        lexicon.names.append(lexicon.add(name, Goals((number,)), _GOAL))
    by_name: dict[str, list[PolicyRef]] = defaultdict(list)
    for ref, name in catalogue.policies.items():
        by_name[name].append(ref)
    for name, refs in by_name.items():
        lexicon.names.append(lexicon.add(name, Policies(tuple(refs)), _GOAL))


def stem(name: str) -> str:
    """A project's name as key, less the bracket and the kind of expenditure (事業, 補助金 …) at its end."""
    form = key(re.sub(r"\(.*?\)$", "", normalise(name)))
    for suffix in _SUFFIXES:
        if form.endswith(suffix) and len(form) > len(suffix) + 1:
            return form[: -len(suffix)]
    return form


def _name_forms(project: CatalogueProject) -> Iterator[tuple[str, bool]]:
    """Ways to say a project's name; True for those that are its full name."""
    name = normalise(project.name)
    bare = re.sub(r"\(.*?\)$", "", name)
    yield name, True
    for form in (bare, _MARKS.sub("", name), _MARKS.sub("", bare)):
        yield form, True
    for form in (bare, _MARKS.sub("", bare)):
        for suffix in _SUFFIXES:
            if key(form).endswith(suffix) and len(form) > len(suffix) + 1:
                yield form[: -len(suffix)], False


def _add_projects(lexicon: Lexicon) -> None:
    full: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for project in lexicon.catalogue.projects:
        for form, is_full in _name_forms(project):
            target = full if is_full else short
            spelled.setdefault(form, project.name)
            if project.id not in target[form]:
                target[form].append(project.id)
    exact = {key(normalise(project.name)): project.id for project in lexicon.catalogue.projects}
    for form, ids in full.items():
        own = exact.get(key(form))
        meant = (own,) if own else tuple(ids)
        found = lexicon.add(form, Projects(meant, ambiguous=len(meant) > 1), _PROJECT, name=spelled[form])
        lexicon.names.append(found)
    for form, ids in short.items():
        if form in full or len(key(form)) < 2:
            continue
        found = lexicon.add(
            form, Projects(tuple(ids), ambiguous=len(ids) > 1, core=True), _ALIAS - 0.2, name=spelled[form]
        )
        if len(found[0]) >= 4:
            lexicon.names.append(found)


_CONTENT = {"名詞", "接頭辞", "接尾辞", "形状詞"}
# Words that stand in too many projects to tell them apart by themselves.
_COMMON_SHARE = 0.14


def _add_words(lexicon: Lexicon, fillers: frozenset[str]) -> None:
    """The table's own nouns and compounds, with the number of projects each stands in."""
    found: dict[str, str] = {}
    for project in lexicon.catalogue.projects:
        for text in (project.name, project.description):
            for surface, reading in _compounds(tokens(normalise(text))):
                found.setdefault(surface, reading)
    for surface, reading in found.items():
        form = key(surface)
        if form in fillers:
            continue
        count = len(lexicon.matching([surface]))
        lexicon.frequency[form] = count
        generic = count > _COMMON_SHARE * len(lexicon.catalogue.projects)
        entry = lexicon.add(surface, Words((surface,), surface, generic), _WORD, reading=reading)
        if len(form) >= 3:
            lexicon.words.append(entry)


def _compounds(line: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """Nouns and runs of up to five nouns, with their readings."""
    for first in range(len(line)):
        surface = reading = ""
        for token in line[first : first + 5]:
            if token.pos not in _CONTENT or token.subpos == "助動詞語幹":
                break
            surface, reading = surface + token.surface, reading + token.reading
            whole = line[first].pos != "接尾辞" and token.pos != "接頭辞"
            if whole and len(surface) >= 2 and not re.fullmatch(r"\d+[^a-z]?", surface):
                yield surface, reading if KANA.match(reading) else ""


def _add_alias(lexicon: Lexicon, alias: Alias) -> None:
    catalogue = lexicon.catalogue
    meaning: Meaning
    if alias.kind == "project":
        ids = {project.name: project.id for project in catalogue.projects}
        missing = [target for target in alias.targets if target not in ids]
        if missing:
            raise AliasError(alias.line, "no such project", missing[0])
        meant = tuple(ids[target] for target in alias.targets)
        meaning = Projects(meant, alias=True)
    elif alias.kind == "department":
        missing = [target for target in alias.targets if target not in catalogue.departments]
        if missing:
            raise AliasError(alias.line, "no such department", missing[0])
        meaning = Departments(alias.targets, ambiguous=len(alias.targets) > 1)
    elif alias.kind == "goal":
        numbers = tuple(int(target) for target in alias.targets if target.isdigit())
        if not numbers or any(number not in catalogue.goals for number in numbers):
            raise AliasError(alias.line, "no such goal", alias.targets[0])
        meaning = Goals(numbers)
    elif alias.kind == "policy":
        refs = {str(ref): ref for ref in catalogue.policies}
        missing = [target for target in alias.targets if target not in refs]
        if missing:
            raise AliasError(alias.line, "no such policy", missing[0])
        meaning = Policies(tuple(refs[target] for target in alias.targets))
    else:
        missing = [target for target in alias.targets if not lexicon.matching([target])]
        if missing:
            raise AliasError(alias.line, "no such word", missing[0])
        generic = len(lexicon.matching(alias.targets)) > 0.3 * len(catalogue.projects)
        meaning = Words(alias.targets, alias.alias, generic)
    found = lexicon.add(alias.alias, meaning, _ALIAS, reading=alias.reading or None)
    if len(found[0]) >= 4:
        lexicon.words.append(found)
