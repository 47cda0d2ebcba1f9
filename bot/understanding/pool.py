"""Which projects fulfil conditions, by the catalogue's names alone; amounts are the database's."""

from __future__ import annotations

from bot.dataset.catalogue import Catalogue, CatalogueProject
from bot.japanese import key
from bot.query import (
    Condition,
    Either,
    Field,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Mentions,
)


def select(catalogue: Catalogue, conditions: tuple[Condition, ...]) -> frozenset[str]:
    """Ids of the projects that fulfil all conditions that can be told without amounts."""
    if not conditions:
        return frozenset(catalogue.by_id)
    return frozenset(
        project.id
        for project in catalogue.projects
        if all(_fulfils(project, condition) for condition in conditions)
    )


def _fulfils(project: CatalogueProject, condition: Condition) -> bool:
    match condition:
        case InDepartments(names, negated):
            return (project.department in names) != negated
        case InGoals(goals, negated):
            return any(place.startswith(f"{goal}-") for goal in goals for place in project.places) != negated
        case InPolicies(policies, negated):
            return any(place.startswith(f"{ref}-") for ref in policies for place in project.places) != negated
        case IsProject(ids, negated):
            return (project.id in ids) != negated
        case IsNew(negated):
            return project.is_new != negated
        case IsReprinted(None, negated):
            return (len(project.places) > 1) != negated
        case IsReprinted(goal, negated, policy):
            start = f"{goal}-{policy}-" if policy else f"{goal}-"
            first = project.id.startswith(start)
            again = any(place.startswith(start) for place in project.places if place != project.id)
            return first if negated else again
        case Mentions(words, column, negated, _):
            return any(_stands(key(word), column, project) for word in words) != negated
        case Either(sides, negated):
            held = (all(_fulfils(project, c) for c in side.conditions) for side in sides)
            return any(held) != negated
    return True


def _stands(word: str, column: Field, project: CatalogueProject) -> bool:
    name, description = key(project.name), key(project.description)
    match column:
        case Field.NAME:
            return word in name
        case Field.NAME_START:
            return name.startswith(word)
        case Field.NAME_END:
            return name.endswith(word)
        case Field.DESCRIPTION:
            return word in description
        case Field.EITHER | Field.ANY:
            return word in name or word in description
