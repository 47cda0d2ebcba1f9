"""Opening the data a channel answers from, and saying in Japanese why it cannot be opened."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager

from bot.assistant import BudgetAssistant, load_assistant
from bot.dataset.errors import DatasetError
from bot.presenting.reconciliation import error_text
from bot.settings import Settings, StartError
from bot.understanding.word_lists import AliasError

_NO_ALIASES = "言い換え表 {path} がありません。場所(BUDGET_ALIASES)を確かめてください。"
_ALIAS_FAULT = "言い換え表 {path} の{line}行目を使えません。{reason}"
_ALIAS_REASONS = {
    "empty": "alias(言葉)か target(読み替える先)が空です。",
    "kind": "kind(種類)に「{text}」は使えません。"
    "project、department、goal、policy、word のどれかにしてください。",
    "no such project": "「{text}」という事業は資料にありません。印刷どおりの名前か、確かめてください。",
    "no such department": "「{text}」という部局は資料にありません。",
    "no such goal": "「{text}」という番号の基本目標は資料にありません。",
    "no such policy": "「{text}」という施策は資料にありません。「4-カ」の形で書いてください。",
    "no such word": "「{text}」という言葉は、どの事業の名前にも説明にもありません。",
}
_UNREADABLE = (
    "言葉の表(CSV)を読めません。UTF-8 で保存されているか、見出しの行があるかを確かめてください。({reason})"
)


def open_assistant(settings: Settings) -> BudgetAssistant:
    """Load the assistant over the data that `settings` name.

    Raises `StartError` where the data cannot be used.
    """
    if not settings.budget_aliases.is_file():
        raise StartError(_NO_ALIASES.format(path=settings.budget_aliases))
    with data_faults_explained(settings):
        try:
            return load_assistant(settings.budget_database, settings.budget_aliases)
        except (OSError, UnicodeError, KeyError, csv.Error) as error:
            raise StartError(_UNREADABLE.format(reason=error)) from error


@contextmanager
def data_faults_explained(settings: Settings) -> Iterator[None]:
    """Raise `StartError` for what is wrong with the database or with the word tables."""
    try:
        yield
    except DatasetError as error:
        raise StartError(error_text(error)) from error
    except AliasError as error:
        reason = _ALIAS_REASONS.get(error.reason, "{text}").format(text=error.text)
        raise StartError(
            _ALIAS_FAULT.format(path=settings.budget_aliases, line=error.line, reason=reason)
        ) from error
