"""One sentence that asks for two things: 「平均と中央値」「何件で、全体の何%?」「一番高いのと安いの」."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding.asking.comparisons import BOTH_ENDS
from bot.understanding.asking.nested import halves
from bot.understanding.frame import Frame
from bot.understanding.negation import leaves_out_ranks
from bot.understanding.spans import Cue, Span


def asked_apart(spans: tuple[Span, ...], frame: Frame) -> list[tuple[Span, ...]]:
    """The spans of each of the things that one sentence asks for; of one alone as they are."""
    if frame.has("new") and frame.has("not_new") and len(frame.cues.get("count", ())) > 1:
        return [_less(spans, {cue}) for cue in ("not_new", "new")]
    if frame.new and frame.reprinted and frame.has("each"):  # 「新規と再掲、それぞれ何件?」
        return [_less(spans, {cue}) for cue in ("reprinted", "new")]
    sides = frame.has("new") and frame.has("not_new") and not frame.has("difference", "ratio", "which")
    first = min(frame.at("new"), frame.at("not_new"))
    one_of_the_other = frame.has("share") and frame.text_at(first + 1) in {"は", "って", "が"}
    if sides and frame.has("total", "count", "mean", "list", "share") and not one_of_the_other:
        # 「新規と継続の合計を比べて」「新規と継続の割合は?」
        return [_less(spans, {cue, "compare"}) for cue in ("not_new", "new")]
    against = frame.has("difference", "ratio", "compare", "which")
    if against or halves(frame):  # 「予算が一番少ない目標で一番高い事業」: two ranks that are one question
        return [spans]
    # 「最大と最小を除いた平均」
    ends_left_out = any(leaves_out_ranks(spans, index) for index in frame.cues.get("except", ()))
    for one, other in _TWO_MEASURES:
        if {*one, *other} <= frame.cues.keys() and not (ends_left_out and "smallest" in {*one, *other}):
            return [_less(spans, cues) for cues in (other, one)]
    for said, one, other in _TWO_CLAUSES:
        if said.search(frame.said()) and frame.has(*one) and frame.has(*other):
            return [_less(spans, cues) for cues in (other, one)]
    if BOTH_ENDS.search(frame.said()):
        return [_less(spans, {"small"}), _less(_as_smallest(spans), {"largest"})]
    return [spans]


# Cues that ask for two things side by side: 「平均と中央値」「一番予算が高い事業と一番低い事業」
_TWO_MEASURES = (
    ({"mean"}, {"median"}),
    ({"largest"}, {"smallest"}),
    ({"most", "big"}, {"smallest"}),
    ({"largest"}, {"most", "small"}),
)

# The same in two clauses: 「1億円以上は何件で、合計は全体の何%?」「AとBの合計、それぞれの件数も」
_TWO_CLAUSES = (
    (
        re.compile("(?:何件|いくつ|何事業)(?:あり|あって|ある|で|ですか|、).*(?:%|割|占め|割合)"),
        {"count"},
        {"share", "whole", "total"},
    ),
    (
        re.compile("(?:合計|総額)(?:額)?(?:と|は)?、.*それぞれ(?:の)?(?:件数|事業数)"),
        {"total"},
        {"each", "count"},
    ),
)


def _as_smallest(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(
        replace(span, meaning=Cue("smallest")) if span.meaning == Cue("small") else span for span in spans
    )


def _less(spans: tuple[Span, ...], cues: set[str]) -> tuple[Span, ...]:
    return tuple(span for span in spans if not (isinstance(span.meaning, Cue) and span.meaning.name in cues))
