"""Whether 再掲 and 小計 are said of what is selected, or of how it is counted: 「再掲の行も入れて」「小計4は?」."""

from __future__ import annotations

from bot.understanding.frame_builder import Builder
from bot.understanding.spans import Goals, Policies, Span


def _add_to_the_last(built: Builder, spans: tuple[Span, ...]) -> None:
    """「近文清掃工場の改良も足したら何%」: more of what was asked about, and no 再掲."""
    # 「Xも入れて3つの合計」「Xも入れて合計」
    summed = "total" in built.cues or any(n.counter in {"つ", "件", "事業"} for _, n in built.numbers)
    beginnings = ("も足", "も入れ", "も含め", "も加え") if summed else ("も足",)
    said = [index for index in built.cues.get("counted_too", ()) if spans[index].text.startswith(beginnings)]
    for cue in ("together", "total") if said and built.items else ():
        built.cues.setdefault(cue, []).extend(said)


def count_reprints(built: Builder, spans: tuple[Span, ...]) -> None:
    """「再掲は足さないで」「再掲の行も入れて」 say how to count, not what to select.

    Of a goal or a policy 「再掲を除く」 is said of its rows: those with the mark are left out.
    """
    if "no_reprints" in built.cues and "once" not in built.cues:
        if any(item.is_a(Goals, Policies) for item in built.items):
            built.reprinted = False
        else:
            built.cues["once"] = built.cues["no_reprints"]
        return
    if built.reprinted and "reprinted" in built.cues and _each_row(built, spans):
        built.cues.setdefault("printed", []).append(-1)
        built.reprinted = None
        return
    if built.reprinted is None or "reprinted" not in built.cues:
        _add_to_the_last(built, spans)
        return
    negated = built.reprinted is False
    negated = negated or "not_counted" in built.cues or _once_of_reprints(built, spans)
    of_a_goal = (
        negated and any(item.is_a(Goals, Policies) for item in built.items) and "once" not in built.cues
    )
    if of_a_goal:
        built.reprinted = False  # 「目標4で再掲じゃないもの」: the rows without the mark
        return
    if negated:
        built.cues.setdefault("once", []).append(-1)
        built.reprinted = None
    elif "counted_too" in built.cues:
        built.cues.setdefault("printed", []).append(-1)
        built.reprinted = None


def sum_up_subtotals(built: Builder) -> None:
    """「小計4の数字は?」 asks for a sum; 「小計1と小計2を足すと」: for the printed ones."""
    subtotals = [item for item in built.items if item.is_a(Goals) and item.text.startswith("小計")]
    if not subtotals or built.cues.keys() & _ASKED_OF_A_GOAL:
        return
    built.cues.setdefault("total", [subtotals[0].index])
    goals = {goal for item in subtotals if isinstance(item.meaning, Goals) for goal in item.meaning.numbers}
    if len(goals) > 1 and "once" not in built.cues:
        built.cues.setdefault("printed", [subtotals[0].index])


_ASKED_OF_A_GOAL = {
    "count",
    "list",
    "share",
    "mean",
    "median",
    "breakdown",
    "rows",
    "largest",
    "smallest",
    "most",
}


def _each_row(built: Builder, spans: tuple[Span, ...]) -> bool:
    """「再掲も1行として数えると何行?」"""
    too = any(span.text == "も" for mark in built.cues["reprinted"] for span in spans[mark + 1 : mark + 4])
    return too and any("数え" in span.text or "カウント" in span.text for span in spans)


def _once_of_reprints(built: Builder, spans: tuple[Span, ...]) -> bool:
    """「再掲を二重に足さずに」: said of 再掲 itself, right behind it; 「再掲、重複は除いて」 is of their number."""
    return any(
        0 < once - mark <= 2 and spans[once - 1].text not in {"、", "って"}
        for once in built.cues.get("once", ())
        for mark in built.cues.get("reprinted", ())
    )
