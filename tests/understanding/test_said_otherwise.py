"""Unusual wordings are read as the plain ones that they stand for."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.reading import Clarify, Decline, Refusal
from tests.understanding.dialogue import last_answer, last_told

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


@pytest.mark.parametrize(("unusual", "plain"), [*_LEFT_OUT, *_HELD_AGAINST, *_GROUPS])
def test_read_as_the_plain_wording(assistant: Assistant, unusual: str, plain: str) -> None:
    told = last_told(assistant, unusual)
    assert told[1]
    assert told == last_told(assistant, plain)


_AFTER = [
    (("農政部の上位5件は?", "そのうち新規は?", "ちなみに社会教育部で一番高いのは?"), "社会教育部で一番高い事業は?"),
    (("経済部で1000万円を超える事業は?", "逆に、超えないのはいくつ?"), "経済部で1000万円以下の事業は何件?"),
    (("新規のうち子育て支援部以外", "子育て支援部の分も戻したら件数は?"), "新規事業は何件?"),
    (("新規事業は何件?", "その全部の事業費は?"), "新規事業の合計は?"),
    (("土木部の事業は?", "3-アで金額の大きさが2番目の事業は?"), "3-アで2番目に高い事業は?"),
    (("農政部で2000万円以上の事業は?", "金額の条件はなくして"), "農政部の事業は?"),
    (("4-ケで1億円以上の事業は?", "行財政改革推進部という条件も加えて"), "4-ケで行財政改革推進部の1億円以上の事業は?"),
    (("目標3の農政部の事業は?", "合計額は?", "経済部だといくら?"), "目標3の経済部の合計は?"),
    (("経済部の下位5件は?", "その中の新規は?", "じゃあ経済部で金額の多い事業を5つ"), "経済部で金額の多い事業を5つ"),
    (("目標3で5千万円以上の事業は?", "では目標4で福祉保険部の事業は何件?"), "目標4で福祉保険部の事業は何件?"),
    (("部ごとの予算額を多い順に", "1位から3位の部を合計すると?"), "土木部と環境部と子育て支援部の合計は?"),
    (
        ("女性活躍推進部と防災安全部と建築部の合計は?", "そのうち建築部は何%?", "残る2つの部を合わせると?"),
        "女性活躍推進部と防災安全部の合計は?",
    ),
    (("東京事務所の予算は?", "維持費いくら?"), "東京事務所運営事業の予算は?"),
    (("菓子博の予算は?", "菓子博とタイアップする事業は?"), "アイヌ施策推進事業は?"),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "plain"), _AFTER)
def test_follow_ups_read_as_the_whole_question(
    assistant: Assistant, turns: tuple[str, ...], plain: str
) -> None:
    kind, figures, projects = last_told(assistant, plain)
    assert figures
    assert last_told(assistant, *turns)[1:] == (figures, projects), kind


@pytest.mark.parametrize(
    "turns",
    [
        ("除雪事業のうち歩道だけの額は?",),
        ("動物園の予算は?", "整備費はいくら?"),
        ("街あかり推進事業の予算は?", "工事費は?"),
    ],
)
def test_a_part_of_one_project_has_no_amount(assistant: Assistant, turns: tuple[str, ...]) -> None:
    outcome = last_answer(assistant, *turns).reading.outcome
    assert isinstance(outcome, Decline)
    assert outcome.refusal is Refusal.PART_OF_PROJECT


@pytest.mark.parametrize(
    "question", ["冬まつりよりどのくらい高い?", "1千万円の線を越えられない事業は何件?", "一部局あたり何件?"]
)
def test_what_is_not_all_understood_is_asked_back(assistant: Assistant, question: str) -> None:
    assert isinstance(last_answer(assistant, question).reading.outcome, Clarify)


def test_a_ratio_is_of_the_one_named_first(assistant: Assistant) -> None:
    forth = last_answer(assistant, "除雪事業は基本目標3の何倍?").figures[0].value
    back = last_answer(assistant, "基本目標3は除雪事業の何倍?").figures[0].value
    assert forth > 1 > back


def test_the_one_that_is_not_is_the_other_of_its_kind(assistant: Assistant) -> None:
    answer = last_answer(assistant, "若者地元定着の事業、奨学金返済補助じゃない方はいくら?")
    assert [row.name for row in answer.rows] == ["若者地元定着促進事業"]


@pytest.mark.parametrize("marks", ["新規と継続、それぞれ全体の何%?", "新規と継続の割合は?"])
def test_new_and_old_are_both_shared_out(assistant: Assistant, marks: str) -> None:
    apart = [
        *last_told(assistant, "新規事業は全体の何%?")[1],
        *last_told(assistant, "新規以外の事業は全体の何%?")[1],
    ]
    assert last_told(assistant, marks)[1] == sorted(apart)
