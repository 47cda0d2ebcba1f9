"""From a `Reading` to an `Answer`. No text is handled here; all figures come from `Figures`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

from bot.answer import Answer, Kind
from bot.answering.claims import judged
from bot.answering.comparing import compare, share
from bot.answering.drafting import new_answer
from bot.answering.figures import Figures
from bot.answering.grouping import group_count, grouped, of_these, ranks_as_groups, sides_named
from bot.answering.projects import detail, list_projects
from bot.answering.ranking import rank
from bot.answering.sums import count, mean_or_median, printed_gap, total
from bot.query import Measure, Query, is_share_of_groups
from bot.reading import Clarify, Decline, Help, Reading, Refusal

_NOT_FOUND = {
    Refusal.UNKNOWN_NAME,
    Refusal.UNKNOWN_DEPARTMENT,
    Refusal.UNKNOWN_GOAL,
    Refusal.UNKNOWN_POLICY,
    Refusal.UNKNOWN_PLACE,
    Refusal.YEN_NOT_THOUSANDS,
}

_BY_MEASURE: dict[Measure, Callable[[Figures, Query], Answer]] = {
    Measure.DETAIL: detail,
    Measure.LIST: list_projects,
    Measure.TOTAL: total,
    Measure.COUNT: count,
    Measure.MEAN: mean_or_median,
    Measure.MEDIAN: mean_or_median,
    Measure.SHARE: share,
    Measure.COMPARE: compare,
    Measure.PRINTED_GAP: printed_gap,
    Measure.GROUP_COUNT: group_count,
    Measure.RANK: rank,
    Measure.FACT: lambda data, query: new_answer(data, Kind.TEXT, query),
}
_NOT_BROKEN_DOWN = {Measure.GROUP_COUNT, Measure.SHARE, Measure.RANK}


class Answerer:
    """Answers readings from one snapshot of the database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._figures = Figures(connection)
        self.source = self._figures.source

    def answer(self, reading: Reading) -> Answer:
        """Answer a reading; several questions make one answer with parts."""
        match reading.outcome:
            case Clarify(options=options):
                return self._plain(Kind.CLARIFY, reading, options=options)
            case Decline(refusal, _, options):
                kind = Kind.NOT_FOUND if refusal in _NOT_FOUND else Kind.OUT_OF_SCOPE
                return self._plain(kind, reading, options=options)
            case Help():
                return self._plain(Kind.HELP, reading)
            case queries:
                parts = tuple(replace(self._query(query), reading=reading) for query in queries)
                return replace(parts[0], parts=parts if len(parts) > 1 else ())

    def _plain(self, kind: Kind, reading: Reading, **fields: object) -> Answer:
        return replace(Answer(kind, reading, self.source), **fields)  # type: ignore[arg-type]

    def _query(self, query: Query) -> Answer:
        query = sides_named(self._figures, ranks_as_groups(query))
        if query.of_groups is not None:
            found = grouped(self._figures, query.of_groups)
            return replace(self._query(of_these(query, found.groups)), found_by=found)
        grouped_measure = query.group_by is not None and query.measure not in _NOT_BROKEN_DOWN
        broken_down = grouped_measure or is_share_of_groups(query)
        make = grouped if broken_down else _BY_MEASURE[query.measure]
        return judged(replace(make(self._figures, query), query=query))
