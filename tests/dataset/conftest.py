"""The published table as text, and a place to put changed copies of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.dataset.checks import Reconciliation, reconcile
from bot.dataset.source import read_source

DATA = Path(__file__).resolve().parents[2] / "data"
SOURCE = DATA / "source" / "r7_strategy_programs.txt"
DATABASE = DATA / "strategy.db"

Check = Callable[[str], Reconciliation]


@pytest.fixture(scope="session")
def published() -> str:
    return SOURCE.read_text(encoding="utf-8")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Where a test writes its own source."""
    return tmp_path / "source.txt"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a test builds its database: a folder of its own, to see what is left behind."""
    folder = tmp_path / "built"
    folder.mkdir()
    return folder / "strategy.db"


@pytest.fixture
def check(source: Path) -> Check:
    """Write a text, read it and reconcile it."""

    def run(text: str) -> Reconciliation:
        source.write_text(text, encoding="utf-8")
        return reconcile(read_source(source))

    return run
