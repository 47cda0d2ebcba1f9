"""Conversations with the assistant, for tests of what the last turn is answered."""

from __future__ import annotations

from typing import Any

from bot.answer import Answer
from bot.assistant import Assistant
from bot.presenting.contract import publish
from bot.reading import DialogueState


def last_answer(assistant: Assistant, *turns: str) -> Answer:
    """The answer to the last of the turns, asked in order in one chat."""
    state = DialogueState()
    for text in turns:
        turn = assistant.ask(text, state)
        state = turn.state
    return turn.answer


def last_told(assistant: Assistant, *turns: str) -> tuple[object, list[float], object]:
    """What the public answer to the last turn says, without how it was read: its kind, figures and projects."""
    given: dict[str, Any] = publish(last_answer(assistant, *turns))
    return given["kind"], sorted(figure["value"] for figure in given["figures"]), given["projects"]
