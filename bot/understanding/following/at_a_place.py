"""What stands at a place of a list that was shown, and more said of it: 「2位のやつ、誰が相談にのるの?」「真ん中の事業は?」"""

from __future__ import annotations

import re

from bot.query import Aspect, IsProject, Measure, Mentions, Query
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import is_of_one, reread
from bot.understanding.following.ordinals import open_place
from bot.understanding.lexicon import Lexicon
from bot.understanding.negation import NTH_COUNTERS
from bot.understanding.spans import Words


def as_at_a_place(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「2位のやつ、誰が相談にのってくれるの?」: of the second, whose text has the words."""
    frame = draft.frame
    listed = state.listed if is_of_one(last) else state.shown
    if last.group_by is not None or len(listed) < _SEVERAL:
        return None
    if _MIDDLE.match(frame.said()) and len(listed) % 2:
        return open_place(draft, state, len(listed) // 2 + 1)
    nth = [n.value for _, n in frame.numbers if n.counter in NTH_COUNTERS and n.last is None]
    topical = bool(draft.scope) and all(isinstance(c, Mentions) and not c.negated for c in draft.scope)
    if not (topical and len(nth) == 1 and 0 < nth[0] <= len(listed) and _THAT_PLACE.match(frame.said())):
        return None
    project = listed[nth[0] - 1]
    said = [item.meaning.words for item in frame.items if isinstance(item.meaning, Words)]
    if not all(project in lexicon.matching(words) for words in said):
        return None
    return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=Aspect.PURPOSE))


def as_named_of_them(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「小学校と中学校あわせていくら?」 after a list that has one project of each: those, and no others."""
    frame = draft.frame
    words = [item.meaning.words for item in frame.items if isinstance(item.meaning, Words)]
    if len(words) < _SEVERAL or len(words) < len(frame.items) or "事業" in frame.said():
        return None
    if not frame.has("together") or frame.has("share", "except", "difference") or last.group_by is not None:
        return None
    shown = state.listed if is_of_one(last) else state.shown
    fits = [[i for i in lexicon.matching(said, in_text=False) if i in shown] for said in words]
    ids = tuple(dict.fromkeys(one for fit in fits for one in fit))
    if any(len(fit) != 1 for fit in fits) or len(ids) < len(words):
        return None
    return reread(draft, Query(Measure.TOTAL, (IsProject(ids),)))


_SEVERAL = 2
_MIDDLE = re.compile("(?:じゃあ?|では|その)?(?:真ん中|まんなか)の?(?:事業|もの|やつ)(?:は|って|を|の)")
_THAT_PLACE = re.compile(
    "(?:じゃあ?|では|その)?[0-9]+(?:位|番目|番|つ目)(?:の(?:やつ|もの|事業|ほう|方))?(?:、|は|って)"
)
