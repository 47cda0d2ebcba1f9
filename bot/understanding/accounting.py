"""The last look before a figure is stated: does the query account for all that was said?

Rules of asking look for what they know and cannot see what they leave out. What was said and has no part
in the query is found here, in one place, and the question is asked back rather than answered in part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.query import (
    AmountBetween,
    Aspect,
    Comparison,
    Condition,
    Either,
    Field,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Mentions,
    Order,
    PrintedTimes,
    Query,
    Ranked,
    ThanGroup,
    ThanMean,
    ThanProject,
)
from bot.reading import Clarify, Decline, Doubt, Refusal
from bot.understanding.asking.sides import has_than
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.spans import Amount, Cue, Departments, Filler, Goals, Policies, Unknown
from bot.understanding.unheard import denies, holds_against, is_done_to, says_either_mark, unclear_attributes

_RANKS = ("largest", "smallest", "top", "bottom", "most", "ascending", "descending")
_COUNTING = ("once", "no_reprints", "reprinted", "printed", "rows")


def left_over(draft: Draft) -> Clarify | Decline | None:
    """Asks back, or declines, where something that was said has no part in the draft's query."""
    query, frame = draft.query, draft.frame
    if query is None or query.measure is Measure.FACT:
        return None
    stranger = next(_unknown_members(frame), None)
    if stranger:
        return Decline(Refusal.UNKNOWN_NAME, stranger)
    figure = query.measure not in {Measure.DETAIL, Measure.SHARE}  # 「1%もない?」 is of a share
    torn = figure and any(_DIGITS.fullmatch(word) for word in frame.unknown)
    if figure and any(
        span.text in _LETTERS or _UNITS.fullmatch(span.text)
        for span in frame.spans
        if isinstance(span.meaning, Unknown)
    ):
        return Clarify(Doubt.WHAT_ABOUT_IT)
    if torn or (query.measure is Measure.LIST and any(word.isdigit() for word in draft.passed_over)):
        return Clarify(Doubt.TOO_INTRICATE)
    if _letter_lost(frame) or any(_LETTER.fullmatch(word) for word in draft.passed_over):
        return Clarify(Doubt.WHICH_POLICY)
    said = _conditions(query)
    if _measure_lost(frame, query, said) or _bound_lost(frame):
        return Clarify(Doubt.TOO_INTRICATE)
    if query.measure is Measure.DETAIL and query.claim is None and _is_than_one(frame):
        return Clarify(Doubt.WHAT_ABOUT_IT)
    if query.measure is Measure.DETAIL and not _left_something_out(frame):
        return None  # a name says more than what is said around it
    if query.claim is not None and query.claim.amount is not None and draft.passed_over:
        return Clarify(Doubt.WHAT_ABOUT_IT)
    together = (query.conditions, query.base, *(side.conditions for side in query.subjects))
    if _condition_lost(frame, query, said) or any(map(_contradicts_itself, together)):
        return Clarify(Doubt.TOO_INTRICATE)
    unclear = next(unclear_attributes(frame), None)
    if unclear and not any(isinstance(c, Mentions | IsProject) for c in said):
        return Clarify(Doubt.UNCLEAR_WORD, about=unclear)
    return None


def _is_than_one(frame: Frame) -> bool:
    """「冬まつりよりどのくらい高い?」: what is held against it is not said."""
    return has_than(frame) and bool(_HOW_MUCH_MORE.search(frame.said()))


_HOW_MUCH_MORE = re.compile(
    "より(?:も)?(?:どの|どれ|いくら|なんぼ)[^、。?]{0,6}(?:高|多|大き|安|少な|小さ|低)"
)


def _bound_lost(frame: Frame) -> bool:
    """「1千万円の線を越えられない」: an amount, and a word behind it that says what of it."""
    return any(
        isinstance(amount.meaning, Amount)
        and amount.meaning.value.exact
        and of.text == "の"
        and isinstance(what.meaning, Unknown)
        and not what.meaning.light
        for amount, of, what in zip(frame.spans, frame.spans[1:], frame.spans[2:], strict=False)
    )


def _left_something_out(frame: Frame) -> bool:
    """「除雪を抜きにして」, of which nothing is left out: and no 「除雪じゃなくて」, which takes a word back."""
    said = [index for index in frame.cues.get("except", ()) if _LEAVES_OUT.search(frame.text_at(index))]
    return bool(said) and not any(item.negated for item in frame.items) and not frame.has("not_but")


