"""What a person supposes: 「…は35億円ですよね?」「Aは環境部の担当?」「一番はAでしょ?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import Claim
from bot.understanding.asking.sides import has_than
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import Scope, read_scope
from bot.understanding.spans import Amount, Departments, Goals, Number, Policies, Projects, Row, Words
from bot.understanding.topics import resolve


def read_claim(frame: Frame) -> tuple[Claim | None, Frame]:
    """What is supposed, and the question that remains without it."""
    if frame.has("rank_asked"):
        return None, frame
    names = [item for item in frame.of(Projects, Row) if _one_project(item)]
    if has_than(frame) and frame.has("big", "small"):
        return None, frame  # 「AよりB部のほうが多い」
    if len(names) == 1 and not frame.has("share", "difference", "compare", "which", "ratio", "total"):
        claim, rest = _claim_of_project(frame, names[0])
        if claim:
            return claim, rest
    if not frame.has("confirm") and not _asks_whether(frame) and not _asks_whether_first(frame):
        return None, frame
    amounts = [
        item
        for item in frame.of(Amount)
        if isinstance(item.meaning, Amount) and (item.meaning.value.exact or _is_about(item.meaning))
    ]
    if amounts and len(frame.items) == 1 and _is_of_projects(frame, amounts[0]):
        return None, frame  # 「249円の事業があるってほんと?」
    if amounts and isinstance(amounts[0].meaning, Amount) and not frame.has("which_project", "list"):
        rest = _of_the_sum(frame.without(lambda item: item is amounts[0]))
        said = amounts[0].meaning.value.said
        reaches = _REACHES.match(frame.said(amounts[0].index + 1))
        return (Claim(at_least=said) if reaches else Claim(amount=said)), rest
    bounds = frame.of(Amount)
    if (
        len(bounds) == 1
        and not any(_is_supposed(frame, index, number) for index, number in frame.numbers)
        and isinstance(bounds[0].meaning, Amount)
        and (frame.of(Departments, Goals, Policies) or frame.has("whole", "mean", "total"))
        and not frame.has("list", "count", "which_project")
        and not _is_of_projects(frame, bounds[0])
    ):
        value = bounds[0].meaning.value
        rest = _of_the_sum(frame.without(lambda item: item is bounds[0]))
        return Claim(at_least=value.at_least, at_most=value.at_most), rest
    for index, number in frame.numbers:
        if _is_supposed(frame, index, number) and not frame.has("largest", "smallest"):
            rest = replace(frame, numbers=tuple(n for n in frame.numbers if n[0] != index))
            return Claim(count=number.value), _with_cue(rest, "count")
    return _claim_of_the_first(frame)


_NUMBER_OF_PROJECTS = {"件", "事業", "個", "つ", "本"}


def _is_supposed(frame: Frame, index: int, number: Number) -> bool:
    """Whether a number of projects is what is supposed (「…は2件ですよね」), and not told of (「新規8件の総額は…」)."""
    behind = frame.said(index + 1)
    return number.counter in _NUMBER_OF_PROJECTS and not _TOLD_OF.match(behind)


_TOLD_OF = re.compile("(?:事業)?[をの]")


def _of_the_sum(frame: Frame) -> Frame:
    """What an amount is supposed of: the sum, where no mean was said."""
    return frame if frame.has("mean") else _with_cue(frame, "total")


def _is_of_projects(frame: Frame, amount: Item) -> bool:
    return bool(_OF_PROJECTS.match(frame.said(amount.index + 1)))


_OF_PROJECTS = re.compile("の?(?:事業|もの|やつ)")  # 「1億円以上の事業はないですよね?」


def _claim_of_the_first(frame: Frame) -> tuple[Claim | None, Frame]:
    """「一番多い部は土木部ですよね?」「基本目標1が一番予算が多いんですよね?」"""
    places = frame.of(Departments, Goals)
    if not frame.has("largest", "smallest", "most") or len(places) != 1:
        return None, frame
    (place,) = places
    rest = frame.without(lambda item: item is place)
    first = min(
        at for cue in ("largest", "smallest", "most") for at in frame.cues.get(cue, (len(frame.spans),))
    )
    after = frame.said(place.index + 1, first)
    subject = (
        bool(_AS_SUBJECT.match(after)) if place.index < first else place.index + 2 >= len(frame.spans) - 1
    )
    subject = subject and not _OF_PROJECTS_THERE.search(frame.said(first))
    match place.meaning:
        case Departments((name,), False) if subject or frame.has("noun_department", "department_asked"):
            return Claim(department=name), _with_cue(rest, "noun_department")
        case Goals((goal,), False) if subject or frame.has("noun_goal"):
            return Claim(goal=goal), _with_cue(rest, "noun_goal")
    return None, frame


# 「環境部の予算が一番大きいんですよね?」, and not 「環境部の一番大きい事業は…」
_AS_SUBJECT = re.compile("(?:の(?:予算|合計|総額|金額|事業費|件数|事業数)(?:の合計|額)?)?(?:が|は|って)")
_OF_PROJECTS_THERE = re.compile("(?:事業|もの|やつ)(?!数|の数|費)")


def of_the_first_project(frame: Frame, lexicon: Lexicon) -> tuple[Claim | None, Frame]:
    """「一番多いのは近文清掃工場の改良ですよね?」: a project supposed to be the first, by words for it."""
    said = {"largest", "smallest", "most"} & frame.cues.keys()
    words = tuple(item for item in frame.of(Projects, Row, Words))
    if not said or not words or not (frame.has("confirm") or _is_asked_whether(frame, words[0], words[-1])):
        return None, frame
    first = min(frame.at(cue) for cue in said)
    words = tuple(item for item in words if item.index > first)
    meant = resolve(words, (), lexicon, frozenset(lexicon.texts)) if words else None
    if meant is None or meant.single is None or len(words) < len(frame.of(Projects, Row, Words)):
        return None, frame
    return Claim(project=meant.single), frame.without(lambda item: item in words)


def of_that_department(
    frame: Frame, scope: Scope, claim: Claim | None, lexicon: Lexicon
) -> tuple[Frame, Scope, Claim | None]:
    """「ジオパークは観光の部なの?」: what is named belongs to another department than supposed."""
    departments = frame.of(Departments)
    measured = frame.has("total", "count", "list", "share", "largest", "smallest")
    against = has_than(frame) or frame.has("difference", "ratio", "compare", "which")
    if len(departments) != 1 or measured or against:
        return frame, scope, claim
    meaning = departments[0].meaning
    assert isinstance(meaning, Departments)
    rest = frame.without(lambda item: item is departments[0])
    found = read_scope(rest, lexicon)
    if found.trouble or not found.topic or not found.topic.single or len(meaning.names) > 1:
        return frame, scope, claim
    return _with_cue(rest, "department_asked"), found, Claim(department=meaning.names[0])


def of_that_newness(
    frame: Frame, scope: Scope, claim: Claim | None, lexicon: Lexicon
) -> tuple[Frame, Scope, Claim | None]:
    """「再延命化工事って今年度からスタートですか?」: whether it is new is asked, and of no new one."""
    if not frame.new or frame.has("total", "count", "list", "share", "largest", "smallest", "which_project"):
        return frame, scope, claim
    if any(item.index > frame.at("new") for item in frame.items):
        return frame, scope, claim  # 「今年新しくできる助成」
    rest = replace(frame, new=None)
    found = read_scope(rest, lexicon)
    if found.trouble or not found.topic or not found.topic.single:
        return frame, scope, claim
    return _with_cue(rest, "newness_asked"), found, Claim(new=True)


_OF_A_SUM = {"total", "amount", "mean", "whole", "all_of", "printed", "once"}
_WHETHER = re.compile("[ぁ-ゖ超越回上下届達満切行使掛]*(?:か[?]*|[?]+)")
_OF_SOME = re.compile("もの|やつ|だけ|のは|のが")
_REACHES = re.compile("に(?:も)?(?:届|達)")


def _asks_whether(frame: Frame) -> bool:
    """「環境部の合計は30億円を超えますか」「土木部は40億円以上ある?」: whether it does, and not which projects do."""
    amounts = frame.of(Amount)
    if len(amounts) != 1 or frame.has("which_project", "list"):
        return False
    index = amounts[0].index
    behind = frame.said(index + 1) or frame.spans[index].text[-1:]
    topic = next((i for i in range(index - 1, 0, -1) if frame.spans[i].text in {"は", "って", "が"}), 0)
    added = any(index - 1 in frame.cues.get(cue, ()) for cue in ("together", "total"))
    if added and _WHETHER.fullmatch(behind):
        return True  # 「AとBを足すと5千万円くらい?」
    named = topic and (
        any(item.index == topic - 1 for item in frame.of(Departments, Goals, Policies))
        or any(topic - 1 in frame.cues.get(cue, ()) for cue in _OF_A_SUM)
    )
    between = frame.said(topic + 1, index)
    return bool(named and not between and _WHETHER.fullmatch(behind) and not _OF_SOME.search(behind))


def _asks_whether_first(frame: Frame) -> bool:
    """「一番予算が多いのは環境部?」: whether it is, and not what is the largest there."""
    places = frame.of(Departments, Goals)
    if len(places) != 1 or not frame.has("largest", "smallest", "most"):
        return False
    behind = frame.said(places[0].index + 1)
    return _is_asked_whether(frame, places[0], places[0]) or bool(_IS_THE_FIRST.fullmatch(behind))


# 「目標4が一番予算多い?」
_IS_THE_FIRST = re.compile(
    "(?:の(?:予算|合計|総額|件数|事業数))?(?:が|って)(?:一番|いちばん|最も)(?:予算|金額|事業数|件数)?[がの]?"
    "(?:多い|大きい|高い|少ない|小さい|安い|低い)(?:の|ん|です|か|の?かな)*[?]+"
)


def _is_asked_whether(frame: Frame, first: Item, last: Item) -> bool:
    """「…のは環境部?」「…のは冬まつりなの?」: a name between は and the end of a question."""
    before = frame.text_at(first.index - 1)
    behind = frame.said(last.index + 1)
    return before in {"は", "って"} and bool(_IS_IT.fullmatch(behind))


_IS_IT = re.compile("(?:です|なん?です|なの)?(?:か(?:な)?)?[?]+|(?:です|なん?です)か|だっけ[?]*|なの[?]*")


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
        and (frame.has("confirm") or _is_asked_whether(frame, name, name))
        and isinstance(name.meaning, Projects)
    ):
        return Claim(project=name.meaning.ids[0]), frame.without(lambda item: item is name)
    if len(departments) == 1 and isinstance(departments[0].meaning, Departments):
        if departments[0].index < name.index and isinstance(name.meaning, Projects) and name.meaning.core:
            return None, frame  # 「総合政策部のデザインの事業は?」
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
