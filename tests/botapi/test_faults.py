"""Injected trouble reaches the real client as the real thing would."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ContextTypes, MessageHandler, filters

from tests.botapi.errors import server_error, too_many_requests
from tests.botapi.faults import Drop, Hold, Refuse
from tests.botapi.fixtures import AnyApplication, builder_for, running
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer

# the client's own notice about the type of RetryAfter.retry_after
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

CHAT = 1001


async def test_flood_control(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    server.inject("sendMessage", Refuse(too_many_requests(3)))
    with pytest.raises(RetryAfter, match="Retry in 3 seconds"):
        await bot.send_message(CHAT, "一度目")
    await bot.send_message(CHAT, "二度目")
    assert [message.text for message in hanako.private.messages] == ["二度目"]
    assert server.rejected == [], "an injected fault is not the bot's fault"
    assert "[Refuse]" in server.transcript()


async def test_server_error(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    server.inject("sendMessage", Refuse(server_error(502)), times=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(CHAT, "届かない")
    await bot.send_message(CHAT, "届く")
    assert not server.world.faults.unspent


@pytest.mark.parametrize("after", [False, True])
async def test_dropped_connection(after: bool, server: BotApiServer, bot: Bot, hanako: Person) -> None:
    server.inject("sendMessage", Drop(after_processing=after))
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(CHAT, "途中で切れる")
    assert not isinstance(caught.value, BadRequest)
    assert len(hanako.private.messages) == int(after)


@pytest.mark.parametrize("after", [False, True])
async def test_delayed_answer(after: bool, server: BotApiServer, bot: Bot, hanako: Person) -> None:
    hold = Hold(after_processing=after)
    server.inject("sendMessage", hold)
    with pytest.raises(TimedOut):
        await bot.send_message(CHAT, "遅い", read_timeout=0.2)
    assert hold.reached.is_set()
    assert len(hanako.private.messages) == int(after)


async def test_a_held_call_goes_on_when_released(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    hold = Hold()
    server.inject("sendMessage", hold, chat_id=CHAT)
    sending = asyncio.create_task(bot.send_message(CHAT, "待った"))
    await hold.reached.wait()
    assert hanako.private.messages == []
    hold.release()
    assert (await sending).text == "待った"


async def test_faults_may_be_for_one_chat(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    taro = server.user(1002, "太郎")
    await taro.sends("/start")
    server.inject("sendMessage", Refuse(too_many_requests(1)), chat_id=taro.id)
    await bot.send_message(CHAT, "花子へ")
    with pytest.raises(RetryAfter):
        await bot.send_message(taro.id, "太郎へ")


async def test_blocked_by_the_user(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    await hanako.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(CHAT, "届かない")
    assert server.rejected == []
    updates = await bot.get_updates(timeout=0)
    assert updates[-1].my_chat_member
    await hanako.unblocks_bot()
    await bot.send_message(CHAT, "届く")


async def test_group_becomes_supergroup(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    group = server.group(-500, "町内会", hanako)
    new = group.migrates()
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(-500, "古い宛先")
    assert caught.value.new_chat_id == new.chat.id
    await bot.send_message(new.chat.id, "新しい宛先")
    assert new.messages[0].text == "新しい宛先"
    told = [update.message for update in await bot.get_updates(timeout=0)][-2:]
    assert told[0]
    assert told[1]
    assert (told[0].migrate_to_chat_id, told[1].migrate_from_chat_id) == (new.chat.id, -500)


async def test_a_repeated_update_is_delivered_again(server: BotApiServer) -> None:
    seen: list[int] = []
    twice = asyncio.Event()

    async def note(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        seen.append(update.update_id)
        if len(seen) == 3:
            twice.set()

    def make(to: BotApiServer) -> AnyApplication:
        application = builder_for(to).build()
        application.add_handler(MessageHandler(filters.ALL, note))
        return application

    hanako = server.user(1001, "花子")
    async with running(make, server):
        first = await hanako.sends("一")
        await server.world.signal.until(lambda: server.world.updates.acknowledged or None, "the first update")
        (number,) = server.repeat_updates()
        await hanako.sends("二")
        async with asyncio.timeout(5):
            await twice.wait()
    assert first.text == "一"
    assert seen == [number, number, number + 1]


async def test_polling_survives_a_failing_server(server: BotApiServer) -> None:
    async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message
        await update.effective_message.reply_text("はい")

    def make(to: BotApiServer) -> AnyApplication:
        application = builder_for(to).build()
        application.add_handler(MessageHandler(filters.ALL, reply))
        return application

    hanako = server.user(1001, "花子")
    server.inject("getUpdates", Refuse(server_error(502)))
    async with running(make, server):
        assert (await hanako.asks("聞こえますか")).text == "はい"
    assert not server.world.faults.unspent
    assert server.rejected == []


async def test_a_bot_that_is_gone_leaves_no_call_behind(server: BotApiServer, hanako: Person) -> None:
    bot = Bot(server.token, base_url=server.base_url)
    hold = Hold()
    server.inject("sendMessage", hold)
    async with bot:
        with pytest.raises(TelegramError):
            await bot.send_message(CHAT, "切る", read_timeout=0.1)
    hold.release()
    assert hanako.private.messages == []
