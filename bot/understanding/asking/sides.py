"""The two or more things that are held against each other, or summed side by side."""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz import fuzz

from bot.japanese import key
from bot.query import (
    AmountBetween,
    Condition,
    Field,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    Mentions,
    Subject,
)
from bot.understanding.asking.drafting import called_so
from bot.understanding.conditions import condition_of
from bot.understanding.frame import Frame, Item
from bot.understanding.frame_builder import JOINERS
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import Scope
from bot.understanding.spans import Amount, Departments, Goals, Policies, Projects, Row, Trust, Words
from bot.understanding.topics import resolve
from bot.understanding.unions import union_of

THAN = frozenset({"より", "よりも"})
_TWINS = 80  # 小学校 and 中学校
_TWO = 2  # items
_ALIKE = 50  # names this alike are variants of one another


def find_sides(frame: Frame, scope: Scope, lexicon: Lexicon) -> list[Subject]:
    """The two or more things that are held against each other, each under the shared conditions."""
    apart = (
        amounts_apart(frame, scope)
        or sum_against(frame, lexicon)
        or new_and_old(frame, scope)
        or _mark_against(frame, lexicon)
    )
    if apart:
        return apart
    topical = frame.of(Projects, Row, Words)
    places = frame.of(Departments, Goals, Policies)
    if len(topical) >= 2 or (topical and scope.topic and scope.topic.twins):
        found = topical_sides(frame, topical, scope, lexicon)
        if len(found) >= 2 or (found and is_one_project(found[0]) and _are_one_name(frame, topical)):
            return found
    for kind in (Departments, Policies, Goals):
        parts = _parts([item for item in places if item.is_a(kind)], lexicon)
        if len(parts) >= 2:
            own = {part for _, part in parts}
            shared = tuple(condition for condition in scope.conditions if not _covers(condition, own))
            return [Subject((*shared, part), label) for label, part in parts]
    if len(topical) + len(places) == 2:
        in_order = sorted((*places, *topical), key=lambda item: item.index)
        return [Subject((part,), label) for label, part in _parts(in_order, lexicon)]
    return []


def amounts_apart(frame: Frame, scope: Scope) -> list[Subject]:
    """「100万円未満の事業と1億円以上の事業、数が多いのはどっち」「1億円台と2億円台」: no amount is in both."""
    items = frame.of(Amount)
    bounds = [bound for item in items if isinstance(bound := condition_of(item), AmountBetween)]
    if len(bounds) != 2 or len(items) != 2 or any(bound.at_least == bound.at_most for bound in bounds):
        return []
    lower, upper = sorted(bounds, key=lambda bound: bound.at_least or 0)
    if lower.at_most is None or upper.at_least is None or lower.at_most >= upper.at_least:
        return []
    shared = tuple(c for c in scope.conditions if not isinstance(c, AmountBetween))
    return [Subject((*shared, bound), item.text) for bound, item in zip(bounds, items, strict=True)]


def sum_against(frame: Frame, lexicon: Lexicon) -> list[Subject]:
    """「経済部と農政部を足すと土木部より多い?」「目標1と2の合計と目標4の差」: several together against one."""
    items = frame.of(Departments, Goals, Policies, Projects)
    for cue in ("together", "total"):
        at = frame.at(cue)
        before, after = [i for i in items if i.index < at], [i for i in items if i.index > at]
        parts, others = _parts(before, lexicon), _parts(after, lexicon)
        listed = all(item.joined for item in before[1:]) and not frame.of(Words)
        if len(parts) < 2 or len(others) != 1 or not listed:
            continue
        whole = union_of([(part,) for _, part in parts], lexicon)
        ((label, other),) = others
        return [Subject(whole, "と".join(name for name, _ in parts)), Subject((other,), label)]
    return []


def new_and_old(frame: Frame, scope: Scope) -> list[Subject]:
    """「農政部の新規と継続、どっちが多い?」: what is new there and what is not."""
    if not (frame.has("new") and frame.has("not_new")):
        return []
    shared = tuple(condition for condition in scope.conditions if not isinstance(condition, IsNew))
    sides = [Subject((*shared, IsNew()), "新規"), Subject((*shared, IsNew(negated=True)), "新規以外")]
    return sides if frame.at("new") < frame.at("not_new") else sides[::-1]


