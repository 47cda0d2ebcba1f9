import re
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.presenting import money

SPOKEN = re.compile(r"(?:([\d,]+)億)?(?:([\d,]+)万)?(?:(\d)千円|([\d,]*)円)")


def read_back(text: str) -> int:
    """The yen that a spoken amount stands for."""
    found = SPOKEN.fullmatch(text)
    assert found, text
    oku, man, sen, rest = (int(part.replace(",", "")) if part else 0 for part in found.groups())
    return oku * 10**8 + man * 10**4 + sen * 1000 + rest


@pytest.mark.parametrize(
    ("thousands", "words"),
    [
        (0, "0円"),
        (1, "1千円"),
        (9, "9千円"),
        (10, "1万円"),
        (11, "1万1千円"),
        (375, "37万5千円"),
        (999, "99万9千円"),
        (1_000, "100万円"),
        (9_999, "999万9千円"),
        (10_000, "1,000万円"),
        (99_999, "9,999万9千円"),
        (100_000, "1億円"),
        (100_001, "1億1千円"),
        (100_010, "1億1万円"),
        (2_821_727, "28億2,172万7千円"),
        (20_302_058, "203億205万8千円"),
        (99_999_999, "999億9,999万9千円"),
        (100_000_000, "1,000億円"),
        (-375, "マイナス37万5千円"),
    ],
)
def test_carries_between_units(thousands: int, words: str) -> None:
    assert money.spoken(thousands) == words


def test_yen_just_below_one_oku_does_not_become_ten_thousand_man() -> None:
    assert money.spoken_yen(99_999_999) == "9,999万9,999円"
    assert money.spoken_yen(100_000_000) == "1億円"


def test_headline_says_it_both_ways() -> None:
    assert money.headline(2_821_727) == "28億2,172万7千円(2,821,727千円)"


@given(st.integers(0, 10**10))
@example(99_999)
@example(100_000)
def test_spoken_thousands_read_back(thousands: int) -> None:
    assert read_back(money.spoken(thousands)) == thousands * 1000


@given(st.integers(0, 10**14))
def test_spoken_yen_read_back(yen: int) -> None:
    assert read_back(money.spoken_yen(yen)) == yen


@given(st.integers(0, 10**12))
def test_exact_reads_back(thousands: int) -> None:
    assert int(money.exact(thousands).removesuffix("千円").replace(",", "")) == thousands


@given(st.integers(0, 10**9))
def test_all_parts_stay_within_their_unit(thousands: int) -> None:
    found = SPOKEN.fullmatch(money.spoken(thousands))
    assert found
    man = int((found[2] or "0").replace(",", ""))
    assert man < 10_000


@given(st.fractions(0, 10**8))
def test_a_mean_is_exact_or_says_it_is_rounded(mean: Fraction) -> None:
    words = money.spoken(mean)
    yen = mean * 1000
    if yen.denominator == 1:
        assert read_back(words) == yen
    else:
        assert words.startswith("約")
        assert abs(read_back(words.removeprefix("約")) - yen) <= 500


def test_means_and_medians() -> None:
    assert money.headline(1234.5) == "123万4,500円(1,234.5千円)"
    assert money.headline(Fraction(2_821_727, 31)) == "約9,102万3千円(約91,023.5千円)"
    assert money.headline(2_821_727 / 31) == "約9,102万3千円(約91,023.5千円)"
    assert money.headline(1500.0) == "150万円(1,500千円)"
    # rounding carries too
    assert money.spoken(Fraction(999_999, 10) + Fraction(1, 30)) == "約1億円"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (14.4507, "14.5%"),
        (0, "0%"),
        (0.0, "0%"),
        (100, "100%"),
        (100.0, "100%"),
        (0.05, "0.1%"),
        (0.049, "0.05%"),
        (0.0132, "0.01%"),
        (0.00191, "0.002%"),
        (99.97, "99.97%"),
        (50, "50.0%"),
        (104.0, "104.0%"),
        (1e-30, "ほぼ0%"),
    ],
)
def test_percent(value: float, words: str) -> None:
    assert money.percent(value) == words


@given(st.floats(0, 100, exclude_min=True, exclude_max=True))
def test_a_part_never_reads_as_nothing_or_as_all(value: float) -> None:
    words = money.percent(value)
    if not words.startswith("ほぼ"):
        assert float(words.removesuffix("%")) not in (0.0, 100.0)
        assert abs(float(words.removesuffix("%")) - value) <= 0.0500001


@pytest.mark.parametrize(
    ("value", "words"),
    [(2, "2倍"), (1.5, "1.5倍"), (2.1345, "約2.13倍"), (0.0004, "0.0004倍"), (1234.5678, "約1,234.57倍")],
)
def test_times(value: float, words: str) -> None:
    assert money.times(value) == words


def test_axis_labels_are_short() -> None:
    assert [money.axis(n) for n in (0, 5, 500, 50_000, 100_000, 150_000, 2_000_000)] == [
        "0",
        "5千円",
        "50万",
        "5,000万",
        "1億",
        "1.5億",
        "20億",
    ]


def test_published_numbers() -> None:
    assert money.published(5, 4) == 5
    assert isinstance(money.published(5, 4), int)
    assert money.published(14.450712345, 4) == 14.4507
    assert money.published(Fraction(1, 3), 4) == 0.3333
