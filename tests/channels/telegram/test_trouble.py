"""Trouble on the way to Telegram: one right reaction to each kind."""

from __future__ import annotations

import logging

import pytest
from telegram import Bot

from bot.channels.telegram.service import Service
from tests.botapi.errors import server_error, too_many_requests
from tests.botapi.faults import Drop, Hold, Refuse
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.channels.telegram.house import House

# the client's own notice about the type of RetryAfter.retry_after
pytestmark = [
    pytest.mark.usefixtures("kept_rules"),
    pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning"),
]


async def test_flood_control_is_obeyed(service: Service, hanako: Person, server: BotApiServer) -> None:
    server.inject("sendMessage", Refuse(too_many_requests(1)))
    assert "土木部" in (await hanako.asks("土木部の合計")).text
    assert len(server.calls_of("sendMessage")) == 2


async def test_server_errors_are_borne(service: Service, hanako: Person, server: BotApiServer) -> None:
    server.inject("sendMessage", Refuse(server_error(502)))
    assert "土木部" in (await hanako.asks("土木部の合計")).text
    assert len(hanako.private.messages) == 1


async def test_nothing_is_posted_twice(service: Service, hanako: Person, server: BotApiServer) -> None:
    server.inject("sendMessage", Drop(after_processing=True))
    answer = await hanako.asks("土木部の合計")
    await hanako.asks("農政部の合計")
    texts = [message.text for message in hanako.private.messages]
    assert texts.count(answer.text) == 1


async def test_a_dropped_call_is_told_to_the_person(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    server.inject("sendMessage", Drop())
    first = await hanako.asks("土木部の合計")
    assert "土木部" in first.text or "もう一度" in first.text


async def test_an_edit_is_repeated_until_it_arrives(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    message = await hanako.asks("メニュー")
    server.inject("editMessageText", Drop())
    server.inject("answerCallbackQuery", Refuse(server_error(500)))
    await hanako.follows(message, "基本目標から探す")
    assert message.has_button("基本目標1")


async def test_a_blocked_bot_forgets(service: Service, hanako: Person, server: BotApiServer) -> None:
    await hanako.asks("土木部の合計")
    await hanako.blocks_bot()
    await hanako.unblocks_bot()
    answer = await hanako.asks("その平均は?")
    assert "土木部" not in answer.text


async def test_blocking_while_the_answer_is_under_way(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    taro = server.user(1002, "太郎")
    hold = Hold()
    server.inject("sendMessage", hold)
    await hanako.sends("土木部の合計")
    await hold.reached.wait()
    await hanako.blocks_bot()
    assert "農政部" in (await taro.asks("農政部の合計")).text, "one slow chat holds up nobody else"
    hold.release()
    await server.world.signal.until(
        lambda: any("blocked" in str(call.error) for call in server.calls) or None, "the refusal"
    )
    assert "環境部" in (await taro.asks("環境部の合計")).text


async def test_order_holds_within_a_chat(service: Service, hanako: Person, server: BotApiServer) -> None:
    hold = Hold()
    server.inject("sendMessage", hold)
    await hanako.sends("土木部の合計")
    await hold.reached.wait()
    await hanako.sends("平均は?")
    await hanako.sends("じゃあ農政部は?")
    hold.release()
    heads = [(await hanako.private.next_message()).text for _ in range(3)]
    assert [("土木部" in heads[0]), ("土木部" in heads[1]), ("農政部" in heads[2])] == [True] * 3


async def test_a_repeated_update_is_answered_once(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    await hanako.asks("土木部の合計")
    await server.world.signal.until(lambda: server.world.updates.acknowledged or None, "the acknowledgement")
    server.repeat_updates()
    last = await hanako.asks("農政部の合計")
    assert len(hanako.private.messages) == 2
    assert "農政部" in last.text


async def test_questions_asked_while_the_bot_was_away_are_answered(house: House, hanako: Person) -> None:
    await hanako.sends("土木部の合計")
    async with house.running():
        assert "土木部" in (await hanako.private.next_message()).text


async def test_a_passing_rival_is_outlived(service: Service, hanako: Person, server: BotApiServer) -> None:
    async with Bot(server.token, base_url=server.base_url) as rival:
        await rival.get_updates(timeout=0)
    assert "土木部" in (await hanako.asks("土木部の合計")).text
    (conflict,) = server.rejected
    assert "terminated by other getUpdates" in str(conflict.error)
    server.world.journal.entries.remove(conflict)


async def test_a_late_press_is_still_carried_out(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    message = await hanako.asks("メニュー")
    await hanako.presses(message, "基本目標から探す", wait=False)
    server.expire_queries()
    await hanako.private.changed(message)
    assert message.has_button("基本目標1")
    (late,) = server.rejected
    assert "query is too old" in str(late.error)
    server.world.journal.entries.remove(late)
    server.world.callback_queries.clear()


async def test_neither_token_nor_question_reaches_the_log(
    house: House, hanako: Person, server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    server.inject("sendMessage", Drop(), times=2)
    async with house.running():
        await hanako.sends("ひみつの質問 土木部の合計")
        assert (await hanako.asks("農政部の合計")).text
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert "ひみつ" not in logged
    assert server.token.partition(":")[2] not in logged
