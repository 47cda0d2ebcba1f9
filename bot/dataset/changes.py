"""What differs between two editions of the table, project by project.

Projects are the same when their names are. Amounts are in thousands of yen (千円).
"""

from __future__ import annotations

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
    """A project as one edition has it; `places` are all its listings, e.g. 1-ア-32."""

    name: str
    department: str
    amount: int
    description: str
    is_new: bool
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """What one database holds, in printed order."""

    fiscal_year: int
    departments: tuple[str, ...]
    projects: tuple[ProjectState, ...]


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project that both editions have, and what differs about it."""

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


def compare(before: Edition, after: Edition) -> Changes:
    """What `after` has that `before` had not, the other way round, and what both have differently."""
    old = {project.name: project for project in before.projects}
    new = {project.name: project for project in after.projects}
    return Changes(
        year_before=before.fiscal_year,
        year_after=after.fiscal_year,
        added=tuple(project for name, project in new.items() if name not in old),
        removed=tuple(project for name, project in old.items() if name not in new),
        changed=tuple(
            ProjectChange(old[name], project, _changed(old[name], project))
            for name, project in new.items()
            if name in old and old[name] != project
        ),
        new_departments=tuple(name for name in after.departments if name not in before.departments),
        gone_departments=tuple(name for name in before.departments if name not in after.departments),
    )


def _changed(before: ProjectState, after: ProjectState) -> tuple[Change, ...]:
    """`Change` names the fields of a project."""
    return tuple(change for change in Change if getattr(before, change) != getattr(after, change))
