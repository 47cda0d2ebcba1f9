"""The names in the table, read once from the database: what understanding builds its lexicon from."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cached_property

from bot.query import PolicyRef


@dataclass(frozen=True)
class CatalogueProject:
    """One project's wording, without its amount: no figure passes through understanding."""

    id: str
    name: str
    department: str
    description: str
    is_new: bool
    places: tuple[str, ...]  # every printed place, `1-ア-32`, the first one being `id`


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Names and wording of one fiscal year, in printed order. Equal to itself alone, so that it can be a key."""

    fiscal_year: int
    title: str
    departments: tuple[str, ...]
    goals: dict[int, str]
    policies: dict[PolicyRef, str]
    projects: tuple[CatalogueProject, ...]

    @cached_property
    def by_id(self) -> dict[str, CatalogueProject]:
        """Projects by canonical id."""
        return {project.id: project for project in self.projects}

    @cached_property
    def by_place(self) -> dict[str, CatalogueProject]:
        """Projects by every printed place, 再掲 rows included."""
        return {place: project for project in self.projects for place in project.places}


def load_catalogue(connection: sqlite3.Connection) -> Catalogue:
    """Read the newest fiscal year's names."""
    year, title = connection.execute(
        "SELECT fiscal_year, title FROM document ORDER BY fiscal_year DESC LIMIT 1"
    ).fetchone()

    def rows(sql: str) -> list[tuple[object, ...]]:
        return connection.execute(sql, (year,)).fetchall()

    places: dict[str, list[str]] = {}
    for project_id, place in rows(
        "SELECT project_id, goal || '-' || policy || '-' || number FROM listing"
        " WHERE fiscal_year = ? ORDER BY is_reprint, position"
    ):
        places.setdefault(str(project_id), []).append(str(place))
    return Catalogue(
        fiscal_year=year,
        title=title,
        departments=tuple(
            str(name)
            for (name,) in rows("SELECT name FROM department WHERE fiscal_year = ? ORDER BY position")
        ),
        goals={
            int(str(goal)): str(name)
            for goal, name in rows("SELECT goal, name FROM goal WHERE fiscal_year = ? ORDER BY goal")
        },
        policies={
            PolicyRef(int(str(goal)), str(letter)): str(name)
            for goal, letter, name in rows(
                "SELECT goal, policy, name FROM policy WHERE fiscal_year = ? ORDER BY position"
            )
        },
        projects=tuple(
            CatalogueProject(
                str(project_id),
                str(name),
                str(department),
                str(description),
                bool(is_new),
                tuple(places[str(project_id)]),
            )
            for project_id, name, department, description, is_new in rows(
                "SELECT project_id, name, department, description, is_new FROM project"
                " WHERE fiscal_year = ? ORDER BY position"
            )
        ),
    )
