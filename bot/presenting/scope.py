"""What a question is about, in words: its conditions as a phrase that fits a title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.groups import group_named
from bot.japanese import key
from bot.presenting.labels import WHOLE_PLAN
from bot.presenting.money import spoken_yen
from bot.query import (
    AmountBetween,
    Condition,
    Either,
    Field,
    Grouping,
    InDepartments,
    InGoals,
    InPlace,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Mentions,
    Order,
    PrintedTimes,
    Query,
    Ranked,
    SameAmountAs,
    Subject,
    ThanMean,
    ThanProject,
    Window,
)

_Place = InPlace | IsProject | Either
_FIELD_WORDS = {
    Field.NAME: "事業名に{}",
    Field.NAME_START: "事業名の最初に{}",
    Field.NAME_END: "事業名の最後に{}",
    Field.DESCRIPTION: "説明文に{}",
    Field.EITHER: "事業名か説明文に{}",
    Field.ANY: "{}",
}
_YEN_PER_THOUSAND = 1_000
_FIRST = {
    Order.PRINTED: "掲載順で最初の",
    Order.AMOUNT_DESC: "金額の大きい",
    Order.AMOUNT_ASC: "金額の小さい",
}
_LATER = {
    Order.PRINTED: "掲載順で",
    Order.AMOUNT_DESC: "金額の大きい順で",
    Order.AMOUNT_ASC: "金額の小さい順で",
}
# Phrases that take 事業 without の: 「再掲されている事業」, 「「公園」を除く事業」.
_JOINS_DIRECTLY = ("新規", "る", "ない", "除く", "多い")

Names = Mapping[str, str]
"""Project names by canonical id, where they are known."""


def scope_label(conditions: Sequence[Condition], names: Names | None = None) -> str:
    """「◯◯部の基本目標4の「公園」・1億円以上」; the whole plan where there is no condition."""
    if not conditions:
        return WHOLE_PLAN
    goals = [condition_words(c, names) for c in conditions if isinstance(c, InGoals) and not c.negated]
    in_each = f"{'と'.join(goals)}の両方" if len(goals) > 1 else ""  # 「目標3と目標4の両方」
    places = dict.fromkeys(
        in_each if in_each and isinstance(c, InGoals) and not c.negated else condition_words(c, names)
        for c in conditions
        if isinstance(c, _Place) and not _said_by_a_policy(c, conditions)
    )
    others = [condition_words(c, names) for c in conditions if not isinstance(c, _Place)]
    link = "で" if others and others[0].endswith(_JOINS_DIRECTLY[1:]) else "の"
    return link.join(part for part in ("の".join(places), "・".join(others)) if part)


def _said_by_a_policy(condition: Condition, conditions: Sequence[Condition]) -> bool:
    """A goal beside one of its own policies says nothing more."""
    match condition:
        case InGoals((goal,), False):
            return any(
                isinstance(c, InPolicies) and not c.negated and {ref.goal for ref in c.policies} == {goal}
                for c in conditions
            )
    return False


def projects_label(conditions: Sequence[Condition], names: Names | None = None) -> str:
    """The projects of a scope: 「「公園」の事業」, 「新規事業」."""
    label = scope_label(conditions, names)
    if conditions and all(isinstance(c, IsProject) and not (c.negated or c.theme) for c in conditions):
        return label
    return f"{label}事業" if label.endswith(_JOINS_DIRECTLY) else f"{label}の事業"


def subject_label(query: Query, names: Names | None = None) -> str:
    """What a figure is of, its window of ranks included: 「◯◯部」, 「計画全体の金額上位10件」."""
    if query.subjects and not query.conditions:
        return "と".join(subject.label for subject in query.subjects)
    plain = not query.conditions or is_plain_place(query.conditions)
    label = (scope_label if plain else projects_label)(query.conditions, names)
    if query.window is None:
        return label
    return f"{label}の{ranks_words(query.window, query.order)}"


def is_plain_place(conditions: Sequence[Condition]) -> bool:
    """Whether the scope is departments, goals, policies or projects, and nothing narrows it."""
    named = (isinstance(c, _Place) and not (isinstance(c, IsProject) and c.theme) for c in conditions)
    return all(named) and not any(c.negated for c in conditions)


def peers_of(conditions: Sequence[Condition]) -> Grouping | None:
    """The kind of group that the scope is one of, or None."""
    return group_named(conditions[0]) if len(conditions) == 1 else None


def word_of(conditions: Sequence[Condition]) -> str:
    """The word a search is for, as the person said it; empty where there is none."""
    for condition in conditions:
        if isinstance(condition, Mentions) and not condition.negated:
            return condition.label or "・".join(condition.words)
        if isinstance(condition, IsProject) and condition.theme and not condition.negated:
            return condition.theme
    return ""


def searched_for(conditions: Sequence[Condition]) -> str:
    """「公園」; for an everyday word what was looked for with it or in its place: 「林業」「木質」など."""
    for condition in conditions:
        if isinstance(condition, Mentions) and not condition.negated:
            return _quoted(_looked_for(condition))
    word = word_of(conditions)
    return f"「{word}」" if word else ""


def _looked_for(condition: Mentions) -> tuple[str, ...]:
    """What a name or a description holds: never only the word said, where others count for it."""
    alone = len(condition.words) == 1 and not stand_ins(condition)
    return (condition.label,) if alone and condition.label else condition.words


def _quoted(words: Sequence[str]) -> str:
    return "".join(f"「{word}」" for word in words[:_FEW]) + ("など" if len(words) > _FEW else "")


_FEW = 3  # words in a heading


def stand_ins(condition: Mentions) -> tuple[str, ...]:
    """The words of the table that an everyday word stands for; none where it is looked for itself."""
    said = {key(word) for word in (condition.label, *condition.label.split("・"))}
    return () if not condition.label or said & set(map(key, condition.words)) else condition.words


def condition_words(condition: Condition, names: Names | None = None) -> str:
    """One condition as a phrase; 「〜以外」 where it is negated."""
    match condition:
        case InDepartments():
            words = "・".join(condition.names)
        case InGoals():
            words = "・".join(f"基本目標{goal}" for goal in condition.goals)
        case InPolicies():
            words = "・".join(f"基本目標{p.goal} 施策{p.letter}" for p in condition.policies)
        case IsProject():
            if condition.theme:
                return _with_negation_inside(condition)
            known = names or {}
            words = "・".join(f"「{known[i]}」" if i in known else f"事業{i}" for i in condition.ids)
        case Mentions() | IsReprinted():
            return _with_negation_inside(condition)
        case IsNew():
            words = "新規"
        case PrintedTimes():
            words = _times(condition)
        case AmountBetween():
            words = amount_words(condition.at_least, condition.at_most)
        case ThanProject():
            name = (names or {}).get(condition.id, f"事業{condition.id}")
            words = f"「{name}」より{'多い' if condition.above else '少ない'}"
        case SameAmountAs():
            name = (names or {}).get(condition.id, f"事業{condition.id}")
            words = f"「{name}」と同じ額"
        case ThanMean():
            what = "中央値" if condition.median else "平均額"
            of = what if condition.of else f"{WHOLE_PLAN}の{what}"
            words = f"{of}より{'多い' if condition.above else '少ない'}"
        case Either():
            words = "と".join(_side_label(side, names) for side in condition.sides)
        case Ranked():
            of = "" if condition.of else f"{WHOLE_PLAN}の"
            words = of + ranks_words(condition.window, condition.order)
            return f"{words}を除く" if condition.negated else words
    return f"{words}以外" if condition.negated else words


def _side_label(side: Subject, names: Names | None) -> str:
    """「経済部の金額の大きい1件」: ranks by themselves say of what they are."""
    match side.conditions:
        case (Ranked(of=(_, *_) as of, negated=False) as ranked,) if not side.label:
            return f"{scope_label(of, names)}の{ranks_words(ranked.window, ranked.order)}"
    return side.label or scope_label(side.conditions, names)


def amount_words(at_least: int | None, at_most: int | None) -> str:
    """Bounds in yen (円), both inclusive: 「5,000万円以上」, 「5,000万円未満」, 「ちょうど1億円」.

    A bound one yen beside a whole 千円 is how 「超」 and 「未満」 arrive, and is said that way.
    """
    if at_least is not None and at_least == at_most:
        return f"ちょうど{spoken_yen(at_least)}"
    low = high = ""
    if at_least is not None:
        low = f"{spoken_yen(at_least)}以上"
        if at_least > 1 and at_least % _YEN_PER_THOUSAND == 1:
            low = f"{spoken_yen(at_least - 1)}超"
    if at_most is not None:
        high = f"{spoken_yen(at_most)}以下"
        if at_most % _YEN_PER_THOUSAND == _YEN_PER_THOUSAND - 1:
            high = f"{spoken_yen(at_most + 1)}未満"
    return low + high or "金額の指定なし"


def _with_negation_inside(condition: Mentions | IsReprinted | IsProject) -> str:
    """Phrases whose negation is a verb form rather than 「以外」."""
    if isinstance(condition, IsProject):
        return f"「{condition.theme}」関連{'以外' if condition.negated else ''}"
    if isinstance(condition, IsReprinted):
        policy = f" 施策{condition.policy}" if condition.policy else ""
        where = f"基本目標{condition.goal}{policy}に" if condition.goal is not None else ""
        if condition.negated and where:
            return f"{where}再掲でなく載っている"
        return f"{where}再掲されていない" if condition.negated else f"{where}再掲されている"
    said = (condition.label or "・".join(condition.words),)
    words = _FIELD_WORDS[condition.field].format(
        _quoted(said if condition.field is Field.ANY else _looked_for(condition))
    )
    if condition.field is Field.ANY:
        return f"{words}を除く" if condition.negated else words
    return f"{words}がない" if condition.negated else f"{words}がある"


def ranks_words(window: Window, order: Order) -> str:
    """「金額の大きい3件」, 「金額の小さい順で2番目から4番目」."""
    if window.first == 1:
        return f"{_FIRST[order]}{window.last}件"
    last = f"から{window.last}番目" if not window.is_one else ""
    return f"{_LATER[order]}{window.first}番目{last}"


def _times(condition: PrintedTimes) -> str:
    if condition.goals:
        only = condition.at_most == 1
        return "ほかの基本目標には載っていない" if only else f"{condition.at_least}つ以上の基本目標に掲載"
    where = f"基本目標{condition.goal}の中で" if condition.goal is not None else ""
    if condition.at_least is not None and condition.at_least == condition.at_most:
        return f"{where}{condition.at_least}か所に掲載"
    if condition.at_least is None and condition.at_most == 1:
        return f"{where}1か所だけに掲載"
    low = f"{condition.at_least}か所以上" if condition.at_least is not None else ""
    high = f"{condition.at_most}か所以下" if condition.at_most is not None else ""
    return f"{where}{low}{high}に掲載"
