"""Projects by a part of their name, or of its reading, as it is while somebody is still typing it."""

from __future__ import annotations

from bot.dataset.catalogue import Catalogue
from bot.japanese import key, reading_of


class Typeahead:
    """Over the names of one catalogue. Made in some ten milliseconds."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = tuple(
            (project.id, key(project.name), reading_of(project.name)) for project in catalogue.projects
        )

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of the projects whose name holds all words of `text`, in printed order."""
        words = [(key(word), reading_of(word)) for word in text.split()]
        words = [(surface, reading) for surface, reading in words if surface]
        if not words:
            return ()
        return tuple(
            project_id
            for project_id, name, sound in self._names
            if all(surface in name or (reading and reading in sound) for surface, reading in words)
        )
