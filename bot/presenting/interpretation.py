"""How a question was read, in one line: 部局・目標・施策・語・条件・並び・集計."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer import Answer
from bot.presenting import labels
from bot.presenting.facts import fact_title
from bot.presenting.figures import names_of
from bot.presenting.scope import Names, amount_words, condition_words, scope_label, stand_ins
from bot.query import (
    AmountBetween,
    Comparison,
    Condition,
    Counting,
    Either,
    Field,
    GroupBounds,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Mentions,
    Order,
    PrintedTimes,
    Query,
    Ranked,
    SameAmountAs,
    Subject,
    ThanGroup,
    ThanMean,
    ThanProject,
    Window,
)
from bot.reading import Clarify, Decline, Doubt, Help, Mend, Reading, Refusal

_CONDITIONS = (
    AmountBetween,
    IsNew,
    IsReprinted,
    PrintedTimes,
    ThanProject,
    SameAmountAs,
    ThanMean,
    Ranked,
)
_SLOTS: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("部局", (InDepartments,)),
    ("目標", (InGoals,)),
    ("施策", (InPolicies,)),
    ("事業", (IsProject,)),
    ("対象", (Either,)),
    ("語", (Mentions,)),
    ("条件", _CONDITIONS),
)
_MANY = 4  # sides of a comparison that are named
_GROUPED_MEASURES = {Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.SHARE}

_DOUBTS = {
    Doubt.WHICH_PROJECT: "事業が一つに決まりません",
    Doubt.DID_YOU_MEAN: "名称の合う事業がありません",
    Doubt.WHICH_DEPARTMENT: "部局が一つに決まりません",
    Doubt.FIELD_OF_WORK: "分野の範囲が一つに決まりません",
    Doubt.WHICH_POLICY: "施策が一つに決まりません",
    Doubt.WHICH_PLACE: "番号の場所が一つに決まりません",
    Doubt.NO_ANTECEDENT: "何についての続きかが決まりません",
    Doubt.PAST_THE_END: "前の一覧にない順番です",
    Doubt.WHAT_ABOUT_IT: "知りたいことが決まりません",
    Doubt.TOO_INTRICATE: "一度に計算できない条件です",
    Doubt.UNCLEAR_WORD: "表からは分からない条件です",
    Doubt.VAGUE_AMOUNT: "金額の範囲が決まりません",
}
_REFUSALS = {
    Refusal.UNKNOWN_NAME: "表にない名称",
    Refusal.UNKNOWN_DEPARTMENT: "表にない部局",
    Refusal.UNKNOWN_GOAL: "表にない基本目標",
    Refusal.UNKNOWN_POLICY: "表にない施策",
    Refusal.UNKNOWN_PLACE: "表にない番号",
    Refusal.YEN_NOT_THOUSANDS: "円での金額(表は千円単位)",
    Refusal.OTHER_YEAR: "収録していない年度",
    Refusal.OTHER_CITY: "ほかの自治体",
    Refusal.SETTLEMENT: "決算・実績",
    Refusal.PERSON: "個人について",
    Refusal.PROCEDURE: "手続き・窓口",
    Refusal.OPINION: "評価・意見",
    Refusal.FINANCE: "表にない財政の項目",
    Refusal.NO_SUCH_VALUE: "説明文にない事柄",
    Refusal.PART_OF_PROJECT: "事業の一部の金額",
    Refusal.ROLE: "役割や設定のご指示",
    Refusal.UNRELATED: "表にない話題",
    Refusal.EMPTY: "読み取れる言葉がありません",
}


def interpret(reading: Reading, query: Query | None = None, names: Names | None = None) -> str:
    """One line for `読み取り:`, with what was mended, inherited or passed over.

    `query` is the one answered; without it all queries of the reading are told. `names` gives
    project names by id, so that a project is named rather than numbered.
    """
    parts = [_core(reading, query, names), *(mend_words(mend) for mend in reading.mends)]
    if reading.passed_over:
        parts.append(passed_over_words(reading.passed_over))
    return "、".join(parts)


def interpret_answer(answer: Answer, *, with_remarks: bool = True) -> str:
    """The line for an answer, its projects named, all its questions told.

    Without remarks it leaves out the mends and the words passed over, which a text says elsewhere.
    """
    names = {i: name for part in (answer, *answer.parts) for i, name in names_of(part).items()}
    query = None if answer.parts else answer.query
    if with_remarks:
        return interpret(answer.reading, query, names)
    return _core(answer.reading, query, names)


def _core(reading: Reading, query: Query | None, names: Names | None) -> str:
    outcome = reading.outcome
    # What one question of a message took over from the other is no condition from before.
    inherited = reading.inherited and not (isinstance(outcome, tuple) and len(outcome) > 1)
    match outcome:
        case Clarify():
            words = _about(_DOUBTS[outcome.doubt], outcome.about)
        case Decline():
            words = _about(_REFUSALS[outcome.refusal], outcome.about)
        case Help():
            words = "あいさつ・使い方"
        case _:
            asked = (query,) if query is not None else outcome
            words = " ＋ ".join(query_words(q, names) for q in asked)
    return _one_line(f"{words}、前の質問の条件を引き継ぎ" if inherited else words)


def query_words(query: Query, names: Names | None = None) -> str:
    """A query's filled slots: 「部局 ◯◯部 / 条件 1億円以上 / 集計 合計」."""
    slots = list(_condition_slots(query.conditions, names))
    if query.subjects:
        slots += _condition_slots(_shared(query.subjects), names)
        named = "と".join(_side_words(subject) for subject in query.subjects[:_MANY])
        more = f"ほか{len(query.subjects) - _MANY}" if len(query.subjects) > _MANY else ""
        slots.append(f"対象 {named}{more}")
    if not slots and query.measure is not Measure.FACT:
        slots.append(f"範囲 {labels.WHOLE_PLAN}")
    if query.having is not None:
        slots.append(
            f"{labels.GROUPINGS[query.group_by or Grouping.DEPARTMENT]}の条件 {having_words(query.having)}"
        )
    if query.measure is Measure.RANK:
        slots.append(f"比べる範囲 {scope_label(query.base, names)}")
    if query.measure is Measure.SHARE:
        slots.append(f"もとになる範囲 {scope_label(query.base, names)}")
    if query.measure is Measure.FACT:
        slots.append(f"資料の説明 {fact_title(query.fact)}" if query.fact else "資料の説明")
    else:
        slots.append(f"集計 {_measure_words(query)}")
    if order := _order_words(query):
        slots.append(f"並び {order}")
    if query.counting is Counting.AS_PRINTED:
        slots.append("数え方 再掲の行も数える")
    return " / ".join(slots)


