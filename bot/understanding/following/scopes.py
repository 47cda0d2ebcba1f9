"""What the last queries were asked of."""

from __future__ import annotations

from collections.abc import Sequence

from bot.query import Condition, Measure, Query, Ranked, Window
from bot.understanding.lexicon import Lexicon
from bot.understanding.unions import union_of


def last_scope(last: Query, lexicon: Lexicon) -> tuple[Condition, ...]:
    """What the last query was asked of; of a comparison, all sides."""
    if last.measure is Measure.COMPARE and len(last.subjects) >= 2:
        return union_of([subject.conditions for subject in last.subjects], lexicon)
    return last.conditions


def all_together(measure: Measure, queries: Sequence[Query], lexicon: Lexicon) -> Query:
    """`measure` over what several queries were asked of: ranks that follow each other stay a list's ranks."""
    windows = [query.window for query in queries]
    lists = {(query.conditions, query.order) for query in queries}
    if len(lists) == 1 and all(windows):
        ranks = sorted(r for window in windows if window for r in range(window.first, window.last + 1))
        if ranks == list(range(ranks[0], ranks[-1] + 1)):
            ((conditions, order),) = lists
            return Query(measure, conditions, order=order, window=Window(ranks[0], ranks[-1]))
    return Query(measure, union_of([as_conditions(query, lexicon) for query in queries], lexicon))


def as_conditions(query: Query, lexicon: Lexicon) -> tuple[Condition, ...]:
    """What a query was asked of, its ranks as a condition."""
    if query.window is None:
        return last_scope(query, lexicon)
    return (Ranked(query.window, query.order, query.conditions),)
