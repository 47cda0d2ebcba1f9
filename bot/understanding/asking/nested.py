"""Questions about what another question finds: 「予算が一番多い部の事業数」「除雪事業を担当する部の合計」."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    Grouping,
    Measure,
    Order,
    PolicyRef,
    Query,
    Ranked,
)
from bot.understanding.asking.groups import GROUP_NOUNS
from bot.understanding.draft import Draft
from bot.understanding.filling import fill
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import read_scope
from bot.understanding.spans import Departments, Goals, Number, Policies, Span

_NOUNS = {cue: grouping for grouping, cue in GROUP_NOUNS.items()}
# What leads from the group to what is asked of it.
_ON = {"の", "で", "では", "が", "に", "の中で", "の中では", "の中だと", "のうち", "のうちで", "内で"}
_SUPERLATIVES = ("most", "largest", "smallest", "most_money")
_FIGURES = {Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.TOTAL, Measure.LIST}
_ITS_PROJECTS = re.compile(
    "(?:(?:入って|載って|のって|含まれて)(?:い)?る|含まれる|ある)?事業(?:を|は|って|一覧|リスト|名|の一覧|$)"
)
_OF_THE_PROJECT = re.compile(
    "(?:を|の|が)?(?:担当|所管|受け持|持っ|抱え|やって|扱|管轄)(?:し|する|てい|て|る|してい|してる|っ|ってい|い)?[ぁ-ゖ]{0,2}の?$|(?:と|の)?(?:同じ|おなじ)$"
    "|(?:が|の)(?:ある|載る|載って(?:い)?る|入って(?:い)?る|含まれる|属する)$"
)
_A_RANKED_PROJECT = re.compile("(?:事業|もの|やつ)$")


def halves(frame: Frame) -> tuple[Frame, Frame, Grouping] | None:
    """What ranks the groups (「予算が一番多い部」), and what is asked of them (「事業数は」)."""
    if frame.has("difference", "ratio"):
        return None  # 「一番多い部と一番少ない部の件数の差」
    for name, grouping in (*_NOUNS.items(), ("that_department", Grouping.DEPARTMENT)):
        for index in frame.cues.get(name, ()):
            end = index + 1
            if end < len(frame.spans) and isinstance(frame.spans[end].meaning, Number):
                end += 1  # 部トップ3
            start = end if frame.spans[index].text.endswith("の") else end + 1  # 担当部の
            if start < len(frame.spans) and (start == end or frame.spans[end].text in _ON):
                inner = fill(frame.spans[:end], frame.breaks)
                outer = fill(frame.spans[start:], frame.breaks)
                return (inner, outer, grouping) if _says_rank(inner) else None
    return None


def _says_rank(inner: Frame) -> bool:
    numbered = any(number.counter in {"top", "bottom", "位", "番目"} for _, number in inner.numbers)
    return inner.has(*_SUPERLATIVES) or numbered


def of_groups(frame: Frame, inner: Draft, outer: Draft, grouping: Grouping) -> Draft | None:
    """One query out of the two halves; None where the ranking itself answers."""
    found = inner.query
    if found is None or inner.trouble or inner.passed_over:
        return None
    if _ranks_projects(inner.frame):
        found = _groups_of_ranked(found, grouping)
    elif found.group_by is not grouping or found.window is None or found.subjects:
        found = None
    asked = _asked(outer)
    if found is None or asked is None or not _adds(asked, found):
        return None
    if outer.frame.has("breakdown") and not outer.frame.has("by_department", "by_goal", "by_policy"):
        by = Grouping.DEPARTMENT if grouping is Grouping.POLICY else Grouping.POLICY
        asked = replace(asked, group_by=by)
    return Draft(frame, replace(asked, of_groups=found), scope=asked.conditions, measured=True)


def _ranks_projects(inner: Frame) -> bool:
    """「一番高い事業を担当している部」."""
    return bool(_A_RANKED_PROJECT.search(_OF_THE_PROJECT.sub("", _before_noun(inner)).removesuffix("の")))


def _before_noun(inner: Frame) -> str:
    last = max((index for name in _NOUNS for index in inner.cues.get(name, ())), default=0)
    return inner.said(0, last)


def _groups_of_ranked(found: Query, grouping: Grouping) -> Query | None:
    if found.window is None or found.order is Order.PRINTED:
        return None
    ranked = Ranked(found.window, found.order, found.conditions)
    return Query(Measure.TOTAL, (*found.conditions, ranked), grouping)


def _asked(outer: Draft) -> Query | None:
    query, text = outer.query, outer.frame.said()
    if outer.trouble or outer.passed_over:
        return None
    if not outer.measured and not outer.scope and _ITS_PROJECTS.match(text):
        return Query(Measure.LIST)
    if query is None or query.measure not in _FIGURES or query.subjects or query.claim or query.of_groups:
        return None
    return query if outer.measured or "事業" in text else None


def _adds(asked: Query, found: Query) -> bool:
    """Whether more is asked than the ranking shows of its groups."""
    one = found.window is not None and found.window.is_one
    own = asked.conditions or asked.window or asked.group_by
    if asked.measure is Measure.TOTAL and not own:
        return found.window is None or not one or bool(found.conditions)  # 「新規が一番多い部の合計」
    return asked.measure is not found.measure or bool(own) or not one


def with_own_place(frame: Frame, lexicon: Lexicon) -> Frame:
    """「除雪事業を担当する部の合計」「冬まつりと同じ施策の事業」: the project's place in the stead of its name."""
    if frame.has("share", "rank_asked"):
        return frame  # 「除雪事業の部での割合」
    for name, grouping in (*_NOUNS.items(), *_ITS_DEPARTMENT.items()):
        for index in frame.cues.get(name, ()):
            item = next((i for i in reversed(frame.items) if i.index < index), None)
            if item is None or item.negated or item.is_a(Departments, Goals, Policies):
                continue
            between = frame.said(item.index + 1, index)
            if not (_leads_on(frame, index) and _is_its(between, frame.spans[index].text)):
                continue
            project = _one_project(fill(frame.spans[: item.index + 1], frame.breaks), lexicon)
            meaning = _place_of(project, grouping, lexicon) if project else None
            if meaning:
                last = frame.spans[index]
                place = Span(frame.spans[0].start, last.end, meaning, last.score, last.text)
                return fill((place, *frame.spans[index + 1 :]), frame.breaks)
    return frame


