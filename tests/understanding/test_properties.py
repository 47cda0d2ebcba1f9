"""What must hold of any text: an answer, the same reading however it is dressed, no other project's figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Kind
from bot.assistant import BudgetAssistant, load_assistant
from bot.dataset.catalogue import CatalogueProject
from bot.query import Measure, Query
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


@given(st.sampled_from(_PROJECTS), st.data())
@settings(max_examples=60, derandomize=True)
def test_one_slip_never_leads_to_another_project(project: CatalogueProject, data: st.DataObject) -> None:
    name = project.name
    at = data.draw(st.integers(0, len(name) - 1))
    slip = data.draw(st.sampled_from(["drop", "double", "swap"]))
    if slip == "drop":
        typed = name[:at] + name[at + 1 :]
    elif slip == "double":
        typed = name[: at + 1] + name[at:]
    else:
        typed = name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    answer = _ASSISTANT.ask(f"{typed}の予算").answer
    if answer.query and answer.query.measure is Measure.DETAIL and len(name) >= 4:
        assert answer.rows[0].id == project.id
