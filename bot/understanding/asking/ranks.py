"""Rank words: 「上位3つ」「11位から13位」「2番目に安い」「少ない順に5件」."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import group_named
from bot.query import (
    AmountBetween,
    Condition,
    InDepartments,
    InGoals,
    InPlace,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Order,
    Query,
    Window,
)
from bot.reading import Clarify, Doubt
from bot.understanding.asking.drafting import drafted
from bot.understanding.asking.own_place import place_said
from bot.understanding.asking.sides import has_than
from bot.understanding.conditions import condition_of
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import NTH_COUNTERS
from bot.understanding.scope import Scope
from bot.understanding.spans import Amount, Bound, Departments, Goals, Number, Projects, Row, Words

_FEW = 5  # 「大きい事業」 without a number

_HOW_MANY = {"件", "つ", "個", "本", "事業", "部", "部局", "目標", "施策"}


def window_of(frame: Frame) -> tuple[Order, Window | None] | None:
    """Rank words: 「上位3つ」「11位から13位」「2番目に安い」「一番大きい」「少ない順に5件」."""
    if frame.has("rank_asked"):
        return None
    low = frame.has("smallest", "ascending", "bottom") or (
        frame.has("most", "descending") and frame.has("small") and not frame.has("big")
    )
    numbers = [number for _, number in frame.numbers]
    for number in numbers:
        if number.counter in {"top", "bottom"}:
            low = (
                low or number.counter == "bottom" or (frame.has("small") and not frame.has("big", "largest"))
            )
            return order_of(low), Window(1, max(1, number.value))
    nth = [number for number in numbers if number.counter in NTH_COUNTERS]
    low = low or (bool(nth) and frame.has("small") and not frame.has("big"))
    if nth:
        first = nth[0]
        if first.bound is Bound.AT_MOST:  # 5位まで
            return order_of(low), Window(1, max(1, first.value))
        if first.value == _SECOND and FIRST_AND_SECOND.search(frame.said()):
            return order_of(low), Window(1, _SECOND)
        last = first.last or (nth[-1].value if are_neighbours(nth) else first.value)
        low_end, high_end = sorted((first.value, last))
        return order_of(low), Window(max(1, low_end), max(1, high_end))
    several = next(
        (n.value for at, n in frame.numbers if n.counter in _HOW_MANY and not _is_the_field(frame, at)), None
    )
    ordered = frame.has(
        "largest",
        "smallest",
        "ascending",
        "descending",
        "most",
        "top",
        "bottom",
        "big",
        "small",
        "money_most",
        "most_money",
    )
    if several and ordered:
        return order_of(low or (frame.has("small") and not frame.has("big"))), Window(1, several)
    if frame.has("largest", "smallest"):
        return order_of(low), Window(1, 1)
    if frame.has("most_money") or (
        frame.has("most") and (frame.has("big", "small", "amount", "money_most", "top", "bottom"))
    ):
        return order_of(low), Window(1, 1)
    if frame.has("most") and not frame.has("list", "count") and _most_alone(frame):
        return order_of(low), Window(1, 1)
    if frame.has("ascending", "descending"):
        return order_of(low), None
    if _THE_TOP.search(frame.said()):
        return order_of(low), Window(1, 1)
    if frame.has("top", "bottom") or (frame.has("money_most") and not frame.of(Words, Projects)):
        return order_of(low), Window(1, _FEW)
    if frame.has("big", "small") and _is_one_of_them(frame):
        return order_of(frame.has("small") and not frame.has("big")), Window(1, 1)
    if frame.has("big", "small") and not frame.of(Amount) and not has_than(frame):
        few = None if _FROM_THAT_END.search(frame.said()) else Window(1, _FEW)
        return order_of(frame.has("small") and not frame.has("big")), few
    return None


_FROM_THAT_END = re.compile("い(?:やつ|もの|の|ほう)から(?:順に)?(?:全部|ぜんぶ|すべて|全て|ずらっと)")


def _is_the_field(frame: Frame, index: int) -> bool:
    """「3つの中で一番高いのは?」「158事業で最も少額なのは?」: among how many, and not how many."""
    behind = frame.said(index + 1, index + 3)
    superlative = max(frame.at(cue) for cue in ("largest", "smallest", "most", "top"))
    ranked = any(at < index for cue in _SIDES for at in frame.cues.get(cue, ()))  # 「安いほうから10件で」
    return superlative > index and not ranked and bool(_AMONG_SO_MANY.match(behind))


_SIDES = ("big", "small", "ascending", "descending")
_AMONG_SO_MANY = re.compile(
    "(?:の中|のなか|のうち|の内)?(?:で|の(?!うち|中|なか|内))|(?:の中|のなか|のうち|の内)、"
)
_THE_TOP = re.compile("(?:トップ|とっぷ)(?:は|って)(?:どれ|何|なに)?[?]*$")  # 「その5件の中のトップは」
_SECOND = 2
FIRST_AND_SECOND = re.compile("(?:一番|いちばん|最も|1番)[^、。]{1,8}と(?:二|2)番目")
"""「一番高い事業と二番目」"""


def _is_one_of_them(frame: Frame) -> bool:
    """「高いほうは?」: the one, and not the first few."""
    indices = (*frame.cues.get("big", ()), *frame.cues.get("small", ()))
    return any(
        span.text in {"ほう", "のほう", "方", "の方"} for i in indices for span in frame.spans[i + 1 : i + 2]
    )


def are_neighbours(nth: list[Number]) -> bool:
    """「2位と3位」「6番手、7番手、8番手」: ranks that make one window."""
    places = sorted(number.value for number in nth)
    return len(nth) > 1 and places == list(range(places[0], places[-1] + 1))


def _most_alone(frame: Frame) -> bool:
    """「一番は?」: of what, the dialogue tells; the amount is meant."""
    after = frame.spans[frame.at("most") + 1 : frame.at("most") + 2]
    return not after or after[0].text in {"は", "が", "って", "?", "の", "だけ"}


def order_of(low: bool) -> Order:
    """Smallest or largest first."""
    return Order.AMOUNT_ASC if low else Order.AMOUNT_DESC


def as_ranking(frame: Frame, scope: Scope) -> Draft | None:
    """「一番高い事業」「上位5つ」「大きい順に並べて」, also summed: 「上位3つの合計」."""
    rank = window_of(frame)
    if rank is None or (scope.topic and scope.topic.single and len(scope.topic.ids) == 1):
        return None
    order, window = rank
    measure = Measure.LIST
    if frame.has("total") and window and window.last > 1:
        measure = Measure.TOTAL
    return drafted(frame, scope, Query(measure, scope.conditions, order=order, window=window))


def with_supposed_rank(frame: Frame) -> Frame:
    """「農政部は事業数で3位ですか?」: whether it is; the answer says which place it has."""
    supposed = [index for index, number in frame.numbers if number.counter == "位" and number.last is None]
    named = len(frame.of(Departments, Goals, Projects, Row)) == len(frame.items) == 1
    if len(supposed) != 1 or not named or frame.items[0].index > supposed[0]:
        return frame
    after = frame.said(supposed[0] + 1)
    if not after or not _WHETHER.fullmatch(after):
        return frame
    return replace(frame, numbers=(), cues={**frame.cues, "rank_asked": (supposed[0],)})


_WHETHER = re.compile(
    "(?:です|なん?です|だ|なの|だった|でした|でしょう?|ですよ|だよ|じゃない)?(?:か|よね|ね|の|よ)*[?]*"
)


def as_rank(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「子育て支援部は何位?」「除雪事業は土木部の中で何番目?」."""
    if not frame.has("rank_asked"):
        return None
    places = tuple(c for c in scope.conditions if isinstance(c, InPlace))
    subject: Condition
    if scope.topic and scope.topic.single:
        subject = IsProject((scope.topic.single,))
        own = place_said(frame, scope.topic.single, lexicon)
        field = places or ((own,) if own else _field_named(frame))
    else:
        named = [c for c in places if group_named(c)]
        if named and _of_a_part(frame, scope):
            return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
        if not named or len(named) < len(places) or len(places) < len(scope.conditions):
            return None
        # 「環境部は目標4で何位?」「4-カは目標4で何番目?」
        kinds = (InDepartments, InPolicies, InGoals)
        subject = next(c for kind in kinds for c in named if isinstance(c, kind))
        field = tuple(c for c in places if c is not subject)
    return drafted(frame, scope, rank_query(frame, subject, field))


