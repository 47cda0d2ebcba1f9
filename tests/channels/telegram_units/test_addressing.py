from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity, User

from bot.channels.telegram.addressing import question_in

_BOT = User(7, "予算", is_bot=True, username="budget_bot")
_PERSON = User(1, "花子", is_bot=False)
_OTHER = User(2, "太郎", is_bot=False)
_NOW = datetime(2025, 4, 1, tzinfo=UTC)
_GROUP = Chat(-5, "group")
_PRIVATE = Chat(1, "private")


def _message(text: str, chat: Chat = _GROUP, **extra: object) -> Message:
    return Message(10, _NOW, chat, from_user=_PERSON, text=text, **extra)  # type: ignore[arg-type]


def _from(user: User) -> Message:
    return Message(9, _NOW, _GROUP, from_user=user, text="前")


def _asked(message: Message) -> str | None:
    return question_in(message, _BOT.id, "budget_bot")


def test_in_private_everything_is_a_question() -> None:
    assert _asked(_message("農政部の合計", _PRIVATE)) == "農政部の合計"


def test_a_group_is_left_in_peace() -> None:
    assert _asked(_message("昼ごはんどうする?")) is None


@pytest.mark.parametrize(
    ("text", "offset", "length", "question"),
    [
        ("@budget_bot 農政部は?", 0, 11, "農政部は?"),
        ("@Budget_Bot 農政部は?", 0, 11, "農政部は?"),
        ("😀𠮷 農政部は? @budget_bot", 11, 11, "😀𠮷 農政部は?"),
        ("農政部@budget_bot合計", 3, 11, "農政部 合計"),
    ],
)
def test_a_mention_is_answered_and_taken_out(text: str, offset: int, length: int, question: str) -> None:
    mention = MessageEntity(MessageEntity.MENTION, offset, length)
    assert _asked(_message(text, entities=(mention,))) == question


def test_a_mention_of_somebody_else_is_not_ours() -> None:
    mention = MessageEntity(MessageEntity.MENTION, 0, 12)
    assert _asked(_message("@another_bot 合計", entities=(mention,))) is None


def test_a_mention_by_name_counts() -> None:
    mention = MessageEntity(MessageEntity.TEXT_MENTION, 0, 2, user=_BOT)
    assert _asked(_message("予算 合計は?", entities=(mention,))) == "合計は?"


def test_a_reply_to_the_bot_is_a_question_and_to_others_is_not() -> None:
    assert _asked(_message("内訳は?", reply_to_message=_from(_BOT))) == "内訳は?"
    assert _asked(_message("そうだね", reply_to_message=_from(_OTHER))) is None


def test_the_bots_own_inline_result_is_no_question() -> None:
    assert _asked(_message("農政部の予算", _PRIVATE, via_bot=_BOT)) is None
