"""What each message of the bot is about, so that a reply to it is read with that."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable

from bot.memory.state_codec import state_from_json, state_to_json
from bot.reading import DialogueState


class Threads:
    """The dialogue state behind a message, whoever asked for it.

    Kept for the bot's answers and for the questions they answer.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def state(self, chat_id: int, message_id: int) -> DialogueState | None:
        """What a reply to this message is read with; None where the message is not known."""
        row = self._connection.execute(
            "SELECT state FROM thread WHERE chat_id = ? AND message_id = ?", (chat_id, message_id)
        ).fetchone()
        return None if row is None else state_from_json(row[0])

    def remember(self, chat_id: int, message_ids: Iterable[int], state: DialogueState) -> None:
        """Let replies to these messages go on from `state`."""
        text, now = state_to_json(state), int(time.time())
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO thread (chat_id, message_id, state, shown_at) VALUES (?, ?, ?, ?)",
                [(chat_id, message_id, text, now) for message_id in message_ids],
            )
