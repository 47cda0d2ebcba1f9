from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given

from bot.memory.answered import Reply
from bot.memory.state_codec import state_from_json, state_to_json
from bot.memory.store import Memory, MemoryUnusableError, open_memory
from bot.query import Fact, InDepartments, Measure, Query
from bot.query_codec import UnreadableQueryError
from bot.reading import DialogueState, Option, Seen
from tests.channels.telegram_units.strategies import states

_LONG = Query(Measure.TOTAL, (InDepartments(tuple(f"長い名前の架空部局{n}" for n in range(9))),))
_STATE = DialogueState(
    (Query(Measure.TOTAL),),
    ("1-ア-1",),
    ("1-ア-1", "1-ア-2"),
    (Seen(_LONG, ("1-ア-1",)),),
    (_LONG,),
    (Option("甲", _LONG),),
    astray=True,
    pending=_LONG,
    explained=Fact.REPRINT,
)


def test_a_long_query_is_kept_and_outlives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    first = open_memory(path)
    token = first.queries.token(_LONG)
    assert len(token) <= 13
    assert first.queries.token(_LONG) == token
    first.close()
    second = open_memory(path)
    assert second.queries.query(token) == _LONG
    second.close()


def test_an_unknown_key_is_no_query(memory: Memory) -> None:
    with pytest.raises(UnreadableQueryError):
        memory.queries.query("kAAAAAAAAAAAA")


@given(states)
def test_a_conversation_comes_back_from_json(state: DialogueState) -> None:
    assert state_from_json(state_to_json(state)) == state


def test_every_part_of_a_conversation_is_kept() -> None:
    # A field added to DialogueState but not to its codec would be forgotten at each message.
    assert all(getattr(_STATE, field.name) != field.default for field in fields(DialogueState))
    assert state_from_json(state_to_json(_STATE)) == _STATE


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"queries":[{"m":"?"}]}', '{"queries":1,"shown":2}']
)
def test_an_unreadable_conversation_begins_anew(text: str) -> None:
    assert state_from_json(text) == DialogueState()


def test_conversations_are_kept_for_each_person_in_each_chat(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    first = open_memory(path)
    first.dialogues.remember(-5, 1, _STATE)
    first.close()
    second = open_memory(path)
    assert second.dialogues.state(-5, 1) == _STATE
    assert second.dialogues.state(-5, 2) == DialogueState()
    assert second.dialogues.state(1, 1) == DialogueState()
    second.close()


def test_an_edited_question_finds_its_answer(memory: Memory) -> None:
    memory.answered.remember(1, 10, 1, (Reply(11, "a"), Reply(12, "b")), _STATE)
    memory.answered.remember(1, 20, 1, (Reply(21, "a"),), DialogueState())
    memory.answered.remember(1, 30, 2, (Reply(31, "a"),), DialogueState())
    earlier, later = memory.answered.find(1, 10), memory.answered.find(1, 20)
    assert earlier is not None
    assert (earlier.replies, earlier.state_before, earlier.is_latest) == (
        (Reply(11, "a"), Reply(12, "b")),
        _STATE,
        False,
    )
    assert later is not None
    assert later.is_latest
    assert memory.answered.find(2, 10) is None


def test_what_a_message_is_about_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    first = open_memory(path)
    first.threads.remember(-5, [10, 11], _STATE)
    first.threads.remember(-5, [11], DialogueState())
    first.close()
    second = open_memory(path)
    assert second.threads.state(-5, 10) == _STATE
    assert second.threads.state(-5, 11) == DialogueState(), "an edited message is about something else"
    assert second.threads.state(-5, 12) is None
    assert second.threads.state(5, 10) is None
    second.move_chat(-5, -1005)
    assert second.threads.state(-5, 10) is None, "message ids do not move"
    second.close()


def test_an_update_is_claimed_once_even_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    first = open_memory(path)
    assert first.admin_commands.claim(100, 1, "reload")
    assert not first.admin_commands.claim(100, 1, "reload")
    first.close()
    second = open_memory(path)
    assert not second.admin_commands.claim(100, 1, "reload")
    assert second.admin_commands.claim(101, 1, "reload")
    second.close()


def test_a_picture_is_found_until_it_is_dropped(memory: Memory) -> None:
    memory.pictures.keep("key", "old")
    memory.pictures.keep("key", "file")
    assert memory.pictures.find("key") == "file"
    memory.pictures.drop("key")
    assert memory.pictures.find("key") is None


def test_a_moved_group_takes_its_conversations_along(memory: Memory) -> None:
    memory.dialogues.remember(-5, 1, _STATE)
    memory.dialogues.remember(-1005, 1, DialogueState())
    memory.move_chat(-5, -1005)
    assert memory.dialogues.state(-1005, 1) == _STATE
    assert memory.dialogues.state(-5, 1) == DialogueState()


def test_a_chat_that_shut_the_bot_out_is_forgotten(memory: Memory) -> None:
    memory.dialogues.remember(-5, 1, _STATE)
    memory.answered.remember(-5, 10, 1, (Reply(11, "a"),), _STATE)
    memory.threads.remember(-5, [11], _STATE)
    memory.forget_chat(-5)
    assert memory.threads.state(-5, 11) is None
    assert memory.dialogues.state(-5, 1) == DialogueState()
    assert memory.answered.find(-5, 10) is None


def test_old_memories_go_and_buttons_stay(memory: Memory) -> None:
    token = memory.queries.token(_LONG)
    memory.dialogues.remember(1, 1, _STATE)
    memory.prune(now=4_000_000_000)
    assert memory.dialogues.state(1, 1) == DialogueState()
    assert memory.queries.query(token) == _LONG


def test_a_file_that_is_no_memory_is_named(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    path.write_text("これはデータベースではありません。" * 100, encoding="utf-8")
    with pytest.raises(MemoryUnusableError, match="memory"):
        open_memory(path)
