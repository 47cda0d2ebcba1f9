from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.botapi.fixtures import server
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer

__all__ = ["server"]


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    """The real client without handlers: what it sends is up to the test."""
    client = Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url)
    async with client:
        yield client


@pytest.fixture
async def hanako(server: BotApiServer) -> Person:
    """Somebody who has started the bot."""
    person = server.user(1001, "花子", "hanako")
    await person.sends("/start")
    return person
