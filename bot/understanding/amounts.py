"""Sums of money and plain numbers as written in Japanese, exactly, in whole yen (円).

千円, 万円 and 億円 are units like any other: 50,000千円 is 50,000,000 yen. Decimals are exact
(1.5億 is 150,000,000) and never pass through floating point.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "壱": 1,
    "弐": 2,
    "参": 3,
}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
KANJI_DIGITS = "〇零一二三四五六七八九壱弐参"
# Every repetition takes one character of one class: no text makes the search go back and forth.
_NUMBER = rf"(?:\d+(?:,\d+)*(?:\.\d+)?|[{KANJI_DIGITS}十百千])(?:[{KANJI_DIGITS}十百千\d]|,(?=\d))*"
_MONEY_RE = re.compile(
    rf"(?:(?P<cho>{_NUMBER})兆)?(?:(?P<oku>{_NUMBER})億)?(?:(?P<man>{_NUMBER})万)?(?P<rest>{_NUMBER})?(?P<unit>千円|円)?"
)
_VAGUE_RE = re.compile("数[十百千]*[万億千百]+円?|何[十百千]*[万億千百]+円?台")
_A_LITTLE = re.compile(
    "より(?:も)?(?:ほんの)?(?:少し|すこし|ちょっと|やや|若干|わずかに)(?:だけ)?(?:多|高|大き|少な|安|低|小さ)い?"
)

# What is left of a number is none: 「000万」, 「3,0000万円」.
_TORN = re.compile(r"0\d[\d,]*|\d+(?:,\d{3})*,(?!\d{3}(?!\d))\d[\d,]*")

# What may follow or precede a sum, and which side it opens. Hiragana, as keys are.
_AFTER = (
    (re.compile("を?(?:超え|こえ|越え|上回ら|上まわら)(?:ない|ていない|てない|ず)"), "max"),
    (re.compile("を?(?:下回ら|下まわら|切ら|割ら)(?:ない|ず)"), "min"),
    (
        re.compile(
            "(?:円|えん)?(?:以上|いじょう|以じょう|い上|異常|異状|委譲|移乗|[位依囲意伊]上|以[丈状常条情場])"
        ),
        "min",
    ),
    (
        re.compile(
            "(?:えん)?(?:以下|いか(?!が|な[いけか]|ん|ね)|以か|い下|以内|医科|以化|[位依囲意伊]下|以[価科過荷課])"
        ),
        "max",
    ),
    (
        re.compile(
            "(?:未満|未(?=の|で|は|$)|みまん|未まん|み満|味満|身満|より(?:も)?(?:少な|小さ|低|安|下)[くい]?い?|を?(?:下回る|下回った|下回って(?:い)?る|切る|切って(?:い)?る|切った|割る|割って(?:い)?る|割った|きる)|に(?:も|は|すら)?(?:満た|届か|手が届か|達し|及ば)(?:ない|なかった|ず|ぬ|ません)|に(?:も|は)?(?:届|達し)(?:い)?て(?:い)?ない|も(?:かけ|かかっ|つい|付い|使っ|出)て(?:い)?ない|もつかない|もしない|もかからない|もかけない|も使わない|(?:に|に?も|まで)?(?:いか|行か|乗ら|のら)(?:ない|ねえ|ねぇ|ん(?=の|もの|やつ|事業))|(?:に|に?も|まで)?(?:いっ|行っ|乗っ|のっ)て(?:い)?ない)"
        ),
        "under",
    ),
    (
        re.compile(
            "(?:を?(?:超え|こえ|越え|超す|上回)(?:る|た|てる|ている)?|超|ちょう(?!ど)|おーばー|より(?:も)?(?:多|大き|高|上)[くい]?)"
        ),
        "over",
    ),
    (
        re.compile(
            "の?大台(?:に(?:は)?(?:乗っ?[たてるり]*|のっ?[たてるり]*|達し[たてる]*|届い[たてる]*)|を?(?:超え|こえ|突破し?)[たてる]*)?(?:いる)?"
        ),
        "min",
    ),
    (re.compile("台|だい"), "band"),
    (re.compile("ちょうど|ぴったり|きっかり|丁度|じゃすと|きっちり"), "exact"),
    (re.compile("前後|ぜんご|くらい|ぐらい|程度|ほど|あたり|近く"), "about"),
    (re.compile("まで|から下"), "max"),
    (re.compile(rf"から上|-(?![\d{KANJI_DIGITS}十百千])"), "min"),  # 1億円〜
)
_BEFORE_EXACT = re.compile("(?:ちょうど|ぴったり|きっかり|丁度|じゃすと)$")
_BEFORE_ABOUT = re.compile("(?:約|およそ|だいたい|ざっと)$")
_BEFORE_UNIT = re.compile("[額計算](?:は|を|、)?$")
_BEFORE_SIDE = re.compile("(上限|下限)(?:金額|額)?(?:を|は|が)?$")
_BEFORE_MAX = re.compile(r"(?<!\w)-$")  # 〜500万円
_TO = re.compile("(?:から|-|以上で?|より|を?超え(?:て)?)")
_UNIT_WORD = re.compile("単位|刻み")  # 千円単位で
_KANA_DIGITS = {
    "いち": "一", "に": "二", "さん": "三", "よん": "四", "し": "四", "ご": "五", "ろく": "六", "ろっ": "六", "なな": "七",
    "はち": "八", "はっ": "八", "きゅう": "九", "じゅう": "十", "じゅっ": "十", "ひゃく": "百", "びゃく": "百", "ぴゃく": "百",
    "せん": "千", "ぜん": "千", "まん": "万", "おく": "億", "いっ": "一",
}  # fmt: skip
_KANA_NUMBER = "|".join(sorted(_KANA_DIGITS, key=len, reverse=True))
_KANA_SUM = re.compile(
    rf"(?:{_KANA_NUMBER}|[\d千百十])*(?:まん|おく|せん)(?:{_KANA_NUMBER})*(?:えん|(?=円))|"
    rf"(?:{_KANA_NUMBER})+(?=[万億])|(?<=[万億])えん|"
    rf"(?:{_KANA_NUMBER})+(?:まん|おく)(?=いじょう|いか|みまん|以上|以下|未満|超)"
)
_BARE_UNIT = re.compile(
    rf"(?<![\d{KANJI_DIGITS}十百千万兆数何])(?<![\d{KANJI_DIGITS}十百千万兆]\s)億(?=円?(?:超|以上|以下|未満|越|こえ|台))"
)  # 億超え
_IN_HUNDRED_MILLIONS = re.compile("(?<![0-9万千百十])億(?:円)?単位の(?=事業|予算|もの|やつ|お金)")
_KANA_UNIT = re.compile(r"(?<=\d)(?:おく|まん)(?=円|えん|以|未|超|越|台|を)")  # 10おく越え
_BETWEEN = re.compile("(?:の間|のあいだ|の範囲)")
_AND = re.compile("と")  # 1億円と2億円の間


def number(text: str) -> Decimal | None:
    """The value of a number below 10,000-units: 5千, 二百五十, 1,200, 2.3, 二〇二五."""
    plain = text.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return Decimal(plain)
    total, current = Decimal(0), ""
    for match in re.finditer(rf"[\d.]+|[{KANJI_DIGITS}]|[十百千]", plain):
        part = match[0]
        if part in _SMALL_UNITS:
            total += (Decimal(current) if current else Decimal(1)) * _SMALL_UNITS[part]
            current = ""
        else:
            current += str(_DIGITS[part]) if part in _DIGITS else part
    return total + (Decimal(current) if current else Decimal(0))


_UNITS_ALIKE = re.compile(r"(?<=[\d一二三四五六七八九十百千])(?:[臆憶奥]|満(?=円|以|未|超|を|の))")
# 2000man en ijou, as romaji are spaced
_APART = re.compile(
    r"(?<=まん|おく|せん)\s+(?=えん|いじょう|いか|みまん)|(?<=えん)\s+(?=いじょう|いか|みまん|ちょうど)"
)
_ZERO = re.compile(
    r"(?:(?<=予算)|(?<=額)|(?<=費)|(?<=予算が)|(?<=額が))(?:ゼロ|ぜろ|0)円?(?![\d,.億万千円])|(?:ゼロ|ぜろ)円"
)
_YEN_SIGN = re.compile(r"[¥￥]\s?(\d[\d,]*)")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_ROMAN_GOAL = re.compile("(目標)(iv|i{1,3})(?![a-z])", re.IGNORECASE)  # 目標Ⅱ
_GOAL_AND_LETTER = re.compile(
    r"(?<![\d.,-])([1-4])([ア-ケ])(?=$|[のはをがで、,\s]|合計|一覧|件数|事業|予算)"
)  # 4カの合計
_NUMBERED_GOAL = re.compile("([1-4])(?:番|つめ|つ目)の基本目標")  # 2番の基本目標
_GOAL_NUMBERS = {"いち": "1", "さん": "3", "よん": "4", "ニ": "2"}


_ORDINALS = {"いち": "1", "に": "2", "さん": "3", "よん": "4", "ご": "5", "ろく": "6", "なな": "7"}
_ORDINAL_IN_KANA = re.compile(f"({'|'.join(_ORDINALS)})(?:ばんめ|ばん目|番め)")


_ENGLISH = {"ワン": "1", "ツー": "2", "スリー": "3", "フォー": "4", "ファイブ": "5", "テン": "10"}
_RANK_IN_ENGLISH = re.compile(f"(トップ|ベスト|ワースト)({'|'.join(_ENGLISH)})(?![ァ-ヶー])")


def spell_out(text: str) -> str:
    """Numbers as they were meant: いちおくえん → 一億円, 3臆 → 3億, トップスリー → トップ3, もくひょうよん → もくひょう4."""
    text = _APART.sub("", text)
    text = _UNITS_ALIKE.sub(lambda match: "万" if match[0] == "満" else "億", text)
    text = _RANK_IN_ENGLISH.sub(lambda match: match[1] + _ENGLISH[match[2]], text)
    text = _ORDINAL_IN_KANA.sub(lambda match: _ORDINALS[match[1]] + "番目", text)
    text = re.sub(
        r"(目標|もくひょう|モクヒョウ)\s*(いち|さん|よん|ニ)(?![ぁ-ゖ]*番)",
        lambda m: m[1] + _GOAL_NUMBERS[m[2]],
        text,
    )

    text = _YEN_SIGN.sub(r"\1円", text)
    text = _ROMAN_GOAL.sub(lambda match: match[1] + _ROMAN[match[2].lower()], text)
    text = _GOAL_AND_LETTER.sub(r"\1-\2", text)
    text = _NUMBERED_GOAL.sub(r"基本目標\1", text)

    def kanji(match: re.Match[str]) -> str:
        digits = re.sub(_KANA_NUMBER, lambda part: _KANA_DIGITS[part[0]], match[0].removesuffix("えん"))
        return digits + ("円" if match[0].endswith("えん") else "")

    text = _ZERO.sub("0円", text)
    text = _BARE_UNIT.sub("1億", text)
    text = _IN_HUNDRED_MILLIONS.sub("1億円以上の", text)
    text = _KANA_UNIT.sub(lambda match: _KANA_DIGITS[match[0]], text)
    return _KANA_SUM.sub(kanji, text)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money in the text, in yen. `has_unit` is False for a bare number."""

    start: int
    end: int
    yen: int
    has_unit: bool
    scale: int  # value of the last named unit: 億 → 100,000,000
    in_yen: bool  # digits and 円 alone: 28,212円


