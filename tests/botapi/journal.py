"""What was said and called, in order: kept for assertions and printed as a transcript."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.errors import ApiError
from tests.botapi.spec import Upload


@dataclass
class Call:
    """One call of the bot: its parameters as sent, and what came of it."""

    number: int
    method: str
    raw: dict[str, str]
    uploads: dict[str, Upload]
    parameters: dict[str, Any] = field(default_factory=dict)  # decoded; empty if they were refused
    result: Any = None
    error: ApiError | None = None
    fault: str = ""

    @property
    def rejected(self) -> bool:
        """The bot broke a rule; injected faults and a user's block do not count."""
        return self.error is not None and not self.error.fault

    @property
    def is_idle_poll(self) -> bool:
        return self.method == "getUpdates" and not self.result and self.error is None and not self.fault

    def __str__(self) -> str:
        if self.error:
            outcome = f"REJECTED {self.error.description}" if self.rejected else self.error.description
        else:
            outcome = "ok"
        trouble = f" [{self.fault}]" if self.fault else ""
        head = f"#{self.number:03} bot {self.method}{self._target()} → {outcome}{trouble}"
        return "\n".join([head, *(f"      | {line}" for line in self._body())])

    def _target(self) -> str:
        known = (
            "chat_id",
            "message_id",
            "callback_query_id",
            "inline_query_id",
            "inline_message_id",
            "action",
        )
        return "".join(f" {name}={self.raw[name]}" for name in known if name in self.raw)

    def _body(self) -> list[str]:
        if self.method == "getUpdates":
            return [f"update {update['update_id']}" for update in self.result or []]
        lines = [
            line for name in ("text", "caption") if name in self.raw for line in self.raw[name].splitlines()
        ]
        lines += [f"file {upload.filename} ({len(upload.content)} bytes)" for upload in self.uploads.values()]
        for name in ("results", "media", "commands"):
            if name in self.raw:
                lines.append(f"{name} {_readable(name, self.raw[name])}")
        return lines + _keyboard(self.raw.get("reply_markup"))


def _readable(name: str, raw: str) -> str:
    """What a reader wants to know of a long JSON parameter."""
    try:
        value = json.loads(raw)
        if name == "results":
            titles = [str(result.get("title", result["id"])) for result in value]
            return f"{len(titles)}: {' / '.join(titles[:8])}{' …' if len(titles) > 8 else ''}"
        if name == "commands":
            return " ".join(f"/{one['command']}" for one in value)
        return json.dumps(value, ensure_ascii=False)[:200]
    except (ValueError, KeyError, TypeError, AttributeError):
        return raw[:200]  # what is no such thing is shown as it came


def _keyboard(raw: str | None) -> list[str]:
    try:
        rows = json.loads(raw or "{}").get("inline_keyboard", [])
        return [" ".join(f"[{button.get('text')}]" for button in row) for row in rows]
    except (ValueError, AttributeError, TypeError):
        return [f"reply_markup: {raw}"]


class Journal:
    """People's deeds and the bot's calls, interleaved as they happened."""

    def __init__(self) -> None:
        self.entries: list[str | Call] = []

    @property
    def calls(self) -> list[Call]:
        return [entry for entry in self.entries if isinstance(entry, Call)]

    def opened(self, method: str, raw: dict[str, str], uploads: dict[str, Upload]) -> Call:
        call = Call(len(self.calls) + 1, method, raw, uploads)
        self.entries.append(call)
        return call

    def deed(self, text: str) -> None:
        """Note what a person did."""
        self.entries.append(text)

    def transcript(self, last: int | None = None) -> str:
        """All entries for a reader, idle polls left out; `last` keeps the end only."""
        shown = [
            str(entry) if isinstance(entry, Call) else f"===== {entry}"
            for entry in self.entries
            if not (isinstance(entry, Call) and entry.is_idle_poll)
        ]
        return "\n".join(shown[-last:] if last else shown)
