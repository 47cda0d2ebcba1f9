"""Themes: what a person means by 「観光客」 or 「健康づくり」, more and less than the projects that print the word.

`data/themes.csv` lists the projects about such a word, and those that only touch on it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.japanese import key
from bot.query import Condition, Field, IsProject, Measure, Mentions
from bot.understanding.draft import Draft
from bot.understanding.lexicon import Lexicon


def is_theme(conditions: tuple[Condition, ...], lexicon: Lexicon) -> bool:
    """Whether a word alone was said that several projects are about."""
    match conditions:
        case (Mentions((word,), Field.ANY, False, label),) if word == label:
            return len(lexicon.themes.get(key(word), ())) > 1
    return False


def of_theme(draft: Draft, lexicon: Lexicon) -> Draft:
    """「健康づくり系の事業は?」「観光関連の合計」: the projects about the theme in place of those that hold the word."""
    query = draft.query
    if query is None or query.measure not in {Measure.LIST, Measure.TOTAL} or draft.frame.has("contains"):
        return draft
    if query.measure is Measure.TOTAL and not draft.frame.has("related"):
        return draft
    match query.conditions:
        case (Mentions((word,), Field.ANY, False, label),) if word == label and key(word) in lexicon.themes:
            about = IsProject(lexicon.themes[key(word)], theme=word)
            return replace(draft, query=replace(query, conditions=(about,)))
    return draft
