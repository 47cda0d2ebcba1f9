"""What the content words of a question point at: projects, or words to look for.

Strict first: a project must fit every word. Where none does, the project that fits most of what was
said, weighed by how rare the words are, and only when it leads clearly.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from bot.japanese import key
from bot.query import Condition, Field, IsProject, Mentions
from bot.understanding.frame import Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.similarity import is_a_word
from bot.understanding.spans import Projects, Row, Trust, Words

_UNKNOWN_WEIGHT = 4.0  # a long unknown word weighs as much as one that few projects have
_NAME_BONUS, _ALIAS_BONUS = 1.3, 1.6
_ENOUGH = 0.5  # share of what was said that must be accounted for
_ENOUGH_FOR_A_LIST = 0.6  # where what is left may be what tells the one that is meant
_WIDE, _ENOUGH_FOR_MANY = 8, 0.8  # 子どもに本を…: every project for children would pass over the book
_A_NAME = 6  # characters of what is missed and looks like a project's name
_A_PAIR = 2  # projects that a heading can name
_LEAD = 0.12  # and by how much the best must lead


def weight_of_unknown(words: tuple[str, ...]) -> float:
    """How much unknown words weigh against what is understood."""
    telling = [word for word in words if len(word) > 1 or not word.isascii()]
    return sum(_UNKNOWN_WEIGHT * min(1.0, len(word) / 4) for word in telling)


@dataclass(frozen=True, slots=True)
class Topic:
    """The projects meant. `named` fit by name or alias, the rest of `ids` by description only.

    `rivals` are set instead where nothing fits well enough to be stated.
    """

    conditions: tuple[Condition, ...] = ()
    ids: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    twins: bool = False  # one name that several projects share
    core: str | None = None  # the project whose name is the asked word and 事業 or the like

    @property
    def single(self) -> str | None:
        """The one project that is surely meant."""
        if self.core:
            return self.core
        if len(self.named) == 1:
            return self.named[0]
        if not self.named and len(self.ids) == 1:
            return self.ids[0]
        return None


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


def resolve(
    items: tuple[Item, ...], unknown: tuple[str, ...], lexicon: Lexicon, pool: frozenset[str]
) -> Topic | None:
    """What `items` (words and project names) point at among the projects in `pool`."""
    exact = [item for item in items if _is_name(item)]
    if any(item.trust > Trust.PARTIAL for item in exact):
        exact = [item for item in exact if item.trust != Trust.PARTIAL]
    words = [item for item in items if isinstance(item.meaning, Words)]
    if exact:
        return _by_name(exact, words, unknown, lexicon)
    groups = groups_of(items, lexicon, pool)
    if any(item.after_example for item in items) and not _common(groups):
        # 「タブレットとかのICT」 is both, 「太陽光とかの再エネ」 either
        groups = groups_of(tuple(replace(item, after_example=False) for item in items), lexicon, pool)
    specific = [group for group in groups if not _is_generic(group)] or (
        groups if len(pool) < len(lexicon.texts) or not unknown else []
    )
    if not specific:
        return Topic(rivals=()) if groups or unknown else None
    return _by_words(specific, groups, unknown, lexicon)


def _common(groups: list[Group]) -> set[str]:
    return set.intersection(*(set(group.strength) for group in groups)) if groups else set()


def _is_name(item: Item) -> bool:
    match item.meaning:
        case Projects(_, _, core, alias):
            return not core and not alias
        case Row():
            return True
    return False


def _is_generic(group: Group) -> bool:
    return all(isinstance(item.meaning, Words) and item.meaning.generic for item in group.items)


def _by_name(exact: list[Item], words: list[Item], unknown: tuple[str, ...], lexicon: Lexicon) -> Topic:
    ids: list[str] = []
    twins = False
    for item in exact:
        meaning = item.meaning
        found: tuple[str, ...] = ()
        if isinstance(meaning, Projects):
            found = meaning.ids
            if meaning.ambiguous:
                said = [word.meaning.words for word in words if isinstance(word.meaning, Words)]
                told = [i for i in found if any(set(lexicon.matching(w, in_text=False)) & {i} for w in said)]
                found, twins = (tuple(told), len(told) > 1) if told else (found, True)
        elif isinstance(meaning, Row) and meaning.project_id:
            found = (meaning.project_id,)
        ids += [project for project in found if project not in ids]
    return Topic((IsProject(tuple(ids)),), tuple(ids), tuple(ids), unknown, twins=twins)


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


def _about_first(projects: list[str], word: str, lexicon: Lexicon) -> list[str]:
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


def _by_words(
    specific: list[Group], groups: list[Group], unknown: tuple[str, ...], lexicon: Lexicon
) -> Topic:
    order = {project: index for index, project in enumerate(lexicon.texts)}
    if unknown and any(map(is_a_word, unknown)) and all(_is_kind(group, lexicon) for group in specific):
        return Topic(rivals=())  # 「手話の補助金はある?」
    specific = _without_a_chance_kind(specific, lexicon)
    known = sum(group.weight for group in specific)
    accounted = known / (known + weight_of_unknown(unknown))
    strict = _common(specific)
    by_name = _named_besides(specific, strict, lexicon)
    if by_name:
        return _by_words([by_name], groups, unknown, lexicon)
    if strict and accounted >= _ENOUGH:
        ids = tuple(sorted(strict, key=order.__getitem__))
        named = tuple(project for project in ids if all(project in group.named for group in specific))
        wide = len(ids) > _WIDE and accounted < _ENOUGH_FOR_MANY
        if wide or (len(ids) > 1 and len(named) != 1 and accounted < _ENOUGH_FOR_A_LIST):
            return Topic(rivals=ids[:4])
        conditions = tuple(group.condition() for group in specific)
        return Topic(conditions, ids, named, unknown, core=_core(specific, ids))
    telling = [g for g in specific if not (_is_kind(g, lexicon) or _is_whom(g, lexicon))]
    if telling and len(telling) < len(specific) and not unknown:
        found = _by_words(telling, groups, unknown, lexicon)  # ペレットストーブの補助金
        whom = tuple(i.text for group in specific if _is_whom(group, lexicon) for i in group.items)
        return replace(found, passed_over=(*found.passed_over, *whom))
    return _best_fit(_without_doings(groups, lexicon), unknown, order)


def _named_besides(specific: list[Group], strict: set[str], lexicon: Lexicon) -> Group | None:
    """「子どもの虐待を防ぐ取り組み」: one text happens to say 子ども as well, where others are named for 虐待."""
    whom = [group for group in specific if _is_whom(group, lexicon)]
    if len(specific) - len(whom) != 1 or not whom or any(strict & group.named for group in specific):
        return None
    (what,) = (group for group in specific if group not in whom)
    return what if what.named else None


def _is_whom(group: Group, lexicon: Lexicon) -> bool:
    return all(key(item.text) in lexicon.vocabulary.whom for item in group.items)


def _without_a_chance_kind(specific: list[Group], lexicon: Lexicon) -> list[Group]:
    """「不登校対策」: of the texts that say 不登校, one is of a project whose name has 対策 for something else."""
    telling = [group for group in specific if not _is_kind(group, lexicon) or _is_money(group)]
    strict = _common(specific)
    if not telling or not strict or len(telling) == len(specific) or len(strict) == len(_common(telling)):
        return specific
    named = any(all(project in group.named for group in telling) for project in strict)
    return specific if named else telling


def _is_money(group: Group) -> bool:
    return any(_MONEY.search(item.text) for item in group.items)


_MONEY = re.compile("金$|補助|助成|費用")


def _is_kind(group: Group, lexicon: Lexicon) -> bool:
    names = [item.meaning.label if isinstance(item.meaning, Words) else item.text for item in group.items]
    return all(key(name) in lexicon.vocabulary.kinds for name in names)


def _core(specific: list[Group], ids: tuple[str, ...]) -> str | None:
    """「除雪」 names 除雪事業 before all others that have it in their name."""
    if len(specific) != 1 or len(specific[0].items) != 1:
        return None
    match specific[0].items[0].meaning:
        case Projects((one,), False, True, _) if one in ids:
            return one
    return None


def _names_another(group: Group, project: str, groups: list[Group]) -> bool:
    """「除雪開業」: a short name of another project, torn apart by a slip."""
    indices = {item.index for other in groups for item in other.items}
    return project not in group.strength and any(
        isinstance(item.meaning, Projects)
        and item.meaning.core
        and item.trust is Trust.EXACT
        and indices & {item.index - 1, item.index + 1}
        for item in group.items
    )


def _without_doings(groups: list[Group], lexicon: Lexicon) -> list[Group]:
    """「商店街を元気にする事業」 less 元気, which another project's text has."""
    telling = [g for g in groups if not all(key(item.text) in lexicon.vocabulary.doings for item in g.items)]
    return telling or groups


