"""Themes: what a person means by 「観光客」 or 「健康づくり」, more and less than the projects that print the word.

`data/themes.csv` lists the projects about such a word, and those that only touch on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.japanese import key
from bot.query import (
    Condition,
    Field,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    Measure,
    Mentions,
    Query,
)
from bot.understanding.asking.drafting import drafted
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon, ThemeProjects
from bot.understanding.scope import Scope
from bot.understanding.spans import Projects, Words


def asks_for_several(frame: Frame) -> bool:
    """「商店街を応援する取り組みは?」「…を見せて」: whatever there is for it."""
    strings = any(isinstance(item.meaning, Words) and item.meaning.literal for item in frame.items)
    return bool(_ALL_OF_THEM.search(frame.said())) and not (frame.has("amount", "detail") or strings)


_ALL_OF_THEM = re.compile(
    "(?:取り組み|取りくみ|取組|事業|支援|施策|さぽーと|サポート|制度)"
    "(?:(?:を|って|、)?(?:見せて|教えて|出して|並べて|知りたい)"
    "|(?:(?:は|って|に(?:は)?)?(?:どんな|どのような|どういう)(?:もの|の|事業)(?:が|は)?(?:ある|あります))[ぁ-ゖ]{0,4}[?]*$"
    "|(?:は|って|とか|には)?(?:何|なに|ある|あります|ないの?|やって)?[ぁ-ゖ]{0,4}[?]*$)"
)


def is_theme(conditions: tuple[Condition, ...], lexicon: Lexicon) -> bool:
    """Whether a word alone was said that several projects are about."""
    match conditions:
        case (Mentions((word,), Field.ANY, False, label),) if word == label and key(word) in lexicon.themes:
            return len(lexicon.themes[key(word)].listed) > 1
    return False


def of_theme(draft: Draft, lexicon: Lexicon) -> Draft:
    """「健康づくり系の事業は?」「観光関連の合計」: the projects about the theme in place of those that hold the word."""
    query = draft.query
    if query is None or query.measure not in {Measure.LIST, Measure.TOTAL} or draft.frame.has("contains"):
        return draft
    related = draft.frame.has("related") or _RELATED.search(draft.frame.said())
    if not related and (query.measure is Measure.TOTAL or len(query.conditions) > 1):
        return draft
    for condition in query.conditions:
        match condition:
            case Mentions((word,), Field.ANY, False, label) if word == label and key(word) in lexicon.themes:
                about = _about(word, lexicon)
                if about:
                    kept = tuple(about if other is condition else other for other in query.conditions)
                    return replace(draft, query=replace(query, conditions=kept))
            case InDepartments() | InGoals() | InPolicies() | IsNew():
                continue
        break
    return _sum_of_theme(draft, query, lexicon)


_RELATED = re.compile("関連|関係|分野|がらみ|まわり")


def _about(word: str, lexicon: Lexicon) -> IsProject | None:
    theme = lexicon.themes[key(word)]
    if set(theme.listed) == set(lexicon.matching([word])):
        return None  # what prints the word is easier to trace
    return IsProject(theme.listed, theme=word)


def _sum_of_theme(draft: Draft, query: Query, lexicon: Lexicon) -> Draft:
    """「環境関係の予算は?」: what is about it, and not what is only called so (学校ICT環境整備事業)."""
    items = draft.frame.of(Words, Projects)
    if query.measure is not Measure.TOTAL or len(items) != 1 or len(query.conditions) != 1:
        return draft
    theme = lexicon.themes.get(key(items[0].text))
    named = isinstance(query.conditions[0], IsProject | Mentions) and not query.conditions[0].negated
    if theme is None or not named:
        return draft
    return replace(draft, query=replace(query, conditions=(_about_it(theme, items[0].text),)))


def _about_it(theme: ThemeProjects, word: str) -> IsProject:
    return IsProject(tuple(project for project in theme.listed if project in theme.about), theme=word)


def amount_of_theme(frame: Frame, scope: Scope, lexicon: Lexicon) -> Query | None:
    """「環境の予算は?」「健康の予算は?」: what is called so is not about it, or is one of several that are."""
    topic, items = scope.topic, frame.of(Words, Projects)
    if topic is None or topic.core or len(items) != 1 or len(scope.conditions) != 1:
        return None
    if not isinstance(items[0].meaning, Words):
        return None
    theme = lexicon.themes.get(key(items[0].text))
    if theme is None or len(theme.about) < _SEVERAL:
        return None
    by_chance = bool(set(topic.named) - theme.about - theme.touching)
    one_of_several = len(topic.named) == 1 and not _begins_a_name(key(items[0].text), topic.named[0], lexicon)
    return Query(Measure.TOTAL, (_about_it(theme, items[0].text),)) if by_chance or one_of_several else None


def _begins_a_name(word: str, project: str, lexicon: Lexicon) -> bool:
    """「健康増進の予算は?」 is of 健康増進対策事業, 「健康の予算は?」 of a theme."""
    return len(word) >= _PART_OF_A_NAME and lexicon.texts[project][0].startswith(word)


_PART_OF_A_NAME = 3  # characters
_SEVERAL = 3  # projects


@dataclass(frozen=True, slots=True)
class _Group:
    """What one word, or several said as alternatives, is about, and what it only touches on."""

    about: frozenset[str]
    touching: frozenset[str]


def as_themes(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「子どもの居場所づくりをしてる事業は?」: what every one of the themes touches on, and one of them is about."""
    topic = scope.topic
    said_one = topic is None or topic.core or frame.has("which_project", "contains")
    summed = _sums_up(frame)
    if (
        topic is None
        or said_one
        or frame.unknown
        or not (asks_for_several(frame) or (summed and not topic.named))
    ):
        return None
    if len(topic.conditions) < len(scope.conditions):
        return None
    said = frame.of(Words, Projects)
    items = [item for item in said if not _says_little(item, lexicon)]
    groups = list(_groups(items, lexicon))
    alone = len(items) == 1 < len(said) and topic.single is not None  # 「商店街を元気にする事業」
    if len(groups) < 2 and not alone and not any(item.joined for item in items):
        return None
    fits = {
        project: sum(project in group.about for group in groups)
        for project in lexicon.texts
        if all(project in group.about | group.touching for group in groups)
    }
    narrowest = min(groups, key=lambda group: len(group.about | group.touching))
    if alone:
        about = groups[0].about | _printing(items[0], lexicon)
    else:
        about = narrowest.about if summed else frozenset(project for project in fits if fits[project])
    both = [project for project in lexicon.texts if project in about and project in fits]
    meant = sorted(both, key=lambda p: (-fits[p], p not in topic.ids))
    if not set(topic.ids) < set(meant) or len(meant) > _MANY:
        return None
    theme = "・".join(item.text for item in items)
    query = Query(Measure.TOTAL if summed else Measure.LIST, (IsProject(tuple(meant), theme=theme),))
    return drafted(frame, scope, query)


