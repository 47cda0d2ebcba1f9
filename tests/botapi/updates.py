"""The queue of updates, acknowledged by offset as getUpdates does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.botapi.errors import bad_request

KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    ]
)
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass
class UpdateQueue:
    """Updates wait here until the bot asks with a higher offset."""

    pending: list[dict[str, Any]] = field(default_factory=list)
    allowed: frozenset[str] = KINDS - _ON_REQUEST
    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    _next_id: int = 700_001
    _repeated: list[dict[str, Any]] = field(default_factory=list)

    def put(self, kind: str, payload: dict[str, Any]) -> int | None:
        """Queue an update; None if the bot did not ask for this kind."""
        if kind not in self.allowed:
            return None
        number = self._next_id
        self._next_id += 1
        self.pending.append({"update_id": number, kind: payload})
        return number

    def allow(self, kinds: list[str]) -> None:
        """Which kinds are queued from now on. Raises ApiError for a kind that does not exist."""
        unknown = set(kinds) - KINDS
        if unknown:
            raise bad_request(f"unknown update types {sorted(unknown)}")
        self.allowed = frozenset(kinds) or KINDS - _ON_REQUEST

    def acknowledge(self, offset: int) -> None:
        """Forget what came before `offset`; a negative one keeps that many of the latest."""
        if offset < 0:
            offset = self.pending[offset]["update_id"] if len(self.pending) >= -offset else 0
        done = [update for update in self.pending if update["update_id"] < offset]
        self.acknowledged += done
        del self.pending[: len(done)]

    def ready(self, limit: int) -> list[dict[str, Any]]:
        """What the next answer holds: repeated updates first, then those not yet acknowledged."""
        repeated, self._repeated = self._repeated, []
        return (repeated + self.pending)[:limit]

    def repeat(self, count: int = 1) -> list[int]:
        """Deliver the last acknowledged updates once more, as after a lost acknowledgement."""
        assert len(self.acknowledged) >= count, "nothing was acknowledged yet"
        self._repeated = self.acknowledged[-count:]
        return [update["update_id"] for update in self._repeated]

    @property
    def has_news(self) -> bool:
        return bool(self.pending or self._repeated)
