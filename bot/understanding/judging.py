"""The decision, in one place, whether what was read may be answered with a figure."""

from __future__ import annotations

from itertools import combinations

from bot.japanese import KANA, key, normalise
from bot.query import AmountBetween, IsProject, IsReprinted, Measure, Mentions
from bot.reading import Clarify, Decline, Doubt, Mend, Reading, Refusal
from bot.understanding.accounting import left_over
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Cue, Filler, Span, Unknown
from bot.understanding.unheard import lost_number


def judged(drafts: list[tuple[Draft, bool]], whole: Frame, text: str, lexicon: Lexicon) -> Reading:
    """Whether what was read may be answered with a figure."""
    mends = tuple(mend for mend in whole.mends if _tells(mend))
    for draft, _ in drafts:
        if draft.trouble:
            return Reading(draft.trouble, mends, pending=draft.pending)
    if any(_doubtful_whole(draft, followed) for draft, followed in drafts):
        return Reading(Decline(Refusal.UNKNOWN_NAME, "".join(whole.light) or text.strip()[:20]), mends)
    if any(_unnamed(draft, followed) or _of_itself(draft, followed) for draft, followed in drafts):
        return Reading(Clarify(Doubt.NO_ANTECEDENT), mends)
    if any(_between_nothing(draft, followed) for draft, followed in drafts):
        return Reading(Clarify(Doubt.NO_ANTECEDENT), mends)
    if any(not followed and _number_lost(draft, lexicon) for draft, followed in drafts):
        return Reading(Clarify(Doubt.TOO_INTRICATE), mends)
    if any(_against_itself(draft, lexicon) for draft, _ in drafts):
        return Reading(Clarify(Doubt.TOO_INTRICATE), mends)
    bystander = next(
        (said for draft, followed in drafts if (said := _bystander(draft, followed, lexicon))), None
    )
    if bystander:
        return Reading(Clarify(Doubt.UNCLEAR_WORD, about=bystander), mends)
    unaccounted = next((found for draft, _ in drafts if (found := left_over(draft))), None)
    if unaccounted:
        return Reading(unaccounted, mends)
    meaningful = [draft for draft, followed in drafts if followed or draft.scope or draft.measured]
    if not meaningful:
        return Reading(_nothing_asked(whole, text), mends)
    queries = tuple(draft.query for draft, _ in drafts if draft.query)
    passed = tuple(dict.fromkeys(word for draft, _ in drafts for word in draft.passed_over))
    return Reading(queries, mends, passed, inherited=drafts[0][1])


def _doubtful_whole(draft: Draft, followed: bool) -> bool:
    """A figure for the whole plan although something was not understood: it may have been a name."""
    query = draft.query
    if (
        followed
        or query is None
        or any(not condition.negated or isinstance(condition, IsReprinted) for condition in draft.scope)
        or query.subjects
        or query.base
        or query.of_groups
        or query.measure is Measure.FACT
    ):
        return False
    unread = "".join(
        span.text if isinstance(span.meaning, Unknown) or span.text in _SMALL_KANA else " "
        for span in draft.frame.spans
    ).split()
    return _is_described(draft.frame) or any(
        len(word) >= _A_NAME if KANA.match(key(word)) else not any(KANA.match(key(char)) for char in word)
        for word in unread
    )


def _is_described(frame: Frame) -> bool:
    """「応募して選ばれたらお金を出してくれるやつ、いくら」: one thing, told by what nothing understood."""
    thing = next((i for i, span in enumerate(frame.spans) if span.text in _SOMETHING), 0)
    return any(isinstance(span.meaning, Unknown) and len(span.text) > 1 for span in frame.spans[:thing])


_SOMETHING = {"やつ", "ところ", "とこ", "制度", "取り組み", "仕組み"}


