"""Two bots with one token: which of them gives way."""

from __future__ import annotations

import secrets
import time

_SETTLED = 60.0
"""Seconds after which an instance counts as the older one."""

_RUN = 60.0
"""Conflicts with longer pauses between them do not belong together."""

_BORNE_BY_THE_OLDER = 4


class Conflicts:
    """Tells a passing conflict (the instance before is just ending) from a second bot at work.

    The older instance gives way first. Of two young ones each bears another number, so that both
    do not leave at once; the one that leaves causes one last conflict.
    """

    def __init__(self, started: float | None = None, borne_while_young: int | None = None) -> None:
        self._started = time.monotonic() if started is None else started
        self._borne_while_young = borne_while_young or 6 + 2 * secrets.randbelow(3)
        self._count = 0
        self._last = self._started

    def is_lasting(self, now: float) -> bool:
        """Note a conflict at `now` (seconds, monotonic); True where it is time to give way."""
        if now - self._last > _RUN:
            self._count = 0
        self._count += 1
        self._last = now
        is_young = now - self._started < _SETTLED
        return self._count >= (self._borne_while_young if is_young else _BORNE_BY_THE_OLDER)
