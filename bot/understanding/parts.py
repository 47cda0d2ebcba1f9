"""A message of several questions: which of its parts ask, and which only tell."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.japanese import key
from bot.query import Field, IsProject, Measure, Mentions, Query
from bot.understanding.clauses import QUESTIONS
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Amount, Projects, Words

_SECOND_QUESTIONS = 3  # at most so many answers to one message


def is_one_question(frames: list[Frame], kinds: frozenset[str]) -> bool:
    """Whether the parts of a message are one question together."""
    if any(_takes_up(frame) or _holds_together(frame) for frame in frames):
        return True
    if any(_only_leaves_out(frame) for frame in frames[1:]):
        return True
    if len(frames) == _PAIR and _asks_of_nothing(frames[0]) and _only_names(frames[1]):
        return True
    if (
        len(frames) > 1
        and _shares_its_noun(frames[1])
        and _last_word(frames[0]) not in {"は", "?", "って", "。"}
    ):
        return True  # 「学校図書館の予算、小学校と中学校それぞれいくらですか」
    return any(_says_only_a_kind(frame, kinds) for frame in frames[1:])


def _asks_of_nothing(frame: Frame) -> bool:
    """「全部足したらいくらになる?」 before 「名前に「いじめ」とつく事業」: what it is asked of comes after."""
    named = frame.items or frame.numbers or frame.unknown or frame.facts
    return (
        not named
        and frame.has("amount", "total", "count", "mean")
        and not frame.has("that", "whole", "share")
    )


def _only_names(frame: Frame) -> bool:
    """「冬まつりの予算」: a noun, and no question."""
    if not frame.items or _last_word(frame) in {"は", "?", "も"}:
        return False
    asks_a_figure = frame.said().endswith(("予算", "金額", "事業費", "合計", "総額", "予算額"))
    return set(frame.cues) <= (_NOUNS | {"amount", "total"} if asks_a_figure else _NOUNS)


_NOUNS = {
    "in_name",
    "in_description",
    "contains",
    "related",
    "new",
    "reprinted",
    "except",
    "belonging",
    "not_new",
}


_PAIR = 2


def _shares_its_noun(frame: Frame) -> bool:
    """「小学校と中学校それぞれいくら」「小学校のほうはいくら」: of what was named before."""
    words = bool(frame.items) and all(item.is_a(Words) and not item.negated for item in frame.items)
    return frame.has("each") or (frame.has("rather") and words)


def _takes_up(frame: Frame) -> bool:
    return frame.has("not_but", "correction") and not _MEANS_THE_PLACE.search(frame.said())


# 「農政部の合計は?農業センターじゃなくて、部全体の額です」: of the first sentence, nothing is left out
_MEANS_THE_PLACE = re.compile("(?:じゃ|では)な(?:くて|く)、?(?:その)?部(?:局|署)?(?:全体|全部)?の")


def _only_leaves_out(frame: Frame) -> bool:
    """「1億円台は何件ですか。子育て支援部は除いてください。」: the second sentence belongs to the question."""
    says = any(item.negated or item.is_a(Amount) for item in frame.items) or frame.has(*_ADDED)
    own = bool(frame.numbers) or any(not (item.negated or _is_a_bound(item)) for item in frame.items)
    own = own or any(
        item.negated and item.is_a(Amount) for item in frame.items
    )  # 「ちょうど2000万円は入れません」
    asks_again = _last_word(frame) in {"は", "?", "って", "も"}
    return says and not own and not asks_again and set(frame.cues) <= {*_ADDED, *_BESIDE_IT}


def _is_a_bound(item: Item) -> bool:
    return isinstance(item.meaning, Amount) and not item.meaning.value.exact


_ADDED = {"except", "no_reprints", "not_new", "ascending", "descending", "not_counted", "once"}
_BESIDE_IT = {"thanks", "hello", "only", "new", "reprinted", "big", "small"}


def asked_among(
    found: list[tuple[Draft, bool]], lexicon: Lexicon, *, told: bool = False
) -> list[tuple[Draft, bool]] | None:
    """The parts that are questions, each a draft and whether it was read after what came before.

    `told` says that a part before them only told something and was left out.

    None where the message has to be read as a whole.
    """
    if len(found) == 1 and found[0][0].query and told:
        return found
    asked = [(draft, followed) for draft, followed in found if draft.query and asks(draft, followed)]
    if any(_asks_in_vain(draft) for draft, _ in found):
        return None
    if len(asked) == 1 and asked[0][0].scope and not asked[0][1]:
        # one question inside a long message
        return None if _told_apart(found, asked[0][0], lexicon) else asked
    if len(asked) < len(found) or len(asked) < 2:
        return None
    return _each_once(asked)[:_SECOND_QUESTIONS]


def only_says_so(draft: Draft, behind: Frame) -> bool:
    """「合計って再掲が二重に入ってますよね。その重複分は?」: a confirmation that supposes no figure and no name."""
    if not (behind.items or behind.has("that", "within")):
        return False  # 「…があるって聞きました。予算は?」
    if _STATES.search(draft.frame.said()):
        return True
    supposed = draft.query is not None and draft.query.claim is not None
    asked = any(draft.frame.text_at(at).startswith(_HOW_MUCH) for at in draft.frame.cues.get("amount", ()))
    return draft.frame.has("confirm") and not (supposed or asked or draft.frame.items)


# 「大きな事業に偏っていると聞きました。」
_STATES = re.compile(
    "(?:と|って)(?:聞きました|聞いています|聞いた|思います|言われました|書いてありました)。$"
)
_HOW_MUCH = ("いくら", "おいくら", "なんぼ", "何円")


def asks(draft: Draft, followed: bool) -> bool:
    """Whether a part is a question: 「それとスキー場の整備は?」 asks what the one before asked."""
    if draft.query is not None and any(span.text in _SHOW for span in draft.frame.spans[-2:]):
        return True
    elliptic = followed and draft.query is not None and draft.query.measure in _OF_ONE
    if draft.query is not None and draft.query.measure is Measure.DETAIL and not followed:
        asked = _last_word(draft.frame) in {"は", "?", "も", "って"}
        return draft.measured and (
            asked or bool(set(draft.frame.cues) - _NO_QUESTION)
        )  # 「ママ友に聞いたんだけど、うちの子は高1なのね」
    return draft.measured or (elliptic and _last_word(draft.frame) in {"は", "?", "も", "って"})


def _last_word(frame: Frame) -> str:
    """「あと冬まつりのも!」 ends in も."""
    return next((span.text for span in reversed(frame.spans) if span.text not in {"!", "。", "-"}), "")


_NO_QUESTION = {"within", "that", "aside", "instead", "hello", "thanks", "new", "change", "big", "small"}
_SHOW = {"見せて", "教えて", "出して"}
_OF_ONE = {Measure.DETAIL, Measure.TOTAL, Measure.COUNT, Measure.MEAN}


def shown_by(query: Query) -> tuple[str, ...]:
    """「…を給食に出してるって見た。予算は?」: the one project that the sentence before is about."""
    match query.conditions:
        case (IsProject(ids, False),) if query.measure is Measure.DETAIL:
            return ids
    return ()


def takes_back(frame: Frame) -> bool:
    """「保健所の合計じゃないです」: a sentence that only says what was not meant."""
    if _MEANS_THE_PLACE.search(frame.said()):
        return True
    said = [frame.spans[index].text for index in frame.cues.get("except", ())]
    return (
        bool(frame.items)
        and all(item.negated for item in frame.items)
        and any("な" in text for text in said[-1:])
    )


def _asks_in_vain(draft: Draft) -> bool:
    """「スマホ教室やってる?お年寄り向けの」: a question, and nothing that it names is there."""
    return draft.query is None and bool(draft.frame.items) and draft.frame.has("ask_yes_no", *QUESTIONS)


def _told_apart(found: list[tuple[Draft, bool]], asked: Draft, lexicon: Lexicon) -> bool:
    """「不妊治療で通ってます。交通費の補助ありますか?」: what was told names one of those asked about."""
    asks_for = select(lexicon.catalogue, asked.scope)
    told = [draft.scope for draft, _ in found if draft is not asked and draft.scope]
    one = [scope for scope in told if len(select(lexicon.catalogue, scope)) == 1]
    topical = all(isinstance(c, Mentions | IsProject) and not c.negated for scope in told for c in scope)
    words = all(isinstance(c, Mentions) and not _is_literal(c) for c in asked.scope)
    if (
        words
        and not asked.frame.has("related")
        and any(draft.frame.of(Words, Projects) for draft, _ in found if draft is not asked)
    ):
        return True  # 「甥が農家を始めたい。機械を買うお金は?」: what is told says which machines
    return (
        topical and len(asks_for) > 1 and any(select(lexicon.catalogue, scope) <= asks_for for scope in one)
    )


def _is_literal(condition: Mentions) -> bool:
    return condition.field not in {Field.ANY}


def _each_once(asked: list[tuple[Draft, bool]]) -> list[tuple[Draft, bool]]:
    """「…を給食に出してるって見た。予算は?」: one project looked at twice is shown once, for the last question."""
    looked_at = [shown_by(draft.query) if draft.query else () for draft, _ in asked]
    once: list[tuple[Draft, bool]] = []
    for at, (draft, followed) in enumerate(asked):
        first = looked_at.index(looked_at[at])
        if not looked_at[at]:
            once.append((draft, followed))
        elif looked_at[at] not in looked_at[at + 1 :]:
            goes_on = followed if first == at else asked[first][1]
            once.append((replace(draft, measured=True), goes_on))
    return once


def _holds_together(frame: Frame) -> bool:
    """「Aの合計と、B。多いのはどっち?」「Aは何%?件数で」: a sentence about what the ones before it named."""
    by_what = set(frame.cues) <= {"count", "amount", "total"} and frame.spans[-1].text in {"で", "では"}
    return not frame.items and (by_what or frame.has(*_OF_BOTH))


_OF_BOTH = ("which", "difference", "ratio", "compare", "those_two", "which_project")


def _says_only_a_kind(frame: Frame, kinds: frozenset[str]) -> bool:
    """「会館が古くてさ。直すのに補助っていくら?」: 補助 is for what the sentence before named."""
    return bool(frame.items) and all(
        isinstance(item.meaning, Words) and key(item.text) in kinds for item in frame.items
    )
