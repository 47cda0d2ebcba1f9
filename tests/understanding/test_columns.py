"""Words asked for in a column: in the name, in the description, in either, or in both."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.query import Order, Query
from tests.understanding.dialogue import last_answer


def _found(assistant: Assistant, *turns: str) -> set[str]:
    return {row.id for row in last_answer(assistant, *turns).rows}


def _holding(
    assistant: Assistant, word: str, *, in_name: bool, in_text: bool, both: bool = False
) -> set[str]:
    found = set()
    for row in assistant.run(Query(order=Order.PRINTED)).answer.rows:
        named, told = word in row.name, word in row.description
        if (named and told) if both else (in_name and named) or (in_text and told):
            found.add(row.id)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "説明に高齢者とあるものは何件?",
        "説明文で高齢者に触れている事業は何件?",
        "内容欄に高齢者の記載がある事業の合計",
    ],
)
def test_a_word_in_the_description_is_not_looked_for_in_names(assistant: Assistant, text: str) -> None:
    assert _found(assistant, text) == _holding(assistant, "高齢者", in_name=False, in_text=True)


@pytest.mark.parametrize(
    "text", ["名前か説明に雪とある事業の合計", "事業名または説明に「雪」を含む事業は何件?"]
)
def test_either_column_counts_both_kinds(assistant: Assistant, text: str) -> None:
    assert _found(assistant, text) == _holding(assistant, "雪", in_name=True, in_text=True)


@pytest.mark.parametrize(
    "text", ["名前にも説明にも保育がある事業", "事業名と説明文の両方に保育とある事業は何件?"]
)
def test_both_columns_must_hold_it(assistant: Assistant, text: str) -> None:
    assert _found(assistant, text) == _holding(assistant, "保育", in_name=True, in_text=True, both=True)


def test_a_search_of_names_is_widened_to_descriptions(assistant: Assistant) -> None:
    wide = _found(assistant, "名前に大学がつく事業", "説明文に大学とあるものまで広げて")
    assert wide == _holding(assistant, "大学", in_name=True, in_text=True)
    assert wide > _found(assistant, "名前に大学がつく事業")
