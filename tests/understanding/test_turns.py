"""What is asked next, and what long messages ask: readings that a person would expect of the turn before."""

from __future__ import annotations

import pytest

from bot.answer import Answer, RemarkKind, Role
from bot.assistant import Assistant
from bot.presenting.text import render
from bot.query import Aspect, Fact, InDepartments, Measure, Order, Query
from bot.reading import Clarify, Decline, Doubt, Refusal
from tests.understanding.dialogue import last_answer


def _sum_of(assistant: Assistant, department: str) -> int:
    """The sum of a department's amounts (千円)."""
    rows = assistant.run(Query(Measure.LIST, (InDepartments((department,)),))).answer.rows
    return sum(row.amount for row in rows)


def _amounts(answer: Answer) -> list[float]:
    return [figure.value for figure in answer.figures if figure.role is Role.AMOUNT]


@pytest.mark.parametrize(
    ("turns", "department"),
    [
        (("除雪の予算は?", "環境部は?"), "環境部"),
        (("除雪は全体で何位?", "環境部は?"), "環境部"),
        (("除雪の予算は?", "部全体では?"), "土木部"),
        (("観光の予算は?", "部全体では?"), "観光スポーツ部"),
    ],
)
def test_a_department_after_a_project_is_asked_about_itself(
    assistant: Assistant, turns: tuple[str, ...], department: str
) -> None:
    assert _amounts(last_answer(assistant, *turns))[:1] == [_sum_of(assistant, department)]


@pytest.mark.parametrize(
    ("before", "after", "first"),
    [
        ("農政部の合計は?", "予算が一番多い部は?", "土木部"),
        ("農政部の事業は?", "部局別の合計は?", "土木部"),
        ("農政部の事業は何件?", "一番多い部は?", "子育て支援部"),
    ],
)
def test_the_departments_are_ranked_among_all(
    assistant: Assistant, before: str, after: str, first: str
) -> None:
    assert last_answer(assistant, before, after).groups[0].name == first


def test_of_several_departments_that_do_it_one_is_asked_for(assistant: Assistant) -> None:
    outcome = last_answer(assistant, "公園の予算は?", "部全体では?").reading.outcome
    assert isinstance(outcome, Clarify)
    assert outcome.doubt is Doubt.WHICH_DEPARTMENT
    assert {option.label for option in outcome.options} == {"観光スポーツ部", "土木部"}


@pytest.mark.parametrize("before", ["農政部の合計は?", "農政部の事業は何件?", "農政部の事業は?"])
def test_the_first_three_are_of_what_was_asked_about(assistant: Assistant, before: str) -> None:
    rows = assistant.run(
        Query(Measure.LIST, (InDepartments(("農政部",)),), order=Order.AMOUNT_DESC)
    ).answer.rows
    found = last_answer(assistant, before, "上位3つは?").rows
    assert [row.id for row in found] == [row.id for row in rows[:3]]


@pytest.mark.parametrize("words", ["それは新規事業ですか?", "それは新規事業?"])
def test_whether_it_is_new_is_asked_of_the_project(assistant: Assistant, words: str) -> None:
    answer = last_answer(assistant, "花咲スポーツ公園再整備費の予算は?", words)
    assert [row.name for row in answer.rows] == ["花咲スポーツ公園再整備費"]
    assert answer.query is not None
    assert answer.query.aspect is Aspect.NEWNESS


def test_what_was_narrowed_is_not_added_to_what_it_was_narrowed_from(assistant: Assistant) -> None:
    narrowed = last_answer(assistant, "2-アの事業は何件?", "そのうち経済部は?", "足すといくら?")
    alone = last_answer(assistant, "2-アの経済部の合計は?")
    assert _amounts(narrowed)[:1] == _amounts(alone)[:1]


def test_a_side_that_holds_nothing_is_zero(assistant: Assistant) -> None:
    answer = last_answer(assistant, "農政部と環境部、どっちが多い?", "新規は?")
    new = last_answer(assistant, "農政部の新規の合計は?")
    assert sorted(_amounts(answer)) == [0, *_amounts(new)[:1]]


@pytest.mark.parametrize("text", ["環境部の予算は30億円ですか?", "環境部の合計は30億円なんですか"])
def test_a_supposed_sum_is_corrected(assistant: Assistant, text: str) -> None:
    answer = last_answer(assistant, text)
    assert answer.query is not None
    assert answer.query.claim is not None
    assert _amounts(answer)[:1] == [_sum_of(assistant, "環境部")]


def test_the_end_of_a_long_message_is_what_is_asked(assistant: Assistant) -> None:
    story = "最近、昔の駅前の写真を見ていて懐かしくなりました。動物園も相変わらずの人気で何よりです。"
    answer = last_answer(
        assistant, f"{story}ところで来年こそ孫を連れて行きたいものです。土木部の予算はいくらですか?"
    )
    assert _amounts(answer)[:1] == [_sum_of(assistant, "土木部")]


@pytest.mark.parametrize("mark", ["?", "\uff1f"])
def test_besides_what_is_answered_the_rest_is_named(assistant: Assistant, mark: str) -> None:
    reading = last_answer(assistant, f"除雪の予算は{mark}あと市長の名前も教えて").reading
    assert isinstance(reading.outcome, tuple)
    assert reading.passed_over == ("市長の名前",)