def _mark_against(frame: Frame, lexicon: Lexicon) -> list[Subject]:
    """「新規事業の合計と除雪事業、どちらが大きい?」: all that is marked so, and one thing."""
    items = frame.of(Departments, Goals, Policies, Projects, Row)
    parts = _parts(list(items), lexicon)
    if frame.new is not True or len(frame.items) != 1 or len(parts) != 1:
        return []
    mark = Subject((IsNew(),), "新規事業")
    one = Subject((parts[0][1],), parts[0][0])
    at = frame.at("new")
    first, second = sorted((at, items[0].index))
    between = frame.said(first + 1, second)
    if not _THE_OTHER.search(between):
        return []
    return [mark, one] if at < items[0].index else [one, mark]


# 「新規の合計と」「除雪事業より」, and not 「土木部の新規と」
_THE_OTHER = re.compile(
    "^(?:の?(?:事業))?(?:を?(?:全部|ぜんぶ|すべて)|の(?:合計|総額|予算|全部))?[^、。]{0,8}(?:と|より|は|って|で)(?:、|も)?$"
)


def topical_sides(frame: Frame, items: tuple[Item, ...], scope: Scope, lexicon: Lexicon) -> list[Subject]:
    """Sides named by project or word: 「AとB」, 「Aの小学校と中学校」, 「AよりBの…のほうが」."""
    topic = scope.topic
    if _are_one_name(frame, items):
        one = _subjects([items], lexicon)
        if one and is_one_project(one[0]):
            return one
    exact = [item for item in items if item.is_a(Projects, Row) and item.trust is Trust.EXACT]
    if topic and len(topic.ids) == 2 and (topic.twins or len(exact) == 1):
        return [_side(project, lexicon) for project in _as_said(topic.ids, items, lexicon)]
    than = next((index for index, span in enumerate(frame.spans) if span.text in THAN), None)
    before = sum(item.index < than for item in items) if than is not None else 0
    if 0 < before < len(items):
        return _subjects([items[:before], items[before:]], lexicon)
    twins = _of_the_first(frame, items, lexicon)
    if twins:
        return twins
    joined = [i for i, item in enumerate(items) if item.joined]
    shared: tuple[Item, ...] = ()
    sides = list(items)
    if joined and joined[0] >= 2 and len(items) == joined[-1] + 1:
        shared, sides = items[: joined[0] - 1], list(items[joined[0] - 1 :])
    elif joined == [1] and len(items) > joined[-1] + 1:
        shared, sides = items[2:], list(items[:2])  # 小学校と中学校の選手派遣
    elif len(items) == 3 and not joined and all(item.is_a(Words, Projects) for item in items):
        shared, sides = items[:1], list(items[1:])
        pair = _most_alike((items[0], items[1:]), (items[2], items[:2]), lexicon=lexicon)
        if pair:
            return pair
    subjects = _subjects([(*shared, replace(item, joined=False)) for item in sides], lexicon)
    a_list = len(joined) == len(items) - 1  # 空港とJRとバス
    if (
        len(items) > 2
        and not a_list
        and (len(subjects) < len(sides) or not all(map(is_one_project, subjects)))
    ):
        return _in_two(frame, items, lexicon) or _at_the_joint(frame, items, lexicon) or subjects
    return subjects


def _are_one_name(frame: Frame, items: tuple[Item, ...]) -> bool:
    """「子どもの医療費タダのやつと比べると」: of the two, neither is a side by itself."""
    return len(items) == _TWO and frame.said(items[0].index + 1, items[1].index) == "の"


def _of_the_first(frame: Frame, items: tuple[Item, ...], lexicon: Lexicon) -> list[Subject]:
    """「選手派遣の事業、小学校の分と中学校の分」: the two after the comma are both of what stands before it."""
    cuts = range(1, len(items))
    comma = next((cut for cut in cuts if "、" in _between(frame, items, cut)), 0)
    marks = {"と", *_SUBJECT_MARKS}
    mark = next((cut for cut in cuts if cut > comma and _between(frame, items, cut) & marks), 0)
    if not 0 < comma < mark:
        return []
    apart = tuple(replace(item, joined=False) for item in items)
    first = apart[:comma]
    sides = _subjects([(*first, *apart[comma:mark]), (*first, *apart[mark:])], lexicon)
    named = [side.label for side in sides if is_one_project(side)]
    if len(named) != _TWO:
        return []
    both_called_so = all(key(word) in key(name) for name in named for word in _words_of(first))
    return sides if both_called_so or fuzz.ratio(*named) >= _TWINS else []


