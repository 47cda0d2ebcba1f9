"""Things talked about, put together: 「建築部も足すと?」「2番と3番の合計」「その3つを合わせると?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    AmountBetween,
    Comparison,
    Condition,
    Either,
    InDepartments,
    InGoals,
    InPlace,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Mentions,
    Query,
    Subject,
    Window,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.comparisons import held_how
from bot.understanding.draft import Draft
from bot.understanding.following.common import (
    COUNTERS,
    SUMMED,
    groups_against,
    is_bare,
    is_of_one,
    reread,
    single_project,
)
from bot.understanding.following.one_by_one import asked_in_a_row, with_sides_apart
from bot.understanding.following.ordinals import past_the_end
from bot.understanding.following.scopes import all_together, as_conditions, last_scope
from bot.understanding.following.twins import twin_of
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import NTH_COUNTERS, RANK_CUES
from bot.understanding.pool import select
from bot.understanding.spans import Projects, Row, Words
from bot.understanding.unions import label_of, union_of


def as_added(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「建築部も足すと?」「小学校のも足して」: the last scope and one more."""
    if _is_one_side_more(draft, last):
        subjects = (*last.subjects, Subject(draft.scope, label_of(draft.scope, lexicon)))
        return reread(draft, replace(last, subjects=subjects, comparison=Comparison.WHICH, claim=None))
    share = _share_with_another(draft, last, lexicon)
    if share:
        return share
    one = len(draft.frame.items) == 1 or len(select(lexicon.catalogue, draft.scope)) == 1
    if not draft.scope or not draft.frame.items or not one or any(side.window for side in last.subjects):
        return None
    if len(draft.scope) == 1 and _is_union(draft.scope[0]) and not _BESIDES_THOSE.search(draft.frame.said()):
        return None  # 「目標1と目標2を足すと」 says what is summed
    if not (_says_to_add(draft.frame) or _goes_on_adding(draft, last)):
        return None
    added_to = single_project(last, state)
    twin = twin_of(draft, added_to, lexicon) if added_to else None
    scope: tuple[Condition, ...] = (IsProject((twin,)),) if twin else draft.scope
    measure = last.measure if last.measure in SUMMED else Measure.TOTAL
    shared = draft.query is not None and draft.query.measure is Measure.SHARE
    shared = shared or (last.measure is Measure.SHARE and not draft.frame.has("amount", "count"))
    if not twin and shared:
        together = union_of([last_scope(last, lexicon), _as_one(scope, lexicon)], lexicon)
        return reread(draft, Query(Measure.SHARE, together, base=last.base))
    if last.measure is Measure.DETAIL:
        scope = _as_one_called_so(scope, lexicon)
    scope = _under_the_same_bounds(_as_one(scope, lexicon), last)
    many = next((n.value for _, n in draft.frame.numbers if n.counter in COUNTERS and n.value > 2), 2)
    many = 2 if last.measure is Measure.COMPARE else many  # both sides are its scope already
    earlier = asked_in_a_row(state, lexicon)[::-1][1 : many - 1]
    if len(earlier) < many - 2 or (many > _TWO and len(select(lexicon.catalogue, scope)) > 1):
        return replace(draft, query=None, trouble=Clarify(Doubt.TOO_INTRICATE))
    sides = [*(as_conditions(query, lexicon) for query in (*reversed(earlier), last)), scope]
    return reread(draft, Query(measure, union_of(sides, lexicon)))


def _share_with_another(draft: Draft, last: Query, lexicon: Lexicon) -> Draft | None:
    """「窓口ICT化推進事業と合わせると部の何%?」 after another project: both, of what is named as the whole."""
    query, named = draft.query, draft.frame.of(Projects, Row, Words)
    if query is None or query.measure is not Measure.SHARE or not is_of_one(last) or len(named) != 1:
        return None
    if not draft.frame.text_at(named[0].index + 1).startswith("と") or not draft.frame.has("together"):
        return None
    both = union_of([last.conditions, query.conditions], lexicon)
    return reread(draft, Query(Measure.SHARE, both, base=query.base))


_BESIDES_THOSE = re.compile("も|さらに|それに|あと")