_LEAVES_OUT = re.compile("以外|除|抜|外|省|引")
_LETTERS = frozenset("新規除外以未満超央値均倍差何")  # what slips leave of 新規, 以外, 中央値 and the like
_LETTER = re.compile("[ア-ケ]")  # 「目標1 ア・イ・ウそれぞれの額」
_UNITS = re.compile("[億万千円]+")
_DIGITS = re.compile(r"\d[\d,.]*")


def _letter_lost(frame: Frame) -> bool:
    """「施策のイ」, mistyped: a kana right behind 施策 that nothing understood."""
    return any(
        isinstance(before.meaning, Cue)
        and before.meaning.name == "noun_policy"
        and isinstance(span.meaning, Unknown)
        and len(span.text) == 1
        for before, span in pairwise(frame.spans)
    )


def _unknown_members(frame: Frame) -> Iterator[str]:
    """「除雪と潜水艦の合計」: one of those named side by side that the table does not know."""
    summed = frame.has("total", "together", "those_two", "difference", "ratio", "compare", "which", "each")
    if not summed and not frame.has("amount"):
        return
    spans = [(index, span) for index, span in enumerate(frame.spans) if span.text not in {"の", "事業"}]
    items = {item.index for item in frame.items}
    for (one, first), (_, between), (other, second) in zip(spans, spans[1:], spans[2:], strict=False):
        if between.text not in {"と", "や", "と、"}:
            continue
        for known, stranger in ((one, second), (other, first)):
            heavy = isinstance(stranger.meaning, Unknown) and not stranger.meaning.light
            if known in items and heavy and len(stranger.text) > 1 and (summed or _is_measured(frame, other)):
                yield stranger.text


def _is_measured(frame: Frame, index: int) -> bool:
    """「除雪とカラス対策の予算」: the amount of what ends here is asked for."""
    between = frame.said(index + 1, frame.at("amount"))
    return frame.at("amount") > index and not set(between) & set("をにへが、") and "から" not in between


def _conditions(query: Query) -> list[Condition]:
    """All conditions anywhere in the query."""
    found = [*query.conditions, *query.base, *(query.of_groups.conditions if query.of_groups else ())]
    found += [condition for subject in query.subjects for condition in subject.conditions]
    if isinstance(query.having, ThanGroup):
        found.append(query.having.place)
    for condition in tuple(found):
        if isinstance(condition, ThanMean | Ranked):
            found += condition.of
        if isinstance(condition, Either):
            found += [part for side in condition.sides for part in side.conditions]
    return found


def _measure_lost(frame: Frame, query: Query, said: list[Condition]) -> bool:
    """「何倍」 without a ratio, 「平均」 without a mean, 「一番」 without an order."""
    whole_said = frame.has("noun_department", "noun_goal", "noun_policy") and not frame.has("whole", "that")
    if query.measure is Measure.SHARE and whole_said and not (query.base or query.group_by):
        return True  # 「新規は部の何%?」
    beside = frame.has("which") and frame.has("big", "small") and _side_by_side(frame)
    if beside and query.measure in {Measure.DETAIL, Measure.TOTAL} and query.claim is None:
        return True  # 「訪問看護と除雪はどっちが多い?」, of which only one is known
    of_a_whole = query.measure in {Measure.SHARE, Measure.PRINTED_GAP}
    if frame.has("share") and not of_a_whole and query.comparison is not Comparison.RATIO:
        return True
    if frame.has("ratio") and query.comparison is not Comparison.RATIO:
        return True
    than_it = frame.has("than_it", "that") and any(isinstance(c, ThanMean) for c in said)
    if frame.has("mean") and Measure.MEAN not in {query.measure, query.basis} and not than_it:
        return True
    if frame.has("together") and _nothing_added(frame, query):
        return True
    if frame.has("median") and query.measure is not Measure.MEDIAN:
        return True
    ordered = (
        query.window is not None
        or query.order is not Order.PRINTED
        or query.measure in {Measure.COMPARE, Measure.RANK}
        or query.claim is not None
        or query.of_groups is not None
        or any(isinstance(condition, Ranked) for condition in said)
        or any(subject.window for subject in query.subjects)
    )
    tops = any(number.counter in {"top", "bottom"} for _, number in frame.numbers)
    ranked = frame.has(*_RANKS) or tops
    if tops and query.measure is Measure.COMPARE and not any(subject.window for subject in query.subjects):
        return True
    return ranked and not ordered and query.measure is not Measure.DETAIL