def test_another_year_is_declined_however_it_is_added(assistant: Assistant) -> None:
    outcome = last_answer(assistant, "除雪の予算は?去年の。").reading.outcome
    assert isinstance(outcome, Decline)
    assert outcome.refusal is Refusal.OTHER_YEAR


@pytest.mark.parametrize(
    "text",
    [
        "手話の補助金はある?",
        "城の新規事業は?",
        "アスベストの予算は?",
        "訪問看護と除雪はどっちが多い?",
        "旭橋のライトアップの予算は?",
        "3,0000万円以上の事業は何件?",
        "3000万円〜500万円の事業は何件?",
        "農部の合計から生産基盤改善促進事業を引くと?",
        "monoreeru seibi jigyou ikura",
        "kasoujou seibi jigyou no yosan",
        "juudou kyoushitsu jigyou yosan",
        "ぷらねたりうむ改修じぎょうの額",
        "もうどうけん支援の予算",
        "雷対策事業の予算",
        "防炎施設等整備事業はいくら?",
        "担い手確保・育成の事業はいくら?",
        "学校教育部と事業の数が同じ部はどこ?",
    ],
)
def test_no_figure_for_what_is_not_there_or_not_understood(assistant: Assistant, text: str) -> None:
    assert not last_answer(assistant, text).figures


@pytest.mark.parametrize(
    ("spaced", "plain"),
    [
        ("目標2 三千万円以上の合計", "基本目標2の三千万円以上の合計"),
        ("2 億円以上の事業は何件?", "2億円以上の事業は何件?"),
        ("5 000万円以上の事業は何件?", "5000万円以上の事業は何件?"),
        ("基本目標2 事業数は?", "基本目標2の事業数は?"),
        ("土土木部の合計は?", "土木部の合計は?"),
        ("土木木部の合計は?", "土木部の合計は?"),
        ("一番事業がが多い部は?", "一番事業が多い部は?"),
        ("女性活躍推進の合計は?", "女性活躍推進部の合計は?"),
        ("省カ化資材導入支援事業の予算は?", "省力化資材導入支援事業の予算は?"),
    ],
)
def test_typed_otherwise_it_is_the_same_question(assistant: Assistant, spaced: str, plain: str) -> None:
    assert last_answer(assistant, spaced).query == last_answer(assistant, plain).query


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("農政部と環境部、少ないのはどっち?", "農政部のほうが少ない"),
        ("農政部と環境部と土木部、予算が一番小さい部はどれ?", "農政部がいちばん少ない"),
        ("農政部と環境部、多いのはどっち?", "環境部のほうが多い"),
    ],
)
def test_what_is_asked_for_is_named_as_the_smaller_or_the_larger(
    assistant: Assistant, question: str, named: str
) -> None:
    assert named in render(last_answer(assistant, question))


def test_between_the_two_totals_a_claim_is_neither_right_nor_wrong(assistant: Assistant) -> None:
    answer = last_answer(assistant, "総額は200億円を超えていますか?")
    assert not {remark.kind for remark in answer.remarks} & {
        RemarkKind.CLAIM_CONFIRMED,
        RemarkKind.CLAIM_CORRECTED,
    }
    assert {figure.role for figure in answer.figures} >= {Role.ONCE_TOTAL, Role.PRINTED_TOTAL}


@pytest.mark.parametrize("before", [("全体の合計は?",), ("全体の合計は?", "再掲も入れると?", "差は?")])
def test_why_there_are_two_totals_is_explained(assistant: Assistant, before: tuple[str, ...]) -> None:
    query = last_answer(assistant, *before, "なんで違うの?").query
    assert query is not None
    assert query.fact is Fact.REPRINT


@pytest.mark.parametrize("before", ["土木部の合計は?", "新規事業の一覧"])
def test_for_anything_else_no_reason_is_known(assistant: Assistant, before: str) -> None:
    answer = last_answer(assistant, before, "なんで違うの?")
    assert not answer.rows
    assert not answer.figures


def test_how_many_departments_have_such_projects_is_said_in_full(assistant: Assistant) -> None:
    text = render(last_answer(assistant, "1億円を超える事業を持つ部はいくつ?"))
    assert text.startswith("1億円超の事業がある部局の数")


def test_a_goal_is_named_in_its_own_words(assistant: Assistant) -> None:
    text = render(last_answer(assistant, "基本目標2って何?"))
    assert "新しい人の流れ" in text.split("読み取り")[1]


@pytest.mark.parametrize("question", ["病院のICTは?", "犬の健康診断の事業", "漁業の担い手の事業は?"])
def test_of_a_thing_the_table_is_not_about_no_list_is_given(assistant: Assistant, question: str) -> None:
    answer = last_answer(assistant, question)
    assert not answer.rows
    assert not answer.figures


def test_after_one_project_of_no_list_there_is_no_next(assistant: Assistant) -> None:
    outcome = last_answer(assistant, "2-オ-4は?", "次は?").reading.outcome
    assert isinstance(outcome, Clarify)
    assert outcome.doubt is Doubt.NO_ANTECEDENT
