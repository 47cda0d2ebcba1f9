"""What a chat shows is what `ask` prints: a walk through all question files, conversations included.

`MORE_QUESTIONS` names a further file of the same form that is walked too.
"""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

import pytest

from bot.answer import Kind
from bot.assistant import Assistant
from bot.channels.telegram.commands import Page, by_word
from bot.channels.telegram.order import AT_ONCE
from bot.channels.telegram.patience import PatientLimiter
from bot.presenting.figures import answers_of
from bot.presenting.text import render
from bot.reading import DialogueState
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.channels.telegram.house import House, lines
from tests.oracle.cases import Case, load, load_all

pytestmark = pytest.mark.usefixtures("kept_rules")

_NUMBER = re.compile(r"^\([0-9]+\) ")
_FOOT = ("読み取り:", "出典:", "※ 条件に使っていない言葉")


_SHARES = 4  # of the cases, walked side by side


@pytest.mark.parametrize("share", range(_SHARES))
async def test_every_line_and_figure_is_that_of_ask(
    house: House, server: BotApiServer, assistant: Assistant, share: int
) -> None:
    more = os.environ.get("MORE_QUESTIONS")
    cases = (load_all() + (load(Path(more)) if more else []))[share::_SHARES]
    people = [server.user(20_000 + number, case.id) for number, case in enumerate(cases)]
    at_once = asyncio.Semaphore(AT_ONCE)

    async def compared(person: Person, case: Case) -> int:
        async with at_once:
            return await same_conversation(person, case, assistant)

    # Telegram's 30 messages a second are tested elsewhere; here they would take a minute.
    async with house.running(PatientLimiter(a_second=0)), asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(compared(person, case)) for person, case in zip(people, cases, strict=True)
        ]
    assert sum(task.result() for task in tasks) == sum(len(case.turns) for case in cases)


async def same_conversation(person: Person, case: Case, assistant: Assistant) -> int:
    """Compare one conversation turn by turn; return how many turns there were."""
    state = DialogueState()
    for turn in case.turns:
        expected = assistant.ask(turn.question, state)
        state = expected.state
        await person.sends(turn.question)
        count = len(answers_of(expected.answer))
        seen = [await person.private.next_message(seconds=60) for _ in range(count)]
        if by_word(turn.question) is Page.HELP:  # the channel's own help, by topic
            assert expected.answer.kind is Kind.HELP
            continue
        printed, chat = render(expected.answer), "\n".join(message.text for message in seen)
        if count == 1:
            assert lines(chat) == lines(printed), turn.question
        else:  # a message for each question, each with its own foot, where `ask` numbers them in one text
            assert told(chat) == told(printed), turn.question
    return len(case.turns)


def told(text: str) -> list[str]:
    """All lines but the foot, without the numbers of the answers."""
    return [_NUMBER.sub("", line) for line in lines(text) if not line.startswith(_FOOT)]
