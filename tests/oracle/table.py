"""A reading of the published table that shares no code with the bot.

Two readers that agree are worth more than one: the bot keeps its own, with checks and messages for the
operator; this one is short, trusts the file, and stops at the first thing it does not expect.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple, TypedDict

SOURCE: Final = Path(__file__).parents[2] / "data" / "source" / "r7_strategy_programs.txt"

_GOAL = re.compile(r"基本目標(\d)\s*(.+)")
_POLICY = re.compile(r"([ア-ケ]) (.+)")
_TAG = re.compile(r"</?b>|^#+\s*")
_NEW = "(新)"
_REPRINT = "再掲"


class Listing(TypedDict):
    """One printed row. ``amount`` is in 千円; ``id`` is the project's place that is not a 再掲."""

    id: str
    listing: str
    goal: int
    goal_name: str
    policy: str
    policy_name: str
    number: int
    reprint: bool
    new: bool
    name: str
    dept: str
    amount: int
    desc: str


class Subtotal(NamedTuple):
    """A printed 小計: rows, how many of them are 再掲, and the sum over all rows in 千円."""

    rows: int
    reprints: int
    amount: int


class Table(NamedTuple):
    """The whole document: every row, each project once (by id), the 小計 by goal, and the 合計 in 千円."""

    listings: list[Listing]
    projects: dict[str, Listing]
    subtotals: dict[int, Subtotal]
    grand_total: int


def read(path: Path = SOURCE) -> Table:
    """Read the table from its extracted text.

    Raises ``ValueError`` or ``KeyError`` where a row does not look as expected.
    """
    goal, goal_name, policy, policy_name = 0, "", "", ""
    listings: list[Listing] = []
    subtotals: dict[int, Subtotal] = {}
    grand_total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        text = _TAG.sub("", line.strip())
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if heading := _GOAL.match(text):
            goal, goal_name = int(heading[1]), heading[2].strip()
        elif "\t" not in text and (heading := _POLICY.match(text)):
            policy, policy_name = heading[1], heading[2].strip()
        elif text.startswith("小計"):
            subtotals[int(cells[0].removeprefix("小計"))] = Subtotal(*(_whole(cell) for cell in cells[1:]))
        elif text.startswith("合計"):
            grand_total = _whole(cells[1])
        elif cells and cells[0].isdecimal():
            reprint = cells[1] == _REPRINT
            name, dept, amount, desc = cells[2:] if reprint else cells[1:]
            listing = f"{goal}-{policy}-{cells[0]}"
            listings.append(
                Listing(
                    id=listing,
                    listing=listing,
                    goal=goal,
                    goal_name=goal_name,
                    policy=policy,
                    policy_name=policy_name,
                    number=int(cells[0]),
                    reprint=reprint,
                    new=name.startswith(_NEW),
                    name=name.removeprefix(_NEW),
                    dept=dept,
                    amount=_whole(amount),
                    desc=desc,
                )
            )
    projects = {row["listing"]: row for row in listings if not row["reprint"]}
    first_place = {row["name"]: row["listing"] for row in projects.values()}
    for row in listings:
        row["id"] = first_place[row["name"]]
    return Table(listings, projects, subtotals, grand_total)


def _whole(cell: str) -> int:
    return int(cell.replace(",", ""))
