"""Sums of money as people write them, held against plain integers. All expectations are in yen (円)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from kanjize import KanjizeConfiguration, KanjizeStyle, number2kanji

from bot.japanese import key
from bot.understanding.amounts import AmountSpan, amount_spans, number, spell_out

MAN, OKU = 10**4, 10**8
_FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
_MIXED = KanjizeConfiguration(style=KanjizeStyle.MIXED)

Writing = Callable[[int], str | None]  # a sum as written, or None where this way cannot write it


def _whole(unit: int, name: str, digits: str = "{:,}") -> Writing:
    return lambda yen: None if yen % unit else digits.format(yen // unit) + name


def _decimal(unit: int, name: str) -> Writing:
    def write(yen: int) -> str | None:
        value = Decimal(yen) / unit
        return None if value == value.to_integral_value() or value < Decimal("0.01") else f"{value:f}{name}"

    return write


def _in_parts(digits: str, end: str) -> Writing:
    """1億2000万円: 億 and 万 parts in figures."""

    def write(yen: int) -> str | None:
        oku, man = divmod(yen // MAN, OKU // MAN)
        return None if yen % MAN or not (oku and man) else f"{oku}億{digits.format(man)}万{end}"

    return write


WRITINGS: dict[str, Writing] = {
    "50,000千円": _whole(1000, "千円"),
    "50000千円": _whole(1000, "千円", "{}"),
    "5,000万円": _whole(MAN, "万円"),
    "5000万": _whole(MAN, "万", "{}"),
    "3億円": _whole(OKU, "億円"),
    "3億": _whole(OKU, "億"),
    "300百万円": _whole(10**6, "百万円"),
    "28,212円": _whole(1, "円"),
    "1.5億円": _decimal(OKU, "億円"),
    "1.5億": _decimal(OKU, "億"),
    "2.5万円": _decimal(MAN, "万円"),
    "1億2000万円": _in_parts("{}", "円"),
    "1億2,000万": _in_parts("{:,}", ""),
    "三億五千万円": lambda yen: number2kanji(yen) + "円",
    "三億五千万": lambda yen: None if yen % MAN else number2kanji(yen),
    "3億5千万円": lambda yen: number2kanji(yen, _MIXED) + "円",
}

# Whole thousands as the table has them, round sums as people say them.
sums = st.one_of(
    st.integers(1, 10**9).map(lambda thousands: thousands * 1000),
    st.builds(lambda digits, zeros: digits * 10**zeros, st.integers(1, 99), st.integers(3, 9)),
)


@st.composite
def written(draw: st.DrawFn, sums: st.SearchStrategy[int] = sums) -> tuple[int, str]:
    """A sum in yen, and one way to write it."""
    yen = draw(sums)
    ways = [text for write in WRITINGS.values() if (text := write(yen)) is not None]
    text = draw(st.sampled_from(ways))
    return yen, text.translate(_FULL_WIDTH) if draw(st.booleans()) else text


def only(text: str) -> AmountSpan:
    """The one condition that stands in `text`, and that must cover it all."""
    form = key(text)
    (span,) = amount_spans(form)
    assert (span.start, span.end) == (0, len(form)), form[span.start : span.end]
    return span


def bounds(text: str) -> tuple[int | None, int | None]:
    span = only(text)
    return span.at_least, span.at_most


def admits(text: str, yen: int) -> bool:
    """Whether the condition in `text` admits an amount."""
    low, high = bounds(text)
    return (low is None or low <= yen) and (high is None or yen <= high)


@given(written())
def test_a_sum_is_read_to_the_yen_however_it_is_written(case: tuple[int, str]) -> None:
    yen, text = case
    span = only(text)
    assert (span.at_least, span.at_most, span.exact, span.said) == (yen, yen, True, yen)


@pytest.mark.parametrize("way", WRITINGS)
def test_each_example_of_a_way_is_written_that_way(way: str) -> None:
    """The names of the ways are true, so that the property above covers each of them."""
    assert WRITINGS[way](bounds(way)[0] or 0) == way


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5千万", 5000 * MAN, 5000 * MAN),
        ("1億2000万", 12_000 * MAN, 12_000 * MAN),
        ("1.5億", 15_000 * MAN, 15_000 * MAN),
        ("三億五千万", 35_000 * MAN, 35_000 * MAN),
        ("二百五十万", 250 * MAN, 250 * MAN),
        ("５００万", 500 * MAN, 500 * MAN),
        ("1,200万", 1200 * MAN, 1200 * MAN),
        ("50,000千円", 50_000_000, 50_000_000),
        ("百万円台", 100 * MAN, 200 * MAN - 1),
        ("10億超え", 10 * OKU + 1, None),
        ("2.3億", 23_000 * MAN, 23_000 * MAN),
        ("5千万円以上", 5000 * MAN, None),
        ("50,000千円超", 50_000_001, None),
        ("1億円を超えない", None, 100_000_000),
        ("1億円を下回らない", 100_000_000, None),
        ("1億2000万以下", None, 12_000 * MAN),
        ("５００万円未満", None, 500 * MAN - 1),
        ("1千万から3千万", 1000 * MAN, 3000 * MAN),
        ("3億684万6千円", 306_846_000, 306_846_000),
        ("壱億弐千万円", 12_000 * MAN, 12_000 * MAN),
        ("5 0 0 万 円 以 上", 500 * MAN, None),
        ("3千〜5千万円", 3000 * MAN, 5000 * MAN),
        ("5〜10億円", 5 * OKU, 10 * OKU),
    ],
)
def test_known_cases(text: str, low: int | None, high: int | None) -> None:
    assert bounds(text) == (low, high)


ABOVE = ["{}超", "{}超え", "{}を超える", "{}を超えた", "{}を越える", "{}より多い", "{}より大きい"]
ABOVE += ["{}を上回る", "{}オーバー", "{}をこえる"]
BELOW = ["{}未満", "{}より少ない", "{}より小さい", "{}を下回る", "{}に満たない", "{}みまん", "{}に届かない"]
AT_LEAST = ["{}以上", "{}いじょう"]
AT_MOST = ["{}以下", "{}以内", "{}まで", "{}いか"]
EXACTLY = ["{}ちょうど", "ちょうど{}", "{}ぴったり", "{}きっかり", "丁度{}"]


@pytest.mark.parametrize(
    ("wordings", "holds"),
    [
        (ABOVE, lambda amount, said: amount > said),
        (BELOW, lambda amount, said: amount < said),
        (AT_LEAST, lambda amount, said: amount >= said),
        (AT_MOST, lambda amount, said: amount <= said),
        (EXACTLY, lambda amount, said: amount == said),
    ],
    ids=["above", "below", "at least", "at most", "exactly"],
)
@given(case=written(), data=st.data())
def test_comparisons_are_exact_at_the_boundary(
    wordings: list[str], holds: Callable[[int, int], bool], case: tuple[int, str], data: st.DataObject
) -> None:
    yen, text = case
    condition = data.draw(st.sampled_from(wordings)).format(text)
    for amount in (0, yen - 1000, yen - 1, yen, yen + 1, yen + 1000, 10**15):
        assert admits(condition, amount) == holds(amount, yen), amount


@given(written())
def test_a_band_holds_what_begins_with_the_same_digits(case: tuple[int, str]) -> None:
    yen, text = case
    step = 10 ** (len(str(yen)) - len(str(yen).rstrip("0")))
    assert bounds(f"{text}台") == (yen, yen + step - 1)


@pytest.mark.parametrize(
    ("wording", "low_counts", "high_counts"),
    [
        ("{}から{}まで", True, True),
        ("{}から{}", True, True),
        ("{}〜{}", True, True),
        ("{}～{}の間", True, True),
        ("{}から{}の範囲", True, True),
        ("{}以上{}以下", True, True),
        ("{}以上、{}以下", True, True),
        ("{}以上で{}以内", True, True),
        ("{}以上{}未満", True, False),
        ("{}から{}未満", True, False),
        ("{}を超え{}以下", False, True),
        ("{}を超えて{}未満", False, False),
    ],
)
@given(one=written(), other=written())
def test_ranges_are_exact_at_both_ends(
    wording: str, low_counts: bool, high_counts: bool, one: tuple[int, str], other: tuple[int, str]
) -> None:
    (low, low_text), (high, high_text) = sorted((one, other))
    assume(low < high)
    expected = (low if low_counts else low + 1, high if high_counts else high - 1)
    assert bounds(wording.format(low_text, high_text)) == expected


@given(st.integers(1, 999_999))
def test_units_are_never_confused(digits: int) -> None:
    for unit, yen in (("円", 1), ("千円", 1000), ("万円", MAN), ("百万円", 10**6), ("億円", OKU)):
        for figures in (f"{digits}", f"{digits:,}", f"{digits:,}".translate(_FULL_WIDTH)):
            span = only(figures + unit)
            assert (span.at_least, span.at_most) == (digits * yen, digits * yen)
            # Only plain yen may have been meant as the thousands that the table prints.
            assert span.in_yen == (unit == "円")


@given(case=written(), before=st.sampled_from(["予算が", "事業費は", "農政部で", ""]))
def test_a_condition_is_found_within_a_question(case: tuple[int, str], before: str) -> None:
    yen, text = case
    form = key(f"{before}{text}以上の事業は何件ありますか?")
    (span,) = amount_spans(form)
    assert form[span.start : span.end] == key(f"{text}以上")
    assert (span.at_least, span.at_most) == (yen, None)


@given(one=written(), other=written())
def test_two_sums_are_two(one: tuple[int, str], other: tuple[int, str]) -> None:
    spans = amount_spans(key(f"{one[1]}と{other[1]}"))
    assert [(span.at_least, span.at_most) for span in spans] == [(one[0], one[0]), (other[0], other[0])]


@pytest.mark.parametrize("text", ["数百万", "数千万円", "数億円", "数十億", "数万円", "数百万円"])
def test_a_vague_sum_has_no_bounds(text: str) -> None:
    span = only(text)
    assert (span.vague, span.at_least, span.at_most) == (True, None, None)


@pytest.mark.parametrize("wording", ["約{}", "{}くらい", "{}前後", "{}程度"])
@given(case=written())
def test_about_a_sum_admits_it_and_not_twice_or_half_of_it(wording: str, case: tuple[int, str]) -> None:
    yen, text = case
    condition = wording.format(text)
    assert admits(condition, yen)
    assert not admits(condition, 2 * yen)
    assert not admits(condition, yen // 2)


@pytest.mark.parametrize(
    "text",
    [
        "3件",
        "令和7年度",
        "1-ア-32",
        "トップ5",
        "5番目",
        "2025年",
        "10位まで",
        "基本目標3",
        "千円単位で",
        "億",
        "万円",
    ],
)
def test_what_names_no_sum(text: str) -> None:
    assert amount_spans(key(text)) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("いちおくえんいじょう", OKU, None),
        ("ごせんまんえんみまん", None, 5000 * MAN - 1),
        ("さんぜんまんえん", 3000 * MAN, 3000 * MAN),
        ("ひゃくまんえんいか", None, 100 * MAN),
    ],
)
def test_sums_in_kana(text: str, low: int | None, high: int | None) -> None:
    assert bounds(spell_out(text)) == (low, high)


@given(st.integers(1, 9999))
def test_numbers_in_kanji(value: int) -> None:
    assert number(number2kanji(value)) == value


@given(st.text(alphabet="0123456789,.一二三十百千万億円数約以上下未満超台からまで-〜の", max_size=30))
def test_any_jumble_gives_spans_in_order(text: str) -> None:
    form = key(text)
    spans = amount_spans(form)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(form) for span in spans)
    assert all(
        span.at_least <= span.at_most
        for span in spans
        if span.at_least is not None and span.at_most is not None
    )
