"""What the one project talked about costs, asked by a word for costs: 「年間の管理費は?」「工事費はいくら?」"""

from __future__ import annotations

import re

from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Words


def asks_of_its_name(frame: Frame, project: str, lexicon: Lexicon) -> bool:
    """「運営にいくらかかってる?」「年間の管理費は?」: words that its name has, and nothing else is asked."""
    words = [item.meaning.words for item in frame.items if isinstance(item.meaning, Words)]
    words = [said for said in words if said != _YEARLY]
    others = frame.has(
        "total", "count", "list", "related", "instead", "share", "except", "only", "which", "rather"
    )
    if not words or others or "事業" in frame.said() or not _ITS_COST.search(frame.said()):
        return False
    named = all(project in lexicon.matching(said, in_text=False) for said in words)
    return named and all(item.is_a(Words) for item in frame.items)


def item_of_its_cost(frame: Frame, lexicon: Lexicon) -> str:
    """「工事費はいくら?」 of a project that is not called so: an item that the table does not tell apart."""
    match frame.items:
        case (Item(meaning=Words(), text=text),) if _ITS_COST.search(frame.said()):
            cost = text.removesuffix("費") + "費"
            bare = frame.said().startswith(text) and not frame.has("total", "related", "list", "count")
            return cost if bare and cost in lexicon.vocabulary.expenses else ""
    return ""


_YEARLY = ("年間",)
_HOW_MUCH = "(?:お?いくら|なんぼ|どれ(?:くらい|だけ)|どのくらい)"
_ITS_COST = re.compile(
    f"(?:費|代)(?:は|って|の予算は)?{_HOW_MUCH}?(?:です|ですか|かかる|かかってる|なの)?[?]*$|に(?:は)?{_HOW_MUCH}"
)
