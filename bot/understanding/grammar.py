"""What is asked, from what was heard: the slots of a `Query` filled from a frame.

Each rule says which way of asking it serves. Rules look at slots and cues, never at sentences.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from bot.japanese import normalise
from bot.query import (
    AmountBetween,
    Aspect,
    Claim,
    Comparison,
    Condition,
    Counting,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Order,
    Query,
    Subject,
    ThanProject,
    Window,
)
from bot.reading import Clarify, Decline, Doubt, Option, Refusal
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item, condition_of
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import Scope, project_options, read_scope
from bot.understanding.spans import (
    Amount,
    Cue,
    Departments,
    Goals,
    Policies,
    Projects,
    Row,
    Span,
    Trust,
    Words,
)
from bot.understanding.topics import resolve

_ALIKE = 50  # names this alike are variants of one another
_FEW = 5  # 「大きい事業」 without a number
_NTH = {"位", "番目", "番", "つ目", "件目", "個目"}
_HOW_MANY = {"件", "つ", "個", "本", "事業", "部", "部局", "目標", "施策"}
_MANY_PROJECTS = re.compile(
    "事業(?:の数|数)?[がのは]?(?:一番|いちばん|最も|もっとも)?(?:多|少)|(?:一番|いちばん|最も)(?:多くの|たくさんの?)事業"
)


_COUNTS_PROJECTS = re.compile(
    "何事業|事業数|事業の数|事業(?:数|の数|は|が|って|、)?(?:全部で)?(?:何件|いくつ|何個|何本)"
)


def interpret(frame: Frame, lexicon: Lexicon, goal: int | None = None) -> Draft:
    """Read one frame by itself; `goal` is the one talked about, for a policy's bare letter."""
    frame = _two_of_goal(frame, goal)
    doubt = _ambiguous(frame, lexicon)
    if doubt:
        return doubt
    if frame.has("why") and frame.has("big", "small", "largest", "smallest") and not frame.facts:
        return Draft(frame, trouble=Decline(Refusal.OPINION, "".join(span.text for span in frame.spans)[:30]))
    if frame.has("beyond"):
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
    claim, asked = _claim(frame)
    scope = read_scope(asked, lexicon)
    if scope.trouble:
        return Draft(frame, trouble=scope.trouble)
    draft = (
        _value(asked, scope, lexicon)
        or _than_project(asked, scope)
        or _share(asked, scope, lexicon)
        or _comparison(asked, scope, lexicon)
        or _together(asked, scope, lexicon)
        or _group_ranking(asked, scope)
        or _breakdown(asked, scope)
        or _printed_gap(asked, scope)
        or _statistics(asked, scope)
        or _ranking(asked, scope)
        or _count(asked, scope)
        or _single(asked, scope)
        or _twins(asked, scope, lexicon)
        or _sum(asked, scope)
        or _list(asked, scope)
    )
    if claim and draft.query:
        draft = replace(draft, query=replace(draft.query, claim=claim))
    return replace(draft, frame=frame, passed_over=scope.passed_over)


def _draft(frame: Frame, scope: Scope, query: Query, *, measured: bool = True) -> Draft:
    return Draft(
        frame,
        query,
        scope=scope.conditions,
        grouping=query.group_by,
        measured=measured,
        whole=frame.has("whole", "all_of"),
    )


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


# --- doubts ---------------------------------------------------------------------------------------


def _ambiguous(frame: Frame, lexicon: Lexicon) -> Draft | None:
    """「推進部の合計」「施策アの合計」: one short name, several equally good readings."""
    if not frame.of(Goals):
        for position, item in enumerate(frame.items):
            meaning = item.meaning
            if isinstance(meaning, Policies) and meaning.letter and len(meaning.refs) > 1:
                readings = {
                    f"{ref} {lexicon.catalogue.policies[ref]}": Policies((ref,)) for ref in meaning.refs
                }
                return _ask(frame, lexicon, position, readings, Doubt.WHICH_POLICY)
    for position, item in enumerate(frame.items):
        meaning = item.meaning
        if isinstance(meaning, Departments) and meaning.ambiguous and not item.negated:
            names = {name: Departments((name,)) for name in meaning.names}
            return _ask(frame, lexicon, position, names, Doubt.WHICH_DEPARTMENT)
    return None


def _ask(
    frame: Frame,
    lexicon: Lexicon,
    position: int,
    readings: dict[str, Policies] | dict[str, Departments],
    doubt: Doubt,
) -> Draft:
    options = []
    for label, meaning in readings.items():
        items = list(frame.items)
        items[position] = replace(items[position], meaning=meaning)
        read = interpret(replace(frame, items=tuple(items)), lexicon)
        if read.query:
            options.append(Option(label, read.query))
    return Draft(frame, trouble=Clarify(doubt, tuple(options), frame.items[position].text))


