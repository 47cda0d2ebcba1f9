"""Words of a question that are alternatives or one name, and the projects that each such group fits.

Among the groups, some tell little: kinds of spending, what is done for the thing asked about, whom it is for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.japanese import key
from bot.query import Condition, Field, IsProject, Mentions
from bot.understanding.frame import Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Projects, Words

_NAME_BONUS, _ALIAS_BONUS = 1.3, 1.6
_A_PAIR = 2  # projects that a heading can name


@dataclass(frozen=True)
class Group:
    """Words that were said as alternatives, or one name."""

    items: tuple[Item, ...]
    strength: dict[str, float]  # project id → how it fits: name, alias or description
    weight: float
    named: frozenset[str]

    def condition(self) -> Condition:
        """What a query says of the group."""
        words = [item.meaning for item in self.items if isinstance(item.meaning, Words)]
        if len(words) == len(self.items):
            fields = {word.field for word in words}
            return Mentions(
                tuple(dict.fromkeys(text for word in words for text in word.words)),
                fields.pop() if len(fields) == 1 else Field.ANY,
                label="・".join(word.label for word in words),
            )
        several = len(self.strength) > _A_PAIR
        return IsProject(
            tuple(self.strength), theme="・".join(item.text for item in self.items) if several else ""
        )


def groups_of(items: tuple[Item, ...], lexicon: Lexicon, pool: frozenset[str]) -> list[Group]:
    """Words and names as groups of alternatives."""
    runs: list[list[Item]] = []
    for item in items:
        apart = item.after_example or (bool(runs) and _is_part_of_something(runs[-1][-1], item))
        if item.joined and runs and not apart:
            runs[-1].append(item)
        else:
            runs.append([item])
    return [_group(tuple(run), lexicon, pool) for run in runs]


def _is_part_of_something(before: Item, item: Item) -> bool:
    """「市立大学の建物とか設備」: the second is of 市立大学 too, and no theme of its own."""
    match before.meaning:
        case Projects(_, False, _, True):
            return "の" in before.text and item.is_a(Words)
    return False


def _group(items: tuple[Item, ...], lexicon: Lexicon, pool: frozenset[str]) -> Group:
    strength: dict[str, float] = {}
    named: set[str] = set()
    for item in items:
        match item.meaning:
            case Projects(ids, _, core, alias, word):
                for project in ids:
                    strength[project] = _ALIAS_BONUS
                    named.add(project)
                if core and not alias:
                    for project in lexicon.matching([word or item.text]):
                        strength.setdefault(project, 1.0)
                    for project in lexicon.matching([word or item.text], in_text=False):
                        named.add(project)
            case Words(words, _, _, column, _):
                if column not in {Field.DESCRIPTION, Field.EITHER}:
                    for project in lexicon.matching(words, in_text=False):
                        if _stands_there(words, column, lexicon.texts[project][0]):
                            strength[project] = _NAME_BONUS
                            named.add(project)
                if column in {Field.ANY, Field.DESCRIPTION, Field.EITHER}:
                    found = lexicon.matching(words, in_name=column is Field.EITHER)
                    for project in _about_first(found, item.text, lexicon):
                        strength.setdefault(project, 1.0)
    strength = {project: value for project, value in strength.items() if project in pool}
    count = max(1, len(strength))
    return Group(
        items, strength, math.log(len(lexicon.texts) / count) + 0.3, frozenset(named) & set(strength)
    )


def as_printed(group: Group, lexicon: Lexicon) -> Group:
    """The group with the projects whose texts have an everyday name in print: 菓子博, of another project."""
    aliases = [item.text for item in group.items if isinstance(item.meaning, Projects) and item.meaning.alias]
    more = dict.fromkeys(lexicon.matching(aliases), 1.0) if aliases else {}
    return replace(group, strength={**more, **group.strength})


def _about_first(projects: Iterable[str], word: str, lexicon: Lexicon) -> list[str]:
    """「バスとか電車」: what is about it before what only mentions it."""
    theme = lexicon.themes.get(key(word))
    about = theme.about if theme else frozenset[str]()
    return sorted(projects, key=lambda project: project not in about)


def _stands_there(words: tuple[str, ...], column: Field, name: str) -> bool:
    """「「費」で終わる事業名」: whether a name that holds the word holds it where it was asked for."""
    ends = tuple(key(word) for word in words)
    match column:
        case Field.NAME_START:
            return name.startswith(ends)
        case Field.NAME_END:
            return name.endswith(ends)
    return True


def common(groups: list[Group]) -> set[str]:
    """The projects that every group fits."""
    return set.intersection(*(set(group.strength) for group in groups)) if groups else set()


def is_generic(group: Group) -> bool:
    """Whether the group's words say nothing by themselves."""
    return all(isinstance(item.meaning, Words) and item.meaning.generic for item in group.items)


def named_besides(specific: list[Group], strict: set[str], lexicon: Lexicon) -> Group | None:
    """「子どもの虐待を防ぐ取り組み」: one text happens to say 子ども as well, where others are named for 虐待."""
    whom = [group for group in specific if is_whom(group, lexicon)]
    if len(specific) - len(whom) != 1 or not whom or any(strict & group.named for group in specific):
        return None
    (what,) = (group for group in specific if group not in whom)
    return what if what.named else None


def is_whom(group: Group, lexicon: Lexicon) -> bool:
    """子ども, 市民: whom much of the table is for."""
    return all(key(item.text) in lexicon.vocabulary.whom for item in group.items)


def without_a_chance_kind(specific: list[Group], lexicon: Lexicon) -> list[Group]:
    """「不登校対策」: of the texts that say 不登校, one is of a project whose name has 対策 for something else."""
    telling = [group for group in specific if not is_kind(group, lexicon) or _is_money(group)]
    strict = common(specific)
    if not telling or not strict or len(telling) == len(specific) or len(strict) == len(common(telling)):
        return specific
    named = any(all(project in group.named for group in telling) for project in strict)
    return specific if named else telling


def _is_money(group: Group) -> bool:
    return any(_MONEY.search(item.text) for item in group.items)


_MONEY = re.compile("金$|補助|助成|費用")


def is_kind(group: Group, lexicon: Lexicon) -> bool:
    """補助, 対策: kinds of spending."""
    names = [item.meaning.label if isinstance(item.meaning, Words) else item.text for item in group.items]
    return all(key(name) in lexicon.vocabulary.kinds for name in names)


def without_doings(groups: list[Group], lexicon: Lexicon) -> list[Group]:
    """「商店街を元気にする事業」 less 元気, which another project's text has."""
    telling = [g for g in groups if not all(key(item.text) in lexicon.vocabulary.doings for item in g.items)]
    return telling or groups
