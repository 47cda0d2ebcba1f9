"""The whole question corpus through the assistant, against answers computed apart from it."""

from __future__ import annotations

from collections import Counter

from bot.assistant import Assistant
from bot.presenting.contract import publish
from bot.reading import DialogueState
from tests.oracle.cases import load_all
from tests.oracle.scoring import outcome

# Floors that rise with the bot; a change that falls below one has broken a way of asking.
_RIGHT, _WRONG = 0.98, 0.01


def test_the_corpus_is_answered_right_and_hardly_ever_wrong(assistant: Assistant) -> None:
    tally: Counter[str] = Counter()
    for case in load_all():
        state = DialogueState()
        for turn in case.turns:
            answered = assistant.ask(turn.question, state)
            state = answered.state
            tally[outcome(publish(answered.answer), turn.accept)] += 1
    total = tally.total()
    assert total >= 6_000
    assert tally["right"] / total >= _RIGHT, tally
    assert (tally["wrong"] + tally["overreach"]) / total <= _WRONG, tally