# --- claims: 「…ですよね?」 ------------------------------------------------------------------------


def _claim(frame: Frame) -> tuple[Claim | None, Frame]:
    """What is supposed, and the question that remains without it."""
    names = [item for item in frame.of(Projects, Row) if _one_project(item)]
    if len(names) == 1 and not frame.has("share", "difference", "compare", "which", "ratio", "total"):
        claim, rest = _claim_of_project(frame, names[0])
        if claim:
            return claim, rest
    if not frame.has("confirm"):
        return None, frame
    amounts = [
        item
        for item in frame.of(Amount)
        if isinstance(item.meaning, Amount) and (item.meaning.value.exact or _is_about(item.meaning))
    ]
    if amounts and isinstance(amounts[0].meaning, Amount) and not frame.has("which_project", "list"):
        rest = frame.without(lambda item: item is amounts[0])
        return Claim(amount=amounts[0].meaning.value.said), _with_cue(rest, "total")
    bounds = frame.of(Amount)
    if (
        len(bounds) == 1
        and isinstance(bounds[0].meaning, Amount)
        and frame.of(Departments, Goals, Policies)
        and not frame.has("list", "count", "which_project")
    ):
        value = bounds[0].meaning.value
        rest = _with_cue(frame.without(lambda item: item is bounds[0]), "total")
        return Claim(at_least=value.at_least, at_most=value.at_most), rest
    for index, number in frame.numbers:
        if number.counter in {"件", "事業", "個", "つ", "本"} and not frame.has("largest", "smallest"):
            rest = replace(frame, numbers=tuple(n for n in frame.numbers if n[0] != index))
            return Claim(count=number.value), _with_cue(rest, "count")
    departments = frame.of(Departments)
    if (
        departments
        and frame.has("largest", "smallest", "most")
        and frame.has("noun_department", "department_asked")
    ):
        meaning = departments[0].meaning
        assert isinstance(meaning, Departments)
        return Claim(department=meaning.names[0]), frame.without(lambda item: item is departments[0])
    return None, frame


def _is_about(amount: Amount) -> bool:
    """28億くらい: bounds to either side of the sum that was said."""
    value = amount.value
    return (
        value.said is not None
        and value.at_least is not None
        and value.at_most is not None
        and value.at_least < value.said < value.at_most
    )


def _with_cue(frame: Frame, name: str) -> Frame:
    return frame if frame.has(name) else replace(frame, cues={**frame.cues, name: (len(frame.spans),)})


def _one_project(item: Item) -> bool:
    match item.meaning:
        case Projects(ids, ambiguous, _, _):
            return len(ids) == 1 and not ambiguous
        case Row():
            return True
    return False


def _claim_of_project(frame: Frame, name: Item) -> tuple[Claim | None, Frame]:
    """「Aは環境部の担当ですよね?」「Aは35億円ですよね?」「Aは新規?」「一番はAですよね?」"""
    rest = frame.without(lambda item: item.is_a(Departments, Amount, Goals) and not item.negated)
    departments = tuple(item for item in frame.of(Departments) if not item.joined and not name.joined)
    if (
        frame.has("largest", "smallest", "most")
        and frame.has("confirm")
        and isinstance(name.meaning, Projects)
    ):
        return Claim(project=name.meaning.ids[0]), frame.without(lambda item: item is name)
    if len(departments) == 1 and isinstance(departments[0].meaning, Departments):
        asked = _with_cue(rest, "department_asked")
        return Claim(department=departments[0].meaning.names[0]), asked
    amounts = [item.meaning for item in frame.of(Amount) if isinstance(item.meaning, Amount)]
    if len(amounts) == 1 and amounts[0].value.exact:
        return Claim(amount=amounts[0].value.said), rest
    if len(amounts) == 1 and not frame.has("list", "which_project"):
        value = amounts[0].value
        if _is_about(amounts[0]):
            return Claim(amount=value.said), rest
        return Claim(at_least=value.at_least, at_most=value.at_most), rest
    if frame.new is not None and (frame.has("confirm") or frame.cues.get("new", (0,))[0] > name.index):
        return Claim(new=frame.new), replace(_with_cue(rest, "newness_asked"), new=None)
    goals = frame.of(Goals)
    if len(goals) == 1 and frame.has("confirm") and isinstance(goals[0].meaning, Goals):
        return Claim(goal=goals[0].meaning.numbers[0]), _with_cue(rest, "places_asked")
    return None, frame


