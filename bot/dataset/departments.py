"""Department names that look like slips of other ones.

No sum shows a misspelt department, so names are weighed against each other. What is taken for a
slip is a fault; short names one character apart are often both real and are only pointed out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from bot.dataset.faults import Fault, FaultKind
from bot.dataset.records import Table

_SLIP = 0.75  # one character of four, two of eight


@dataclass(frozen=True, slots=True)
class Lookalike:
    """`name`, first met on `line`, differs from the more frequent `other` by one character."""

    name: str
    line: int
    other: str


def faults_of_departments(table: Table) -> Iterator[Fault]:
    """Names taken for slips, and departments that appear in 再掲 rows alone."""
    for lookalike in _pairs(table):
        if _is_slip(lookalike.name, lookalike.other):
            yield Fault(
                FaultKind.DEPARTMENT_ALIKE, lookalike.line, lookalike.name, lookalike.other, lookalike.name
            )
    at_home = {row.department for row in table.rows if not row.is_reprint}
    for name, line in _first_lines(table).items():
        if name not in at_home:
            yield Fault(FaultKind.DEPARTMENT_ONLY_REPRINTED, line, name)


def lookalikes(table: Table) -> tuple[Lookalike, ...]:
    """Pairs too short to tell a slip from two departments."""
    return tuple(pair for pair in _pairs(table) if not _is_slip(pair.name, pair.other))


def _pairs(table: Table) -> Iterator[Lookalike]:
    rows = Counter(row.department for row in table.rows)
    lines = _first_lines(table)
    for pair in combinations(rows, 2):
        if Levenshtein.distance(*pair) == 1 or _is_slip(*pair):
            name, other = sorted(pair, key=lambda name: (rows[name], -lines[name]))
            yield Lookalike(name, lines[name], other)


def _is_slip(name: str, other: str) -> bool:
    return _squashed(name) == _squashed(other) or Levenshtein.normalized_similarity(name, other) >= _SLIP


def _squashed(name: str) -> str:
    return "".join(normalize("NFKC", name).split())


def _first_lines(table: Table) -> dict[str, int]:
    lines: dict[str, int] = {}
    for row in table.rows:
        lines.setdefault(row.department, row.line)
    return lines
