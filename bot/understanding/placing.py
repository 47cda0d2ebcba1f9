"""Goals and policies said in several words, departments in short: 「基本目標4の施策カ」「健康づくりの施策」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from bot.japanese import key
from bot.query import PolicyRef
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import (
    Cue,
    Departments,
    Filler,
    Goals,
    Policies,
    Projects,
    Trust,
    Unknown,
    Words,
)


def with_named_policies(frame: Frame, lexicon: Lexicon) -> Frame:
    """「健康づくりの施策」 is the policy of that name; 「4-キ(健康づくり)」 says it twice."""
    items = []
    said_twice: tuple[int, list[object]] = (-1, [])
    for item in frame.items:
        meaning = item.meaning
        if not isinstance(meaning, Words | Projects) or item.negated:
            items.append(item)
            continue
        words = meaning.words if isinstance(meaning, Words) else (item.text,)
        after = [span.meaning for span in frame.spans[item.index + 1 : item.index + 4]]
        noun = next((m.name for m in after if isinstance(m, Cue) and m.name.startswith("noun_")), "")
        beside = _beside_in_brackets(item, frame)
        before, places = said_twice
        if places and frame.said(before + 1, item.index) in _WITHIN_A_NAME:
            beside = places  # 「4-エ、圏域との連携」
        if any(_is_named(place, words, lexicon) for place in beside):
            said_twice = (item.index, beside)
            continue
        if any(_is_named(place, words, lexicon) for place in _right_behind(item, frame)):
            continue
        refs = [r for r, name in lexicon.catalogue.policies.items() if any(_names(w, name) for w in words)]
        goals = [g for g, name in lexicon.catalogue.goals.items() if any(_names(w, name) for w in words)]
        under = _policies_there(item, frame, refs)
        if (noun == "noun_policy" and len(refs) == 1) or len(under) == 1:
            items.append(replace(item, meaning=Policies(((under or refs)[0],))))
        elif noun == "noun_goal" and len(goals) == 1:
            items.append(replace(item, meaning=Goals((goals[0],))))
        else:
            items.append(item)
    return replace(frame, items=tuple(items))


_WITHIN_A_NAME = {"", "の", "との", "や", "・", "と"}


def _right_behind(item: Item, frame: Frame) -> tuple[object, ...]:
    """「デジタル化の4-ケ」: the policy is said by its letter as well."""
    behind = item.index + (2 if frame.text_at(item.index + 1) == "の" else 1)
    return tuple(place.meaning for place in frame.of(Policies) if place.index == behind)


def _policies_there(item: Item, frame: Frame, refs: list[PolicyRef]) -> list[PolicyRef]:
    """「目標4のデジタル化のところで」: the goal's policies of that name."""
    goals = [goal for g in frame.of(Goals) if isinstance(g.meaning, Goals) for goal in g.meaning.numbers]
    behind = frame.said(item.index + 1, item.index + 4)
    return [ref for ref in refs if ref.goal in goals] if _AT_THE_PLACE.match(behind) else []


_AT_THE_PLACE = re.compile("の(?:ところ|とこ|欄|部分|項目)")


def with_short_departments(frame: Frame, lexicon: Lexicon) -> Frame:
    """「土木と建築を比べて」「福祉と土木の合計」: beside a department said in short, others are so too."""
    if len(frame.items) < 2 or not any(item.is_a(Departments) for item in frame.items):
        return frame
    items = list(_with_whole_names(frame, lexicon))
    places = range(len(items))
    for at in (*places, *reversed(places)):  # either way along a list
        beside = [
            other
            for other in (*items[max(0, at - 1) : at], *items[at + 1 : at + 2])
            if other.is_a(Departments) and _listed_with(frame, items[at], other)
        ]
        name = _department_in_short(items[at].text, beside, lexicon) if beside else ""
        if name and items[at].is_a(Words, Projects):
            items[at] = replace(items[at], meaning=Departments((name,)), trust=Trust.PARTIAL)
    return replace(frame, items=tuple(items))


def _with_whole_names(frame: Frame, lexicon: Lexicon) -> Iterator[Item]:
    """「環境部と女性活躍推進」: words that together are a department's name but for its 部, after と."""
    items = iter(frame.items)
    for item in items:
        run = frame.spans[item.index : item.index + _WORDS_OF_A_NAME]
        whole = "".join(span.text for span in run)
        listed = item.joined and item.is_a(Words, Projects, Departments)
        if listed and len(run) > 1 and f"{whole}部" in lexicon.catalogue.departments:
            for _ in run[1:]:
                next(items, None)
            yield replace(item, meaning=Departments((f"{whole}部",)), text=whole, trust=Trust.PARTIAL)
        else:
            yield item