def _of_a_part(frame: Frame, scope: Scope) -> bool:
    """「経済部は新規の件数で何位?」「農政部で一番高い事業は全体で何位?」: the place of a part, or of its first."""
    marked = any(isinstance(c, IsNew | IsReprinted | AmountBetween) for c in scope.conditions)
    first = any(number.counter in NTH_COUNTERS for _, number in frame.numbers) or (
        "事業" in frame.said() and frame.has("largest", "smallest", "most")
    )
    return marked or first


def _field_named(frame: Frame) -> tuple[Condition, ...]:
    """「病児保育は保育の事業の中で何番目?」: a word that says among which."""
    for item in frame.of(Words)[: len(frame.items) - 1]:
        after = frame.said(item.index + 1)
        found = condition_of(item) if _AMONG.match(after) else None
        if found:
            return (found,)
    return ()


_AMONG = re.compile("(?:の|関係の|関連の)?(?:事業)?(?:の中|のなか|のうち|内)で")


def rank_query(frame: Frame, subject: Condition, field: tuple[Condition, ...]) -> Query:
    """The place of `subject` in `field`, from the end that was said and by what was said."""
    counted = frame.has("count") and not isinstance(subject, IsProject)
    return Query(
        Measure.RANK,
        (subject,),
        order=order_of(frame.has("small", "smallest", "ascending") and not frame.has("big", "largest")),
        base=field,
        basis=Measure.COUNT if counted else Measure.TOTAL,
    )
