"""Are the headings and the numbers under them complete and in order?

A lost heading would put rows under the wrong goal or policy, which no sum of a row would show.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.dataset.faults import Fault, FaultKind
from bot.dataset.records import Table

_LETTERS = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"


def faults_of_headings(table: Table) -> Iterator[Fault]:
    """Faults of goals, policies and row numbers."""
    yield from _goals(table)
    yield from _policies(table)
    yield from _numbers(table)


def _goals(table: Table) -> Iterator[Fault]:
    seen: set[int] = set()
    for position, goal in enumerate(table.goals, start=1):
        label = f"基本目標{goal.number}"
        if goal.number in seen:
            yield Fault(FaultKind.DUPLICATE_HEADING, goal.line, label)
        elif goal.number != position:
            yield Fault(FaultKind.HEADING_ORDER, goal.line, label, f"基本目標{position}")
        seen.add(goal.number)
        if not any(policy.goal == goal.number for policy in table.policies):
            yield Fault(FaultKind.EMPTY_HEADING, goal.line, label)


def _policies(table: Table) -> Iterator[Fault]:
    seen: dict[int, set[str]] = {}
    with_rows = {(row.goal, row.policy) for row in table.rows}
    for policy in table.policies:
        letters = seen.setdefault(policy.goal, set())
        expected = _LETTERS[min(len(letters), len(_LETTERS) - 1)]
        if policy.letter in letters:
            yield Fault(FaultKind.DUPLICATE_HEADING, policy.line, policy.place)
        elif policy.letter != expected:
            yield Fault(FaultKind.HEADING_ORDER, policy.line, policy.place, f"{policy.goal}-{expected}")
        letters.add(policy.letter)
        if (policy.goal, policy.letter) not in with_rows:
            yield Fault(FaultKind.EMPTY_HEADING, policy.line, policy.place)


def _numbers(table: Table) -> Iterator[Fault]:
    """Numbers run 1, 2, 3, … under each policy."""
    seen: dict[tuple[int, str], dict[int, int]] = {}
    for row in table.rows:
        lines = seen.setdefault((row.goal, row.policy), {})
        expected = max(lines, default=0) + 1
        if row.number in lines:
            yield Fault(FaultKind.DUPLICATE_NUMBER, row.line, row.place, lines[row.number], row.name)
            continue
        if row.number != expected:
            yield Fault(FaultKind.NUMBER_GAP, row.line, row.place, expected, row.number)
        lines[row.number] = row.line
