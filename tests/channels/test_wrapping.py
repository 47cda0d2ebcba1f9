from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from bot.channels.wrapping import wrap

JAPANESE = st.text("あいうえお漢字、。「」・ー億万円123,.abc 予算", max_size=200)


def test_short_lines_stay_as_they_are() -> None:
    assert wrap("合計\n\n  1. 事業 12億円", 40) == "合計\n\n  1. 事業 12億円"


def test_wide_characters_count_twice() -> None:
    assert wrap("あいうえおかきくけこ", 10) == "あいうえお\nかきくけこ"


def test_list_items_hang_under_their_text() -> None:
    assert wrap("1. あいうえおかきく", 13) == "1. あいうえお\n   かきく"
    assert wrap("・あいうえおかきく", 12) == "・あいうえお\n  かきく"


def test_an_amount_is_not_torn_apart() -> None:
    assert wrap("予算は28億2,172万7千円です", 20) == "予算は\n28億2,172万7千円です"


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_bracket() -> None:
    assert wrap("あいうえお、かき", 10) == "あいうえ\nお、かき"
    assert wrap("あいうえ「おか」", 10) == "あいうえ\n「おか」"


@given(text=JAPANESE, columns=st.integers(20, 60))
def test_nothing_is_lost_and_lines_fit(text: str, columns: int) -> None:
    wrapped = wrap(text, columns)
    assert "".join(wrapped.split()) == "".join(text.split())
    for line in wrapped.split("\n"):
        # A run without a place to break, such as one long number, may stick out.
        assert get_cwidth(line) <= columns or wrap(line.strip(), 1).count("\n") == 0


@given(st.text())
def test_any_text_can_be_wrapped(text: str) -> None:
    assert "".join(wrap(text, 30).split()) == "".join(text.split())
