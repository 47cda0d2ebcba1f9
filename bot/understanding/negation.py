"""What a frame takes back or leaves out: 「A以外」「AではなくB」「AでもBでもない」."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding.frame import Item
from bot.understanding.frame_builder import Builder
from bot.understanding.spans import (
    Amount,
    Cue,
    Departments,
    Filler,
    Number,
    Projects,
    Span,
    Trust,
    Unknown,
    Words,
)


def apply_negations(built: Builder, spans: tuple[Span, ...]) -> None:
    """「AとB以外」 negates both; 「AではなくB」 takes A back."""
    _supposed(built, spans)
    _asked_in_the_negative(built, spans)
    for index in (*built.cues.get("except", []), *_left_out(built, spans)):
        if leaves_out_ranks(spans, index) or _takes_back_a_measure(built, spans, index):
            continue
        if (
            index
            and spans[index - 1].text in _POINTING
            and spans[index - 2 : index - 1]
            and _is_a_stop(spans[index - 2])
        ):
            continue  # 「子育て支援部の新規事業、これ以外には?」
        if _leaves_out_the_others(built, spans, index):
            continue
        before = _item_before(built, spans, index)
        if before is None:
            _negate_flag(built, spans, index)
            continue
        if _besides(built, spans, index, before):
            continue
        _negate(built, before, spans)
    _lacking(built, spans)
    for index in built.cues.get("not_contains", []):
        before = _item_before(built, spans, index)
        if before is not None:
            _negate(built, before, spans)
        else:
            _negate_flag(built, spans, index)  # 「(新)が付いていない」
    _and_not(built, spans)
    for index in tuple(built.cues.get("not_but", [])):
        _take_back_a_rank(built, index)
        if _takes_back_a_measure(built, spans, index):
            continue
        before_it = spans[index - 1] if index else None
        if before_it and isinstance(before_it.meaning, Unknown) and before_it.text in built.unknown:
            built.unknown.remove(before_it.text)  # 「消防じゃなくて防災の」
            continue
        if any(span.text in _ASKED for span in spans[max(0, index - 3) : index]):
            continue  # 「誰…じゃなくて」
        before = _item_before(built, spans, index)
        if before is not None and (
            any(item.index > index and _stands_in(item, built.items[before]) for item in built.items)
            or (len(built.items) > 1 and _of_a_measure(spans[built.items[before].index : index]))
        ):
            del built.items[before]
        elif before is not None:
            built.items[before] = replace(built.items[before], negated=True)
        else:
            _negate_flag(built, spans, index)


def _leaves_out_the_others(built: Builder, spans: tuple[Span, ...], index: int) -> bool:
    """「土木部以外を除いた」「新規でない事業を除くと」: what is left is what was named."""
    before = [at for at, span in enumerate(spans[:index]) if not isinstance(span.meaning, Filler)]
    if (
        not before
        or not _TAKES_OUT.search(spans[index].text)
        or not _THE_OTHERS.match(spans[before[-1]].text)
    ):
        return False
    match spans[before[-1]].meaning:
        case Cue("not_new") | Cue("not_reprinted") as mark:
            built.cues.pop(mark.name, None)
            built.cues.setdefault(mark.name.removeprefix("not_"), []).append(before[-1])
        case Cue("except"):
            built.forget("except", before[-1])
            built.items = [replace(item, negated=False) for item in built.items]
        case _:
            return False
    built.forget("except", index)
    built.new = True if built.new is False else built.new
    built.reprinted = True if built.reprinted is False else built.reprinted
    return True


_TAKES_OUT = re.compile("除|外[しすせ]|抜[いくき]|引[いくき]")
_THE_OTHERS = re.compile("以外|.*(?:でない|じゃない|ではない)")


def _stands_in(item: Item, other: Item) -> bool:
    """「農政部じゃなくて経済部」: one for the other; 「農政部じゃなくて500万円以上」 leaves one out and bounds the rest."""
    return item.is_a(Amount) == other.is_a(Amount)


_POINTING = {"これ", "それ", "この", "その"}


def _is_a_stop(span: Span) -> bool:
    return span.text in {"、", "。", "で、", "は"}


def _supposed(built: Builder, spans: tuple[Span, ...]) -> None:
    """「一番多い部は土木部じゃないの?」 supposes that it is the first, and leaves nothing out."""
    if not (built.cues.keys() & {"largest", "smallest", "most"} or _is_of_a_project(built, spans)):
        return
    for index in tuple(built.cues.get("except", [])):
        behind = "".join(span.text for span in spans[index + 1 :])
        named = any(item.index == index - 1 for item in built.items)
        if named and spans[index].text in _IS_IT_NOT and _SUPPOSES.fullmatch(behind):
            built.forget("except", index)
            built.cues.setdefault("confirm", []).append(index)


def _is_of_a_project(built: Builder, spans: tuple[Span, ...]) -> bool:
    """「動物園は経済部じゃないの?」: a project, and the department that it is supposed to be of."""
    if len(built.items) != _PAIR:
        return False
    one, other = built.items
    topic = [span.text for span in spans[one.index + 1 : other.index]] in (["は"], ["って"], ["は", "、"])
    return topic and one.is_a(Projects, Words) and other.is_a(Departments)


_PAIR = 2
_IS_IT_NOT = {"じゃない", "ではない", "でない", "じゃなかった"}
_SUPPOSES = re.compile("(?:の|ん)?(?:です|でした|だっけ|でしょう)?(?:か(?:な|ね)?|っけ|よね)?[?]*")


def _lacking(built: Builder, spans: tuple[Span, ...]) -> None:
    """「仕事がない。何か支援は?」「場所がない人への支援」: what somebody lacks is what the question is about."""
    for index in tuple(built.cues.get("not_contains", [])):
        after = spans[index + 1].text if index + 1 < len(spans) else ""
        behind = "".join(span.text for span in spans[index + 1 :])
        lacked = _NOT_THERE.fullmatch(spans[index].text) and _OF_SOMEBODY.match(after)
        asked = _IS_THERE_NONE.match(behind) and not any(_is_a_string(span) for span in spans[:index])
        if lacked or asked:
            built.forget("not_contains", index)


def _asked_in_the_negative(built: Builder, spans: tuple[Span, ...]) -> None:
    """「家庭菜園の教室、市でやってない?」 asks whether there is one, and leaves nothing out."""
    for index in tuple(built.cues.get("except", [])):
        behind = "".join(span.text for span in spans[index + 1 :])
        if _DOES_NOT.fullmatch(spans[index].text) and _IS_THERE_NONE.match(behind):
            built.forget("except", index)


def _is_a_string(span: Span) -> bool:
    column = isinstance(span.meaning, Cue) and span.meaning.name in {"in_name", "in_description"}
    return column or (isinstance(span.meaning, Words) and span.meaning.literal)


# 「窓口の予算ついてないの?」 asks whether there is any
_IS_THERE_NONE = re.compile(
    "(?:の|ん|もん)?(?:です|でしょう|だろう)?(?:か(?:な|ね|い)?|かしら|っけ)?(?:[?。!]|$)"
)
_DOES_NOT = re.compile("(?:やって|扱って|手がけて|手掛けて|行って|実施して)い?ない")
_NOT_THERE = re.compile("(?:が|も)(?:ない|無い|いない|なくて|無くて|いなくて|ありません|いません)")
_OF_SOMEBODY = re.compile("[。、!]|人|方|ので|んだ|んです|から|けど|時|とき|し$|家庭|世帯|子")


def _besides(built: Builder, spans: tuple[Span, ...], index: int, before: int) -> bool:
    """「太陽光のほかに補助が出る設備は?」: of the same project, where no place is named that the rest is of."""
    if spans[index].text not in {"のほかに", "の他に"} or not _is_topical(built.items[before]):
        return False
    others = [item for position, item in enumerate(built.items) if position != before]
    return bool(others) and _is_topical(*others)


def _takes_back_a_measure(built: Builder, spans: tuple[Span, ...], index: int) -> bool:
    """「件数じゃなく金額で」: the measure before it is not the one that is meant."""
    before = spans[index - 1].meaning if index else None
    if not (isinstance(before, Cue) and before.name in _MEASURES and _BUT.search(spans[index].text)):
        return False
    others = built.cues.keys() & (_MEASURES - {before.name})
    if not others:
        return False
    built.forget("except", index)
    built.cues.pop(before.name, None)
    built.cues.setdefault("not_but", []).append(index)
    return True


def _take_back_a_rank(built: Builder, index: int) -> None:
    """「上位2つじゃなくて、2番目」: the rank before it is not the one that is meant."""
    ranks = [(at, number) for at, number in built.numbers if number.counter in RANK_COUNTERS]
    if any(at > index for at, _ in ranks):
        built.numbers = [one for one in built.numbers if not (one in ranks and one[0] == index - 1)]


_BUT = re.compile("じゃな|ではな|でな")


def _left_out(built: Builder, spans: tuple[Span, ...]) -> list[int]:
    """「土木部を含めずに」: words that serve 再掲 as well, where it is not what they are said of."""
    if built.reprinted is not None or built.cues.keys() & {"no_reprints", "once", "printed", "rows"}:
        return []
    said = [index for index in built.cues.get("not_counted", []) if index >= 0]
    return [index for index in said if spans[index].trust is Trust.EXACT]  # いない is no 入れない


_ASKED = {"誰", "何", "いつ", "どこ", "だれ", "なに"}


def _of_a_measure(between: tuple[Span, ...]) -> bool:
    """「土木部の合計ではなくて」 takes a question back, and no part of what is asked about."""
    return any(isinstance(span.meaning, Cue) and span.meaning.name in _MEASURES for span in between)


_MEASURES = {"total", "amount", "count", "list", "mean", "median"}


def _negate(built: Builder, position: int, spans: tuple[Span, ...]) -> None:
    """An item, and those that are joined to it or one word with it."""
    while True:
        item = built.items[position]
        built.items[position] = replace(item, negated=True)
        if position == 0:
            return
        before = built.items[position - 1]
        between = [span.text for span in spans[before.index + 1 : item.index]]
        one_word = between in ([], ["の"], ["へ", "の"]) and _is_topical(item, before)
        comma = any(span.text == "、" for span in spans[before.index + 1 : item.index])
        alike = _is_topical(item, before) or type(item.meaning) is type(before.meaning)
        if not (one_word or (item.joined and (alike or not comma))):
            return  # 「基本目標2、経済部を除く」
        if comma and _THE_OTHER_ONE.match("".join(span.text for span in spans[item.index + 1 :])):
            return  # 「奨学金の事業、返済補助じゃない方は」
        position -= 1


_THE_OTHER_ONE = re.compile("[^、。]*(?:じゃ|では|で)ない(?:方|ほう)")


def leaves_out_ranks(spans: tuple[Span, ...], index: int) -> bool:
    """「経済部の上位3件を除いた」: whether what stands right before says ranks."""
    said = [span.meaning for span in spans[:index] if not isinstance(span.meaning, Filler)]
    match said[-2:]:
        case [Cue("ascending" | "descending"), Number(last=None)]:
            return True  # 「高いほうから5件を外すと」
        case [*_, Number(_, counter)]:
            return counter in RANK_COUNTERS
        case [*_, Cue(name)]:
            return name in RANK_CUES
    return False


RANK_CUES = {"largest", "smallest", "most", "top", "bottom", "big", "small", "ascending", "descending"}
NTH_COUNTERS = {"位", "番目", "番", "つ目", "件目", "個目"}
RANK_COUNTERS = {"top", "bottom", *NTH_COUNTERS}


def _is_topical(*items: Item) -> bool:
    return all(item.is_a(Projects, Words) for item in items)


def deny_both_marks(built: Builder, spans: tuple[Span, ...]) -> None:
    """「新規でも再掲でもない」."""
    if re.search("新規でも再掲でもな|再掲でも新規でもな", "".join(span.text for span in spans)):
        built.new, built.reprinted = False, False
        built.cues.pop("once", None)


def _and_not(built: Builder, spans: tuple[Span, ...]) -> None:
    """「AでもBでもない」「AにもBにも入っていない」: what comes before a negated name with でも is negated too."""
    for position in range(len(built.items) - 1, 0, -1):
        item, before = built.items[position], built.items[position - 1]
        between = "".join(span.text for span in spans[before.index + 1 : item.index])
        if item.negated and between in {"でも", "のでも", "にも", "のにも"}:
            built.items[position - 1] = replace(before, negated=True)


def _item_before(built: Builder, spans: tuple[Span, ...], index: int) -> int | None:
    """Position in `items` of the one that stands right before a span, only small words between."""
    for position in range(len(built.items) - 1, -1, -1):
        item = built.items[position]
        if item.index < index:
            between = spans[item.index + 1 : index]
            small = all(
                isinstance(span.meaning, Filler | Number)
                or (isinstance(span.meaning, Cue) and span.meaning.name in _BETWEEN)
                for span in between
            )
            return position if small else None
    return None


_BETWEEN = {
    "related",
    "belonging",
    "department_asked",
    "printed_at",
    "in_name",
    "in_description",
    "contains",
    "rather",
    "only",
    "all_of",
    "those_two",  # 市立大学の2つを抜いた
    *_MEASURES,
}  # 土木部の担当じゃないもの


def _negate_flag(built: Builder, spans: tuple[Span, ...], index: int) -> None:
    """「新規じゃない」「再掲以外」「再掲の印がある行は外して」."""
    rows = built.cues.get("rows", [])
    if any(row == index - 1 and spans[row].text == "行数" for row in rows):
        del built.cues["rows"]  # 「行数ではなく事業の実数だと」 says how to count
        return
    if built.reprinted and any(row in range(index - 3, index) for row in rows):
        del built.cues["rows"]
        built.reprinted = None
        built.cues["no_reprints"] = [index]
        return
    for span in reversed(spans[max(0, index - 4) : index]):
        if isinstance(span.meaning, Cue) and span.meaning.name == "new":
            built.new = False
            return
        if isinstance(span.meaning, Cue) and span.meaning.name == "reprinted":
            built.reprinted = False
            return