def _is_one_side_more(draft: Draft, last: Query) -> bool:
    """「経済部も入れると?」 after two departments were held against each other."""
    kinds = {tuple(type(c) for c in side.conditions) for side in last.subjects if not side.window}
    alike = kinds == {tuple(type(c) for c in draft.scope)} and len(draft.frame.items) == 1
    summed = draft.frame.has("total", "together")
    return last.measure is Measure.COMPARE and alike and draft.frame.has("counted_too") and not summed


def _under_the_same_bounds(scope: tuple[Condition, ...], last: Query) -> tuple[Condition, ...]:
    """「子育て支援部も加えて」 after 「観光スポーツ部で2000万円未満」: that one's below the bound as well."""
    places = {type(c) for c in last.conditions if isinstance(c, InPlace)}
    if {type(condition) for condition in scope} != places:
        return scope
    marks = (c for c in last.conditions if isinstance(c, AmountBetween | IsNew | IsReprinted))
    return (*scope, *marks)


def _as_one(scope: tuple[Condition, ...], lexicon: Lexicon) -> tuple[Condition, ...]:
    """The one project that the scope is about, by name."""
    if not all(isinstance(condition, Mentions | IsProject) for condition in scope):
        return scope
    meant = select(lexicon.catalogue, scope)
    return (IsProject(tuple(meant)),) if len(meant) == 1 else scope


def _as_one_called_so(scope: tuple[Condition, ...], lexicon: Lexicon) -> tuple[Condition, ...]:
    """「早期発見のほうと足したら?」 after one project: the one other that has the word in its name."""
    match scope:
        case (Mentions(words, _, False),):
            named = lexicon.matching(list(words), in_text=False)
            return (IsProject((named[0],)),) if len(named) == 1 else scope
    return scope


def _says_to_add(frame: Frame) -> bool:
    after = [span.text for span in frame.spans[frame.items[-1].index + 1 :]]
    after = after[2:] if after[:2] == ["の", "分"] else after
    after = after[1:] if after[:1] and after[0] in _THAT_ONE else after
    too = any(text in {"も", "のも"} or text.startswith(("も足", "も入れ", "も含め")) for text in after)
    too = (
        too or "".join(after[:2]).startswith(("のと", "と")) or after[:1] == ["とを"]
    )  # 「空港のと合わせると」
    this_one = bool(after) and after[0] == "を" and after[1:2] and after[1][0] in "足加"
    also = "".join(after[:2]).startswith(("も入れ", "も含め", "も加え", "も足")) and frame.has("counted_too")
    return (frame.has("together") and bool(too or this_one)) or also


_THAT_ONE = {"のほう", "の方", "ほう", "のやつ", "のもの"}


def _goes_on_adding(draft: Draft, last: Query) -> bool:
    """「防災安全部も」 after the sum of two others."""
    after = [span.text for span in draft.frame.spans[draft.frame.items[0].index + 1 :]]
    several = any(_is_union(condition) for condition in last.conditions)
    return after == ["も"] and several and last.measure in SUMMED and is_bare(draft.frame)


def _is_union(condition: Condition) -> bool:
    match condition:
        case Either(negated=False):
            return True
        case InDepartments(several, False) | InGoals(several, False) | InPolicies(several, False):
            return len(several) > 1
        case IsProject(several, False):
            return len(several) > 1
    return False


