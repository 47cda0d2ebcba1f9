"""Printed places and plain numbers: 基本目標2, 2-イ, 「目標4のカ」, 1-ア-32, 3位, トップ5, 令和7年度."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.dataset.catalogue import Catalogue
from bot.japanese import KANA
from bot.query import PolicyRef
from bot.reading import Refusal
from bot.understanding.amounts import number, sum_at
from bot.understanding.spans import Bound, Filler, Goals, Meaning, Number, OutOfScope, Policies, Row, Span
from bot.understanding.utterance import Utterance

_WORTH = 2.6
_N = r"(?P<{0}>\d+|[一二三四五六七八九十]+)"
# Kanji and other letters that are typed, or heard, for the kana of a policy.
_LOOKALIKES = str.maketrans("力工才ゕゖぃぅぇぉ", "かえおかけいうえお")
_KANA = "あいうえおかきくけこぁぃぅぇぉ力工才ゕゖ"
# Kanji that look or sound like those of 基本目標 are taken for them where a number follows.
_GOAL_WORD = (
    "(?:(?:[基木墓其機期]+[本木体]+)?(?:[目日自木]+[標漂票表評]+|黙標|黙表)"
    "|(?:きほん|基本)?(?:目標|もくひょう?|目ひょう?|もく標)|柱|ごーる|goal|kihonmokuhyou|小計)"
    "(?:の|番号|のですね)?(?:第)?"
)
_POLICY_WORD = "(?:施+[策索柵]+|施さく|しさ策|しさく|せさく|施作|試作|試策|政策|思索|詩作)(?:の|番号)?"
_JOIN = "(?:の|-|・|/|、|,|で|、の|の、)?"
_ROW_WORD = r"(?:の|-|・|/|、(?=\d+番))?(?:番号)?"
_LETTER = rf"[「『(]?(?P<policy>[{_KANA}])[」』)]?"

# 「4-ケの一番予算が多い」 ranks, and names no row
_A_RANK = "目?[にの]?(?:予算|金額|額|お金|多|高|大|少|安|小|低|でか)"
_NOT_A_RANK = f"(?!{_A_RANK})"

_ROW = re.compile(rf"{_N.format('goal')}-(?P<policy>[{_KANA}])-{_N.format('row')}(?:番目?)?")
_ROW_WORDS = re.compile(
    rf"(?:{_GOAL_WORD})?{_N.format('goal')}(?:番)?{_JOIN}(?:{_POLICY_WORD})?{_LETTER}"
    rf"{_ROW_WORD}{_N.format('row')}(?:番目?(?:の事業)?{_NOT_A_RANK}|$|(?=[のはにがを、っ?。]))"
)
_POLICY_SHORT = re.compile(rf"{_N.format('goal')}-{_LETTER}")
_POLICY_WORDS = re.compile(rf"{_GOAL_WORD}{_N.format('goal')}(?:番)?{_JOIN}(?:{_POLICY_WORD})?{_LETTER}")
_POLICY_OF = re.compile(rf"(?<![\d第])(?P<goal>[1-4])の{_LETTER}")
_LETTERS = re.compile(
    rf"(?:{_GOAL_WORD}{_N.format('goal')}{_JOIN}|(?<!\d){_N.format('number')}(?:の|-))?(?:{_POLICY_WORD})?"
    rf"(?P<first>[{_KANA}])(?:から|-|~|ー)(?P<last>[{_KANA}])(?:まで)?(?=の|で|は|を|、|に|施策|それぞれ|$)"
)
_POLICY_LIST = re.compile(
    rf"(?:{_GOAL_WORD})?{_N.format('goal')}(?:の|-|は|を|、|(?<=標[1-4]))(?:{_POLICY_WORD})?"
    rf"(?P<list>[{_KANA}](?:(?:と|・|、(?![こあ]の)|,|や)(?:{_POLICY_WORD})?[{_KANA}])+)"
)
_POLICY_ALONE = re.compile(rf"{_POLICY_WORD}{_LETTER}")
# 「施策サ」: no goal has so many policies
_OTHER_LETTER = re.compile(
    rf"(?:{_GOAL_WORD}{_N.format('goal')}{_JOIN})?{_POLICY_WORD}[「『(]?(?P<policy>[さ-と])[」』)]?"
)
_LETTER_ALONE = re.compile(
    rf"{_LETTER}(?=の|に(?:ついて|関して)|は|が|を|だけ|って|じゃな|ではな|でなく|だった|でした|です|$)"
)
_GOAL = re.compile(
    rf"{_GOAL_WORD}{_N.format('goal')}(?!覧|緒|切)(?!番{_A_RANK})(?:番(?!目に|目の))?(?!\d*(?:億|万|千円|円|位|件(?!数)|つ))"
)
_GOAL_LIST = re.compile(
    rf"{_GOAL_WORD}(?P<list>[\d一二三四](?:(?:と|・|、|,|や|-|から|か|にも|でも)(?:{_GOAL_WORD})?[\d一二三四])+)(?:まで)?(?![\d億万千円位件つ番])"
)
_GOAL_NTH = re.compile(rf"{_N.format('goal')}(?:つ目|つめ|番目|番め|個目)の{_GOAL_WORD}")
_TOP = re.compile(
    "(?P<side>と[っつ]ぷ|とぷっ|と+っぷ|上+[位依囲以]+|常位|譲位|じょうい|べすと|top|best|下位|わーすと|worst|ぼとむ|bottom)(?:の)?"
    + _N.format("n")
    + "(?P<counter>位|件|つ|個|事業|番)?"
)
_TOP_SHORT = re.compile(
    "(?<!以)(?P<side>上|下|頭)(?:から)?(?:の)?" + _N.format("n") + "(?:位|件|軒|つ|個|事業)"
)
# 「119番」 is the fire brigade's number, and no rank.
_NUMBER = re.compile(
    r"(?<!\d)(?!1(?:10|19|88|89)番(?!目))"
    + _N.format("n")
    + "(?P<counter>位|番目|番め|ばんめ|ばん目|番手(?!厚)|番(?!手厚)|つ目|つめ|件目|件め|個目|個め|件|軒|つ|個|こ|本|事業|行|回"
    "|か所|箇所|ゖ所|ヶ所|カ所|部局|部|目標|施策)"
)
_SO_MANY_PLACES = re.compile(_N.format("n") + "つの(?:場所|ところ|とこ|箇所|か所|欄)(?=に)")
_SO_MANY = re.compile(
    "(?<=数[がは])" + _N.format("n") + "(?=以上|以下|未満|超|より|を超|って|だと|です|でし|だよ|だね|で合)"
)  # 「事業数が10以上」「事業数は190ですよね」
_NUMBERED = re.compile("番号[がは]" + _N.format("n") + "(?![0-9番])")  # 「番号が4の事業」
_COUNTERS = {
    "つめ": "つ目",
    "件め": "件目",
    "個め": "個目",
    "箇所": "か所",
    "ゖ所": "か所",
    "ヶ所": "か所",
    "カ所": "か所",
    "こ": "個",
    "軒": "件",
}
_WAGO = {
    "ごこ": 5,
    "さんこ": 3,
    "よんこ": 4,
    "じゅっこ": 10,
    "にこ": 2,
    "ひとつ": 1,
    "ふたつ": 2,
    "みっつ": 3,
    "よっつ": 4,
    "いつつ": 5,
    "むっつ": 6,
    "ななつ": 7,
    "やっつ": 8,
}
_KANA_NTH = {
    "いち": 1,
    "に": 2,
    "さん": 3,
    "よん": 4,
    "ご": 5,
    "ろく": 6,
    "なな": 7,
    "はち": 8,
    "きゅう": 9,
    "じゅう": 10,
}
_KANA_NTH_RE = re.compile(f"({'|'.join(_KANA_NTH)})ばん(?:め|目)")
_WAGO_RE = re.compile("(" + "|".join(_WAGO) + ")(目)?")
_BOUNDS = {
    Bound.AT_LEAST: re.compile("以上"),
    Bound.AT_MOST: re.compile("以下"),
    Bound.ABOVE: re.compile("(?:を|より(?:も)?)?(?:超|こえ|多[いく]|上回)[えるたいっく]{0,3}"),
    Bound.BELOW: re.compile("未満|(?:を|より(?:も)?)(?:下回|少な)[るいくっ]{0,2}|に満たない"),
}
_RANK_BOUNDS = {
    Bound.AT_MOST: re.compile("以内|まで|以上"),
    Bound.ONWARD: re.compile("以下|以降|以後|より(?:も)?下|から下"),
}
_TO_RANK = re.compile(r"(?:から|-|~)" + _N.format("m") + "(?P<counter>位|番目|番)(?:まで)?")
_YEAR = re.compile(
    r"(?:令和|r|れいわ)(?P<reiwa>\d+|元|[一二三四五六七八九十]+)(?:年度?|ねんど)?|(?:平成|昭和|h)(?P<old>\d+)(?:年度?)|"
    r"(?P<west>(?:19|20)\d\d)(?:年度?)|(?<![\d令和平成])(?P<short>\d{1,2})年度"
)
_REIWA = 2018


def place_spans(utterance: Utterance, catalogue: Catalogue) -> list[Span]:
    """Goals, policies, printed rows, ranks, counts and years."""
    return [
        Span(start, end, meaning, (end - start) * _WORTH - 0.5, utterance.surface[start:end])
        for meaning, start, end in _found(utterance, catalogue)
    ]


def _int(text: str) -> int:
    value = number(text)
    return int(value) if value is not None else 0


def _ref(goal: str, letter: str, catalogue: Catalogue) -> tuple[PolicyRef, bool]:
    ref = PolicyRef(_int(goal), _katakana(letter))
    return ref, ref in catalogue.policies


def _katakana(letter: str) -> str:
    plain = letter.translate(_LOOKALIKES)
    return chr(ord(plain) + 0x60)


def _stands_alone(utterance: Utterance, index: int) -> bool:
    """Whether a kana is a policy's letter and not the beginning of a word (2-アイヌ, 4-ある)."""
    surface = utterance.surface
    char = surface[index]
    after = surface[index + 1 : index + 2]
    if not after or index + 1 in utterance.breaks:
        return True
    if after == surface[index - 1 : index] == "ノ":
        return True  # モクヒョウ4ノクノ
    if "ァ" <= char <= "ヶ" or not KANA.match(utterance.form[index]):
        return not ("ァ" <= after <= "ヶ" or after == "ー")
    return not after.isalnum() or after in "のはをがもとだにで"


