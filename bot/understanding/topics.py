"""What the content words of a question point at: projects, or words to look for.

Strict first: a project must fit every word. Where none does, the project that fits most of what was
said, weighed by how rare the words are, and only when it leads clearly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.query import Condition, IsProject
from bot.understanding.frame import Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.similarity import is_a_word
from bot.understanding.spans import Projects, Row, Trust, Words
from bot.understanding.word_groups import (
    Group,
    as_printed,
    common,
    groups_of,
    is_generic,
    is_kind,
    is_whom,
    named_besides,
    without_a_chance_kind,
    without_doings,
)

_UNKNOWN_WEIGHT = 4.0  # a long unknown word weighs as much as one that few projects have
_ENOUGH = 0.5  # share of what was said that must be accounted for
_ENOUGH_FOR_A_LIST = 0.6  # where what is left may be what tells the one that is meant
_WIDE, _ENOUGH_FOR_MANY = 8, 0.8  # 子どもに本を…: every project for children would pass over the book
_A_NAME = 6  # characters of what is missed and looks like a project's name
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
    if any(item.after_example for item in items) and not common(groups):
        # 「タブレットとかのICT」 is both, 「太陽光とかの再エネ」 either
        groups = groups_of(tuple(replace(item, after_example=False) for item in items), lexicon, pool)
    specific = [group for group in groups if not is_generic(group)] or (
        groups if len(pool) < len(lexicon.texts) or not unknown else []
    )
    if not specific:
        return Topic(rivals=()) if groups or unknown else None
    return _by_words(specific, groups, unknown, lexicon)


def _is_name(item: Item) -> bool:
    match item.meaning:
        case Projects(_, _, core, alias):
            return not core and not alias
        case Row():
            return True
    return False


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


def _by_words(
    specific: list[Group], groups: list[Group], unknown: tuple[str, ...], lexicon: Lexicon
) -> Topic:
    order = {project: index for index, project in enumerate(lexicon.texts)}
    if unknown and any(map(is_a_word, unknown)) and all(is_kind(group, lexicon) for group in specific):
        return Topic(rivals=())  # 「手話の補助金はある?」
    specific = without_a_chance_kind(specific, lexicon)
    known = sum(group.weight for group in specific)
    accounted = known / (known + weight_of_unknown(unknown))
    strict = common(specific)
    printed = (
        () if strict or len(specific) < 2 else common([as_printed(group, lexicon) for group in specific])
    )
    if len(printed) == 1 and accounted >= _ENOUGH:  # 「菓子博とタイアップする事業」
        ids = tuple(sorted(printed, key=order.__getitem__))
        return Topic((IsProject(ids),), ids, (), unknown)
    by_name = named_besides(specific, strict, lexicon)
    if by_name:
        return _by_words([by_name], groups, unknown, lexicon)
    row = _named_in_a_row(specific)
    if row and not set(row.strength) <= set(strict):
        found = _by_words([row], groups, unknown, lexicon)
        others = tuple(item.text for group in specific if group is not row for item in group.items)
        return replace(found, passed_over=(*found.passed_over, *others))
    if strict and accounted >= _ENOUGH:
        ids = tuple(sorted(strict, key=order.__getitem__))
        named = tuple(project for project in ids if all(project in group.named for group in specific))
        wide = len(ids) > _WIDE and accounted < _ENOUGH_FOR_MANY
        if wide or (len(ids) > 1 and len(named) != 1 and accounted < _ENOUGH_FOR_A_LIST):
            return Topic(rivals=ids[:4])
        conditions = tuple(group.condition() for group in specific)
        return Topic(conditions, ids, named, unknown, core=_core(specific, ids))
    telling = [g for g in specific if not (is_kind(g, lexicon) or is_whom(g, lexicon))]
    if telling and len(telling) < len(specific) and not unknown:
        found = _by_words(telling, groups, unknown, lexicon)  # ペレットストーブの補助金
        whom = tuple(i.text for group in specific if is_whom(group, lexicon) for i in group.items)
        return replace(found, passed_over=(*found.passed_over, *whom))
    return _best_fit(without_doings(groups, lexicon), unknown, order)


def _named_in_a_row(specific: list[Group]) -> Group | None:
    """「太陽光パネルとか薪ストーブとか、設備に補助は?」: what is said of both leaves out neither."""
    rows = [
        group
        for group in specific
        if len(group.items) > 1 and all(isinstance(item.meaning, Projects) for item in group.items)
    ]
    return rows[0] if len(rows) == 1 and len(specific) > 1 and specific[0] is rows[0] else None


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
