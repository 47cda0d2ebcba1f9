"""Pictures and files: made off the event loop, and a picture that Telegram holds is not made again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from telegram import InlineKeyboardMarkup, InputFile, Message
from telegram.constants import ChatAction
from telegram.error import BadRequest

from bot.answer import Answer
from bot.channels.telegram import wording
from bot.channels.telegram.browse import keys_of
from bot.channels.telegram.conversation import remember_subject
from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.messages import Screen, shorten
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.service import Context, Service
from bot.presenting.charts import chart, chart_key
from bot.presenting.files import csv_file, file_name, xlsx_file
from bot.presenting.text import render
from bot.query import Query

_UNKNOWN_FILE = "file"
_CAPTION_LENGTH = 500  # characters; well under what a caption may hold, whatever they are


async def send_chart(sender: Sender, context: Context, query: Query) -> None:
    """The picture for an answer, from Telegram's store where it has been sent before."""
    service = context.service
    answer = service.answer(query)
    key = chart_key(answer)
    if key is None:
        await sender.send(Screen(wording.NO_CHART))
        return
    buttons = keyboard([(keys_of(service).share(query),)])
    await sender.act(ChatAction.UPLOAD_PHOTO)
    async with service.drawing(key):
        sent = await _send_held(sender, service, key, answer, buttons)
        if sent is None:
            picture = await asyncio.to_thread(chart, answer)
            if picture is None:
                await sender.send(Screen(wording.NO_CHART))
                return
            sent = await sender.send_photo(InputFile(picture, "chart.png"), caption_of(answer), buttons)
            service.memory.pictures.keep(key, sent.photo[-1].file_id)
    remember_subject(context, sender.talk, sent.message_id, query)


async def _send_held(
    sender: Sender, service: Service, key: str, answer: Answer, buttons: InlineKeyboardMarkup | None
) -> Message | None:
    """Send the picture that Telegram holds; None where there is none, or where it has been lost."""
    held = service.memory.pictures.find(key)
    if held is None:
        return None
    try:
        return await sender.send_photo(held, caption_of(answer), buttons)
    except BadRequest as error:
        if _UNKNOWN_FILE not in error.message.lower():
            raise
        service.memory.pictures.drop(key)
        return None


async def send_csv(sender: Sender, context: Context, query: Query) -> None:
    """The rows or groups of an answer for a spreadsheet."""
    await _send_file(sender, context, query, csv_file, "csv")


async def send_xlsx(sender: Sender, context: Context, query: Query) -> None:
    """The rows or groups of an answer as an Excel workbook."""
    await _send_file(sender, context, query, xlsx_file, "xlsx")


async def _send_file(
    sender: Sender, context: Context, query: Query, make: Callable[[Answer], bytes | None], ending: str
) -> None:
    answer = context.service.answer(query)
    await sender.act(ChatAction.UPLOAD_DOCUMENT)
    content = await asyncio.to_thread(make, answer)
    if content is None:
        await sender.send(Screen(wording.NO_FILE))
        return
    sent = await sender.send_document(InputFile(content, file_name(answer, ending)), caption_of(answer))
    remember_subject(context, sender.talk, sent.message_id, query)


def caption_of(answer: Answer) -> str:
    """The answer's headline, and the source."""
    headline = render(answer).partition("\n")[0]
    return shorten(wording.CAPTION.format(headline=headline, title=answer.source.title), _CAPTION_LENGTH)
