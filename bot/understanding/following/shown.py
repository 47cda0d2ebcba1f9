"""Pointing at what was shown: 「2番目を詳しく」「その次は?」「もう片方は?」「それは何位?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    Condition,
    InDepartments,
    InGoals,
    InPlace,
    IsProject,
    Measure,
    Order,
    Query,
    ThanProject,
    Window,
)
from bot.reading import SHOWN_AT_FIRST, Clarify, DialogueState, Doubt
from bot.understanding.asking.one_project import aspect_of
from bot.understanding.asking.ranks import rank_query
from bot.understanding.draft import Draft
from bot.understanding.following.common import OF_THE_LIST, ranked_before, reread, single_project
from bot.understanding.following.groups_shown import next_of_groups
from bot.understanding.following.ordinals import open_place
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Projects, Row, Words


def as_one_shown(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「行財政改革推進部のほうを詳しく」「小学校」: the one of those shown that it fits."""
    frame = draft.frame
    shown = state.listed if last.measure is Measure.DETAIL and state.listed else state.shown
    if not draft.scope or not 2 <= len(shown) <= _A_HANDFUL or last.group_by or frame.has(*_NEW_TOPIC):
        return None
    words = all(item.is_a(Words) or _is_called_so_in_short(item) for item in frame.items)
    of_them = bool(_THE_ONE_OF_THEM.search(frame.said())) and set(frame.cues) <= {
        "related",
        "amount",
        "detail",
        "department_asked",
    }
    bare_word = words and (not frame.cues or of_them)
    rather = frame.has("rather") or bool(_THAT_SIDE.search(frame.said()))
    summed = last.measure is not Measure.LIST and not of_them  # 「不登校は?」 after the sum of a theme
    if not (bare_word or (rather and not frame.has("total", "count", "list"))):
        return None
    fits = [project for project in shown if project in select(lexicon.catalogue, draft.scope)]
    said = [
        word for item in frame.of(Words) if isinstance(item.meaning, Words) for word in item.meaning.words
    ]
    said += [item.text for item in frame.of(Projects)]
    if said and len(fits) != 1:
        named = set(lexicon.matching(said, in_text=False))
        fits = [project for project in shown if project in named]
    if frame.has("rather") and fits == list(state.shown):
        return None  # 「窓口のほうは?」 after one whose text says 窓口 too
    if len(fits) != 1 or (bare_word and _is_a_theme(said, fits[0], lexicon, 1 if summed else _A_FEW)):
        return None
    aspect = aspect_of(frame) if frame.has("detail", "department_asked", "change") else last.aspect
    return reread(draft, Query(Measure.DETAIL, (IsProject((fits[0],)),), aspect=aspect))


def _is_called_so_in_short(item: Item) -> bool:
    """「起業家」 names several, 「除雪」 one that may not be what was shown."""
    return isinstance(item.meaning, Projects) and (len(item.meaning.ids) > 1 or item.meaning.core)


_THE_ONE_OF_THEM = re.compile("の(?:は|やつ|もの(?!は))")
_THAT_SIDE = re.compile("(?:る|た)(?:ほう|方)(?:の|は|って|を)(?!数)")  # 「お米を届けるほうの予算は?」
_A_HANDFUL = 12
_A_FEW = 4  # projects a word may stand in and still point at one of them

_NEW_TOPIC = (
    "instead",
    "except",
    "only",
    "within",
    "together",
    "compare",
    "difference",
    "ratio",
    "which",
    "share",
)


