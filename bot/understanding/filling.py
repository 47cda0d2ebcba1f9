"""Spans into a frame: each to its slot, with what is joined, picked out or only a way of counting."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.asks_nothing import asks_nothing
from bot.understanding.counted_rows import count_reprints, sum_up_subtotals
from bot.understanding.frame import Frame, Item
from bot.understanding.frame_builder import JOINERS, Builder
from bot.understanding.literals import with_literals
from bot.understanding.negation import apply_negations, deny_both_marks
from bot.understanding.spans import (
    Cue,
    Departments,
    FactCue,
    Filler,
    Goals,
    Number,
    OutOfScope,
    Policies,
    Projects,
    Span,
    Unknown,
    Words,
)


def fill(spans: tuple[Span, ...], breaks: frozenset[int] = frozenset()) -> Frame:
    """Fill a frame from spans, negations applied."""
    spans = with_literals(spans)
    built = Builder()
    for index, span in enumerate(spans):
        if span.mend:
            built.mends.append(span.mend)
        _place(built, spans, index, span)
    _new_undertakings(built, spans)
    _take_away(built, spans)
    _share_of_within(built, spans)
    _said_in_print(built)
    _one_less_another(built, spans)
    _both_of_them(built)
    apply_negations(built, spans)
    count_reprints(built, spans)
    deny_both_marks(built, spans)
    sum_up_subtotals(built)
    _pick_out(built, spans)
    return Frame(
        spans=spans,
        items=tuple(built.items),
        cues={name: tuple(found) for name, found in built.cues.items()},
        numbers=tuple(built.numbers),
        facts=tuple(built.facts),
        refusals=tuple(built.refusals),
        unknown=tuple(built.unknown),
        light=tuple(built.light),
        hints=tuple(built.hints),
        mends=tuple(built.mends),
        new=built.new,
        reprinted=built.reprinted,
        breaks=breaks,
    )


def _place(built: Builder, spans: tuple[Span, ...], index: int, span: Span) -> None:
    if asks_nothing(spans, index):
        return
    match span.meaning:
        case Cue("new"):
            built.new = True
            built.cues.setdefault("new", []).append(index)
        case Cue("newness_asked"):
            built.new = True
            built.cues.setdefault("newness_asked", []).append(index)
            built.cues.setdefault("new", []).append(index)
        case Cue("not_new"):
            built.new = False
            built.cues.setdefault("not_new", []).append(index)
        case Cue("not_reprinted"):
            built.reprinted = False
        case Cue(name) if name in _TWO_IN_ONE:
            for part in _TWO_IN_ONE[name]:
                built.cues.setdefault(part, []).append(index)
        case Cue("reprinted"):
            built.reprinted = True
            built.cues.setdefault("reprinted", []).append(index)
        case Cue("whole") if _of_a_place(spans, index):
            built.cues.setdefault("own_whole", []).append(index)
        case Cue(name):
            built.cues.setdefault(name, []).append(index)
        case FactCue(fact):
            built.facts.append(fact)
        case Number() as number:
            built.numbers.append((index, number))
        case OutOfScope() as refusal:
            built.refusals.append(refusal)
        case Unknown(text, light, hints):
            if hints:
                built.hints.append((text, hints))
            (built.light if light else built.unknown).append(text)
        case Filler():
            pass
        case meaning:
            between = spans[built.items[-1].index + 1 : index] if built.items else ()
            example = [part.text for part in between[-2:]] == ["とか", "の"]
            built.items.append(
                Item(
                    index,
                    meaning,
                    span.text,
                    span.trust,
                    joined=joins(between) and not _is_done_with(spans, index),
                    after_example=example,
                )
            )


def _is_done_with(spans: tuple[Span, ...], index: int) -> bool:
    """「菓子博とタイアップする」「大学と連携した」: what is done with the one before, and no second thing."""
    with_it = index and spans[index - 1].text == "と" and isinstance(spans[index].meaning, Words)
    return bool(with_it) and index + 1 < len(spans) and spans[index + 1].text.startswith(("する", "し"))


def _new_undertakings(built: Builder, spans: tuple[Span, ...]) -> None:
    """「新しい取り組みは何件?」「新しい取組で、農業のもの」: new projects, and not what is new in one of them."""
    of_one = any(isinstance(item.meaning, Projects) for item in built.items)
    for index in tuple(built.cues.get("change", ())):
        said = spans[index].text.endswith(_UNDERTAKING) and not of_one
        followed = spans[index + 1].text if index + 1 < len(spans) else ""
        if said and (built.cues.keys() & _OF_MANY or followed in {"で", "で、"}):
            built.forget("change", index)
            built.new = True
            built.cues.setdefault("new", []).append(index)


_UNDERTAKING = ("取組", "取り組み")
_OF_MANY = {
    "count",
    "total",
    "list",
    "mean",
    "largest",
    "smallest",
    "descending",
    "ascending",
    "top",
    "bottom",
}

_TWO_IN_ONE = {
    "together": ("together", "total"),
    "which_project": ("which_project", "list"),
    "each_count": ("each", "count"),
    "printed_whole": ("printed", "whole"),
    "inner_share": ("within", "share"),
    "count_departments": ("count", "noun_department"),
    "count_goals": ("count", "noun_goal"),
    "count_policies": ("count", "noun_policy"),
    "that_department": ("that", "noun_department"),
    "that_policy": ("that", "noun_policy"),
    "that_goal": ("that", "noun_goal"),
}


def _take_away(built: Builder, spans: tuple[Span, ...]) -> None:
    """「全体の合計から除雪を引くと」: 引く leaves out what stands between."""
    whole = min((*built.cues.get("whole", ()), *built.cues.get("total", ())), default=None)
    for index in built.cues.get("difference", []):
        after_whole = whole is not None and any(span.text == "から" for span in spans[whole:index])
        if after_whole and "引" in spans[index].text and len(built.items) == 1:
            built.cues.setdefault("except", []).append(index)
            built.forget("difference", index)
            break


def _said_in_print(built: Builder) -> None:
    """「小計3の欄」: the goal's sum as it is printed."""
    at = [item.index for item in built.items if isinstance(item.meaning, Goals) and item.text[:2] == "小計"]
    if at:
        built.cues.setdefault("printed", []).extend(at)


