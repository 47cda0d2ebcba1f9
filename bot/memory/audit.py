"""Admin commands that were carried out."""

from __future__ import annotations

import sqlite3
import time


class AdminCommands:
    """An audit log that also keeps a redelivered update from being carried out again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def claim(self, update_id: int, user_id: int, command: str) -> bool:
        """True the first time this update asks; False if it was claimed before, even by another run."""
        with self._connection:
            cursor = self._connection.execute(
                "INSERT OR IGNORE INTO admin_command (update_id, user_id, command, at) VALUES (?, ?, ?, ?)",
                (update_id, user_id, command, int(time.time())),
            )
        return cursor.rowcount == 1
