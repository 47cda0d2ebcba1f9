"""What is pointed at by place or number, put by name: 「1番目の事業は全体の何%?」「その3つを高い順に」「残りの2つの差は?」

A question whose pointing words are replaced by the names they stand for is complete, and is read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from bot.query import IsProject, Measure, Query, Subject
from bot.reading import DialogueState
from bot.understanding.following.common import SUMMED, is_of_one
from bot.understanding.following.scopes import as_conditions
from bot.understanding.following.spoken_of import query_of
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Words

_A_FEW = 6  # projects that are named one by one


def put_by_name(said: str, state: DialogueState, lexicon: Lexicon) -> str | None:
    """`said` with names for what it points at; None where it points at nothing, or at what is not known."""
    if not state.queries:
        return None
    if _NEXT.match(said) and is_of_one(state.queries[0]) and len(state.shown) == 1 and not state.listed:
        return f"{_name(state.shown[0], lexicon)}の{said}"
    found = [(match, _meant(match, state, lexicon)) for match in _POINTED.finditer(said)]
    if not found or any(not ids for _, ids in found):
        return None
    text, done = "", 0
    for match, ids in found:
        text += said[done : match.start()] + "と".join(_name(project, lexicon) for project in ids)
        done = match.end()
    rest = _POINTED.sub("", said)
    if _PICKS_BY_TEXT.search(rest) or _OF_ANOTHER_PLACE.search(rest):
        return None
    if _POINTS_ELSEWHERE.search(rest) or (_LEAVES_OUT.search(rest) and "部" not in rest):
        return None  # 「その3つを除くと残り何件?」 is of what they are a part of
    departments = {lexicon.catalogue.by_id[project].department for _, ids in found for project in ids}
    tail = said[done:]
    if len(departments) == 1:
        tail = _OF_THE_DEPARTMENT.sub(rf"\1{departments.pop()}\2", tail)  # 「この2つで部全体の何%?」
    looked_at = _one_by_one(state, lexicon)[:1] if _AGAINST.match(said[found[0][0].end() :]) else []
    if looked_at and not found[0][0].start() and len(found) == 1 and looked_at[0] not in found[0][1]:
        text = f"{_name(looked_at[0], lexicon)}と{text}"  # 「もう片方との差は?」
    return text + tail


def points_at_the_rest(said: str) -> bool:
    """「残りの一つは?」: of what is left, whatever was asked before."""
    pointed = _POINTED.match(said)
    return pointed is not None and bool(pointed["left"])


def asks_which(named: str) -> bool:
    """「(残りの2つ)は何だった?」: names alone are what is asked for."""
    return _WHICH.search(named) is not None


_WHICH = re.compile(
    "(?:は|って)(?:何|なに|どれ)(?:と何|とどれ)?(?:だった|だっけ|でした|です|なの)?[かっけ]{0,2}[?。]*$"
)


def in_other_words(said: str, state: DialogueState) -> str | None:
    """「その3つのうちサッカーの話が出てくるのは?」 after a list of three: 「その中で…」; 「1位と最下位の差」: 「1位と3位の差」."""
    supposed = _ONE_OF_TWO.fullmatch(said)
    if supposed and any(supposed["one"] in supposed[side] for side in ("first", "second")):
        return f"{supposed['first']}と{supposed['second']}はどっちが{supposed['more']}い?"
    other = _NOT_THAT_ONE.fullmatch(said)
    if other:
        return f"{other['name']}は{other['asked']}"
    if not state.queries:
        return None
    listed = len(_listed(state)) or len(state.groups)
    if listed > 1 and _FIRST_AND_LAST.search(said):
        return said.replace("最下位", f"{listed}位")
    if _WHICH_OF_TWO.search(said):
        return _WHICH_OF_TWO.sub(r"\1", said)  # 「金額が大きいのはどっちの部?」
    counted = _AMONG_SO_MANY.match(said)
    if counted is None or len(_listed(state)) != _value(counted["many"]):
        return None
    return "その中で" + said[counted.end() :]


def named_in_full(frame: Frame, state: DialogueState, lexicon: Lexicon) -> str | None:
    """「運営のほうはいくら?」 after the two of the university: the one of them that is called so, by its name."""
    words = frame.of(Words)
    if not state.queries or len(words) != 1 or len(frame.items) != 1:
        return None
    item = words[0]
    behind = _THE_ONE_CALLED.match(frame.said(item.index + 1))
    called = item.meaning.words if isinstance(item.meaning, Words) and not item.meaning.literal else ()
    if behind is None or not called or len(lexicon.matching(called)) < _PAIR:
        return None
    lists = [seen.ids for seen in state.seen if len(seen.ids) > 1]
    fits = (set(lexicon.matching(called, in_text=in_text)) for in_text in (False, True))
    meant = next((found for fit in fits for ids in lists if (found := [i for i in ids if i in fit])), [])
    if len(meant) != 1:
        return None
    before = frame.said(0, item.index)
    return f"{before}{_name(meant[0], lexicon)}{frame.said(item.index + 1)[behind.end() :]}"


_THE_ONE_CALLED = re.compile("の(?:ほう|方|やつ|(?=は))")
_WHICH_OF_TWO = re.compile("(どっち|どちら)の(?:部局?|部署|事業|施策|目標)(?=[?かで]|$|です)")


def as_one_sum(said: str) -> str | None:
    """「3つ足しても100万いかない?合計いくら」: their sum is what is asked."""
    summed = _EVEN_SUMMED.match(said)
    return f"その{summed['many']}の合計は?" if summed else None


_NOT_THAT_ONE = re.compile(
    "(?P<name>[^、。?]{3,30}?)(?:ってのは?|って)?とは(?:違う|ちがう|別)[^。?]{0,10}[。?](?:そっち|そちら|それ)(?:は|って)(?P<asked>.+)"
)  # 「いじめ防止対策事業とは違うんだっけ。そっちは何円?」
_EVEN_SUMMED = re.compile(
    "(?P<many>[2-9](?:つ|件))(?:全部)?(?:足|合わせ|あわせ)(?:し)?ても[^?。]{2,12}(?:いか|行か|届か|なら|超え|こえ)[^?。]{1,6}[?。、](?:合計|全部|合わせ)?(?:で)?いくら"
)  # 「3つ足しても100万いかない?合計いくら」
_ONE_OF_TWO = re.compile(
    "(?P<first>[^、。]{2,24})と(?P<second>[^、。]{2,24}?)(?:、|では、?|だと、?|なら、?)(?P<one>[^、。]{2,24})の(?:ほう|方)が"
    "(?:予算|金額|額)?[がは]?(?P<more>高|多|大き|安|少な|小さ)い[^、。]{0,10}[?]*"
)  # 「AとB、Bのほうが高いんですよね?」
_FIRST_AND_LAST = re.compile("[0-9]位と最下位|最下位と[0-9]位")


def _value(number: str) -> int:
    return _NUMBERS.get(number) or int(number)


def with_goal_of_letters(said: str, goal: int | None) -> str | None:
    """「アとイの差は?」「アは目標の何%?」 after a goal by policy: 「1-アと1-イの差は?」."""
    if goal is None or _NAMES_A_GOAL.search(said):
        return None
    letters = _LETTER.findall(said)
    if len(letters) < _PAIR and not ("%" in said or "割合" in said):
        return None
    whole = _OF_THE_GOAL.sub(f"基本目標{goal}", said)
    return _LETTER.sub(rf"{goal}-\1", whole) if letters else None


_PAIR = 2  # letters
_LETTER = re.compile("(?<![ァ-ヶ一-龥ーa-zA-Z0-9-])([ア-コ])(?=[とのはがをよ、も]|って|だけ|と$)")
_NAMES_A_GOAL = re.compile("目標[0-9]|[1-4]-|[1-4]の[ア-コ]")
_OF_THE_GOAL = re.compile("(?:その|この)?(?:基本)?目標(?:全体)?(?=の(?:何|うち)|に占め)")


def is_of_the_same(one: Query, other: Query, state: DialogueState, lexicon: Lexicon) -> bool:
    """Whether two queries ask the same of the same projects."""
    if (one.measure, one.base, one.group_by) != (other.measure, other.base, other.group_by):
        return False
    if one.subjects or other.subjects:
        sides = ({_of_side(side, state, lexicon) for side in query.subjects} for query in (one, other))
        return next(sides) == next(sides)
    if other.window:  # one rank, or some, of them
        if (one.window, one.order) != (other.window, other.order):
            return False
        one, other = replace(one, window=None), replace(other, window=None)
    return set(_projects_of(one, state, lexicon)) == set(_projects_of(other, state, lexicon))


def _meant(match: re.Match[str], state: DialogueState, lexicon: Lexicon) -> tuple[str, ...]:
    """The projects pointed at; empty where there are none, or not so many."""
    many = _value(match["many"] or match["left"] or match["earliest"] or "1")
    if match["place"] or match["end"]:
        listed = _listed(state)
        end = 1 if match["end"] in _FIRST else len(listed)
        at = _value(match["place"]) if match["place"] else end
        return listed[at - 1 : at] if len(listed) > 1 else ()
    if many > _A_FEW:
        return ()
    if match["earliest"]:
        return _first_shown(state, many)
    return _left(state, many, lexicon) if match["left"] or match["other"] else _so_many(state, many, lexicon)


def _listed(state: DialogueState) -> tuple[str, ...]:
    """The list that was shown last, though single projects of it were looked at since."""
    last = state.queries[0]
    if is_of_one(last):
        return state.listed
    named = any(isinstance(c, IsProject) and len(c.ids) > 1 and not c.negated for c in last.conditions)
    of_rows = last.measure is Measure.LIST or (last.measure in SUMMED and bool(named or last.window))
    if of_rows and (last.group_by is None or named) and len(state.shown) > 1:
        return state.shown
    if of_rows or last.measure in {Measure.COMPARE, Measure.RANK, Measure.SHARE}:
        return next((seen.ids for seen in state.seen if set(state.shown) < set(seen.ids)), ())
    return ()


def _so_many(state: DialogueState, many: int, lexicon: Lexicon) -> tuple[str, ...]:
    """The last so many: a list of that length, or projects asked about one by one, the earlier ones first."""
    listed = _listed(state)
    one_by_one = _one_by_one(state, lexicon)
    if len(listed) == many and (len(one_by_one) < many or state.shown == listed):
        return listed
    if len(one_by_one) >= many:
        return tuple(reversed(one_by_one[:many]))
    return next((seen.ids for seen in state.seen if len(seen.ids) == many and seen.ids != state.shown), ())


def _first_shown(state: DialogueState, many: int) -> tuple[str, ...]:
    """「最初に出た4つ」: the earliest list of so many."""
    return next((seen.ids for seen in reversed(state.seen) if len(seen.ids) == many), ())


def _left(state: DialogueState, many: int, lexicon: Lexicon) -> tuple[str, ...]:
    """So many of a list, or of two that were compared, beside those looked at or picked out of them."""
    picked = set(state.shown)
    for whole in _wholes(state, lexicon):
        if picked < set(whole):
            for out in (picked, _talked_of_since(whole, state, lexicon)):
                left = tuple(project for project in whole if project not in out)
                if len(left) == many:
                    return left
            return ()
    return ()


def _talked_of_since(whole: tuple[str, ...], state: DialogueState, lexicon: Lexicon) -> set[str]:
    """What of a list was picked in any of the questions that came after it."""
    since = takewhile(lambda query: _projects_of(query, state, lexicon) != whole, state.queries)
    return {project for query in since for project in _projects_of(query, state, lexicon)}


def _wholes(state: DialogueState, lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    """What the projects that were talked about last may be a part of."""
    if is_of_one(state.queries[0]) and state.listed:
        yield state.listed
    for query in state.queries[1:]:
        if not is_of_one(query) and query.group_by is None:
            yield _projects_of(query, state, lexicon)


def _one_by_one(state: DialogueState, lexicon: Lexicon) -> list[str]:
    """Projects that were asked about one by one, or held against each other, the last one first."""
    found: dict[str, None] = {}
    for query in state.queries:
        ids = _projects_of(query, state, lexicon)
        if query.group_by or not (len(ids) == 1 or (query.subjects and len(ids) == len(query.subjects))):
            break
        found |= dict.fromkeys(reversed(ids))
    return list(found)


def _projects_of(query: Query, state: DialogueState, lexicon: Lexicon) -> tuple[str, ...]:
    """The projects that a query is of, as its answer showed them; of a comparison, those of its sides."""
    if query.subjects:
        return tuple(project for side in query.subjects for project in _of_side(side, state, lexicon))
    scope = as_conditions(query, lexicon)
    for seen in state.seen:
        if as_conditions(seen.query, lexicon) == scope and not seen.query.subjects:
            return seen.ids
    if query.window:
        return ()  # which those are, the database alone knows
    chosen = select(lexicon.catalogue, query.conditions)
    return tuple(project.id for project in lexicon.catalogue.projects if project.id in chosen)


def _of_side(side: Subject, state: DialogueState, lexicon: Lexicon) -> tuple[str, ...]:
    return _projects_of(query_of(side), state, lexicon)


def _name(project: str, lexicon: Lexicon) -> str:
    """A project's name, or its place where another has the same name."""
    name = lexicon.catalogue.by_id[project].name
    shared = sum(other.name == name for other in lexicon.catalogue.projects) > 1
    return project if shared else name


