"""Choices that open one project each."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from bot.japanese import key
from bot.query import IsProject, Measure, Query
from bot.reading import Option
from bot.understanding.lexicon import Lexicon

_NEAR = 45


def project_options(ids: list[str] | tuple[str, ...], lexicon: Lexicon) -> tuple[Option, ...]:
    """Choices that open one project each."""
    return tuple(
        Option(lexicon.catalogue.by_id[project].name, Query(Measure.DETAIL, (IsProject((project,)),)))
        for project in dict.fromkeys(ids)
    )


def nearest(text: str, lexicon: Lexicon, alike: int = _NEAR) -> list[str]:
    """Up to three projects whose names are most like `text`, and at least so much of a hundred."""
    form = key(text).removesuffix("事業")
    forms = {project.id: key(project.name) for project in lexicon.catalogue.projects}
    stems = {i: name.removesuffix("事業") for i, name in forms.items()}
    found = process.extract(form, stems, scorer=fuzz.ratio, score_cutoff=alike, limit=3)
    return [project for _, _, project in found]
