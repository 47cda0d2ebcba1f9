"""What looks like a name of the table and is none: 空港警備事業, 除雪機, 「汽車の路線」.

A figure for the nearest project would be a wrong figure; its name is offered instead.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from bot.japanese import KANA, key
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.passed_over import (
    cost_of_something_else,
    half_a_compound,
    may_go_on,
    of_something_else,
    only_mentioned,
)
from bot.understanding.similarity import is_a_word
from bot.understanding.spans import Cue, Departments, Filler, Projects, Span, Trust, Unknown, Words
from bot.understanding.topics import Topic
from bot.understanding.typed_names import compounds, named_like_several

_ALIKE = 80  # a mistyped name is at least this much like the real one


def names_nothing(frame: Frame, topic: Topic, lexicon: Lexicon) -> bool:
    """Whether what was said is more, or other, than the names it was resolved to."""
    return (
        any(
            _beside_a_name(run, name, frame, topic, lexicon)
            or _another_project(run, name, topic, lexicon)
            or _alias_in_a_name(run, lexicon)
            or any(map(_is_two_kanji_heard, run))
            for run, name in compounds(frame)
        )
        or _stands_alone(frame)
        or named_like_several(frame, topic, lexicon)
        or _another_place(frame)
        or _another_time(frame, topic, lexicon)
        or _only_a_kind(frame, lexicon)
        or _only_heard(frame)
        or _partly_read(frame, topic)
        or _other_word(frame, topic)
        or half_a_compound(frame, topic, lexicon)
        or only_mentioned(frame, topic, lexicon)
        or of_something_else(frame, topic, lexicon)
        or cost_of_something_else(frame, topic, lexicon)
    )


def _beside_a_name(run: list[Span], name: str, frame: Frame, topic: Topic, lexicon: Lexicon) -> bool:
    """「空港警備事業」: another word in what looks like a project's name makes it another project."""
    left = {*topic.passed_over, *frame.light}
    single = key(lexicon.catalogue.by_id[topic.single].name) if topic.single else ""
    unlike = fuzz.ratio(single, key(name)) < _ALIKE
    other = [part for part in run if part.text in left and (unlike or is_a_word(part.text))]
    return bool(other) and len(other) < len(run)


def _another_project(run: list[Span], name: str, topic: Topic, lexicon: Lexicon) -> bool:
    """「いじめ防止対策推進事業」: every word of it is known, and no name has them all."""
    if topic.single is None or not all(_is_of_the_table(part) for part in run):
        return False
    printed, at = key(lexicon.catalogue.by_id[topic.single].name), 0
    for part in (*(key(span.text) for span in run), *(["事業"] if name.endswith("事業") else [])):
        found = printed.find(part, at)
        if found < 0 and not printed.endswith(part):
            return True
        at = max(at, found)
    return False


def _is_of_the_table(part: Span) -> bool:
    """A word as the table prints it, no everyday word for one."""
    match part.meaning:
        case Words(words):
            return key(part.text) in {key(word) for word in words}
        case Projects(_, _, core, alias):
            return core and not alias and part.trust is Trust.EXACT
    return False


def _stands_alone(frame: Frame) -> bool:
    """「雪事業」「い進め防止対策事業」: too little of a name to be one, or more of one than was understood."""
    for before, span, after in zip((None, *frame.spans), frame.spans, (*frame.spans[1:], None), strict=False):
        left = before is not None and before.end == span.start and _is_left_over(before, frame)
        left = left and not (before is not None and span.text.startswith(before.text))  # 旭旭川, 担担い手
        match span.meaning:
            case Words(_, _, _, _, False):
                letter = len(span.text) == 1 and after is not None and after.text == "事業"
                if (letter and after and after.start == span.end) or (left and span.text.endswith("事業")):
                    return True
            case Projects(_, False, False, False) if (
                before is not None and before.text == "・" and _goes_before(before, frame)
            ):
                return True  # 広サDX・デザイン推進事業
            case Projects(_, _, core, alias) if left and (span.trust is Trust.MENDED or not (core or alias)):
                return True  # 英語保育推進事業
    return False


