"""Conversations, one for each person in each chat."""

from __future__ import annotations

import sqlite3
import time

from bot.memory.state_codec import state_from_json, state_to_json
from bot.reading import DialogueState


class Dialogues:
    """The dialogue state that the next message is to be read with."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def state(self, chat_id: int, user_id: int) -> DialogueState:
        """The state of this person's conversation here; empty where there is none."""
        row = self._connection.execute(
            "SELECT state FROM dialogue WHERE chat_id = ? AND user_id = ?", (chat_id, user_id)
        ).fetchone()
        return DialogueState() if row is None else state_from_json(row[0])

    def remember(self, chat_id: int, user_id: int, state: DialogueState) -> None:
        """Put `state` in the place of what was remembered."""
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO dialogue (chat_id, user_id, state, updated_at) VALUES (?, ?, ?, ?)",
                (chat_id, user_id, state_to_json(state), int(time.time())),
            )
