"""What the server does for a bot that keeps the rules, and the people who use it."""

from __future__ import annotations

import asyncio

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest, Conflict
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from tests.botapi.calls import METHODS
from tests.botapi.fixtures import AnyApplication, builder_for, running
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.botapi.spec import load_spec

Context = ContextTypes.DEFAULT_TYPE


async def count_up(update: Update, context: Context) -> None:
    """A keyboard whose number grows in place."""
    query = update.callback_query
    assert query
    await query.answer("数えました")
    number = int(query.data or 0) + 1
    await query.edit_message_text(f"{number}回", reply_markup=counter(number))


def counter(number: int) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton("もう一度", callback_data=str(number))
    return InlineKeyboardMarkup([[button, InlineKeyboardButton("公式", url="https://example.jp")]])


async def greet(update: Update, context: Context) -> None:
    assert update.effective_message
    words = " ".join(context.args or ["はじめ"])
    await update.effective_message.reply_html(f"<b>{words}</b>です", reply_markup=counter(0))


async def echo(update: Update, context: Context) -> None:
    message = update.effective_message
    assert message
    if update.edited_message:
        await message.reply_text(f"直: {message.text}")
    else:
        await message.reply_text(f"受: {message.text or message.effective_attachment.__class__.__name__}")


async def inline(update: Update, context: Context) -> None:
    query = update.inline_query
    assert query
    start = int(query.offset or 0)
    results = [
        InlineQueryResultArticle(
            f"r{number}",
            f"{query.query}{number}",
            InputTextMessageContent(f"<i>{query.query}</i> {number}", parse_mode="HTML"),
            reply_markup=counter(0),
        )
        for number in range(start, start + 50)
    ]
    button = InlineQueryResultsButton("ボットを開く", start_parameter="inline")
    await query.answer(results, cache_time=10, is_personal=True, next_offset=str(start + 50), button=button)


def make(server: BotApiServer) -> AnyApplication:
    application = builder_for(server).build()
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(count_up))
    application.add_handler(InlineQueryHandler(inline))
    application.add_handler(MessageHandler(filters.ALL, echo))
    return application


async def test_every_method_of_the_spec_is_served() -> None:
    assert set(load_spec().methods) == {*METHODS, "getUpdates"}


async def test_a_conversation_by_long_polling(server: BotApiServer) -> None:
    hanako = server.user(1001, "花子")
    async with running(make, server):
        welcome = await hanako.asks("/start")
        assert welcome.styled("bold") == ["はじめ"]
        assert (await hanako.asks("𠮷野家と<b>")).text == "受: 𠮷野家と<b>"

        for number in (1, 2, 3):
            press = await hanako.presses(welcome, "もう一度")
            assert press.answer == {"text": "数えました"}
            assert (await hanako.private.changed(welcome)).text == f"{number}回"

        question = await hanako.sends("間違い")
        assert (await hanako.private.next_message()).text == "受: 間違い"
        await hanako.edits(question, "正しい")
        assert (await hanako.private.next_message()).text == "直: 正しい"
    assert server.rejected == []
    assert not server.world.unanswered
    assert not server.world.updates.pending, "the bot acknowledges what it has taken when it stops"
    assert "花子 presses [もう一度]" in server.transcript()


async def test_only_buttons_that_are_there_can_be_pressed(server: BotApiServer) -> None:
    hanako = server.user(1001, "花子")
    async with running(make, server):
        message = await hanako.asks("/start")
        old = message.button("もう一度")
        await hanako.presses(message, data="0")
        await hanako.private.changed(message)
        with pytest.raises(AssertionError, match="0 buttons"):
            await hanako.presses(message, data="0")
        with pytest.raises(AssertionError, match="does not call the bot"):
            await hanako.presses(message, "公式")
        await hanako.taps_outdated(message, old, wait=False)
        await server.world.signal.until(lambda: server.rejected or None, "the unmodified edit")
    assert "message is not modified" in str(server.rejected[0].error)


async def test_kinds_of_messages_and_deep_links(server: BotApiServer) -> None:
    hanako = server.user(1001, "花子")
    async with running(make, server):
        for deed, seen in (
            (hanako.sends_photo("図"), "tuple"),
            (hanako.sends_sticker(), "Sticker"),
            (hanako.sends_voice(), "Voice"),
            (hanako.sends_document(), "Document"),
            (hanako.sends_location(), "Location"),
        ):
            await deed
            assert (await hanako.private.next_message()).text == f"受: {seen}"
        await hanako.opens("https://t.me/budget_test_bot?start=p_1-32")
        assert (await hanako.private.next_message()).styled("bold") == ["p_1-32"]
        with pytest.raises(AssertionError, match="does not open the bot"):
            await hanako.opens("https://t.me/other_bot?start=a")


async def test_privacy_mode_in_groups(server: BotApiServer) -> None:
    hanako, taro = server.user(1001, "花子"), server.user(1002, "太郎")
    group = server.group(-500, "町内会", hanako, taro)
    async with running(make, server):
        await taro.sends("ボットには見えない", to=group)
        await taro.sends("/start@other_bot", to=group)
        assert (await hanako.asks("/start", to=group)).text == "はじめです"
        assert (await hanako.asks("/start@budget_test_bot 冬", to=group)).text == "冬です"
        answer = await taro.asks("@budget_test_bot 除雪は?", to=group)
        assert answer.text == "受: @budget_test_bot 除雪は?"
        assert (await taro.asks("返信", to=group, reply_to=answer)).text == "受: 返信"

        server.world.privacy_mode = False
        assert (await taro.asks("今は見える", to=group)).text == "受: 今は見える"
    assert len(group.messages) == 5
    assert server.rejected == []


