"""Which projects fulfil conditions, by the catalogue's names alone; amounts are the database's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

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

_KEPT = 128  # selections


@lru_cache(maxsize=_KEPT)
def select(catalogue: Catalogue, conditions: tuple[Condition, ...]) -> frozenset[str]:
    """Ids of the projects that fulfil all conditions that can be told without amounts."""
    if not conditions:
        return frozenset(catalogue.by_id)
    fitting: Sequence[CatalogueProject] = catalogue.projects
    for condition in conditions:
        fulfils = _test_of(condition)
        fitting = [project for project in fitting if fulfils(project)]
    return frozenset(project.id for project in fitting)


_Test: TypeAlias = Callable[[CatalogueProject], bool]


def _test_of(condition: Condition) -> _Test:
    """What is the same for all projects is worked out once, for this runs many times a question."""
    match condition:
        case InDepartments(names, negated):
            return lambda project: (project.department in names) != negated
        case InGoals(goals, negated):
            return _printed_under(tuple(f"{goal}-" for goal in goals), negated)
        case InPolicies(policies, negated):
            return _printed_under(tuple(f"{ref}-" for ref in policies), negated)
        case IsProject(ids, negated):
            return lambda project: (project.id in ids) != negated
        case IsNew(negated):
            return lambda project: project.is_new != negated
        case IsReprinted(None, negated):
            return lambda project: (len(project.places) > 1) != negated
        case IsReprinted(goal, negated, policy):
            return _marked_under(f"{goal}-{policy}-" if policy else f"{goal}-", negated)
        case Mentions(words, column, negated, _):
            stands = [_standing(key(word), column) for word in words]
            return lambda project: any(stand(project) for stand in stands) != negated
        case Either(sides, negated):
            tests = [[_test_of(one) for one in side.conditions] for side in sides]
            return lambda project: any(all(test(project) for test in side) for side in tests) != negated
    return lambda _: True


def _printed_under(starts: tuple[str, ...], negated: bool) -> _Test:
    return lambda project: any(place.startswith(starts) for place in project.places) != negated


def _marked_under(start: str, negated: bool) -> _Test:
    """Projects listed under a goal or policy for the first time (negated), or again."""
    if negated:
        return lambda project: project.id.startswith(start)
    return lambda project: any(place.startswith(start) for place in project.places if place != project.id)


def _standing(word: str, column: Field) -> _Test:
    match column:
        case Field.NAME:
            return lambda project: word in key(project.name)
        case Field.NAME_START:
            return lambda project: key(project.name).startswith(word)
        case Field.NAME_END:
            return lambda project: key(project.name).endswith(word)
        case Field.DESCRIPTION:
            return lambda project: word in key(project.description)
        case Field.EITHER | Field.ANY:
            return lambda project: word in key(project.name) or word in key(project.description)
