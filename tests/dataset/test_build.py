"""The building of the database: its content, and what happens to the old one."""

from __future__ import annotations

import resource
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.dataset.build import rebuild
from bot.dataset.changes import Change
from bot.dataset.errors import (
    DatabaseWriteError,
    OccupiedPathError,
    SourceEmptyError,
    SourceRefusedError,
)
from bot.dataset.reader import load_snapshot
from tests.dataset.conftest import DATABASE, SOURCE
from tests.dataset.texts import dearer, edited, renewed, without


def dump(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())


def one_row(database: Path, sql: str) -> tuple[object, ...]:
    with closing(load_snapshot(database)) as connection:
        row: tuple[object, ...] = connection.execute(sql).fetchone()
        return row


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """A disk that is full after `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_rebuild_gives_the_committed_database_byte_for_byte(database: Path) -> None:
    rebuild(SOURCE, database)
    assert dump(database) == dump(DATABASE)


def test_the_database_holds_the_whole_document(database: Path) -> None:
    report = rebuild(SOURCE, database)
    assert report.reconciliation.adds_up
    assert report.changes is None
    counts = "(SELECT count(*) FROM {})"
    tables = ("document", "goal", "policy", "department", "project", "listing", "printed_total")
    assert one_row(database, "SELECT " + ", ".join(map(counts.format, tables))) == (
        *(1, 4, 20, 19, 158, 190, 5),
    )
    assert one_row(database, "SELECT project_count, amount FROM plan_total") == (158, 19_526_650)
    assert one_row(database, "SELECT amount, goal FROM printed_total WHERE label = '合計'") == (
        20_302_058,
        None,
    )


def test_the_views_count_each_project_once(database: Path) -> None:
    rebuild(SOURCE, database)
    with closing(load_snapshot(database)) as connection:

        def rows(sql: str) -> list[tuple[object, ...]]:
            return connection.execute(sql).fetchall()

        assert rows("SELECT goal, project_count, amount FROM goal_total") == [
            (1, 52, 4_669_809),
            (2, 29, 3_427_221),
            (3, 40, 819_293),
            (4, 60, 11_296_113),
        ]
        assert rows("SELECT count(*), sum(project_count), sum(amount) FROM department_total") == [
            (19, 158, 19_526_650)
        ]
        assert rows(
            "SELECT project_count, amount FROM department_total WHERE department = '子育て支援部'"
        ) == [(31, 2_821_727)]
        assert rows("SELECT count(*) FROM policy_total") == [(20,)]
        assert rows(
            "SELECT project_count, amount FROM policy_total WHERE goal = 4 AND policy = 'エ'"
        ) == rows("SELECT count(*), sum(amount) FROM listing WHERE goal = 4 AND policy = 'エ'")
        assert rows("SELECT count(*), count(DISTINCT project_id) FROM project_overview") == [(158, 158)]
        assert rows(
            "SELECT goal, policy, number, printed_times FROM project_overview"
            " WHERE name = '東京事務所運営事業'"
        ) == [(2, "ア", 2, 3)]
        assert rows(
            "SELECT count(*), max(name_differs OR department_differs OR amount_differs)"
            " FROM reprint_difference"
        ) == [(8, 0)]


def test_a_first_build_leaves_nothing_but_the_database(database: Path) -> None:
    rebuild(SOURCE, database)
    assert list(database.parent.iterdir()) == [database]


def test_the_report_tells_what_changed(database: Path, source: Path, published: str) -> None:
    rebuild(SOURCE, database)
    source.write_text(renewed(dearer(published)), encoding="utf-8")
    changes = rebuild(source, database).changes
    assert changes is not None
    assert [(project.name, project.is_new) for project in changes.added] == [("夜間保育の試行事業", True)]
    assert [project.name for project in changes.removed] == ["縁結びネットワーク活動促進事業"]
    assert [(change.after.name, change.changed) for change in changes.changed] == [
        ("発達支援相談事業", (Change.AMOUNT,)),
        ("郷土学習振興事業", (Change.DEPARTMENT,)),
    ]
    assert (changes.changed[0].before.amount, changes.changed[0].after.amount) == (28_212, 28_312)
    assert (changes.new_departments, changes.gone_departments) == (("試行推進室",), ())
    again = rebuild(source, database).changes
    assert again is not None
    assert again.is_empty


def test_another_year_is_told(database: Path, source: Path, published: str) -> None:
    rebuild(SOURCE, database)
    source.write_text(edited(published, 3, "令和7年度", "令和8年度"), encoding="utf-8")
    changes = rebuild(source, database).changes
    assert changes is not None
    assert (changes.year_before, changes.year_after, changes.is_empty) == (2025, 2026, False)


def test_a_source_at_fault_leaves_the_old_database(database: Path, source: Path, published: str) -> None:
    rebuild(SOURCE, database)
    before = database.read_bytes()
    source.write_text(without(published, 60), encoding="utf-8")
    with pytest.raises(SourceRefusedError) as refusal:
        rebuild(source, database)
    assert refusal.value.reconciliation.faults
    source.write_text("", encoding="utf-8")
    with pytest.raises(SourceEmptyError):
        rebuild(source, database, allow_faults=True)
    assert database.read_bytes() == before
    assert list(database.parent.iterdir()) == [database]


def test_faults_can_be_allowed_and_are_built_as_printed(database: Path, source: Path, published: str) -> None:
    source.write_text(edited(published, 210, "33,370", "33,371"), encoding="utf-8")
    report = rebuild(source, database, allow_faults=True)
    assert not report.reconciliation.adds_up
    assert one_row(database, "SELECT amount FROM listing WHERE source_line = 210") == (33_371,)
    assert one_row(database, "SELECT amount FROM project WHERE name = '中心市街地活性化推進事業'") == (
        33_370,
    )
    assert one_row(database, "SELECT amount_differs FROM reprint_difference WHERE source_line = 210") == (1,)


def test_what_cannot_be_represented_is_never_built(database: Path, source: Path, published: str) -> None:
    source.write_text(edited(published, 60, "9,455", "9,4S5"), encoding="utf-8")
    with pytest.raises(SourceRefusedError) as refusal:
        rebuild(source, database, allow_faults=True)
    assert refusal.value.forced
    assert not database.exists()


def test_a_full_disk_leaves_the_old_database(database: Path, source: Path, published: str) -> None:
    rebuild(SOURCE, database)
    before = database.read_bytes()
    source.write_text(dearer(published), encoding="utf-8")
    with files_no_larger_than(len(before) // 2), pytest.raises(DatabaseWriteError):
        rebuild(source, database)
    assert database.read_bytes() == before
    assert list(database.parent.iterdir()) == [database]


def test_a_damaged_database_is_replaced(database: Path) -> None:
    rebuild(SOURCE, database)
    whole = database.read_bytes()
    database.write_bytes(whole[: len(whole) // 2])
    report = rebuild(SOURCE, database)
    assert (report.changes, report.replaced_unreadable) == (None, True)
    assert dump(database) == dump(DATABASE)


def test_an_older_schema_is_replaced(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript("CREATE TABLE document (fiscal_year); CREATE TABLE listing (name);")
    assert rebuild(SOURCE, database).replaced_unreadable
    assert dump(database) == dump(DATABASE)


@pytest.mark.parametrize("content", ["# read me\n", None])
def test_somebody_elses_file_is_not_overwritten(database: Path, content: str | None) -> None:
    if content is None:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("CREATE TABLE diary (entry TEXT)")
    else:
        database.write_text(content, encoding="utf-8")
    before = database.read_bytes()
    with pytest.raises(OccupiedPathError):
        rebuild(SOURCE, database)
    assert database.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatabaseWriteError):
        rebuild(SOURCE, tmp_path / "nowhere" / "strategy.db")


def test_a_link_keeps_pointing_at_the_database_and_its_mode_stays(tmp_path: Path, database: Path) -> None:
    rebuild(SOURCE, database)
    database.chmod(0o640)
    link = tmp_path / "link.db"
    link.symlink_to(database)
    rebuild(SOURCE, link)
    assert link.is_symlink()
    assert database.stat().st_mode & 0o777 == 0o640


def test_queries_in_flight_finish_on_the_data_they_began_with(
    database: Path, source: Path, published: str
) -> None:
    rebuild(SOURCE, database)
    source.write_text(dearer(published), encoding="utf-8")
    with closing(load_snapshot(database)) as snapshot:
        half_read = snapshot.execute("SELECT amount FROM project ORDER BY position")
        first = half_read.fetchone()[0]
        rebuild(source, database)
        assert first + sum(amount for (amount,) in half_read) == 19_526_650
        assert snapshot.execute("SELECT amount FROM plan_total").fetchone() == (19_526_650,)
    assert one_row(database, "SELECT amount FROM plan_total") == (19_526_750,)


def test_whoever_loads_during_rebuilds_sees_one_whole_table(
    database: Path, source: Path, published: str
) -> None:
    rebuild(SOURCE, database)
    source.write_text(dearer(published), encoding="utf-8")
    seen: set[tuple[object, ...]] = set()
    faults: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                seen.add(
                    one_row(
                        database,
                        "SELECT t.amount, (SELECT amount FROM project ORDER BY position) FROM plan_total t",
                    )
                )
            except Exception as fault:  # whatever a reader meets is a failure
                faults.append(fault)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(5):
            rebuild(source, database)
            rebuild(SOURCE, database)
    finally:
        done.set()
        reader.join()
    assert faults == []
    assert seen
    assert seen <= {(19_526_650, 28_212), (19_526_750, 28_312)}
