"""Whether a question is of the two things talked about last: a difference, a sum of both, which of them."""

from __future__ import annotations

import re

from bot.query import AmountBetween, Measure, Query
from bot.reading import DialogueState
from bot.understanding.asking.sides import has_than
from bot.understanding.draft import Draft
from bot.understanding.following.common import COUNTERS, is_bare
from bot.understanding.frame import Frame
from bot.understanding.negation import RANK_CUES

PAIR = 2
AGAINST = ("difference", "ratio", "which", "compare")


def asks_of_a_pair(draft: Draft, state: DialogueState, last: Query) -> bool:
    """Whether what is asked is asked of two things: a difference, a sum of both, which of them."""
    frame, query = draft.frame, draft.query
    listed = last.measure is Measure.LIST and bool(state.shown)
    if _THE_ONE_SIDE.match(frame.said()) or _ALL_OF_THAT.match(frame.said()):
        return False
    if listed and (_THOSE.match(frame.said()) or (len(state.shown) == PAIR and _sums_those_two(frame))):
        return False
    if sums_one(draft, state, last):
        return True
    figure = last.measure in {Measure.DETAIL, Measure.TOTAL, Measure.COUNT, Measure.SHARE}
    some = (figure and len(state.queries) > 1) or last.measure is Measure.COMPARE
    some = some or (
        frame.has("count", "total", "amount") and are_alike(state.queries[:2]) and not frame.numbers
    )
    ranked = query is None or query.window is not None
    return (
        frame.has(*AGAINST)
        or (of_two(draft) and frame.has("total", "amount", "mean", "share", "count"))
        or (frame.has("together") and not draft.scope and some)
        or (has_than(frame) and frame.has("big", "small") and not ranked)
    )


def sums_one(draft: Draft, state: DialogueState, last: Query) -> bool:
    """「合わせていくら?」 after one project and nothing else."""
    alone = last.measure is Measure.DETAIL and not (state.listed or state.queries[1:] or draft.scope)
    return alone and draft.frame.has("together") and is_bare(draft.frame, "together", "total", "amount")


def looks_into_the_last(draft: Draft, state: DialogueState) -> bool:
    """「合わせると?」 after 「900万円未満は?」 and 「何件?」: of what was counted, and not of that and what came before."""
    if len(state.queries) < PAIR or draft.frame.has("those_two") or draft.frame.numbers or draft.scope:
        return False
    last, before = state.queries[:PAIR]
    counted = last.measure is Measure.COUNT and before.measure is Measure.LIST
    return counted and last.conditions == before.conditions and bool(last.conditions)


def _sums_those_two(frame: Frame) -> bool:
    """「その2つでいくら?」 after a list of two: of those, and not of two lists."""
    summed = frame.has("total", "amount", "mean", "together") and not frame.has(*AGAINST)
    return summed and bool(_THOSE_TWO.match(frame.said()))


_THOSE = re.compile(
    "(?:じゃあ|では|で、)?(?:(?:それ|これ)ら|今の(?:を|は|やつ)|[そこ]っち(?:は|を|の)|[そこ]ちら(?:は|を|の)|それ(?:を|は)?(?:足|合わせ|合計))"
)
_THOSE_TWO = re.compile("(?:じゃあ|では|で、)?[そこ]の(?:2|二)(?:つ|件|個|事業)")
_ALL_OF_THAT = re.compile("それ(?:を)?(?:全部|ぜんぶ|みんな|すべて|全て)")  # what was listed last
_THE_ONE_SIDE = re.compile(
    "(?:その)?(?:未満|以下|以上|超|[^、。]{2,8}(?:ない|いる|える|る))の?(?:方|ほう|分|もの|組|やつ)(?:を|だけ)"
)  # 「未満の方を全部足して」「その届かないほうを足すと」


def are_alike(queries: tuple[Query, ...]) -> bool:
    """「農政部の100万円台」「200万円台」: two lists of one place, bounded differently."""
    bounds = [{c for c in q.conditions if isinstance(c, AmountBetween)} for q in queries]
    rests = {tuple(c for c in q.conditions if not isinstance(c, AmountBetween)) for q in queries}
    plain = all(q.measure is Measure.LIST and not (q.window or q.group_by) for q in queries)
    return plain and len(queries) == PAIR and len(rests) == 1 and all(bounds) and bounds[0] != bounds[1]


def of_two(draft: Draft) -> bool:
    """「両方で」「ふたつの合計」; 「大きい順に2つ」 are two of a list."""
    frame = draft.frame
    number = any(n.value == 2 and n.counter in COUNTERS and n.last is None for _, n in frame.numbers)
    scoped = bool(draft.scope) and not frame.has("share")  # 「2つで基本目標2の何%?」
    two = frame.has("those_two") or (number and not scoped and not frame.has(*RANK_CUES))
    return two and not frame.has("more")  # 「残り2つ」