_ITS_DEPARTMENT = {"department_asked": Grouping.DEPARTMENT, "that_department": Grouping.DEPARTMENT}
_A_DEPARTMENT = ("部", "部局", "部署", "課")


def _is_its(between: str, noun: str) -> bool:
    """What stands between a project and the noun of its place."""
    if between == "と":
        return noun.startswith(("同じ", "おなじ", "おんなじ", "同"))
    department = noun.removesuffix("の").endswith(_A_DEPARTMENT)
    return (between == "の" and department) or bool(_OF_THE_PROJECT.fullmatch(between))


def _leads_on(frame: Frame, index: int) -> bool:
    """「…部の合計」: more is asked of the place."""
    after = frame.spans[index + 1 : index + 2]
    return bool(after) and (after[0].text in _ON or frame.spans[index].text.endswith("の"))


def _one_project(frame: Frame, lexicon: Lexicon) -> str | None:
    scope = read_scope(frame, lexicon)
    return scope.topic.single if scope.topic and not scope.trouble and not scope.passed_over else None


def _place_of(project: str, grouping: Grouping, lexicon: Lexicon) -> Departments | Goals | Policies | None:
    own = lexicon.catalogue.by_id[project]
    refs = tuple(dict.fromkeys(PolicyRef(int(p.split("-")[0]), p.split("-")[1]) for p in own.places))
    match grouping:
        case Grouping.DEPARTMENT:
            return Departments((own.department,))
        case Grouping.GOAL:
            return Goals(tuple(dict.fromkeys(ref.goal for ref in refs)))
        case Grouping.POLICY:
            return Policies(refs)
