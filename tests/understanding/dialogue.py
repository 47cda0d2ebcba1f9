"""Conversations with the assistant, for tests of what the last turn is answered."""

from __future__ import annotations

from bot.answer import Answer
from bot.assistant import Assistant
from bot.reading import DialogueState


def last_answer(assistant: Assistant, *turns: str) -> Answer:
    """The answer to the last of the turns, asked in order in one chat."""
    state = DialogueState()
    for text in turns:
        turn = assistant.ask(text, state)
        state = turn.state
    return turn.answer
