from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram import presses
from bot.channels.telegram.presses import (
    Act,
    Do,
    OpenCard,
    OpenDepartments,
    OpenGoal,
    OpenGoals,
    OpenHelp,
    OpenList,
    OpenMenu,
    Press,
    ShowEvidence,
)
from bot.memory.store import Memory
from bot.presenting.topics import Topic
from bot.query_codec import UnreadableQueryError
from tests.channels.telegram_units.strategies import queries

_pages = st.integers(0, 9_999)
_presses: st.SearchStrategy[Press] = st.one_of(
    st.builds(Do, st.sampled_from(Act), queries),
    st.builds(OpenList, queries, _pages, st.booleans()),
    st.builds(OpenCard, st.sampled_from(("1-ア-1", "4-ケ-120")), queries, _pages),
    st.builds(OpenCard, st.sampled_from(("1-ア-1", "4-ケ-120"))),
    st.builds(ShowEvidence, queries, st.none() | _pages),
    st.builds(OpenGoal, st.integers(0, 9)),
    st.builds(OpenDepartments, _pages),
    st.builds(OpenHelp, st.none() | st.sampled_from(Topic)),
    st.sampled_from((OpenMenu(), OpenGoals())),
)
_one_memory = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@_one_memory
@given(press=_presses)
def test_every_press_fits_into_a_button_and_comes_back(memory: Memory, press: Press) -> None:
    data = presses.write(press, memory.queries)
    assert data.isascii()
    assert len(data) <= 64
    assert presses.read(data, memory.queries) == press


@_one_memory
@given(data=st.text(max_size=64))
def test_any_other_data_is_refused_and_nothing_worse(memory: Memory, data: str) -> None:
    try:
        presses.read(data, memory.queries)
    except UnreadableQueryError:
        return


@pytest.mark.parametrize(
    "data", ["", "a.", "l.1", "l.-1.1", "d.99999", "d.²", "p.1.2.3.4", "h.nothing", "zz"]
)
def test_buttons_of_another_time_are_told_from_ours(memory: Memory, data: str) -> None:
    with pytest.raises(UnreadableQueryError):
        presses.read(data, memory.queries)
