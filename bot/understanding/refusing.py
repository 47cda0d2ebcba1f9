"""What by itself shows that the table cannot answer: other years, procedures, prices, opinions.

Phrases stand in `data/out_of_scope.csv`; wordings that need their neighbours, in `[outside]` of vocabulary.toml.
"""

from __future__ import annotations

import re

from bot.japanese import KANA, key
from bot.query import IsProject, Measure, Query
from bot.reading import Decline, Refusal
from bot.understanding.asking.one_project import value_missing
from bot.understanding.clauses import QUESTIONS
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import OutOfScope, Projects, Row, Unknown, Words
from bot.understanding.topics import resolve


def refused(frame: Frame, lexicon: Lexicon) -> Decline | None:
    """What by itself shows that the table cannot answer."""
    told = lexicon.vocabulary.outside[Refusal.ROLE].search(key(frame.said()))
    if told:
        return Decline(Refusal.ROLE, told[0])
    if frame.has("order") and not (frame.items or frame.has(*QUESTIONS)):
        return Decline(Refusal.UNRELATED, frame.spans[frame.at("order")].text[:40])
    talk = frame.spans[frame.at("aside")].text if set(frame.cues) == {"aside"} else ""
    if len(talk) > _A_REMARK and not (frame.items or frame.unknown or frame.numbers):
        return Decline(Refusal.UNRELATED, talk[:40])  # 「今日すごい雪だね」
    for index, span in enumerate(frame.spans):
        match span.meaning:
            case OutOfScope(refusal) if not (_printed(index, frame, lexicon) or _is_improved(index, frame)):
                return Decline(refusal, span.text)
    return _asks_beyond(frame, lexicon)


def topic_of(declined: Decline, frame: Frame, lexicon: Lexicon) -> Query | None:
    """「冬まつりって今年何日から?」: the project that 「じゃあ予算は?」 is of, though the question had no answer."""
    project = _named(frame, lexicon) if declined.refusal in _OF_SOMETHING else None
    return Query(Measure.DETAIL, (IsProject((project,)),)) if project else None


_OF_SOMETHING = {Refusal.NO_SUCH_VALUE, Refusal.PROCEDURE, Refusal.SETTLEMENT, Refusal.PERSON}
_A_REMARK = 6  # characters; 「多いな」 is of what was answered


def _asks_beyond(frame: Frame, lexicon: Lexicon) -> Decline | None:
    """「病児保育の予約」「動物園は今日やってる?」: of something in the table, what no table of budgets tells."""
    form = key(frame.said())
    if _tells_such_a_value(frame, lexicon):
        return None
    asked = _unknown_attribute(frame)
    single = _named(frame, lexicon) if asked else None
    if single and not _speaks_of(asked, single, lexicon):
        return Decline(Refusal.NO_SUCH_VALUE, asked)
    for refusal, pattern in lexicon.vocabulary.outside.items():
        found = pattern.search(form)
        told = found and refusal is Refusal.NO_SUCH_VALUE and _told(found[0], frame, lexicon)
        if found and not told:
            return Decline(refusal, found[0].strip("のはがって"))
    return None


def _unknown_attribute(frame: Frame) -> str:
    """「冬まつりの屋台は?」: of something known, a thing that nothing in the table is called, and nothing else."""
    if set(frame.cues) - _ASKING_FOR_IT or frame.numbers or len(frame.unknown) != 1:
        return ""
    spans = [span for span in frame.spans if span.text not in _ENDINGS]
    if len(spans) < _A_THING_OF_IT or not isinstance(spans[-1].meaning, Unknown) or spans[-1].meaning.light:
        return ""
    owner = spans[-3].meaning
    if spans[-2].text != "の" or spans[-1].meaning.hints or not isinstance(owner, Projects | Words):
        return ""
    return "" if KANA.match(key(spans[-1].text)) else spans[-1].text  # リサイク is a word that breaks off


def _speaks_of(asked: str, project: str, lexicon: Lexicon) -> bool:
    """「外国人材の相談窓口」: whether the project's text has the word, or both halves of it."""
    text = "".join(lexicon.texts[project])
    half = len(asked) // 2
    return all(key(part) in text for part in (asked[:half], asked[half:]) if part)


_ASKING_FOR_IT = {"ask_yes_no", "list", "detail", "hello"}
_A_THING_OF_IT = 3  # spans: 冬まつり, の, 屋台
_ENDINGS = {"は", "って", "?", "を", "教えて", "が", "ください", "です", "知りたい", "どこ", "なに", "何"}


def _tells_such_a_value(frame: Frame, lexicon: Lexicon) -> bool:
    """「わかばのプレイルームは何曜日に開いてる?」: its text gives days of the week."""
    single = _named(frame, lexicon)
    return (
        single is not None
        and frame.has(*lexicon.vocabulary.values)
        and not value_missing(frame, single, lexicon)
    )


def _told(said: str, frame: Frame, lexicon: Lexicon) -> bool:
    """「アプリの利用者数」: whether the text of the project that is named says it."""
    single = _named(frame, lexicon)
    return single is not None and any(said.strip("のはがって") in text for text in lexicon.texts[single])


def _named(frame: Frame, lexicon: Lexicon) -> str | None:
    """The one project that is asked about."""
    names = tuple(item for item in frame.items if item.is_a(Projects, Row, Words) and not item.negated)
    topic = resolve(names, (), lexicon, frozenset(lexicon.texts)) if names else None
    return topic.single if topic else None


def _is_improved(index: int, frame: Frame) -> bool:
    """「待ち時間を減らす事業」: what a project is for, and no question of the counter's."""
    return bool(_IMPROVED.match(frame.said(index + 1)))


_IMPROVED = re.compile("(?:を|が|の)(?:減ら|減る|短く|短縮|なくす|無くす|改善|解消|軽減|楽に|便利に|簡単に)")


def _printed(index: int, frame: Frame, lexicon: Lexicon) -> bool:
    """「令和6年度から着手した工事」: another year that stands in the text of a project asked about."""
    names = [item for item in frame.items if item.is_a(Projects, Row, Words)]
    found = resolve(tuple(names), (), lexicon, frozenset(lexicon.texts)) if names else None
    if found is None:
        return False
    after = [span.text for span in frame.spans[index + 1 : index + 3]]
    said = key(frame.spans[index].text)
    digits = re.sub("年度?$", "", said)
    texts = [lexicon.texts[project] for project in found.ids[:3]]
    if frame.at("confirm") == index + 1 and len(texts) == 1 and re.search("令和[0-9]+年", texts[0][1]):
        return True  # 「供用開始は令和8年ですよね?」: the text says when
    if any(digits in name for name, _ in texts):
        return True
    if _ASKS_OF_THAT_YEAR.match(frame.said(index + 1)):
        return False
    if after[:1] == ["の"]:
        digits = key(said + "".join(after))  # 令和8年度の更新
    return any(digits in description for _, description in texts)


# 「令和6年度はいくらでしたか」: an amount of that year is not in the table, whatever a text says of the year
_ASKS_OF_THAT_YEAR = re.compile(
    "(?:中|分|度|時点)?(?:の|は|に|には|だと|なら|では|って)?(?:当初|補正)?"
    "(?:予算|金額|額(?!の)|事業費|総額|合計|いくら|なんぼ|どれ[くぐ]らい|何円|何千円|計上)"
)