def sum_at(text: str, start: int) -> Sum | None:
    """The longest sum of money (or bare number) that begins at `start` of a key."""
    match = _MONEY_RE.match(text, start)
    if match is None or not match[0]:
        return None
    if not (match["cho"] or match["oku"] or match["man"] or match["rest"]):
        return None
    value, scale = Decimal(0), 1
    for part, unit in (("cho", 10**12), ("oku", 10**8), ("man", 10**4), ("rest", 1)):
        if match[part]:
            amount = number(match[part])
            if amount is None:
                return None
            value += amount * unit
            scale = unit
    end = match.end()
    named = bool(match["cho"] or match["oku"] or match["man"] or match["unit"])
    if match["unit"] == "千円":
        # With 億 or 万 before it only the last part is in thousands: 3億684万6千円.
        rest = number(match["rest"]) if match["rest"] else None
        if rest is None:
            value += 1000
        else:
            value += rest * 999
        scale = 1000
    if value != value.to_integral_value():
        return None
    in_yen = (
        match["unit"] == "円"
        and not (match["cho"] or match["oku"] or match["man"])
        and text[end - 2].isdigit()
    )
    return Sum(start, end, int(value), named, scale, in_yen)


@dataclass(frozen=True, slots=True)
class AmountSpan:
    """A condition on amounts in the text. Bounds in yen, inclusive; `exact` where one sum was named."""

    start: int
    end: int
    at_least: int | None
    at_most: int | None
    exact: bool = False
    vague: bool = False
    in_yen: bool = False  # written out in 円, not in 千/万/億: may be meant as 千円
    said: int | None = None  # the one sum that was named, in yen


