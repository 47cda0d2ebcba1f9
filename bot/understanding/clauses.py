"""Several questions in one message: where one ends and the next begins."""

from __future__ import annotations

import re

from bot.understanding.spans import Cue, Departments, Filler, Goals, Policies, Projects, Row, Span, Words

_END = re.compile("[。!?\n]")
QUESTIONS = {
    "total",
    "count",
    "amount",
    "mean",
    "median",
    "list",
    "detail",
    "largest",
    "smallest",
    "department_asked",
    "breakdown",
    "by_department",
    "by_policy",
    "by_goal",
}
_TOGETHER = {
    "together",
    "share",
    "ratio",
    "difference",
    "compare",
    "which",
    "confirm",
    "not_but",
    "within",
    "except",
    "those_two",
    "only",
}
_NAMES = (Departments, Goals, Policies, Projects, Row, Words)


def sentences(spans: tuple[Span, ...], breaks: frozenset[int]) -> list[tuple[Span, ...]]:
    """Spans cut at sentence ends."""
    parts: list[list[Span]] = [[]]
    for span in spans:
        parts[-1].append(span)
        if isinstance(span.meaning, Filler) and _END.search(span.text):
            parts.append([])
    return [tuple(part) for part in parts if any(not isinstance(span.meaning, Filler) for span in part)]


def questions(sentence: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """「土木部の合計と環境部の件数」: a name after a question word begins a new question."""
    cues = {span.meaning.name for span in sentence if isinstance(span.meaning, Cue)}
    if cues & _TOGETHER:
        return [sentence]
    cuts, asked, named = [0], False, False
    for index, span in enumerate(sentence):
        if isinstance(span.meaning, Cue) and span.meaning.name in QUESTIONS and named:
            asked = True
        elif isinstance(span.meaning, _NAMES):
            if asked and _new_clause(sentence, index):
                cuts.append(index)
                asked = False
            named = True
    parts = [sentence[start:end] for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]
    if len(parts) > 1 and not _asks(parts[-1]):
        return [sentence]
    return parts


def _new_clause(sentence: tuple[Span, ...], index: int) -> bool:
    before = sentence[index - 1] if index else None
    return before is not None and before.text in {
        "と",
        "、",
        "あと",
        "それから",
        "それと",
        "そして",
        "で",
        ",",
    }


def _asks(part: tuple[Span, ...]) -> bool:
    return any(isinstance(span.meaning, Cue) and span.meaning.name in QUESTIONS for span in part)
