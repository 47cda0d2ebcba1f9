"""One sentence of a message as it was heard: whether it asks by itself, only tells, or says of what is asked."""

from __future__ import annotations

import re

from bot.understanding.clauses import QUESTIONS
from bot.understanding.frame import Frame
from bot.understanding.messages import ASKS
from bot.understanding.spans import Amount, Departments, Goals, Policies, Projects, Row, Trust, Words

_SAYS_OF_WHAT = re.compile("(?:の話|について|のこと|の件|に関して)(?:です|なん|だ|で、|[。、]|$)")
_A_REMARK = 12  # characters; a sentence this short says of what, and tells no story
_MARKS = re.compile("新規|再掲|以上|以下|未満")
_OF_ALL = ("by_department", "by_goal", "by_policy", "noun_department", "whole")
_MEASURES = (*QUESTIONS, "most_money", "share", "rank_asked", "difference", "ratio", "compare", "which")


def asks_by_itself(text: str, frame: Frame) -> bool:
    """Whether a sentence names what it asks about, by its printed name or as the whole plan, and what of it."""
    of_all = frame.has(*_OF_ALL) or any(number.counter in {"top", "bottom"} for _, number in frame.numbers)
    marked = frame.new is not None or frame.reprinted is not None
    named = _names_a_place(frame) or ((of_all or marked) and not frame.items and not frame.unknown)
    asks = of_all or frame.has(*_MEASURES) or text.endswith(("?", "？"))
    return named and asks and not frame.has("that")


def asks_for_a_theme(text: str, frame: Frame) -> bool:
    """「虐待に関する市の事業は?」「障害のある子の事業をまとめて知りたいです」: whatever there is for what is named."""
    named = bool(frame.items) and all(item.is_a(Words, Projects) for item in frame.items)
    return named and bool(_SUCH_PROJECTS.search(text)) and not (frame.unknown or frame.has("that"))


_SUCH_PROJECTS = re.compile(
    "(?:関連|関係|に関する|に関わる|に関した)(?:の)?(?:市の)?(?:事業|取り組み|予算)"
    "|(?:事業|取り組み|支援|施策)(?:を|って|は)、?(?:まとめて|ぜんぶ|全部|すべて|一通り|一覧で)?(?:知りたい|教えて|見せて|出して|挙げて)"
)


def only_tells(text: str, frame: Frame) -> bool:
    """「夫は商店街で働いています。」: a sentence that neither asks nor names what is asked about."""
    says_of_what = _names_a_place(frame) or _MARKS.search(text) or _SAYS_OF_WHAT.search(text)
    return len(text) > _A_REMARK and not (ASKS.search(text) or says_of_what)


def _names_a_place(frame: Frame) -> bool:
    literal = any(isinstance(item.meaning, Words) and item.meaning.literal for item in frame.items)
    return literal or names_where(frame) or any(item.is_a(Amount) for item in frame.items)


def names_where(frame: Frame) -> bool:
    """Whether a department, a goal, a policy, a row or the full name of a project is said."""
    return any(
        item.is_a(Departments, Goals, Policies, Row)
        or (isinstance(item.meaning, Projects) and item.trust is Trust.EXACT and not _in_short(item.meaning))
        for item in frame.items
    )


def says_it_again(told: Frame, asked: Frame) -> bool:
    """「いじめで心を痛めています。いじめに使うお金は?」: what is asked names all that was told, and more clearly."""
    before = {item.text for item in told.of(Words, Projects)}
    named = {item.text for item in asked.of(Words, Projects)}
    return bool(before) and before <= named and asked.has(*_MEASURES)


def _in_short(meaning: Projects) -> bool:
    return meaning.core or meaning.alias


def names_a_scope(frame: Frame) -> bool:
    """Whether a clause says of what: a place, an amount, a mark or a rank, so that it may not be left out."""
    return (
        _names_a_place(frame)
        or frame.new is not None
        or frame.reprinted is not None
        or bool(frame.numbers)
        or frame.has("except", "only", *_MEASURES)
    )


def with_what_it_points_at(asked: str, told: list[Frame]) -> str:
    """「この部の事業は平均いくら?」 with the one department or goal that was told of in its stead."""
    pointing = _THAT_PLACE.search(asked)
    if pointing is None:
        return _SUCH_A.sub("", asked)
    kind = Departments if pointing[1] == "部" else Goals
    named = {item.text for frame in told for item in frame.of(kind)}
    return _THAT_PLACE.sub(named.pop(), asked, count=1) if len(named) == 1 else asked


_THAT_PLACE = re.compile("(?:この|その)(部|基本目標|目標)")
_SUCH_A = re.compile("(?:そういう|そういった|こういう|こういった|そんな)")
