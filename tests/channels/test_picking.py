from __future__ import annotations

import pytest

from bot.channels.picking import picked_number


@pytest.mark.parametrize(
    "typed",
    [
        "2",
        "２",
        "②",
        "2番",
        "２番",
        "2番目",
        "2つ目",
        "2つめ",
        "2件目",
        " 2 ",
        "2.",
        "2)",
        "#2",
        "2。",
        "2 番",
    ],
)
def test_a_number_alone_is_a_pick(typed: str) -> None:
    assert picked_number(typed) == 2


@pytest.mark.parametrize(
    "typed",
    ["", "2025年度", "2億円", "2番目を詳しく", "1から3", "2,3", "2番目と3番目", "一番大きい事業", "12345"],
)
def test_anything_more_is_a_question(typed: str) -> None:
    assert picked_number(typed) is None
