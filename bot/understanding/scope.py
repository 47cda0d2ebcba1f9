"""From a frame's items to conditions: the scope of a question, or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.japanese import key
from bot.query import (
    AmountBetween,
    Condition,
    Either,
    InGoals,
    IsProject,
    Query,
    Subject,
)
from bot.reading import Clarify, Decline, Doubt, Option, Refusal
from bot.understanding.conditions import condition_of, merge
from bot.understanding.frame import Frame, Item
from bot.understanding.hints import by_hints
from bot.understanding.lexicon import Lexicon
from bot.understanding.marks import marks, under_goal
from bot.understanding.missing import names_missing
from bot.understanding.near_names import breaks_off, names_nothing
from bot.understanding.options import nearest, project_options
from bot.understanding.placing import with_goal_letters, with_named_policies
from bot.understanding.pool import select
from bot.understanding.printed_rows import row_without_policy, with_last_row, with_next_row, with_rows
from bot.understanding.similarity import is_a_noun
from bot.understanding.spans import (
    Goals,
    Policies,
    Projects,
    Row,
    Span,
    Unknown,
    Words,
)
from bot.understanding.topics import Topic, resolve
from bot.understanding.typed_names import named_by_most_of_it, typed_name

_TOPICAL = (Projects, Row, Words)


@dataclass(frozen=True, slots=True)
class Scope:
    """Conditions of one question; `topic` where content words or names took part."""

    conditions: tuple[Condition, ...] = ()
    topic: Topic | None = None
    trouble: Clarify | Decline | None = None
    passed_over: tuple[str, ...] = ()


def read_scope(frame: Frame, lexicon: Lexicon) -> Scope:
    """Turn a frame's items into conditions."""
    frame = with_last_row(with_next_row(frame, lexicon), lexicon)
    trouble = names_missing(frame, lexicon)
    if trouble:
        return Scope(trouble=trouble)
    if breaks_off(frame):
        said = "".join(frame.unknown or frame.light)
        return Scope(
            trouble=Decline(Refusal.UNKNOWN_NAME, said, project_options(nearest(said, lexicon), lexicon))
        )
    frame = with_rows(with_goal_letters(with_named_policies(frame, lexicon), lexicon), lexicon)
    place = row_without_policy(frame, lexicon)
    match place:
        case Clarify(_, (Option(_, Query(_, (IsProject((only,), False),))),)):
            return Scope((IsProject((only,)),), Topic((IsProject((only,)),), (only,), (only,)))
        case Clarify() | Decline():
            return Scope(trouble=place)
    plain = [
        condition
        for item in frame.items
        if not item.is_a(*_TOPICAL) and (condition := condition_of(item)) is not None
    ]
    both = frame.has("those_two") and frame.has("printed_at", "reprinted") and not frame.has("together")
    said = "" if frame.has("once", "together") else frame.said()
    both = both or bool(_IN_EACH.search(said) and not any(item.negated for item in frame.items))
    conditions = (_each_goal(plain) if both else list(merge(_either_amount(frame, plain)))) + marks(frame)
    conditions = under_goal(conditions)
    if any(item.negated and item.is_a(*_TOPICAL) for item in frame.items):
        conditions += _excluded(frame, lexicon, select(lexicon.catalogue, tuple(conditions)))
    topical = _topical(frame, lexicon)
    pool = select(lexicon.catalogue, tuple(conditions))
    topic = _held_together(frame, topical)
    if topic is None and (topical or frame.unknown):
        topic = _narrowed_by_comma(frame, topical, lexicon, pool) or resolve(
            topical, frame.unknown, lexicon, pool
        )
        hinted = by_hints(frame, topical, topic, lexicon, pool)
        left = replace(hinted, passed_over=frame.unknown) if hinted else None
        if hinted is not topic and hinted and left and names_nothing(frame, left, lexicon):
            hinted = Topic(rivals=hinted.ids or hinted.rivals)
        topic = _told_apart(frame, hinted, lexicon)
    if topic is None:
        return Scope(tuple(conditions))
    if topic.conditions and names_nothing(frame, topic, lexicon):
        topic = Topic(rivals=topic.ids)
    if not topic.conditions:
        if not topical and conditions and not _in_the_way(frame):
            return Scope(tuple(conditions), passed_over=frame.unknown)
        return Scope(tuple(conditions), topic, _not_found(frame, topic, topical, lexicon))
    return Scope((*conditions, *topic.conditions), topic, passed_over=topic.passed_over)


