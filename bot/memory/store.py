"""Opening the memory file, and its parts together as one `Memory`."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from bot.memory.answered import AnsweredQuestions
from bot.memory.audit import AdminCommands
from bot.memory.dialogues import Dialogues
from bot.memory.pictures import Pictures
from bot.memory.queries import KeptQueries
from bot.memory.threads import Threads

_SCHEMA = Path(__file__).with_name("schema.sql")

_DIALOGUE_KEPT = 90 * 24 * 3600
_ANSWERED_KEPT = 3 * 24 * 3600  # Telegram lets people edit for two days
_THREAD_KEPT = 30 * 24 * 3600
_AUDIT_KEPT = 365 * 24 * 3600


class MemoryUnusableError(Exception):
    """The memory file cannot be opened or is no SQLite file."""


@dataclass(frozen=True, slots=True)
class Memory:
    """All that the bot remembers. Used from one thread; every call takes well under a millisecond."""

    connection: sqlite3.Connection
    queries: KeptQueries
    dialogues: Dialogues
    answered: AnsweredQuestions
    threads: Threads
    pictures: Pictures
    admin_commands: AdminCommands

    def prune(self, now: float | None = None) -> None:
        """Forget what is too old to matter. Kept queries stay: buttons have no age."""
        moment = int(time.time() if now is None else now)
        with self.connection:
            for statement, age in (
                ("DELETE FROM dialogue WHERE updated_at < ?", _DIALOGUE_KEPT),
                ("DELETE FROM answered WHERE answered_at < ?", _ANSWERED_KEPT),
                ("DELETE FROM thread WHERE shown_at < ?", _THREAD_KEPT),
                ("DELETE FROM admin_command WHERE at < ?", _AUDIT_KEPT),
            ):
                self.connection.execute(statement, (moment - age,))

    def knows_chat(self, chat_id: int) -> bool:
        """Whether anyone has talked with the bot there."""
        row = self.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM dialogue WHERE chat_id = :chat)"
            " OR EXISTS (SELECT 1 FROM answered WHERE chat_id = :chat)",
            {"chat": chat_id},
        ).fetchone()
        return bool(row[0])

    def forget_chat(self, chat_id: int) -> None:
        """The bot was blocked or removed there."""
        with self.connection:
            for table in ("dialogue", "answered", "thread"):
                self.connection.execute(f"DELETE FROM {table} WHERE chat_id = ?", (chat_id,))  # noqa: S608

    def move_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: its conversations go with it, its message ids do not."""
        with self.connection:
            self.connection.execute(
                "UPDATE OR REPLACE dialogue SET chat_id = ? WHERE chat_id = ?", (new, old)
            )
            for table in ("answered", "thread"):
                self.connection.execute(f"DELETE FROM {table} WHERE chat_id = ?", (old,))  # noqa: S608

    def close(self) -> None:
        """Write everything out and let go of the file."""
        self.connection.close()


def open_memory(path: Path) -> Memory:
    """Open the memory file, made with its folder where missing. Raises `MemoryUnusableError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=5.0)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_SCHEMA.read_text(encoding="utf-8"))
    except (OSError, sqlite3.Error) as error:
        raise MemoryUnusableError(f"{path}: {error}") from error
    return Memory(
        connection=connection,
        queries=KeptQueries(connection),
        dialogues=Dialogues(connection),
        answered=AnsweredQuestions(connection),
        threads=Threads(connection),
        pictures=Pictures(connection),
        admin_commands=AdminCommands(connection),
    )
