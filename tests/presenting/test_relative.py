"""Ranks, sizes of groups and conditions relative to others, as people read them."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.presenting.contract import publish
from bot.presenting.text import render


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("除雪事業は土木部の中で何番目?", "除雪事業は、土木部の3事業中1位です"),
        ("基本目標4は何番目に大きい?", "基本目標4は、計画全体の4目標中1位です"),
        ("経済部は事業数で何位?", "事業数の多い順に数えています"),
        ("土木部は予算が少ないほうから何番目?", "予算の少ない順に数えています"),
        ("10億円以上の部局はいくつ?", "合計が10億円以上の部局の数"),
        ("事業が3件だけの部は?", "事業数が3件の部局別の件数"),
        ("平均額が1億円以上の部は?", "平均が1億円以上の部局別の平均"),
        ("事業が500件以上の部は?", "条件に合う部局はありません(0件)"),
        ("農政部で平均を下回る事業", "農政部で平均額より少ない"),
        ("上位3事業を除いた合計", "計画全体の金額の大きい3件を除く"),
    ],
)
def test_the_text_says_what_was_worked_out(assistant: Assistant, question: str, said: str) -> None:
    assert said in render(assistant.ask(question).answer)


def test_a_rank_is_a_figure_of_the_answer(assistant: Assistant) -> None:
    figures = publish(assistant.ask("除雪事業は何位?").answer)["figures"]
    assert isinstance(figures, list)
    assert (figures[0]["value"], figures[0]["unit"]) == (1, "件")
    assert (figures[1]["value"], figures[1]["unit"]) == (3_528_300, "千円")


@pytest.mark.parametrize(
    ("question", "about"),
    [("古い事業の合計", "古い"), ("失敗した事業の件数", "失敗した"), ("土木部の怪しい事業の合計", "怪しい")],
)
def test_a_word_that_nothing_understands_is_named_and_no_figure_given(
    assistant: Assistant, question: str, about: str
) -> None:
    answer = assistant.ask(question).answer
    assert not answer.figures
    assert f"「{about}」" in render(answer)
