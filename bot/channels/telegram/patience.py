"""When a call to Telegram is made again: never where it may already have been carried out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from httpx import ConnectError, ConnectTimeout, PoolTimeout
from telegram.constants import FloodLimit
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.ext import AIORateLimiter

_PAUSES = (0.3, 1.0)
"""Seconds before the second and the third attempt."""

_FLOOD_RETRIES = 3

_LONGEST_WAIT = 60.0
"""Seconds; whoever is told to wait longer is better off asking again later."""

_HARMLESS_TWICE = (
    "answerCallbackQuery",
    "answerInlineQuery",
    "deleteMessage",
    "editMessage",
    "get",
    "sendChatAction",
    "setMyCommands",
)
_NEVER_SENT = (ConnectError, ConnectTimeout, PoolTimeout)
_Result = TypeVar("_Result")


class PatientLimiter(AIORateLimiter):
    """Keeps Telegram's sending limits, waits where told to, and repeats what failed harmlessly.

    `a_second`: messages that may be sent in one second; 0 for a server that sets no such limit.
    """

    def __init__(self, a_second: float = FloodLimit.MESSAGES_PER_SECOND) -> None:
        super().__init__(overall_max_rate=a_second)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Make the call; see the base class for the arguments."""

        async def obliging(*args: Any, **kwargs: Any) -> bool | dict[str, Any] | list[dict[str, Any]]:
            return await _when_allowed(callback, *args, **kwargs)

        for pause in _PAUSES:
            try:
                return await super().process_request(obliging, args, kwargs, endpoint, data, rate_limit_args)
            except NetworkError as error:
                if not may_repeat(endpoint, error):
                    raise
            await asyncio.sleep(pause)
        return await super().process_request(obliging, args, kwargs, endpoint, data, rate_limit_args)


async def _when_allowed(callback: Callable[..., Awaitable[_Result]], *args: Any, **kwargs: Any) -> _Result:
    """Make the call when Telegram lets us. The base class would let all other chats wait as well.

    Raises `RetryAfter` where that takes too long.
    """
    for _ in range(_FLOOD_RETRIES):
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            pause = _seconds(error)
            if pause > _LONGEST_WAIT:
                raise
            await asyncio.sleep(pause)
    return await callback(*args, **kwargs)


def _seconds(error: RetryAfter) -> float:
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


def may_repeat(endpoint: str, error: NetworkError) -> bool:
    """Whether the call did no harm or had no effect.

    A message whose sending timed out or broke off may have arrived: sending it again could post it twice.
    """
    if isinstance(error, BadRequest):  # a NetworkError by name only: it would be as bad again
        return False
    if isinstance(error.__cause__, _NEVER_SENT):
        return True
    if endpoint.startswith(_HARMLESS_TWICE):
        return True
    # Telegram itself said 5xx: it did not carry the call out.
    return not isinstance(error, TimedOut) and error.__cause__ is None