def _than_project(frame: Frame, scope: Scope) -> Draft | None:
    """「Aより予算が大きい事業」: projects above one project's amount."""
    if not frame.has("big", "small") or not scope.topic or not scope.topic.single:
        return None
    if not re.search(
        "より(?:も)?(?:予算|金額|額)?(?:[がの])?(?:多|大き|高|少な|小さ|安|低)い?(?:の)?事業", _text(frame)
    ):
        return None
    kept = tuple(c for c in scope.conditions if c not in scope.topic.conditions)
    than = ThanProject(scope.topic.single, above=frame.has("big"))
    query = Query(Measure.COUNT if frame.has("count") else Measure.LIST, (*kept, than))
    return _draft(frame, scope, query)


# --- shares ---------------------------------------------------------------------------------------


def _share(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「AはBの何%」「Bに占めるAの割合」「Aの部内での割合」「上位10事業で全体の何%」."""
    if not frame.has("share") or frame.has("difference"):
        return None
    base = _base_item(frame)
    base_conditions: tuple[Condition, ...] = ()
    if base is not None:
        found = condition_of(base)
        base_conditions = (found,) if found else ()
    elif frame.has("own_whole"):
        base_conditions = tuple(
            c for c in scope.conditions if isinstance(c, InDepartments | InGoals | InPolicies)
        )
    conditions = scope.conditions
    if base is not None and base_conditions and not _within(conditions, base_conditions[0]):
        conditions = (*conditions, *base_conditions)
    rank = _window(frame)
    order, window = rank if rank else (Order.PRINTED, None)
    if isinstance(base.meaning if base else None, Projects | Row | Words) and scope.topic:
        conditions, base_conditions = _part_of_project(frame, scope, base, lexicon)
    elif base is not None and isinstance(base.meaning, Departments) and scope.topic and scope.topic.single:
        # A project's share of a department that it may not belong to.
        conditions = tuple(c for c in conditions if c not in base_conditions)
    grouping = _noun_grouping(frame) if window else None
    if frame.has("whole") and frame.new and _before(frame, "whole") == "new":
        conditions = tuple(c for c in conditions if not isinstance(c, IsNew))
        base_conditions = (IsNew(),)
    basis = Measure.COUNT if frame.has("count") and not frame.has("amount") else Measure.TOTAL
    query = Query(
        Measure.SHARE,
        _named_first(conditions, scope),
        grouping,
        order,
        window,
        base_conditions,
        basis=basis,
    )
    draft = _draft(frame, scope, query)
    return replace(draft, scope=conditions, grouping=None)


def _before(frame: Frame, cue: str) -> str:
    """The cue right before another one."""
    index = frame.at(cue)
    meaning = frame.spans[index - 1].meaning if index > 0 else None
    return meaning.name if isinstance(meaning, Cue) else ""


def _part_of_project(
    frame: Frame, scope: Scope, base: Item | None, lexicon: Lexicon
) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """「Aは(中学校)Bの何%」: one project in percent of another."""
    sides = _sides(frame, scope, lexicon)
    if len(sides) == 2:
        return sides[0].conditions, sides[1].conditions
    return scope.conditions, ()


def _within(conditions: tuple[Condition, ...], base: Condition) -> bool:
    return base in conditions


def _named_first(conditions: tuple[Condition, ...], scope: Scope) -> tuple[Condition, ...]:
    """For figures of a theme: the projects of that name where there are any, else those that mention it."""
    topic = scope.topic
    if topic is None or not topic.named or topic.named == topic.ids:
        return conditions
    kept = tuple(condition for condition in conditions if condition not in topic.conditions)
    return (*kept, IsProject(topic.named))


def _base_item(frame: Frame) -> Item | None:
    """The item that stands for the whole: right before 「の何%」, or before 「に占める」「のうち」."""
    candidates = [
        item
        for item in frame.items
        if item.is_a(Departments, Goals, Policies, Projects, Row, Words) and not item.negated
    ]
    within = frame.at("within")
    if within >= 0 and not frame.has("whole", "all_of", "own_whole"):
        before = [item for item in candidates if item.index < within]
        if before and (len(candidates) > 1 or frame.new is not None or _window(frame)):
            return before[-1]
    if frame.has("whole", "all_of", "own_whole") or (
        len(candidates) < 2 and frame.new is None and not frame.has("that")
    ):
        return None
    share = frame.at("share")
    before = [item for item in candidates if item.index < share]
    if not before:
        return None
    last = before[-1]
    between = frame.spans[last.index + 1 : share]
    if any(isinstance(span.meaning, Cue) and span.meaning.name in {"new", "total"} for span in between):
        return None
    direct = between and all(span.text == "の" or _is_sum(span) for span in between)
    subject = frame.spans[last.index + 1].text in {"は", "が", "って"}
    return last if direct and not subject else None


def _is_sum(span: Span) -> bool:
    return isinstance(span.meaning, Cue) and span.meaning.name in {
        "amount",
        "total",
        "whole",
        "printed",
        "once",
    }


# --- comparisons ----------------------------------------------------------------------------------


def _sides(frame: Frame, scope: Scope, lexicon: Lexicon) -> list[Subject]:
    """The two or more things that are held against each other, each under the shared conditions."""
    topical = frame.of(Projects, Row, Words)
    places = frame.of(Departments, Goals, Policies)
    if len(topical) >= 2 or (topical and scope.topic and scope.topic.twins):
        found = _topical_sides(frame, topical, scope, lexicon)
        if len(found) >= 2:
            return found
    for kind in (Departments, Policies, Goals):
        parts = _parts([item for item in places if item.is_a(kind)], lexicon)
        if len(parts) >= 2:
            own = {part for _, part in parts}
            shared = tuple(condition for condition in scope.conditions if not _covers(condition, own))
            return [Subject((*shared, part), label) for label, part in parts]
    if len(topical) + len(places) == 2:
        return [Subject((part,), label) for label, part in _parts([*places, *topical], lexicon)]
    return []


def _topical_sides(frame: Frame, items: tuple[Item, ...], scope: Scope, lexicon: Lexicon) -> list[Subject]:
    """Sides named by project or word: 「AとB」, 「Aの小学校と中学校」, 「AよりBの…のほうが」."""
    topic = scope.topic
    exact = [item for item in items if item.is_a(Projects, Row) and item.trust is Trust.EXACT]
    if topic and len(topic.ids) == 2 and (topic.twins or len(exact) == 1):
        return [_side(project, lexicon) for project in topic.ids]
    than = next((index for index, span in enumerate(frame.spans) if span.text in _THAN), None)
    before = sum(item.index < than for item in items) if than is not None else 0
    if 0 < before < len(items):
        return _subjects([items[:before], items[before:]], lexicon)
    joined = [i for i, item in enumerate(items) if item.joined]
    shared: tuple[Item, ...] = ()
    sides = list(items)
    if joined and joined[0] >= 2 and len(items) == joined[-1] + 1:
        shared, sides = items[: joined[0] - 1], list(items[joined[0] - 1 :])
    elif joined == [1] and len(items) > joined[-1] + 1:
        shared, sides = items[2:], list(items[:2])  # 小学校と中学校の選手派遣
    elif len(items) == 3 and not joined and all(item.is_a(Words, Projects) for item in items):
        shared, sides = items[:1], list(items[1:])
    subjects = _subjects([(*shared, replace(item, joined=False)) for item in sides], lexicon)
    if shared and joined and (len(subjects) < len(sides) or not all(map(_is_one, subjects))):
        split = _subjects([items[: joined[0]], items[joined[0] :]], lexicon)
        if len(split) == 2 and all(_is_one(subject) for subject in split):
            return split
    return subjects


_THAN = {"より", "よりも"}


def _is_one(subject: Subject) -> bool:
    match subject.conditions:
        case (IsProject((_,), False),):
            return True
    return False


def _subjects(sides: list[tuple[Item, ...]], lexicon: Lexicon) -> list[Subject]:
    """What the items of each side point at; one that is named like the first where several would fit."""
    everything = frozenset(lexicon.texts)
    subjects: list[Subject] = []
    for items in sides:
        first, *rest = items
        meant = resolve((replace(first, joined=False), *rest), (), lexicon, everything)
        project = meant.single if meant else None
        if project is None and meant and subjects:
            project = _like(subjects[0], meant.named or meant.ids, lexicon)
        if project:
            subjects.append(_side(project, lexicon))
        elif meant and meant.conditions:
            named = (IsProject(meant.named),) if meant.named else meant.conditions
            subjects.append(Subject(named, items[-1].text))
    unique = {subject.conditions: subject for subject in subjects}
    return list(unique.values())


def _side(project: str, lexicon: Lexicon) -> Subject:
    return Subject((IsProject((project,)),), lexicon.catalogue.by_id[project].name)


def _like(first: Subject, candidates: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """「旭川市立大学施設整備補助金は運営事業の何倍」: the one that is named most like the first."""
    match first.conditions:
        case (IsProject((one,), False),):
            name = lexicon.catalogue.by_id[one].name
        case _:
            return None
    scored = sorted(
        ((fuzz.ratio(name, lexicon.catalogue.by_id[c].name), c) for c in candidates if c != one), reverse=True
    )
    return scored[0][1] if scored and scored[0][0] >= _ALIKE else None


def _parts(items: list[Item], lexicon: Lexicon) -> list[tuple[str, Condition]]:
    parts: list[tuple[str, Condition]] = []
    for item in items:
        match item.meaning:
            case Projects(ids, _, _, _):
                parts += [(lexicon.catalogue.by_id[project].name, IsProject((project,))) for project in ids]
            case Row(_, project_id) if project_id:
                parts.append((lexicon.catalogue.by_id[project_id].name, IsProject((project_id,))))
            case Departments(names, _):
                parts += [(name, InDepartments((name,))) for name in names]
            case Goals(numbers, _):
                parts += [(f"基本目標{number}", InGoals((number,))) for number in numbers]
            case Policies(refs, _, _):
                parts += [(f"{ref} {lexicon.catalogue.policies[ref]}", InPolicies((ref,))) for ref in refs]
            case Words(_, label, _, _, _):
                condition = condition_of(item)
                ids_named = tuple(lexicon.matching(item.meaning.words, in_text=False))
                if condition:
                    parts.append((label, IsProject(ids_named) if ids_named else condition))
    unique: dict[Condition, str] = {}
    for label, part in parts:
        unique.setdefault(part, label)
    return [(label, part) for part, label in unique.items()]


def _covers(condition: Condition, own: set[Condition]) -> bool:
    return any(type(condition) is type(part) and not getattr(condition, "negated", False) for part in own)


def _comparison(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「AとBの差」「AはBの何倍」「AとB、どっちが多い」「AとBを比べて」."""
    asked = frame.has("difference", "ratio", "compare", "which")
    than = has_than(frame) and frame.has("big", "small", "confirm", "rather")
    each = frame.has("each") or _mixed(frame)
    if not asked and not than and not each:
        return None
    subjects = _extremes(frame, scope) or _sides(frame, scope, lexicon)
    if len(subjects) < 2 or (than and not asked and _ranks(frame)):
        return None
    how = Comparison.WHICH
    if frame.has("ratio"):
        how = Comparison.RATIO
    elif frame.has("difference"):
        how = Comparison.DIFFERENCE
    basis = Measure.TOTAL
    if frame.has("mean"):
        basis = Measure.MEAN
    elif _COUNTED.search(_text(frame)):
        basis = Measure.COUNT
    query = Query(Measure.COMPARE, subjects=tuple(subjects), comparison=how, basis=basis)
    return _draft(frame, scope, query)


def _together(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「Aの窓口ICT化とDX推進、あわせたらいくら」: projects named side by side, summed."""
    if not frame.has("together", "those_two") or not frame.has("total", "amount"):
        return None
    topical = frame.of(Projects, Row, Words)
    if len(topical) < 2 or not scope.topic:
        return None
    sides = [subject.conditions for subject in _topical_sides(frame, topical, scope, lexicon)]
    ids: list[str] = []
    for side in sides:
        match side:
            case (IsProject((one,), False),):
                ids.append(one)
            case _:
                return None
    if len(ids) < 2:
        return None
    kept = tuple(c for c in scope.conditions if c not in scope.topic.conditions)
    return _draft(frame, scope, Query(Measure.TOTAL, (*kept, IsProject(tuple(ids)))))


def has_than(frame: Frame) -> bool:
    """「Bより」."""
    return any(span.text in _THAN for span in frame.spans)


def _ranks(frame: Frame) -> bool:
    return any(number.counter in {"top", "bottom", *_NTH} for _, number in frame.numbers)


_COUNTED = re.compile("件数|事業数|事業の数|何件|本数|数[はがで]")


def _mixed(frame: Frame) -> bool:
    """「いじめ防止対策推進部といじめ防止対策事業、いくら?」: a department and a project side by side."""
    return any(
        later.joined
        and {first.is_a(Departments), later.is_a(Departments)} == {True, False}
        and first.is_a(Departments, Projects)
        and later.is_a(Departments, Projects)
        for first, later in pairwise(frame.items)
    )


def _extremes(frame: Frame, scope: Scope) -> list[Subject]:
    """「最高額と最低額の差」「1番目と2番目の差」."""
    if not frame.has("difference", "ratio"):
        return []
    nth = [
        value
        for _, number in frame.numbers
        if number.counter in _NTH
        for value in ((number.value,) if number.last is None else (number.value, number.last))
    ]
    if len(nth) == 2:
        order = _order(frame.has("small", "smallest", "ascending"))
        return [Subject(scope.conditions, f"{value}位", order, Window(value, value)) for value in nth]
    spread = re.search("一?番.*一?番", _text(frame)) and frame.has("big") and frame.has("small")
    if (frame.has("largest") and frame.has("smallest")) or spread:
        return [
            Subject(scope.conditions, "最大", Order.AMOUNT_DESC, Window(1, 1)),
            Subject(scope.conditions, "最小", Order.AMOUNT_ASC, Window(1, 1)),
        ]
    return []


# --- groups ---------------------------------------------------------------------------------------


def _grouping(frame: Frame) -> Grouping | None:
    for name, grouping in (
        ("by_department", Grouping.DEPARTMENT),
        ("by_policy", Grouping.POLICY),
        ("by_goal", Grouping.GOAL),
    ):
        if frame.has(name):
            return grouping
    return None


def _noun_grouping(frame: Frame) -> Grouping | None:
    """「どの部が」「一番多い施策は」: the noun that is ranked."""
    if frame.has("noun_policy") and not frame.of(Policies):
        return Grouping.POLICY
    if frame.has("noun_department", "department_asked") and not frame.of(Departments):
        return Grouping.DEPARTMENT
    if frame.has("noun_goal") and not frame.of(Goals):
        return Grouping.GOAL
    return None


def _text(frame: Frame) -> str:
    return "".join(span.text for span in frame.spans)


def _by_number(frame: Frame) -> Measure:
    if frame.has("mean"):
        return Measure.MEAN
    counted = frame.has("count") or bool(_MANY_PROJECTS.search(_text(frame)))
    if counted and not frame.has("amount", "total"):
        return Measure.COUNT
    return Measure.TOTAL


def _group_ranking(frame: Frame, scope: Scope) -> Draft | None:
    """「一番予算が多い部は?」「事業数が3番目に多い施策」「部局トップ5」."""
    rank = _window(frame)
    grouping = _grouping(frame) or _noun_grouping(frame)
    if rank is None or grouping is None or frame.has("share"):
        return None
    if scope.topic and scope.topic.single:
        return None
    if _grouping(frame) and rank[1] is None:
        return None
    if frame.has("department_asked") and not frame.has("noun_department") and _project_noun(frame):
        return None
    order, window = rank
    query = Query(_by_number(frame), scope.conditions, grouping, order, window or Window(1, 1))
    return _draft(frame, scope, query)


def _project_noun(frame: Frame) -> bool:
    """「一番高い事業の担当はどこ」 ranks projects."""
    return bool(re.search("事業(?:の|は|って)?(?:担当|どこ|所管)", _text(frame)))


def _breakdown(frame: Frame, scope: Scope) -> Draft | None:
    """「部局別」「施策ごと」「内訳」."""
    grouping = _grouping(frame)
    if grouping is None and frame.has("breakdown"):
        grouping = (
            default_grouping(scope.conditions) if not frame.has("noun_department") else Grouping.DEPARTMENT
        )
    if grouping is None and frame.has("list") and "事業" not in _text(frame).replace("事業部", ""):
        grouping = _noun_grouping(frame)
    if grouping is None:
        return None
    order = Order.AMOUNT_ASC if frame.has("ascending") else Order.AMOUNT_DESC
    if grouping is not Grouping.DEPARTMENT and not frame.has("ascending", "descending"):
        order = Order.PRINTED
    return _draft(frame, scope, Query(_by_number(frame), scope.conditions, grouping, order))


def default_grouping(conditions: tuple[Condition, ...]) -> Grouping:
    """What 「内訳」 means: the plan by goal, a goal or a department by policy, a policy by department."""
    kinds = {type(condition) for condition in conditions}
    if InPolicies in kinds:
        return Grouping.DEPARTMENT
    if InGoals in kinds or InDepartments in kinds:
        return Grouping.POLICY
    return Grouping.DEPARTMENT if conditions else Grouping.GOAL


# --- one number over a scope ----------------------------------------------------------------------


def _statistics(frame: Frame, scope: Scope) -> Draft | None:
    """「平均」「中央値」."""
    if frame.has("most", "largest", "smallest") and _noun_grouping(frame):
        return None
    for cue, measure in (("mean", Measure.MEAN), ("median", Measure.MEDIAN)):
        if frame.has(cue):
            order, window = _window(frame) or (Order.PRINTED, None)
            conditions = _named_first(scope.conditions, scope)
            return _draft(frame, scope, Query(measure, conditions, order=order, window=window))
    return None


def _printed_gap(frame: Frame, scope: Scope) -> Draft | None:
    """「小計と実額の差」「再掲で重なっている分はいくら」."""
    two_ways = frame.has("printed", "reprinted") and frame.has("once", "difference")
    if frame.has("difference") and (two_ways or frame.has("printed", "once", "reprinted")):
        kept = tuple(
            InGoals((c.goal,)) if isinstance(c, IsReprinted) and c.goal else c
            for c in scope.conditions
            if not isinstance(c, AmountBetween) and not (isinstance(c, IsReprinted) and c.goal is None)
        )
        return _draft(frame, scope, Query(Measure.PRINTED_GAP, kept))
    return None


def _window(frame: Frame) -> tuple[Order, Window | None] | None:
    """Rank words: 「上位3つ」「11位から13位」「2番目に安い」「一番大きい」「少ない順に5件」."""
    if frame.has("rank_asked"):
        return None
    low = frame.has("smallest", "ascending", "bottom") or (
        frame.has("most", "descending") and frame.has("small") and not frame.has("big")
    )
    numbers = [number for _, number in frame.numbers]
    for number in numbers:
        if number.counter in {"top", "bottom"}:
            low = low or number.counter == "bottom"
            return _order(low), Window(1, max(1, number.value))
    nth = [number for number in numbers if number.counter in _NTH]
    low = low or (bool(nth) and frame.has("small") and not frame.has("big"))
    if nth:
        first = nth[0]
        last = first.last or (nth[1].value if len(nth) > 1 else first.value)
        low_end, high_end = sorted((first.value, last))
        return _order(low), Window(max(1, low_end), max(1, high_end))
    several = next((number.value for number in numbers if number.counter in _HOW_MANY), None)
    ordered = frame.has(
        "largest",
        "smallest",
        "ascending",
        "descending",
        "most",
        "top",
        "bottom",
        "big",
        "small",
        "money_most",
        "most_money",
    )
    if several and ordered:
        return _order(low or (frame.has("small") and not frame.has("big"))), Window(1, several)
    if frame.has("largest", "smallest"):
        return _order(low), Window(1, 1)
    if frame.has("most_money") or (
        frame.has("most") and (frame.has("big", "small", "amount", "money_most", "top"))
    ):
        return _order(low), Window(1, 1)
    if frame.has("most") and not frame.has("list", "count") and _most_alone(frame):
        return _order(low), Window(1, 1)
    if frame.has("ascending", "descending"):
        return _order(low), None
    if frame.has("top", "bottom", "money_most"):
        return _order(low), Window(1, _FEW)
    if frame.has("big", "small") and not frame.of(Amount) and not has_than(frame):
        return _order(frame.has("small") and not frame.has("big")), Window(1, _FEW)
    return None


def _most_alone(frame: Frame) -> bool:
    """「一番は?」: of what, the dialogue tells; the amount is meant."""
    after = frame.spans[frame.at("most") + 1 : frame.at("most") + 2]
    return not after or after[0].text in {"は", "が", "って", "?", "の", "だけ"}


def _order(low: bool) -> Order:
    return Order.AMOUNT_ASC if low else Order.AMOUNT_DESC


def _ranking(frame: Frame, scope: Scope) -> Draft | None:
    """「一番高い事業」「上位5つ」「大きい順に並べて」, also summed: 「上位3つの合計」."""
    rank = _window(frame)
    if rank is None or (scope.topic and scope.topic.single and len(scope.topic.ids) == 1):
        return None
    order, window = rank
    measure = Measure.LIST
    if frame.has("total") and window and window.last > 1:
        measure = Measure.TOTAL
    return _draft(frame, scope, Query(measure, scope.conditions, order=order, window=window))


def _counting(frame: Frame) -> Counting:
    if frame.has("once"):
        return Counting.ONCE
    return Counting.AS_PRINTED if frame.has("printed", "rows") else Counting.ONCE


def _count(frame: Frame, scope: Scope) -> Draft | None:
    """「何件」「いくつ」「何行」, also of departments, goals and policies."""
    if not frame.has("count", "rows"):
        return None
    if frame.has("total") and not frame.has("count"):
        return None
    if frame.has("total", "amount") and not frame.has("rows") and not _count_last(frame):
        return None
    grouping = _noun_grouping(frame)
    if grouping and not _COUNTS_PROJECTS.search(_text(frame)):
        return _draft(frame, scope, Query(Measure.GROUP_COUNT, scope.conditions, grouping))
    conditions = _named_first(scope.conditions, scope)
    counting = _counting(frame)
    if frame.reprinted and not frame.has("once") and not re.search("事業", _text(frame)):
        counting = Counting.AS_PRINTED
    return _draft(frame, scope, Query(Measure.COUNT, conditions, counting=counting))


def _count_last(frame: Frame) -> bool:
    """「予算のある事業は何件」 counts; 「合計と件数」 sums, and the count comes along."""
    last = max(frame.cues.get("count", (-1,)))
    amounts = frame.cues.get("amount", (-1,))
    return last > max(amounts) and not frame.has("total")


# --- one project ----------------------------------------------------------------------------------


def value_missing(frame: Frame, project: str, lexicon: Lexicon) -> bool:
    """「何人?」「いつ?」 of a project whose description gives no such value."""
    text = lexicon.catalogue.by_id[project].description
    return any(
        frame.has(cue) and not re.search(pattern, normalise(text))
        for cue, pattern in lexicon.vocabulary.values.items()
    )


def _value(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「新しいセンターはいつから?」: the description tells, or nothing does."""
    if not frame.has(*lexicon.vocabulary.values) or frame.has("amount", "total", "list", "which_project"):
        return None
    project = scope.topic.single if scope.topic else None
    if scope.conditions and (project is None or value_missing(frame, project, lexicon)):
        return Draft(frame, trouble=Decline(Refusal.NO_SUCH_VALUE, _text(frame)[:30]))
    return None


def aspect_of(frame: Frame) -> Aspect:
    """Which fact of a project is asked for."""
    for cue, aspect in (
        ("newness_asked", Aspect.NEWNESS),
        ("department_asked", Aspect.DEPARTMENT),
        ("places_asked", Aspect.PLACES),
        ("change", Aspect.CHANGE),
    ):
        if frame.has(cue):
            return aspect
    if frame.has("amount", "total"):
        return Aspect.AMOUNT
    if frame.has("detail") or frame.light or frame.unknown:
        return Aspect.PURPOSE
    return Aspect.AMOUNT


def _single(frame: Frame, scope: Scope) -> Draft | None:
    """One project by name, alias, place or description."""
    topic = scope.topic
    if topic is None or topic.single is None:
        return None
    several = len(topic.ids) > 1
    if several and _wants_all(frame, topic.core is not None):
        return None
    query = Query(Measure.DETAIL, (IsProject((topic.single,)),), aspect=aspect_of(frame))
    return _draft(frame, scope, query, measured=bool(frame.cues))


def _wants_all(frame: Frame, core: bool) -> bool:
    """「除雪の事業」「除雪関連」 asks for a theme; 「除雪いくら」「どの事業?」 for the project of that name."""
    if frame.has("which_project") and not frame.has("related"):
        return core
    if frame.has("list", "related", "whole", "all_of", "total", "count"):
        return True
    one = frame.has("amount", "detail", "department_asked", "places_asked", "change", "newness_asked")
    return not one and (frame.has("ask_yes_no") or not frame.light)


def _twins(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """One name that several projects share (小学校/中学校)."""
    topic = scope.topic
    if topic is None or not topic.twins or len(topic.ids) < 2:
        return None
    if frame.has("total", "count", "list", "those_two"):
        return None
    options = project_options(topic.ids, lexicon)
    about = next(item.text for item in frame.items if item.is_a(Projects))
    return Draft(frame, trouble=Clarify(Doubt.WHICH_PROJECT, options, about))


# --- sums and lists -------------------------------------------------------------------------------


def _sum(frame: Frame, scope: Scope) -> Draft | None:
    """「合計」, and 「予算は?」 of a department, goal, policy or theme."""
    amount_only = frame.has("amount") and not frame.has("total")
    if frame.has("list") and not frame.has("total"):
        return None
    if amount_only and any(isinstance(c, AmountBetween) for c in scope.conditions):
        return None
    if not frame.has("total", "amount", "printed", "once"):
        return None
    if not scope.conditions and amount_only and not frame.has("whole", "all_of"):
        return _draft(frame, scope, Query(Measure.TOTAL), measured=True)
    conditions = _named_first(scope.conditions, scope)
    return _draft(frame, scope, Query(Measure.TOTAL, conditions, counting=_counting(frame)))


def _list(frame: Frame, scope: Scope) -> Draft:
    """Everything else is a list of what was named."""
    if frame.has("most") and frame.light and not frame.has("list"):
        return Draft(frame, trouble=Clarify(Doubt.WHAT_ABOUT_IT))  # 「一番…い事業」: by what?
    return _draft(
        frame,
        scope,
        Query(Measure.LIST, scope.conditions),
        measured=frame.has("list", "ask_yes_no", "contains", "related"),
    )


def no_question(draft: Draft) -> bool:
    """Whether nothing at all was asked or named."""
    return draft.trouble is None and not draft.scope and not draft.measured


def declined(draft: Draft) -> bool:
    """Whether reading failed for good."""
    return isinstance(draft.trouble, Decline)