_NUMBERS = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {"両": 2}
_FIRST = {"最初", "先頭", "一番最初", "いちばん最初"}
_N = "[0-9一二三四五六七八九]"
_THINGS = "(?:つ|件|個|本|事業)(?:の事業)?"
_POINTED = re.compile(
    "(?:(?<=^)|(?<=[、。と])|(?<=じゃあ)|(?<=では)|(?<=それで))(?:"
    f"(?:その|この|さっきの|りすとの|一覧の)?(?:(?P<place>{_N}{{1,2}})(?:番目|つ目|件目|個目)|(?P<end>(?:一番|いちばん)?(?:最後|最初|先頭)))の(?:事業|もの|やつ|(?=は|って))"
    f"|(?:それ以外の?|(?:それ|これ)(?:ら)?を?(?:除いた|除く|抜いた|のぞいた)(?:残り)?の?|(?:あと)?残って(?:い)?るの?|残りの?|のこりの?|(?:ほか|他|あと)の)(?P<left>{_N}){_THINGS}"
    "|(?P<other>もう(?:一方|片方|一つ|ひとつ|1つ|片一方|一個|1個|一件|1件)(?:の(?:事業|もの|やつ|ほう|方|(?=[はっ])))?)"
    f"|最初に?(?:出た|出てきた|見せた|挙げた|あげた|聞いた)(?P<earliest>{_N}){_THINGS}"
    f"|(?:その|この|今の|いまの|これら|それら|さっきの|今(?:あげ|挙げ|聞い|出|言っ)た)(?P<many>[2-9二三四五六七八九]){_THINGS}(?!が(?:載|のっ|入|属|含))"
    ")"
)
_PICKS_BY_TEXT = re.compile(
    "^の(?:うち|中|なか)(?:で|から)?(?!.*(?:[高安]|大き|小さ|多|少な|最)).*(?:どれ|どの|どっち|のは)"
)
_OF_ANOTHER_PLACE = re.compile(
    "の予算(?:で|から)(?:見|み|いう|考え)"
)  # 「農政部の予算で見ると、この2つで何%?」
_AMONG_SO_MANY = re.compile(
    f"(?:その|この|今の)(?P<many>{_N}{{1,2}}){_THINGS}の(?:うち|中|なか)(?:で|から)?(?:は|、)?"
)
_NEXT = re.compile("次に(?:予算が|金額が|額が)?(?:大き|高|多|小さ|少な|安)い(?:事業|の)")
_AGAINST = re.compile("との?(?:差|違い|比|どっち|どちら)|より|と比べ")
_OF_THE_DEPARTMENT = re.compile(
    "(で|は|って|、)(?:担当)?部(?:局|署)?(?:全体|の予算)?((?:の予算)?の(?:何|なん|割合)|に占め)"
)
_POINTS_ELSEWHERE = re.compile("それ|その|そこ|(?<!ど)こ[れの]|足しても|合わせても")
_LEAVES_OUT = re.compile("以外|除[いくき]|抜[いくき]|のぞ[いく]|ぬい")