def _found(utterance: Utterance, catalogue: Catalogue) -> Iterator[tuple[Meaning, int, int]]:
    form = utterance.form
    for pattern in (_ROW, _ROW_WORDS):
        for match in pattern.finditer(form):
            ref, _ = _ref(match["goal"], match["policy"], catalogue)
            place = f"{ref}-{_int(match['row'])}"
            project = catalogue.by_place.get(place)
            if utterance.surface[match.start("policy")] == "か" and match[0].startswith("基本目標"):
                continue  # 「基本目標1か2」
            yield Row(place, project.id if project else None), match.start(), match.end()
    for match in _LETTERS.finditer(form):
        first = match.start("first")
        in_a_word = first > 0 and "ァ" <= utterance.surface[first - 1] <= "ー"  # デジタルアーカ
        if "ァ" <= utterance.surface[first] <= "ヶ" and not in_a_word:
            yield _letters(match, catalogue), match.start(), match.end()
    for match in _POLICY_LIST.finditer(form):
        letters = [i for i in range(*match.span("list")) if "ァ" <= utterance.surface[i] <= "ヶ"]
        if len(letters) > 1 and letters[-1] == match.end() - 1 and _stands_alone(utterance, letters[-1]):
            found = [_ref(match["goal"], form[index], catalogue) for index in letters]
            yield (
                Policies(tuple(ref for ref, _ in found), missing=not all(k for _, k in found)),
                *match.span(),
            )
    for pattern in (_POLICY_SHORT, _POLICY_WORDS, _POLICY_OF):
        for match in pattern.finditer(form):
            katakana = "ァ" <= utterance.surface[match.start("policy")] <= "ヶ"
            if _stands_alone(utterance, match.start("policy")) and (katakana or pattern is not _POLICY_OF):
                ref, known = _ref(match["goal"], match["policy"], catalogue)
                yield Policies((ref,), missing=not known), match.start(), match.end()
    for pattern in (_POLICY_ALONE, _LETTER_ALONE):
        for match in pattern.finditer(form):
            start = match.start("policy")
            if not _stands_alone(utterance, start) or (
                pattern is _LETTER_ALONE and not _isolated(utterance, start)
            ):
                continue
            letter = _katakana(match["policy"])
            refs = tuple(ref for ref in catalogue.policies if ref.letter == letter)
            yield Policies(refs, letter=letter, missing=not refs), match.start(), match.end()
    for match in _OTHER_LETTER.finditer(form):
        start = match.start("policy")
        if "ァ" <= utterance.surface[start] <= "ヶ" and _stands_alone(utterance, start):
            yield Policies((), letter=_katakana(match["policy"]), missing=True), match.start(), match.end()
    for match in _GOAL_LIST.finditer(form):
        numbers = tuple(_int(part) for part in re.findall(r"[\d一二三四]", match["list"]))
        if len(numbers) == 2 and re.search("から|-", match["list"]):
            numbers = tuple(range(numbers[0], numbers[1] + 1))
        yield (
            Goals(numbers, missing=any(n not in catalogue.goals for n in numbers)),
            match.start(),
            match.end(),
        )
    for pattern in (_GOAL, _GOAL_NTH):
        for match in pattern.finditer(form):
            value = _int(match["goal"])
            yield Goals((value,), missing=value not in catalogue.goals), match.start(), match.end()
    yield from _numbers(form)
    yield from _years(form, catalogue.fiscal_year)


