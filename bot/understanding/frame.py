"""The slots of one question, filled from its spans before anything is decided.

A frame says what was heard: the names with their places in the sentence, what was negated, the cues,
and what could not be placed. Grammar decides what is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.query import (
    AmountBetween,
    Condition,
    Fact,
    Field,
    InDepartments,
    InGoals,
    InPolicies,
    IsProject,
    Mentions,
)
from bot.reading import Mend
from bot.understanding.spans import (
    Amount,
    Cue,
    Departments,
    FactCue,
    Filler,
    Goals,
    Number,
    OutOfScope,
    Policies,
    Projects,
    Row,
    Span,
    Trust,
    Unknown,
    UnknownDepartment,
    Words,
)

ScopeMeaning = Departments | Goals | Policies | Projects | Row | Words | Amount | UnknownDepartment
_JOINERS = {
    "でも",
    "と",
    "、",
    "・",
    "や",
    "及び",
    "および",
    "か",
    "/",
    ",",
    "&",
    "+",
    "または",
    "とか",
    "も",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A name or condition in the sentence. `index` is its place among the spans."""

    index: int
    meaning: ScopeMeaning
    text: str
    trust: Trust
    negated: bool = False
    joined: bool = False  # joined to the item before it by と, や, ・ …

    def is_a(self, *kinds: type) -> bool:
        """Whether the item's meaning is of one of the kinds."""
        return isinstance(self.meaning, kinds)


@dataclass(frozen=True)
class Frame:
    """What was heard in one stretch of spans."""

    spans: tuple[Span, ...]
    items: tuple[Item, ...]
    cues: dict[str, tuple[int, ...]]  # cue name → indices of its spans
    numbers: tuple[tuple[int, Number], ...]
    facts: tuple[Fact, ...]
    refusals: tuple[OutOfScope, ...]
    unknown: tuple[str, ...]  # heavy unknown words
    light: tuple[str, ...]
    mends: tuple[Mend, ...]
    new: bool | None = None  # True: only new ones, False: only the others
    reprinted: bool | None = None
    breaks: frozenset[int] = frozenset()  # where a space stood

    def has(self, *names: str) -> bool:
        """Whether any of the cues was heard."""
        return any(name in self.cues for name in names)

    def at(self, name: str) -> int:
        """Index of a cue's first span, or -1."""
        return self.cues.get(name, (-1,))[0]

    def of(self, *kinds: type) -> tuple[Item, ...]:
        """Items of some kinds, negated ones left out."""
        return tuple(item for item in self.items if item.is_a(*kinds) and not item.negated)

    def without(self, drop: Callable[[Item], bool]) -> Frame:
        """The frame less some items."""
        return replace(self, items=tuple(item for item in self.items if not drop(item)))


