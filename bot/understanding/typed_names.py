"""What is typed like a project's name, and what of the table it is like: 「担い手確保・育成支援事業」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from bot.japanese import KANA, key
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Projects, Span, Unknown, Words
from bot.understanding.topics import Topic

_NAME_END = re.compile(
    "(?:事業|補助金|負担金|繰出金|積立金|管理費|整備費|工事費|建設費|建築費|改修費|新築費|じぎょう)$"
)


def compounds(frame: Frame) -> Iterator[tuple[list[Span], str]]:
    """Runs of words without anything between them that end like a project's name, and their text."""
    run: list[Span] = []
    for span in (*frame.spans, None):
        if span and run and span.text == "・" and run[-1].end == span.start:
            run.append(span)  # 第28回全国菓子大博覧会・北海道開催負担金
            continue
        word = span is not None and _in_a_name(span)
        if span and word and (not run or (run[-1].end == span.start and span.start not in frame.breaks)):
            run.append(span)
            continue
        name = "".join(part.text for part in run) + (span.text if span and span.text == "事業" else "")
        if len(run) > 1 and _NAME_END.search(key(name)):
            yield run, name
        run = [span] if span and word else []


def typed_name(frame: Frame) -> str:
    """What is typed like a project's name, or nothing: 「産前産後ケア事業」."""
    return max((name for _, name in compounds(frame)), key=len, default="")


def _in_a_name(span: Span) -> bool:
    """Names are made of nouns: verbs (育てる) stand beside them."""
    match span.meaning:
        case Words() | Projects():
            return True
        case Unknown(text, light, _):
            return not light or not any(KANA.match(key(char)) for char in text)
    return False


def named_by_most_of_it(frame: Frame, topic: Topic, lexicon: Lexicon) -> str | None:
    """「担い手確保・育成支援事業はいくら?」: of those with its words, the one project whose name begins or ends so."""
    name = key(typed_name(frame)).removesuffix("事業") if _asks_of_one(frame, topic) else ""
    names = {project: _stem(project, lexicon) for project in topic.ids if name}
    fits = [project for project, own in names.items() if own.startswith(name) or own.endswith(name)]
    return fits[0] if len(fits) == 1 and len(name) >= _MOST_OF_A_NAME else None


def named_like_several(frame: Frame, topic: Topic, lexicon: Lexicon) -> bool:
    """「担い手確保・支援事業はいくら?」: typed as one project's name, and several have its words."""
    name = key(typed_name(frame)).removesuffix("事業") if _asks_of_one(frame, topic) else ""
    names = [_stem(project, lexicon) for project in topic.ids if name]
    alike = any(fuzz.ratio(name, own) >= _LIKE_A_NAME for own in names)
    return alike and not any(name in own for own in names)


def _asks_of_one(frame: Frame, topic: Topic) -> bool:
    """Whether an amount is asked of what may be one project, though several have its words."""
    return not topic.single and len(topic.ids) > 1 and frame.has("amount") and not frame.has(*_OF_SEVERAL)


def _stem(project: str, lexicon: Lexicon) -> str:
    return key(lexicon.catalogue.by_id[project].name).removesuffix("事業")


_OF_SEVERAL = ("total", "count", "list", "together", "related", "all_of", "each", "mean")
_LIKE_A_NAME = 70
_MOST_OF_A_NAME = 7  # characters
