"""What is asked, from what was heard: the slots of a `Query` filled from a frame.

Each rule of this package says which way of asking it serves. Rules look at slots and cues, never at
sentences; the first that applies makes the draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from bot.japanese import key
from bot.query import Field, IsProject, Measure, Query
from bot.reading import Clarify, Decline, Doubt, Option, Refusal
from bot.understanding.asking.claims import (
    of_that_department,
    of_that_newness,
    of_the_first_project,
    read_claim,
)
from bot.understanding.asking.comparisons import as_comparison, as_first_of_each, as_which_of_two
from bot.understanding.asking.groups import (
    as_breakdown,
    as_group_ranking,
    as_shares_of_groups,
)
from bot.understanding.asking.groups_within import as_groups_within
from bot.understanding.asking.means import as_mean_against_mean
from bot.understanding.asking.nested import halves, of_groups, with_own_place
from bot.understanding.asking.one_project import (
    as_part_of_it,
    as_project,
    as_twins,
    as_value,
    as_which_goal,
)
from bot.understanding.asking.ranks import are_neighbours, as_rank, as_ranking, with_supposed_rank
from bot.understanding.asking.relative import with_relative
from bot.understanding.asking.shares import as_share
from bot.understanding.asking.shares_between import as_share_between
from bot.understanding.asking.sums import as_count, as_list, as_printed_gap, as_statistics, as_sum
from bot.understanding.asking.than_group import as_than_group
from bot.understanding.asking.than_named import as_than_project
from bot.understanding.asking.themes import as_themes
from bot.understanding.asking.together import as_several_kinds, as_sum_of_named
from bot.understanding.asking.told_by_text import as_told_by_text
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.placing import (
    with_goal_letters,
    with_policy_range,
    with_short_departments,
    without_descriptions,
)
from bot.understanding.printed_rows import with_row_range
from bot.understanding.scope import Scope, read_scope
from bot.understanding.spans import Departments, Goals, Policies, Projects, UnknownDepartment, Words

Readings: TypeAlias = Mapping[str, Policies | Departments | Words]  # of one item, by what can be picked


def interpret(frame: Frame, lexicon: Lexicon, goal: int | None = None) -> Draft:
    """Read one frame by itself; `goal` is the one talked about, for a policy's bare letter."""
    frame = with_supposed_rank(with_own_place(_two_of_goal(frame, goal), lexicon))
    nested = _as_of_groups(frame, lexicon)
    if nested:
        return nested
    doubt = _ambiguous(frame, lexicon)
    if doubt:
        return doubt
    if frame.has("why") and frame.has("big", "small", "largest", "smallest") and not frame.facts:
        return Draft(frame, trouble=Decline(Refusal.OPINION, frame.said()[:30]))
    if frame.has("beyond") or _ranks_apart(frame):
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
    frame = with_goal_letters(with_short_departments(frame, lexicon), lexicon)
    frame = with_policy_range(with_row_range(frame, lexicon), lexicon)
    frame = without_descriptions(frame)
    apart = (
        as_mean_against_mean(frame, lexicon)
        or as_than_group(frame, lexicon)
        or as_than_project(frame, lexicon)
    )
    if apart:
        return apart
    claim, asked = read_claim(frame)
    if claim is None:
        claim, asked = of_the_first_project(frame, lexicon)
    scope = read_scope(asked, lexicon)
    if scope.trouble and not claim:
        several = as_several_kinds(asked, Scope(), lexicon) or as_sum_of_named(asked, Scope(), lexicon)
        if several:
            return replace(several, frame=frame)
    if isinstance(scope.trouble, Decline) and scope.trouble.refusal is Refusal.UNKNOWN_NAME:
        asked, scope, claim = of_that_department(asked, scope, claim, lexicon)
    if scope.trouble and frame.new:
        asked, scope, claim = of_that_newness(asked, scope, claim, lexicon)
    if scope.trouble:
        pending = _without_what_is_missing(asked, lexicon)
        return _as_two_names(asked, lexicon) or Draft(frame, trouble=scope.trouble, pending=pending)
    asked, scope = with_relative(asked, scope)
    draft = (
        as_value(asked, scope, lexicon)
        or as_part_of_it(asked, scope, lexicon)
        or as_rank(asked, scope, lexicon)
        or as_groups_within(asked, scope)
        or as_first_of_each(asked, scope, lexicon)
        or as_shares_of_groups(asked, scope)
        or as_several_kinds(asked, scope, lexicon)
        or as_share_between(asked, scope, lexicon)
        or as_share(asked, scope, lexicon)
        or as_which_goal(asked, scope)
        or as_which_of_two(asked, scope, lexicon)
        or as_comparison(asked, scope, lexicon)
        or as_sum_of_named(asked, scope, lexicon)
        or as_group_ranking(asked, scope)
        or as_breakdown(asked, scope)
        or as_printed_gap(asked, scope)
        or as_statistics(asked, scope)
        or as_ranking(asked, scope)
        or as_count(asked, scope)
        or as_told_by_text(asked, scope, lexicon)
        or as_themes(asked, scope, lexicon)
        or as_project(asked, scope, lexicon)
        or as_twins(asked, scope, lexicon)
        or as_sum(asked, scope, lexicon)
        or as_list(asked, scope)
    )
    if claim and draft.query:
        draft = replace(draft, query=replace(draft.query, claim=claim))
    return replace(draft, frame=frame, passed_over=scope.passed_over)


def _ranks_apart(frame: Frame) -> bool:
    """「2位と5位の合計」: ranks that no window holds together, and that are not held against each other."""
    nth = [number for _, number in frame.numbers if number.counter in {"位", "番目"} and number.last is None]
    against = frame.has("difference", "ratio", "compare", "which")
    return len(nth) > 1 and not are_neighbours(nth) and not against