def _nothing_added(frame: Frame, query: Query) -> bool:
    """「2つ合わせても空港整備に負ける?」「最下位のと足していくら」, read as one project or as a list."""
    printed = any(
        number.counter in {"回", "行", "か所"} for _, number in frame.numbers
    )  # 「3回分足した額ですか」
    one = query.measure is Measure.DETAIL and not printed and bool(frame.items)
    return query.claim is None and (one or (query.measure is Measure.LIST and not frame.items))


def _side_by_side(frame: Frame) -> bool:
    """Whether two things are named with と between them, known or not."""
    things = [index for index, span in enumerate(frame.spans) if not isinstance(span.meaning, Cue | Filler)]
    return any(
        [span.text for span in frame.spans[one + 1 : other]] == ["と"] for one, other in pairwise(things)
    )


def _condition_lost(frame: Frame, query: Query, said: list[Condition]) -> bool:
    """An exclusion, a bound, a mark or a place of which nothing came into the query."""
    if frame.has("difference") and query.measure not in {Measure.COMPARE, Measure.PRINTED_GAP}:
        return True
    held = query.measure in {Measure.COMPARE, Measure.RANK} or query.claim is not None
    bounded = any(isinstance(c, ThanProject | ThanMean | AmountBetween) for c in said) or query.having
    if holds_against(frame) and not (held or bounded):
        return True
    in_a_column = any(isinstance(c, Mentions) and c.field is not Field.ANY for c in said)
    if frame.has("in_description") and not (in_a_column or frame.has("in_name")):
        return True  # 「説明の中で令和7年度に触れている事業」
    if says_either_mark(frame, said):
        return True
    if any(is_done_to(frame, item) for item in frame.of(Departments, Goals, Policies, Amount)):
        return True
    if denies(frame) and not (query.having or any(condition.negated for condition in said)):
        return True
    gone = [item for item in frame.items if item.negated and _is_named_away(item.meaning, said)]
    negated = bool(gone) or any(condition.negated for condition in said)
    if frame.has("except", "not_contains") and not negated and not frame.has(*_COUNTING, "not_but"):
        return query.having is None
    kinds = {type(condition) for condition in said}
    claimed = query.claim is not None
    if frame.of(Amount) and not (
        AmountBetween in kinds or query.having or claimed or frame.has("difference")
    ):
        return True
    newness = IsNew in kinds or claimed or query.aspect is Aspect.NEWNESS or frame.has("counted_too")
    if frame.new is not None and not newness:
        return True
    return not claimed and any(_place_lost(item.meaning, said) for item in frame.items if item not in gone)


def _is_named_away(meaning: object, said: list[Condition]) -> bool:
    """「総務部抜きだと?」 after the sum of three departments: the other two are named, and this one is not."""
    names = [name for c in said if isinstance(c, InDepartments) and not c.negated for name in c.names]
    return isinstance(meaning, Departments) and bool(names) and not set(meaning.names) & set(names)


def _contradicts_itself(said: tuple[Condition, ...]) -> bool:
    """「100万円未満の事業と1億円以上の事業」: no range, but two."""
    bounds = [c for c in said if isinstance(c, AmountBetween) and not c.negated]
    if len({c.at_least for c in bounds if c.at_most is None}) > 1:
        return True  # 「経済部の1億円以上と農政部の5000万円以上」
    if len(bounds) > 1 and any(c.at_least == c.at_most for c in bounds):
        return True  # 「500万円ら2億円まで」
    lows = [c.at_least for c in bounds if c.at_least is not None]
    highs = [c.at_most for c in bounds if c.at_most is not None]
    return bool(lows and highs) and max(lows) > min(highs)  # 「3000万円〜500万円」


def _place_lost(meaning: object, said: list[Condition]) -> bool:
    match meaning:
        case Departments(names):
            return not any(isinstance(c, InDepartments) and set(names) & set(c.names) for c in said)
        case Goals(numbers):
            return not any(_is_under(c, set(numbers)) for c in said)
        case Policies(refs):
            goals = {ref.goal for ref in refs}
            return not any(
                (isinstance(c, InPolicies) and set(refs) & set(c.policies))
                or (isinstance(c, IsProject) and any(i.startswith(f"{ref}-") for i in c.ids for ref in refs))
                or (isinstance(c, IsReprinted) and c.goal in goals)
                for c in said
            )
    return False


def _is_under(condition: Condition, goals: set[int]) -> bool:
    match condition:
        case InGoals(numbers):
            return bool(goals & set(numbers))
        case InPolicies(refs):
            return bool(goals & {ref.goal for ref in refs})
        case IsReprinted(goal) | PrintedTimes(goal=goal):
            return goal in goals
    return False
