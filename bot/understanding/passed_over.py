"""Words that a reading passes over, and that tell another thing from the one it was read as: 医師不足, ラジオ体操."""

from __future__ import annotations

from bot.japanese import key
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.similarity import is_a_noun, is_a_word
from bot.understanding.spans import Projects, Span, Trust, Unknown, Words
from bot.understanding.topics import Topic


def half_a_compound(frame: Frame, topic: Topic, lexicon: Lexicon) -> bool:
    """「医師不足」「国際会議」: one half alone points at the project, and the other is passed over."""
    item = _only_pointer(frame, topic, lexicon)
    if item is None or item.trust is not Trust.EXACT or not may_go_on(frame.spans[item.index]):
        return False
    half = frame.spans[item.index]
    # 「ラジオ体操」 is no radio; 町内 before the alias 会館の建て替え only adds to it.
    return any(
        _tells(other, topic, lexicon)
        and _goes_with(other, half, frame)
        and (other.start == half.end or item.is_a(Words))
        for other in frame.spans
    )


def only_mentioned(frame: Frame, topic: Topic, lexicon: Lexicon) -> bool:
    """「空き店舗の家賃補助」「保育園の給食」: of what is passed over, a word that a description only mentions."""
    item = _only_pointer(frame, topic, lexicon)
    if item is None or len(topic.ids) != 1:
        return False
    match item.meaning, frame.spans[max(0, item.index - 2) : item.index]:
        case Words(words), (whose, of) if topic.ids[0] not in lexicon.matching(words, in_text=False):
            short = whose.text in topic.passed_over and is_a_noun(whose.text)  # 薪
            return of.text == "の" and (short or (len(whose.text) > 1 and _tells(whose, topic, lexicon)))
        case Projects(alias=True), (Span(meaning=Unknown()) as whose, of):
            kana = all("ァ" <= char <= "ー" for char in whose.text)  # ネイティブの英語の先生
            return of.text == "の" and not kana and _tells(whose, topic, lexicon)  # 「旭橋のライトアップ」
    return False


def of_something_else(frame: Frame, topic: Topic, lexicon: Lexicon) -> bool:
    """「犬の健康診断」「病院のICT」: of a thing that nothing in the table is about, what much of it is about."""
    item = _only_pointer(frame, topic, lexicon)
    if item is None or len(topic.ids) < 2:
        return False
    match frame.spans[max(0, item.index - 2) : item.index]:
        case (Span(meaning=Unknown()) as whose, of):
            noun = whose.text in topic.passed_over and is_a_noun(whose.text)  # 犬
            return of.text == "の" and (noun or _tells(whose, topic, lexicon))
    return False


def cost_of_something_else(frame: Frame, topic: Topic, lexicon: Lexicon) -> bool:
    """「旭川空港のターミナルの建設費」: what a thing costs that nothing in the table is about."""
    triples = zip(frame.spans, frame.spans[1:], frame.spans[2:], strict=False)
    return topic.single is not None and any(
        isinstance(what.meaning, Unknown)
        and not what.meaning.light
        and of.text == "の"
        and key(cost.text) in lexicon.vocabulary.expenses
        and _tells(what, topic, lexicon)
        for what, of, cost in triples
    )


def _only_pointer(frame: Frame, topic: Topic, lexicon: Lexicon) -> Item | None:
    """The one name or word that the topic rests on."""
    items = [item for item in frame.of(Words, Projects) if item.text not in topic.passed_over]
    telling = [item for item in items if not _says_little(item.text, lexicon)] or items
    return telling[0] if len(telling) == 1 else None


def _tells(span: Span, topic: Topic, lexicon: Lexicon) -> bool:
    """Whether a word that is passed over would tell one thing from another; letters are what is left of a name."""
    word = span.text.isdigit() or (is_a_word(span.text) and not span.text.isascii())
    return span.text in topic.passed_over and word and not _says_little(span.text, lexicon)


def _says_little(text: str, lexicon: Lexicon) -> bool:
    words = lexicon.vocabulary
    return key(text) in words.kinds | words.doings | words.expenses


def _goes_with(one: Span, half: Span, frame: Frame) -> bool:
    """Whether the two are one word; a word of the table behind の is the head: 「夜間の保育」."""
    before, after = sorted((one, half), key=lambda span: span.start)
    grown = before.end == after.start and after.start not in frame.breaks
    joint = [span.text for span in frame.spans if before.end <= span.start < after.start]
    with_it = after is half and joint == ["と", "の"]  # 「姉妹都市との交流」
    return grown or with_it or (after is one and joint == ["の"] and isinstance(one.meaning, Words))


def may_go_on(item: Span) -> bool:
    """Whether a name may be a part of a longer one: words, short names and aliases may."""
    return not (isinstance(item.meaning, Projects) and not item.meaning.core and not item.meaning.alias)
