"""What is pointed at by place or number is asked as if it had been named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.query import InDepartments, Measure, Order, Query
from bot.reading import Clarify, Doubt
from tests.understanding.dialogue import last_answer, last_told

_OF_ONE = [
    "{}は全体の何%?",
    "{}、担当部の予算の何%を占める?",
    "{}は全体で何番目?",
    "{}の担当はどこ?",
    "{}は新規?",
    "{}と空港整備事業の差は?",
]
_OF_SEVERAL = [
    "{}を合わせるといくら?",
    "{}で全体の何%?",
    "{}の平均は?",
    "{}を高い順に並べて",
    "{}のうち安いのは?",
    "{}で一番高いのはどれ?",
]
_OF_TWO = ["{}の差は?", "{}はどっちが高い?"]


def _by_amount(assistant: Assistant, department: str) -> list[str]:
    """The names of a department's projects, the largest first."""
    query = Query(Measure.LIST, (InDepartments((department,)),), order=Order.AMOUNT_DESC)
    return [row.name for row in assistant.run(query).answer.rows]


def _same(
    assistant: Assistant, before: Sequence[str], question: str, pointing: str, names: list[str]
) -> None:
    named = last_told(assistant, question.format("と".join(names)))
    assert last_told(assistant, *before, question.format(pointing)) == named, (before, question)


@pytest.mark.parametrize("question", _OF_ONE)
@pytest.mark.parametrize("looked_at", [(), ("2番目を詳しく",), ("2番目を詳しく", "3番目は?")])
@pytest.mark.parametrize(("pointing", "place"), [("1番目の事業", 0), ("3番目の事業", 2), ("最後の事業", -1)])
@pytest.mark.parametrize("department", ["農政部", "行財政改革推進部"])
def test_one_of_a_list(
    assistant: Assistant,
    department: str,
    pointing: str,
    place: int,
    looked_at: tuple[str, ...],
    question: str,
) -> None:
    name = _by_amount(assistant, department)[place]
    _same(assistant, (f"{department}の事業を高い順に並べて", *looked_at), question, pointing, [name])


@pytest.mark.parametrize("question", _OF_SEVERAL)
@pytest.mark.parametrize("pointing", ["その3つ", "この3つ", "さっきの3つ"])
def test_so_many_that_were_asked_about_one_by_one(assistant: Assistant, pointing: str, question: str) -> None:
    names = ["街あかり推進事業", "移住促進事業", "産後ケア事業"]
    _same(assistant, [f"{name}の予算は?" for name in names], question, pointing, names)


@pytest.mark.parametrize("question", [*_OF_SEVERAL, *_OF_TWO])
@pytest.mark.parametrize("pointing", ["残りの2つ", "それ以外の2つ", "ほかの2つ", "それを除いた2つ"])
def test_the_rest_of_a_list_beside_the_one_looked_at(
    assistant: Assistant, pointing: str, question: str
) -> None:
    _, *rest = _by_amount(assistant, "農政部")[:3]
    _same(assistant, ("農政部で予算の大きい3つは?", "1番目の内容は?"), question, pointing, rest)


@pytest.mark.parametrize("question", [*_OF_SEVERAL, *_OF_TWO])
@pytest.mark.parametrize("pointing", ["その2つ", "この2つ", "今の2つ"])
@pytest.mark.parametrize(
    "before",
    [("農政部で一番高い事業は?", "一番安いのは?"), ("農政部で一番高い事業は?", "担当は?", "一番安いのは?")],
)
def test_the_two_ends_of_a_department(
    assistant: Assistant, before: tuple[str, ...], pointing: str, question: str
) -> None:
    first, *_, last = _by_amount(assistant, "農政部")
    _same(assistant, before, question, pointing, [first, last])


@pytest.mark.parametrize("question", ["{}はいくら?", "{}の担当は?", "{}は全体の何%?", "{}は何をする事業?"])
def test_the_other_of_two_that_were_compared(assistant: Assistant, question: str) -> None:
    before = ("街あかり推進事業と産後ケア事業を比べて", "街あかり推進事業の担当は?")
    _same(assistant, before, question, "もう一方", ["産後ケア事業"])