def _without_what_is_missing(frame: Frame, lexicon: Lexicon) -> Query | None:
    """The question of 「基本目標5の合計は?」, for when the right goal is named next."""
    rest = frame.without(lambda item: item.is_a(UnknownDepartment) or getattr(item.meaning, "missing", False))
    if len(rest.items) == len(frame.items) or rest.items or rest.unknown:
        return None
    return interpret(rest, lexicon).query


def _as_two_names(frame: Frame, lexicon: Lexicon) -> Draft | None:
    """「市立大学の運営費と施設整備の補助金の差」「経済部と観光、どっちが多い?」: what fits no one project names two."""
    places, topical = frame.of(Departments, Goals, Policies), frame.of(Projects, Words)
    if (
        len(places) == len(topical) == 1
        and not frame.unknown
        and not frame.has("most", "largest", "smallest")
    ):
        return as_comparison(frame, Scope(), lexicon)
    if frame.unknown or len(frame.of(Projects, Words)) < 3:
        return None
    draft = as_comparison(frame, Scope(), lexicon)
    return draft if draft and len(draft.query.subjects if draft.query else ()) == 2 else None


def _two_of_goal(frame: Frame, goal: int | None) -> Frame:
    """「ウの事業は?」 while goal 2 is talked about."""
    if goal is None or frame.of(Goals):
        return frame
    items = tuple(
        replace(item, meaning=Policies(tuple(ref for ref in item.meaning.refs if ref.goal == goal)))
        if isinstance(item.meaning, Policies)
        and item.meaning.letter
        and any(ref.goal == goal for ref in item.meaning.refs)
        else item
        for item in frame.items
    )
    return replace(frame, items=items)


def _as_of_groups(frame: Frame, lexicon: Lexicon) -> Draft | None:
    """「予算が一番多い部の事業数」: one question finds the groups, the other is asked of them."""
    parts = halves(frame)
    if parts is None:
        return None
    inner, outer, grouping = parts
    return of_groups(frame, interpret(inner, lexicon), interpret(outer, lexicon), grouping)


def _ambiguous(frame: Frame, lexicon: Lexicon) -> Draft | None:
    """「推進部の合計」「施策アの合計」: one short name, several equally good readings."""
    if not frame.of(Goals):
        for position, item in enumerate(frame.items):
            meaning = item.meaning
            if isinstance(meaning, Policies) and meaning.letter and len(meaning.refs) > 1:
                readings = dict(_policies_by_goal(meaning, lexicon))
                return _ask(frame, lexicon, position, readings, Doubt.WHICH_POLICY)
    for position, item in enumerate(frame.items):
        meaning = item.meaning
        if isinstance(meaning, Departments) and meaning.ambiguous and not item.negated:
            names = {name: Departments((name,)) for name in meaning.names}
            return _ask(frame, lexicon, position, names, Doubt.WHICH_DEPARTMENT)
        fields = _field_of_work(frame, item, lexicon)
        if fields:
            return _ask(frame, lexicon, position, fields, Doubt.FIELD_OF_WORK)
    return None


def _field_of_work(frame: Frame, item: Item, lexicon: Lexicon) -> Readings:
    """「教育の予算は?」「子育てと除雪、どっちが多い?」: the departments that do it, or what is called so."""
    theme = lexicon.themes.get(key(item.text))
    if theme is None or not theme.departments or frame.unknown:
        return {}
    sides = 2 if frame.has("compare", "which") else 1
    if len(frame.items) != sides or not (sides > 1 or frame.has("amount", "share", "total")):
        return {}
    if frame.has("related", "contains", "list", "except") or "事業" in frame.said():
        return {}
    match item.meaning:
        case Words(words, label, field=Field.ANY, literal=False) as said:
            named = bool(lexicon.matching(words, in_text=False))
            field, where = (Field.NAME, "事業名") if named else (Field.DESCRIPTION, "説明文")
            departments = {name: Departments((name,)) for name in theme.departments}
            return {**departments, f"{where}に「{label}」がある事業": replace(said, field=field)}
    return {}


def _policies_by_goal(meaning: Policies, lexicon: Lexicon) -> Iterator[tuple[str, Policies]]:
    for goal in dict.fromkeys(ref.goal for ref in meaning.refs):
        refs = tuple(ref for ref in meaning.refs if ref.goal == goal)
        label = (
            f"{refs[0]} {lexicon.catalogue.policies[refs[0]]}"
            if len(refs) == 1
            else f"{goal}-{meaning.letter}"
        )
        yield label, Policies(refs)


def _name_of_one(query: Query, lexicon: Lexicon) -> str:
    """「オの3番は?」: the project that each of the places holds."""
    match query.conditions:
        case (IsProject((one,), False),) if query.measure is Measure.DETAIL:
            return lexicon.catalogue.by_id[one].name
    return ""


def _ask(
    frame: Frame,
    lexicon: Lexicon,
    position: int,
    readings: Readings,
    doubt: Doubt,
) -> Draft:
    options = []
    for label, meaning in readings.items():
        items = list(frame.items)
        items[position] = replace(items[position], meaning=meaning)
        read = interpret(replace(frame, items=tuple(items)), lexicon)
        if read.query:
            options.append(Option(_name_of_one(read.query, lexicon) or label, read.query))
        elif isinstance(read.trouble, Clarify) and read.trouble.doubt is Doubt.FIELD_OF_WORK:
            # 「子育てと教育、どっちが多い?」: one choice for each pair
            options += [Option(f"{label}と{other.label}", other.query) for other in read.trouble.options]
    return Draft(frame, trouble=Clarify(doubt, tuple(options), frame.items[position].text))
