"""What is repeated, what is borne, and what reaches the log."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.channels.telegram.conflicts import Conflicts
from bot.channels.telegram.errors import described
from bot.channels.telegram.patience import may_repeat


def _caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("endpoint", "error", "repeated"),
    [
        ("sendMessage", _caused(TimedOut(), httpx.ReadTimeout("")), False),
        ("sendMessage", _caused(NetworkError("cut"), httpx.ReadError("")), False),
        ("sendMessage", _caused(NetworkError("refused"), httpx.ConnectError("")), True),
        ("sendMessage", _caused(TimedOut(), httpx.ConnectTimeout("")), True),
        ("sendMessage", _caused(TimedOut(), httpx.PoolTimeout("")), True),
        ("sendMessage", NetworkError("Bad Gateway"), True),
        ("sendMessage", BadRequest("Message is too long"), False),
        ("editMessageText", BadRequest("Message is not modified"), False),
        ("editMessageText", _caused(TimedOut(), httpx.ReadTimeout("")), True),
        ("answerCallbackQuery", _caused(NetworkError("cut"), httpx.ReadError("")), True),
        ("sendChatAction", _caused(TimedOut(), httpx.ReadTimeout("")), True),
        ("sendPhoto", _caused(TimedOut(), httpx.ReadTimeout("")), False),
    ],
)
def test_only_what_does_no_harm_twice_is_repeated(endpoint: str, error: NetworkError, repeated: bool) -> None:
    assert may_repeat(endpoint, error) is repeated


def test_a_passing_conflict_is_borne() -> None:
    conflicts = Conflicts(started=0, borne_while_young=6)
    assert not any(conflicts.is_lasting(moment) for moment in (100, 200, 300, 400, 500))


def test_the_older_of_two_bots_gives_way() -> None:
    older, younger = Conflicts(started=0, borne_while_young=6), Conflicts(started=100, borne_while_young=6)
    moments = (101, 103, 105, 107)
    assert [older.is_lasting(moment) for moment in moments] == [False, False, False, True]
    assert not any(younger.is_lasting(moment) for moment in moments)


def test_what_a_person_wrote_does_not_reach_the_log() -> None:
    try:
        raise ValueError("私の秘密の質問")
    except ValueError as error:
        text = described(error)
    assert "秘密" not in text.replace('raise ValueError("私の秘密の質問")', "")
    assert "ValueError" in text
    assert "test_failures.py" in text


def test_what_telegram_says_does() -> None:
    assert "Message is too long" in described(BadRequest("Message is too long"))
