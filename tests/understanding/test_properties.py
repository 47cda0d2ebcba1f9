"""What must hold of any text: an answer, the same reading however it is dressed, no other project's figure."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jaconv
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.answer import Kind
from bot.assistant import BudgetAssistant, load_assistant
from bot.dataset.catalogue import CatalogueProject
from bot.japanese import normalise, reading_of
from bot.query import Query
from bot.reading import DialogueState

_ASSISTANT = load_assistant(Path("data/strategy.db"))
_PROJECTS = _ASSISTANT.catalogue.projects
_DECLINING = {Kind.CLARIFY, Kind.NOT_FOUND, Kind.OUT_OF_SCOPE, Kind.HELP}


def _query(text: str, assistant: BudgetAssistant = _ASSISTANT) -> Query | None:
    return assistant.ask(text).answer.query


@settings(max_examples=40, derandomize=True)
@given(st.text(max_size=4096))
def test_any_text_gets_an_answer(text: str) -> None:
    answer = _ASSISTANT.ask(text).answer
    assert answer.kind in Kind
    if answer.kind in _DECLINING:
        assert not answer.figures
        assert not answer.rows


@settings(max_examples=40, derandomize=True)
@given(
    st.lists(
        st.text(alphabet="土木部農政の合計は?1億円以上新規再掲その次2番目差平均除いて", max_size=12),
        max_size=4,
    )
)
def test_any_conversation_gets_answers(texts: list[str]) -> None:
    state = DialogueState()
    for text in texts:
        turn = _ASSISTANT.ask(text, state)
        assert turn.answer.kind in Kind
        state = turn.state


def _words_of_asking() -> list[str]:
    sections = tomllib.loads(Path("bot/understanding/vocabulary.toml").read_text(encoding="utf-8"))
    lists = (words for name in ("cues", "fillers", "facts") for words in sections[name].values())
    return sorted({word for words in lists for word in words})


_PIECES = (
    *(
        "の",
        "は",
        "と",
        "で",
        "が",
        "に",
        "も",
        "、",
        "?",
        "から",
        "まで",
        "以上",
        "未満",
        "1億円",
        "500万",
        "3",
        "五",
    ),
    *(
        "目標",
        "施策",
        "ア",
        "位",
        "番目",
        "件",
        "上",
        "下",
        "部",
        "土木部",
        "農政部",
        "4-カ",
        "2-オ-3",
        "基本目標3",
        "34-カ",
    ),
)


@settings(max_examples=400, derandomize=True)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.sampled_from(_PIECES),
                st.sampled_from(_words_of_asking()),
                st.sampled_from([project.name for project in _PROJECTS]),
            ),
            min_size=1,
            max_size=7,
        ).map("".join),
        min_size=1,
        max_size=3,
    )
)
def test_any_string_of_words_that_are_understood_gets_an_answer(texts: list[str]) -> None:
    state = DialogueState()
    for text in texts:
        turn = _ASSISTANT.ask(text, state)
        assert turn.answer.kind in Kind
        state = turn.state


@pytest.mark.parametrize(
    "text", ["土木部の事業、額で上から3つまで", "再掲を抜いた基本目標3", "基本目標34-カとの差"]
)
def test_a_place_or_number_that_breaks_off_gets_an_answer(text: str) -> None:
    assert _ASSISTANT.ask(text).answer.kind in Kind


@pytest.mark.parametrize(
    "dressed",
    [
        "{}を教えてください",
        "すみません、{}おしえて",
        "{}!!!",
        "{}😀",
        "{} おねがいします",
    ],
)
@settings(max_examples=25, derandomize=True)
@given(
    st.sampled_from(_ASSISTANT.catalogue.departments),
    st.sampled_from(["の合計", "の平均", "は何件", "で一番高い事業"]),
)
def test_politeness_and_marks_leave_the_query_alone(dressed: str, department: str, asked: str) -> None:
    plain = _query(department + asked)
    assert plain is not None
    assert _query(dressed.format(department + asked)) == plain


_LETTERS = "".join(sorted({letter for project in _PROJECTS for letter in project.name}))
_NAMES = {normalise(project.name) for project in _PROJECTS}
_LONG_ENOUGH = [project for project in _PROJECTS if len(project.name) >= 4]


@given(st.sampled_from(_LONG_ENOUGH), st.data())
@settings(max_examples=400, derandomize=True)
def test_one_slip_never_leads_to_another_project(project: CatalogueProject, data: st.DataObject) -> None:
    """The same project's figure, a question back or a decline; never a figure that rests on others."""
    name = project.name
    at = data.draw(st.integers(0, len(name) - 1))
    typed = {
        "drop": name[:at] + name[at + 1 :],
        "double": name[: at + 1] + name[at:],
        "swap": name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
        "replace": name[:at] + data.draw(st.sampled_from(_LETTERS)) + name[at + 1 :],
    }[data.draw(st.sampled_from(["drop", "double", "swap", "replace"]))]
    assume(normalise(typed) not in _NAMES)  # 中学校 → 小学校 is another project's name
    answer = _ASSISTANT.ask(f"{typed}の予算").answer
    if answer.figures:
        assert [row.id for row in answer.rows] == [project.id], typed