def _shared(sides: Sequence[Subject]) -> tuple[Condition, ...]:
    """「新規」 of 「経済部と農政部の新規、どっちが多い?」: what every side fulfils beside its own name."""
    first, *others = sides
    return tuple(c for c in first.conditions if all(c in side.conditions for side in others))


def _side_words(subject: Subject) -> str:
    words = "・".join(_where(subject))
    return f"「{subject.label}」({words})" if words else f"「{subject.label}」"


def _where(side: Subject) -> list[str]:
    """「事業名に「公園」がある」: what a side that is a word was looked for in."""
    return [
        condition_words(c) for c in side.conditions if isinstance(c, Mentions) and c.field is not Field.ANY
    ]


def mend_words(mend: Mend) -> str:
    """「◯△部」を「◯◯部」と読みました."""
    return _one_line(f"「{mend.typed}」を「{mend.read_as}」と読みました")


def passed_over_words(words: Iterable[str]) -> str:
    """Words that were heard but play no part."""
    return _one_line(f"条件に使っていない言葉: {''.join(f'「{word}」' for word in words)}")


def window_words(window: Window) -> str:
    """「上位3件」, 「2位」, 「4位〜6位」."""
    if window.first == 1:
        return "1位" if window.last == 1 else f"上位{window.last}件"
    return f"{window.first}位" if window.is_one else f"{window.first}位〜{window.last}位"


