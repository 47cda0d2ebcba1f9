"""`python -m bot` as a process, away from the settings of the person who runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.conftest import ALIASES, DATABASE, ROOT, SOURCE

Stream = int | IO[bytes]


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot with the committed data, working in `home`, where no `.env` is."""

    home: Path

    @property
    def history(self) -> Path:
        return self.home / "state" / "chat_history"

    def run(
        self, *arguments: str, given: bytes = b"", settings: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run to the end."""
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            check=False,
            cwd=self.home,
            env=self._environment(settings or {}),
            input=given,
            capture_output=True,
            timeout=60,
        )

    def start(
        self, *arguments: str, stdin: Stream, stdout: Stream, stderr: Stream, session: bool = False
    ) -> subprocess.Popen[bytes]:
        """Start and return at once; with `session` signals to the tests do not reach it."""
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.home,
            env=self._environment({"TERM": "xterm"}),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=session,
        )

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        committed = {
            "PYTHONPATH": str(ROOT),
            "BUDGET_SOURCE": str(SOURCE),
            "BUDGET_DATABASE": str(DATABASE),
            "BUDGET_ALIASES": str(ALIASES),
        }
        return {**os.environ, **committed, **settings}
