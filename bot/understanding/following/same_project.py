"""More about the one project that was talked about: 「担当は?」「今年どこか増えるの?」「いつから?」"""

from __future__ import annotations

from bot.query import Aspect, IsProject, Measure, Query
from bot.reading import DialogueState
from bot.understanding.asking.one_project import aspect_of, value_missing
from bot.understanding.draft import Draft
from bot.understanding.following.common import reread, single_project
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Words


def _asks_for_a_value(draft: Draft, project: str, lexicon: Lexicon) -> bool:
    """「その工事っていつから?」: a value that the project's text gives, of words that stand in it."""
    frame = draft.frame
    if not frame.has(*lexicon.vocabulary.values) or value_missing(frame, project, lexicon):
        return False
    words = [item.meaning.words for item in frame.of(Words) if isinstance(item.meaning, Words)]
    spoken_of = not words or any(project in lexicon.matching(said) for said in words)
    return spoken_of and all(item.is_a(Words) for item in frame.items)


def as_same_project(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「今年どこか増えるの?」 after one project: its text is the best answer there is."""
    frame = draft.frame
    project = single_project(last, state)
    if project is None or frame.refusals or draft.trouble is None:
        return None
    if _asks_for_a_value(draft, project, lexicon):
        return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=Aspect.PURPOSE))
    if frame.items:
        return None
    if not (frame.has("that", "detail", "change", "department_asked", "places_asked") or not frame.unknown):
        return None
    return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect_of(frame)))
