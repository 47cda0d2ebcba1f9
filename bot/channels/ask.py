"""Questions from the command line and from scripts: one at a time, or line by line.

Every line gets one answer at once; a line that cannot be used gets an error, and the run goes on.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO

from bot.answer import Kind
from bot.assistant import Assistant
from bot.channels.questions import UnusableError, faults_explained, usable
from bot.presenting.contract import publish
from bot.presenting.text import render
from bot.reading import DialogueState

MOST_SESSIONS = 10_000

_NOT_UTF8 = "この行を UTF-8 の文字として読めません。"
_NOT_JSON = "この行を JSON として読めません。"
_NOT_AN_OBJECT = 'この行は {"session": "文字列", "text": "質問"} の形になっていません。'


@dataclass(slots=True)
class Conversations:
    """What each session remembers; beyond `limit` the one that was silent longest is forgotten."""

    limit: int = MOST_SESSIONS
    _states: OrderedDict[str, DialogueState] = field(default_factory=OrderedDict)

    def state(self, session: str) -> DialogueState:
        """Return the state that the next message of `session` is to be read with."""
        return self._states.get(session, DialogueState())

    def keep(self, session: str, state: DialogueState) -> None:
        """Remember `state` for the next message of `session`."""
        self._states[session] = state
        self._states.move_to_end(session)
        if len(self._states) > self.limit:
            self._states.popitem(last=False)


def answer_question(assistant: Assistant, question: str, out: TextIO, *, as_json: bool) -> int:
    """Write the answer to one question to `out`; return the exit status."""
    try:
        shown, _ = _reply(assistant, DialogueState(), question, as_json)
    except UnusableError as reason:
        print(_error(reason, as_json), file=out)
        return 1
    print(shown, file=out)
    return 0


def answer_lines(assistant: Assistant, lines: Iterable[bytes], out: TextIO, *, as_json: bool) -> int:
    """Answer each line as it comes; return the exit status, 1 where a line could not be used.

    With `as_json` a line is an object with `session` and `text`. Otherwise it is a question, all
    lines are one conversation, blank ones are passed over, and an empty line ends each answer.
    """
    conversations = Conversations()
    status = 0
    for line in lines:
        if not as_json and not line.strip():
            continue
        try:
            session, question = _read_object(line) if as_json else ("", _decode(line))
            shown, state = _reply(assistant, conversations.state(session), question, as_json)
            conversations.keep(session, state)
        except UnusableError as reason:
            shown, status = _error(reason, as_json), 1
        print(shown, end="\n" if as_json else "\n\n", file=out, flush=True)
    return status


def _reply(
    assistant: Assistant, state: DialogueState, question: str, as_json: bool
) -> tuple[str, DialogueState]:
    with faults_explained():
        turn = assistant.ask(usable(question), state)
        if as_json:
            return json.dumps(publish(turn.answer), ensure_ascii=False), turn.state
        return render(turn.answer), turn.state


def _error(reason: UnusableError, as_json: bool) -> str:
    if as_json:
        return json.dumps({"kind": Kind.ERROR.value, "text": str(reason)}, ensure_ascii=False)
    return str(reason)


def _read_object(line: bytes) -> tuple[str, str]:
    try:
        value = json.loads(_decode(line))
    except (ValueError, RecursionError):
        raise UnusableError(_NOT_JSON) from None
    match value:
        case {"session": str(session), "text": str(text)}:
            return session, text
        case _:
            raise UnusableError(_NOT_AN_OBJECT)


def _decode(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise UnusableError(_NOT_UTF8) from None
