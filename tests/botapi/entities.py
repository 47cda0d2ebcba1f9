"""Text as Telegram counts it (UTF-16), and the entities that its clients mark in what people type."""

from __future__ import annotations

import re
from typing import Any

from tests.botapi.errors import bad_request

_TYPED = re.compile(
    r"(?P<bot_command>(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{3,32})"
    r"|(?P<url>https?://[^\s<>「」]+)"
)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity covers; halves of a surrogate pair come out as U+FFFD."""
    raw = text.encode("utf-16-le")[2 * offset : 2 * (offset + length)]
    return raw.decode("utf-16-le", errors="replace")


def typed_entities(text: str) -> list[dict[str, Any]]:
    """Commands, mentions and links in a text that a person typed."""
    return [
        {
            "type": match.lastgroup,
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in _TYPED.finditer(text)
    ]


def check_entities(text: str, entities: list[dict[str, Any]]) -> None:
    """Explicit entities must lie inside the text and must not halve a character. Raises ApiError."""
    whole = utf16_length(text)
    for entity in entities:
        offset, length = entity["offset"], entity["length"]
        if offset < 0 or length < 1 or offset + length > whole:
            raise bad_request(
                f"can't parse entities: entity {entity['type']} at {offset}+{length} lies outside the text"
            )
        if "\ufffd" in utf16_slice(text, offset, length):
            raise bad_request(f"can't parse entities: entity {entity['type']} at {offset} halves a character")
        if entity["type"] == "text_link":
            check_link(entity.get("url", ""))


def check_link(url: str) -> None:
    """A link that Telegram would drop in silence, or open wrongly, is refused here. Raises ApiError."""
    if not re.match(r"(https?://[^\s/]+|tg://)", url):
        raise bad_request(f"can't parse entities: the link {url!r} leads nowhere")
    start = re.match(r"https?://t\.me/\w+\?start(?:group)?=(.*)$", url)
    if start and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start[1]):
        raise bad_request(f"the start parameter of {url!r} must be 1-64 of A-Z, a-z, 0-9, _ and -")


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Text without blank ends, as Telegram stores it, its entities moved along."""
    lead = utf16_length(text) - utf16_length(text.lstrip())
    core = text.strip()
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, utf16_length(core))
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return core, kept