def test_the_other_of_two_against_the_one_looked_at(assistant: Assistant) -> None:
    before = ("街あかり推進事業と産後ケア事業を比べて", "街あかり推進事業の担当は?")
    named = last_told(assistant, "街あかり推進事業と産後ケア事業の差は?")
    assert last_told(assistant, *before, "もう片方との差は?") == named


@pytest.mark.parametrize("question", ["{}は全体の何%?", "{}の担当は?", "{}と除雪事業の差は?"])
@pytest.mark.parametrize("pointing", ["20番目の事業", "15番目の事業", "一五番目の事業", "二十番目の事業"])
def test_a_place_past_the_end_is_asked_back(assistant: Assistant, pointing: str, question: str) -> None:
    outcome = last_answer(assistant, "農政部の事業を一覧で", question.format(pointing)).reading.outcome
    assert isinstance(outcome, Clarify)
    assert outcome.doubt is Doubt.PAST_THE_END


_NUMBERS = st.text("0123456789一二三四五六七八九十百", min_size=1, max_size=3)
_POINTED = st.one_of(
    st.builds("{}{}の事業".format, _NUMBERS, st.sampled_from(["番目", "つ目", "件目"])),
    st.builds("{}{}{}".format, st.sampled_from(["その", "残りの", "ほかの", "最初に出た"]), _NUMBERS, st.sampled_from("つ件")),
)  # fmt: skip


@given(
    st.sampled_from(["農政部の事業を一覧で", "農政部の上位3件は?", "除雪事業の予算は?"]),
    _POINTED,
    st.sampled_from(_OF_ONE),
)
def test_whatever_number_is_pointed_at_is_answered(
    assistant: Assistant, before: str, pointing: str, question: str
) -> None:
    assert last_answer(assistant, before, question.format(pointing)).kind


@pytest.mark.parametrize(
    ("before", "asked", "place"),
    [
        ("{}の事業を高い順に並べて", "下から2番目は?", -2),
        ("{}の事業を高い順に並べて", "安いほうから3番目はいくら?", -3),
        ("{}の事業を高い順に並べて", "上から2番目は?", 1),
        ("{}の事業を安い順に並べて", "高いほうから2番目は?", 1),
        ("{}の事業を安い順に並べて", "上から2番目は?", -2),
        ("{}の事業は?", "少ないほうから2番目は?", -2),
        ("{}で一番高い事業は?", "下から2番目は?", -2),
        ("{}で2番目に高い事業は?", "いや、安いほうから2番目", -2),
        ("{}で一番安い事業は?", "大きいほうから3番目は?", 2),
    ],
)
@pytest.mark.parametrize("department", ["農政部", "行財政改革推進部", "保健所"])
def test_places_counted_from_an_end(
    assistant: Assistant, department: str, before: str, asked: str, place: int
) -> None:
    answer = last_answer(assistant, before.format(department), asked)
    assert [row.name for row in answer.rows] == [_by_amount(assistant, department)[place]]


def test_an_end_counted_past_the_other_end_is_asked_back(assistant: Assistant) -> None:
    outcome = last_answer(assistant, "農政部の上位3件は?", "下から5番目は?").reading.outcome
    assert isinstance(outcome, Clarify)
    assert (outcome.doubt, outcome.about) == (Doubt.PAST_THE_END, "5")


@pytest.mark.parametrize(
    "asked", ["環境部のはどっち?", "環境部なのはどれ?", "その2つのうち環境部の事業はどっち?"]
)
@pytest.mark.parametrize(
    "before", ["除雪事業と次期最終処分場整備事業を比べて", "除雪事業と次期最終処分場整備事業の合計は?"]
)
def test_which_of_the_two_is_so(assistant: Assistant, before: str, asked: str) -> None:
    answer = last_answer(assistant, before, asked)
    assert [row.name for row in answer.rows] == ["次期最終処分場整備事業"]
