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
    """「土木部の合計と環境部の件数」「経済部は何件で、そのうち新規は」: where a new question begins."""
    for index in range(1, len(sentence)):
        if _asks_of_them(sentence, index):
            return [*questions(sentence[:index]), sentence[index:]]
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
            asked = False  # 「図書館のお金って小学校と中学校それぞれいくら?」
            named = True
    parts = [sentence[start:end] for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]
    if len(parts) > 1 and not _asks(parts[-1]):
        return [sentence]
    return parts


def _asks_of_them(sentence: tuple[Span, ...], index: int) -> bool:
    """「…は何件で、そのうち…」「…はいくらで、一番高いのは」: behind one question, another about the same."""
    asked = [span for span in sentence[:index] if span.text not in _JOINING][-1:]
    span = sentence[index]
    if not (asked and sentence[index - 1].text in _JOINING and isinstance(span.meaning, Cue)):
        return False
    of_them = span.text.startswith(("そのうち", "その中", "そのなか")) and _asks(tuple(asked))
    besides = sentence[index - 1].text in _BESIDES and _asks(sentence[:index])
    extreme = span.meaning.name in {"largest", "smallest"} and (besides or _asks_how_much(asked[0]))
    return of_them or extreme


_BESIDES = {"あと", "それから", "それと", "さらに", "そして", "また", "ついでに", "あわせて"}
_JOINING = _BESIDES | {"で", "あって", "あり", "と", "、", ","}


def _asks_how_much(span: Span) -> bool:
    return _asks((span,)) and span.text.startswith(("いくら", "何", "いくつ", "なん"))


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
