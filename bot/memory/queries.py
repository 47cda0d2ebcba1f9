"""Tokens for queries: held in the token where it fits, kept here under a hash where it does not."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
import time

from bot.query import Query
from bot.query_codec import UnreadableQueryError, from_json, from_token, to_json, to_token

TOKEN_LIMIT = 60
"""Characters: what callback data (64 bytes) leaves beside a verb, and a deep link (64) easily holds."""

_KEPT = "k"
_KEY_BYTES = 9


class KeptQueries:
    """Turns queries into tokens of `A-Za-z0-9_-` and back. Equal queries have equal tokens."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def token(self, query: Query, limit: int = TOKEN_LIMIT) -> str:
        """A token of at most `limit` characters (13 or more are always enough)."""
        inline = to_token(query)
        return inline if len(inline) <= limit else self._keep(to_json(query))

    def query(self, token: str) -> Query:
        """The query of a token. Raises `UnreadableQueryError` for unknown and damaged ones."""
        if not token.startswith(_KEPT):
            return from_token(token)
        row = self._connection.execute(
            "SELECT query FROM kept_query WHERE key = ?", (token[len(_KEPT) :],)
        ).fetchone()
        if row is None:
            raise UnreadableQueryError("not kept here")
        return from_json(row[0])

    def _keep(self, text: str) -> str:
        digest = hashlib.sha256(text.encode()).digest()[:_KEY_BYTES]
        key = base64.urlsafe_b64encode(digest).decode()
        with self._connection:
            self._connection.execute(
                "INSERT OR IGNORE INTO kept_query (key, query, kept_at) VALUES (?, ?, ?)",
                (key, text, int(time.time())),
            )
        return _KEPT + key
