"""What this channel needs of the assistant, beyond asking and running."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.answer import Project
from bot.assistant import Assistant
from bot.dataset.catalogue import Catalogue


class BrowsingAssistant(Assistant, Protocol):
    """An assistant that can also be leafed through."""

    @property
    def catalogue(self) -> Catalogue:
        """Departments, goals and policies, in printed order."""
        ...

    def similar(self, project_id: str) -> tuple[Project, ...]:
        """似た事業, the most alike first; empty for an unknown id."""
        ...


Loader = Callable[[], BrowsingAssistant]
"""Makes an assistant over the database as it is now; runs in a worker thread."""
