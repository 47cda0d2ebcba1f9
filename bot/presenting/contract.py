"""The answer object that every channel shows: the public face of an `Answer`."""

from __future__ import annotations

from bot.answer import Answer, Figure, Unit
from bot.presenting import money
from bot.presenting.figures import answers_of, figure_label
from bot.presenting.interpretation import interpret_answer
from bot.presenting.remarks import notes
from bot.presenting.replies import offered
from bot.presenting.text import declines, render

_DECIMALS = {Unit.PERCENT: 4, Unit.TIMES: 4, Unit.THOUSAND_YEN: 3, Unit.PROJECTS: 0}


def publish(answer: Answer) -> dict[str, object]:
    """The contract's fields in their order; JSON-ready.

    Amounts are in 千円. Whole numbers stay integers; a mean is rounded to the yen, percentages and
    multiples to four decimals. What declines carries no figures and no projects.
    """
    answers = [part for part in answers_of(answer) if not declines(part)]
    projects = dict.fromkeys(project.id for part in answers for project in part.rows)
    return {
        "kind": answer.kind.value,
        "text": render(answer),
        "interpretation": interpret_answer(answer),
        "figures": [_figure(figure, part) for part in answers for figure in part.figures],
        "projects": list(projects),
        "choices": list(offered(answer)),
        "notes": list(dict.fromkeys(note for part in answers_of(answer) for note in notes(part))),
        "source": _source(answer, only_one=len(projects) == 1),
    }


def _figure(figure: Figure, answer: Answer) -> dict[str, object]:
    return {
        "label": figure_label(figure, answer),
        "value": money.published(figure.value, _DECIMALS[figure.unit]),
        "unit": figure.unit.value,
    }


def _source(answer: Answer, *, only_one: bool) -> dict[str, object]:
    source = answer.source
    found: dict[str, object] = {
        "title": source.title,
        "fiscal_year": source.fiscal_year,
        "unit": source.unit,
        "version": source.version,
    }
    if only_one:
        project = next(project for part in answers_of(answer) for project in part.rows)
        found["places"] = [f"{place}{'(再掲)' if place.reprint else ''}" for place in project.places]
    return found
