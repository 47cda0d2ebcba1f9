"""Words that elsewhere ask or bound, and here describe something or are told along: 「農業を新しく始める人」."""

from __future__ import annotations

from bot.understanding.spans import (
    Amount,
    Cue,
    Departments,
    Filler,
    Number,
    Projects,
    Span,
    Unknown,
    Words,
)


def asks_nothing(spans: tuple[Span, ...], index: int) -> bool:
    """Whether the span at `index` has no part in the question."""
    match spans[index].meaning:
        case Cue("new"):
            return _of_people(spans, index)
        case Cue("count"):
            return _is_how_large(spans, index)
        case Cue("rank_asked"):
            return _is_the_ranking(spans, index)
        case Cue("department_asked"):
            return _is_left_out_with_it(spans, index)
        case Cue("big" | "small" | "share"):
            return _describes(spans, index)
        case Cue("those_two"):
            return _counts_what_is_named(spans, index)
        case Amount(value):
            return value.exact and _is_the_sum_printed(spans, index)
        case Unknown():
            return _is_held_too_long(spans, index)
        case Words(label="授業"):  # 「もっとも小さい授業は」: 事業, as it was heard
            return index > 0 and spans[index - 1].meaning in {Cue("largest"), Cue("smallest")}
    return False


def _is_the_sum_printed(spans: tuple[Span, ...], index: int) -> bool:
    """「小計853,641千円からダブりを除くと」: the figure is told along with what it is of, and bounds nothing."""
    before = spans[index - 1].meaning if index else None
    after = "".join(span.text for span in spans[index + 1 : index + 3])
    return before in {Cue("printed"), Cue("total")} and after.startswith(("から、", "とある", "と書いて"))


def _of_people(spans: tuple[Span, ...], index: int) -> bool:
    """「農業を新しく始める人」: what is new is no project."""
    after = spans[index + 1].text if index + 1 < len(spans) else ""
    return after in {"人", "方", "人たち", "会社", "企業", "店", "お店", "事業者", "農家"}


def _is_how_large(spans: tuple[Span, ...], index: int) -> bool:
    """「割合はいくつですか」「合計はいくつ?」: of a figure, and no number of projects."""
    match spans[max(0, index - 2) : index]:
        case (
            Span(meaning=Cue("share" | "total" | "mean" | "difference" | "median")),
            Span(text="は" | "って" | "が"),
        ):
            return spans[index].text.startswith("いくつ")
    return False


def _counts_what_is_named(spans: tuple[Span, ...], index: int) -> bool:
    """「市立大学の2つを除くと」「市立大学関係の2つ」: how many are called so, and no two that were talked about."""
    before = index - 1
    while before >= 0 and (spans[before].text == "の" or spans[before].meaning == Cue("related")):
        before -= 1
    match spans[before].meaning if 0 <= before < index - 1 else None:
        case Projects(ids=ids):
            return len(ids) == _PAIR
    return False


_PAIR = 2


def _describes(spans: tuple[Span, ...], index: int) -> bool:
    """「小さい会社への支援」「暮らしやすいまち」「半分補助」: said of a thing, and no rank or share."""
    span, before = spans[index], spans[index - 1] if index else None
    after = spans[index + 1] if index + 1 < len(spans) else None
    if span.text.startswith("やす"):
        done = before is not None and before.text[-1] in _STEM_ENDS and before.text not in _PARTICLES
        return before is not None and (done or isinstance(before.meaning, Words | Unknown))
    ranked = before is not None and isinstance(before.meaning, Cue | Number)
    of_a_thing = after is not None and isinstance(after.meaning, Words) and after.start == span.end
    said = span.text.endswith(("い", "な")) or span.text in {"半分", "半額"}
    return said and of_a_thing and not ranked and not (after and after.text.endswith("事業"))


_STEM_ENDS = frozenset("いきしちにひみりぎじびけせねべめれえげ")  # 使い|やすい, 暮らし|やすく
_PARTICLES = frozenset({"に", "し", "へ", "より"})


def _is_left_out_with_it(spans: tuple[Span, ...], index: int) -> bool:
    """「子育て支援部所管は除く」: whose they are is said, and not asked."""
    before = spans[index - 1].meaning if index else None
    after = spans[index + 1].meaning if index + 1 < len(spans) else None
    return isinstance(before, Departments) and after == Cue("except")


def _is_the_ranking(spans: tuple[Span, ...], index: int) -> bool:
    """「全体順位で10位の事業」: the place is said, and not asked for."""
    behind = [span.meaning for span in spans[index + 1 : index + 3] if not isinstance(span.meaning, Filler)]
    return spans[index].text.endswith("順位") and any(isinstance(m, Number) for m in behind)


def _is_held_too_long(spans: tuple[Span, ...], index: int) -> bool:
    """学|学校教育部: a letter that is only the next name's first."""
    after = spans[index + 1 : index + 2]
    named = bool(after) and isinstance(after[0].meaning, Departments | Projects)
    return named and after[0].start == spans[index].end and after[0].text.startswith(spans[index].text)
