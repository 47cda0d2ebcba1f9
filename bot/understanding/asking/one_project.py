"""One project: its amount, department, purpose, places, or a value its description gives."""

from __future__ import annotations

import re

from bot.japanese import key, normalise
from bot.query import Aspect, Condition, IsProject, Measure, Mentions, Query
from bot.reading import Clarify, Decline, Doubt, Refusal
from bot.understanding.asking.drafting import drafted
from bot.understanding.asking.themes import amount_of_theme, asks_for_several, is_theme
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.options import project_options
from bot.understanding.scope import Scope
from bot.understanding.spans import Goals, Policies, Projects, Row, Words


def value_missing(frame: Frame, project: str, lexicon: Lexicon) -> bool:
    """「何人?」「いつ?」 of a project whose description gives no such value."""
    text = lexicon.catalogue.by_id[project].description
    return any(
        frame.has(cue) and not re.search(pattern, normalise(text))
        for cue, pattern in lexicon.vocabulary.values.items()
    )


def as_value(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「新しいセンターはいつから?」: the description tells, or nothing does."""
    if not frame.has(*lexicon.vocabulary.values) or frame.has("amount", "total", "list", "which_project"):
        return None
    project = scope.topic.single if scope.topic else None
    if scope.conditions and (project is None or value_missing(frame, project, lexicon)):
        return Draft(frame, trouble=Decline(Refusal.NO_SUCH_VALUE, frame.said()[:30]))
    return None


def as_part_of_it(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「JR路線維持対策事業のうち富良野線だけの額は?」: of one project the table has no more than its amount."""
    project = scope.topic.single if scope.topic else None
    if project is None or not frame.has("within") or not frame.has("amount", "total", "share", "only"):
        return None
    within = frame.at("within")
    first = next((item for item in frame.of(Projects) if item.index == within - 1), None)
    others = [item for item in frame.items if item is not first]
    if first is None or not all(item.is_a(Words, Projects) and item.index > within for item in others):
        return None
    part = "".join(item.text for item in others) or "".join(frame.unknown)
    named = key(part) in key(lexicon.catalogue.by_id[project].name)
    if not part or named or not (isinstance(first.meaning, Projects) and not first.meaning.core):
        return None
    options = project_options((project,), lexicon)
    return Draft(frame, trouble=Decline(Refusal.PART_OF_PROJECT, part, options))


def as_which_goal(frame: Frame, scope: Scope) -> Draft | None:
    """「除雪事業は目標3と4のどっちに載ってる?」: where one project is printed, and no comparison of goals."""
    project = scope.topic.single if scope.topic else None
    if project is None or not frame.of(Goals) or not asks_where(frame):
        return None
    return drafted(frame, scope, Query(Measure.DETAIL, (IsProject((project,)),), aspect=Aspect.PLACES))


def asks_where(frame: Frame) -> bool:
    """Whether it is asked under which of several goals or policies something is printed."""
    summed = frame.has("total", "count", "list", "amount", "big", "small", "difference")
    return frame.has("which") and frame.has("printed_at", "places_asked") and not summed


def aspect_of(frame: Frame) -> Aspect:
    """Which fact of a project is asked for."""
    for cue, aspect in (
        ("newness_asked", Aspect.NEWNESS),
        ("department_asked", Aspect.DEPARTMENT),
        ("places_asked", Aspect.PLACES),
        ("change", Aspect.CHANGE),
    ):
        if frame.has(cue):
            return aspect
    if frame.has("amount", "total"):
        return Aspect.AMOUNT
    if frame.has("noun_goal", "noun_policy") and not frame.of(Goals, Policies):
        return Aspect.PLACES  # 「除雪事業の施策は?」
    if frame.has("detail") or frame.light or frame.unknown or frame.refusals:
        return Aspect.PURPOSE
    return Aspect.AMOUNT


def as_project(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """One project by name, alias, place or description."""
    topic = scope.topic
    if topic is None or topic.single is None:
        return None
    if _says_only_a_kind(frame, topic.conditions, lexicon):
        return None  # 「費用の助成はある?」
    several = len(topic.ids) > 1 or is_theme(topic.conditions, lexicon)
    if several and _wants_all(frame, topic.core is not None):
        return None
    summed = amount_of_theme(frame, scope, lexicon) if frame.has("amount") else None
    if summed:
        return drafted(frame, scope, summed)
    query = Query(Measure.DETAIL, (IsProject((topic.single,)),), aspect=aspect_of(frame))
    return drafted(frame, scope, query, measured=bool(frame.cues))


def _says_only_a_kind(frame: Frame, conditions: tuple[Condition, ...], lexicon: Lexicon) -> bool:
    """「助成」「補助」: kinds of spending, which name no project even where one alone is called so."""
    items = frame.of(Words, Projects, Row)
    kinds = all(
        isinstance(item.meaning, Words) and key(item.text) in lexicon.vocabulary.kinds for item in items
    )
    return (
        bool(items)
        and kinds
        and all(isinstance(c, Mentions) for c in conditions)
        and "事業" not in frame.said()
    )


def _wants_all(frame: Frame, core: bool) -> bool:
    """「除雪の事業」「除雪関連」 asks for a theme; 「除雪いくら」「どの事業?」 for the project of that name."""
    if frame.has("which_project") and not frame.has("related"):
        return core
    if frame.has("list", "related", "whole", "all_of", "total", "count"):
        return True
    if asks_for_several(frame):
        return True
    one = frame.has("amount", "detail", "department_asked", "places_asked", "change", "newness_asked")
    return not one and (frame.has("ask_yes_no") or not frame.light)


def as_twins(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """One name that several projects share (小学校/中学校)."""
    topic = scope.topic
    if topic is None or not topic.twins or len(topic.ids) < 2:
        return None
    if frame.has("total", "count", "list", "those_two"):
        return None
    departments = {lexicon.catalogue.by_id[project].department for project in topic.ids}
    if frame.has("department_asked") and len(departments) == 1:
        return drafted(frame, scope, Query(Measure.LIST, (IsProject(topic.ids),)))
    options = project_options(topic.ids, lexicon)
    about = next(item.text for item in frame.items if item.is_a(Projects))
    return Draft(frame, trouble=Clarify(Doubt.WHICH_PROJECT, options, about))
