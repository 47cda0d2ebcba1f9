"""A question in other words, where only the dialogue or its form tells what they stand for.

「その3つのうち…」 is 「その中で…」, 「運営のほう」 the one of the list that is called so, 「アとイ」 policies of the goal
talked about.
"""

from __future__ import annotations

import re

from bot.reading import DialogueState
from bot.understanding.following.pointing import A_NUMBER, THINGS, name_of, number_said
from bot.understanding.following.referents import listed_last
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Words


def in_other_words(said: str, state: DialogueState) -> str | None:
    """「その3つのうちサッカーの話が出てくるのは?」: 「その中で…」; 「1位と最下位の差」: 「1位と3位の差」."""
    supposed = _ONE_OF_TWO.fullmatch(said)
    if supposed and any(supposed["one"] in supposed[side] for side in ("first", "second")):
        return f"{supposed['first']}と{supposed['second']}はどっちが{supposed['more']}い?"
    other = _NOT_THAT_ONE.fullmatch(said)
    if other:
        return f"{other['name']}は{other['asked']}"
    if not state.queries:
        return None
    listed = len(listed_last(state)) or len(state.groups)
    if listed > 1 and _FIRST_AND_LAST.search(said):
        return said.replace("最下位", f"{listed}位")
    if _WHICH_OF_TWO.search(said):
        return _WHICH_OF_TWO.sub(r"\1", said)  # 「金額が大きいのはどっちの部?」
    counted = _AMONG_SO_MANY.match(said)
    if counted is None or len(listed_last(state)) != number_said(counted["many"]):
        return None
    return "その中で" + said[counted.end() :]


_ONE_OF_TWO = re.compile(
    "(?P<first>[^、。]{2,24})と(?P<second>[^、。]{2,24}?)(?:、|では、?|だと、?|なら、?)(?P<one>[^、。]{2,24})の(?:ほう|方)が"
    "(?:予算|金額|額)?[がは]?(?P<more>高|多|大き|安|少な|小さ)い[^、。]{0,10}[?]*"
)  # 「AとB、Bのほうが高いんですよね?」
_NOT_THAT_ONE = re.compile(
    "(?P<name>[^、。?]{3,30}?)(?:ってのは?|って)?とは(?:違う|ちがう|別)[^。?]{0,10}[。?]"
    "(?:そっち|そちら|それ)(?:は|って)(?P<asked>.+)"
)  # 「いじめ防止対策事業とは違うんだっけ。そっちは何円?」
_FIRST_AND_LAST = re.compile("[0-9]位と最下位|最下位と[0-9]位")
_WHICH_OF_TWO = re.compile("(どっち|どちら)の(?:部局?|部署|事業|施策|目標)(?=[?かで]|$|です)")
_AMONG_SO_MANY = re.compile(
    f"(?:その|この|今の)(?P<many>{A_NUMBER}){THINGS}の(?:うち|中|なか)(?:で|から)?(?:は|、)?"
)


def named_in_full(frame: Frame, state: DialogueState, lexicon: Lexicon) -> str | None:
    """「運営のほうはいくら?」 after the two of the university: the one of them that is called so, by its name."""
    words = frame.of(Words)
    if not state.queries or len(words) != 1 or len(frame.items) != 1:
        return None
    item = words[0]
    behind = _THE_ONE_CALLED.match(frame.said(item.index + 1))
    called = item.meaning.words if isinstance(item.meaning, Words) and not item.meaning.literal else ()
    if behind is None or not called or len(lexicon.matching(called)) < _SEVERAL:
        return None
    lists = [seen.ids for seen in state.seen if len(seen.ids) > 1]
    fits = (set(lexicon.matching(called, in_text=in_text)) for in_text in (False, True))
    meant = next((found for fit in fits for ids in lists if (found := [i for i in ids if i in fit])), [])
    if len(meant) != 1:
        return None
    tail = frame.said(item.index + 1)[behind.end() :]
    return f"{frame.said(0, item.index)}{name_of(meant[0], lexicon)}{tail}"


_SEVERAL = 2
_THE_ONE_CALLED = re.compile("の(?:ほう|方|やつ|(?=は))")


def as_one_sum(said: str) -> str | None:
    """「3つ足しても100万いかない?合計いくら」: their sum is what is asked."""
    summed = _EVEN_SUMMED.match(said)
    return f"その{summed['many']}の合計は?" if summed else None


_EVEN_SUMMED = re.compile(
    "(?P<many>[2-9](?:つ|件))(?:全部)?(?:足|合わせ|あわせ)(?:し)?ても[^?。]{2,12}"
    "(?:いか|行か|届か|なら|超え|こえ)[^?。]{1,6}[?。、](?:合計|全部|合わせ)?(?:で)?いくら"
)


def with_goal_of_letters(said: str, goal: int | None) -> str | None:
    """「アとイの差は?」「アは目標の何%?」 after a goal by policy: 「1-アと1-イの差は?」."""
    if goal is None or _NAMES_A_GOAL.search(said):
        return None
    letters = _LETTER.findall(said)
    if not letters or (len(letters) < _SEVERAL and not _ASKS_A_SHARE.search(said)):
        return None
    return _LETTER.sub(rf"{goal}-\1", _OF_THE_GOAL.sub(f"基本目標{goal}", said))


_ASKS_A_SHARE = re.compile("%|割合")
_LETTER = re.compile("(?<![ァ-ヶ一-龥ーa-zA-Z0-9-])([ア-コ])(?=[とのはがをよ、も]|って|だけ|と$)")
_NAMES_A_GOAL = re.compile("目標[0-9]|[1-4]-|[1-4]の[ア-コ]")
_OF_THE_GOAL = re.compile("(?:その|この)?(?:基本)?目標(?:全体)?(?=の(?:何|うち)|に占め)")