_DRESSED = [
    ("子育て支援部の合計", "ｺｿﾀﾞﾃ支援部の合計"),
    ("土木部の1億円以上の事業", "土木部の１億円以上の事業"),
    ("新規事業は何件", "しんきじぎょうはなんけん"),
    ("基本目標3の合計", "きほんもくひょう３の ごうけい"),
    ("除雪事業の予算", "ジョセツ事業の予算"),
    ("経済部の上位3件", "けいざいぶのトップ3"),
    ("4-カ-2の予算", "４－カ－２の予算"),
    ("土木部 合計", "土木部の合計"),
    ("合計 土木部", "土木部の合計"),
    ("1億円以上の農政部の事業", "農政部の1億円以上の事業"),
    ("予算が一番大きい環境部の事業", "環境部で一番予算が大きい事業"),
    ("新規の農政部の事業", "農政部の新規の事業"),
    ("何件ある?新規事業は", "新規事業は何件ある?"),
]


@pytest.mark.parametrize(("one", "other"), _DRESSED)
def test_widths_kana_and_word_order_leave_the_query_alone(one: str, other: str) -> None:
    first, second = _query(one), _query(other)
    assert first is not None
    assert second is not None
    assert set(first.conditions) == set(second.conditions)
    assert replace(first, conditions=()) == replace(second, conditions=())


@pytest.mark.parametrize(
    "letter", ["1", "億", "1,", "千百", "事業", "目標1のア", "除雪と", "「", "5千万円以上"]
)
def test_long_nonsense_is_answered(letter: str) -> None:
    """A text that repeats itself must not send a recogniser back and forth; a hang fails the suite."""
    assert _ASSISTANT.ask((letter * 4096)[:4096]).answer.kind in Kind


@pytest.mark.parametrize(
    "dressed",
    [
        lambda name: f"{reading_of(name)}の予算",
        lambda name: f"{jaconv.hira2kata(reading_of(name))!s}の予算",
        lambda name: f"{jaconv.hira2hkata(reading_of(name))}の予算",
        lambda name: f"{jaconv.h2z(name, ascii=True, digit=True)}の予算",
        lambda name: f"{' '.join(name)} の予算",
        lambda name: f"あのー{name}なんぼだべ",
        lambda name: f"{name}って何ですか😀",
    ],
    ids=["hiragana", "katakana", "half-width", "full-width", "spaced", "dialect", "what-is"],
)
def test_every_name_is_known_however_it_is_typed(dressed: Callable[[str], str]) -> None:
    for project in _PROJECTS:
        answer = _ASSISTANT.ask(dressed(project.name)).answer
        assert [row.id for row in answer.rows] == [project.id], dressed(project.name)
