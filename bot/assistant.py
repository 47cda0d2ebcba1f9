"""The walk of one message through the house: understanding, answering, and what is remembered.

Channels talk to this alone. It reads the database once, when it is loaded, and does no input or
output of its own afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from rapidfuzz import fuzz

from bot.answer import Answer, Kind, Project
from bot.answering.answerer import Answerer
from bot.dataset.catalogue import Catalogue, load_catalogue
from bot.dataset.reader import load_snapshot
from bot.query import IsProject, Measure, Query
from bot.reading import Clarify, DialogueState, Doubt, Reading, Seen
from bot.understanding.building import build_lexicon
from bot.understanding.understand import Understanding
from bot.understanding.vocabulary import load_vocabulary
from bot.understanding.word_lists import read_aliases, read_hints, read_out_of_scope, read_themes

FRESH = DialogueState()
"""The state of a conversation that has not begun."""

_REMEMBERED = 6  # queries
_SHORT = 20  # projects: a list of more is not gone back to one by one


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer and the dialogue state that the next message is to be read with."""

    answer: Answer
    state: DialogueState


class Assistant(Protocol):
    """What a channel needs. All calls take milliseconds and never raise on any text."""

    @property
    def catalogue(self) -> Catalogue:
        """Departments, goals, policies and projects by name."""
        ...

    def ask(self, text: str, state: DialogueState = FRESH) -> Turn:
        """Read `text` after `state` and answer it."""
        ...

    def run(self, query: Query, state: DialogueState = FRESH) -> Turn:
        """Answer a query made by a button, a command or a link, as if it had been typed."""
        ...

    def similar(self, project_id: str) -> tuple[Project, ...]:
        """Up to three other projects of like name and description, the most alike first."""
        ...


class BudgetAssistant:
    """The assistant over one snapshot of the database."""

    def __init__(self, catalogue: Catalogue, understanding: Understanding, answerer: Answerer) -> None:
        self.catalogue = catalogue
        self._understanding = understanding
        self._answerer = answerer

    def ask(self, text: str, state: DialogueState = FRESH) -> Turn:
        """Read `text` after `state` and answer it."""
        return self._turn(self._understanding.read(text, state), state)

    def run(self, query: Query, state: DialogueState = FRESH) -> Turn:
        """Answer a query made by a button, a command or a link, as if it had been typed."""
        return self._turn(Reading((query,)), state)

    def similar(self, project_id: str) -> tuple[Project, ...]:
        """Up to three other projects of like name and description, the most alike first."""
        own = self.catalogue.by_id.get(project_id)
        if own is None:
            return ()
        alike = sorted(
            (project for project in self.catalogue.projects if project.id != project_id),
            key=lambda other: (
                -2 * fuzz.ratio(own.name, other.name)
                - fuzz.token_set_ratio(own.description, other.description)
            ),
        )
        return tuple(
            row
            for other in alike[:3]
            for row in self._answerer.answer(
                Reading((Query(Measure.DETAIL, (IsProject((other.id,)),)),))
            ).rows
        )

    def _turn(self, reading: Reading, state: DialogueState) -> Turn:
        answer = self._answerer.answer(reading)
        return Turn(answer, _remember(answer, reading, state))


def _remember(answer: Answer, reading: Reading, state: DialogueState) -> DialogueState:
    """What the next message is read with. A question that failed leaves the thread as it was."""
    if isinstance(reading.outcome, tuple) and answer.kind is Kind.TEXT:
        return replace(state, options=(), astray=False, pending=None, explained=reading.outcome[-1].fact)
    if isinstance(reading.outcome, tuple):
        parts = answer.parts or (answer,)
        queries = (*(part.query for part in reversed(parts) if part.query), *state.queries)[:_REMEMBERED]
        lists = (Seen(part.query, _ids(part)) for part in reversed(parts) if part.query)
        seen = (*(one for one in lists if 0 < len(one.ids) <= _SHORT), *state.seen)[:_REMEMBERED]
        last = parts[-1]
        shown = _ids(last)
        detail = reading.outcome[-1].measure is Measure.DETAIL
        listed = shown if len(shown) > 1 else state.listed if detail else ()
        return DialogueState(queries, shown, listed, seen, tuple(group.query for group in last.groups))
    options = answer.options if isinstance(reading.outcome, Clarify) or answer.options else ()
    intricate = isinstance(reading.outcome, Clarify) and reading.outcome.doubt is Doubt.TOO_INTRICATE
    astray = answer.kind is Kind.NOT_FOUND or intricate
    return replace(state, options=options, astray=astray, pending=reading.pending, explained=None)


def _ids(answer: Answer) -> tuple[str, ...]:
    return tuple(row.id for row in answer.rows)


def load_assistant(
    database: Path, aliases: Path | None = None, out_of_scope: Path | None = None
) -> BudgetAssistant:
    """The assistant over a database file and the word tables beside it.

    `aliases` and `out_of_scope` default to the files of that name in the database's folder; `hints.csv` and
    `themes.csv` lie beside the aliases.

    Raises:
        DatasetError: the database is missing, damaged or not ours.
        AliasError: a line of the aliases, hints or themes does not fit the database.
    """
    connection = load_snapshot(database)
    catalogue = load_catalogue(connection)
    alias_file = aliases or database.with_name("aliases.csv")
    hint_file = alias_file.with_name("hints.csv")
    theme_file = alias_file.with_name("themes.csv")
    outside_file = out_of_scope or database.with_name("out_of_scope.csv")
    lexicon = build_lexicon(
        catalogue,
        load_vocabulary(),
        read_aliases(alias_file) if alias_file.exists() else (),
        read_out_of_scope(outside_file) if outside_file.exists() else (),
        read_hints(hint_file) if hint_file.exists() else (),
        read_themes(theme_file) if theme_file.exists() else (),
    )
    return BudgetAssistant(catalogue, Understanding(lexicon), Answerer(connection))
