"""Places counted from an end: 「安いほうから2番目は?」「下から3番目は?」 after a list or a ranking."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import Measure, Order, Query, Window
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import ranked_before, reread
from bot.understanding.following.ordinals import open_place, past_the_end
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import NTH_COUNTERS


def as_place_from_an_end(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """The project or group so many places from an end of what was listed or ranked."""
    from_end = _FROM.search(draft.frame.said())
    nth = [n.value for _, n in draft.frame.numbers if n.counter in NTH_COUNTERS and n.last is None]
    if from_end is None or len(nth) != 1 or draft.scope or draft.frame.has(*_NOT_OF_THE_LIST):
        return None
    if nth[0] < 1:
        return past_the_end(draft, nth[0])
    order = Order.AMOUNT_ASC if from_end["low"] or from_end["below"] else Order.AMOUNT_DESC
    place = Window(nth[0], nth[0])
    last = ranked_before(state, last)
    if last.group_by is not None and last.measure is not Measure.GROUP_COUNT:
        return reread(draft, replace(last, order=order, window=place, claim=None))
    if last.window is not None and last.window.is_one and last.measure is Measure.LIST:
        return reread(draft, replace(last, order=order, window=place, claim=None))
    looked_at = last.measure is Measure.DETAIL and len(state.listed) > 1
    of_list = next((query for query in state.queries if query.measure is Measure.LIST), None)
    if of_list is None or not (looked_at or last.measure is Measure.LIST):
        return None
    if of_list.order is Order.PRINTED and not (from_end["above"] or from_end["below"]):
        return reread(draft, replace(of_list, order=order, window=place, claim=None))
    shown = state.listed if looked_at else state.shown
    by_place = bool(from_end["above"] or from_end["below"])
    upwards = bool(from_end["below"]) if by_place else order is not of_list.order
    if nth[0] > len(shown):
        return past_the_end(draft, nth[0])
    return open_place(draft, replace(state, shown=shown), len(shown) + 1 - nth[0] if upwards else nth[0])


_NOT_OF_THE_LIST = ("share", "difference", "whole", "noun_department", "noun_goal", "noun_policy")


_FROM = re.compile(
    "(?:(?P<below>下|後ろ|うしろ|最後|末尾|びり|ビリ|けつ|ケツ)|(?P<above>上|先頭)"
    "|(?:金額|予算|額)?(?:が|の)?(?:(?P<low>安|少な|小さ|低)|(?P<high>高|多|大き))い?(?:ほう|方)?)"
    "(?:から|順(?:で|に))(?:数えて|見て|かぞえて)?、?[0-9]"
)
