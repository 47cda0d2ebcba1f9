"""Whether there is anything that a question can go on from: what is asked back, and the answer to it."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import IsNew, IsReprinted, Measure
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.groups import grouping_said
from bot.understanding.asking.one_project import aspect_of
from bot.understanding.draft import Draft
from bot.understanding.following.common import is_bare, reread
from bot.understanding.frame import Frame
from bot.understanding.negation import RANK_CUES


def picks_up(draft: Draft) -> bool:
    """「予算おいくらですか」 after choices: of one of them, and not of the whole plan."""
    frame = draft.frame
    return (
        not (draft.scope or draft.whole or draft.grouping or frame.numbers or frame.items)
        and frame.has("amount", "detail", "department_asked", "change")
        and not frame.has("total", "count", "most", "largest", "smallest")
    )


def without_antecedent(draft: Draft) -> Draft | None:
    """Asks back where a question points at something and nothing was said before."""
    frame = draft.frame
    if isinstance(draft.trouble, Clarify) and draft.trouble.options:
        return None
    here = "この中" in frame.said() and _has_window(draft)  # of this table
    points = (frame.has("that", "those_two", "next_one", "more") and not here) or (
        (frame.has("rather", "only") or (frame.has("correction") and not draft.measured))
        and not _has_window(draft)
    )
    bare_one = not draft.scope and frame.has("big", "small") and not set(frame.cues) - _OF_TWO
    points = points or (bare_one and any(span.text.endswith(("ほう", "方")) for span in frame.spans))
    first = frame.spans[0].text if frame.spans else ""
    of_the_year = any(span.text in _THIS_YEAR for span in frame.spans)
    points = points or (first in _GOING_ON and not _has_window(draft) and not of_the_year)
    if points and not draft.scope and (not draft.whole or frame.has("share")):
        return _asking_back(draft)
    if draft.query and draft.query.measure is Measure.SHARE and _PART_OF_IT.fullmatch(frame.said()):
        return _asking_back(draft)
    if first in _OF_IT and all(isinstance(c, IsNew | IsReprinted) for c in draft.scope):
        return _asking_back(draft)  # 「それの再掲はどこ?」
    numbered = any(number.counter == "番" for _, number in frame.numbers)  # 「20番の事業の予算は?」
    asked = ("noun_department", "noun_policy", "noun_goal") if numbered else _ASKED_OF_A_RANK
    nth_alone = (
        not draft.scope
        and any(number.counter in {"番目", "番", "つ目"} for _, number in frame.numbers)
        and not frame.has(*RANK_CUES, *asked)
        and not grouping_said(frame)
    )
    bare = not draft.scope and not draft.whole and not _has_window(draft) and not frame.numbers
    if nth_alone or (bare and frame.has("breakdown", "share") and not _named_grouping(frame)):
        return _asking_back(draft)
    return None


_OF_IT = {"それの", "これの", "あれの"}
_ASKED_OF_A_RANK = ("amount", "noun_department", "noun_policy", "noun_goal")


def _asking_back(draft: Draft) -> Draft:
    whole = draft.query is not None and draft.query.measure in _OF_A_SCOPE and not draft.frame.numbers
    asked = draft.query if whole else None
    return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT), pending=asked)


_OF_A_SCOPE = {Measure.LIST, Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.MEDIAN}


def as_answer_to_asking_back(draft: Draft, state: DialogueState) -> Draft | None:
    """「福祉保険部の中で、です」 after 「その中で一番高いのは?」 was asked back: what that is about."""
    offered = {option.query for option in state.options}
    doubted = draft.trouble.options if isinstance(draft.trouble, Clarify) else ()
    meant = [option.query for option in doubted if option.query in offered]
    if len(meant) == 1:  # 「イの4番です」 after 「基本目標1の4番」
        return reread(draft, meant[0])
    if state.pending is None:
        return None
    frame = draft.frame
    if state.pending.measure is Measure.DETAIL and not draft.scope and picks_up(draft):
        return reread(draft, replace(state.pending, aspect=aspect_of(frame)))
    if _OF_THIS_YEAR.fullmatch(frame.said()):
        return reread(draft, state.pending)
    if state.pending.conditions or not draft.scope or draft.measured or not is_bare(frame):
        return None
    if (
        not all(item.joined for item in frame.items[1:])
        or frame.new is not None
        or frame.numbers
        or frame.facts
    ):
        return None
    return reread(draft, replace(state.pending, conditions=draft.scope))


_PART_OF_IT = re.compile(
    "(?:じゃあ|それは?)?(?!.*(?:って|全体))[^はがのでと]{2,20}の(?:何分の(?:1|一)|何%|何割)(?:くらい|ぐらい)?(?:なの|です|なん)?か?[?]*"
)  # of what, it does not say
_OF_TWO = {"big", "small", "rather", "aside", "amount", "instead"}  # 「高いほうは?」
_OF_THIS_YEAR = re.compile(
    "(?:じゃあ?|では|それなら|なら)?、?(?:今年度?|本年度|令和7年度?|r7|7年度)(?:の|分の?)?(?:予算|金額|額)?(?:は|だと|なら|では|って)?"
    "(?:いくら|なんぼ|どう|どれくらい)?(?:です|なの|でしょう)?か?[?]*"
)  # 「じゃあ令和7年度は?」 after another year
_THIS_YEAR = {"今年度", "令和7年度", "7年度", "今年"}  # 「じゃあ今年度の総額は?」 is of the whole plan
_GOING_ON = {"じゃあ", "じゃ", "んじゃ", "そしたら", "したら"}  # 「じゃあ平均は?」 with nothing before it


def _named_grouping(frame: Frame) -> bool:
    return frame.has("by_department", "by_goal", "by_policy")


def _has_window(draft: Draft) -> bool:
    """Whether ranks or sizes say what is meant."""
    return draft.query is not None and (draft.query.window is not None or draft.query.having is not None)
