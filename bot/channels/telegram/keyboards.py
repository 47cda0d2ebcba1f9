"""Buttons: which stand under what, and how they are laid out for a thumb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.helpers import create_deep_linked_url

from bot.channels.telegram import presses, wording
from bot.channels.telegram.messages import shorten
from bot.channels.telegram.presses import Press
from bot.memory.queries import KeptQueries
from bot.query import Query

Row = tuple[InlineKeyboardButton, ...]

MOST_CHOICES = 10

_LABEL_LIMIT = 40
_HALF_ROW = 12
"""Characters of a label that still fit where two buttons share a row."""


class Keys:
    """Makes buttons for one bot: they carry its tokens and its links."""

    def __init__(self, kept: KeptQueries, username: str) -> None:
        self._kept = kept
        self._username = username

    def button(self, label: str, press: Press) -> InlineKeyboardButton:
        """A button that does `press`."""
        return InlineKeyboardButton(
            shorten(label, _LABEL_LIMIT), callback_data=presses.write(press, self._kept)
        )

    def link(self, query: Query) -> str:
        """A link that opens the bot with this question, for anyone."""
        return create_deep_linked_url(self._username, self._kept.token(query))

    def share(self, query: Query) -> InlineKeyboardButton:
        """Hands the link on to another chat; the link itself is in view there."""
        return InlineKeyboardButton(
            wording.SHARE, url=f"https://t.me/share/url?{urlencode({'url': self.link(query)})}"
        )

    def open_in_bot(self, query: Query) -> InlineKeyboardMarkup:
        """For messages in chats where the bot may not be: leads into the bot."""
        return InlineKeyboardMarkup([[InlineKeyboardButton(wording.OPEN_IN_BOT, url=self.link(query))]])


def keyboard(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """The rows that hold a button; None if none does."""
    filled = [tuple(row) for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def in_rows(buttons: Sequence[InlineKeyboardButton], size: int) -> list[Row]:
    """`size` buttons to a row."""
    return [tuple(buttons[start : start + size]) for start in range(0, len(buttons), size)]


def paired(buttons: Iterable[InlineKeyboardButton]) -> list[Row]:
    """Short labels two to a row, long ones alone, in the given order."""
    rows: list[Row] = []
    waiting: Row = ()
    for button in buttons:
        if len(button.text) > _HALF_ROW:
            rows += [waiting, (button,)]
            waiting = ()
        elif waiting:
            rows.append((*waiting, button))
            waiting = ()
        else:
            waiting = (button,)
    return [row for row in (*rows, waiting) if row]
