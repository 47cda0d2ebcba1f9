"""Why a source or a database cannot be used. Errors carry data; the wording is presenting's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dataset.checks import Reconciliation


class DatasetError(Exception):
    """Anything that keeps a dataset from being read, built or loaded. `path` is the file concerned."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {detail}" if detail else str(path))
        self.path = path
        self.detail = detail


class SourceError(DatasetError):
    """The source text cannot be read at all."""


class SourceMissingError(SourceError):
    """There is no such file."""


class SourceUnreadableError(SourceError):
    """The file exists but the system does not let it be read; `detail` is the system's reason."""


class SourceEmptyError(SourceError):
    """The file holds nothing."""


class SourceEncodingError(SourceError):
    """The file is not UTF-8 text; `detail` is the encoding it seems to have, or empty."""


class SourceTitleError(SourceError):
    """No title with a fiscal year stands in the file."""


class SourceWithoutRowsError(SourceError):
    """There is a title, but not a single row of a table."""


class SourceRefusedError(DatasetError):
    """The source was read but does not add up; nothing was built.

    `forced` tells that faults were to be tolerated, and what remains cannot be represented.
    """

    def __init__(self, path: Path, reconciliation: Reconciliation, *, forced: bool) -> None:
        super().__init__(path, f"{len(reconciliation.faults)} faults")
        self.reconciliation = reconciliation
        self.forced = forced


class DatabaseError(DatasetError):
    """The database cannot be loaded or written."""


class DatabaseMissingError(DatabaseError):
    """There is no such file."""


class DatabaseUnreadableError(DatabaseError):
    """The file is damaged or no SQLite database; `detail` is SQLite's reason."""


class ForeignDatabaseError(DatabaseError):
    """An SQLite database, but not (or no longer) of our schema; `detail` names what differs."""


class OccupiedPathError(DatabaseError):
    """What lies where the database is to be built is somebody else's file, and was left alone."""


class DatabaseWriteError(DatabaseError):
    """The new database could not be written or did not pass its own checks; the old one stands."""