def _band(yen: int) -> tuple[int, int]:
    """1,000,000 → 1,000,000–1,999,999; 12,000,000 → –12,999,999 (百万円台, 1200万円台)."""
    step = 1
    while yen and yen % (step * 10) == 0:
        step *= 10
    return yen, yen + step - 1


def _bounds(how: str, yen: int) -> tuple[int | None, int | None]:
    match how:
        case "min":
            return yen, None
        case "max":
            return None, yen
        case "under":
            return None, yen - 1
        case "over":
            return yen + 1, None
        case "band":
            return _band(yen)
        case "about":
            return yen - yen // 10, yen + yen // 10
    return yen, yen


def amount_spans(text: str) -> list[AmountSpan]:
    """All conditions on amounts in a key, left to right, not overlapping."""
    spans: list[AmountSpan] = []
    position = 0
    while position < len(text):
        torn = _TORN.match(text, position)
        if torn:
            position = torn.end()
            continue
        span = _range_at(text, position) or _single_at(text, position)
        vague = _VAGUE_RE.match(text, position) or (_A_LITTLE.match(text, span.end) if span else None)
        if vague:
            spans.append(AmountSpan(position, vague.end(), None, None, vague=True))
            position = vague.end()
            continue
        if span is None:
            bare = sum_at(text, position)
            position = bare.end if bare else position + 1
            continue
        spans.append(span)
        position = span.end
    return spans


