from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.messages import Screen, sheets, shorten, split, to_html, units

_lines = st.text(st.sampled_from('あ𠮷😀<&>" a\n'), max_size=200)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(_lines, st.integers(4, 50))
def test_parts_fit_and_nothing_is_lost(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(units(part) <= limit for part in parts)
    assert _squeezed("".join(parts)) == _squeezed(text)


def test_blocks_stay_whole_where_they_can() -> None:
    assert split("一\n二\n\n三\n四\n\n五", 8) == ("一\n二\n\n三\n四", "五")


def test_a_long_block_is_cut_between_lines() -> None:
    assert split("あああ\nいいい\nううう", 8) == ("あああ\nいいい", "ううう")


def test_a_long_line_of_emoji_is_cut_too() -> None:
    assert split("😀" * 5, 4) == ("😀😀", "😀😀", "😀")


def test_characters_outside_the_basic_plane_count_twice() -> None:
    assert units("𠮷野家😀") == 6
    assert split("𠮷𠮷𠮷", 4) == ("𠮷𠮷", "𠮷")


@given(_lines, st.text(st.sampled_from("あ<&>𠮷"), max_size=5))
def test_markup_is_escaped_and_shows_the_very_text(text: str, headline: str) -> None:
    markup = to_html(text, headline)
    assert html.unescape(re.sub(r"</?b>", "", markup)) == text
    assert markup.count("<b>") == markup.count("</b>") <= 1


def test_the_headline_of_the_answer_is_bold_not_the_remark_before_it() -> None:
    (sheet,) = sheets(Screen("「甲」を「乙」と読みました\n\n乙の予算\n10億円", lead=1))
    assert sheet.markup == "「甲」を「乙」と読みました\n\n<b>乙の予算</b>\n10億円"


def test_buttons_are_under_the_last_message_and_one_headline_is_bold() -> None:
    long = "\n\n".join(["見出し", *(["あ" * 1_000] * 6)])
    first, second = sheets(Screen(long))
    assert first.markup.startswith("<b>見出し</b>")
    assert "<b>" not in second.markup


@pytest.mark.parametrize(("text", "limit", "shown"), [("あいう", 3, "あいう"), ("あいうえ", 3, "あい…")])
def test_shortened_text_says_so(text: str, limit: int, shown: str) -> None:
    assert shorten(text, limit) == shown
