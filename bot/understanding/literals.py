"""Strings to look for: 「名前に「補助金」とつく」."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bot.query import Field
from bot.understanding.frame_builder import JOINERS
from bot.understanding.spans import Cue, Filler, Projects, Span, Unknown, Words


def with_literals(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """「名前に「補助金」とつく」: what stands between is a string in a field, whatever else it may be called."""
    names = [span.meaning.name if isinstance(span.meaning, Cue) else "" for span in spans]
    for name, column in (("name_starts", Field.NAME_START), ("name_ends", Field.NAME_END)):
        if name in names and "contains" not in names[names.index(name) :]:
            return _at_an_end(spans, names.index(name), column)
    marks = [i for i, name in enumerate(names) if name in _COLUMNS]
    if not marks:
        return _called_so(spans)
    other = next((i for i in marks if names[i] != names[marks[0]]), None)
    if "両方" in spans[marks[0]].text:
        return _in_both(spans, names, marks[0])
    if other is None:
        wider = any(_WIDER in span.text for span in spans)  # 「説明文に大学とあるものまで広げて」
        return _with_strings(spans, names, marks[0], Field.EITHER if wider else _COLUMNS[names[marks[0]]])
    if _says_in_both(spans[other + 1 :]):
        return _in_both(spans, names, other)
    return _with_strings(spans, names, other, Field.EITHER)  # 「名前か説明に雪とある事業」


_WIDER = "広げ"
_COLUMNS = {"in_name": Field.NAME, "in_description": Field.DESCRIPTION}


def _in_both(spans: tuple[Span, ...], names: list[str], mark: int) -> tuple[Span, ...]:
    """「名前にも説明にも高齢者がある」: each string once in either column."""
    found: list[Span] = []
    for span in _with_strings(spans, names, mark, Field.NAME):
        found.append(span)
        match span.meaning:
            case Words(field=Field.NAME, literal=True) as words:
                found.append(replace(span, meaning=replace(words, field=Field.DESCRIPTION)))
    return tuple(found)


def _says_in_both(after: tuple[Span, ...]) -> bool:
    """「名前にも説明にも」."""
    return bool(after) and after[0].text == "も"


def _with_strings(spans: tuple[Span, ...], names: list[str], mark: int, column: Field) -> tuple[Span, ...]:
    """The strings behind the mark of a column, as strings of that column."""
    start = mark + (2 if _says_in_both(spans[mark + 1 :]) else 1)
    ends = {"contains", "not_contains", "related"}
    end = next((i for i in range(start, len(names)) if names[i] in ends), None)
    if end is None or end == start:
        quoted = [i for i, span in enumerate(spans) if _is_quoted(spans, i)]
        content = quoted or [i for i, span in enumerate(spans) if _is_a_string(span)]
        if spans[mark].text.startswith("と"):  # 「児童虐待と名の付く口は」
            content = [i for i in content if i < mark] or content
        says_so = ends & set(names) or any(words in spans[mark].text for words in _STANDS_IN)
        says_so = says_so or spans[mark].text.endswith(_CALLED)
        says_so = says_so or len(_each_too(spans)) > 1
        of_text = column is Field.DESCRIPTION and spans[mark].text.startswith(_TEXTS) and len(content) == 1
        if not content or not (says_so or quoted or of_text):
            return spans
        both = _says_both(spans)
        found = tuple(_literal((span,), column) if i in content else span for i, span in enumerate(spans))
        return tuple(span for span in found if not (both and span.text in {"と", "も"}))
    inside = spans[start:end]
    if any(isinstance(span.meaning, Words) and span.meaning.literal for span in inside):
        kept = [span for span in inside if isinstance(span.meaning, Words) and span.meaning.literal]
        both = _says_both(spans)
        quoted_words = tuple(_literal((span,), column) for span in kept)
        return spans[:start] + (quoted_words if both else _with_joiners(quoted_words)) + spans[end:]
    groups: list[list[Span]] = [[]]
    for span in inside:
        text = span.text
        if text in JOINERS and groups[-1]:
            groups.append([])
        elif text not in _QUOTES | _A_WORD:
            groups[-1].append(span)
    literals = tuple(_literal(tuple(group), column) for group in groups if group)
    return spans[:start] + _with_joiners(literals) + spans[end:]


def _at_an_end(spans: tuple[Span, ...], cue: int, column: Field) -> tuple[Span, ...]:
    """「名前が「子ども」で始まる」「費で終わる事業名」: what stands right before is the string."""
    index = cue - 1
    while index > 0 and spans[index].text in _QUOTES | _A_WORD:
        index -= 1
    if index < 0 or spans[index].text in _QUOTES | _A_WORD:
        return spans
    return (*spans[:index], _literal((spans[index],), column), *spans[index + 1 :])


_QUOTES = frozenset('「」『』"“”')


def _is_a_string(span: Span) -> bool:
    match span.meaning:
        case Unknown(light=light):
            return not light
    return isinstance(span.meaning, Words | Projects)


def _each_too(spans: tuple[Span, ...]) -> list[int]:
    """「支援も推進もつく」: the strings that are each followed by も, where a word for standing there comes last."""
    plain = [(i, span) for i, span in enumerate(spans) if span.text not in _QUOTES]
    found = [
        at
        for at, ((_, one), (_, after)) in enumerate(pairwise(plain))
        if after.text == "も" and _is_a_string(one)
    ]
    behind = "".join(span.text for _, span in plain[found[-1] + 2 :]) if found else ""
    quoted = all(_is_quoted(spans, plain[at][0]) for at in found)
    stands = _STANDS.match(behind) or (quoted and behind.startswith(("ある", "あり", "出てくる", "書い")))
    return [plain[at][0] for at in found] if stands else []


_STANDS = re.compile("(?:つく|付く|つい|付い|入っ|入る|含ま|含む)")


def _called_so(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """「「支援」とつく事業」: a quoted string that names end with or hold."""
    both = _each_too(spans)
    if len(both) > 1:
        behind = "".join(span.text for span in spans[both[-1] + 1 :]).lstrip("」』も")
        column = Field.NAME if behind.startswith(("つ", "付")) else Field.EITHER
        marked = (_literal((span,), column) if i in both else span for i, span in enumerate(spans))
        return tuple(span for span in marked if span.text != "も")
    found = list(spans)
    for index, span in enumerate(spans[:-2]):
        contains = spans[index + 2]
        says_so = isinstance(contains.meaning, Cue) and contains.meaning.name == "contains"
        if _is_quoted(spans, index) and says_so and contains.text.endswith(("つく", "付く", "つくもの")):
            found[index] = _literal((span,), Field.NAME)
    for index, (span, after) in enumerate(pairwise(spans)):
        told_of = isinstance(after.meaning, Cue) and after.meaning.name == "contains"
        if told_of and after.text.startswith(_TOLD_OF) and isinstance(span.meaning, Words | Projects):
            found[index] = _literal((span,), Field.EITHER)  # 「旭山動物園が出てくる事業」
    return tuple(found)


_TOLD_OF = ("が出てくる", "が登場する", "に触れ", "に言及")


def _is_quoted(spans: tuple[Span, ...], index: int) -> bool:
    """A string in quotes, or a word of asking in them: 「新規」と名のつく事業."""
    meaning = spans[index].meaning
    if isinstance(meaning, Cue) and 0 < index < len(spans) - 1:
        return spans[index - 1].text in {"「", "『"} and spans[index + 1].text in {"」", "』"}
    return isinstance(meaning, Words) and meaning.literal


def _says_both(spans: tuple[Span, ...]) -> bool:
    """「「補助」と「助成」の両方が」「「補助」も「助成」も」."""
    return any(span.text in _BOTH for span in spans) or sum(span.text == "も" for span in spans) > 1


_BOTH = {"両方", "どちらも", "どっちも", "とも書いて", "とも"}
_STANDS_IN = ("つく", "付く", "つい", "付い", "入", "含む", "名のつ")
_CALLED = ("名前の", "名の")  # 「新規就農って名前の事業」

_TEXTS = ("説明文", "説明に", "説明の中", "説明欄", "内容欄", "本文")  # 「内容欄にキャッシュレスの記載」

_A_WORD = {
    "の二文字",
    "の三文字",
    "の2文字",
    "の3文字",
    "の字",
    "という字",
    "って字",
    "の文字",
    "という文字",
    "という言葉",
    "って言葉",
}


def _with_joiners(literals: tuple[Span, ...]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for literal in literals:
        if joined:
            joined.append(Span(literal.start, literal.start, Filler("と"), 0.0, "と"))
        joined.append(literal)
    return tuple(joined)


_PARTICLES = {"が", "の", "は", "も", "を"}


def _literal(spans: tuple[Span, ...], column: Field) -> Span:
    while len(spans) > 1 and isinstance(spans[-1].meaning, Filler) and spans[-1].text in _PARTICLES:
        spans = spans[:-1]  # 「名前にスポーツが付いてない」
    text = "".join(span.text for span in spans)
    mend = spans[0].mend if len(spans) == 1 and _is_quoted(spans, 0) else None
    string = mend.read_as if mend else text  # 「ほじょきん」 is spelled 補助金 in print
    words = Words((string,), string, field=column, literal=True)
    return Span(spans[0].start, spans[-1].end, words, 0.0, text, mend=mend)
