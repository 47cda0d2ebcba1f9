"""Going through a long list page by page, for channels without buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answer import Answer
from bot.presenting.rows import more_line, render_page
from bot.reading import SHOWN_AT_FIRST

# The line by which a text says how many rows it left out (`more_line`).
_LEFT_OUT = re.compile(r"^…ほか([0-9]+)件$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rest:
    """The rows of `answer` from `start` on (0-based), which have not been shown yet."""

    answer: Answer
    start: int

    def page(self) -> str:
        """Return the next page, with the number of rows that are still left."""
        end = min(self.start + SHOWN_AT_FIRST, len(self.answer.rows))
        lines = (render_page(self.answer, self.start), more_line(len(self.answer.rows), end))
        return "\n".join(line for line in lines if line)

    def after(self) -> Rest | None:
        """Return what is left after the next page."""
        end = self.start + SHOWN_AT_FIRST
        return Rest(self.answer, end) if end < len(self.answer.rows) else None


def rest_of(answer: Answer, text: str) -> Rest | None:
    """Return what `text`, the answer as shown, left out."""
    left_out = _LEFT_OUT.search(text)
    if left_out is None or answer.parts:
        return None
    return Rest(answer, len(answer.rows) - int(left_out[1]))