def _another_time(frame: Frame, topic: Topic, lexicon: Lexicon) -> bool:
    """「第29回全国菓子大博覧会」: the table has the 28th."""
    said = _NTH_TIME.findall(key(frame.said()))
    names = [key(lexicon.catalogue.by_id[project].name) for project in topic.ids]
    times = {nth for name in names for nth in _NTH_TIME.findall(name)}
    return bool(times) and not set(said) <= times


_NTH_TIME = re.compile("第([0-9]+)回")


def _goes_before(dot: Span, frame: Frame) -> bool:
    """Whether what touches the ・ before a name is a piece of a longer one."""
    piece = next(
        (span for span in frame.spans if span.end == dot.start and dot.start not in frame.breaks), None
    )
    return piece is not None and isinstance(piece.meaning, Unknown | Words) and dot.end not in frame.breaks


def _another_place(frame: Frame) -> bool:
    """「常磐公園の再整備費」: a name that the table does not have, grown together with what such places are called."""
    return any(map(_is_a_place_of_its_own, frame.spans)) or any(
        isinstance(before.meaning, Unknown)
        and not before.meaning.light
        and before.end == span.start
        and span.start not in frame.breaks
        and isinstance(span.meaning, Words)
        and span.text in _KINDS_OF_PLACE
        and len(before.text) > 1
        for before, span in zip(frame.spans, frame.spans[1:], strict=False)
    )


def _is_a_place_of_its_own(span: Span) -> bool:
    """旭川医科大学: the dictionary has it as one word, and the table has it not."""
    kind = next((kind for kind in _KINDS_OF_PLACE if span.text.endswith(kind)), span.text)
    own = span.text.removesuffix(kind)
    return isinstance(span.meaning, Unknown) and len(own) > 1 and not any(map(KANA.match, own))


_KINDS_OF_PLACE = {
    "公園",
    "センター",
    "学校",
    "大学",
    "清掃工場",
    "工場",
    "体育館",
    "動物園",
    "小学校",
    "中学校",
    "高校",
    "病院",
    "空港",
    "図書館",
    "美術館",
    "科学館",
    "会館",
    "駅",
    "温泉",
}


def _only_a_kind(frame: Frame, lexicon: Lexicon) -> bool:
    """「対策事業の予算」: a name that lost its beginning, or a sum over a word that tells nothing."""
    if len(frame.items) != 1 or not frame.has("amount") or frame.has("total", "count", "list"):
        return False
    item = frame.items[0]
    kind = key(item.text).removesuffix("事業")
    return item.is_a(Words) and kind != key(item.text) and kind in lexicon.vocabulary.kinds


def _only_heard(frame: Frame) -> bool:
    """「地健事業」「保育支進事業」: two kanji that sound like a word, and nothing else to go by."""
    generic = {item.index for item in frame.of(Words) if _is_generic(item)}
    spans = [frame.spans[item.index] for item in frame.items if item.index not in generic]
    return (bool(spans) and all(map(_is_two_kanji_heard, spans))) or any(
        _is_mended(span) and _is_two_kanji_heard(after) and span.end == after.start
        for span, after in zip(frame.spans, frame.spans[1:], strict=False)
    )


def _is_generic(item: Item) -> bool:
    return isinstance(item.meaning, Words) and item.meaning.generic


def _spelled(part: Span) -> tuple[str, ...]:
    """A part of a compound as the table spells it."""
    words = part.meaning.words if isinstance(part.meaning, Words) else (part.text,)
    return tuple(key(word).removesuffix("事業") for word in words)


def _is_mended(span: Span) -> bool:
    return span.trust is Trust.MENDED and isinstance(span.meaning, Words | Projects)


