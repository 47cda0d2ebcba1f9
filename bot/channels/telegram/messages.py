"""From plain text to messages: split by block, marked up last, so that no cut falls inside markup.

Text comes as blocks separated by an empty line; its first line is the headline. Telegram counts
4,096 UTF-16 units of a message's text after its entities are parsed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from telegram import InlineKeyboardMarkup

TEXT_LIMIT = 4_096
CAPTION_LIMIT = 1_024

_LEADING_SPACE = re.compile(r"^ +", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Screen:
    """What a message is to show: plain text in blocks, and the buttons under it.

    The first line of block `lead` is the headline.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    lead: int = 0

    @property
    def headline(self) -> str:
        """The line that is set in bold."""
        blocks = self.text.strip().split("\n\n")
        return blocks[min(self.lead, len(blocks) - 1)].partition("\n")[0].strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One message: at most `TEXT_LIMIT` units of plain text, the line `headline` in bold."""

    text: str
    headline: str
    keyboard: InlineKeyboardMarkup | None

    @property
    def markup(self) -> str:
        """The text as Telegram's HTML."""
        return to_html(self.text, self.headline)

    @property
    def digest(self) -> str:
        """Equal for equal messages."""
        buttons = self.keyboard.to_json() if self.keyboard else ""
        return sha256(f"{self.markup}\0{buttons}".encode()).hexdigest()[:16]


def sheets(screen: Screen) -> tuple[Sheet, ...]:
    """The messages that together show a screen; the buttons are under the last."""
    parts = split(screen.text)
    last = len(parts) - 1
    return tuple(
        Sheet(part, screen.headline if index == 0 else "", screen.keyboard if index == last else None)
        for index, part in enumerate(parts)
    )


def to_html(text: str, headline: str = "") -> str:
    """Escaped text; the first line that is `headline` is bold."""
    lines = text.split("\n")
    if not headline or headline not in lines:
        return html.escape(text, quote=False)
    place = lines.index(headline)
    escaped = [html.escape(line, quote=False) for line in lines]
    escaped[place] = f"<b>{escaped[place]}</b>"
    return "\n".join(escaped)


def units(text: str) -> int:
    """Length in UTF-16 code units: 𠮷 and most emoji are two."""
    return len(text) + sum(character > "\uffff" for character in text)


def split(text: str, limit: int = TEXT_LIMIT) -> tuple[str, ...]:
    """Parts of at most `limit` units, cut between blocks, else between lines, else between characters."""
    parts: list[str] = []
    current = ""
    for piece, joint in _pieces(_LEADING_SPACE.sub("", text.strip()), limit):
        joined = f"{current}{joint}{piece}" if current else piece
        if units(joined) <= limit:
            current = joined
        else:
            parts.append(current)
            current = piece
    return (*parts, current)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, the end replaced by 「…」 where something is missing."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _pieces(text: str, limit: int) -> Iterator[tuple[str, str]]:
    """Pieces that fit, each with what joins it to the one before."""
    for block in text.split("\n\n"):
        if units(block) <= limit:
            yield block, "\n\n"
            continue
        joint = "\n\n"
        for line in block.split("\n"):
            for piece in _cut(line, limit):
                yield piece, joint
                joint = ""
            joint = "\n"


def _cut(line: str, limit: int) -> Iterator[str]:
    start = size = 0
    for end, character in enumerate(line):
        size += units(character)
        if size > limit:
            yield line[start:end]
            start, size = end, units(character)
    yield line[start:]