def _letters(match: re.Match[str], catalogue: Catalogue) -> Meaning:
    """「目標2のアからウ」; 「アからケのうち」 names all there are."""
    first, last = _katakana(match["first"]), _katakana(match["last"])
    goal = _int(match["goal"] or match["number"] or "")
    letters = {ref.letter for ref in catalogue.policies if first <= ref.letter <= last}
    if not goal and letters == {ref.letter for ref in catalogue.policies}:
        return Filler()
    goals = (
        {goal}
        if goal
        else {ref.goal for ref in catalogue.policies if PolicyRef(ref.goal, last) in catalogue.policies}
    )
    refs = tuple(ref for ref in catalogue.policies if ref.goal in goals and ref.letter in letters)
    if goal and refs == tuple(ref for ref in catalogue.policies if ref.goal == goal):
        return Goals((goal,), missing=not refs)
    return Policies(refs, letter="" if goal else f"{first}〜{last}", missing=not refs)


def _isolated(utterance: Utterance, index: int) -> bool:
    """A lone katakana, no part of a word before it."""
    before = utterance.surface[index - 1 : index]
    return "ァ" <= utterance.surface[index] <= "ヶ" and (
        not before
        or index in utterance.breaks
        or not ("ァ" <= before <= "ヶ" or before in "ー-" or ("一" <= before <= "龥" and before != "策"))
    )


