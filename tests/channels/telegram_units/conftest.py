from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.memory.store import Memory, open_memory


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    opened = open_memory(tmp_path / "state" / "memory.db")
    yield opened
    opened.close()
