"""What a button does, and how that is written into its 64 bytes.

A button holds all it needs, so it outlives restarts and reloads; what does not fit is kept in the
bot's memory under a hash. `verb.argument.…`, arguments being page numbers and query tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.memory.queries import KeptQueries
from bot.presenting.topics import Topic
from bot.query import IsProject, Measure, Query
from bot.query_codec import UnreadableQueryError

DATA_LIMIT = 64
"""Bytes of callback data; all of ours is ASCII."""

_MOST_PAGES = 9_999


class Act(StrEnum):
    """What is done with a query."""

    ANSWER = "a"  # in a new message
    UNFOLD = "w"  # the whole of an answer of which a group saw the beginning
    CHART = "c"
    CSV = "v"
    XLSX = "x"


@dataclass(frozen=True, slots=True)
class Do:
    """Do something with a query that leaves the message as it is (but for UNFOLD)."""

    act: Act
    query: Query


@dataclass(frozen=True, slots=True)
class OpenMenu:
    """The entrance to browsing."""


@dataclass(frozen=True, slots=True)
class OpenGoals:
    """All goals."""


@dataclass(frozen=True, slots=True)
class OpenGoal:
    """The policies of one goal."""

    goal: int


@dataclass(frozen=True, slots=True)
class OpenDepartments:
    """A page of departments; pages count from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenList:
    """A page of projects; in a new message (`fresh`) or in place of the present one."""

    query: Query
    page: int = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class OpenCard:
    """One project; `origin` and `page` are the list to go back to. Without one, a new message."""

    project_id: str
    origin: Query | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowEvidence:
    """What a figure rests on: the first page in a new message, the others in its place."""

    query: Query
    page: int | None = None


@dataclass(frozen=True, slots=True)
class OpenHelp:
    """Help: one topic, or the list of topics."""

    topic: Topic | None = None


Press = OpenHelp | Do | OpenMenu | OpenGoals | OpenGoal | OpenDepartments | OpenList | OpenCard | ShowEvidence


def detail_query(project_id: str) -> Query:
    """The query that asks for one project."""
    return Query(Measure.DETAIL, (IsProject((project_id,)),))


def write(press: Press, kept: KeptQueries) -> str:
    """The callback data of a press, at most `DATA_LIMIT` ASCII characters."""
    match press:
        case Do(act, query):
            return f"{act}.{kept.token(query)}"
        case OpenHelp(topic):
            return "h" if topic is None else f"h.{topic}"
        case OpenMenu():
            return "m"
        case OpenGoals():
            return "g"
        case OpenGoal(goal):
            return f"g.{goal}"
        case OpenDepartments(page):
            return f"d.{page}"
        case OpenList(query, page, fresh):
            return _within(f"{'n' if fresh else 'l'}.{page}.", query, kept)
        case OpenCard(project_id, origin, page):
            # Half of the room for each token: 28 characters hold a project and most lists.
            card = f"p.{kept.token(detail_query(project_id), 28)}"
            return card if origin is None else _within(f"{card}.{page}.", origin, kept)
        case ShowEvidence(query, page):
            return _within("e." if page is None else f"e.{page}.", query, kept)


def read(data: str, kept: KeptQueries) -> Press:
    """The press that this callback data stands for. Raises `UnreadableQueryError` for any other text."""
    match data.split("."):
        case [("a" | "w" | "c" | "v" | "x") as act, token]:
            return Do(Act(act), kept.query(token))
        case [("h" | "m" | "g") as verb]:
            return _WITHOUT_ARGUMENTS[verb]
        case ["h", topic]:
            return OpenHelp(_topic(topic))
        case ["g", goal]:
            return OpenGoal(_count(goal))
        case ["d", page]:
            return OpenDepartments(_count(page))
        case [("l" | "n") as verb, page, token]:
            return OpenList(kept.query(token), _count(page), fresh=verb == "n")
        case ["p", token]:
            return OpenCard(_project(kept.query(token)))
        case ["p", token, page, origin]:
            return OpenCard(_project(kept.query(token)), kept.query(origin), _count(page))
        case ["e", token]:
            return ShowEvidence(kept.query(token))
        case ["e", page, token]:
            return ShowEvidence(kept.query(token), _count(page))
        case _:
            raise UnreadableQueryError("no press of ours")


_WITHOUT_ARGUMENTS: dict[str, Press] = {"h": OpenHelp(), "m": OpenMenu(), "g": OpenGoals()}


def _within(head: str, query: Query, kept: KeptQueries) -> str:
    return head + kept.token(query, DATA_LIMIT - len(head))


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 4 or int(text) > _MOST_PAGES:
        raise UnreadableQueryError("no count")
    return int(text)


def _topic(text: str) -> Topic:
    try:
        return Topic(text)
    except ValueError as error:
        raise UnreadableQueryError("no topic") from error


def _project(query: Query) -> str:
    match query.conditions:
        case (IsProject(ids=(project_id,)),):
            return project_id
        case _:
            raise UnreadableQueryError("no project")
