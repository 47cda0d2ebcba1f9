"""Departments, goals, policies and rows that are named and that the table does not have."""

from __future__ import annotations

from rapidfuzz import fuzz

from bot.japanese import KANA, key
from bot.query import (
    InDepartments,
    Measure,
    Query,
)
from bot.reading import Clarify, Decline, Doubt, Option, Refusal
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import (
    Amount,
    Cue,
    Departments,
    Goals,
    Policies,
    Projects,
    Row,
    Unknown,
    UnknownDepartment,
    Words,
)


def names_missing(frame: Frame, lexicon: Lexicon) -> Clarify | Decline | None:
    """Names of a form the table knows, but that it does not hold."""
    other = _other_department(frame)
    if other:
        near = _departments_like(other, lexicon)
        options = tuple(Option(name, _department_query(name)) for name in near)
        return Decline(Refusal.UNKNOWN_DEPARTMENT, other, options)
    for item in frame.items:
        longer = _longer_department(item, frame)
        if longer:
            options = tuple(Option(name, _department_query(name)) for name in longer[1])
            return Decline(Refusal.UNKNOWN_DEPARTMENT, longer[0], options)
        match item.meaning:
            case UnknownDepartment(text, near):
                options = tuple(Option(name, _department_query(name)) for name in near)
                return Decline(Refusal.UNKNOWN_DEPARTMENT, text, options)
            case Goals(missing=True):
                return Decline(Refusal.UNKNOWN_GOAL, item.text)
            case Policies(missing=True):
                return Decline(Refusal.UNKNOWN_POLICY, item.text)
            case Row(_, None):
                return Decline(Refusal.UNKNOWN_PLACE, item.text)
            case Amount(value) if value.vague:
                return Clarify(Doubt.VAGUE_AMOUNT, about=item.text)
            case Amount(value) if value.exact and value.in_yen and (value.at_least or 0) % 1000:
                return Decline(Refusal.YEN_NOT_THOUSANDS, item.text)
    return None


def _other_department(frame: Frame) -> str:
    """「総合戦略部」「市民協働部」: a word grown together with 部 at its end."""
    for before, span, after in zip(frame.spans, frame.spans[1:], (*frame.spans[2:], None), strict=False):
        grown = before.end == span.start and span.start not in frame.breaks and span.text in {"部", "部局"}
        name = isinstance(before.meaning, Words | Projects | Cue) and before.text in _LIKE_DEPARTMENTS | {
            item.text for item in frame.of(Words, Projects)
        }
        if (
            grown
            and name
            and (after is None or after.text in {"の", "は", "って", "が"})
            and len(before.text) > 1
        ):
            return before.text + span.text
    return ""


_LIKE_DEPARTMENTS = {"総合戦略"}


def _departments_like(said: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The department that is named most like what was said."""
    ranked = sorted(lexicon.catalogue.departments, key=lambda name: -fuzz.ratio(said, name))
    return tuple(name for name in ranked[:2] if fuzz.ratio(said, name) >= _ALIKE)


_ALIKE = 50


def _longer_department(item: Item, frame: Frame) -> tuple[str, tuple[str, ...]] | None:
    """「情報政策部」「生活環境部」: a department's name, or short name, as the end of another's."""
    before = frame.spans[item.index - 1] if item.index else None
    start = frame.spans[item.index].start
    if before is None or before.end != start or start in frame.breaks:
        return None
    if len(before.text) == 1 and item.text.startswith(before.text):
        return None  # 土土木部
    match item.meaning, before.meaning:
        case Departments(names), Words() | Unknown(_, False) if not KANA.match(key(before.text)):
            return before.text + item.text, names
    return None


def _department_query(name: str) -> Query:
    return Query(Measure.TOTAL, (InDepartments((name,)),))
