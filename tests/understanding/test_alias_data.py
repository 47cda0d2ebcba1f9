"""The word lists that people edit by hand: aliases, hints, themes and what is out of scope, in data/."""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.dataset.catalogue import Catalogue, load_catalogue
from bot.japanese import KANA, key
from bot.reading import Refusal
from bot.understanding.word_lists import Hint, Theme, read_hints, read_themes

DATA = Path(__file__).parents[2] / "data"
KINDS = {"project", "department", "goal", "policy", "word"}
ENOUGH_FOR_A_PROJECT = 5


@dataclass(frozen=True)
class AliasLine:
    number: int
    alias: str
    reading: str
    kind: str
    target: str

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(self.target.split("|"))


@dataclass(frozen=True)
class PhraseLine:
    number: int
    phrase: str
    reading: str
    reason: str


def rows(name: str, header: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        assert reader.fieldnames == header
        yield from enumerate(reader, 2)


@pytest.fixture(scope="module")
def aliases() -> list[AliasLine]:
    return [
        AliasLine(number, row["alias"], row["reading"], row["kind"], row["target"])
        for number, row in rows("aliases.csv", ["alias", "reading", "kind", "target", "note"])
    ]


@pytest.fixture(scope="module")
def phrases() -> list[PhraseLine]:
    return [
        PhraseLine(number, row["phrase"], row["reading"], row["reason"])
        for number, row in rows("out_of_scope.csv", ["phrase", "reading", "reason", "note"])
    ]


@pytest.fixture(scope="module")
def hints() -> list[Hint]:
    return read_hints(DATA / "hints.csv")


@pytest.fixture(scope="module")
def themes() -> list[Theme]:
    return read_themes(DATA / "themes.csv")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    connection = sqlite3.connect(f"file:{DATA / 'strategy.db'}?mode=ro", uri=True)
    try:
        return load_catalogue(connection)
    finally:
        connection.close()


@pytest.fixture(scope="module")
def printed() -> list[str]:
    """All that is printed, reprints in their own wording included, as keys."""
    connection = sqlite3.connect(f"file:{DATA / 'strategy.db'}?mode=ro", uri=True)
    try:
        listed = connection.execute(
            "SELECT name FROM listing UNION SELECT description FROM listing UNION SELECT name FROM department"
            " UNION SELECT name FROM goal UNION SELECT name FROM policy"
        )
        return [key(text) for (text,) in listed]
    finally:
        connection.close()


def test_every_line_is_filled_in(aliases: list[AliasLine], phrases: list[PhraseLine]) -> None:
    untidy = [line for line in aliases if not line.alias or not line.target or line.kind not in KINDS]
    spaced = [
        line
        for line in aliases
        if line.alias != line.alias.strip() or " |" in line.target or "| " in line.target
    ]
    blank = [line for line in phrases if not line.phrase or line.phrase != line.phrase.strip()]
    assert not untidy + spaced
    assert not blank


def test_readings_are_hiragana(aliases: list[AliasLine], phrases: list[PhraseLine]) -> None:
    assert not [line for line in aliases if not KANA.match(line.reading)]
    assert not [line for line in phrases if not KANA.match(line.reading)]


def test_every_target_stands_in_the_table(aliases: list[AliasLine], catalogue: Catalogue) -> None:
    texts = [key(f"{project.name}\n{project.description}") for project in catalogue.projects]
    names = {
        "project": {project.name for project in catalogue.projects},
        "department": set(catalogue.departments),
        "goal": {str(goal) for goal in catalogue.goals},
        "policy": {str(ref) for ref in catalogue.policies},
    }

    def stands(kind: str, target: str) -> bool:
        if kind == "word":
            return any(key(target) in text for text in texts)
        return target in names[kind]

    missing = [(line, target) for line in aliases for target in line.targets if not stands(line.kind, target)]
    assert not missing
    assert not [line for line in aliases if len(set(line.targets)) != len(line.targets)]


def test_no_alias_and_no_phrase_stands_twice(aliases: list[AliasLine], phrases: list[PhraseLine]) -> None:
    counted = Counter(key(line.alias) for line in aliases) + Counter(key(line.phrase) for line in phrases)
    assert not [word for word, times in counted.items() if times > 1]


def test_what_sounds_the_same_means_the_same(aliases: list[AliasLine]) -> None:
    meanings: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for line in aliases:
        meanings[line.reading].add((line.kind, line.target))
    assert not {reading: found for reading, found in meanings.items() if len(found) > 1}


def test_no_name_of_the_table_is_an_alias_of_another(aliases: list[AliasLine], catalogue: Catalogue) -> None:
    own = {key(project.name): project.name for project in catalogue.projects}
    own |= {key(name): name for name in catalogue.departments}
    own |= {key(name): str(goal) for goal, name in catalogue.goals.items()}
    own |= {key(name): str(ref) for ref, name in catalogue.policies.items()}
    assert not [line for line in aliases if own.get(key(line.alias), line.target) != line.target]


def test_a_word_in_a_projects_name_leads_to_that_project(
    aliases: list[AliasLine], catalogue: Catalogue
) -> None:
    """A word that is printed in names must not lead past all the projects that are called so."""
    names = {project.name: key(project.name) for project in catalogue.projects}
    astray = []
    for line in aliases:
        form = key(line.alias)
        named = {name for name, spelled in names.items() if form in spelled}
        if line.kind == "project" and named and not named & set(line.targets):
            astray.append((line, named))
    assert not astray


def test_every_project_has_everyday_words(aliases: list[AliasLine], catalogue: Catalogue) -> None:
    known = Counter(target for line in aliases if line.kind == "project" for target in line.targets)
    assert not [project.name for project in catalogue.projects if known[project.name] < ENOUGH_FOR_A_PROJECT]


def test_reasons_are_refusals(phrases: list[PhraseLine]) -> None:
    assert not [line for line in phrases if line.reason not in set(Refusal)]


def test_no_phrase_refuses_what_the_table_prints(phrases: list[PhraseLine], printed: list[str]) -> None:
    """A description pasted back is a good question, whatever words it holds."""
    everything = "\n".join(printed)
    assert not [line for line in phrases if key(line.phrase) in everything]


def test_hints_stand_once_and_point_at_projects(
    hints: list[Hint], aliases: list[AliasLine], phrases: list[PhraseLine], catalogue: Catalogue
) -> None:
    names = {project.name for project in catalogue.projects}
    assert not [hint for hint in hints if not set(hint.targets) <= names]
    assert not [hint for hint in hints if len(set(hint.targets)) != len(hint.targets)]
    counted = Counter(key(hint.word) for hint in hints)
    assert not [word for word, times in counted.items() if times > 1]
    known = {key(line.alias) for line in aliases} | {key(line.phrase) for line in phrases}
    assert not known & set(counted)


def test_no_hint_is_printed(hints: list[Hint], printed: list[str]) -> None:
    everything = "\n".join(printed)
    assert not [hint for hint in hints if key(hint.word) in everything]


def test_themes_stand_once_and_point_at_projects(themes: list[Theme], catalogue: Catalogue) -> None:
    names = {project.name for project in catalogue.projects}
    listed = [(theme, (*theme.about, *theme.touching)) for theme in themes]
    assert not [theme.word for theme, projects in listed if not set(projects) <= names]
    assert not [theme.word for theme, projects in listed if len(set(projects)) != len(projects)]
    counted = Counter(key(theme.word) for theme in themes)
    assert not [word for word, times in counted.items() if times > 1]


def test_no_theme_is_said_elsewhere(
    themes: list[Theme], aliases: list[AliasLine], hints: list[Hint], phrases: list[PhraseLine]
) -> None:
    """An alias, a hint or a refusal of the same word would go before it."""
    known = {key(line.alias) for line in aliases} | {key(line.phrase) for line in phrases}
    known |= {key(hint.word) for hint in hints}
    assert not known & {key(theme.word) for theme in themes}
