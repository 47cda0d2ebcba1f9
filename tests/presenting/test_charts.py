from __future__ import annotations

import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Group, Kind
from bot.presenting.bars import Bar, Chart
from bot.presenting.charts import chart, chart_key, chart_plan
from bot.presenting.drawing import MOST_BARS, WIDTH, draw, text_width, wrap
from bot.query import Measure, Query
from tests.presenting import samples

DRAWN = (
    "DEPARTMENT_SUM",
    "WORD_LIST",
    "RANKING",
    "BREAKDOWN",
    "COMPARISON",
    "SHARE",
    "TIMES",
    "TWO_QUESTIONS",
)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def is_opaque(png: bytes) -> bool:
    """Whether matplotlib's RGBA picture has no see-through pixel at its corner."""
    from io import BytesIO  # noqa: PLC0415

    from matplotlib.image import imread  # noqa: PLC0415

    return bool((imread(BytesIO(png))[..., 3] == 1.0).all())


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_a_png_that_a_messenger_takes(name: str) -> None:
    png = chart(samples.ALL[name])
    assert png is not None
    width, height = size_of(png)
    assert width == WIDTH
    assert width + height <= 10_000
    assert max(width / height, height / width) <= 20
    assert len(png) < 10_000_000
    assert is_opaque(png)


@pytest.mark.parametrize("name", sorted(set(samples.ALL) - set(DRAWN) - {"DIFFERENCE", "MENDED", "GOAL_SUM"}))
def test_where_a_picture_tells_nothing_there_is_none(name: str) -> None:
    assert chart(samples.ALL[name]) is None
    assert chart_key(samples.ALL[name]) is None


def test_labels_are_in_oku_and_man_and_the_source_is_at_the_foot() -> None:
    plan = chart_plan(samples.BREAKDOWN)
    assert plan is not None
    assert plan.bars[0] == Bar("子育て支援部", 2_821_727.0, "28億2,172万7千円")
    assert plan.foot == f"出典: {samples.SOURCE.title}"
    assert plan.title == "基本目標1の部局別の合計(金額の大きい順)"


def test_every_group_has_its_bar() -> None:
    groups = tuple(Group(f"{n}", f"第{n}部", n, 1, Query()) for n in range(1, 41))
    plan = chart_plan(replace(samples.BREAKDOWN, groups=groups, figures=()))
    assert plan is not None
    assert [bar.label for bar in plan.bars] == [group.name for group in groups]


def test_a_long_list_says_how_much_of_it_is_drawn() -> None:
    plan = chart_plan(samples.DEPARTMENT_SUM)
    assert plan is not None
    assert "全31件のうち12件" in plan.subtitle
    assert [bar.value for bar in plan.bars] == sorted((bar.value for bar in plan.bars), reverse=True)


def test_the_same_answer_gives_the_same_bytes_from_any_thread() -> None:
    answers = [samples.BREAKDOWN, samples.COMPARISON, samples.SHARE] * 4
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(chart, answers))
    assert drawn[:3] == drawn[3:6] == drawn[6:9] == drawn[9:]
    assert None not in drawn


def test_the_key_follows_what_is_drawn() -> None:
    key = chart_key(samples.DEPARTMENT_SUM)
    assert key == chart_key(samples.MENDED)  # read differently, drawn the same
    changed = replace(samples.DEPARTMENT_SUM, rows=samples.DEPARTMENT_SUM.rows[:-1])
    assert key != chart_key(changed)
    assert key is not None
    assert key.isalnum()


def test_a_list_of_zeros_is_not_drawn() -> None:
    rows = tuple(replace(row, amount=0) for row in samples.FAMILY)
    assert chart(samples.answer(Kind.LIST, Query(Measure.LIST), rows=rows)) is None


@pytest.mark.parametrize("count", [2, 19, MOST_BARS, 200])
def test_any_number_of_bars_keeps_within_the_limits(count: int) -> None:
    bars = tuple(Bar("とても長い名前の事業" * 12, float(n), "123億4,567万8千円") for n in range(count))
    width, height = size_of(draw(Chart("題" * 200, "副題" * 100, bars, "出典" * 100)))
    assert width + height <= 10_000


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_drawn(title: str, name: str) -> None:
    png = draw(Chart(title, "", (Bar(name, 1.0, "1億円"), Bar("$x^2$ 🎉\n改行", 0.0, "0円")), "出典"))
    assert size_of(png)[0] == WIDTH


@given(st.text(max_size=200), st.integers(1, 4))
def test_wrapped_lines_fit_their_width(text: str, most: int) -> None:
    lines = wrap(text, 400, 32, most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line, 32) <= 400 for line in lines)


def test_a_question_with_nothing_to_draw_yields_to_the_next() -> None:
    both: Answer = replace(samples.DETAIL, parts=(samples.DETAIL, samples.BREAKDOWN))
    assert chart_key(both) == chart_key(samples.BREAKDOWN)
