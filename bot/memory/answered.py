"""Which messages of the bot answer which question."""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import dataclass

from bot.memory.state_codec import state_from_json, state_to_json
from bot.reading import DialogueState


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the bot; `digest` stands for what it was made to show."""

    message_id: int
    digest: str


@dataclass(frozen=True, slots=True)
class Answered:
    """`replies` are the bot's messages, in order; `state_before` is what the question was read with.

    `is_latest`: nobody's question by the same person came after it in that chat.
    """

    replies: tuple[Reply, ...]
    state_before: DialogueState
    is_latest: bool


class AnsweredQuestions:
    """Found again when a question is edited."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, chat_id: int, message_id: int) -> Answered | None:
        """How this question was answered; None if it was not, or too long ago."""
        row = self._connection.execute(
            "SELECT replies, state_before, NOT EXISTS (SELECT 1 FROM answered later WHERE"
            " later.chat_id = a.chat_id AND later.user_id = a.user_id AND later.message_id > a.message_id)"
            " FROM answered a WHERE chat_id = ? AND message_id = ?",
            (chat_id, message_id),
        ).fetchone()
        if row is None:
            return None
        replies = tuple(Reply(int(number), str(digest)) for number, digest in json.loads(row[0]))
        return Answered(replies, state_from_json(row[1]), bool(row[2]))

    def remember(
        self, chat_id: int, message_id: int, user_id: int, replies: tuple[Reply, ...], before: DialogueState
    ) -> None:
        """Note the replies to a question, the first time or after an edit."""
        shown = json.dumps([(reply.message_id, reply.digest) for reply in replies])
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO answered"
                " (chat_id, message_id, user_id, replies, state_before, answered_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    chat_id,
                    message_id,
                    user_id,
                    shown,
                    state_to_json(before),
                    int(time.time()),
                ),
            )
