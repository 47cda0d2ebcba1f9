"""The database as the bot sees it: a copy in memory, so that the file can be replaced at any time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bot.dataset.errors import (
    DatabaseMissingError,
    DatabaseUnreadableError,
    ForeignDatabaseError,
)

_SQLITE_MAGIC = b"SQLite format 3\x00"
_SCHEMA = Path(__file__).with_name("schema.sql")


def load_snapshot(database: Path) -> sqlite3.Connection:
    """Copy `database` into memory and return the copy, closed to writing.

    Queries on it finish on the data they began with, whatever happens to the file. The connection
    may be used from any thread; the caller closes it.

    Raises `DatabaseMissingError`, `DatabaseUnreadableError` (damaged, or no SQLite database) or
    `ForeignDatabaseError` (not of our schema, or not exactly one document in it).
    """
    try:
        if not database.exists():
            raise DatabaseMissingError(database)
    except OSError as error:
        raise DatabaseUnreadableError(database, error.strerror or str(error)) from error
    snapshot = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        with closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as file:
            file.backup(snapshot)
        _verify(snapshot, database)
        snapshot.execute("PRAGMA query_only = ON")
    except sqlite3.Error as error:
        snapshot.close()
        raise DatabaseUnreadableError(database, str(error)) from error
    except BaseException:
        snapshot.close()
        raise
    return snapshot


def may_be_replaced(database: Path) -> bool:
    """Whether a file that cannot be loaded is at least a database that was ours, or empty."""
    try:
        with database.open("rb") as file:
            beginning = file.read(len(_SQLITE_MAGIC))
        if beginning != _SQLITE_MAGIC:
            return not beginning
        with closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as present:
            tables = set(_columns(present))
    except OSError:
        return False
    except sqlite3.Error:
        return True  # an SQLite database beyond reading
    return not tables or {"document", "listing"} <= tables


def create_schema(connection: sqlite3.Connection) -> None:
    """Create the tables and views in an empty database."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(_SCHEMA.read_text(encoding="utf-8"))


def _verify(snapshot: sqlite3.Connection, database: Path) -> None:
    if (damage := snapshot.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
        raise DatabaseUnreadableError(database, str(damage))
    with closing(sqlite3.connect(":memory:")) as fresh:
        create_schema(fresh)
        expected = _columns(fresh)
    present = _columns(snapshot)
    if differing := sorted(name for name in expected if present.get(name) != expected[name]):
        raise ForeignDatabaseError(database, ", ".join(differing))
    documents = snapshot.execute("SELECT count(*) FROM document").fetchone()[0]
    if documents != 1:
        raise ForeignDatabaseError(database, f"document: {documents}")


def _columns(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The columns of every table and view."""
    columns: dict[str, list[str]] = {}
    for name, column in connection.execute(
        "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c"
        " WHERE m.type IN ('table', 'view') ORDER BY m.name, c.cid"
    ):
        columns.setdefault(name, []).append(column)
    return {name: tuple(names) for name, names in columns.items()}