def as_listed_together(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「2番と3番の合計」 of the list shown; 「3番目との差は?」 after the second was looked at."""
    frame = draft.frame
    places = [n.value for _, n in frame.numbers if n.counter in NTH_COUNTERS and n.last is None]
    if draft.scope or not places or last.group_by is not None or frame.has(*RANK_CUES):
        return None
    against = frame.has("difference", "ratio", "which", "compare")
    if against and len(places) == 1 and last.window and last.window.is_one:
        return _ranks_apart(draft, last, [last.window.first, *places], lexicon)
    if frame.has("together") and len(places) == 1 and last.window and last.window.is_one and not against:
        other = replace(last, window=Window(places[0], places[0]))
        pair = sorted((last, other), key=lambda query: query.window.first if query.window else 0)
        return reread(
            draft, all_together(Measure.TOTAL, pair, lexicon)
        )  # 「3番目と足すと?」 after the second
    listed = state.listed if last.measure is Measure.DETAIL else state.shown
    if not listed:
        return None
    if any(place > len(listed) for place in places) and against and len(places) == 2 and last.window:
        return _ranks_apart(draft, last, places, lexicon)
    if last.window and min(places) > len(listed) and places == list(range(min(places), max(places) + 1)):
        further = Window(places[0], places[-1])  # 「4位と5位も」 after the first three
        return reread(draft, replace(last, window=further, claim=None)) if len(places) > 1 else None
    if any(place > len(listed) for place in places):
        return past_the_end(draft, max(places)) if len(places) > 1 else None
    named = [listed[place - 1] for place in places]
    with_it = against or (frame.has("together") and bool(_AND_THAT.search(frame.said())))
    if len(named) == 1 and with_it and last.measure is Measure.DETAIL and state.shown:
        named = [state.shown[0], *named]
    if len(set(named)) < 2:
        return None
    if frame.has("total", "together") and not against:
        return reread(draft, Query(Measure.TOTAL, (IsProject(tuple(named)),)))
    if not against or len(named) != 2:
        return None
    sides = tuple(Subject((IsProject((one,)),), lexicon.catalogue.by_id[one].name) for one in named)
    return reread(draft, Query(Measure.COMPARE, subjects=sides, comparison=held_how(frame)))


_AND_THAT = re.compile("(?:番目|番|位|つ目)(?:の(?:もの|やつ|事業)?)?[とをも](?:足|合わせ|あわせ|合計|合算)")


def _ranks_apart(draft: Draft, last: Query, places: list[int], lexicon: Lexicon) -> Draft | None:
    """「その2番目との差は?」 after the largest: two ranks of one list."""
    label = label_of(last.conditions, lexicon)
    sides = tuple(
        Subject(last.conditions, f"{label}の{place}位", last.order, Window(place, place)) for place in places
    )
    if len(set(places)) < 2 or last.group_by is not None:
        return None
    return reread(draft, Query(Measure.COMPARE, subjects=sides, comparison=held_how(draft.frame)))


def as_ranks_together(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「合わせると?」 after 「一番高い事業は?」 and 「2番目は?」: the ranks that were looked at."""
    frame = draft.frame
    against = frame.has("difference", "ratio", "compare") and not frame.items
    summed = last.measure is Measure.TOTAL and frame.has("total") and is_bare(frame, "total")
    of_groups = last.group_by is not None and (against or summed)
    if last.window is None or draft.scope or not (frame.has("together") or of_groups):
        return None
    if last.group_by is None and not last.window.is_one:
        return None  # 「5つ足すと?」 of the first five
    apart = _first_of_two_lists(state, last)
    if apart and draft.query and draft.query.measure is Measure.TOTAL:
        return reread(draft, all_together(Measure.TOTAL, apart, lexicon))
    alike = (q for q in state.queries if q == replace(last, window=q.window))
    places = sorted({q.window.first for q in alike if q.window and q.window.is_one})
    named = [n.value for _, n in frame.numbers if n.counter in NTH_COUNTERS and n.last is None]
    if against and named and len(named) == 1:  # 「3位との差は?」 after 「2位は?」
        places = sorted({last.window.first, named[0]})
    if len(places) < _TWO:
        return None
    if against:
        return _groups_apart(draft, last, places)
    in_a_row = places == list(range(places[0], places[-1] + 1))
    if not in_a_row or last.measure is not (Measure.LIST if last.group_by is None else Measure.TOTAL):
        return replace(draft, query=None, trouble=Clarify(Doubt.TOO_INTRICATE))
    window = Window(places[0], places[-1])
    if last.group_by is not None:
        share = draft.query if draft.query and draft.query.measure is Measure.SHARE else None
        found = replace(last, window=window, claim=None)
        return reread(draft, replace(share or Query(Measure.TOTAL), conditions=(), of_groups=found))
    asked = draft.query if draft.query and draft.query.measure is Measure.SHARE else Query(Measure.TOTAL)
    return reread(draft, replace(asked, conditions=last.conditions, order=last.order, window=window))


def _first_of_two_lists(state: DialogueState, last: Query) -> list[Query]:
    """「一番高い事業は?」「一番安いのは?」「足すと?」: two that lead lists of their own."""
    firsts = [
        query
        for query in state.queries[: _TWO + 1]
        if query.measure is Measure.LIST and query.group_by is None and query.window == Window(1, 1)
    ]
    lists = {(query.conditions, query.order) for query in firsts}
    return firsts[::-1] if len(firsts) == len(lists) == _TWO and firsts[0] == last else []


def _groups_apart(draft: Draft, last: Query, places: list[int]) -> Draft | None:
    """「差は?」 after 「一番予算の多い部は?」 and 「2番目は?」."""
    if last.group_by is None or len(places) != _TWO:
        return None
    sides = tuple(
        Subject(last.conditions, f"{place}位", last.order, Window(place, place), last.group_by)
        for place in places
    )
    return reread(draft, groups_against(draft.frame, last, sides))


_TWO = 2  # ranks


def as_first_of_them(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「最初の3つの合計は?」 of the list shown."""
    listed = state.listed if last.measure is Measure.DETAIL else state.shown
    many = next((n.value for _, n in draft.frame.numbers if n.counter in COUNTERS and n.value > 1), None)
    if draft.scope or not (draft.frame.has("first_one") and many and listed) or last.group_by is not None:
        return None
    if many > len(listed):
        return past_the_end(draft, many)
    asked = draft.query if draft.query and draft.measured and not draft.query.window else Query(Measure.LIST)
    return reread(draft, replace(asked, conditions=(IsProject(listed[:many]),)))


def as_all_together(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「その3つを合わせると?」「全部合わせると?」: three or more things that were asked about one by one."""
    frame = draft.frame
    many = next((n.value for _, n in frame.numbers if n.counter in COUNTERS and n.value > 2), None)
    everything = (frame.has("all_of") and frame.has("together")) or bool(_ALTOGETHER.search(frame.said()))
    summed = everything or frame.has("total", "together", "mean") or (many and frame.has("amount"))
    summed = summed or bool(many and _SO_MANY_TOGETHER.search(frame.said()))
    if (
        draft.scope
        or not summed
        or not (many or everything)
        or frame.has(*RANK_CUES, "whole", "difference", "more", "except")
        or (frame.has("so_far") and last.window)
    ):
        return None
    if last.measure is Measure.LIST and len(state.shown) == many:
        return None  # what was listed last
    if last.group_by and last.window and len(state.groups) == many:
        return None  # the groups that were ranked last
    things = asked_in_a_row(state, lexicon)
    if len(things) < (many or _MANY):  # 「AとBどっちが高い?」「Cは?」「3つ足すと?」
        things = asked_in_a_row(with_sides_apart(state), lexicon)
    if everything and last.measure is Measure.LIST and len(state.shown) > 1 and len(things) < _MANY:
        return None
    if many and last.window and last.window.last == many and last.group_by is None:
        whole = Query(Measure.TOTAL, last.conditions, order=last.order, window=Window(1, many))
        return reread(draft, whole)  # 「10件全部の合計」 after the next five
    if len(things) < (many or _MANY):
        of_the_list = _list_of_so_many(state, many or 0, lexicon)
        if of_the_list and draft.query and draft.query.measure in SUMMED:
            return reread(draft, replace(draft.query, conditions=of_the_list, window=None))
        return replace(draft, query=None, trouble=Clarify(Doubt.TOO_INTRICATE)) if many else None
    counted = frame.has("count") or (last.measure is Measure.COUNT and not frame.has("total", "amount"))
    measure = Measure.COUNT if counted else Measure.TOTAL
    measure = Measure.MEAN if frame.has("mean") else measure
    return reread(draft, all_together(measure, things[-(many or len(things)) :], lexicon))


def _list_of_so_many(state: DialogueState, many: int, lexicon: Lexicon) -> tuple[Condition, ...]:
    """「3つの平均は?」 after the largest and the smallest of a department's three were held against each other."""
    scopes = (
        q.subjects[0].conditions if q.subjects else as_conditions(q, lexicon) for q in state.queries[:_MANY]
    )
    return next((scope for scope in scopes if scope and len(select(lexicon.catalogue, scope)) == many), ())


_MANY = 3  # things
_SO_MANY_TOGETHER = re.compile(
    "[0-9](?:つ|件|個|事業)(?:全部|ぜんぶ|みんな|まとめて)で"
)  # 「今の3つ全部で?」
_ALTOGETHER = re.compile("^(?:じゃあ|では|で、)?(?:全部|ぜんぶ|ぜーんぶ|みんな|すべて)で")
