"""Two bots with one token."""

from __future__ import annotations

from collections import deque

_BORNE = 4
_SPAN = 60.0


class Conflicts:
    """Tells a passing conflict (the instance before is just ending) from a second bot at work."""

    def __init__(self) -> None:
        self._moments: deque[float] = deque(maxlen=_BORNE)

    def is_lasting(self, now: float) -> bool:
        """Note a conflict; True where there were several within a minute."""
        self._moments.append(now)
        return len(self._moments) == _BORNE and now - self._moments[0] < _SPAN
