"""A follow-up that keeps what excludes what is said: 「キのほうは何がある?」 after one project of 施策カ."""

from __future__ import annotations

from dataclasses import replace

from bot.groups import group_named
from bot.query import Condition, IsProject, Mentions, Query
from bot.understanding.draft import Draft
from bot.understanding.following.common import OF_THE_LIST, reread, so_many_things
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select


def less_what_excludes_it(read: Draft, last: Query, lexicon: Lexicon) -> Draft:
    """The follow-up without old names that leave nothing of what is said; 「そのうち」 and 「だけ」 are held to."""
    query, frame = read.query, read.frame
    said = tuple(c for c in read.scope if not c.negated)
    if query is None or not said or query.subjects or select(lexicon.catalogue, query.conditions):
        return read
    if frame.has("within", "only") or OF_THE_LIST.search(frame.said()):
        return read
    kept = [c for c in query.conditions if c in last.conditions and c not in said]
    leaving = kept if any(isinstance(c, _NAMES) for c in said) else [c for c in kept if isinstance(c, _NAMES)]
    fitting: tuple[Condition, ...] = tuple(c for c in query.conditions if c not in leaving)
    if not leaving or not select(lexicon.catalogue, fitting):
        return read
    return reread(
        read, replace(query, conditions=fitting, base=tuple(c for c in query.base if c not in leaving))
    )


_NAMES = IsProject | Mentions


def counts_for_itself(draft: Draft, read: Draft, lexicon: Lexicon) -> bool:
    """「新規8件の平均」 after a department: so many there are in the whole plan, and not in what was kept."""
    many = set(so_many_things(draft.frame)) - {1}
    if draft.query is None or read.query is None or len(many) != 1 or not draft.scope or draft.query.window:
        return False
    alone, kept = (len(select(lexicon.catalogue, q.conditions)) for q in (draft.query, read.query))
    return {alone} == many and kept != alone


def divides_one(read: Draft) -> bool:
    """「部局ごとの件数は?」 read of one department alone: not what anybody asks, so the question stands by itself."""
    query = read.query
    if query is None or query.group_by is None or query.of_groups:
        return False
    kept = [c for c in query.conditions if c not in read.scope]
    return any(group_named(c) is query.group_by for c in kept)
