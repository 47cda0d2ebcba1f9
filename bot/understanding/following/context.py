"""Names and antecedents that only the dialogue knows."""

from __future__ import annotations

from dataclasses import replace

from bot.query import InDepartments
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.drafting import text_of
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Departments, Goals, Policies, Trust


def with_context(frame: Frame, state: DialogueState, lexicon: Lexicon) -> Frame:
    """「その部の合計」「部の予算の何%」: the department (goal, policy) of what was talked about, as a name."""
    if not state.queries or frame.of(Departments, Goals, Policies):
        return frame
    pointing = frame.has("that", "own_whole") or frame.has("share")
    if not pointing:
        return frame
    share = frame.at("share")
    if frame.has("noun_department", "own_whole") or (
        frame.has("department_asked") and frame.has("total", "list", "count", "largest", "smallest", "share")
    ):
        name = _department_of(state, lexicon)
        if name:
            at = frame.at("noun_department") if frame.has("noun_department") else frame.at("own_whole")
            at = at if at >= 0 else frame.at("department_asked")
            item = Item(max(at, 0), Departments((name,)), name, Trust.EXACT)
            dropped = {"noun_department", "department_asked", "own_whole", *(() if share >= 0 else ("that",))}
            cues = {cue: found for cue, found in frame.cues.items() if cue not in dropped}
            if share >= 0:
                cues |= {"that": (0,), "own_whole": (at,)}
            return replace(frame, items=(*frame.items, item), cues=cues)
    return frame


def _department_of(state: DialogueState, lexicon: Lexicon) -> str | None:
    """The one department that the last answer was about."""
    last = state.queries[0]
    for conditions in (last.conditions, *(group.conditions for group in state.groups[:1] if last.window)):
        for condition in conditions:
            match condition:
                case InDepartments((name,), False):
                    return name
    names = {lexicon.catalogue.by_id[project].department for project in state.shown}
    return names.pop() if len(names) == 1 else None


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
    here = "この中" in text_of(frame) and _has_window(draft)  # of this table
    points = (frame.has("that", "those_two", "next_one", "more") and not here) or (
        frame.has("rather", "only", "correction") and not _has_window(draft)
    )
    first = frame.spans[0].text if frame.spans else ""
    points = points or (first in _GOING_ON and not _has_window(draft))
    if points and not draft.scope and (not draft.whole or frame.has("share")):
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    nth_alone = (
        not draft.scope
        and any(number.counter in {"番目", "番", "つ目"} for _, number in frame.numbers)
        and not frame.has(
            "big", "small", "largest", "smallest", "amount", "noun_department", "noun_policy", "noun_goal"
        )
    )
    bare = not draft.scope and not draft.whole and not _has_window(draft) and not frame.numbers
    if nth_alone or (bare and frame.has("breakdown", "share") and not _named_grouping(frame)):
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    return None


_GOING_ON = {"じゃあ", "じゃ", "んじゃ", "そしたら", "したら"}  # 「じゃあ平均は?」 with nothing before it


def _named_grouping(frame: Frame) -> bool:
    return frame.has("by_department", "by_goal", "by_policy")


def _has_window(draft: Draft) -> bool:
    """Whether ranks or sizes say what is meant."""
    return draft.query is not None and (draft.query.window is not None or draft.query.having is not None)
