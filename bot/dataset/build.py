"""The database, built from a checked table.

`rebuild` is the one way in, for the command line and for /reload. The same source always gives the
same content: no clock, no random number and no path goes into it.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.dataset.changes import Changes, compare
from bot.dataset.checks import Facts, Reconciliation, reconcile
from bot.dataset.errors import (
    DatabaseError,
    DatabaseMissingError,
    DatabaseWriteError,
    OccupiedPathError,
    SourceRefusedError,
)
from bot.dataset.reader import create_schema, load_snapshot, may_be_replaced
from bot.dataset.records import Row, Table
from bot.dataset.source import read_source

_INSERTS = {
    "document": "INSERT INTO document VALUES (?, ?, ?, ?, ?)",
    "department": "INSERT INTO department VALUES (?, ?, ?)",
    "goal": "INSERT INTO goal VALUES (?, ?, ?)",
    "policy": "INSERT INTO policy VALUES (?, ?, ?, ?, ?)",
    "project": "INSERT INTO project VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "listing": "INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "printed_total": "INSERT INTO printed_total VALUES (?, ?, ?, ?, ?, ?)",
}


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """A database was built and is in place.

    `changes` is None where there was no earlier database that could be read;
    `replaced_unreadable` tells that one was there and was replaced.
    """

    database: Path
    reconciliation: Reconciliation
    changes: Changes | None
    replaced_unreadable: bool = False


def rebuild(source: Path, database: Path, *, allow_faults: bool = False) -> RebuildReport:
    """Read and check `source`, build the database aside and put it in place of `database`.

    Whatever goes wrong, `database` stays as it was. With `allow_faults` a table that does not add
    up is built as it is printed, so far as it can be represented.

    Raises `SourceError` (unreadable), `SourceRefusedError` (does not add up, with the report),
    `OccupiedPathError` (`database` is somebody else's file) or `DatabaseWriteError`.
    """
    table = read_source(source)
    reconciliation = reconcile(table)
    if not (reconciliation.is_representable if allow_faults else reconciliation.adds_up):
        raise SourceRefusedError(source, reconciliation, forced=allow_faults)
    target = database.resolve()  # a symbolic link keeps pointing where it points
    before, unreadable = _previous(target)
    try:
        with closing(_build(table, target)) as after:
            changes = compare(before, after) if before else None
            _install(after.serialize(), target, reconciliation.facts)
    finally:
        if before:
            before.close()
    return RebuildReport(database, reconciliation, changes, unreadable)


def _previous(database: Path) -> tuple[sqlite3.Connection | None, bool]:
    """The database as it was, if it can be read, and whether there is one that cannot.

    Raises `OccupiedPathError` for a file that never was a database of ours: a mistyped path must
    not cost anyone a file.
    """
    try:
        return load_snapshot(database), False
    except DatabaseMissingError:
        return None, False
    except DatabaseError as error:
        if may_be_replaced(database):
            return None, True
        raise OccupiedPathError(database, error.detail) from error


def _build(table: Table, target: Path) -> sqlite3.Connection:
    """The new database, in memory."""
    connection = sqlite3.connect(":memory:")
    try:
        create_schema(connection)
        with connection:
            _fill(connection, table)
    except (sqlite3.Error, OverflowError) as error:
        connection.close()
        raise DatabaseWriteError(target, str(error)) from error
    return connection


def _fill(connection: sqlite3.Connection, table: Table) -> None:
    year = table.fiscal_year
    origins = table.origins()
    listed = list(enumerate(table.rows, start=1))

    def own(row: Row) -> tuple[object, ...]:
        return (row.name, row.department, row.amount, row.description)

    records: dict[str, list[tuple[object, ...]]] = {
        "document": [(year, table.title, table.unit, table.source_name, table.source_sha256)],
        "department": [(year, name, n) for n, name in enumerate(table.departments(), start=1)],
        "goal": [(year, goal.number, goal.name) for goal in table.goals],
        "policy": [
            (year, policy.goal, policy.letter, policy.name, n)
            for n, policy in enumerate(table.policies, start=1)
        ],
        "project": [
            (year, row.place, *own(row), row.is_new, n)
            for n, row in enumerate((row for row in table.rows if not row.is_reprint), start=1)
        ],
        "listing": [
            (
                *(year, row.goal, row.policy, row.number, origins[row.name].place),
                *(row.is_reprint, row.is_new, *own(row), n, row.line),
            )
            for n, row in listed
        ],
        "printed_total": [
            (year, total.goal, total.label, total.row_count, total.reprint_count, total.amount)
            for total in table.totals
        ],
    }
    for name, rows in records.items():
        connection.executemany(_INSERTS[name], rows)


def _install(content: bytes, target: Path, facts: Facts) -> None:
    """Write `content` beside `target`, check it as it lies on the disk, and rename it over."""
    aside = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _check(aside, facts)
        with suppress(FileNotFoundError):
            aside.chmod(target.stat().st_mode & 0o777)
        aside.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise DatabaseWriteError(target, error.strerror or str(error)) from error
    except DatabaseError as error:
        raise DatabaseWriteError(target, error.detail) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _check(database: Path, facts: Facts) -> None:
    """Does the file hold what was read? Raises `DatabaseWriteError`."""
    with closing(load_snapshot(database)) as built:
        if built.execute("PRAGMA foreign_key_check").fetchone():
            raise DatabaseWriteError(database, "foreign_key_check")
        held = built.execute(
            "SELECT (SELECT count(*) FROM listing), (SELECT sum(is_reprint) FROM listing),"
            " (SELECT sum(amount) FROM listing), count(*), sum(amount) FROM project"
        ).fetchone()
    read = (facts.plan.rows, facts.plan.reprints, facts.plan.amount, facts.projects, facts.once_total)
    if held != read:
        raise DatabaseWriteError(database, f"{held} != {read}")


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
