"""One mean held against another: 「農政部の平均と全体の平均、どっちが高い?」「新規の平均は全体の平均より高い?」"""

from __future__ import annotations

from bot.query import Measure, Query, Subject
from bot.reading import Clarify, Doubt
from bot.understanding.asking.comparisons import held_how
from bot.understanding.asking.drafting import drafted
from bot.understanding.draft import Draft
from bot.understanding.filling import fill
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import Scope, read_scope
from bot.understanding.spans import Cue

WHOLE = "計画全体"
"""The name of the side that is the whole plan."""

_MEANS = {"mean", "above_mean", "below_mean"}
_HELD_AGAINST = ("difference", "ratio", "compare", "which", "above_mean", "below_mean")


def as_mean_against_mean(frame: Frame, lexicon: Lexicon) -> Draft | None:
    """Two means, each with its own scope; 「全体」 is the whole plan."""
    said = [
        index
        for index, span in enumerate(frame.spans)
        if isinstance(span.meaning, Cue) and span.meaning.name in _MEANS
    ]
    said = [index for index in said if not {index + 1, index + 2} & {*said}]  # 「1事業あたりの平均」 is one
    if len(said) != 2 or not frame.has(*_HELD_AGAINST):
        return None
    cut = said[0] + 1
    halves = (fill(frame.spans[:cut], frame.breaks), fill(frame.spans[cut : said[1] + 1], frame.breaks))
    sides = [_side(half, lexicon) for half in halves]
    if any(side is None for side in sides) or sides[0] == sides[1]:
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
    subjects = tuple(side for side in sides if side is not None)
    query = Query(Measure.COMPARE, subjects=subjects, comparison=held_how(frame), basis=Measure.MEAN)
    return drafted(frame, Scope(), query)


def _side(half: Frame, lexicon: Lexicon) -> Subject | None:
    """What one of the means is taken over; None where that is not said, or not understood."""
    scope = read_scope(half, lexicon)
    named = [*(item.text for item in half.items), *(["新規事業"] if half.new else [])]
    if scope.trouble or scope.passed_over or not (named or half.has("whole")):
        return None
    return Subject(scope.conditions, "・".join(named) or WHOLE)
