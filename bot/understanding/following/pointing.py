"""What is pointed at by place or number, put by name: 「1番目の事業は全体の何%?」「その3つを高い順に」「残りの2つの差は?」

A question whose pointing words are replaced by the names they stand for is complete, and is read like any other.
"""

from __future__ import annotations

import re

from bot.reading import DialogueState
from bot.understanding.amounts import number
from bot.understanding.following.common import is_of_one
from bot.understanding.following.referents import (
    first_so_many,
    last_so_many,
    listed_last,
    one_by_one,
    so_many_left,
)
from bot.understanding.lexicon import Lexicon

_A_FEW, _A_HANDFUL = 6, 9  # projects that are named one by one


def put_by_name(said: str, state: DialogueState, lexicon: Lexicon) -> str | None:
    """`said` with names for what it points at; None where it points at nothing, or at what is not known."""
    if not state.queries:
        return None
    if _NEXT.match(said) and is_of_one(state.queries[0]) and len(state.shown) == 1 and not state.listed:
        return f"{name_of(state.shown[0], lexicon)}の{said}"
    found = [(match, _meant(match, state, lexicon)) for match in _POINTED.finditer(said)]
    if not found or any(not ids for _, ids in found) or _is_more_than_names(_POINTED.sub("", said)):
        return None
    text, done = "", 0
    for match, ids in found:
        text += said[done : match.start()] + "と".join(name_of(project, lexicon) for project in ids)
        done = match.end()
    departments = {lexicon.catalogue.by_id[project].department for _, ids in found for project in ids}
    tail = said[done:]
    if len(departments) == 1:
        tail = _OF_THE_DEPARTMENT.sub(rf"\1{departments.pop()}\2", tail)  # 「この2つで部全体の何%?」
    looked_at = one_by_one(state, lexicon)[:1] if _AGAINST.match(said[found[0][0].end() :]) else []
    if looked_at and not found[0][0].start() and len(found) == 1 and looked_at[0] not in found[0][1]:
        text = f"{name_of(looked_at[0], lexicon)}と{text}"  # 「もう片方との差は?」
    return text + tail


def points_at_the_rest(said: str) -> bool:
    """「残りの一つは?」: of what is left, whatever was asked before."""
    pointed = _POINTED.match(said)
    return pointed is not None and bool(pointed["left"])


def place_past_the_end(said: str, state: DialogueState) -> int | None:
    """「20番目の事業は全体の何%?」 of a list of fourteen; of the first few, the next ranks may be meant."""
    pointed = _POINTED.search(said) if state.queries else None
    if pointed is None or not pointed["place"] or state.queries[0].window:
        return None
    listed, place = listed_last(state), number_said(pointed["place"])
    return place if 1 < len(listed) < place else None


def asks_which(named: str) -> bool:
    """「(残りの2つ)は何だった?」: names alone are what is asked for."""
    return _WHICH.search(named) is not None


def name_of(project: str, lexicon: Lexicon) -> str:
    """A project's name, or its place where another has the same name."""
    name = lexicon.catalogue.by_id[project].name
    shared = sum(other.name == name for other in lexicon.catalogue.projects) > 1
    return project if shared else name


def number_said(text: str) -> int:
    """3, 三 and 二十 as a number; 0 for what is none."""
    return int(number(text) or 0)


def _meant(match: re.Match[str], state: DialogueState, lexicon: Lexicon) -> tuple[str, ...]:
    """The projects pointed at; empty where there are none, or not so many."""
    if match["those"]:
        listed = listed_last(state) if len(state.shown) == 1 else ()
        return listed if len(listed) <= _A_HANDFUL else ()
    many = number_said(match["many"] or match["both"] or match["left"] or match["earliest"] or "1")
    if match["place"] or match["end"]:
        listed = listed_last(state)
        end = 1 if match["end"] in _FIRST else len(listed)
        at = number_said(match["place"]) if match["place"] else end
        return listed[at - 1 : at] if len(listed) > 1 else ()
    if many > _A_FEW:
        return ()
    if match["earliest"]:
        return first_so_many(state, many)
    if match["left"] or match["other"]:
        return so_many_left(state, many, lexicon)
    return last_so_many(state, many, lexicon)