def _one_less_another(built: Builder, spans: tuple[Span, ...]) -> None:
    """「花咲スポーツ公園再整備費−東光スポーツ公園整備事業」: a minus between two things."""
    match built.items:
        case [one, other] if type(one.meaning) is type(other.meaning) and one.is_a(Projects, Departments):
            between = [span.text for span in spans[one.index + 1 : other.index]]
            if between in (["-"], ["マイナス"]):
                built.cues.setdefault("difference", []).append(one.index + 1)


def _share_of_within(built: Builder, spans: tuple[Span, ...]) -> None:
    """「新規に占める子育て支援部」: 占める asks for the share, said or not; 「総額に占める」: of the whole plan."""
    said = any("占" in spans[index].text for index in built.cues.get("within", []))
    if said and not built.cues.keys() & {"share", "amount", "total", "count", "list"}:
        built.cues["share"] = [len(spans)]
    whole = [index for index in built.cues.get("total", []) if said and _is_the_whole(spans, index)]
    if whole:
        built.cues["total"] = [index for index in built.cues["total"] if index not in whole]
        built.cues.setdefault("whole", []).extend(whole)
        if not built.cues["total"]:
            del built.cues["total"]


def _is_the_whole(spans: tuple[Span, ...], index: int) -> bool:
    """「新規の予算が総額に占める割合」: a total that is nobody's."""
    before, after = spans[index - 1].text if index else "", spans[index + 1 : index + 2]
    return before in {"が", "は", "も", "、", ""} and bool(after) and "占" in after[0].text


def _both_of_them(built: Builder) -> None:
    """「この2つで」「その2部の合計」."""
    that = built.cues.get("that", [])
    if any(
        number.value == 2 and number.last is None and index - 1 in that for index, number in built.numbers
    ):
        built.cues.setdefault("those_two", []).extend(that)


def _pick_out(built: Builder, spans: tuple[Span, ...]) -> None:
    """「部活の遠征費、中学生のほう」: one of what was named before the comma, not either of both."""
    for position, item in enumerate(built.items[1:], 1):
        plain = [span for span in spans[item.index + 1 :] if span.text not in {"」", "』"}]
        before, after = spans[item.index - 1].text, plain[:1]
        before = spans[item.index - 2].text if before in {"「", "『"} else before
        rather = bool(after) and isinstance(after[0].meaning, Cue) and after[0].meaning.name == "rather"
        if item.joined and before == "、" and rather:
            built.items[position] = replace(item, joined=False)


def _of_a_place(spans: tuple[Span, ...], index: int) -> bool:
    """「子育て支援部全体の」, 「基本目標4全体の」: the whole of what stands right before it."""
    before = spans[index - 1] if index else None
    return (
        before is not None
        and isinstance(before.meaning, Departments | Goals | Policies)
        and before.end == spans[index].start
        and spans[index].text.startswith("全体")
    )


def joins(between: tuple[Span, ...]) -> bool:
    """Whether と, や, ・ and the like is all that stands between two things: 「いじめ関連と除雪の予算」."""
    if [span.text for span in between[:2]] == ["は", "、"]:
        return False  # 「Aは、B部の事業ですか」
    if [span.text for span in between] == ["と", "の"]:
        return False  # 「企業との連携」
    texts = [span.text for span in between if span.text not in _AROUND_NAMES and not _is_of_it(span)]
    return bool(between) and bool(texts) and all(text in JOINERS for text in texts)


_AROUND_NAMES = {"」", "「", "(", ")", "『", "』", "事業", "の", "は", "分"}


def _is_of_it(span: Span) -> bool:
    return isinstance(span.meaning, Cue) and span.meaning.name in {"related", "amount"}