def _is_two_kanji_heard(span: Span) -> bool:
    """除済事業 for 助成事業, は健 for 派遣, 進事業 for 新事業: too little to be heard as another word."""
    said = span.text.removesuffix("事業")
    by_sound = span.trust is Trust.HEARD or (span.trust is Trust.MENDED and said != span.text)
    kanji = any(not KANA.match(key(char)) for char in said)
    heard = isinstance(span.meaning, Words | Cue) or (
        isinstance(span.meaning, Projects) and span.meaning.alias
    )
    return by_sound and heard and 0 < len(said) <= 2 and kanji


def _alias_in_a_name(run: list[Span], lexicon: Lexicon) -> bool:
    """「保母推進事業」: an everyday word inside what looks like a name, and nothing is called so."""
    for span in run:
        match span.meaning:
            case Projects(ids, _, False, True):
                others = [_spelled(part) for part in run if part is not span]
                names = [key(lexicon.catalogue.by_id[project].name) for project in ids]
                if not any(all(any(word in name for word in words) for words in others) for name in names):
                    return True
    return False


def _is_left_over(span: Span, frame: Frame) -> bool:
    """A piece of something: not understood, or a particle with nothing before it."""
    if span.end in frame.breaks:
        return False
    match span.meaning:
        case Unknown() | Words():
            return True
        case Filler():
            return span.start == 0 and bool(KANA.match(key(span.text))) and len(span.text) == 1
    return False


def breaks_off(frame: Frame) -> bool:
    """「保進事業」「保健場業」: a kanji that nothing explains, grown together with what was only heard."""
    for span, after in zip(frame.spans, frame.spans[1:], strict=False):
        if span.end != after.start or after.start in frame.breaks:
            continue
        if _new_in_a_name(span, after):
            return True
        for piece, whole in ((span, after), (after, span)):
            if (
                isinstance(piece.meaning, Unknown)
                and not any(KANA.match(key(char)) for char in piece.text)
                and isinstance(whole.meaning, Cue | Departments)
                and whole.trust in {Trust.HEARD, Trust.MENDED}
                and any(not KANA.match(key(char)) for char in whole.text)
            ):
                return True
    return False


def _new_in_a_name(before: Span, mark: Span) -> bool:
    """「保育支進事業」: 進事業 sounds like 新事業, and is what is left of a name."""
    heard = mark.trust is not Trust.EXACT or mark.text == "新事業"
    new = isinstance(mark.meaning, Cue) and mark.meaning.name == "new"
    return new and heard and isinstance(before.meaning, Words | Unknown | Projects)


def _partly_read(frame: Frame, topic: Topic) -> bool:
    """「汽車の路線、いくら」: a sum over all 路線 would pass over what tells them apart."""
    return (
        topic.single is None
        and len(topic.ids) > 1
        and any(len(word) > 1 or not KANA.match(key(word)) for word in frame.unknown)
        and frame.has("amount", "total", "mean", "median", "share", "count")
    )


def _other_word(frame: Frame, topic: Topic) -> bool:
    """「除雪機の補助」「児童逆待」: a known word as a part of another, unknown one."""
    topical = frame.of(Words, Projects)
    if len(topical) != 1 or topical[0].trust < Trust.PARTIAL or not may_go_on(frame.spans[topical[0].index]):
        return False
    index = topical[0].index
    item = frame.spans[index]
    for other in frame.spans[max(0, index - 1) : index + 2]:
        touches = other.end == item.start or (other.start == item.end and other.start not in frame.breaks)
        if not (touches and isinstance(other.meaning, Unknown)) or KANA.match(key(other.text[0])):
            continue
        letter = len(other.text) == 1 and other.start == item.end
        word = len(other.text) > 1 and not other.meaning.light and topic.single is None
        if (letter or word) and not any(s.start == other.end and "事業" in s.text for s in frame.spans):
            return True
    return False
