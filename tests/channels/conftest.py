from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.processes import Bot


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    return Bot(tmp_path)
