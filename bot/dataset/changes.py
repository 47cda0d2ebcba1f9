"""What differs between two databases, project by project. Projects are the same when their names are.

Amounts are in thousands of yen (千円).
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What changed about a project."""

    DEPARTMENT = "department"
    AMOUNT = "amount"
    DESCRIPTION = "description"
    IS_NEW = "is_new"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class ProjectState:
    """A project as one database has it; `places` are all its listings, e.g. 1-ア-32."""

    name: str
    department: str
    amount: int
    description: str
    is_new: bool
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project that both databases have, and what differs about it."""

    before: ProjectState
    after: ProjectState
    changed: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs, in printed order."""

    year_before: int
    year_after: int
    added: tuple[ProjectState, ...]
    removed: tuple[ProjectState, ...]
    changed: tuple[ProjectChange, ...]
    new_departments: tuple[str, ...]
    gone_departments: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether projects and year are the same."""
        same_year = self.year_before == self.year_after
        return same_year and not (self.added or self.removed or self.changed)


def compare(before: sqlite3.Connection, after: sqlite3.Connection) -> Changes:
    """Compare two databases of our schema."""
    old, new = _projects(before), _projects(after)
    old_departments, new_departments = _departments(before), _departments(after)
    return Changes(
        year_before=_year(before),
        year_after=_year(after),
        added=tuple(project for name, project in new.items() if name not in old),
        removed=tuple(project for name, project in old.items() if name not in new),
        changed=tuple(
            ProjectChange(old[name], project, _changed(old[name], project))
            for name, project in new.items()
            if name in old and old[name] != project
        ),
        new_departments=tuple(name for name in new_departments if name not in old_departments),
        gone_departments=tuple(name for name in old_departments if name not in new_departments),
    )


def _changed(before: ProjectState, after: ProjectState) -> tuple[Change, ...]:
    pairs = {
        Change.DEPARTMENT: (before.department, after.department),
        Change.AMOUNT: (before.amount, after.amount),
        Change.DESCRIPTION: (before.description, after.description),
        Change.IS_NEW: (before.is_new, after.is_new),
        Change.PLACES: (before.places, after.places),
    }
    return tuple(change for change, (old, new) in pairs.items() if old != new)


def _projects(connection: sqlite3.Connection) -> dict[str, ProjectState]:
    places: dict[str, list[str]] = {}
    for project_id, place in connection.execute(
        "SELECT project_id, goal || '-' || policy || '-' || number FROM listing ORDER BY is_reprint, position"
    ):
        places.setdefault(project_id, []).append(place)
    return {
        name: ProjectState(
            name, department, amount, description, bool(is_new), tuple(places.get(project_id, ()))
        )
        for project_id, name, department, amount, description, is_new in connection.execute(
            "SELECT project_id, name, department, amount, description, is_new FROM project ORDER BY position"
        )
    }


def _departments(connection: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(name for (name,) in connection.execute("SELECT name FROM department ORDER BY position"))


def _year(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT fiscal_year FROM document").fetchone()[0])
