from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.commands import BY_NAME, COMMANDS, Page, by_word, command_lines, commands_for
from bot.query import InGoals, IsNew, Measure, Order, Query, Window


def test_telegram_accepts_every_command() -> None:
    assert len(COMMANDS) <= 100
    assert len(BY_NAME) == len(COMMANDS)
    for command in COMMANDS:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
        assert 1 <= len(command.description) <= 256


def test_reload_is_for_admins_alone() -> None:
    assert "reload" not in {command.name for command in commands_for(admin=False)}
    assert "/reload" not in command_lines(admin=False)
    assert "/reload" in command_lines(admin=True)


@pytest.mark.parametrize(
    ("name", "argument", "meaning"),
    [
        ("sum", "", Query(Measure.TOTAL)),
        ("sum", " 農政部 ", "農政部の合計"),
        ("search", "", Page.ASK_FOR_WORD),
        ("search", "雪 道路", "雪 道路の事業"),
        ("top", "", Query(Measure.LIST, order=Order.AMOUNT_DESC, window=Window(1, 5))),
        ("top", "３", Query(Measure.LIST, order=Order.AMOUNT_DESC, window=Window(1, 3))),
        ("top", "0", Query(Measure.LIST, order=Order.AMOUNT_DESC, window=Window(1, 1))),
        ("top", "999", Query(Measure.LIST, order=Order.AMOUNT_DESC, window=Window(1, 50))),
        ("top", "農政部 3件", "農政部の金額の大きい事業 上位3件"),
        ("top", "3 農政部", "農政部の金額の大きい事業 上位3件"),
        ("top", "農政部", "農政部の金額の大きい事業"),
        ("goal", "2", Query(Measure.TOTAL, (InGoals((2,)),))),
        ("goal", "２", Query(Measure.TOTAL, (InGoals((2,)),))),
        ("goal", "基本目標2", "基本目標2の合計"),
        ("goal", "", Page.GOALS),
        ("new", "", Query(Measure.LIST, (IsNew(),))),
        ("compare", "農政部 土木部", "農政部と土木部を比較"),
        ("compare", "農政部と土木部", "農政部と土木部を比較"),
        ("compare", "農政部 vs 土木部", "農政部と土木部を比較"),
        ("compare", "農政部", "農政部を比較"),
        ("compare", "", Page.ASK_FOR_TWO),
        ("about", "何か", Page.ABOUT),
    ],
)
def test_arguments_are_optional_and_forgiving(name: str, argument: str, meaning: object) -> None:
    assert BY_NAME[name].meaning(argument) == meaning


@given(st.sampled_from(COMMANDS), st.text(max_size=100))
def test_no_argument_breaks_a_command(command: object, argument: str) -> None:
    for one in COMMANDS:
        assert one.meaning(argument) is not None


@pytest.mark.parametrize("text", ["ヘルプ", "ﾍﾙﾌﾟ", "使い方", "使い方。"])
def test_a_command_word_alone_is_the_command(text: str) -> None:
    assert by_word(text) is Page.HELP


def test_a_question_that_holds_a_command_word_stays_a_question() -> None:
    assert by_word("使い方の事業") is None
    assert by_word("合計") is None
