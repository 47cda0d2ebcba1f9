"""根拠: what a figure rests on, leafed through in one message."""

from __future__ import annotations

from bot.channels.telegram import wording
from bot.channels.telegram.browse import keys_of
from bot.channels.telegram.keyboards import Row, keyboard
from bot.channels.telegram.messages import Screen
from bot.channels.telegram.presses import ShowEvidence
from bot.channels.telegram.service import Service
from bot.presenting.evidence import evidence_pages
from bot.query import Query

_PAGE_LIMIT = 2_000
"""Characters: two or three phone screens, so that the buttons are not far."""


def evidence_page(service: Service, query: Query, page: int) -> Screen:
    """One page of the evidence for a query, figures as the data is now."""
    keys = keys_of(service)
    pages = evidence_pages(service.answer(query), _PAGE_LIMIT)
    page = min(page, len(pages) - 1)
    turning: Row = ()
    if page > 0:
        turning += (keys.button(wording.PREVIOUS, ShowEvidence(query, page - 1)),)
    if page + 1 < len(pages):
        turning += (keys.button(wording.NEXT, ShowEvidence(query, page + 1)),)
    return Screen(pages[page], keyboard([turning, (keys.share(query),)]))
