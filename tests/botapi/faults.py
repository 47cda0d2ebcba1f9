"""Trouble on order: what the server does to a call instead of, or besides, answering it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.errors import ApiError


@dataclass(frozen=True)
class Refuse:
    """Answer with this error and do nothing."""

    error: ApiError


@dataclass(frozen=True)
class Drop:
    """Cut the connection, before or after the call has taken effect."""

    after_processing: bool = False


@dataclass(eq=False)
class Hold:
    """Keep the call waiting until `release`; `reached` tells that it has arrived.

    With `after_processing` the call takes effect at once and only its answer is late.
    """

    after_processing: bool = False
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    _free: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        self._free.set()

    async def wait(self) -> None:
        self.reached.set()
        await self._free.wait()


Fault = Refuse | Drop | Hold


@dataclass
class _Order:
    method: str
    fault: Fault
    chat_id: int | None
    left: int


@dataclass
class Faults:
    """Faults in the order they were asked for; each spends itself."""

    _orders: list[_Order] = field(default_factory=list)

    def inject(self, method: str, fault: Fault, times: int = 1, chat_id: int | None = None) -> None:
        """Let `fault` befall the next `times` calls of `method` (to one chat only, if given)."""
        self._orders.append(_Order(method, fault, chat_id, times))

    def take(self, method: str, parameters: dict[str, Any]) -> Fault | None:
        for order in self._orders:
            if order.left and order.method == method and order.chat_id in (None, parameters.get("chat_id")):
                order.left -= 1
                return order.fault
        return None

    def release_all(self) -> None:
        """Let every held call go, so that a failing test can end."""
        for order in self._orders:
            if isinstance(order.fault, Hold):
                order.fault.release()

    @property
    def unspent(self) -> int:
        return sum(order.left for order in self._orders)
