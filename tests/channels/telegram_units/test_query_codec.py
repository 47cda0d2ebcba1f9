from __future__ import annotations

import re
import string
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.query import (
    AmountBetween,
    Aspect,
    Claim,
    Comparison,
    Condition,
    Counting,
    Either,
    Fact,
    Field,
    GroupBounds,
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
    Ranked,
    SameAmountAs,
    Subject,
    ThanGroup,
    ThanMean,
    ThanProject,
    Window,
)
from bot.query_codec import UnreadableQueryError, from_json, from_token, to_json, to_token
from tests.channels.telegram_units.strategies import queries

_ALPHABET = string.ascii_letters + string.digits + "-_"


@given(queries)
def test_every_query_comes_back_from_its_token(query: Query) -> None:
    token = to_token(query)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", token)
    assert from_token(token) == query


@given(queries)
def test_every_query_comes_back_from_json(query: Query) -> None:
    assert from_json(to_json(query)) == query


_FULL = Query(
    measure=Measure.COMPARE,
    conditions=(IsProject(("1-ア-1",)),),
    group_by=Grouping.GOAL,
    order=Order.AMOUNT_DESC,
    window=Window(1, 3),
    having=GroupBounds(Measure.COUNT, 1, 3),
    base=(IsProject(("1-ア-2",)),),
    subjects=(Subject((), "一方", Order.AMOUNT_DESC, Window(1, 2), Grouping.DEPARTMENT),),
    comparison=Comparison.RATIO,
    basis=Measure.MEAN,
    counting=Counting.AS_PRINTED,
    aspect=Aspect.PURPOSE,
    fact=Fact.UNIT,
    claim=Claim(1, 2, 3, 4, "部局", "1-ア-3", 5, True),
    of_groups=Query(Measure.TOTAL, group_by=Grouping.DEPARTMENT, window=Window(1, 1)),
)
_EVERY_CONDITION: tuple[Condition, ...] = (
    InDepartments(("部",)),
    InGoals((1,), negated=True),
    InPolicies((PolicyRef(1, "ア"),)),
    IsProject(("1-ア-1",)),
    Mentions(("雪",), Field.NAME, label="雪"),
    IsNew(negated=True),
    IsReprinted(2),
    PrintedTimes(2, None, goal=3, goals=True),
    AmountBetween(None, 1_000),
    ThanProject("1-ア-1", above=True),
    SameAmountAs("1-ア-1"),
    ThanMean(above=True, of=(InGoals((1,)),), median=True),
    Ranked(Window(1, 3), Order.AMOUNT_DESC, (IsNew(),), negated=True),
    Either((Subject((IsNew(), InGoals((1,))), "新規"), Subject((IsProject(("1-ア-1",)),), "")), negated=True),
)


@pytest.mark.parametrize("whole", [_FULL, _FULL.subjects[0], _FULL.claim], ids=["Query", "Subject", "Claim"])
def test_the_example_leaves_nothing_at_its_default(whole: Query | Subject | Claim) -> None:
    # A field added to a query but not to the codec would be dropped without a word.
    assert all(getattr(whole, field.name) != field.default for field in fields(whole))


def test_no_part_of_a_query_is_lost() -> None:
    assert from_token(to_token(_FULL)) == _FULL


@pytest.mark.parametrize(
    "place", [InDepartments(("部",)), InGoals((2,)), InPolicies((PolicyRef(4, "カ"),))], ids=repr
)
def test_groups_held_against_one_of_them_come_back(place: InDepartments | InGoals | InPolicies) -> None:
    query = Query(
        Measure.TOTAL, group_by=Grouping.DEPARTMENT, having=ThanGroup(Measure.MEAN, place, above=True)
    )
    assert from_token(to_token(query)) == query


def test_groups_held_against_a_word_are_unreadable() -> None:
    forged = to_json(
        Query(group_by=Grouping.DEPARTMENT, having=ThanGroup(Measure.TOTAL, InGoals((1,)), above=True))
    )
    with pytest.raises(UnreadableQueryError):
        from_json(forged.replace('["g",[1]]', '["n"]'))


def test_there_is_a_form_for_every_condition() -> None:
    examples: set[type] = set()
    for condition in _EVERY_CONDITION:
        query = Query(conditions=(condition,))
        assert from_token(to_token(query)) == query
        examples.add(type(condition))
    assert examples == set(get_args(Condition))


@pytest.mark.parametrize(
    "query",
    [
        Query(Measure.TOTAL, (InDepartments(("架空まちづくり部",)),)),
        Query(Measure.DETAIL, (IsProject(("1-ア-32",)),)),
        Query(Measure.LIST, (InPolicies((PolicyRef(4, "カ"),)),), order=Order.AMOUNT_DESC),
    ],
)
def test_usual_questions_fit_into_a_button_and_a_link(query: Query) -> None:
    assert len(to_token(query)) <= 60


@given(st.text(_ALPHABET, max_size=64))
def test_forged_tokens_are_refused_or_read_and_nothing_else(token: str) -> None:
    try:
        query = from_token(token)
    except UnreadableQueryError:
        return
    assert from_token(to_token(query)) == query


@given(queries, st.data())
def test_damaged_tokens_are_refused_or_read_and_nothing_else(query: Query, data: st.DataObject) -> None:
    token = to_token(query)
    place = data.draw(st.integers(0, len(token) - 1))
    damaged = token[:place] + data.draw(st.sampled_from(_ALPHABET)) + token[place + 1 :]
    try:
        from_token(damaged)
    except UnreadableQueryError:
        return


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        "{",
        '{"m":"guess"}',
        '{"c":[["z"]]}',
        '{"c":[[]]}',
        '{"c":[["d"]]}',
        '{"c":[["d",[1]]]}',
        '{"c":[["g",[true]]]}',
        '{"c":[["a",1e400,null]]}',
        '{"c":[["a",99999999999999999999,null]]}',
        '{"w":[1]}',
        '{"s":[[[]]]}',
        '{"l":{"new":1}}',
        '{"c":[' + '["m",true,[' * 50 + "]]" * 50 + "]}",
        '{"c":[["e",[[]]]]}',
        '{"h":["count",1]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_query_is_refused(text: str) -> None:
    with pytest.raises(UnreadableQueryError):
        from_json(text)


def test_a_token_of_another_version_is_refused() -> None:
    with pytest.raises(UnreadableQueryError):
        from_token("9" + to_token(Query())[1:])
