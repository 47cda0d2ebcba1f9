"""The rest of a list, of a department, of a wider scope: 「残りの合計は?」「部の残りは?」「大学以外の事業は?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import group_named
from bot.query import (
    AmountBetween,
    Condition,
    Either,
    InDepartments,
    IsNew,
    IsProject,
    Measure,
    Mentions,
    Query,
    Subject,
)
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import reread, so_many_things
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select


def rest_again(frame: Frame, last: Query) -> tuple[Condition, ...]:
    """「残りの合計は?」 after 「残りは?」: the same rest."""
    final = last.conditions[-1] if last.conditions else None
    is_rest = isinstance(final, IsProject | Mentions) and final.negated
    return last.conditions if is_rest and says_rest(frame) and last.window is None else ()


def rest_of_a_list(draft: Draft, last: Query, lexicon: Lexicon) -> tuple[Condition, ...]:
    """「残りは?」 after 「経済部で1000万円以上」: the department's others, where no page of the list is left."""
    if (
        not says_rest(draft.frame)
        or last.measure not in {Measure.LIST, Measure.TOTAL, Measure.COUNT}
        or last.window
    ):
        return ()
    soft = [c for c in last.conditions if isinstance(c, AmountBetween | IsNew) and not c.negated]
    if len(soft) != 1 or len(last.conditions) < 2:
        return ()
    return tuple(negation((c,)) if c is soft[0] else c for c in last.conditions)


def says_rest(frame: Frame) -> bool:
    """「残り」, and no other word for more."""
    return any(
        "残り" in frame.spans[index].text or "のこり" in frame.spans[index].text
        for index in frame.cues.get("more", ())
    )


def negation(conditions: tuple[Condition, ...]) -> Condition:
    """What does not fulfil all of the conditions."""
    if len(conditions) == 1:
        return replace(conditions[0], negated=not conditions[0].negated)
    return Either((Subject(conditions, ""),), negated=True)


ITS_REST = re.compile("部(?:局|署)?(?:の(?:残り|のこり|ほか|他)|に残って(?:い)?る)")
"""「部の残りの事業は?」: of that department."""


def rest_of_its_department(draft: Draft, state: DialogueState, lexicon: Lexicon) -> Draft | None:
    """「部の残り3つだといくら」 after three of a department: its others."""
    whose = {lexicon.catalogue.by_id[project].department for project in state.shown}
    if draft.scope or len(whose) != 1 or not ITS_REST.search(draft.frame.said()):
        return None
    rest = (InDepartments((whose.pop(),)), IsProject(state.shown, negated=True))
    asked = draft.query if draft.query and draft.measured else Query(Measure.LIST)
    return reread(draft, replace(asked, conditions=rest, group_by=None, claim=None))


def all_but_so_many(draft: Draft, state: DialogueState, lexicon: Lexicon) -> IsProject | None:
    """「市民生活部のほかの5件は」 after two of its seven, one of which was looked at: those two are left out."""
    many = so_many_things(draft.frame)
    place, listed = select(lexicon.catalogue, draft.scope), frozenset(state.listed)
    fits = bool(listed) and listed < place and many == [len(place) - len(listed)]
    return IsProject(state.listed) if fits else None


def is_the_rest(frame: Frame) -> bool:
    """「残りは?」「ほかは?」, and not 「もっと見せて」."""
    said = [frame.spans[index].text for index in frame.cues.get("more", ())]
    return any(word in text for text in said for word in ("残り", "以外", "他", "ほか", "あとの"))


def left_of_the_wider(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「大学以外の事業は?」 after a department and then its two of 市立大学: the others of the department."""
    query = draft.query
    if (
        query is None
        or not draft.scope
        or not all(condition.negated for condition in draft.scope)
        or not last.conditions
    ):
        return None
    if select(lexicon.catalogue, (*last.conditions, *draft.scope)):
        return None
    part = select(lexicon.catalogue, last.conditions)
    for wider in state.queries[1:]:
        whole = select(lexicon.catalogue, wider.conditions)
        if wider.conditions and part < whole and any(map(group_named, wider.conditions)):
            return reread(draft, replace(query, conditions=(*wider.conditions, *draft.scope)))
    return None
