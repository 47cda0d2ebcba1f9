"""The word lists that people edit: aliases, hints, and what lies outside the table."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from bot.reading import Refusal


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
            reading = (row.get("reading") or "").strip()
            found.append(Alias(alias, reading, kind, _parts(target), number))
    return found


@dataclass(frozen=True, slots=True)
class Hint:
    """One line of the hint table: a word and the projects it may be about."""

    word: str
    targets: tuple[str, ...]
    line: int


def read_hints(path: Path) -> list[Hint]:
    """Read the hint table.

    Raises:
        AliasError: a line without word or target.
    """
    found = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            word, targets = (row.get("word") or "").strip(), _parts(row.get("target"))
            if not word or not targets:
                raise AliasError(number, "empty", str(row))
            found.append(Hint(word, targets, number))
    return found


@dataclass(frozen=True, slots=True)
class Theme:
    """One line of the theme table: a word, the projects about it, those that only touch on it, and the
    departments whose whole work it may stand for (教育, 環境)."""

    word: str
    about: tuple[str, ...]
    touching: tuple[str, ...]
    departments: tuple[str, ...]
    line: int


def read_themes(path: Path) -> list[Theme]:
    """Read the theme table.

    Raises:
        AliasError: a line without word or projects.
    """
    found = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            word, about = (row.get("word") or "").strip(), _parts(row.get("about"))
            if not word or not about:
                raise AliasError(number, "empty", str(row))
            touching, departments = _parts(row.get("touching")), _parts(row.get("departments"))
            found.append(Theme(word, about, touching, departments, number))
    return found


def _parts(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def read_out_of_scope(path: Path) -> list[tuple[str, str, Refusal]]:
    """Phrases that by themselves lie outside the table: phrase, reading, reason."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            (row["phrase"].strip(), (row["reading"] or "").strip(), Refusal(row["reason"].strip()))
            for row in csv.DictReader(lines)
            if row["phrase"].strip()
        ]
