"""What every test can rely on: no setting of the person who runs the tests reaches a test."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from bot.assistant import Assistant
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DATABASE = ROOT / "data" / "strategy.db"
SOURCE = ROOT / "data" / "source" / "r7_strategy_programs.txt"
ALIASES = ROOT / "data" / "aliases.csv"

# Has the form of a token and belongs to nobody.
FAKE_TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake0"  # noqa: S105


# A busy machine is no fault of the code: time is measured by the benchmark.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The real assistant over the committed data."""
    from bot.assistant import load_assistant  # noqa: PLC0415 - most tests need no dictionary

    return load_assistant(DATABASE, ALIASES)


@pytest.fixture
def clean_logging() -> Iterator[None]:
    """Put the process's logging and exception hooks back after the test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook = hooks
