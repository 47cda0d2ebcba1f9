"""Every rule of the server refuses what it should, told to the real client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken, NetworkError

from tests.botapi.people import Person
from tests.botapi.pictures import png
from tests.botapi.server import BotApiServer

# calls that the client has a method for are made raw where the method would not let the breach through
pytestmark = pytest.mark.filterwarnings("ignore:Please use .Bot:telegram.warnings.PTBUserWarning")

CHAT = 1001
Attempt = Callable[[Bot], Awaitable[Any]]


def text(value: str, **more: Any) -> Attempt:
    return lambda bot: bot.send_message(CHAT, value, **more)


def html(value: str) -> Attempt:
    return text(value, parse_mode="HTML")


def keyboard(*rows: list[InlineKeyboardButton]) -> Attempt:
    return text("選んでください", reply_markup=InlineKeyboardMarkup(rows))


def button(label: str = "次へ", **more: Any) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, **(more or {"callback_data": "n"}))


def raw(method: str, **parameters: Any) -> Attempt:
    return lambda bot: bot.do_api_request(method, api_kwargs=parameters)


REFUSED: dict[str, tuple[Attempt, str]] = {
    # spec: names, presence, types
    "unknown parameter": (raw("sendMessage", chat_id=CHAT, text="a", colour="red"), "unknown parameter"),
    "missing parameter": (raw("sendMessage", chat_id=CHAT), "required by sendMessage"),
    "wrong scalar": (raw("sendMessage", chat_id=CHAT, text="a", protect_content="perhaps"), "not JSON"),
    "wrong type": (raw("sendMessage", chat_id=CHAT, text="a", protect_content=7), "of type Boolean"),
    "not an object": (raw("sendMessage", chat_id=CHAT, text="a", link_preview_options=[1]), "an object"),
    "unknown nested field": (
        raw("sendMessage", chat_id=CHAT, text="a", link_preview_options={"off": True}),
        "unknown field of LinkPreviewOptions",
    ),
    "missing nested field": (
        raw(
            "sendMessage",
            chat_id=CHAT,
            text="a",
            reply_markup={"inline_keyboard": [[{"url": "https://a.jp"}]]},
        ),
        "required by InlineKeyboardButton",
    ),
    "wrong nested type": (
        raw("setMyCommands", commands=[{"command": "a", "description": 1}]),
        "must be of type String",
    ),
    "wrong scope type": (
        raw("setMyCommands", commands=[], scope={"type": "moon"}),
        "no type of BotCommandScope",
    ),
    "wrong number": (lambda bot: bot.get_updates(limit=101, timeout=0), "must be between 1 and 100"),
    "unknown chat action": (lambda bot: bot.send_chat_action(CHAT, "dancing"), "wrong parameter action"),
    "unknown update kind": (
        raw("getUpdates", allowed_updates=["gossip"]),
        "unknown update types ['gossip']",
    ),
    # text
    "empty text": (text("  \n "), "text is empty"),
    "long text": (text("予" * 4097), "message is too long"),
    "surrogates count twice": (text("𠮷" * 2049), "message is too long"),
    "unsupported tag": (html("これは<br>だめ"), 'Unsupported start tag "br" at byte offset 9'),
    "unescaped less-than": (html("3 < 5 です"), 'Unsupported start tag "" at byte offset 2'),
    "unclosed tag": (html("<b>太字"), 'Can\'t find end tag corresponding to start tag "b"'),
    "crossing tags": (
        html("<b><i>x</b></i>"),
        'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ),
    "end without start": (html("x</b>"), "Unexpected end tag at byte offset 1"),
    "cut start tag": (html("<b"), "Unclosed start tag at byte offset 0"),
    "cut end tag": (html("<b>x</b"), "Unclosed end tag at byte offset 4"),
    "plain span": (html("<span>x</span>"), 'Tag "span" must have class "tg-spoiler"'),
    "link to nowhere": (html('<a href="abc">x</a>'), "leads nowhere"),
    "link with a bad start parameter": (
        html('<a href="https://t.me/budget_test_bot?start=土木部">x</a>'),
        "start parameter",
    ),
    "too many entities": (html("<b>x</b> " * 101), "would be lost"),
    "only tags": (html("<b> </b>"), "text is empty"),
    "unknown parse mode": (text("a", parse_mode="Textile"), "unsupported parse_mode"),
    "entity outside": (text("abc", entities=[MessageEntity("bold", 2, 2)]), "lies outside the text"),
    "entity halves a character": (
        text("𠮷野家", entities=[MessageEntity("bold", 1, 1)]),
        "halves a character",
    ),
    "entity of no type": (text("abc", entities=[MessageEntity("loud", 0, 1)]), "must be one of mention"),
    "reply to nothing": (
        text("a", reply_parameters=ReplyParameters(99)),
        "Message to be replied not found",
    ),
    "unknown chat": (lambda bot: bot.send_message(4242, "a"), "Chat not found"),
    # keyboards
    "callback data too long": (
        keyboard([button(callback_data="字" * 22)]),
        "BUTTON_DATA_INVALID has 66 bytes",
    ),
    "callback data empty": (keyboard([button(callback_data="")]), "BUTTON_DATA_INVALID has 0 bytes"),
    "button without action": (keyboard([InlineKeyboardButton("x")]), "Text buttons are unallowed"),
    "button with two actions": (
        keyboard([button(callback_data="a", url="https://a.jp")]),
        "callback_data and url",
    ),
    "button without text": (keyboard([button(" ")]), "Button text must be non-empty"),
    "button to nowhere": (keyboard([button(url="nowhere")]), "leads nowhere"),
    "copied text too long": (keyboard([button(copy_text=CopyTextButton("x" * 257))]), "257 characters"),
    "inline query too long": (
        keyboard([button(switch_inline_query="x" * 257)]),
        "longer than an inline query",
    ),
    "row too wide": (keyboard([button() for _ in range(9)]), "row of 9 buttons"),
    "empty row": (keyboard([]), "empty row"),
    "too many buttons": (keyboard(*[[button()] for _ in range(101)]), "reply markup is too long"),
    "reply keyboard without buttons": (
        raw("sendMessage", chat_id=CHAT, text="a", reply_markup={"keyboard": []}),
        "has no buttons",
    ),
    # files
    "unknown photo": (lambda bot: bot.send_photo(CHAT, "photo-7-u7"), "Wrong file identifier"),
    "no picture": (lambda bot: bot.send_photo(CHAT, b"no picture"), "IMAGE_PROCESS_FAILED"),
    "picture too large": (lambda bot: bot.send_photo(CHAT, png(9000, 1001)), "PHOTO_INVALID_DIMENSIONS"),
    "picture too narrow": (lambda bot: bot.send_photo(CHAT, png(2100, 100)), "PHOTO_INVALID_DIMENSIONS"),
    "empty file": (lambda bot: bot.send_document(CHAT, b""), "File must be non-empty"),
    "long caption": (lambda bot: bot.send_photo(CHAT, png(), caption="字" * 1025), "caption is too long"),
    "unknown file": (lambda bot: bot.get_file("nothing"), "Invalid file_id"),
    # the bot about itself
    "command in Japanese": (lambda bot: bot.set_my_commands([("合計", "x")]), "BOT_COMMAND_INVALID"),
    "command with capitals": (lambda bot: bot.set_my_commands([("Sum", "x")]), "BOT_COMMAND_INVALID"),
    "command too long": (lambda bot: bot.set_my_commands([("a" * 33, "x")]), "1-32"),
    "command undescribed": (lambda bot: bot.set_my_commands([("sum", "")]), "1-256"),
    "command twice": (lambda bot: bot.set_my_commands([("a", "x"), ("a", "y")]), "DUPLICATE"),
    "101 commands": (
        lambda bot: bot.set_my_commands([BotCommand(f"c{n}", "x") for n in range(101)]),
        "BOT_COMMANDS_TOO_MUCH",
    ),
    "commands for a stranger": (
        lambda bot: bot.set_my_commands([("a", "x")], scope=BotCommandScopeChat(4242)),
        "Chat not found",
    ),
    "language": (lambda bot: bot.set_my_commands([("a", "x")], language_code="jpn"), "LANG_CODE_INVALID"),
    "description too long": (lambda bot: bot.set_my_description("字" * 513), "0-512"),
    "short description too long": (lambda bot: bot.set_my_short_description("字" * 121), "0-120"),
    # buttons and queries
    "answer to an unknown press": (lambda bot: bot.answer_callback_query("77"), "Query is too old"),
    "answer to an unknown query": (lambda bot: bot.answer_inline_query("77", []), "Query is too old"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_a_breach_is_refused_and_logged(
    name: str, server: BotApiServer, bot: Bot, hanako: Person
) -> None:
    attempt, words = REFUSED[name]
    with pytest.raises(BadRequest) as caught:
        await attempt(bot)
    assert words.lower() in str(caught.value).lower()
    assert len(server.rejected) == 1
    assert words.lower() in server.transcript().lower()
    assert hanako.private.messages == []


async def test_a_method_that_does_not_exist(bot: Bot, server: BotApiServer) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendTelepathy")
    assert server.rejected


async def test_a_wrong_token_is_not_served(server: BotApiServer) -> None:
    stranger = Bot("1:stranger", base_url=server.base_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_nobody_is_written_to_first(server: BotApiServer, bot: Bot) -> None:
    server.user(2002, "太郎")
    with pytest.raises(Forbidden, match="can't initiate"):
        await bot.send_message(2002, "はじめまして")
    assert server.rejected


async def test_a_file_beyond_the_upload_limit(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(CHAT, b"x" * (50 * 1024 * 1024 + 1))


async def test_uploads_and_references_must_match(server: BotApiServer, hanako: Person) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{server.base_url}{server.token}/sendMessage",
            data={"chat_id": str(CHAT), "text": "a"},
            files={"lost": ("lost.txt", b"x")},
        )
    assert answer.status_code == 400
    assert "nothing refers to it" in answer.json()["description"]
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{server.base_url}{server.token}/sendDocument",
            data={"chat_id": str(CHAT), "document": "attach://lost"},
            files={"found": ("found.txt", b"x")},
        )
    assert "'lost', which was not uploaded" in answer.json()["description"]
