"""What was shown, pointed at by how many it were: 「その4件でいくら」「3件の計、目標1の何%?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import group_named
from bot.query import AmountBetween, Condition, IsProject, Measure, Mentions, Query, Subject, Window
from bot.reading import DialogueState, Seen
from bot.understanding.asking.comparisons import held_how
from bot.understanding.draft import Draft
from bot.understanding.following.common import SUMMED, is_of_one, reread, so_many_things
from bot.understanding.following.scopes import all_together
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select


def as_so_many(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「その4件でいくら」「3件の計、目標1の何%?」 after a list of so many, or one of it that was looked at."""
    frame = draft.frame
    many = so_many_things(frame)
    if len(many) != 1 or many[0] < _SEVERAL or not _SO_MANY.match(frame.said()) or frame.has(*_OTHERWISE):
        return None
    shown = state.listed if is_of_one(last) else state.shown
    earlier = "さっき" in frame.said() and len(shown) != many[0]
    listed = _listed_so_many(state, last, many[0], earlier=earlier)
    if listed is None:
        return None
    if frame.has("share"):
        base = () if frame.has("whole") else draft.query.base if draft.query else ()
        base = base or (() if frame.has("whole") else draft.scope)
        share = replace(all_together(Measure.SHARE, [listed], lexicon), base=base)
        return reread(draft, share) if base or frame.has("whole") else None
    if draft.scope or not frame.has("amount", "total", "mean", "median"):
        return None
    measure = Measure.MEAN if frame.has("mean") else Measure.MEDIAN if frame.has("median") else Measure.TOTAL
    return reread(draft, all_together(measure, [listed], lexicon))


def as_so_many_such(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「大学の2つを足すと?」「名前に地域ってつく3つの合計は?」: of what was shown, those that are so and are so many."""
    frame, query = draft.frame, draft.query
    many = so_many_things(frame)
    many = many or ([_PAIR] if frame.has("those_two") else [])
    if len(many) != 1 or many[0] < _SEVERAL or not draft.scope or frame.has(*_OF_RANKS, "share", "whole"):
        return None
    if (
        _TAKEN_AWAY.search(frame.said())
        or any(c.negated for c in draft.scope)
        or (query and (query.window or query.base or query.group_by))
    ):
        return None
    such = next(filter(None, (_such(seen, draft.scope, many[0], lexicon) for seen in state.seen)), None)
    if such is None:
        return None
    if frame.has("difference", "ratio", "compare", "which") and len(such) == _PAIR:
        sides = tuple(Subject((IsProject((one,)),), lexicon.catalogue.by_id[one].name) for one in such)
        return reread(draft, Query(Measure.COMPARE, subjects=sides, comparison=held_how(frame)))
    summed = frame.has("total", "together", "amount")
    measure = Measure.MEAN if frame.has("mean") else Measure.TOTAL if summed else Measure.LIST
    told_by_rows = (c for c in draft.scope if not isinstance(c, Mentions | IsProject))
    return reread(draft, Query(measure, (*told_by_rows, IsProject(such))))


def _such(seen: Seen, scope: tuple[Condition, ...], many: int, lexicon: Lexicon) -> tuple[str, ...] | None:
    """Those of a list that fulfil `scope`, if there are so many; what only amounts tell, the list was asked for."""
    amounts = [c for c in scope if isinstance(c, AmountBetween)]
    if not set(amounts) <= set(seen.query.conditions):
        return None
    fulfil = select(lexicon.catalogue, tuple(c for c in scope if c not in amounts))
    such = tuple(project for project in seen.ids if project in fulfil)
    return such if len(such) == many else None


_TAKEN_AWAY = re.compile("を引[いくけ]|以外|抜[いくき]|除[いくき]")
_OF_RANKS = (
    "except",
    "not_counted",
    "largest",
    "smallest",
    "most",
    "more",
    "next_one",
    "so_far",
    "rank_asked",
    "each",
)


def _listed_so_many(state: DialogueState, last: Query, many: int, *, earlier: bool) -> Query | None:
    """The list of so many: the last one, or the first ranks of one of which two were held against each other."""
    sized = (q for q in state.queries if q.window and q.group_by is None and not q.subjects)
    if earlier:
        return next((q for q in sized if q.window and q.window.last - q.window.first + 1 == many), None)
    if many == _PAIR and _two_places(state):
        return None  # 「その2つで全体の何%?」 after one department's sum and another's
    lists = [query for query in state.queries if not (is_of_one(query) or query.subjects or query.group_by)]
    if last.subjects:
        return next((query for query in lists if many > _PAIR and query.window == Window(1, many)), None)
    if last.group_by:  # 「残りの3つはどこの部?」「その3つでいくら?」
        of_them = Query(Measure.LIST, last.conditions)
        return of_them if len(state.shown) == many and not last.window else None
    shown = state.listed if is_of_one(last) else state.shown
    return lists[0] if lists and len(shown) == many else None


def _two_places(state: DialogueState) -> bool:
    """Whether the last two questions were of a department, goal or policy each."""
    last = state.queries[:_PAIR]
    kinds = {group_named(query.conditions[-1]) for query in last if query.conditions}
    summed = all(query.measure in SUMMED and not (query.window or query.group_by) for query in last)
    return len(last) == _PAIR and summed and len(kinds) == 1 and None not in kinds


_SEVERAL = _PAIR = 2
_SO_MANY = re.compile(
    "(?:で、|じゃあ?、?|では、?)?(?:その|この|今の|さっきの)?[0-9一二三四五六七八九十]+(?:件|つ|個|本|事業)"
    "(?:は(?:足|合わせ|あわせ|全部|合計)|の(?:合計|計|総額|平均|中央値|予算|お金)|(?:だけ)?で(?!一番|いちばん|最|は?何番)|を(?:足|合わせ|合計)|合わせ|あわせ|足|全部|とも|だと)"
)
_OTHERWISE = (
    "except",
    "more",
    "next_one",
    "so_far",
    "difference",
    "ratio",
    "compare",
    "which",
    "rank_asked",
    "largest",
    "smallest",
    "most",
)
