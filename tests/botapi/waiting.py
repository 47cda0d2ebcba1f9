"""Waiting for something to become true, without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 20.0  # seconds, for a busy machine; only a fault waits that long


class Signal:
    """Wakes whoever waits whenever the server's state has changed."""

    def __init__(self, diary: Callable[[], str]) -> None:
        self._diary = diary
        self._waiting: list[asyncio.Future[None]] = []

    def notify(self) -> None:
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def first(self, ready: Callable[[], T | None]) -> T:
        """The first value of `ready` that is not None, however long that takes."""
        while (value := ready()) is None:
            future = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await future
        return value

    async def until(self, ready: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
        """As `first`, but AssertionError with the transcript after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                return await self.first(ready)
        except TimeoutError:
            raise AssertionError(f"waited {seconds} s in vain for {what}\n{self._diary()}") from None
