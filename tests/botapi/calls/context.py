"""What every method is given, and the checks that several of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.botapi.keyboards import check_reply_markup
from tests.botapi.markup import formatted
from tests.botapi.spec import Upload
from tests.botapi.world import World

MOST_TEXT = 4096
MOST_CAPTION = 1024


@dataclass(frozen=True)
class Context:
    world: World
    p: dict[str, Any]
    uploads: dict[str, Upload]

    def markup(self) -> dict[str, Any] | None:
        """The checked keyboard of the call. Raises ApiError."""
        markup: dict[str, Any] | None = self.p.get("reply_markup")
        check_reply_markup(markup)
        return markup or None


Method = Callable[[Context], Any]


def text_content(source: dict[str, Any], key: str = "text") -> dict[str, Any]:
    """Parsed text as message fields. Raises ApiError."""
    found = formatted(source, key, "entities", 1, MOST_TEXT)
    content: dict[str, Any] = {"text": found.text}
    return content | ({"entities": found.entities} if found.entities else {})


def caption_content(source: dict[str, Any]) -> dict[str, Any]:
    """Parsed caption as message fields, none for an empty caption. Raises ApiError."""
    found = formatted(source, "caption", "caption_entities", 0, MOST_CAPTION)
    content: dict[str, Any] = {"caption": found.text} if found.text else {}
    return content | ({"caption_entities": found.entities} if found.entities else {})
