"""Lists of projects as lines of text, in pages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Answer, Place, Project, Role
from bot.presenting import money
from bot.presenting.figures import find
from bot.presenting.labels import NEW_MARK, REPRINT_MARK
from bot.presenting.scope import searched_for
from bot.query import InDepartments
from bot.reading import SHOWN_AT_FIRST


def row_line(number: int, project: Project, *, department: bool = True) -> str:
    """「1. ◯◯事業 1,234万5千円(◯◯部)」."""
    where = f"({project.department})" if department else ""
    return f"{number}. {title(project)} {money.spoken(project.amount)}{where}"


def render_rows(
    rows: Sequence[Project],
    start: int = 0,
    size: int = SHOWN_AT_FIRST,
    *,
    department: bool = True,
    offset: int = 0,
) -> str:
    """Rows `start`..`start + size` of a list, numbered as in the whole list.

    `offset` is added to each number, for a list that begins at a later rank.
    """
    page = rows[start : start + size]
    return "\n".join(
        row_line(start + index + offset, project, department=department)
        for index, project in enumerate(page, 1)
    )


def render_page(answer: Answer, start: int = 0, size: int = SHOWN_AT_FIRST) -> str:
    """One page of an answer's rows; what only mentions the word stands under its own heading."""
    department = not has_single_department(answer)
    offset = rank_offset(answer)
    split = answer.mentions_from
    if split is None:
        return render_rows(answer.rows, start, size, department=department, offset=offset)
    end = min(start + size, len(answer.rows))
    parts = [render_rows(answer.rows, start, min(split, end) - start, department=department)]
    if start == 0 and split > 0 and counts_mentions_too(answer):
        parts.insert(0, names_heading(answer))
    if end > split:
        first = max(start, split)
        parts += [
            mentions_heading(answer),
            render_rows(answer.rows, first, end - first, department=department),
        ]
    return "\n".join(part for part in parts if part)


def names_heading(answer: Answer) -> str:
    """「事業名に「公園」がある事業 3件」, before the first of several kinds of match."""
    words = searched_for(answer.query.conditions) if answer.query else ""
    return f"事業名に{words or 'その言葉'}がある事業 {answer.mentions_from}件"


def counts_mentions_too(answer: Answer) -> bool:
    """Whether the count stated is that of both kinds of match, so that each kind needs its own."""
    count = find(answer, Role.COUNT)
    return answer.mentions_from is not None and count is not None and count.value == len(answer.rows)


def mentions_heading(answer: Answer) -> str:
    """「説明文に「公園」がある事業 2件」."""
    words = searched_for(answer.query.conditions) if answer.query else ""
    count = len(answer.rows) - (answer.mentions_from or 0)
    return f"説明文に{words or 'その言葉'}がある事業 {count}件"


def first_page(answer: Answer) -> str:
    """The first page of an answer's rows, and how many there are besides."""
    more = more_line(len(answer.rows), min(SHOWN_AT_FIRST, len(answer.rows)))
    return "\n".join(part for part in (render_page(answer), more) if part)


def more_line(total: int, shown: int) -> str:
    """「…ほか28件」, or nothing where all are shown."""
    return f"…ほか{total - shown}件" if total > shown else ""


def title(project: Project) -> str:
    """A project's name, marked where it is new."""
    return f"{project.name}{NEW_MARK if project.is_new else ''}"


def place_words(place: Place) -> str:
    """「1-ア-32(基本目標1 施策ア 32番)」, a reprint marked."""
    mark = REPRINT_MARK if place.reprint else ""
    return f"{place}(基本目標{place.goal} 施策{place.policy} {place.number}番){mark}"


def has_single_department(answer: Answer) -> bool:
    """Whether the question is about one department, so that rows need not repeat it."""
    conditions = answer.query.conditions if answer.query else ()
    return any(isinstance(c, InDepartments) and len(c.names) == 1 and not c.negated for c in conditions)


def rank_offset(answer: Answer) -> int:
    """How many ranks come before the first row."""
    window = answer.query.window if answer.query else None
    return window.first - 1 if window else 0