def _is_more_than_names(rest: str) -> bool:
    """Whether what stands around the pointing words points elsewhere, or is of what they are a part of."""
    if _PICKS_BY_TEXT.search(rest) or _OF_ANOTHER_PLACE.search(rest) or _POINTS_ELSEWHERE.search(rest):
        return True
    return _LEAVES_OUT.search(rest) is not None and "部" not in rest  # 「その3つを除くと残り何件?」


_FIRST = {"最初", "先頭", "一番最初", "いちばん最初"}
A_NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_MANY = "[2-9二三四五六七八九]"
THINGS = "(?:つ|件|個|本|事業)(?:の事業)?"
_A_PROJECT = "の(?:事業|もの|やつ|(?=は|って))"
_AT_ITS_PLACE = (
    f"(?:その|この|さっきの|りすとの|一覧の)?(?:(?P<place>{A_NUMBER})(?:番目|つ目|件目|個目)"
    f"|(?P<end>(?:一番|いちばん)?(?:最後|最初|先頭))){_A_PROJECT}"
)
_LEFT = (
    "(?:それ以外の?|(?:それ|これ)(?:ら)?を?(?:除いた|除く|抜いた|のぞいた)(?:残り)?の?"
    f"|(?:あと)?残って(?:い)?るの?|残りの?|のこりの?|(?:ほか|他|あと)の)(?P<left>{A_NUMBER}){THINGS}"
)
_THE_OTHER = (
    "(?P<other>もう(?:一方|片方|一つ|ひとつ|1つ|片一方|一個|1個|一件|1件)"
    "(?:の(?:事業|もの|やつ|ほう|方|(?=[はっ])))?)"
)
_SHOWN_FIRST = f"最初に?(?:出た|出てきた|見せた|挙げた|あげた|聞いた)(?P<earliest>{A_NUMBER}){THINGS}"
_SO_MANY = (
    "(?:その|この|今の|いまの|これら|それら|さっきの|今(?:あげ|挙げ|聞い|出|言っ)た)"
    f"(?P<many>{_MANY}){THINGS}(?!が(?:載|のっ|入|属|含))"
)
_BOTH = f"(?P<both>{_MANY}){THINGS}(?=の(?:差|開き|違い))"  # 「2つの開きはいくら?」
_THOSE = "(?P<those>これら|それら)(?=の(?:合計|平均|総額))"
_POINTED = re.compile(
    "(?:(?<=^)|(?<=[、。と])|(?<=じゃあ)|(?<=では)|(?<=それで))"
    f"(?:{_AT_ITS_PLACE}|{_LEFT}|{_THE_OTHER}|{_SHOWN_FIRST}|{_SO_MANY}|{_BOTH}|{_THOSE})"
)
_WHICH = re.compile(
    "(?:は|って)(?:何|なに|どれ)(?:と何|とどれ)?(?:だった|だっけ|でした|です|なの)?[かっけ]{0,2}[?。]*$"
)
_PICKS_BY_TEXT = re.compile(
    "^の(?:うち|中|なか)(?:で|から)?(?!.*(?:[高安]|大き|小さ|多|少な|最)).*(?:どれ|どの|どっち|のは|のほう|の方|のやつ)"
)
_OF_ANOTHER_PLACE = re.compile("の予算(?:で|から)(?:見|み|いう|考え)")  # 「農政部の予算で見ると、この2つで」
_NEXT = re.compile("次に(?:予算が|金額が|額が)?(?:大き|高|多|小さ|少な|安)い(?:事業|の)")
_AGAINST = re.compile("との?(?:差|違い|比|どっち|どちら)|より|と比べ")
_OF_THE_DEPARTMENT = re.compile(
    "(で|は|って|、)(?:担当)?部(?:局|署)?(?:全体|の予算)?((?:の予算)?の(?:何|なん|割合)|に占め)"
)
_POINTS_ELSEWHERE = re.compile("それ|その|そこ|(?<!ど)こ[れの]|足しても|合わせても")
_LEAVES_OUT = re.compile("以外|除[いくき]|抜[いくき]|のぞ[いく]|ぬい")