def _range_at(text: str, start: int) -> AmountSpan | None:
    """「1千万から3千万」「5〜10億円の間」「5千万円以上1億2000万以下」."""
    low = sum_at(text, start)
    if low is None:
        return None
    to = _TO.match(text, low.end) or _AND.match(text, low.end)
    if to is None:
        return None
    low_strict = "超" in to[0]
    skip = re.compile("、|,|で|かつ|の").match(text, to.end())
    high = sum_at(text, skip.end() if skip else to.end())
    if high is None or not high.has_unit:
        return None
    low_yen = low.yen if low.has_unit else low.yen * high.scale
    if low_yen > high.yen:
        return None
    end, high_yen = high.end, high.yen
    for pattern, how in _AFTER:
        after = pattern.match(text, high.end)
        if after and how in ("max", "under"):
            end, high_yen = after.end(), high.yen - (how == "under")
            break
        if after and how == "band":
            end, high_yen = after.end(), _band(high.yen)[1]
            break
    between = _BETWEEN.match(text, end)
    if between is None and to.re is _AND:
        return None
    return AmountSpan(start, between.end() if between else end, low_yen + low_strict, high_yen)


def _single_at(text: str, start: int) -> AmountSpan | None:
    found = sum_at(text, start)
    if found is None or not found.has_unit or _UNIT_WORD.match(text, found.end):
        return None
    if text[start : found.end] == "千円" and _BEFORE_UNIT.search(text, 0, start):
        return None  # 「合計額 千円」
    before = _BEFORE_EXACT.search(text, 0, start)
    about = _BEFORE_ABOUT.search(text, 0, start)
    open_below = _BEFORE_MAX.search(text, 0, start)
    side = _BEFORE_SIDE.search(text, 0, start)
    if side:
        low, high = _bounds("max" if side[1] == "上限" else "min", found.yen)
        return AmountSpan(side.start(), found.end, low, high, in_yen=found.in_yen, said=found.yen)
    if open_below:
        return AmountSpan(open_below.start(), found.end, None, found.yen, in_yen=found.in_yen, said=found.yen)
    for pattern, how in _AFTER:
        after = pattern.match(text, found.end)
        if after and not (how == "exact" or before):
            low, high = _bounds(how, found.yen)
            begin = about.start() if about else start
            return AmountSpan(begin, after.end(), low, high, in_yen=found.in_yen, said=found.yen)
        if after:
            return AmountSpan(
                start, after.end(), found.yen, found.yen, exact=True, in_yen=found.in_yen, said=found.yen
            )
    if about:
        low, high = _bounds("about", found.yen)
        return AmountSpan(about.start(), found.end, low, high, said=found.yen)
    begin = before.start() if before else start
    return AmountSpan(begin, found.end, found.yen, found.yen, exact=True, in_yen=found.in_yen, said=found.yen)
