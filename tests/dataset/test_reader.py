"""The bot's own copy of the database."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.dataset.errors import DatabaseMissingError, DatabaseUnreadableError, ForeignDatabaseError
from bot.dataset.reader import load_snapshot
from tests.dataset.conftest import DATABASE


@pytest.fixture
def copy(database: Path) -> Path:
    database.write_bytes(DATABASE.read_bytes())
    return database


def test_the_committed_database_loads_and_is_left_alone() -> None:
    before = DATABASE.read_bytes()
    with closing(load_snapshot(DATABASE)) as snapshot:
        assert snapshot.execute("SELECT count(*) FROM project").fetchone() == (158,)
        with pytest.raises(sqlite3.OperationalError):
            snapshot.execute("DELETE FROM project")
    assert DATABASE.read_bytes() == before


def test_the_copy_outlives_the_file_and_serves_other_threads(copy: Path) -> None:
    with closing(load_snapshot(copy)) as snapshot:
        copy.unlink()
        counted: list[int] = []
        thread = threading.Thread(
            target=lambda: counted.append(snapshot.execute("SELECT count(*) FROM listing").fetchone()[0])
        )
        thread.start()
        thread.join()
    assert counted == [190]


def test_a_path_with_odd_characters(tmp_path: Path) -> None:
    odd = tmp_path / "予算?#% 7.db"
    odd.write_bytes(DATABASE.read_bytes())
    with closing(load_snapshot(odd)) as snapshot:
        assert snapshot.execute("SELECT count(*) FROM goal").fetchone() == (4,)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissingError):
        load_snapshot(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [100, 5000, 100_000])
def test_a_truncated_file(copy: Path, size: int) -> None:
    copy.write_bytes(copy.read_bytes()[:size])
    with pytest.raises(DatabaseUnreadableError):
        load_snapshot(copy)


def test_a_file_of_another_kind(copy: Path) -> None:
    copy.write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    with pytest.raises(DatabaseUnreadableError):
        load_snapshot(copy)


def test_pages_overwritten_within_the_file(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[8192:16384] = b"\xff" * 8192
    copy.write_bytes(content)
    with pytest.raises(DatabaseUnreadableError):
        load_snapshot(copy)


@pytest.mark.parametrize(
    "change",
    [
        "DROP VIEW plan_total",
        "DROP VIEW plan_total; CREATE VIEW plan_total AS SELECT name FROM project",
        "PRAGMA foreign_keys = OFF; DELETE FROM document",
        "INSERT INTO document SELECT 2026, title, unit, source_name, source_sha256 FROM document",
    ],
)
def test_a_database_that_is_not_ours(copy: Path, change: str) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(change)
    with pytest.raises(ForeignDatabaseError) as refusal:
        load_snapshot(copy)
    assert refusal.value.detail


def test_an_empty_file_is_not_ours(copy: Path) -> None:
    copy.write_bytes(b"")
    with pytest.raises(ForeignDatabaseError):
        load_snapshot(copy)


def test_asking_does_not_wait_for_what_only_building_needs() -> None:
    code = (
        "import sys; from bot.assistant import load_assistant; import bot.channels.ask, bot.channels.chat;"
        f"from pathlib import Path; load_assistant(Path({str(DATABASE)!r}));"
        "print('sqlite_utils' in sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout == "False\n"