def as_other_one(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「もう片方は?」 after one of two."""
    there = all(isinstance(c, InPlace) and not c.negated for c in draft.scope)
    if not draft.frame.has("other_one") or draft.frame.has("next_one") or not there:
        return None
    before = (select(lexicon.catalogue, q.conditions) for q in state.queries[1:])
    pairs = (select(lexicon.catalogue, draft.scope),) if draft.scope else (frozenset(state.listed), *before)
    for both in pairs:
        if len(both) == 2 and len(state.shown) == 1 and state.shown[0] in both:
            (project,) = both - set(state.shown)
            aspect = aspect_of(draft.frame) if draft.measured else last.aspect
            return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect))
    return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))


def _is_a_theme(said: list[str], project: str, lexicon: Lexicon, few: int) -> bool:
    """「教育は?」 after the projects against bullying: more than the one of them that mentions it."""
    named = project in lexicon.matching(said, in_text=False)
    return bool(said) and not named and len(lexicon.matching(said)) > few


def as_rank_of_last(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「それは全体で何位?」「その部で何番目?」「部局の中で何位?」 of what was talked about."""
    frame = draft.frame
    if frame.has("rank_asked") and frame.of(Projects, Row, Words):
        return _rank_among_the_ranked(draft, last, lexicon)
    if not frame.has("rank_asked"):
        return None
    places = tuple(c for c in draft.scope if isinstance(c, InPlace))
    project = single_project(last, state)
    subject: Condition
    field: tuple[Condition, ...]
    if project and _AMONG_DEPARTMENTS.search(frame.said()):
        subject, field = InDepartments((lexicon.catalogue.by_id[project].department,)), ()
    elif project:
        own = frame.has("own_whole", "noun_department") and not places
        department = InDepartments((lexicon.catalogue.by_id[project].department,))
        subject = IsProject((project,))
        field = (department,) if own else places or _where_it_came_from(frame, state, project, lexicon)
    elif not places and len(last.conditions) == 1 and isinstance(last.conditions[0], InDepartments | InGoals):
        subject, field = last.conditions[0], ()
    else:
        return None
    ranked = rank_query(frame, subject, field)
    counted = last.measure is Measure.COUNT and not project and not frame.has("amount", "total")
    return reread(draft, replace(ranked, basis=Measure.COUNT) if counted else ranked)


_AMONG_DEPARTMENTS = re.compile("(?:他|ほか|別)の部(?:局|署)?(?:と|に)(?:比べ|くらべ)")


def _rank_among_the_ranked(draft: Draft, last: Query, lexicon: Lexicon) -> Draft | None:
    """「保育士確保は何番目?」 after the second of the projects for childcare."""
    query = draft.query
    ranked = last.window is not None and last.measure is Measure.LIST and bool(last.conditions)
    if query is None or query.measure is not Measure.RANK or query.base or not ranked:
        return None
    if draft.frame.has("whole") or not select(lexicon.catalogue, query.conditions) <= select(
        lexicon.catalogue, last.conditions
    ):
        return None
    return reread(draft, replace(query, base=last.conditions))


def _where_it_came_from(
    frame: Frame, state: DialogueState, project: str, lexicon: Lexicon
) -> tuple[Condition, ...]:
    """「その中で何番目?」: among those that the last list held."""
    if not OF_THE_LIST.search(frame.said()):
        return ()
    scopes = (query.conditions for query in state.queries if not query.base)
    wider = ((scope, select(lexicon.catalogue, scope)) for scope in scopes if scope)
    return next((scope for scope, ids in wider if project in ids and len(ids) > 1), ())


def as_beside_rank(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「一つ上の事業は?」 after 「Aは子育て支援部で何番目?」."""
    said = _BESIDE.match(draft.frame.said())
    if said is None or draft.scope or last.measure is not Measure.RANK:
        return None
    match last.conditions:
        case (IsProject((one,), False),):
            above = (said[1] == "上") == (last.order is not Order.AMOUNT_ASC)
            order = Order.AMOUNT_ASC if above else Order.AMOUNT_DESC
            conditions = (*last.base, ThanProject(one, above))
            return reread(draft, Query(Measure.LIST, conditions, order=order, window=Window(1, 1)))
    return None


_BESIDE = re.compile(
    "(?:じゃあ|その|では)?(?:もう)?(?:1つ|一つ|ひとつ|1個|一個)(上|下)(?:の|は|って|だと|に[来く]る)"
)


def as_next(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「その次は?」「その次の5つは?」「ここまでの合計は?」 after a ranking."""
    frame = draft.frame
    if draft.scope:
        return _next_in_a_place(draft, state, last, lexicon)
    if (
        frame.has("next_one")
        and frame.has("noun_department", "noun_goal", "noun_policy")
        and not last.group_by
    ):
        return next_of_groups(draft, last)
    opened = state.shown[0] if last.measure is Measure.DETAIL and state.shown else None
    if frame.has("previous_one"):
        return _the_one_before(draft, state, last, opened)
    if (
        opened
        and frame.has("next_one")
        and opened not in state.listed
        and (not draft.measured or frame.has("rows"))
        and ranked_before(state, last) is last
    ):
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))  # of no list
    if frame.has("next_one") and opened in state.listed:
        return open_place(draft, replace(state, shown=state.listed), state.listed.index(opened) + 2)
    last = ranked_before(state, last)
    further = _next_page(frame, last)
    if further:
        return reread(draft, further)
    if last.window is None:
        return None
    if frame.has("so_far"):
        measure = (
            draft.query.measure if draft.query and frame.has("total", "amount", "mean") else last.measure
        )
        window = Window(1, last.window.last)
        return reread(draft, replace(last, measure=measure, window=window, claim=None))
    if not frame.has("next_one"):
        return None
    if any(number.last is not None for _, number in frame.numbers):
        return None  # 「続く4〜6位も」 says which
    many = next((n.value for _, n in frame.numbers if n.counter in {"件", "つ", "個", "事業", "部"}), 1)
    first = last.window.last + 1
    return reread(draft, replace(last, window=Window(first, first + many - 1), claim=None))