def _words_of(items: tuple[Item, ...]) -> list[str]:
    return [item.meaning.words[0] if isinstance(item.meaning, Words) else item.text for item in items]


def _most_alike(*splits: tuple[Item, tuple[Item, ...]], lexicon: Lexicon) -> list[Subject]:
    """「図書館 小学校 中学校」「小学校 中学校 図書館」: whichever word the two sides share, they are twins."""
    pairs = [_subjects([(shared, other) for other in others], lexicon) for shared, others in splits]
    pairs = [pair for pair in pairs if len(pair) == 2 and all(map(is_one_project, pair))]
    return max(pairs, key=lambda pair: fuzz.ratio(pair[0].label, pair[1].label), default=[])


def _at_the_joint(frame: Frame, items: tuple[Item, ...], lexicon: Lexicon) -> list[Subject]:
    """「空港の整備と新しい路線の支援」: several words on either side of the one と."""
    cuts = [cut for cut in range(1, len(items)) if _between(frame, items, cut) & JOINERS]
    if len(cuts) != 1 or not 1 < cuts[0] < len(items) - 1:
        return []
    return _subjects([items[: cuts[0]], items[cuts[0] :]], lexicon)


def _as_said(ids: tuple[str, ...], items: tuple[Item, ...], lexicon: Lexicon) -> list[str]:
    """「中学校は小学校の何倍」: twins in the order in which they were told apart."""

    def place(project: str) -> int:
        for item in items:
            words = item.meaning.words if isinstance(item.meaning, Words) else (item.text,)
            named = set(lexicon.matching(words, in_text=False)) & set(ids)
            if named == {project}:
                return item.index
        return 0

    return sorted(ids, key=place)


def _in_two(frame: Frame, items: tuple[Item, ...], lexicon: Lexicon) -> list[Subject]:
    """「A1のA2ってB1のB2の何倍」, 「Aの運営費と施設整備の補助金」: where the words fall into two names."""
    for position in _cuts(frame, items):
        left, right = items[:position], items[position:]
        for one, other in ((left, right), (left, (left[0], *right)), ((*left, *right[1:]), right)):
            sides = _subjects([one, other], lexicon)
            if len(sides) == 2 and all(map(is_one_project, sides)):
                return sides
    return []


def _cuts(frame: Frame, items: tuple[Item, ...]) -> list[int]:
    """Where one name may end and the other begin: at と first, then at は and the like."""
    positions = range(1, len(items))
    return [
        cut for marks in (JOINERS, _SUBJECT_MARKS) for cut in positions if _between(frame, items, cut) & marks
    ]


def _between(frame: Frame, items: tuple[Item, ...], position: int) -> set[str]:
    """What stands in front of the item at `position`, behind the one before."""
    return {span.text for span in frame.spans[items[position - 1].index + 1 : items[position].index]}


_SUBJECT_MARKS = {"は", "って", "が", "に対して", "に比べて"}


def is_one_project(subject: Subject) -> bool:
    """Whether a side is a single project."""
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
            subjects.append(Subject(called_so(meant.conditions, meant), items[-1].text))
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
                named = lexicon.catalogue.policies
                parts += [(f"{ref} {named[ref]}", InPolicies((ref,))) for ref in refs if ref in named]
            case Words(_, label, _, _, _):
                condition = condition_of(item)
                if isinstance(condition, Mentions) and lexicon.matching(item.meaning.words, in_text=False):
                    condition = replace(condition, field=Field.NAME)
                if condition:
                    parts.append((label, condition))
    unique: dict[Condition, str] = {}
    for label, part in parts:
        unique.setdefault(part, label)
    return [(label, part) for part, label in unique.items()]


def _covers(condition: Condition, own: set[Condition]) -> bool:
    return any(type(condition) is type(part) and not getattr(condition, "negated", False) for part in own)


def has_than(frame: Frame) -> bool:
    """「Bより」."""
    return any(span.text in THAN for span in frame.spans)
