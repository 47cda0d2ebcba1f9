"""A draft from a frame and its scope."""

from __future__ import annotations

from dataclasses import replace

from bot.query import Condition, Field, IsProject, Mentions, Query
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.scope import Scope
from bot.understanding.topics import Topic


def drafted(frame: Frame, scope: Scope, query: Query, *, measured: bool = True) -> Draft:
    """The draft that `query` reads the frame as; `measured` where a measure was said."""
    return Draft(
        frame,
        query,
        scope=scope.conditions,
        grouping=query.group_by,
        measured=measured,
        whole=frame.has("whole", "all_of"),
    )


def named_first(conditions: tuple[Condition, ...], scope: Scope) -> tuple[Condition, ...]:
    """For figures of a theme: the projects of that name where there are any, else those that mention it."""
    return called_so(conditions, scope.topic)


def called_so(conditions: tuple[Condition, ...], topic: Topic | None) -> tuple[Condition, ...]:
    """`conditions` with the topic narrowed to the projects of that name, where there are any."""
    if topic is None or not topic.named or topic.named == topic.ids:
        return conditions
    if all(isinstance(c, Mentions) and c.field is Field.ANY for c in topic.conditions):
        return tuple(
            replace(c, field=Field.NAME) if isinstance(c, Mentions) and c in topic.conditions else c
            for c in conditions
        )
    kept = tuple(condition for condition in conditions if condition not in topic.conditions)
    return (*kept, IsProject(topic.named))
