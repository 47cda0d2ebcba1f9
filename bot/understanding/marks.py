"""The marks of the table as conditions: 新規, 再掲, how often and where a project is printed."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import Condition, InGoals, InPolicies, IsNew, IsReprinted, PrintedTimes
from bot.understanding.frame import Frame
from bot.understanding.spans import Goals, Policies


def marks(frame: Frame) -> list[Condition]:
    """「新規」「再掲されている」「2か所に載っている」「基本目標3だけに載っている」."""
    flags: list[Condition] = []
    if frame.new is not None:
        flags.append(IsNew(negated=not frame.new))
    across = (cue for cue in ("across_goals", "across_policies") if frame.has(cue))
    flags += [_across(frame.spans[frame.at(cue)].text, goals=cue == "across_goals") for cue in across]
    if frame.has("listed_only") and frame.of(Goals, Policies):
        flags.append(PrintedTimes(at_most=1, goals=bool(frame.of(Goals))))
    if frame.has("nowhere_else"):
        flags.append(PrintedTimes(at_most=1, goals="目標に" in frame.spans[frame.at("nowhere_else")].text))
    times = next((number for _, number in frame.numbers if number.counter in {"回", "か所"}), None)
    if times and (frame.reprinted is not None or frame.has("places_asked", "printed_at")):
        low, high = times.bounds
        if times.counter == "回" and frame.reprinted:  # printed so often again
            low, high = (bound if bound is None else bound + 1 for bound in (low, high))
        flags.append(PrintedTimes(low, high, goal=_listed_within(frame)))
    elif frame.reprinted and any(frame.spans[i].text.startswith("再掲先") for i in frame.cues["reprinted"]):
        flags.append(IsReprinted())  # 「1-ウの事業で再掲先があるもの」: it is printed again elsewhere
    elif frame.reprinted is not None:
        goals = _goals_of_the_mark(frame)
        policies = [
            ref
            for item in frame.of(Policies)
            if isinstance(item.meaning, Policies)
            for ref in item.meaning.refs
        ]
        if len(policies) == 1 and not goals:
            flags.append(IsReprinted(policies[0].goal, not frame.reprinted, policies[0].letter))
        else:
            flags.append(IsReprinted(goals[0] if len(goals) == 1 else None, not frame.reprinted))
    return flags


def _across(said: str, *, goals: bool) -> PrintedTimes:
    """「複数の目標に載っている」 is two at least, 「3つの目標に載っている」 just three."""
    number = re.match("[2-4]|[二三]", said)
    if number is None:
        return PrintedTimes(2, goals=goals)
    times = int(number[0].translate(_DIGITS))
    return PrintedTimes(times, None if "以上" in said else times, goals=goals)


_DIGITS = str.maketrans("二三", "23")


def _goals_of_the_mark(frame: Frame) -> list[int]:
    """「基本目標2の事業のうち、4に再掲されている」: the one that is named with に, where another is named too."""
    items = frame.of(Goals)
    with_ni = [item for item in items if frame.text_at(item.index + 1) in {"に", "でも", "にも", "へ"}]
    meant = with_ni if len(items) > 1 and len(with_ni) == 1 else items
    return [n for item in meant if isinstance(item.meaning, Goals) for n in item.meaning.numbers]


def _listed_within(frame: Frame) -> int | None:
    """「基本目標2で2回載っている」: the rows of that goal are counted."""
    match [(item.index, item.meaning) for item in frame.of(Goals)]:
        case [(index, Goals((goal,)))] if frame.text_at(index + 1) in {
            "で",
            "に",
            "内で",
            "内に",
        } or frame.at("within") in {index + 1, index + 2}:
            return goal
    return None


def under_goal(conditions: list[Condition]) -> list[Condition]:
    """「基本目標3に再掲で載っている」: 再掲 under that goal (or policy) says all."""
    for mark in conditions:
        match mark:
            case IsReprinted(int(goal), _, None) | PrintedTimes(goal=int(goal)):
                others = (_less_goal(c, goal) if isinstance(c, InGoals) else c for c in conditions)
                return [c for c in others if c is not None]
            case IsReprinted(int(), _, str()):
                return [c for c in conditions if not isinstance(c, InPolicies)]
    return conditions


def _less_goal(condition: InGoals, goal: int) -> InGoals | None:
    left = tuple(other for other in condition.goals if other != goal)
    return replace(condition, goals=left) if left else None
