"""Departments, goals and policies as the groups of a breakdown: which kind a condition names, and whether it names one."""

from __future__ import annotations

from bot.query import Condition, Grouping, InDepartments, InGoals, InPlace, InPolicies


def kind_of(place: InPlace) -> Grouping:
    """Which groups a place is, or several of them are, among."""
    match place:
        case InDepartments():
            return Grouping.DEPARTMENT
        case InGoals():
            return Grouping.GOAL
        case InPolicies():
            return Grouping.POLICY


def group_named(condition: Condition) -> Grouping | None:
    """The kind of group of which a condition names exactly one; None where it names none, several, or leaves one out."""
    match condition:
        case InDepartments((_,), False) | InGoals((_,), False) | InPolicies((_,), False):
            return kind_of(condition)
    return None
