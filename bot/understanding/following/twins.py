"""「中学校のほうは?」 after the project of that name for 小学校."""

from __future__ import annotations

from rapidfuzz import fuzz

from bot.japanese import key
from bot.query import Aspect, IsProject, Measure, Query
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import is_bare, reread, single_project
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Projects, Words

_TWIN = 70


def as_twin(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「中学校のほうは?」 after the project of that name for 小学校."""
    if not (draft.frame.has("rather", "instead") or is_bare(draft.frame, "amount")):
        return None
    one = single_project(last, state)
    project = twin_of(draft, one, lexicon) if one else None
    if project is None:
        return None
    aspect = last.aspect if last.measure is Measure.DETAIL else Aspect.AMOUNT
    return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),), aspect=aspect))


def twin_of(draft: Draft, one: str, lexicon: Lexicon) -> str | None:
    """The project that is named like `one` but for the word said."""
    said = [
        word for item in draft.frame.items if isinstance(item.meaning, Words) for word in item.meaning.words
    ]
    if not (said or draft.frame.has("rather")):
        return None
    name = key(lexicon.catalogue.by_id[one].name)
    if said and all(key(word) in name for word in said):
        return None  # 「若者は?」 after 若者地元定着奨学金返済補助事業 tells no other one
    meant = _all_said(draft, one, lexicon)
    if meant:
        return meant
    near = [
        (fuzz.ratio(name, key(lexicon.catalogue.by_id[project].name)), project)
        for project in lexicon.matching(said, in_text=False)
        if project != one
    ]
    return max(near)[1] if near and max(near)[0] >= _TWIN else None


def _all_said(draft: Draft, one: str, lexicon: Lexicon) -> str | None:
    """「DX・デザインのほう」「運営は?」: the one project with all words in its name, and named like the last."""
    items = draft.frame.of(Words, Projects)
    words = [item.meaning.words if isinstance(item.meaning, Words) else (item.text,) for item in items]
    named = [set(lexicon.matching(said, in_text=False)) - {one} for said in words]
    fits = set.intersection(*named) if named else set()
    name = key(lexicon.catalogue.by_id[one].name)
    alike = [project for project in fits if _begins_like(key(lexicon.catalogue.by_id[project].name), name)]
    if len(alike) == 1:
        return alike[0]
    return fits.pop() if len(fits) == 1 and len(words) > 1 and draft.frame.has("rather") else None


def _begins_like(name: str, other: str) -> bool:
    same = next((i for i, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), 0)
    return same >= _BEGINNING


_BEGINNING = 4  # letters: 旭川市立大学運営事業 after 旭川市立大学施設整備補助金
