"""Names and antecedents that only the dialogue knows."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.japanese import key
from bot.query import (
    Aspect,
    InDepartments,
    IsProject,
    Measure,
    Mentions,
    Query,
)
from bot.reading import DialogueState
from bot.understanding.following.common import OF_THE_LIST, is_bare, single_project
from bot.understanding.following.goals_in_short import (
    OF_THAT,
    number_of_place,
    with_place_of_last,
    with_place_of_project,
)
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.scope import DOES
from bot.understanding.spans import Departments, Goals, Policies, Projects, Trust, Words


def with_context(frame: Frame, state: DialogueState, lexicon: Lexicon) -> Frame:
    """Names that only what was talked about gives: 「その部の合計」, 「(目標1の次に)2は?」, 「ウだけ」."""
    if not state.queries:
        return frame
    if _OF_ALL_DEPARTMENTS.search(frame.said()):
        return frame
    frame = _with_the_earlier_one(frame, state, lexicon)
    if frame.has("that") and frame.has("noun_policy", "noun_goal") and not frame.has("share"):
        frame = with_place_of_project(frame, state, lexicon)
    if frame.has("that") and frame.at("except") - frame.at("that") in {1, 2}:
        return frame  # 「それ以外の部の合計」
    if frame.has("own_whole") and frame.text_at(frame.at("own_whole")).startswith(
        ("目標", "基本目標", "施策")
    ):
        return frame
    that_department = frame.has("that") and frame.has("noun_department")
    if frame.of(Departments) or (frame.of(Goals, Policies) and not that_department):
        return frame
    if _points_at_department(frame, state):
        cues = {**frame.cues, "noun_department": frame.cues["that"]}
        frame = replace(frame, cues=cues)
    named = _department_in_short(frame, state.queries[0], lexicon)
    if named:
        return named
    frame = number_of_place(_without_what_is_done(frame, state), state.queries[0], lexicon)
    if frame.of(Goals, Policies) and not that_department:
        return frame
    pointing = frame.has("that", "own_whole", "share") or bool(_WITHIN_ITS_DEPARTMENT.match(frame.said()))
    pointing = pointing or (
        frame.has("department_asked") and frame.has("total", "list", "count") and not frame.items
    )
    if not pointing:
        return frame
    share = frame.at("share")
    nouns = {frame.at(noun) for noun in ("noun_department", "noun_goal", "noun_policy")}
    if frame.has("those_two") and frame.at("those_two") + 1 in nouns:
        return frame  # 「2つの部の合計の何%?」
    if frame.has("noun_department", "own_whole") or (
        frame.has("department_asked") and frame.has("total", "list", "count", "largest", "smallest", "share")
    ):
        before = _department_before(frame, state, lexicon)
        names = (before,) if before else _departments_of(state, lexicon)
        own_whole = frame.has("own_whole") and share < 0
        of_it = own_whole or (that_department and frame.has("total", "amount") and not frame.has(*_RANKED))
        if len(names) == 1 or (names and of_it):
            at = frame.at("noun_department") if frame.has("noun_department") else frame.at("own_whole")
            at = at if at >= 0 else frame.at("department_asked")
            said = names[0] if len(names) == 1 else _ITS_DEPARTMENT
            item = Item(max(at, 0), Departments(names, ambiguous=len(names) > 1), said, Trust.EXACT)
            dropped = {"noun_department", "department_asked", "own_whole", *(() if share >= 0 else ("that",))}
            cues = {cue: found for cue, found in frame.cues.items() if cue not in dropped}
            if share >= 0:
                cues |= {"that": (0,), "own_whole": (at,)}
            elif own_whole:  # 「部全体では?」: its sum, and nothing of what was narrowed to before
                cues = {"amount": (at,), **cues, "whole": (at,)}
            return replace(frame, items=(*frame.items, item), cues=cues)
    if share >= 0 and frame.has("noun_policy", "noun_goal"):
        return with_place_of_last(frame, state.queries[0])
    return frame


# 「合計がいちばん小さい部はどこ」「上位3部局で全体の何%」「がん対策と同じ部の事業」
_OF_ALL_DEPARTMENTS = re.compile(
    "(?:い|高額な|低額な)(?:部局?|部署)(?:は|って|が)、?(?:どこ|何)|(?:上位|下位|とっぷ|トップ)[0-9]+(?:つ)?の?(?:部局?|部署)|[^そこ、]と(?:同じ|おなじ)部"
)
_WITHIN_ITS_DEPARTMENT = re.compile(
    "(?:じゃあ|では|で、)?部(?:局)?(?:の中で|のなかで|内で|で)(?=[0-9]|一番|いちばん|最も)"
)


def _with_the_earlier_one(frame: Frame, state: DialogueState, lexicon: Lexicon) -> Frame:
    """「さっきの工事はそのうち何%?」: the one project that was looked at and that the word fits."""
    said = [
        item
        for item in frame.of(Words, Projects)
        if _EARLIER.search(frame.said(0, item.index))
        or (frame.has("rank_asked") and frame.at("rather") == item.index + 1)  # 「ストーブのほうは何番目?」
    ]
    if len(said) != 1:
        return frame
    looked_at = dict.fromkeys(
        ids[0]
        for query in state.queries
        for condition in query.conditions
        if isinstance(condition, IsProject) and len(ids := condition.ids) == 1
    )  # the last one first
    words = said[0].meaning.words if isinstance(said[0].meaning, Words) else (said[0].text,)
    called = said[0].meaning.ids if isinstance(said[0].meaning, Projects) else lexicon.matching(words)
    meant = [project for project in called if project in looked_at]
    if len(meant) > 1 and _FIRST.search(frame.said()):  # 「最初に聞いたお祭り」
        meant = [project for project in looked_at if project in meant][-1:]
    if len(meant) != 1:
        return frame
    named = replace(said[0], meaning=Projects((meant[0],)), trust=Trust.EXACT)
    return replace(frame, items=tuple(named if item is said[0] else item for item in frame.items))


_EARLIER = re.compile(
    "(?:さっき|さきほど|先ほど|最初|はじめ|初め)(?:の|に?(?:聞いた|きいた|言った|話した|出てきた)(?:あの)?)$"
)
_FIRST = re.compile("最初|はじめ|初め")


def _points_at_department(frame: Frame, state: DialogueState) -> bool:
    """「そこ他に何やってるの?」 after 「どこの部?」."""
    last = state.queries[0]
    of_department = last.measure is Measure.DETAIL and last.aspect is Aspect.DEPARTMENT
    return of_department and any(frame.spans[index].text == "そこ" for index in frame.cues.get("that", ()))


def _department_in_short(frame: Frame, last: Query, lexicon: Lexicon) -> Frame | None:
    """「環境は?」 after 「土木部の合計」: departments are talked about, so that one is meant."""
    if not any(isinstance(c, InDepartments) for c in last.conditions) or not is_bare(frame):
        return None
    if OF_THE_LIST.search(frame.said()):
        return None  # 「その中で観光は?」 after 経済部
    index = _sole_word(frame)
    left_out = any(item.negated for item in frame.items)
    after = frame.spans[index + 1].text if index is not None and index + 1 < len(frame.spans) else ""
    if index is None or not (left_out or after in OF_THAT):
        return None
    said = key(frame.spans[index].text)
    names = tuple(name for name in lexicon.catalogue.departments if key(name).startswith(said))
    if len(names) != 1 or len(said) < _SHORT_NAME:
        return None
    listed = last.measure is Measure.LIST and last.group_by is None
    if listed and select(lexicon.catalogue, (*last.conditions, Mentions((frame.spans[index].text,)))):
        return None  # 「いじめのは?」 after the list of 学校教育部
    if left_out and not any(isinstance(c, InDepartments) and names[0] in c.names for c in last.conditions):
        return None
    item = Item(index, Departments(names), frame.spans[index].text, Trust.PARTIAL, negated=left_out)
    return replace(frame, items=(item,), unknown=())


def _sole_word(frame: Frame) -> int | None:
    """Index of the one word that is said, whether or not the table has it."""
    if len(frame.items) == 1 and not frame.unknown and frame.items[0].is_a(Words, Projects):
        return frame.items[0].index
    if len(frame.unknown) == 1 and not frame.items:
        return next(i for i, span in enumerate(frame.spans) if span.text == frame.unknown[0])
    return None


_SHORT_NAME = 2  # characters


def _without_what_is_done(frame: Frame, state: DialogueState) -> Frame:
    """「いくらで運営してるの?」 after one project: what is done with it, and no theme."""
    alone = len(frame.items) == 1 and frame.items[0].is_a(Words)
    if not alone or single_project(state.queries[0], state) is None:
        return frame
    index = frame.items[0].index
    after = frame.text_at(index + 1)
    before = frame.text_at(index - 1)
    done = after in DOES and before in {"", "で", "を", "に", "、", "て"}
    return frame.without(lambda item: item.index == index) if done else frame


_ITS_DEPARTMENT = "担当する部"
_RANKED = ("most", "largest", "smallest", "share")


def _departments_of(state: DialogueState, lexicon: Lexicon) -> tuple[str, ...]:
    """The departments that the last answer was about, or that do what it showed."""
    last = state.queries[0]
    for conditions in (last.conditions, *(group.conditions for group in state.groups[:1] if last.window)):
        for condition in conditions:
            match condition:
                case InDepartments((name,), False):
                    return (name,)
    return tuple(dict.fromkeys(lexicon.catalogue.by_id[project].department for project in state.shown))


def _department_before(frame: Frame, state: DialogueState, lexicon: Lexicon) -> str | None:
    """「同じ部の事業は?」 after 「同じ施策の事業は?」: still of the one project looked at before."""
    if not any(
        frame.spans[index].text.startswith(("同じ", "おなじ")) for index in frame.cues.get("that", ())
    ):
        return None
    for query in state.queries[1:]:
        match query.conditions:
            case (IsProject((one,), False),) if query.measure is Measure.DETAIL:
                return lexicon.catalogue.by_id[one].department
    return None
