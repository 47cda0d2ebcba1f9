"""Messages of several sentences, cut by their wording into what is told and what is asked."""

from __future__ import annotations

import re

_SENTENCES = re.compile(r"(?<=[。!?！？\n])|(?<=…)(?=[^…。!?！？])")
_A_LETTER = 50  # characters
_A_STORY, _LONG = 3, 80  # sentences and characters from which a message tells more than it asks
_POINTS_BACK = re.compile("(?:で、)?(?:その|それ|この|これ|そちら|あの|こちら)")
_BESIDES = re.compile("(?:ついでに|あと|それから|それと|ちなみに|あわせて|もう一つ|もうひとつ)")
_LEADS_IN = re.compile(
    r"(?<=[。!?！？\n])\s*(?:本題ですが|ところで|(?:お聞きし|聞き|知り|お尋ねし|伺い)たい(?:の|こと)は|教えてほしい(?:の|こと)は|"
    r"(?:そこで|それで)?、?(?:質問|お聞き)(?:です|ですが|なんですが|があります|します)|"
    r"(?:そこで|では)?(?:一つ|ひとつ|1つ)(?:だけ)?(?:教えて(?:ください|ほしい(?:の|ん)ですが)?|お聞き(?:します|したいです)))[、。]?"
)
ASKS = re.compile(
    r"[?？]$|いくら|なんぼ|何(?:件|位|番|割|%|倍|事業|億|万)|どこ|どの|どれ|どっち|どちら|いくつ|教え|おしえて|知りたい|聞きたい|見たい|"
    "ください|下さい|お願い|でしょうか|です(?:か|かね)[。?]|ますか"
)
_SO = re.compile("^(?:それで|そこで|なので|ですので|ということで|で|じゃあ|では|さて)、")


def sentences_of(text: str) -> list[str]:
    """A message cut behind its sentence ends."""
    return [part.strip() for part in _SENTENCES.split(text) if part.strip()]


def after_lead_in(text: str) -> str:
    """「…大変です。ところで、農政部の合計は?」: what comes behind such words; empty where there are none."""
    found = list(_LEADS_IN.finditer(text))
    return text[found[-1].end() :].strip() if found else ""


def without_connective(sentence: str) -> str:
    """「それで、農政部の合計は?」 without the words that only lead on."""
    return _SO.sub("", sentence)


def points_back(sentence: str) -> bool:
    """「その支援にはいくら?」: what it is about stands before it."""
    return bool(_POINTS_BACK.match(sentence))


def less_pointing(sentence: str) -> str:
    """「あの充電インフラの事業っていくら?」 names what it points at."""
    return _THIS_OR_THAT.sub("", sentence)


_THIS_OR_THAT = re.compile("^(?:で、)?あの")  # その and この point at what was told


def asked_at_the_end(text: str) -> str:
    """The question that a long message ends with, and what it points back at; empty where it is not long."""
    told = sentences_of(text)
    if len(told) < _A_STORY or len(text) < _LONG:
        return ""
    return "".join(told[-2:]) if points_back(told[-1]) else told[-1]


def asked_once(text: str) -> tuple[list[str], str]:
    """What a long letter tells before its one question, and that question; nothing where it asks more or less."""
    told = sentences_of(text)
    asking = [at for at, part in enumerate(told) if _QUESTION.search(part) and not _CLOSING.search(part)]
    if len(told) < _A_STORY or len(text) < _A_LETTER or len(asking) != 1:
        return [], ""
    return told[: asking[0]], without_connective(told[asking[0]])


# The end of a sentence that asks; 「…という話になり、」 and 「…は何だと言われました。」 only tell
_QUESTION = re.compile(
    r"(?:[?？]|(?:です|ます|でしょう|ません|だろう|なん|もの)か(?:ね|な)?[。]?|でしょう[。]?|(?:ください|下さい|ほしいです|知りたいです|教えて|お願いします)[。]?)$"
)
_CLOSING = re.compile(
    "よろしく|(?:お忙|お手数|突然|恐縮|恐れ入|すみません|ごめん|失礼|ありがとう|助かります)"
)


def what_is_looked_at(told: str, asked: str) -> str:
    """「農政部の新規(を調べています。)」「…は3つある(と聞きました。)」: the scope of the question behind it; else empty."""
    looked_at = _LOOKED_AT.search(told)
    if looked_at:
        return _PARTICLE.sub("", told[: looked_at.start()])
    so_said = _SAID_TO_BE_SO.search(told) and _OF_THOSE.match(without_connective(asked))
    return told if so_said else ""


_PARTICLE = re.compile("(?:について|のところ)?(?:を|が|に|も)?$")


