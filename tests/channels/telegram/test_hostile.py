"""What careless, unlucky or ill-meaning people do to a bot: nothing breaks, nothing is said twice."""

from __future__ import annotations

import asyncio

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.service import Service
from tests.botapi.errors import server_error, too_many_requests
from tests.botapi.faults import Drop, Fault, Hold, Refuse
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.channels.telegram.house import House, asked, shown

# the client's own notice about the type of RetryAfter.retry_after
pytestmark = [
    pytest.mark.usefixtures("kept_rules"),
    pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning"),
]

FAULTS: dict[str, Fault] = {
    "429": Refuse(too_many_requests(1)),
    "500": Refuse(server_error(500)),
    "502": Refuse(server_error(502)),
    "cut before": Drop(),
    "cut after": Drop(after_processing=True),
}


def forgive(server: BotApiServer, phrase: str) -> None:
    """Take one refusal out of the journal that the bot could not avoid."""
    refused = next(call for call in server.rejected if phrase in str(call.error))
    server.world.journal.entries.remove(refused)


async def test_a_picture_tapped_twice_is_sent_once(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    answer = await hanako.asks("部局別の合計")
    button = answer.button("グラフ")
    hold = Hold()
    server.inject("sendChatAction", hold)
    first = asyncio.create_task(hanako.taps_outdated(answer, button))
    await hold.reached.wait()
    second = await hanako.taps_outdated(answer, button, wait=False)
    hold.release()
    await first
    await hanako.private.next_message()
    await server.world.signal.until(lambda: second.answer, "the second tap's answer")
    await hanako.asks("土木部の合計")  # the chat's turn comes after both taps
    assert len(server.calls_of("sendPhoto")) == 1


async def test_two_people_tap_for_one_picture(service: Service, hanako: Person, server: BotApiServer) -> None:
    taro = server.user(1002, "太郎")
    hers, his = await hanako.asks("部局別の合計"), await taro.asks("部局別の合計")
    pictures = await asyncio.gather(hanako.follows(hers, "グラフ"), taro.follows(his, "グラフ"))
    assert all("photo" in picture.content for picture in pictures)
    assert sorted(bool(call.uploads) for call in server.calls_of("sendPhoto")) == [False, True]


@pytest.mark.parametrize("fault", FAULTS)
async def test_trouble_in_the_middle_of_an_edit(
    fault: str, service: Service, hanako: Person, server: BotApiServer, assistant: Assistant
) -> None:
    question = await hanako.sends("土木部の合計")
    answer = await hanako.private.next_message()
    server.inject("editMessageText", FAULTS[fault])
    await hanako.edits(question, "農政部の合計")
    await hanako.private.changed(answer)
    await hanako.asks("ありがとう")  # after the retries
    assert shown(answer) == asked(assistant, "農政部の合計")
    await hanako.edits(question, "環境部の合計")
    await hanako.private.changed(answer)
    assert shown(answer) == asked(assistant, "環境部の合計")
    if fault == "cut after":
        forgive(server, "message is not modified")  # the edit had arrived: all the bot could do is ask again


@pytest.mark.parametrize("fault", FAULTS)
async def test_trouble_between_the_parts_of_an_edited_answer(
    fault: str, service: Service, hanako: Person, server: BotApiServer
) -> None:
    question = await hanako.sends("土木部の合計は?農政部の合計は?")
    first, second = [await hanako.private.next_message() for _ in range(2)]
    hold = Hold()
    server.inject("editMessageText", hold)
    await hanako.edits(question, "環境部の合計は?建築部の合計は?")
    await hold.reached.wait()
    server.inject("editMessageText", FAULTS[fault])  # befalls the second part
    hold.release()
    await hanako.private.changed(second)
    await hanako.asks("ありがとう")
    assert "環境部" in first.text
    assert "建築部" in second.text
    if fault == "cut after":
        forgive(server, "message is not modified")


async def test_a_press_is_carried_out_though_it_cannot_be_acknowledged(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    menu = await hanako.asks("メニュー")
    server.inject("answerCallbackQuery", Drop(), times=3)
    await hanako.presses(menu, "基本目標から探す", wait=False)
    await hanako.private.changed(menu)
    assert menu.has_button("基本目標1")
    server.world.callback_queries.clear()


async def test_one_chat_told_to_wait_holds_up_no_other(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    taro = server.user(1002, "太郎")
    server.inject("sendMessage", Refuse(too_many_requests(2)), chat_id=hanako.id)
    await hanako.sends("土木部の合計")
    await server.world.signal.until(
        lambda: any("Too Many" in str(call.error) for call in server.calls) or None, "the refusal"
    )
    assert "農政部" in (await taro.asks("農政部の合計", seconds=1.5)).text
    assert "土木部" in (await hanako.private.next_message()).text


async def test_an_endless_wait_is_not_waited_for(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    server.inject("sendMessage", Refuse(too_many_requests(86_400)))
    await hanako.sends("土木部の合計")
    assert "農政部" in (await hanako.asks("農政部の合計")).text


async def test_an_answer_deleted_by_hand_is_given_again(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    question = await hanako.sends("土木部の合計")
    answer = await hanako.private.next_message()
    answer.deleted = True
    await hanako.edits(question, "農政部の合計")
    assert "農政部" in (await hanako.private.next_message()).text
    forgive(server, "message to edit not found")


async def test_a_question_deleted_before_its_answer(
    service: Service, server: BotApiServer, hanako: Person
) -> None:
    group = server.group(-500, "町内会", hanako)
    hold = Hold()
    server.inject("sendMessage", hold)
    await hanako.sends("@budget_test_bot 土木部の合計", to=group)
    await hold.reached.wait()
    question = await hanako.sends("@budget_test_bot 農政部の合計", to=group)
    question.deleted = True
    hold.release()
    assert "土木部" in (await group.next_message()).text
    answer = await group.next_message()
    assert "農政部" in answer.text
    assert answer.reply_to is None


async def test_a_reply_to_a_deleted_answer_still_knows_its_subject(
    service: Service, server: BotApiServer, hanako: Person
) -> None:
    answer = await hanako.asks("土木部の合計")
    await hanako.asks("農政部の合計")
    answer.deleted = True
    assert "土木部" in (await hanako.asks("平均は?", reply_to=answer)).text


async def test_what_was_answered_before_a_crash_is_not_answered_again(
    house: House, hanako: Person, server: BotApiServer
) -> None:
    async with house.running():
        await hanako.asks("土木部の合計")
        await hanako.asks("/help")
        await server.world.signal.until(
            lambda: len(server.world.updates.acknowledged) > 1 or None, "the acknowledgement"
        )
    async with house.running():
        server.repeat_updates(2)
        last = await hanako.asks("農政部の合計")
    assert len(hanako.private.messages) == 3
    assert "農政部" in last.text


@pytest.mark.parametrize("name", ["<b>", "&lt;", "</code>", "😀𠮷" * 20, "_*[`", "\u202e\u200f"])
async def test_names_that_are_markup(
    name: str, service: Service, server: BotApiServer, hanako: Person
) -> None:
    stranger = server.user(1003, name)
    group = server.group(-501, name, hanako, stranger)
    assert "土木部" in (await stranger.asks("土木部の合計")).text
    assert "土木部" in (await stranger.asks("@budget_test_bot 土木部の合計", to=group)).text
    assert (await stranger.asks(f"「{name}部」の合計は?")).text
    await stranger.types_inline(f"{name} 合計")


async def test_questions_as_long_as_telegram_lets_them_be(service: Service, hanako: Person) -> None:
    for text in ("<&>" * 1365, "𠮷 " * 1365, "土木部の合計は?\n" * 455, "</b>" * 1024, "\u3000は?" * 1365):
        assert (await hanako.asks(text[:4096])).text
        hanako.private.catch_up()


@pytest.mark.parametrize("query", ["あ" * 256, "𠮷" * 256, "<" * 256, "土木部 合計 " * 32, "\u200b", "  "])
async def test_inline_queries_of_any_kind(query: str, service: Service, hanako: Person) -> None:
    answer = await hanako.types_inline(query[:256])
    assert len(answer.results) <= 50
    for offset in ("-1", "abc", "９", "999999", "50"):
        await hanako.types_inline(query[:256], offset)


@pytest.mark.parametrize(
    "data",
    ["l.0.", "a.k", "e.99999.", "x.!!!!", "p..", ".", "w.a.a.a", "h.SEARCH", "g.0", "g.99", "あ", "m."],
)
async def test_buttons_of_an_older_version(data: str, service: Service, hanako: Person) -> None:
    message = await hanako.asks("メニュー")
    button = message.button("基本目標から探す")
    button.raw["callback_data"] = data
    await hanako.taps_outdated(message, button)
    found = await hanako.private.reaction(message)
    assert found.buttons
    assert "うまく処理できません" not in found.text


async def test_edits_that_change_who_is_meant(service: Service, server: BotApiServer, hanako: Person) -> None:
    group = server.group(-500, "町内会", hanako)
    server.world.privacy_mode = False
    chatter = await hanako.sends("土木部の合計", to=group)
    await hanako.edits(chatter, "@budget_test_bot 土木部の合計")
    answer = await group.next_message()
    assert "土木部" in answer.text
    await hanako.edits(chatter, "農政部の合計")  # the name is gone, the answer is there
    await group.changed(answer)
    assert "農政部" in answer.text
    await hanako.edits(chatter, "/help@budget_test_bot")
    await group.changed(answer)
    assert "使い方" in answer.text


async def test_a_command_for_another_bot_is_its_business(
    service: Service, server: BotApiServer, hanako: Person
) -> None:
    group = server.group(-500, "町内会", hanako)
    server.world.privacy_mode = False
    for text in ("/start@otherbot", "/sum@other_bot 土木部", "/tenki", "/help@budget_test_bot2"):
        await hanako.sends(text, to=group)
    question = await hanako.sends("/sum@Budget_Test_Bot 土木部", to=group)
    answer = await group.next_message()
    assert answer.reply_to is question
    assert group.messages == [answer]
