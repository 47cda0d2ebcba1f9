"""The case files of ``tests/questions``: one conversation a line, with the answers that are right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NamedTuple, NotRequired, TypedDict

QUESTIONS: Final = Path(__file__).parents[1] / "questions"


class Accept(TypedDict):
    """One answer that is right; ``tests/questions/README.md`` says what each type asks for."""

    type: str
    calc: NotRequired[str]
    also: NotRequired[list[str]]
    must: NotRequired[str]
    may: NotRequired[str]
    ordered: NotRequired[bool]
    tol: NotRequired[float]
    contains: NotRequired[list[str]]
    among: NotRequired[list[str]]
    winner: NotRequired[str]


class Turn(NamedTuple):
    """One message and the answers any of which is right."""

    question: str
    accept: list[Accept]


class Case(NamedTuple):
    """One conversation: its turns are asked in order in one chat."""

    id: str
    tags: list[str]
    turns: list[Turn]


def load(path: Path) -> list[Case]:
    """The cases of one file, in order."""
    return [_case(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def load_all() -> list[Case]:
    """The cases of every file in ``tests/questions``."""
    return [case for path in sorted(QUESTIONS.glob("*.jsonl")) for case in load(path)]


def _case(line: Any) -> Case:
    turns = [Turn(turn["q"], turn["accept"]) for turn in line["turns"]]
    return Case(line["id"], line["tags"], turns)