def _the_one_before(draft: Draft, state: DialogueState, last: Query, opened: str | None) -> Draft:
    """「その一つ前は?」 after one of a list or a ranking; before the first there is none."""
    if opened in state.listed:
        return open_place(draft, replace(state, shown=state.listed), state.listed.index(opened))
    ranked = ranked_before(state, last)
    place = ranked.window.first - 1 if ranked.window and ranked.window.is_one else 0
    if not place:
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    return reread(draft, replace(ranked, window=Window(place, place), claim=None))


def _next_page(frame: Frame, last: Query) -> Query | None:
    """「次の10件」 after a list of which the first page was shown; 「続きは?」 after some more of it."""
    many = next((n.value for _, n in frame.numbers if n.counter in {"件", "つ", "個", "事業"}), 0)
    if last.measure is not Measure.LIST or last.group_by is not None:
        return None
    if last.window is None and many and frame.has("next_one"):
        return replace(last, window=Window(SHOWN_AT_FIRST + 1, SHOWN_AT_FIRST + many), claim=None)
    if last.window is not None and not last.window.is_one and _GOES_ON.fullmatch(frame.said()):
        size = last.window.last - last.window.first + 1
        return replace(last, window=Window(last.window.last + 1, last.window.last + size), claim=None)
    return None


_GOES_ON = re.compile("(?:その)?(?:続き|つづき)(?:は|を|も)?(?:見せて|教えて|お願い)?[?]*")


def _next_in_a_place(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「経済部で次に高いのは?」 after one of its projects."""
    project = single_project(last, state)
    places = all(isinstance(c, InPlace) for c in draft.scope)
    if not (draft.frame.has("next_one") and places and project in select(lexicon.catalogue, draft.scope)):
        return None
    if project is None or draft.frame.has("small", "smallest", "total", "count"):
        return None
    conditions = (*draft.scope, ThanProject(project, above=False))
    return reread(draft, Query(Measure.LIST, conditions, order=Order.AMOUNT_DESC, window=Window(1, 1)))