_WORDS_OF_A_NAME = 2  # 女性活躍|推進


def _listed_with(frame: Frame, one: Item, other: Item) -> bool:
    first, second = sorted((one.index, other.index))
    return frame.said(first + 1, second) in _AND


_AND = {"と", "、", "・", "や", "か", ",", "+", "&", "/", "プラス", "それと", "vs", "対"}


def _department_in_short(text: str, beside: list[Item], lexicon: Lexicon) -> str:
    """The department so called; where only its name begins so, the one beside must be said in short as well."""
    names = [name for name in lexicon.catalogue.departments if key(name).startswith(key(text))]
    if key(f"{text}部") in map(key, names):
        return f"{text}部"
    in_short = any(not other.text.endswith(("部", "所")) for other in beside)
    return names[0] if len(names) == 1 and in_short and len(text) > 1 else ""


def _beside_in_brackets(item: Item, frame: Frame) -> list[object]:
    """Places that stand right before the bracket or comma the item is behind, or in the bracket after it."""
    if item.index > 1 and frame.spans[item.index - 1].text in {"、", "つまり"}:
        return [place.meaning for place in frame.of(Policies, Goals) if place.index == item.index - 2]
    depth, bracket = 0, -1
    for index, span in enumerate(frame.spans[: item.index]):
        if span.text in _OPEN:
            depth, bracket = 1, index
        elif span.text in _CLOSE:
            depth = 0
    places = frame.of(Policies, Goals)
    if depth:
        return [place.meaning for place in places if place.index == bracket - 1]
    opening = next(
        (i for i, span in enumerate(frame.spans) if i > item.index and span.text in _OPEN), len(frame.spans)
    )
    between = frame.spans[item.index + 1 : opening]
    if any(
        not isinstance(span.meaning, Filler | Words | Unknown) and span.text not in "のと" for span in between
    ):
        return []
    return [place.meaning for place in places if place.index == opening + 1]


_OPEN, _CLOSE = {"(", "（", "「", "["}, {")", "）", "」", "]"}


def _names(word: str, name: str) -> bool:
    """Whether a word is a part of a goal's or policy's name; of a long part the ending may differ."""
    said, printed = key(word), key(name)
    return said in printed or (len(said) >= _LONG_PART and fuzz.partial_ratio(said, printed) >= _SAME_PART)


_LONG_PART, _SAME_PART = 8, 88


def _is_named(place: object, words: tuple[str, ...], lexicon: Lexicon) -> bool:
    match place:
        case Policies(refs):
            names = [lexicon.catalogue.policies[ref] for ref in refs if ref in lexicon.catalogue.policies]
        case Goals(numbers):
            names = [lexicon.catalogue.goals[n] for n in numbers if n in lexicon.catalogue.goals]
        case _:
            return False
    return any(_names(word, name) for word in words for name in names)


def without_descriptions(frame: Frame) -> Frame:
    """「除雪とかをやってる土木部の合計」: what a place is known for, and no condition."""
    frame = _without_what_brackets_place(frame)
    places = frame.of(Departments, Goals, Policies)
    if len(places) != 1:
        return frame
    before = [item for item in frame.items if item.index < places[0].index and item.is_a(Words, Projects)]
    literal = any(isinstance(item.meaning, Words) and item.meaning.literal for item in before)
    if not before or literal or any(item.negated for item in before):
        return frame
    between = frame.said(before[-1].index + 1, places[0].index)
    titled = places[0].is_a(Goals, Policies) and _TITLED.fullmatch(between)  # 「結婚・出産を掲げた基本目標1」
    if not (titled or _DESCRIBES.fullmatch(between)):
        return frame
    dropped = {item.index for item in before}
    unknown = tuple(word for word in frame.unknown if word not in between)
    return replace(frame.without(lambda item: item.index in dropped), unknown=unknown)


def _without_what_brackets_place(frame: Frame) -> Frame:
    """「スポーツ振興(2のエ)」「農業関係の部署(農政部)」: words that the place in brackets behind them stands for."""
    dropped: set[int] = set()
    departments = frame.cues.get("noun_department", ())
    for place in frame.of(Goals, Policies, Departments):
        if frame.text_at(place.index - 1) not in _BRACKETS:
            continue
        if place.is_a(Departments) and place.index - 2 not in departments:
            continue
        at = place.index - 2
        while at >= 0 and frame.spans[at].text not in _BETWEEN_NAMES:
            dropped.add(at)
            at -= 1
    words = {item.index for item in frame.of(Words) if item.index in dropped}
    texts = {frame.spans[index].text for index in dropped}
    if not words:
        return frame
    unknown = tuple(word for word in frame.unknown if word not in texts)
    return replace(frame.without(lambda item: item.index in words), unknown=unknown)


