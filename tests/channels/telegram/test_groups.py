"""Groups: answer what is meant for the bot, stay silent otherwise, keep people's contexts apart."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.service import Service
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.channels.telegram.house import House, asked, lines, shown

pytestmark = pytest.mark.usefixtures("kept_rules")


@pytest.fixture
def taro(server: BotApiServer) -> Person:
    return server.user(1002, "太郎")


async def test_commands_mentions_and_replies_are_answered(
    service: Service, server: BotApiServer, hanako: Person, taro: Person, assistant: Assistant
) -> None:
    group = server.group(-500, "町内会", hanako, taro)
    answer = await hanako.asks("/sum@budget_test_bot 土木部", to=group)
    assert shown(answer)[0] == asked(assistant, "土木部の合計")[0]
    assert answer.reply_to
    assert answer.reply_to.text == "/sum@budget_test_bot 土木部"
    mentioned = await taro.asks("@budget_test_bot 農政部の合計", to=group)
    assert shown(mentioned)[0] == asked(assistant, "農政部の合計")[0]
    at_the_end = await taro.asks("🙂 建築部の合計は? @Budget_Test_Bot", to=group)
    assert "建築部" in at_the_end.text
    replied = await taro.asks("環境部の合計", to=group, reply_to=answer)
    assert "環境部" in replied.text


async def test_everything_else_is_passed_over(
    service: Service, server: BotApiServer, hanako: Person, taro: Person
) -> None:
    server.world.privacy_mode = False  # the bot hears everything, and says nothing
    group = server.group(-500, "町内会", hanako, taro)
    theirs = await hanako.sends("土木部の合計はいくらだろう", to=group)
    await taro.sends("知らないな", to=group, reply_to=theirs)
    await taro.sends("@other_bot 合計", to=group)
    await taro.sends("/start@other_bot", to=group)
    await taro.sends("/unknowncommand", to=group)
    await hanako.sends_photo("写真", to=group)
    await hanako.sends_sticker(to=group)
    question = await hanako.sends("@budget_test_bot 土木部の合計", to=group)
    answer = await group.next_message()
    assert answer.reply_to is question
    assert group.messages == [answer]


async def test_people_in_a_group_have_their_own_conversations(
    service: Service, server: BotApiServer, hanako: Person, taro: Person
) -> None:
    group = server.group(-500, "町内会", hanako, taro)
    await hanako.asks("@budget_test_bot 土木部の合計", to=group)
    await taro.asks("@budget_test_bot 農政部の合計", to=group)
    hers = await hanako.asks("@budget_test_bot 平均は?", to=group)
    his = await taro.asks("@budget_test_bot 平均は?", to=group)
    assert "土木部" in hers.text
    assert "農政部" in his.text
    private = await hanako.asks("環境部の合計")
    assert "環境部" in private.text
    assert "土木部" in (await hanako.asks("@budget_test_bot 件数は?", to=group)).text


async def test_a_reply_is_read_with_the_answer_it_replies_to(
    service: Service, server: BotApiServer, hanako: Person, taro: Person
) -> None:
    group = server.group(-500, "町内会", hanako, taro)
    hers = await hanako.asks("@budget_test_bot 土木部の合計", to=group)
    await taro.asks("@budget_test_bot 農政部の合計", to=group)
    to_her_answer = await taro.asks("平均は?", to=group, reply_to=hers)
    assert "土木部" in to_her_answer.text
    assert "農政部" not in to_her_answer.text
    assert "土木部" in (await taro.asks("@budget_test_bot 件数は?", to=group)).text, "he goes on from there"
    await taro.asks("じゃあ環境部は?", to=group, reply_to=hers)
    assert "土木部" in (await hanako.asks("@budget_test_bot 新規だけ", to=group)).text, "she is where she was"


async def test_a_reply_to_a_question_is_about_that_question(
    service: Service, server: BotApiServer, hanako: Person, taro: Person
) -> None:
    group = server.group(-500, "町内会", hanako, taro)
    question = await hanako.sends("@budget_test_bot 土木部の合計", to=group)
    await group.next_message()
    his = await taro.asks("@budget_test_bot 平均は?", to=group, reply_to=question)
    assert "土木部" in his.text


async def test_a_reply_is_never_read_with_something_else(
    house: House, server: BotApiServer, hanako: Person, taro: Person
) -> None:
    """What the bot no longer knows the subject of, it asks about."""
    group = server.group(-500, "町内会", hanako, taro)
    async with house.running():
        hers = await hanako.asks("@budget_test_bot 土木部の合計", to=group)
        guide = await hanako.asks("/help@budget_test_bot", to=group)
        await taro.asks("@budget_test_bot 農政部の合計", to=group)
    async with house.running() as service:
        after_a_restart = await taro.asks("平均は?", to=group, reply_to=hers)
        assert "土木部" in after_a_restart.text
        service.memory.prune(now=4_000_000_000)
        await taro.asks("@budget_test_bot 農政部の合計", to=group)
        for unknown in (guide, hers):
            asked_back = await taro.asks("その内訳は?", to=group, reply_to=unknown)
            assert "円" not in asked_back.text
            assert asked_back.buttons


async def test_an_edited_reply_stays_a_reply(
    service: Service, server: BotApiServer, hanako: Person, taro: Person
) -> None:
    group = server.group(-500, "町内会", hanako, taro)
    hers = await hanako.asks("@budget_test_bot 土木部の合計", to=group)
    await taro.asks("@budget_test_bot 農政部の合計", to=group)
    question = await taro.sends("件数は?", to=group, reply_to=hers)
    answer = await group.next_message()
    await taro.edits(question, "平均は?")
    await group.changed(answer)
    assert "土木部" in answer.text
    assert "平均" in answer.text


async def test_replies_to_pages_pictures_and_files(service: Service, hanako: Person) -> None:
    answer = await hanako.asks("子育て支援部の合計")
    one_of_two = await hanako.asks("建築部の合計は?環境部の合計は?")
    await hanako.private.next_message()
    about = {
        "子育て支援部": [
            await hanako.follows(answer, label) for label in ("グラフ", "CSV", "根拠", "すべて見る(")
        ],
        "建築部": [one_of_two],
    }
    await hanako.asks("農政部の合計")
    for department, messages in about.items():
        for message in messages:
            assert department in (await hanako.asks("平均は?", reply_to=message)).text
    listed = about["子育て支援部"][-1]
    first = next(line for line in listed.text.splitlines() if line.startswith("1. "))
    await hanako.follows(listed, "1")  # the page is a project's card now
    detail = await hanako.asks("担当は?", reply_to=listed)
    assert first.removeprefix("1. ").partition("【")[0].partition(" ")[0] in detail.text


async def test_a_long_answer_waits_behind_a_button(
    service: Service, server: BotApiServer, hanako: Person, assistant: Assistant
) -> None:
    group = server.group(-500, "町内会", hanako)
    answer = await hanako.asks("@budget_test_bot 部局別の合計", to=group)
    whole = asked(assistant, "部局別の合計")
    *beginning, ellipsis = shown(answer)
    assert ellipsis == "…"
    assert len(beginning) < len(whole)
    assert beginning == whole[: len(beginning)]
    unfolded = await hanako.follows(answer, "続きを表示")
    assert unfolded is answer
    assert lines(unfolded.text) == whole
    assert unfolded.has_button("根拠")


async def test_a_group_that_becomes_a_supergroup_is_followed(
    service: Service, server: BotApiServer, hanako: Person
) -> None:
    group = server.group(-500, "町内会", hanako)
    await hanako.asks("@budget_test_bot 土木部の合計", to=group)
    moved = group.migrates()
    follow_up = await hanako.asks("@budget_test_bot 平均は?", to=moved)
    assert "土木部" in follow_up.text
