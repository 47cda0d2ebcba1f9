import json
from dataclasses import replace

import pytest

from bot.answer import Answer, Kind
from bot.presenting.contract import publish
from bot.presenting.text import render
from bot.reading import Mend, Reading
from tests.presenting import samples

FIELDS = ["kind", "text", "interpretation", "figures", "projects", "choices", "notes", "source"]


@pytest.mark.parametrize("name", sorted(samples.ALL))
def test_every_answer_has_the_fields_in_order_and_is_json(name: str) -> None:
    answer = samples.ALL[name]
    found = publish(answer)
    assert list(found) == FIELDS
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert found["text"] == render(answer)
    assert "\n" not in str(found["interpretation"])


def test_a_department_sum() -> None:
    found = publish(samples.DEPARTMENT_SUM)
    assert found["figures"] == [
        {"label": "子育て支援部", "value": 2_821_727, "unit": "千円"},
        {"label": "子育て支援部 事業数", "value": 31, "unit": "件"},
    ]
    assert found["projects"] == [row.id for row in samples.DEPARTMENT_SUM.rows]


def test_a_project() -> None:
    found = publish(samples.DETAIL)
    assert found["figures"] == [{"label": "雪対策事業(土木部)", "value": 132_254, "unit": "千円"}]
    assert found["source"] == {
        "title": samples.SOURCE.title,
        "fiscal_year": 2025,
        "unit": "千円",
        "version": "3f2a9c1b",
        "places": ["4-エ-2", "4-カ-3(再掲)"],
    }
    assert found["notes"] == ["再掲の行(4-カ-3)では、説明文の表記が少し異なります。"]


def test_both_totals_of_a_goal_are_labelled() -> None:
    found = publish(samples.GOAL_SUM)["figures"]
    assert isinstance(found, list)
    assert [figure["value"] for figure in found[:2]] == [853_641, 819_293]
    assert found[0]["label"].endswith("公表資料の小計(再掲を含む)")
    assert found[1]["label"] == "基本目標3 同じ事業を一度だけ数えた合計"


def test_fractions_are_rounded_sensibly() -> None:
    share = publish(samples.SHARE)["figures"]
    mean = publish(samples.MEAN)["figures"]
    assert isinstance(share, list)
    assert isinstance(mean, list)
    assert share[0]["value"] == 14.4507
    assert mean[0]["value"] == 91_023.452


@pytest.mark.parametrize(
    "answer", [samples.CLARIFY, samples.NOT_FOUND, samples.OUT_OF_SCOPE, samples.HELP], ids=lambda a: a.kind
)
def test_declining_kinds_carry_no_figures_and_no_projects(answer: Answer) -> None:
    # even if a later answering room should leave some in
    found = publish(replace(answer, figures=samples.DETAIL.figures, rows=samples.DETAIL.rows))
    assert found["figures"] == []
    assert found["projects"] == []
    assert found["choices"]


def test_choices_are_the_labels() -> None:
    assert publish(samples.CLARIFY)["choices"] == ["基本目標1 施策ア", "基本目標2 施策ア"]


def test_mends_are_notes_and_part_of_the_reading() -> None:
    found = publish(samples.MENDED)
    assert "「子育て視援部」を「子育て支援部」と読みました" in str(found["notes"])
    assert "「子育て視援部」を「子育て支援部」と読みました" in str(found["interpretation"])
    assert "引き継ぎ" in str(found["interpretation"])


def test_several_questions_are_joined_in_order_without_repeating_a_project() -> None:
    twice = replace(samples.TWO_QUESTIONS, parts=(*samples.TWO_QUESTIONS.parts, samples.DETAIL))
    found = publish(twice)
    expected = [row.id for row in samples.DEPARTMENT_SUM.rows] + [samples.SNOW.id]
    assert found["projects"] == expected
    assert isinstance(found["figures"], list)
    assert found["figures"][0]["value"] == 2_821_727
    assert found["figures"][2]["value"] == 132_254


def test_what_a_person_typed_cannot_break_the_line() -> None:
    reading = Reading((samples.DETAIL.query,), (Mend("雪\n対策", "雪対策事業"),))  # type: ignore[arg-type]
    found = publish(replace(samples.DETAIL, reading=reading))
    assert "\n" not in str(found["interpretation"])


def test_kind_is_the_public_word() -> None:
    assert {publish(replace(samples.ZERO, kind=kind))["kind"] for kind in Kind} >= {"ranking", "breakdown"}
