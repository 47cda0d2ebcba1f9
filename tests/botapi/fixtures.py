"""For tests: a server, and a bot of python-telegram-bot that runs against it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Update
from telegram.ext import Application, ApplicationBuilder

from tests.botapi.server import BotApiServer

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
AnyBuilder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """A fresh Bot API server."""
    async with BotApiServer() as running_server:
        yield running_server


def builder_for(server: BotApiServer) -> AnyBuilder:
    """The real client's builder, pointed at the local server and nothing else."""
    return (
        Application.builder()
        .token(server.token)
        .base_url(server.base_url)
        .base_file_url(server.base_file_url)
    )


@asynccontextmanager
async def running(
    factory: Callable[[BotApiServer], AnyApplication],
    server: BotApiServer,
    allowed_updates: Sequence[str] = Update.ALL_TYPES,
    drop_pending_updates: bool = False,
) -> AsyncIterator[AnyApplication]:
    """The application that `factory` makes, polling the server as `run_polling` would."""
    application = factory(server)
    assert application.updater
    async with application:
        if application.post_init:
            await application.post_init(application)
        await application.updater.start_polling(
            timeout=5, allowed_updates=allowed_updates, drop_pending_updates=drop_pending_updates
        )
        await application.start()
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()
            if application.post_stop:
                await application.post_stop(application)
    if application.post_shutdown:
        await application.post_shutdown(application)