def _one_word_alone(best: str, groups: list[Group]) -> bool:
    """「不登校の居場所づくり」: one word fits, and another that tells nearly as much fits other projects."""
    fitting = [group for group in groups if best in group.strength]
    others = [group.weight for group in groups if group.strength and best not in group.strength]
    if len(fitting) != 1 or not others or not all(item.is_a(Words) for item in fitting[0].items):
        return False
    return max(others) >= _TELLS_AS_MUCH * fitting[0].weight


_TELLS_AS_MUCH = 0.67


def _best_fit(groups: list[Group], unknown: tuple[str, ...], order: dict[str, int]) -> Topic:
    total = sum(group.weight for group in groups) + weight_of_unknown(unknown)
    scores: dict[str, float] = {}
    for group in groups:
        for project, strength in group.strength.items():
            scores[project] = scores.get(project, 0.0) + group.weight * strength / total
    ranked = sorted(scores, key=lambda project: (-scores[project], order[project]))
    if not ranked:
        return Topic(rivals=())
    best = scores[ranked[0]]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    fitting = [group.weight for group in groups if ranked[0] in group.strength]
    enough = best >= _ENOUGH and (len(fitting) > 1 or sum(fitting) / total >= _ENOUGH)
    if enough and best - second >= _LEAD and not _one_word_alone(ranked[0], groups):
        missed = tuple(
            item.text for group in groups if ranked[0] not in group.strength for item in group.items
        )
        names = any(text.endswith("事業") and len(text) >= _A_NAME for text in missed)
        if not names and not any(_names_another(group, ranked[0], groups) for group in groups):
            return Topic((IsProject((ranked[0],)),), (ranked[0],), (ranked[0],), missed + unknown)
    return Topic(rivals=tuple(ranked[:4]))
