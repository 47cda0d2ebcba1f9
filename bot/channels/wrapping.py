"""Lines broken for a terminal: by Japanese widths, with the usual rules for brackets and commas."""

from __future__ import annotations

import re

from prompt_toolkit.utils import get_cwidth

# What stays together: an opening bracket with what follows, an amount, a word in Latin letters,
# and what must not begin a line with what comes before it.
_UNIT = re.compile(
    r"[「『(（【〈《]*"
    r"(?:(?:[0-9][0-9,.]*[億万千]*)+[円件位%]?|[A-Za-z0-9_./:+-]+|.)"
    r"[、。,.」』)）】〉》・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ!?！？…]*"
)
_MARK = re.compile(r"\s*(?:[0-9]+\. |・)?")


def wrap(text: str, columns: int) -> str:
    """Break the lines of `text` that are wider than `columns`; list items hang under their text."""
    return "\n".join(_wrap_line(line, columns) for line in text.split("\n"))


def _wrap_line(line: str, columns: int) -> str:
    mark = _MARK.match(line)
    indent = " " * min(get_cwidth(mark[0]) if mark else 0, columns // 2)
    done, current = "", ""
    for unit in _UNIT.findall(line):
        if current.strip() and get_cwidth(current + unit) > columns:
            done += current.rstrip() + "\n"
            current = indent + unit.lstrip()
        else:
            current += unit
    return done + current
