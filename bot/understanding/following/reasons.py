"""「なんで違うの?」 after the plan's or a goal's two totals: what 再掲 means."""

from __future__ import annotations

import re

from bot.query import Fact, InGoals, Measure, Query
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import reread
from bot.understanding.lexicon import Lexicon


def as_why_totals_differ(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """The printed total counts 再掲 rows again; nothing else in the table needs a reason."""
    both_shown = last.measure is Measure.PRINTED_GAP or (
        last.measure is Measure.TOTAL
        and last.group_by is None
        and last.window is None
        and all(isinstance(c, InGoals) and not c.negated for c in last.conditions)
    )
    if draft.scope or not both_shown or not _WHY.search(draft.frame.said()):
        return None
    return reread(draft, Query(Measure.FACT, fact=Fact.REPRINT))


_WHY = re.compile(
    "(?:なんで|なぜ|どうして|何で|なして|理由).*(?:違|ちが|差|合わな|ずれ|二つ|2つ|ふたつ|こうなる)"
)
