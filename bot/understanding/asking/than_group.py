"""Departments, goals and policies held against one of them: 「土木部の次に多い部」「経済部より合計が大きい部」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import kind_of
from bot.query import InPlace, Measure, Order, Query, ThanGroup, Window
from bot.understanding.asking.drafting import drafted
from bot.understanding.asking.groups import HOW_MANY, number_of
from bot.understanding.asking.ranks import order_of
from bot.understanding.conditions import condition_of
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import read_scope
from bot.understanding.spans import Departments, Goals, Policies


def as_than_group(frame: Frame, lexicon: Lexicon) -> Draft | None:
    """「学校教育部より合計が大きい部」: the groups above one; 「土木部の次に多い部」: the first below it."""
    if frame.has("difference", "ratio", "compare", "which", "share", "rank_asked"):
        return None
    for item in frame.of(Departments, Goals, Policies):
        behind = frame.said(item.index + 1)
        following = _NEXT.match(behind)
        said = following or _THAN.match(behind)
        place = condition_of(item)
        if said is None or item.negated or not isinstance(place, InPlace):
            continue
        others = tuple(_left_out(i, item) if following else i for i in frame.items if i is not item)
        scope = read_scope(replace(frame, items=others), lexicon)
        if scope.trouble:
            return Draft(frame, trouble=scope.trouble)
        above = bool(_MUCH.search(said.group())) != bool(following)
        cues = {name: at for name, at in frame.cues.items() if name not in {"next_one", "instead"}}
        how_many = frame.has("count") and bool(HOW_MANY.search(behind))
        if how_many and not _COUNTED.search(said.group()):
            del cues["count"]  # 「環境部より多い部はいくつ?」 counts departments
        read = replace(frame, cues=cues)  # 「次に」 goes on to nothing that was shown
        than = ThanGroup(number_of(read), place, above)
        query = Query(than.measure, scope.conditions, kind_of(place), Order.AMOUNT_DESC, having=than)
        if following:
            query = replace(query, order=order_of(above), window=Window(1, 1))
        elif how_many:
            query = replace(query, measure=Measure.GROUP_COUNT, order=Order.PRINTED)
        return replace(drafted(read, scope, query), passed_over=scope.passed_over)
    return None


def _left_out(other: Item, place: Item) -> Item:
    """「子育て支援部、経済部の次に多い部」: after both, so the other is none of those that follow."""
    return replace(other, negated=True) if other.is_a(type(place.meaning)) else other


_WHAT = "(?:予算|金額|額|合計|総額|事業(?:の?本?数)?|件数|本数|平均|新規(?:事業)?|再掲)?(?:額)?[がのは]?"
_SIZE = "(?:多|大き|高|少な|小さ|低|安)"
_NEXT = re.compile(f"(?:の?次[にの]|に次(?:いで|ぐ)、?){_WHAT}{_SIZE}い?(?!の?事業)")
_COUNTED = re.compile("件|数|事業|新規|再掲")
_PASSES = "(?:を(?:上回|超え|越え|こえ|下回|しのぐ|凌ぐ|抜い)(?:る|て(?:い)?る)?|の上を(?:行|い)く)"
_GROUPS = "(?:部|施策|目標|基本目標|ところ)"
_THAN = re.compile(
    f"(?:の{_WHAT})?より(?:も)?{_WHAT}{_SIZE}い(?:の?{_GROUPS}|の(?:は|って|を|[?]|$))|(?:の{_WHAT})?{_PASSES}{_GROUPS}"
)
_MUCH = re.compile("多|大き|高|上回|超え|越え|こえ|しのぐ|凌ぐ|抜い|上を")


def next_group(place: InPlace, measure: Measure, order: Order = Order.AMOUNT_DESC) -> Query:
    """The first group below `place`, or above it where the smallest come first."""
    than = ThanGroup(measure, place, above=order is Order.AMOUNT_ASC)
    return Query(measure, (), kind_of(place), order, Window(1, 1), than)