def having_words(bounds: GroupBounds | ThanGroup) -> str:
    """「事業数が3件以上」, 「合計が10億円以上」, 「合計が土木部を下回る」."""
    what = {Measure.COUNT: "事業数", Measure.MEAN: "平均"}.get(bounds.measure, "合計")
    if isinstance(bounds, ThanGroup):
        return f"{what}が{condition_words(bounds.place, None)}を{'上回る' if bounds.above else '下回る'}"
    if bounds.measure is not Measure.COUNT:
        return f"{what}が{amount_words(bounds.at_least, bounds.at_most)}"
    if bounds.at_least is not None and bounds.at_least == bounds.at_most:
        return f"事業数が{bounds.at_least}件"
    low = f"{bounds.at_least}件以上" if bounds.at_least is not None else ""
    high = f"{bounds.at_most}件以下" if bounds.at_most else "0件" if bounds.at_most == 0 else ""
    return f"事業数が{low}{high}"


def having_before(query: Query) -> str:
    """The same in front of a noun: 「事業数が3件以上の」「合計が土木部を下回る」; nothing without such bounds."""
    if query.having is None:
        return ""
    return having_words(query.having) + ("の" if isinstance(query.having, GroupBounds) else "")


def _condition_slots(conditions: tuple[Condition, ...], names: Names | None) -> Iterable[str]:
    for slot, kinds in _SLOTS:
        words = dict.fromkeys(
            condition_words(c, names) + _stand_ins(c) + _printed_name(c, names or {})
            for c in conditions
            if isinstance(c, kinds) and not _theme_of(c)
        )
        if words:
            yield f"{slot} {'・'.join(words)}"
    for theme in filter(None, map(_theme_of, conditions)):
        yield f"話題 「{theme}」(事業名と説明文から選んだ事業)"


def _printed_name(condition: Condition, names: Names) -> str:
    """A goal's or a policy's own words, beside its number."""
    match condition:
        case InGoals((goal,)):
            name = names.get(str(goal), "")
        case InPolicies((policy,)):
            name = names.get(str(policy), "")
        case _:
            name = ""
    return f"「{name}」" if name else ""


def _stand_ins(condition: Condition) -> str:
    if isinstance(condition, Either):
        where = [words for side in condition.sides for words in _where(side)]
        return f"({'・'.join(where)})" if where else ""
    if not isinstance(condition, Mentions) or not (words := stand_ins(condition)):
        return ""
    said = "" if condition.field is Field.ANY else f"「{condition.label}」の言いかえ: "
    return f"({said}{'・'.join(words)})"


def _theme_of(condition: Condition) -> str:
    return condition.theme if isinstance(condition, IsProject) else ""


def _measure_words(query: Query) -> str:
    match query.measure:
        case Measure.DETAIL:
            return labels.ASPECTS[query.aspect]
        case Measure.COMPARE:
            of_what = "" if query.basis is Measure.TOTAL else f"{labels.MEASURES[query.basis]}の"
            return f"{of_what}{labels.COMPARISONS[query.comparison]}"
        case Measure.GROUP_COUNT:
            return f"{labels.GROUPINGS[query.group_by or Grouping.DEPARTMENT]}の数"
        case measure if query.group_by is not None and measure in _GROUPED_MEASURES:
            return f"{labels.GROUPINGS[query.group_by]}別の{labels.MEASURES[measure]}"
        case measure:
            return labels.MEASURES[measure]


def _order_words(query: Query) -> str:
    if query.measure is Measure.COMPARE and query.comparison is not Comparison.WHICH:
        return ""
    by_number = query.group_by and query.measure is Measure.COUNT
    held_by = query.basis if query.measure in {Measure.RANK, Measure.COMPARE} else None
    by_number = by_number or held_by is Measure.COUNT
    orders = labels.COUNT_ORDERS if by_number else labels.ORDERS
    parts = [] if query.order is Order.PRINTED else [orders[query.order]]
    if query.window is not None:
        parts.append(window_words(query.window))
    return " ".join(parts)


def _about(words: str, about: str) -> str:
    return f"{words}: 「{about}」" if about else words


def _one_line(text: str) -> str:
    return " ".join(text.split())
