"""The database, built from a checked table.

`rebuild` is the one way in, for the command line and for /reload. The same source always gives the
same content: no clock, no random number and no path goes into it.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from bot.dataset.changes import Changes, compare
from bot.dataset.checks import Facts, Reconciliation, reconcile
from bot.dataset.editions import read_edition
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

Record = Mapping[str, int | str | None]


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
            changes = compare(read_edition(before), read_edition(after)) if before else None
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
        database = Database(connection, execute_plugins=False)
        with database.atomic():
            _fill(database, table)
    except (sqlite3.Error, OverflowError) as error:
        connection.close()
        raise DatabaseWriteError(target, str(error)) from error
    return connection


def _fill(database: Database, table: Table) -> None:
    """Insert every record into the tables of the schema, what is referred to first."""
    origins = table.origins()
    records: dict[str, Iterable[Record]] = {
        "document": [
            {
                "title": table.title,
                "unit": table.unit,
                "source_name": table.source_name,
                "source_sha256": table.source_sha256,
            }
        ],
        "department": _numbered({"name": name} for name in table.departments()),
        "goal": [{"goal": goal.number, "name": goal.name} for goal in table.goals],
        "policy": _numbered(
            {"goal": policy.goal, "policy": policy.letter, "name": policy.name} for policy in table.policies
        ),
        "project": _numbered(
            {"project_id": row.place, **_wording(row)} for row in table.rows if not row.is_reprint
        ),
        "listing": _numbered(
            {
                "goal": row.goal,
                "policy": row.policy,
                "number": row.number,
                "project_id": origins[row.name].place,
                "is_reprint": row.is_reprint,
                "source_line": row.line,
                **_wording(row),
            }
            for row in table.rows
        ),
        "printed_total": [
            {
                "goal": total.goal,
                "label": total.label,
                "row_count": total.row_count,
                "reprint_count": total.reprint_count,
                "amount": total.amount,
            }
            for total in table.totals
        ],
    }
    for name, rows in records.items():
        database.table(name).insert_all({"fiscal_year": table.fiscal_year, **row} for row in rows)


def _wording(row: Row) -> Record:
    return {
        "name": row.name,
        "department": row.department,
        "amount": row.amount,
        "description": row.description,
        "is_new": row.is_new,
    }


def _numbered(records: Iterable[Record]) -> Iterator[Record]:
    """The records with their place in the printed order."""
    for position, record in enumerate(records, start=1):
        yield {**record, "position": position}


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