# 「基本目標2と4に共通する事業」「目標2にも目標3にも載っている事業」
_IN_EACH = re.compile("(?:両方|どちら|どっち|いずれ)(?:とも)?に|に(?:共通|またが)|[1-4]にも[^。、]*[1-4]にも")


def _narrowed_by_comma(
    frame: Frame, topical: tuple[Item, ...], lexicon: Lexicon, pool: frozenset[str]
) -> Topic | None:
    """「選手の派遣、小学校はいくら?」: the word behind the comma tells which one, and is no other thing."""
    behind = tuple(item.joined and frame.text_at(item.index - 1) == "、" for item in topical)
    if not any(behind) or frame.unknown:
        return None
    apart = (
        replace(item, joined=False) if comma else item for item, comma in zip(topical, behind, strict=True)
    )
    topic = resolve(tuple(apart), (), lexicon, pool)
    return topic if topic and topic.single and not topic.passed_over else None


def _held_together(frame: Frame, topical: tuple[Item, ...]) -> Topic | None:
    """「AはBの何倍」: each names a project, and no project has to fit both."""
    if not frame.has("ratio", "difference", "compare", "which", "together", "those_two", "each"):
        return None
    if frame.has("related") and frame.has("together"):
        return None  # 「除雪とか雪対策に関わる事業を合わせて」: all that is about either
    ids = [item.meaning.ids for item in topical if isinstance(item.meaning, Projects)]
    if len(ids) < 2 or len(ids) < len(topical) or any(len(one) > 1 for one in ids):
        return None
    named = tuple(dict.fromkeys(one for (one,) in ids))
    return Topic((IsProject(named),), named, named)


def _excluded(frame: Frame, lexicon: Lexicon, pool: frozenset[str]) -> list[Condition]:
    """「除雪と工場改良を除く」「(福祉保険部で)除雪のやつ以外」: what is left out, among what is asked about."""
    runs: list[list[Item]] = []
    for item in frame.items:
        if not item.negated or not item.is_a(*_TOPICAL):
            continue
        last = runs[-1][-1] if runs else None
        if last and _is_one_name(last, item, frame):
            runs[-1].append(item)
        else:
            runs.append([item])
    conditions: list[Condition] = []
    for run in runs:
        plain = tuple(replace(item, negated=False, joined=False) for item in run)
        is_a_name = len(run) > 1 or isinstance(run[0].meaning, Projects)
        meant = resolve(plain, (), lexicon, pool) if is_a_name else None
        ids = ((meant.single,) if meant.single else meant.named) if meant else ()
        if ids:
            conditions.append(IsProject(ids, negated=True))
        else:
            conditions += [found for item in run if (found := condition_of(item)) is not None]
        named = _as_many_as_said(frame, run, lexicon, pool)
        if not ids and named:
            conditions[-len(run) :] = [IsProject(named, negated=True)]
    return conditions


def _as_many_as_said(
    frame: Frame, run: list[Item], lexicon: Lexicon, pool: frozenset[str]
) -> tuple[str, ...]:
    """「新規就農の2つを除くと」: those that are called so, where there are as many."""
    many = next((number.value for _, number in frame.numbers if number.counter in {"つ", "件", "事業"}), None)
    words = [word for item in run if isinstance(item.meaning, Words) for word in item.meaning.words]
    named = tuple(project for project in lexicon.matching(words, in_text=False) if project in pool)
    return named if many == len(named) and len(run) == 1 else ()


def _is_one_name(before: Item, item: Item, frame: Frame) -> bool:
    """Whether two words were said as one: 動物園繰出金, 動物園の繰出金."""
    between = frame.spans[before.index + 1 : item.index]
    touching = frame.spans[before.index].end == frame.spans[item.index].start
    return touching or "".join(span.text for span in between) in {"の", "への"}


def _topical(frame: Frame, lexicon: Lexicon) -> tuple[Item, ...]:
    """Names and words to look for.

    「…を応援している」 says what is done and 「…の整備費」 asks for the amount: neither says what it is about.
    """
    found = tuple(item for item in frame.items if item.is_a(*_TOPICAL) and not item.negated)
    about = tuple(
        item
        for item in found
        if not _is_done(item, frame)
        and not (item.is_a(Words) and key(item.text) in lexicon.vocabulary.expenses and not _literal(item))
    )
    return about or found