_BRACKETS = {"(", "「"}
_BETWEEN_NAMES = {"と", "、", "や", "・", ")", "。"}


_TITLED = re.compile(
    "[^、。]{0,8}(?:という|を(?:掲げ(?:た|る|ている)|うたっ(?:た|ている)|うたう|目指す|めざす|柱に(?:した|する)|テーマにした))(?:、|あの)?"
)
_DESCRIBES = re.compile(
    "(?:とか|など|の事業|事業)*(?:を|が|も|の)(?:やって(?:い)?る|して(?:い)?る|する|担当(?:する|し(?:て(?:い)?る)?)|受け持(?:つ|って(?:い)?る)"
    "|入って(?:い)?る|載って(?:い)?る|ある|含む|含まれる|持(?:つ|って(?:い)?る)|抱え(?:る|て(?:い)?る))(?:、|、?あの|その)?"
)


def with_policy_range(frame: Frame, lexicon: Lexicon) -> Frame:
    """「1-アから1-ウまで」: all of the policies from the one to the other."""
    match frame.of(Policies):
        case (Item(meaning=Policies((first,))) as one, Item(meaning=Policies((last,))) as other):
            between = frame.said(one.index + 1, other.index)
        case _:
            return frame
    if between not in _UP_TO or first.goal != last.goal:
        return frame
    inside = (ref for ref in lexicon.catalogue.policies if ref.goal == first.goal)
    refs = tuple(ref for ref in inside if first.letter <= ref.letter <= last.letter)
    whole = replace(one, meaning=Policies(refs), text=f"{one.text}〜{other.text}")
    return replace(frame, items=tuple(whole if i is one else i for i in frame.items if i is not other))


_UP_TO = {"から", "-", "~"}


def with_goal_letters(frame: Frame, lexicon: Lexicon) -> Frame:
    """「基本目標4の施策カ」 in two words is one policy; 「目標4のケ以外」 is the goal without one of its policies."""
    for item in frame.items:
        match item.meaning:
            case Policies((ref,)) if item.negated and "目標" in item.text and not frame.of(Goals):
                whole = replace(item, meaning=Goals((ref.goal,)), negated=False, joined=False)
                return replace(frame, items=(whole, *frame.items))
    goals = [item.meaning for item in frame.of(Goals)]
    if len(goals) != 1 or not isinstance(goals[0], Goals) or len(goals[0].numbers) != 1:
        return frame
    goal = goals[0].numbers[0]
    of_goal = tuple(ref for ref in lexicon.catalogue.policies if ref.goal == goal)
    items, narrowed = [], False
    for item in frame.items:
        meaning = item.meaning
        if isinstance(meaning, Policies) and meaning.letter:
            refs = tuple(ref for ref in meaning.refs if ref.goal == goal)
            if refs == of_goal:  # 「目標2の…ア〜オ」: all of it
                rest = frame.without(lambda other: other.is_a(Policies))
                said = (replace(i, text=f"{i.text} {item.text}") if i.is_a(Goals) else i for i in rest.items)
                return replace(rest, items=tuple(said))
            items.append(replace(item, meaning=Policies(refs, missing=not refs)))
            narrowed = True
        else:
            items.append(item)
    if not narrowed:
        return frame
    left_out = any(item.is_a(Policies) and item.negated for item in items)  # 「目標4 ケ以外」 is of goal 4
    kept = left_out or _goal_is_the_whole(frame)
    return replace(frame, items=tuple(item for item in items if kept or not item.is_a(Goals)))


def _goal_is_the_whole(frame: Frame) -> bool:
    """「イは目標1の何%?」「目標1に占める施策イの割合」: the goal is what the policy is held against."""
    (goal,), policies = frame.of(Goals), frame.of(Policies)
    behind = bool(policies) and goal.index > policies[0].index + 1
    within = 0 <= frame.at("within") - goal.index <= _RIGHT_BEHIND
    return frame.has("share", "rank_asked") and (behind or within)


_RIGHT_BEHIND = 2  # spans: 目標1, 全体, に占める
