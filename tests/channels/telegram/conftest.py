from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.service import Service
from tests.botapi.fixtures import server
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.channels.telegram.house import ADMIN, House, settings_for

__all__ = ["server"]


@pytest.fixture
async def admin(server: BotApiServer) -> Person:
    """An admin who has opened the bot some time before."""
    person = server.user(ADMIN, "管理者")
    person.private.chat.started = True
    return person


@pytest.fixture
def house(server: BotApiServer, tmp_path: Path, assistant: Assistant, admin: Person) -> House:
    return House(server, settings_for(server, tmp_path), lambda: assistant)


@pytest.fixture
async def service(house: House) -> AsyncIterator[Service]:
    """The running bot."""
    async with house.running() as running_service:
        yield running_service


@pytest.fixture
async def kept_rules(server: BotApiServer) -> AsyncIterator[None]:
    """Afterwards no call was rejected and no button is left with its spinner."""
    yield
    assert server.rejected == [], server.transcript()
    assert not server.world.unanswered, server.transcript()


@pytest.fixture
def hanako(server: BotApiServer) -> Person:
    return server.user(1001, "花子", "hanako")