def _told_apart(frame: Frame, topic: Topic | None, lexicon: Lexicon) -> Topic | None:
    """「市立大学の運営費」: of the few that are called so, the one whose name has 運営 too."""
    if topic is None or not 1 < len(topic.ids) <= _A_FEW:
        return topic
    named = named_by_most_of_it(frame, topic, lexicon)
    if named:
        return Topic((IsProject((named,)),), (named,), (named,))
    said = [key(item.text) for item in frame.of(Words) if key(item.text) in lexicon.vocabulary.expenses]
    stems = [word.removesuffix("費") for word in said if len(word.removesuffix("費")) > 1]
    names = {project: key(lexicon.catalogue.by_id[project].name) for project in topic.ids}
    fits = [project for project, name in names.items() if any(stem in name for stem in stems)]
    words = [key(item.text) for item in frame.of(Words) if key(item.text) not in said]
    called = len(fits) == 1 and any(word in names[fits[0]] for word in words)
    return Topic((IsProject((fits[0],)),), (fits[0],), (fits[0],)) if called else topic


_A_FEW = 4  # projects


def _literal(item: Item) -> bool:
    return isinstance(item.meaning, Words) and item.meaning.literal


def _is_done(item: Item, frame: Frame) -> bool:
    after = frame.text_at(item.index + 1)
    before = frame.text_at(item.index - 1)
    return isinstance(item.meaning, Words) and before == "を" and after in DOES and not item.meaning.literal


DOES = {
    "する",
    "してる",
    "している",
    "して",
    "した",
    "される",
    "します",
    "してくれる",
    "する事業",
    "してる事業",
    "している事業",
    "できる",
}


def _either_amount(frame: Frame, plain: list[Condition]) -> list[Condition]:
    """「1億円以上または100万円未満」: no amount is both, so that one of the two is meant."""
    amounts = [condition for condition in plain if isinstance(condition, AmountBetween)]
    said = _OR.search(frame.said())
    if len(amounts) != _TWO or not said or any(amount.negated for amount in amounts):
        return plain
    lower, upper = sorted(amounts, key=lambda amount: amount.at_least or 0)
    if lower.at_most is None or upper.at_least is None or lower.at_most >= upper.at_least:
        return plain
    either = Either(tuple(Subject((amount,), "") for amount in amounts))
    return [*(condition for condition in plain if condition not in amounts), either]


_TWO = 2
_OR = re.compile(
    "(?:未満|以下|以上|超|円|台|より[^、。]{2,4})(?:の(?:もの|事業))?(?:、)?(?:または|又は|もしくは|若しくは|あるいは|か、?)"
)


def _each_goal(plain: list[Condition]) -> list[Condition]:
    """「基本目標1と2の両方に」: one condition a goal, all of which must hold."""
    found: list[Condition] = []
    for condition in plain:
        match condition:
            case InGoals(goals, False):
                found += [InGoals((goal,)) for goal in goals]
            case _:
                found.append(condition)
    return found


def _in_the_way(frame: Frame) -> bool:
    """Whether an unknown word may be a name: it is long enough, or stands right beside one."""
    return any(len(word) > 1 for word in frame.unknown) or _unread_place(frame) or _unread_noun(frame)


def _unread_noun(frame: Frame) -> bool:
    """「城の新規事業は?」: what is asked about is a kanji that is a word of its own."""
    match frame.spans[:2]:
        case (Span(meaning=Unknown()) as first, Span(text="の" | "と")):
            return first.text != "別" and is_a_noun(first.text)
    return False


def _unread_place(frame: Frame) -> bool:
    """「目標1の亜の合計」: what narrows a place down was not understood."""
    return any(
        isinstance(span.meaning, Unknown)
        and not span.meaning.light
        and before.text == "の"
        and after.text in {"の", "は", "だけ", "って"}
        and isinstance(place.meaning, Goals | Policies)
        for place, before, span, after in zip(
            frame.spans, frame.spans[1:], frame.spans[2:], frame.spans[3:], strict=False
        )
    )


def _not_found(frame: Frame, topic: Topic, topical: tuple[Item, ...], lexicon: Lexicon) -> Clarify | Decline:
    """Nothing surely meant: the nearest names as choices."""
    said = "".join(frame.unknown) or "・".join(item.text for item in topical)
    if topic.rivals:
        name = typed_name(frame)
        alike = nearest(name, lexicon, _AS_A_NAME) if name else []
        return Clarify(
            Doubt.DID_YOU_MEAN, project_options([*topic.rivals[:3], *alike], lexicon), name or said
        )
    return Decline(Refusal.UNKNOWN_NAME, said, project_options(nearest(said, lexicon), lexicon))


_AS_A_NAME = 52  # of a hundred: so much alike must be what is offered beside names that have the words