_LOOKED_AT = re.compile(
    r"(?:見て|みて|調べて|探して|集計して|読んで|確認して|数えて|まとめて|検討して|眺めて|比べて|拾って)(?:い)?(?:ます|る|るんです|るところです|おります)(?:が)?。$"
    r"|(?:知り|見|調べ|確認し|まとめ|絞り|聞き|拾い|つけ|出し|数え|比べ|集計し)たい(?:です|のです|んです|のですが)?。$"
    r"|(?:興味|関心)が(?:あります|ある)。$"
)
_SAID_TO_BE_SO = re.compile("(?:(?:です|ます)よね|(?:と|って)聞(?:きました|いています|いた))。$")
_OF_THOSE = re.compile("[そこ]の(?:うち|中|なか)|[そこ]こから|それ|これ|[^、。]{1,24}を(?:除い|外し|抜い)")


def after_told_clause(text: str) -> tuple[str, str]:
    """「記事に使うんですが、農政部の合計は?」: the clause that tells why, and what is asked behind it."""
    found = list(_TOLD_CLAUSE.finditer(text))
    return (text[: found[-1].end()], text[found[-1].end() :]) if found else ("", "")


_TOLD_CLAUSE = re.compile(
    "(?:(?:で|ま)す(?:が|けど|けれど|ので)|(?:んだ|のだ|だ|る|た|い)(?:けど|けれど)|(?:ん|な)ので|として|くて|んで|(?:た|る|だ|です|ます)から)、"
    "|(?<=[うくすつむるた])ので、?(?=[^、。?!])|(?:んだ|んです|聞く|聞き(?:ます|たいんです)が?|る|た)(?:けど|けれど|が)(?=[^、。?!もさねは])"
)


def says_what_for(clause: str) -> bool:
    """「町内会でごみの話をするので、」: what the answer is for, and nothing about what is asked."""
    return bool(_WHAT_FOR.search(clause))


_WHAT_FOR = re.compile(
    "(?:話を?する|話す|発表する|説明する|書く|使う|作る|つくる|まとめる|調べて(?:い)?る|聞かれ(?:た|て(?:い)?る)|必要な|検討して(?:い)?る|報告する|議論する|扱う|取り上げる|使いたい|まとめたい|説明したい|載せたい|書きたい|話したい|比べたい)"
    "(?:ので|から|ため|の?(?:です|だ)が|ん(?:です|だ)(?:が|けど)|けど)、?$"
)


def told_and_asked(text: str) -> tuple[str, str]:
    """「息子が入り浸りw あの施設に年間いくら?」: what is told and what is asked, of a message with spaces for stops.

    What only tells behind the question (「…どっち? 走りに行くから気になってさ」) belongs to what is told.
    """
    parts = [part for part in _STOPS.split(text) if part.strip()]
    asking = [i for i, part in enumerate(parts) if ASKS.search(part) or _ASKS_CASUALLY.search(part)]
    if len(parts) < 2 or not asking or min(map(len, parts)) < _A_CLAUSE:
        return "", ""
    named = [i for i, part in enumerate(parts) if i + 1 in asking and _ENDS_IN_A_NOUN.search(part)]
    told = [part for i, part in enumerate(parts) if i not in (*asking, *named)]
    rest = " ".join(part for i, part in enumerate(parts) if i in (*asking, *named))
    return " ".join(told), _THAT_ONE.sub("", without_connective(rest)) if told else ""


# 「花咲と東光 公園のお金多いのどっち」: a part without a verb says of what
_ENDS_IN_A_NOUN = re.compile("[一-龠ァ-ヶー0-9]$")
_THAT_ONE = re.compile("(?:あの|その|この|ああいう|そういう)(?:施設|事業|制度|場所|ところ|やつ|お店|学校)")


_ASKS_CASUALLY = re.compile(
    "ど(?:ん|れ|の)くらい|どんだけ|なに(?:して|を)|なんの話|(?:って?る|あ[るん]|出[すた]|かか[るん])(?:の(?:よ|さ)?|ん?だ(?:べ|ろう?)|かな|っけ|かい)[?？!！]*$|(?:です|ます|でした|ました)か[?？!！]*$"
    "|(?:額|数|一覧|内容|予算|金額|合計|平均|担当)(?:を|も|は|って)?[?？!！]*$"
)
_STOPS = re.compile(r"(?<=[。!?！？\n…〜~w])|\s+|(?<=です|ます|した|けど|のさ|から|たい)、")
_A_CLAUSE = 4  # characters


def asked_last(text: str) -> str:
    """「ごみ袋高いよね。ごみを減らす事業はある?」: the last sentence, where those before it ask nothing."""
    told = sentences_of(text)
    tells = len(told) > 1 and not any(ASKS.search(part) for part in told[:-1])
    return told[-1] if tells and not points_back(told[-1]) else ""


def asked_first(text: str) -> str:
    """「除雪の予算は?ついでに明日の天気もわかる?」: what is asked before something else is; empty where nothing is."""
    told = sentences_of(text)
    besides = next((i for i, part in enumerate(told) if i and _BESIDES.match(part)), 0)
    return "".join(told[:besides])
