"""「環境部のはどっち?」「新規なのはどれ?」: which of the projects just shown a place or a mark tells apart."""

from __future__ import annotations

import re

from bot.query import InPlace, IsNew, IsProject, IsReprinted, Measure, Query
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import reread
from bot.understanding.lexicon import Lexicon


def as_which_of_them(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """The ones that are so, of two or a few that were held against each other, added up or listed."""
    asked = _WHICH.fullmatch(draft.frame.said())
    telling = all(isinstance(c, InPlace | IsNew | IsReprinted) for c in draft.scope)
    if asked is None or not draft.scope or not telling or not 1 < len(state.shown) <= _A_FEW:
        return None
    if last.measure is Measure.LIST and last.group_by is None and asked["which"] == "どれ":
        return None  # a part of what was listed, as with any other wording
    return reread(draft, Query(Measure.LIST, (IsProject(state.shown), *draft.scope)))


_A_FEW = 10  # projects
_WHICH = re.compile(
    "(?:じゃあ?|では|で、)?(?:[そこ]の(?:(?:[2-9]つ|[2-9]件)の)?(?:中|うち)(?:で|の)?)?、?"
    "[^、。?]{2,20}(?:の|なの|のもの|のやつ|の?事業|になってるの|が担当なの|担当なの)"
    "(?:は|って)(?P<which>どっち|どちら|どれ)(?:の事業)?(?:です|だっけ|でしょう|になり?ます)?か?[?]*"
)
