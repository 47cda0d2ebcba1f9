"""`python -m bot data check` and `python -m bot data build`: the table, for whoever keeps it."""
# ruff: noqa: PLC0415 - reading the table is needed by these commands alone, and `--help` is to be quick

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

EXIT_OK = 0
EXIT_DOES_NOT_ADD_UP = 1
EXIT_UNREADABLE = 2


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `data`; the chosen `run(options, settings)` returns the exit status."""
    about = "公表資料を確かめ、データベースを作ります"
    data = subparsers.add_parser("data", help=about, description=f"{about}。")
    commands = data.add_subparsers(title="コマンド", metavar="コマンド", required=True, dest="data_command")

    about = "公表資料の数字が合っているか確かめます"
    check = commands.add_parser(
        "check",
        help=about,
        description=f"{about}。合っていれば0、合わなければ1、読めなければ2で終わります。",
    )
    check.add_argument(
        "source", type=Path, nargs="?", metavar="ファイル", help="省くと BUDGET_SOURCE のファイル"
    )
    check.set_defaults(run=check_source)

    about = "公表資料からデータベースを作り直します"
    build = commands.add_parser(
        "build",
        help=about,
        description=f"{about}。数字が合わない資料は取り込まず、元のデータベースを残します。",
    )
    build.add_argument(
        "--source", type=Path, metavar="ファイル", help="公表資料。省くと BUDGET_SOURCE のファイル"
    )
    build.add_argument(
        "--database",
        type=Path,
        metavar="ファイル",
        help="作るデータベース。省くと BUDGET_DATABASE のファイル",
    )
    build.add_argument(
        "--allow-faults", action="store_true", help="数字が合わなくても、印刷どおりに取り込みます"
    )
    build.set_defaults(run=build_database)


def check_source(options: argparse.Namespace, settings: Settings) -> int:
    """Print the report on the source; return 0 (adds up), 1 (does not) or 2 (unreadable)."""
    from bot.dataset.checks import reconcile
    from bot.dataset.errors import SourceError
    from bot.dataset.source import read_source
    from bot.presenting.reconciliation import error_text, reconciliation_text

    try:
        report = reconcile(read_source(options.source or settings.budget_source))
    except SourceError as error:
        print(error_text(error), file=sys.stderr)
        return EXIT_UNREADABLE
    print(reconciliation_text(report))
    return EXIT_OK if report.adds_up else EXIT_DOES_NOT_ADD_UP


def build_database(options: argparse.Namespace, settings: Settings) -> int:
    """Build the database; return 0 (built), 1 (refused, nothing done) or 2 (could not read or write)."""
    from bot.dataset.build import rebuild
    from bot.dataset.errors import DatasetError, SourceRefusedError
    from bot.presenting.reconciliation import HOW_TO_ALLOW, error_text, rebuild_text

    try:
        report = rebuild(
            options.source or settings.budget_source,
            options.database or settings.budget_database,
            allow_faults=options.allow_faults,
        )
    except SourceRefusedError as error:
        print(error_text(error), file=sys.stderr)
        if error.reconciliation.is_representable:
            print(HOW_TO_ALLOW, file=sys.stderr)
        return EXIT_DOES_NOT_ADD_UP
    except DatasetError as error:
        print(error_text(error), file=sys.stderr)
        return EXIT_UNREADABLE
    print(rebuild_text(report))
    return EXIT_OK