@dataclass
class _Builder:
    items: list[Item] = field(default_factory=list)
    cues: dict[str, list[int]] = field(default_factory=dict)
    numbers: list[tuple[int, Number]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    refusals: list[OutOfScope] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    light: list[str] = field(default_factory=list)
    mends: list[Mend] = field(default_factory=list)
    new: bool | None = None
    reprinted: bool | None = None


def fill(spans: tuple[Span, ...], breaks: frozenset[int] = frozenset()) -> Frame:
    """Fill a frame from spans, negations applied."""
    spans = _literals(spans)
    built = _Builder()
    for index, span in enumerate(spans):
        if span.mend:
            built.mends.append(span.mend)
        _place(built, spans, index, span)
    _negate(built, spans)
    _count_reprints(built)
    _pick_out(built, spans)
    return Frame(
        spans=spans,
        items=tuple(built.items),
        cues={name: tuple(found) for name, found in built.cues.items()},
        numbers=tuple(built.numbers),
        facts=tuple(built.facts),
        refusals=tuple(built.refusals),
        unknown=tuple(built.unknown),
        light=tuple(built.light),
        mends=tuple(built.mends),
        new=built.new,
        reprinted=built.reprinted,
        breaks=breaks,
    )


def _place(built: _Builder, spans: tuple[Span, ...], index: int, span: Span) -> None:
    match span.meaning:
        case Cue("new"):
            built.new = True
            built.cues.setdefault("new", []).append(index)
        case Cue("newness_asked"):
            built.new = True
            built.cues.setdefault("newness_asked", []).append(index)
            built.cues.setdefault("new", []).append(index)
        case Cue("not_new"):
            built.new = False
        case Cue("not_reprinted"):
            built.reprinted = False
        case Cue("together"):
            built.cues.setdefault("together", []).append(index)
            built.cues.setdefault("total", []).append(index)
        case Cue("which_project"):
            built.cues.setdefault("which_project", []).append(index)
            built.cues.setdefault("list", []).append(index)
        case Cue("reprinted"):
            built.reprinted = True
            built.cues.setdefault("reprinted", []).append(index)
        case Cue("whole") if _of_a_place(spans, index):
            built.cues.setdefault("own_whole", []).append(index)
        case Cue(name):
            built.cues.setdefault(name, []).append(index)
        case FactCue(fact):
            built.facts.append(fact)
        case Number() as number:
            built.numbers.append((index, number))
        case OutOfScope() as refusal:
            built.refusals.append(refusal)
        case Unknown(text, light):
            (built.light if light else built.unknown).append(text)
        case Filler():
            pass
        case meaning:
            joined = bool(built.items) and _joins(spans[built.items[-1].index + 1 : index])
            built.items.append(Item(index, meaning, span.text, span.trust, joined=joined))


def _pick_out(built: _Builder, spans: tuple[Span, ...]) -> None:
    """「部活の遠征費、中学生のほう」: one of what was named before the comma, not either of both."""
    for position, item in enumerate(built.items[1:], 1):
        before, after = spans[item.index - 1].text, spans[item.index + 1 : item.index + 2]
        rather = bool(after) and isinstance(after[0].meaning, Cue) and after[0].meaning.name == "rather"
        if item.joined and before == "、" and rather:
            built.items[position] = replace(item, joined=False)


def _of_a_place(spans: tuple[Span, ...], index: int) -> bool:
    """「子育て支援部全体の」, 「基本目標4全体の」: the whole of what stands right before it."""
    before = spans[index - 1] if index else None
    return (
        before is not None
        and isinstance(before.meaning, Departments | Goals | Policies)
        and before.end == spans[index].start
        and spans[index].text.startswith("全体")
    )


def _count_reprints(built: _Builder) -> None:
    """「再掲は足さないで」「再掲の行も入れて」 say how to count, not what to select.

    Of a goal or a policy 「再掲を除く」 is said of its rows: those with the mark are left out.
    """
    if "no_reprints" in built.cues and "once" not in built.cues:
        if any(item.is_a(Goals, Policies) for item in built.items):
            built.reprinted = False
        else:
            built.cues["once"] = built.cues["no_reprints"]
        return
    if built.reprinted is None or "reprinted" not in built.cues:
        return
    negated = built.reprinted is False
    negated = negated or "not_counted" in built.cues
    of_a_goal = (
        negated and any(item.is_a(Goals, Policies) for item in built.items) and "once" not in built.cues
    )
    if of_a_goal:
        built.reprinted = False  # 「目標4で再掲じゃないもの」: the rows without the mark
        return
    if negated:
        built.cues.setdefault("once", []).append(-1)
        built.reprinted = None
    elif "counted_too" in built.cues:
        built.cues.setdefault("printed", []).append(-1)
        built.reprinted = None


def _joins(between: tuple[Span, ...]) -> bool:
    texts = [
        span.text
        for span in between
        if span.text not in {"」", "「", "(", ")", "『", "』", "事業", "の", "は"}
    ]
    return bool(between) and bool(texts) and all(text in _JOINERS for text in texts)


def _negate(built: _Builder, spans: tuple[Span, ...]) -> None:
    """「AとB以外」 negates both; 「AではなくB」 takes A back."""
    for index in built.cues.get("except", []):
        before = _item_before(built, spans, index)
        if before is None:
            _negate_flag(built, spans, index)
            continue
        while True:
            item = built.items[before]
            built.items[before] = replace(item, negated=True)
            one_word = before > 0 and built.items[before - 1].index + 1 == item.index
            if before == 0 or not (item.joined or (one_word and _is_topical(item, built.items[before - 1]))):
                break
            before -= 1
    _and_not(built, spans)
    for index in built.cues.get("not_contains", []):
        before = _item_before(built, spans, index)
        if before is not None:
            built.items[before] = replace(built.items[before], negated=True)
    for index in built.cues.get("not_but", []):
        before_it = spans[index - 1] if index else None
        if before_it and isinstance(before_it.meaning, Unknown) and before_it.text in built.unknown:
            built.unknown.remove(before_it.text)  # 「消防じゃなくて防災の」
            continue
        if any(span.text in _ASKED for span in spans[max(0, index - 3) : index]):
            continue  # 「誰…じゃなくて」
        before = _item_before(built, spans, index)
        if before is not None and any(item.index > index for item in built.items):
            del built.items[before]
        elif before is not None:
            built.items[before] = replace(built.items[before], negated=True)
        else:
            _negate_flag(built, spans, index)


_ASKED = {"誰", "何", "いつ", "どこ", "だれ", "なに"}


def _is_topical(*items: Item) -> bool:
    return all(item.is_a(Projects, Words) for item in items)


def _and_not(built: _Builder, spans: tuple[Span, ...]) -> None:
    """「AでもBでもない」: what comes before a negated name with でも is negated too."""
    for position in range(len(built.items) - 1, 0, -1):
        item, before = built.items[position], built.items[position - 1]
        between = [span.text for span in spans[before.index + 1 : item.index]]
        if item.negated and between in (["でも"], ["で", "も"]):
            built.items[position - 1] = replace(before, negated=True)


def _item_before(built: _Builder, spans: tuple[Span, ...], index: int) -> int | None:
    """Position in `items` of the one that stands right before a span, only small words between."""
    for position in range(len(built.items) - 1, -1, -1):
        item = built.items[position]
        if item.index < index:
            between = spans[item.index + 1 : index]
            small = all(
                isinstance(span.meaning, Filler | Number)
                or (isinstance(span.meaning, Cue) and span.meaning.name in _BETWEEN)
                for span in between
            )
            return position if small else None
    return None


_BETWEEN = {"related", "belonging", "department_asked", "printed_at"}  # 土木部の担当じゃないもの


def _negate_flag(built: _Builder, spans: tuple[Span, ...], index: int) -> None:
    """「新規じゃない」「再掲以外」."""
    for span in reversed(spans[max(0, index - 4) : index]):
        if isinstance(span.meaning, Cue) and span.meaning.name == "new":
            built.new = False
            return
        if isinstance(span.meaning, Cue) and span.meaning.name == "reprinted":
            built.reprinted = False
            return


def _literals(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """「名前に「補助金」とつく」: what stands between is a string in a field, whatever else it may be called."""
    names = [span.meaning.name if isinstance(span.meaning, Cue) else "" for span in spans]
    where = next((name for name in names if name in {"in_name", "in_description"}), None)
    if where is None:
        return spans
    column = Field.NAME if where == "in_name" else Field.DESCRIPTION
    start = names.index(where) + 1
    ends = {"contains", "not_contains", "related"}
    end = next((i for i in range(start, len(names)) if names[i] in ends), None)
    if end is None or end == start:
        quoted = [
            i for i, span in enumerate(spans) if isinstance(span.meaning, Words) and span.meaning.literal
        ]
        content = quoted or [
            i for i, span in enumerate(spans) if isinstance(span.meaning, Words | Unknown | Projects)
        ]
        if not content or (not ends & set(names) and not quoted):
            return spans
        return tuple(_literal((span,), column) if i in content else span for i, span in enumerate(spans))
    inside = spans[start:end]
    if any(isinstance(span.meaning, Words) and span.meaning.literal for span in inside):
        kept = [span for span in inside if isinstance(span.meaning, Words) and span.meaning.literal]
        both = any(span.text in {"両方", "どちらも", "どっちも"} for span in spans)
        quoted_words = tuple(_literal((span,), column) for span in kept)
        return spans[:start] + (quoted_words if both else _with_joiners(quoted_words)) + spans[end:]
    groups: list[list[Span]] = [[]]
    for span in inside:
        text = span.text
        if text in _JOINERS and groups[-1]:
            groups.append([])
        elif text not in {"「", "」", "『", "』", '"', "“", "”"}:
            groups[-1].append(span)
    literals = tuple(_literal(tuple(group), column) for group in groups if group)
    return spans[:start] + _with_joiners(literals) + spans[end:]


def _with_joiners(literals: tuple[Span, ...]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for literal in literals:
        if joined:
            joined.append(Span(literal.start, literal.start, Filler("と"), 0.0, "と"))
        joined.append(literal)
    return tuple(joined)


def _literal(spans: tuple[Span, ...], column: Field) -> Span:
    text = "".join(span.text for span in spans)
    words = Words((text,), text, field=column, literal=True)
    return Span(spans[0].start, spans[-1].end, words, 0.0, text)


def condition_of(item: Item) -> Condition | None:
    """The condition an item stands for; None for what has to be resolved first."""
    match item.meaning:
        case Departments(names):
            return InDepartments(names, item.negated)
        case Goals(numbers):
            return InGoals(numbers, item.negated)
        case Policies(refs):
            return InPolicies(refs, item.negated)
        case Projects(ids):
            return IsProject(ids, item.negated)
        case Row(_, project_id) if project_id is not None:
            return IsProject((project_id,), item.negated)
        case Words(words, label, _, column, _):
            return Mentions(words, column, item.negated, label)
        case Amount(value) if not value.vague:
            return AmountBetween(value.at_least, value.at_most, item.negated)
    return None


def merge(conditions: list[Condition]) -> tuple[Condition, ...]:
    """One condition a kind where several say either-or: 総務部と建築部 is in one of both."""
    merged: list[Condition] = []
    for condition in conditions:
        for index, other in enumerate(merged):
            both = _either(other, condition)
            if both is not None:
                merged[index] = both
                break
        else:
            merged.append(condition)
    return tuple(merged)


def _either(one: Condition, other: Condition) -> Condition | None:
    match one, other:
        case InDepartments(a, n), InDepartments(b, m) if n == m:
            return InDepartments(tuple(dict.fromkeys(a + b)), n)
        case InGoals(c, n), InGoals(d, m) if n == m:
            return InGoals(tuple(dict.fromkeys(c + d)), n)
        case InPolicies(e, n), InPolicies(f, m) if n == m:
            return InPolicies(tuple(dict.fromkeys(e + f)), n)
        case IsProject(g, n), IsProject(h, m) if n == m:
            return IsProject(tuple(dict.fromkeys(g + h)), n)
        case AmountBetween(None, int(high), False), AmountBetween(int(low), int(same), False) if (
            low == same == high
        ):
            return one  # 500万円以下(ちょうども含む)
        case AmountBetween(int(low), None, False), AmountBetween(int(same), int(high), False) if (
            low == same == high
        ):
            return one
        case AmountBetween(low, None, False), AmountBetween(None, high, False):
            return AmountBetween(low, high)
        case AmountBetween(None, high, False), AmountBetween(low, None, False):
            return AmountBetween(low, high)
    return None