async def test_inline_results_are_paged_sent_and_pressed(server: BotApiServer) -> None:
    hanako = server.user(1001, "花子")
    server.world.inline_feedback = True
    async with running(make, server):
        first = await hanako.types_inline("除雪")
        second = await hanako.types_inline("除雪", offset=first.next_offset)
        assert (len(first.results), first.titles[0], second.titles[0]) == (50, "除雪0", "除雪50")
        assert first.cache_time == 10
        message = await hanako.chooses(second, 3)
        assert (message.text, message.styled("italic")) == ("除雪 53", ["除雪"])
        await hanako.presses(message, "もう一度")
        assert (await hanako.private.changed(message)).text == "1回"
    assert server.rejected == []


@pytest.mark.filterwarnings("ignore:Please use .Bot:telegram.warnings.PTBUserWarning")
async def test_inline_breaches(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    def article(key: str, words: str = "文", title: str = "題") -> InlineQueryResultArticle:
        return InlineQueryResultArticle(key, title, InputTextMessageContent(words, parse_mode="HTML"))

    for results, more, words in (
        ([article(f"r{n}") for n in range(51)], {}, "RESULTS_TOO_MUCH"),
        ([article("a"), article("a")], {}, "RESULT_ID_DUPLICATE"),
        ([article("字" * 22)], {}, "RESULT_ID_INVALID has 66 bytes"),
        ([article("a", "<u>")], {}, "Can't find end tag"),
        ([article("a", "字" * 4097)], {}, "message is too long"),
        ([article("a", title="")], {}, "empty title"),
        ([article("a")], {"next_offset": "字" * 22}, "NEXT_OFFSET_INVALID"),
        ([article("a")], {"button": InlineQueryResultsButton("x", start_parameter="a b")}, "START_PARAM"),
        ([article("a")], {"button": InlineQueryResultsButton("x", start_parameter="a" * 65)}, "1-64"),
        ([article("a")], {"button": InlineQueryResultsButton("x")}, "either web_app or start_parameter"),
    ):
        asked = await hanako.starts_typing_inline("除雪")
        with pytest.raises(BadRequest) as caught:
            await bot.do_api_request(
                "answerInlineQuery", api_kwargs={"inline_query_id": asked.id, "results": results, **more}
            )
        assert words.lower() in str(caught.value).lower()
    asked = await hanako.starts_typing_inline("除雪")
    await bot.answer_inline_query(asked.id, [])
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_inline_query(asked.id, [])


async def test_a_press_is_answered_once_and_in_time(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    await bot.send_message(1001, "選ぶ", reply_markup=counter(0))
    message = await hanako.private.next_message()
    press = await hanako.presses(message, "もう一度", wait=False)
    with pytest.raises(BadRequest, match="0-200"):
        await bot.answer_callback_query(press.id, "字" * 201)
    await bot.answer_callback_query(press.id, "字" * 200)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(press.id)
    late = await hanako.presses(message, "もう一度", wait=False)
    server.expire_queries()
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(late.id)


async def test_updates_stay_until_acknowledged(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    await hanako.sends("二つ目")
    first = await bot.get_updates(timeout=0)
    assert await bot.get_updates(timeout=0) == first
    (second,) = await bot.get_updates(offset=first[0].update_id + 1, timeout=0)
    assert second.message
    assert second.message.text == "二つ目"
    assert await bot.get_updates(offset=second.update_id + 1, timeout=0) == ()
    await hanako.sends("三つ目")
    await hanako.sends("四つ目")
    (latest,) = await bot.get_updates(offset=-1, timeout=0)
    assert latest.message
    assert latest.message.text == "四つ目"


async def test_only_wanted_updates_are_kept(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    seen = await bot.get_updates(allowed_updates=["callback_query"], timeout=0)
    await hanako.sends("聞こえない")
    assert await bot.get_updates(offset=seen[-1].update_id + 1, timeout=0) == ()
    await bot.get_updates(allowed_updates=["message"], timeout=0)
    await hanako.sends("聞こえる")
    assert len(await bot.get_updates(timeout=0)) == 1


async def test_the_second_poller_sends_the_first_away(server: BotApiServer, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await server.world.signal.until(lambda: server.calls_of("getUpdates") or None, "the first poll")
    async with Bot(server.token, base_url=server.base_url) as rival:
        assert await rival.get_updates(timeout=0) == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await waiting


async def test_an_abandoned_poll_takes_no_updates(server: BotApiServer, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await server.world.signal.until(lambda: server.calls_of("getUpdates") or None, "the first poll")
    waiting.cancel()
    hanako = server.user(1001, "花子")
    await hanako.sends("届く?")
    (update,) = await bot.get_updates(timeout=5)
    assert update.message
    assert update.message.text == "届く?"
    assert server.rejected == []


async def test_files_in_japanese_arrive_whole(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    sent = await bot.send_document(1001, "事業,金額".encode("utf-8-sig"), filename="土木部の事業.csv")
    assert sent.document
    assert sent.document.file_name == "土木部の事業.csv"
    message = await hanako.private.next_message()
    stored = server.world.files.of(message.content)
    assert stored
    assert stored.upload.content.decode("utf-8-sig") == "事業,金額"


async def test_waiting_in_vain_shows_the_transcript(server: BotApiServer, hanako: Person) -> None:
    with pytest.raises(AssertionError, match=r"a message in 花子(?s:.*)/start"):
        await hanako.private.next_message(seconds=0.01)


async def test_an_old_message_comes_without_content(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    await bot.send_message(1001, "選ぶ", reply_markup=counter(0))
    message = await hanako.private.next_message()
    await hanako.presses(message, "もう一度", wait=False, too_old=True)
    update = (await bot.get_updates(timeout=0))[-1]
    assert update.callback_query
    assert update.callback_query.message
    assert not update.callback_query.message.is_accessible
