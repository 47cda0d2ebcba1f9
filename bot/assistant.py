"""The walk of one message through the house: understanding, answering, and what is remembered.

Channels talk to this alone. It does no input or output of its own beyond reading the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.answer import Answer
from bot.query import Query
from bot.reading import DialogueState


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer and the dialogue state that the next message is to be read with."""

    answer: Answer
    state: DialogueState


class Assistant(Protocol):
    """What a channel needs. Both calls take milliseconds and never raise on any text."""

    def ask(self, text: str, state: DialogueState = DialogueState()) -> Turn:
        """Read `text` after `state` and answer it."""
        ...

    def run(self, query: Query, state: DialogueState = DialogueState()) -> Turn:
        """Answer a query made by a button, a command or a link, as if it had been typed."""
        ...