def _sums_up(frame: Frame) -> bool:
    """「虐待から子どもを守る事業、ぜんぶでいくら?」"""
    return frame.has("together", "total") and "事業" in frame.said()


_MANY = 8  # beyond that the words said are too wide to be joined


def _says_little(item: Item, lexicon: Lexicon) -> bool:
    return isinstance(item.meaning, Words) and (
        item.meaning.generic
        or key(item.text) in lexicon.vocabulary.kinds
        or key(item.text) in lexicon.vocabulary.doings
    )


def _groups(items: list[Item], lexicon: Lexicon) -> Iterator[_Group]:
    group: _Group | None = None
    for item in items:
        own = _projects(item, lexicon)
        if group and item.joined:
            group = _Group(group.about | own.about, group.touching | own.touching)
            continue
        if group:
            yield group
        group = own
    if group:
        yield group


def _printing(item: Item, lexicon: Lexicon) -> frozenset[str]:
    """The projects that print a word, in name or description."""
    return frozenset(lexicon.matching(item.meaning.words)) if isinstance(item.meaning, Words) else frozenset()


def _without_doing(word: str, lexicon: Lexicon) -> str:
    """まちづくり活動 → まちづくり: what it is done for."""
    endings = sorted(lexicon.vocabulary.doings | lexicon.vocabulary.kinds, key=lambda end: (-len(end), end))
    return next(
        (word.removesuffix(end) for end in endings if word.endswith(end) and len(word) > len(end) + 1), word
    )


def _projects(item: Item, lexicon: Lexicon) -> _Group:
    theme = lexicon.themes.get(key(item.text)) or lexicon.themes.get(_without_doing(key(item.text), lexicon))
    match item.meaning:
        case _ if theme:
            return _Group(theme.about, theme.touching)
        case Projects(ids):
            return _Group(frozenset(ids), frozenset())
        case Words(words):
            named = frozenset(lexicon.matching(words, in_text=False))
            return _Group(named, frozenset(lexicon.matching(words)) - named)
    return _Group(frozenset(), frozenset())
