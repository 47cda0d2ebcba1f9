"""`python -m bot data`, as it is typed."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from bot.channels.data import add_parser
from bot.settings import Settings
from tests.dataset.conftest import DATABASE, SOURCE
from tests.dataset.texts import dearer, without


def run(*arguments: str, settings: Settings | None = None) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    options = parser.parse_args(["data", *arguments])
    status = options.run(options, settings or Settings())
    assert isinstance(status, int)
    return status


def test_check_prints_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(SOURCE)) == 0
    assert "○ 合計" in capsys.readouterr().out


def test_check_ends_with_one_where_the_table_does_not_add_up(
    source: Path, published: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_text(without(published, 60), encoding="utf-8")
    assert run("check", str(source)) == 1
    assert "・60行目: " in capsys.readouterr().out


def test_check_ends_with_two_where_nothing_can_be_read(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", str(source)) == 2
    out, err = capsys.readouterr()
    assert (out, "見つかりません" in err) == ("", True)


def test_build_makes_the_database(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--source", str(SOURCE), "--database", str(database)) == 0
    assert "データを更新しました" in capsys.readouterr().out
    assert database.stat().st_size == DATABASE.stat().st_size


def test_build_takes_its_places_from_the_settings(database: Path, source: Path, published: str) -> None:
    source.write_text(dearer(published), encoding="utf-8")
    settings = Settings(budget_source=source, budget_database=database)
    assert run("build", settings=settings) == 0
    assert run("check", settings=settings) == 0
    assert database.exists()


def test_build_refuses_and_says_how_to_insist(
    database: Path, source: Path, published: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_text(without(published, 60), encoding="utf-8")
    arguments = ("build", "--source", str(source), "--database", str(database))
    assert run(*arguments) == 1
    assert not database.exists()
    assert "--allow-faults" in capsys.readouterr().err
    assert run(*arguments, "--allow-faults") == 0
    assert database.exists()


def test_build_ends_with_two_where_nothing_can_be_read_or_written(
    tmp_path: Path, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_bytes(b"")
    assert run("build", "--source", str(source), "--database", str(tmp_path / "a.db")) == 2
    assert "空です" in capsys.readouterr().err
    assert run("build", "--source", str(SOURCE), "--database", str(tmp_path / "no" / "a.db")) == 2
    assert "書き込めませんでした" in capsys.readouterr().err