def _numbers(form: str) -> Iterator[tuple[Meaning, int, int]]:
    for match in (*_TOP.finditer(form), *_TOP_SHORT.finditer(form)):
        low = match["side"] in {"下", "下位", "わーすと", "worst", "ぼとむ", "bottom"}
        within = _RANK_BOUNDS[Bound.AT_MOST].match(form, match.end())
        counter = match.groupdict().get("counter")
        end = within.end() if within and counter in _RANKS else match.end()
        yield Number(_int(match["n"]), "bottom" if low else "top"), match.start(), end
    for match in _NUMBER.finditer(form):
        if match["n"] == "一" and match["counter"] == "番":
            continue  # 一番大きい
        if match["counter"] in {"事業", "件", "本", "行"} and form.endswith("目標", 0, match.start()):
            continue  # 基本目標2事業
        sum_of_money = sum_at(form, match.start())
        if sum_of_money and sum_of_money.has_unit:
            continue
        to = _TO_RANK.match(form, match.end())
        if match["counter"] in {"番め", "ばんめ", "ばん目", "番手"}:
            yield Number(_int(match["n"]), "番目"), match.start(), match.end()
            continue
        if match["counter"] in {"位", "番目", "番"} and to:
            yield Number(_int(match["n"]), "位", _int(to["m"])), match.start(), to.end()
        counter = _COUNTERS.get(match["counter"], match["counter"])
        bound, end = _bound(form, match.end(), _RANK_BOUNDS if counter in _RANKS else _BOUNDS)
        yield Number(_int(match["n"]), counter, bound=bound), match.start(), end
    for match in _SO_MANY_PLACES.finditer(form):
        yield Number(_int(match["n"]), "か所"), match.start(), match.end()
    for match in _SO_MANY.finditer(form):
        bound, end = _bound(form, match.end(), _BOUNDS)
        yield Number(_int(match["n"]), "件", bound=bound), match.start(), end
    for match in _NUMBERED.finditer(form):
        yield Number(_int(match["n"]), "番"), match.start(), match.end()
    for match in re.finditer(_N.format("n") + _TO_RANK.pattern, form):
        yield Number(_int(match["n"]), "位", _int(match["m"])), match.start(), match.end()
    for match in _KANA_NTH_RE.finditer(form):
        yield Number(_KANA_NTH[match[1]], "番目"), match.start(), match.end()
    for match in _WAGO_RE.finditer(form):
        yield Number(_WAGO[match[1]], "つ目" if match[2] else "つ"), match.start(), match.end()


_RANKS = {"位", "番目", "番手"}


def _bound(form: str, start: int, wordings: Mapping[Bound, re.Pattern[str]]) -> tuple[Bound, int]:
    """The bound that is said at `start`, and where it ends."""
    for bound, wording in wordings.items():
        said = wording.match(form, start)
        if said:
            return bound, said.end()
    return Bound.EXACTLY, start


def _years(form: str, loaded: int) -> Iterator[tuple[Meaning, int, int]]:
    for match in _YEAR.finditer(form):
        if match["reiwa"]:
            year = _REIWA + (1 if match["reiwa"] == "元" else _int(match["reiwa"]))
        elif match["west"]:
            year = int(match["west"])
        elif match["short"]:
            year = _REIWA + int(match["short"])
        else:
            year = 0
        other = OutOfScope(Refusal.OTHER_YEAR)
        yield Filler() if year == loaded else other, match.start(), match.end()
