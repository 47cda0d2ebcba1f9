"""`python -m bot telegram` as a process: starts, answers, ends cleanly, keeps its token to itself."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.botapi.errors import server_error
from tests.botapi.faults import Drop, Refuse
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.conftest import ALIASES, DATABASE, FAKE_TOKEN, ROOT, SOURCE

STARTING = 90.0  # seconds, on a machine that is busy with other tests


@asynccontextmanager
async def started(server: BotApiServer, home: Path, **more: str) -> AsyncIterator[Process]:
    """The process, in a folder without `.env`; killed if the test does not end it."""
    settings = {
        "PYTHONPATH": str(ROOT),
        "BUDGET_SOURCE": str(SOURCE),
        "BUDGET_DATABASE": str(DATABASE),
        "BUDGET_ALIASES": str(ALIASES),
        "BUDGET_MEMORY": str(home / "memory.db"),
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_BASE_URL": server.root_url,
        "LOG_LEVEL": "DEBUG",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "telegram"),
        cwd=home,
        env=os.environ | settings | more,
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def said(process: Process) -> str:
    """All that the process wrote until its end."""
    async with asyncio.timeout(STARTING):
        out, err = await process.communicate()
    return (out + err).decode()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
async def test_a_run_from_start_to_end(
    ending: signal.Signals, server: BotApiServer, hanako: Person, tmp_path: Path
) -> None:
    server.inject("sendMessage", Drop())
    server.inject("getUpdates", Refuse(server_error(502)))
    async with started(server, tmp_path) as process:
        await hanako.sends("ひみつの質問")
        await hanako.private.next_message(STARTING)
        answer = await hanako.asks("土木部の合計")
        process.send_signal(ending)
        log = await said(process)
    assert "土木部" in answer.text
    assert process.returncode == 0
    assert server.rejected == []
    assert not server.world.updates.pending, "what was answered is not delivered again"
    assert server.token.partition(":")[2] not in log
    assert "ひみつ" not in log


async def test_a_refused_token_says_what_to_do(server: BotApiServer, tmp_path: Path) -> None:
    async with started(server, tmp_path, TELEGRAM_BOT_TOKEN=FAKE_TOKEN) as process:
        log = await said(process)
    assert process.returncode == 1
    (sentence,) = [line for line in log.splitlines() if " DEBUG " not in line]
    assert "BotFather" in sentence
    assert "Traceback" not in log
    assert FAKE_TOKEN.partition(":")[2] not in log
