from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presenting.interpretation import interpret, interpret_answer
from bot.presenting.scope import amount_words, projects_label, scope_label, subject_label
from bot.presenting.years import fiscal_year_words
from bot.query import (
    AmountBetween,
    Condition,
    Counting,
    Fact,
    Field,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Mentions,
    Order,
    PolicyRef,
    PrintedTimes,
    Query,
    Window,
)
from bot.reading import Clarify, Decline, Doubt, Greeting, Help, Mend, Reading, Refusal
from tests.presenting import samples

POLICY = InPolicies((PolicyRef(4, "カ"),))


@pytest.mark.parametrize(
    ("query", "line"),
    [
        (Query(Measure.TOTAL), "範囲 計画全体 / 集計 合計"),
        (
            Query(
                Measure.LIST,
                (
                    InDepartments(("土木部",), negated=True),
                    InGoals((4,)),
                    POLICY,
                    Mentions(("雪",), label="雪"),
                    AmountBetween(100_000_000, None),
                    IsNew(),
                ),
                order=Order.AMOUNT_DESC,
                window=Window(1, 3),
            ),
            "部局 土木部以外 / 目標 基本目標4 / 施策 基本目標4 施策カ / 語 「雪」 / 条件 1億円以上・新規"
            " / 集計 一覧 / 並び 金額の大きい順 上位3件",
        ),
        (
            Query(Measure.COUNT, group_by=Grouping.DEPARTMENT, order=Order.AMOUNT_DESC, window=Window(2, 2)),
            "範囲 計画全体 / 集計 部局別の件数 / 並び 件数の多い順 2位",
        ),
        (
            Query(Measure.SHARE, (IsProject(("4-カ-2",)),), base=(InDepartments(("土木部",)),)),
            "事業 事業4-カ-2 / もとになる範囲 土木部 / 集計 割合",
        ),
        (
            Query(Measure.COUNT, (InGoals((3,)),), counting=Counting.AS_PRINTED),
            "目標 基本目標3 / 集計 件数 / 数え方 再掲の行も数える",
        ),
        (Query(Measure.FACT, fact=Fact.REPRINT), "資料の説明 再掲とは"),
    ],
)
def test_every_slot_is_told(query: Query, line: str) -> None:
    assert interpret(Reading((query,)), query) == line


def test_a_project_is_named_where_its_name_is_known() -> None:
    assert interpret_answer(samples.DETAIL) == "事業 「雪対策事業」 / 集計 予算額"


def test_mends_inheritance_and_what_was_passed_over() -> None:
    reading = Reading((Query(),), (Mend("除霊", "除雪"),), ("ちょっと", "あの"), inherited=True)
    assert interpret(reading) == (
        "範囲 計画全体 / 集計 一覧、前の質問の条件を引き継ぎ、「除霊」を「除雪」と読みました、"
        "条件に使っていない言葉: 「ちょっと」「あの」"
    )


@pytest.mark.parametrize("outcome", [*map(Clarify, Doubt), *map(Decline, Refusal), *map(Help, Greeting)])
@given(about=st.text(max_size=40))
def test_what_has_no_query_has_one_line_too(outcome: Clarify | Decline | Help, about: str) -> None:
    named = outcome if isinstance(outcome, Help) else replace(outcome, about=about)
    line = interpret(Reading(named))
    assert line
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    ("at_least", "at_most", "words"),
    [
        (50_000_000, None, "5,000万円以上"),
        (50_000_001, None, "5,000万円超"),
        (None, 50_000_000, "5,000万円以下"),
        (None, 49_999_999, "5,000万円未満"),
        (10_000_000, 30_000_000, "1,000万円以上3,000万円以下"),
        (1_000_000, 9_999_999, "100万円以上1,000万円未満"),
        (28_212_000, 28_212_000, "ちょうど2,821万2千円"),
        (28_212, 28_212, "ちょうど2万8,212円"),
        (0, None, "0円以上"),
        (None, None, "金額の指定なし"),
    ],
)
def test_bounds_are_said_as_they_were_meant(at_least: int | None, at_most: int | None, words: str) -> None:
    assert amount_words(at_least, at_most) == words


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ((), "計画全体の事業"),
        ((IsNew(),), "新規事業"),
        ((IsNew(negated=True),), "新規以外の事業"),
        ((InDepartments(("土木部",)), IsNew()), "土木部の新規事業"),
        ((Mentions(("雪",), negated=True, label="雪"),), "「雪」を除く事業"),
        ((Mentions(("雪", "除雪"), Field.NAME),), "事業名に「雪」「除雪」がある事業"),
        ((InGoals((3,)), IsReprinted()), "基本目標3で再掲されている事業"),
        ((IsReprinted(2, negated=True),), "基本目標2に再掲でなく載っている事業"),
        ((PrintedTimes(2, None),), "2か所以上に掲載の事業"),
        ((InGoals((1,)), InDepartments(("土木部",), negated=True)), "基本目標1の土木部以外の事業"),
    ],
)
def test_scopes_read_as_phrases(conditions: tuple[Condition, ...], words: str) -> None:
    assert projects_label(conditions) == words


def test_a_condition_said_twice_is_told_once() -> None:
    conditions = (InDepartments(("土木部",)), InDepartments(("土木部",)))
    assert scope_label(conditions) == "土木部"


def test_a_window_is_part_of_what_a_figure_is_of() -> None:
    assert subject_label(Query(order=Order.AMOUNT_DESC, window=Window(1, 10))) == "計画全体の金額の大きい10件"
    later = Query(conditions=(IsNew(),), order=Order.AMOUNT_ASC, window=Window(2, 3))
    assert subject_label(later) == "新規事業の金額の小さい順で2番目から3番目"


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (2025, "令和7年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "1988年度"),
    ],
)
def test_fiscal_years(year: int, words: str) -> None:
    assert fiscal_year_words(year) == words


def test_what_one_question_takes_over_within_a_message_is_not_called_the_one_before() -> None:
    one, other = Query(Measure.TOTAL, (IsNew(),)), Query(Measure.COUNT, (IsNew(),))
    assert "引き継ぎ" in interpret(Reading((one,), inherited=True))
    assert "引き継ぎ" not in interpret(Reading((one, other), inherited=True))
    assert "引き継ぎ" not in interpret(Reading((one, other), inherited=True), other)