def _unnamed(draft: Draft, followed: bool) -> bool:
    """「(何とか)部の合計」: one department, goal or policy is meant, and none was understood."""
    query, frame = draft.query, draft.frame
    return (
        not followed
        and query is not None
        and not (draft.scope or query.subjects or query.base or query.of_groups)
        and (frame.has("that") or not (query.group_by or query.window or draft.whole))
        and query.measure in {Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.LIST}
        and frame.has("noun_department", "noun_goal", "noun_policy")
    )


def _bystander(draft: Draft, followed: bool, lexicon: Lexicon) -> str:
    """「友人の事業」: a word said in passing as a rule, where it alone tells which projects are meant."""
    query = draft.query
    if followed or query is None or draft.scope or query.subjects or query.conditions:
        return ""
    spans = draft.frame.spans
    return next(
        (
            span.text
            for span, of, what in zip(spans, spans[1:], spans[2:], strict=False)
            if key(span.text) in lexicon.vocabulary.bystanders and of.text == "の" and _is_asked_for(what)
        ),
        "",
    )


def _is_asked_for(span: Span) -> bool:
    return isinstance(span.meaning, Cue) or span.text in _THINGS


_THINGS = {"事業", "案件", "取組", "プロジェクト"}


def _of_itself(draft: Draft, followed: bool) -> bool:
    """A share of something in itself: a follow-up that was read wrongly, or 「全体の何%?」 of nothing."""
    query = draft.query
    if query is None:
        return False
    of_nothing = not query.conditions and query.having is None
    return (
        (followed or draft.frame.has("those_two") or bool(query.base) or of_nothing)
        and query.measure is Measure.SHARE
        and query.window is None
        and not (query.group_by or query.of_groups)
        and set(query.conditions) == set(query.base)
    )


def _between_nothing(draft: Draft, followed: bool) -> bool:
    """「多いのはどっち?」 with nothing before it, or after two that were not understood."""
    query = draft.query
    ranked = query is not None and query.window is not None and not (draft.scope or query.group_by)
    return not followed and ranked and draft.frame.has("which") and not draft.frame.items


def _number_lost(draft: Draft, lexicon: Lexicon) -> bool:
    """Unless it is how many there are: 「新規8件の平均」「四つの基本目標の金額」."""
    query = draft.query
    if query is None or query.group_by or query.measure in {Measure.DETAIL, Measure.FACT}:
        return False
    if any(isinstance(condition, AmountBetween) for condition in query.conditions):
        return False  # how many there are, the database alone knows
    there = len(select(lexicon.catalogue, query.conditions))
    return lost_number(draft.frame, query, there)


def _against_itself(draft: Draft, lexicon: Lexicon) -> bool:
    """「給食に有機米を出す事業とどっちが多い?」: two words that one project alone is called by are no two sides."""
    sides = draft.query.subjects if draft.query and draft.query.measure is Measure.COMPARE else ()
    if any(
        side.window or side.group_by or not all(isinstance(c, _NAMES) for c in side.conditions)
        for side in sides
    ):
        return False  # one project under two goals may well be held against itself
    meant = [select(lexicon.catalogue, side.conditions) for side in sides]
    return any(one and one == other for one, other in combinations(meant, 2))


_NAMES = IsProject | Mentions
_A_NAME = 3  # characters
_SMALL_KANA = frozenset("ぁぃぅぇぉゃゅょっー")


def _tells(mend: Mend) -> bool:
    return normalise(mend.typed) != normalise(mend.read_as)


def _nothing_asked(whole: Frame, text: str) -> Decline | Clarify:
    if whole.unknown:
        return Decline(Refusal.UNKNOWN_NAME, "".join(whole.unknown))
    if whole.has("that", "rather", "only", "next_one", "more"):
        return Clarify(Doubt.NO_ANTECEDENT)
    if all(isinstance(span.meaning, Filler) for span in whole.spans) or whole.light:
        return Decline(Refusal.UNRELATED, text.strip()[:40])
    return Clarify(Doubt.WHAT_ABOUT_IT)
