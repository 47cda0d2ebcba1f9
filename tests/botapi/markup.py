"""Telegram's HTML: read strictly, refused in Telegram's own words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.entities import check_entities, check_link, trimmed, utf16_length
from tests.botapi.errors import ApiError, bad_request

MOST_ENTITIES = 100  # undocumented: what comes after is shown without its style

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_REFERENCE = re.compile(r"&(?:#\d+|#x[0-9A-Fa-f]+|lt|gt|amp|quot);")
_START = re.compile(r"<([^\s>]*)([^>]*)(>?)")
_END = re.compile(r"</([^\s>]*)\s*(>?)")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.-]+))?""")


@dataclass
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


@dataclass
class _Parser:
    source: str
    place: int = 0
    text: str = ""
    open: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def parse(self) -> None:
        while self.place < len(self.source):
            if self.source.startswith("</", self.place):
                self._end_tag()
            elif self.source[self.place] == "<":
                self._start_tag()
            else:
                self._characters()
        if self.open:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def _characters(self) -> None:
        reference = _REFERENCE.match(self.source, self.place)
        if reference:
            self.text += html.unescape(reference[0])
            self.place = reference.end()
        else:
            self.text += self.source[self.place]
            self.place += 1

    def _start_tag(self) -> None:
        match = _START.match(self.source, self.place)
        assert match
        name = match[1].lower()
        if name not in _STYLES and (match[3] or match[2]):
            raise _cannot_parse(f'Unsupported start tag "{name}" {self._at()}')
        if not match[3]:
            raise _cannot_parse(f"Unclosed start tag {self._at()}")
        attributes = self._attributes(name, match[2])
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" {self._at()}')
        self.open.append(_Open(name, utf16_length(self.text), attributes))
        self.place = match.end()

    def _attributes(self, tag: str, source: str) -> dict[str, str]:
        found: dict[str, str] = {}
        place = 0
        while source[place:].strip():
            match = _ATTRIBUTE.match(source, place)
            if not match:
                raise _cannot_parse(f'Empty attribute name in the tag "{tag}" {self._at()}')
            found[match[1].lower()] = html.unescape((match[2] or "").strip("\"'"))
            place = match.end()
        return found

    def _end_tag(self) -> None:
        if not self.open:
            raise _cannot_parse(f"Unexpected end tag {self._at()}")
        match = _END.match(self.source, self.place)
        assert match
        if not match[2]:
            raise _cannot_parse(f"Unclosed end tag {self._at()}")
        opened = self.open.pop()
        if match[1] and match[1].lower() != opened.tag:
            raise _cannot_parse(
                f'Unmatched end tag {self._at()}, expected "</{opened.tag}>", found "</{match[1]}>"'
            )
        self._close(opened)
        self.place = match.end()

    def _close(self, opened: _Open) -> None:
        length = utf16_length(self.text) - opened.offset
        if not length:
            return
        entity: dict[str, Any] = {"type": _STYLES[opened.tag], "offset": opened.offset, "length": length}
        if opened.tag == "a":
            entity["url"] = opened.attributes.get("href", "")
            check_link(entity["url"])
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _at(self) -> str:
        return f"at byte offset {len(self.source[: self.place].encode())}"


def _cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


@dataclass(frozen=True)
class Formatted:
    """Text as it is shown, and the entities that style it."""

    text: str
    entities: list[dict[str, Any]]


def formatted(source: dict[str, Any], key: str, entities_key: str, least: int, most: int) -> Formatted:
    """Read `source[key]` under its parse mode or explicit entities and check its length afterwards.

    Raises ApiError as Telegram would.
    """
    raw, mode = source.get(key, ""), source.get("parse_mode")
    explicit = source.get(entities_key) or []
    if mode not in (None, "HTML"):
        raise bad_request(f"unsupported parse_mode {mode!r}: this server reads HTML only")
    if mode and explicit:
        raise bad_request(f"{entities_key} and parse_mode exclude each other")
    if mode:
        parser = _Parser(raw)
        parser.parse()
        text, entities = trimmed(parser.text, parser.entities)
    else:
        check_entities(raw, explicit)
        text, entities = trimmed(raw, explicit)
    _check_size(text, entities, least, most)
    return Formatted(text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])))


def _check_size(text: str, entities: list[dict[str, Any]], least: int, most: int) -> None:
    if len(text) < least:
        raise bad_request("message text is empty")
    # UTF-16 units are the stricter of the two counts in use
    if utf16_length(text) > most:
        raise bad_request("message caption is too long" if least == 0 else "message is too long")
    if len(entities) > MOST_ENTITIES:
        raise bad_request(f"{len(entities)} entities: those after the {MOST_ENTITIES}th would be lost")
