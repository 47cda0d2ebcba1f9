"""The content of a database, read back to be compared with another one's."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from sqlite_utils import Database

from bot.dataset.changes import Edition, ProjectState


def read_edition(connection: sqlite3.Connection) -> Edition:
    """Everything that `Changes` can tell about a database of our schema."""
    database = Database(connection, execute_plugins=False)
    (document,) = database.table("document").rows
    places: dict[str, list[str]] = defaultdict(list)
    for listing in database.table("listing").rows_where(order_by="is_reprint, position"):
        places[listing["project_id"]].append("{goal}-{policy}-{number}".format_map(listing))
    departments = database.table("department").rows_where(order_by="position")
    return Edition(
        fiscal_year=document["fiscal_year"],
        departments=tuple(row["name"] for row in departments),
        projects=tuple(
            ProjectState(
                name=row["name"],
                department=row["department"],
                amount=row["amount"],
                description=row["description"],
                is_new=bool(row["is_new"]),
                places=tuple(places[row["project_id"]]),
            )
            for row in database.table("project").rows_where(order_by="position")
        ),
    )
