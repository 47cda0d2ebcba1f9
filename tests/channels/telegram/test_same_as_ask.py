"""What a chat shows is what `ask` prints: a walk through the question files, conversations included."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.service import Service
from bot.presenting.text import render
from bot.reading import DialogueState
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.channels.telegram.house import lines
from tests.oracle.cases import Case, load_all

pytestmark = pytest.mark.usefixtures("kept_rules")

_FIGURE = re.compile(r"[0-9][0-9,.億万千]*(?:円|件|%|倍|行|位)")

# Telegram lets a bot say 30 things a second and the bot keeps to it: a sixth of the cases, spread over
# all files, takes about ten seconds.
CASES = load_all()[::6]


async def test_figures_and_words_are_those_of_ask(
    service: Service, server: BotApiServer, assistant: Assistant
) -> None:
    people = [server.user(20_000 + number, case.id) for number, case in enumerate(CASES)]
    async with asyncio.TaskGroup() as group:
        for person, case in zip(people, CASES, strict=True):
            group.create_task(holds(person, case, assistant))


async def holds(person: Person, case: Case, assistant: Assistant) -> None:
    """One conversation, compared turn by turn."""
    state = DialogueState()
    for turn in case.turns:
        expected = assistant.ask(turn.question, state)
        state = expected.state
        await person.sends(turn.question)
        count = max(len(expected.answer.parts), 1)
        seen = [await person.private.next_message(seconds=60) for _ in range(count)]
        printed, chat = render(expected.answer), "\n".join(message.text for message in seen)
        if count == 1:
            assert lines(chat) == lines(printed), turn.question
        else:  # a message for each question, where `ask` numbers them in one text
            assert figures(chat) == figures(printed), turn.question


def figures(text: str) -> list[str]:
    """Every figure that is answered, in order; not those that only repeat the question."""
    told = [line for line in lines(text) if not line.startswith(("読み取り:", "出典:", "※"))]
    return _FIGURE.findall("\n".join(told))
