"""Unusual wordings are read as the plain ones that they stand for."""

from __future__ import annotations

from typing import Any

import pytest

from bot.assistant import Assistant
from bot.presenting.contract import publish
from tests.understanding.dialogue import last_answer

_LEFT_OUT = [
    ("土木部以外を除いた合計は?", "土木部の合計は?"),
    ("土木部じゃない事業を除くといくら?", "土木部の合計は?"),
    ("新規でない事業を除くと何件?", "新規事業は何件?"),
    ("新規以外を外すと何件残る?", "新規事業は何件?"),
    ("基本目標2から経済部の分を取り払うといくら?", "基本目標2で経済部以外の合計は?"),
    ("農政部から1千万円未満を全部どけて", "農政部の1千万円以上の事業は?"),
    ("除雪事業がなかったとしたら、合計はいくら?", "除雪事業を除いた合計は?"),
    ("空港整備事業を計算に入れなければ平均はいくら?", "空港整備事業を除いた平均は?"),
    ("高いほうから5本を外すと、残りの総額は?", "上位5件を除いた合計は?"),
    ("土木部じゃなくて、3億円以上の事業は?", "土木部以外で3億円以上の事業は?"),
    ("経済部の事業のうち目標3に一切出てこないのは何件?", "経済部の事業で目標3に載っていないのは何件?"),
]
_HELD_AGAINST = [
    ("除雪事業は目標3の何倍に当たる?", "除雪事業は基本目標3の何倍?"),
    ("3-アと環境部、金額が上なのは?", "3-アと環境部はどっちが多い?"),
    ("新規事業を全部束ねた額と除雪事業とではどちらが大きい?", "新規事業の合計と除雪事業はどっちが大きい?"),
]
_GROUPS = [
    ("新規事業を持ってる部の数は?", "新規事業がある部はいくつ?"),
    ("10件以上の事業を抱える部って何部ある?", "事業が10件以上の部はいくつ?"),
    ("19ある部のうち、基本目標4に1件も事業がない部はいくつか", "基本目標4に事業がない部はいくつ?"),
    ("1億円以上の事業を持たない部は何部?", "1億円以上の事業がない部はいくつ?"),
    ("目標4のアとイとウ、この三つをまとめた額", "目標4のアとイとウの合計"),
]


def _told(assistant: Assistant, question: str) -> tuple[object, list[float], object]:
    """What the public answer says, without how it was read."""
    given = publish(last_answer(assistant, question))
    return given["kind"], _figures(given), given["projects"]


def _figures(given: dict[str, Any]) -> list[float]:
    return sorted(figure["value"] for figure in given["figures"])


@pytest.mark.parametrize(("unusual", "plain"), [*_LEFT_OUT, *_HELD_AGAINST, *_GROUPS])
def test_read_as_the_plain_wording(assistant: Assistant, unusual: str, plain: str) -> None:
    told = _told(assistant, unusual)
    assert told[1]
    assert told == _told(assistant, plain)


def test_a_ratio_is_of_the_one_named_first(assistant: Assistant) -> None:
    forth = last_answer(assistant, "除雪事業は基本目標3の何倍?").figures[0].value
    back = last_answer(assistant, "基本目標3は除雪事業の何倍?").figures[0].value
    assert forth > 1 > back


def test_the_one_that_is_not_is_the_other_of_its_kind(assistant: Assistant) -> None:
    answer = last_answer(assistant, "若者地元定着の事業、奨学金返済補助じゃない方はいくら?")
    assert [row.name for row in answer.rows] == ["若者地元定着促進事業"]


@pytest.mark.parametrize("marks", ["新規と継続、それぞれ全体の何%?", "新規と継続の割合は?"])
def test_new_and_old_are_both_shared_out(assistant: Assistant, marks: str) -> None:
    apart = [*_told(assistant, "新規事業は全体の何%?")[1], *_told(assistant, "新規以外の事業は全体の何%?")[1]]
    assert _told(assistant, marks)[1] == sorted(apart)
