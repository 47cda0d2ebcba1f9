"""A part's share of what it was narrowed from, and that of another part: 「割合にすると?」「学校教育部の割合は?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    Condition,
    InDepartments,
    InGoals,
    InPlace,
    InPolicies,
    IsProject,
    Measure,
    Mentions,
    Query,
)
from bot.reading import DialogueState
from bot.understanding.asking.own_place import place_said
from bot.understanding.draft import Draft
from bot.understanding.following.common import is_bare, reread, single_project
from bot.understanding.following.narrowing import replaced
from bot.understanding.following.ways import same_kind
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select


def as_share_of_its_whole(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「割合にすると?」「目標全体の何%?」 after 「基本目標1の合計は?」 and 「そのうち子育て支援部の分は?」."""
    frame = draft.frame
    if (
        not frame.has("share")
        or frame.has("whole", "each")
        or not is_bare(frame, "share", "amount", *_WHOLES)
    ):
        return None
    if frame.items or last.group_by:
        return None
    project = single_project(last, state)
    place = place_said(frame, project, lexicon) if project and _OWN.match(frame.said()) else None
    if project and place:  # 「施策の何%?」 after one project
        return reread(draft, Query(Measure.SHARE, (IsProject((project,)),), base=(place,)))
    if last.measure not in {Measure.TOTAL, Measure.LIST} or last.window:
        return None
    before = state.queries[1] if len(state.queries) > 1 else last
    own = _OWN.match(frame.said())
    base: tuple[Condition, ...] = before.conditions
    if own:
        base = tuple(c for c in last.conditions if isinstance(c, _KINDS[own["kind"]]) and not c.negated)
    if not base or before.window or before.group_by or not set(base) < set(last.conditions):
        return None
    return reread(draft, Query(Measure.SHARE, last.conditions, base=base))


_WHOLES = ("own_whole", "noun_goal", "noun_policy", "noun_department")
_OWN = re.compile("(?:それは|これは|その)?(?:基本)?(?P<kind>目標|施策|部)(?:局|署)?(?:全体)?(?:の|内|に占め)")
_KINDS: dict[str, type[Condition]] = {"目標": InGoals, "施策": InPolicies, "部": InDepartments}


def as_share_of_another_part(
    draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon
) -> Draft | None:
    """「学校教育部の割合は?」「じゃあ経済部だと何%?」 after another department's share."""
    frame = draft.frame
    another = _another_project(draft, last, lexicon)
    if another:
        return another
    one_place = len(draft.scope) == 1 and isinstance(draft.scope[0], InPlace) and len(frame.items) == 1
    if last.measure is not Measure.SHARE or last.window or last.group_by or not one_place:
        return None
    if not frame.has("share") or not is_bare(frame, "share") or not _ITS_SHARE.search(frame.said()):
        return None
    if not same_kind(last, draft.scope) or frame.has("that", "within"):
        return None
    conditions = replaced(last, draft.scope, lexicon)
    of_that_kind = same_kind(Query(conditions=last.base), draft.scope)
    base = replaced(Query(conditions=last.base), draft.scope, lexicon) if of_that_kind else last.base
    return reread(draft, replace(last, conditions=conditions, base=base, claim=None))


_ITS_SHARE = re.compile(
    "^(?:じゃあ?|では|で)?、?[^、。の]{2,12}(?:の(?:割合|比率|しぇあ|シェア)|(?:だと|なら|だったら|は)、?(?:何|なん)(?:%|割|ぱーせんと))"
)


def _another_project(draft: Draft, last: Query, lexicon: Lexicon) -> Draft | None:
    """「がん対策のほうは何%?」 after what another project is of its department: of the same one."""
    if last.measure is not Measure.SHARE or not last.base or last.window or not draft.frame.has("share"):
        return None
    if draft.query is None or draft.query.base or draft.whole or not is_bare(draft.frame, "share", "only"):
        return None
    meant = select(lexicon.catalogue, draft.scope)
    part, whole = select(lexicon.catalogue, last.conditions), select(lexicon.catalogue, last.base)
    named = all(isinstance(c, IsProject | Mentions) and not c.negated for c in draft.scope)
    if not (named and len(meant) == 1 and meant <= whole and part < whole and len(draft.frame.items) == 1):
        return None
    return reread(draft, replace(last, conditions=(IsProject(tuple(meant)),), claim=None))
