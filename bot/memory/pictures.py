"""Pictures that the chat platform already holds, by what they show."""

from __future__ import annotations

import sqlite3
import time


class Pictures:
    """File ids, so that the same picture is neither drawn nor uploaded twice."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, key: str) -> str | None:
        """The file id of the picture with this key."""
        row = self._connection.execute("SELECT file_id FROM picture WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, key: str, file_id: str) -> None:
        """Remember (or renew) a picture."""
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO picture (key, file_id, kept_at) VALUES (?, ?, ?)",
                (key, file_id, int(time.time())),
            )

    def drop(self, key: str) -> None:
        """The platform no longer knows the file."""
        with self._connection:
            self._connection.execute("DELETE FROM picture WHERE key = ?", (key,))
