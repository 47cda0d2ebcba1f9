"""Goals and policies that only the dialogue names: 「(目標1の次に)2は?」「うの合計だけ」「同じ施策の事業は?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.japanese import key
from bot.query import (
    AmountBetween,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsReprinted,
    PolicyRef,
    Query,
)
from bot.reading import DialogueState
from bot.understanding.following.common import single_project
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Departments, Goals, Policies, Trust

OF_THAT = {
    "の方",
    "のほう",
    "の方は",
    "のほうは",
    "に",
    "には",
    "は",
    "だ",
    "だと",
    "なら",
    "の",
    "だけ",
    "って",
    "では",
    "で",
    "も",
}
"""What follows a name that is all that is said of it."""


def with_place_of_project(frame: Frame, state: DialogueState, lexicon: Lexicon) -> Frame:
    """「同じ施策の事業は?」 after one project: where it is printed first, or under the goal that is named."""
    one = single_project(state.queries[0], state)
    if one is None or frame.of(Departments, Policies):
        return frame
    named = [item.meaning.numbers for item in frame.of(Goals) if isinstance(item.meaning, Goals)]
    places = [place.split("-") for place in (one, *lexicon.catalogue.by_id[one].places)]
    place = next((p for p in places if not named or int(p[0]) in named[0]), None)
    if place is None:
        return frame
    policy = frame.has("noun_policy")
    at = frame.at("noun_policy" if policy else "noun_goal")
    meaning = Policies((PolicyRef(int(place[0]), place[1]),)) if policy else Goals((int(place[0]),))
    dropped = {"noun_policy", "noun_goal", "that", *(("within",) if named else ())}
    cues = {cue: found for cue, found in frame.cues.items() if cue not in dropped}
    rest = frame.without(lambda item: item.is_a(Goals))
    return replace(rest, items=(*rest.items, Item(at, meaning, frame.spans[at].text, Trust.EXACT)), cues=cues)


def with_place_of_last(frame: Frame, last: Query) -> Frame:
    """「施策に占める割合」 after a question about a policy: that policy is the whole."""
    noun = "noun_policy" if frame.has("noun_policy") else "noun_goal"
    meaning: Goals | Policies | None = None
    for condition in last.conditions:
        match condition:
            case InPolicies(refs, False) if noun == "noun_policy":
                meaning = Policies(refs)
            case InGoals(goals, False) if noun == "noun_goal":
                meaning = Goals(goals)
    if meaning is None:
        return frame
    at = frame.at(noun)
    cues = {cue: found for cue, found in frame.cues.items() if cue != noun} | {
        "that": (0,),
        "own_whole": (at,),
    }
    item = Item(at, meaning, frame.spans[at].text, Trust.EXACT)
    return replace(frame, items=(*frame.items, item), cues=cues)


def number_of_place(frame: Frame, last: Query, lexicon: Lexicon) -> Frame:
    """「2は?」「3だと?」 after a question about a goal; 「うの合計だけ」 after one by policy."""
    head = next((i for i, span in enumerate(frame.spans) if span.text not in _GOING_ON_TO), None)
    if head is None or frame.items:
        return frame
    text = frame.spans[head].text
    after = frame.text_at(head + 1)
    scopes = (last.conditions, *(subject.conditions for subject in last.subjects))
    conditions = [condition for scope in scopes for condition in scope]
    goals = [goal for c in conditions if isinstance(c, InGoals) for goal in c.goals]
    goals += [c.goal for c in conditions if isinstance(c, IsReprinted) and c.goal and not c.policy]
    of_policies = [ref.goal for c in conditions if isinstance(c, InPolicies) for ref in c.policies]
    goals += of_policies
    others = [
        c
        for c in conditions
        if not isinstance(c, InGoals | InPolicies | IsReprinted | IsNew | AmountBetween | InDepartments)
    ]
    led_on = after in OF_THAT or after.startswith(("に入", "に載", "に含"))
    by_goal = last.group_by is Grouping.GOAL
    if not led_on or not (goals or by_goal) or others:
        return frame
    meaning: Goals | Policies
    digits = _BARE_NUMBER.fullmatch(key(text))
    if digits:
        number = int(digits[1].translate(_DIGITS))
        meaning = Goals((number,), missing=number not in lexicon.catalogue.goals)
    elif goals and (last.group_by is Grouping.POLICY or of_policies):
        refs = [r for r in lexicon.catalogue.policies if r.goal == goals[0] and key(r.letter) == key(text)]
        if not refs:
            return frame
        meaning = Policies(tuple(refs))
    else:
        return frame
    return replace(
        frame,
        items=(Item(head, meaning, text, Trust.EXACT),),
        numbers=tuple(found for found in frame.numbers if found[0] != head),
        unknown=tuple(word for word in frame.unknown if word != text),
        light=tuple(word for word in frame.light if word != text),
        cues=frame.cues if frame.has("instead") else {**frame.cues, "instead": (head,)},
    )


_BARE_NUMBER = re.compile("([0-9一二三四])(?:番)?")


_DIGITS = str.maketrans("一二三四", "1234")


_GOING_ON_TO = {
    "じゃあ",
    "じゃ",
    "では",
    "んじゃ",
    "あと",
    "あー",
    "えーと",
    "次は",
    "次",
    "で",
    "、",
    "はい",
    "ちなみに",
}
