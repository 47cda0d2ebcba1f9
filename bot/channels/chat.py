"""The terminal chat: at the keyboard, or line by line where input or output is no terminal."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.answer import Answer
from bot.assistant import Assistant, Turn
from bot.channels.chat_wording import (
    FAREWELL,
    LEAVING_WORDS,
    MORE_WORDS,
    PRESS_AGAIN,
    PROMPT,
    THERE_IS_MORE,
    example_questions,
    greeting,
    no_such_number,
)
from bot.channels.paging import Rest, rest_of
from bot.channels.picking import numbered, picked_number
from bot.channels.questions import UnusableError, faults_explained, usable
from bot.channels.wrapping import wrap
from bot.presenting.text import render
from bot.query import Fact, Grouping, Measure, Order, Query
from bot.reading import DialogueState

MOST_COLUMNS = 100  # longer lines are hard to follow

Read = Callable[[], str]
"""Returns the next line; raises EOFError at the end and LineDroppedError on Ctrl-C at the prompt."""
Write = Callable[[str], None]


class LineDroppedError(Exception):
    """The person pressed Ctrl-C while typing."""


def run(assistant: Assistant, history: Path) -> int:
    """Talk on standard input and output, keeping what was typed in `history`; return the exit status."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return converse(assistant, prompt_session(_history(history)).prompt, _write_wrapped)
    return converse(assistant, _read_line, _write_plain)


def prompt_session(history: History) -> PromptSession[str]:
    """A line editor that knows Japanese widths."""
    return PromptSession(
        PROMPT, history=history, interrupt_exception=LineDroppedError, reserve_space_for_menu=0
    )


def converse(assistant: Assistant, read: Read, write: Write) -> int:
    """Answer what is read until the person leaves; return the exit status."""
    chat = Chat(assistant)
    write(chat.greet())
    interrupted = False
    while True:
        try:
            typed = read().strip()
            if _leaves(typed):
                break
            if typed:
                write(chat.reply(typed))
            interrupted = False
        except EOFError:
            break
        except LineDroppedError:
            if interrupted:
                break
            interrupted = True
            write(PRESS_AGAIN)
    write(FAREWELL)
    return 0


class Chat:
    """One conversation: its state, what the numbers on the screen stand for, and what of a list is left."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._state = DialogueState()
        self._picks: Mapping[int, Query | str] = {}
        self._rest: Rest | None = None

    def greet(self) -> str:
        """Return the opening words, with examples taken from the table."""
        groups = self._run(Query(Measure.TOTAL, group_by=Grouping.DEPARTMENT, order=Order.AMOUNT_DESC)).groups
        projects = self._run(Query(order=Order.AMOUNT_DESC)).rows
        examples = example_questions(groups[0].name if groups else "", projects[0].name if projects else "")
        self._picks = dict(enumerate(examples, 1))
        return greeting(self._run(Query(Measure.FACT, fact=Fact.SOURCE)).source, examples)

    def reply(self, typed: str) -> str:
        """Return the answer to a question, to the number of something shown, or the rest of a list."""
        if self._rest is not None and _plain(typed) in MORE_WORDS:
            page, self._rest = self._rest.page(), self._rest.after()
            return self._with_hint(page)
        number = picked_number(typed) if self._picks else None
        if number is not None and number not in self._picks:
            return no_such_number(min(self._picks), max(self._picks))
        try:
            with faults_explained():
                turn = self._turn(usable(typed) if number is None else self._picks[number])
                text = render(turn.answer)
                self._state = turn.state
                self._rest = rest_of(turn.answer, text)
                # The last numbers on the screen hold until others are shown.
                self._picks = numbered(turn.answer) or self._picks
                return self._with_hint(text)
        except UnusableError as reason:
            return str(reason)

    def _with_hint(self, text: str) -> str:
        return f"{text}\n\n{THERE_IS_MORE}" if self._rest else text

    def _turn(self, asked: Query | str) -> Turn:
        if isinstance(asked, Query):
            return self._assistant.run(asked, self._state)
        return self._assistant.ask(asked, self._state)

    def _run(self, query: Query) -> Answer:
        return self._assistant.run(query).answer


def _leaves(typed: str) -> bool:
    return _plain(typed) in LEAVING_WORDS


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).lower().strip("/。.! ")


def _history(path: Path) -> History:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()  # a read-only place is no reason not to talk
    return FileHistory(path)


def _read_line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _write_wrapped(text: str) -> None:
    columns = min(shutil.get_terminal_size().columns, MOST_COLUMNS)
    print(f"{wrap(text, columns)}\n", flush=True)


def _write_plain(text: str) -> None:
    print(f"{text}\n", flush=True)
