"""Commands: one table for registration, help and meaning; arguments optional and forgiving."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.commands import COMMANDS, Scope
from bot.channels.telegram.service import Service
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.botapi.world import CommandScope
from tests.channels.telegram.house import ADMIN, House, asked, shown

pytestmark = pytest.mark.usefixtures("kept_rules")


async def test_commands_are_registered_for_their_scopes(
    house: House, server: BotApiServer, admin: Person
) -> None:
    async with house.running():
        await admin.asks("/start")  # before that there is no chat to list an admin's commands in
        listed = {
            scope.type: {one["command"]: one["description"] for one in commands}
            for scope, commands in server.world.commands.items()
        }
    public = {one.name: one.description for one in COMMANDS if one.scope is Scope.EVERYONE}
    assert listed == {"default": public, "chat": {one.name: one.description for one in COMMANDS}}
    assert CommandScope("chat", ADMIN) in server.world.commands
    assert {"start", "help", "search", "sum", "top", "dept", "goal", "new", "compare", "about"} <= set(public)
    assert "reload" not in public


async def test_start_says_what_the_bot_is_and_offers_four_questions(
    service: Service, hanako: Person, assistant: Assistant
) -> None:
    message = await hanako.asks("/start")
    source = assistant.ask("出典は?").answer.source
    assert message.styled("bold")[0] in message.text.splitlines()[0]
    for fact in (source.title, source.unit, "令和7年度"):
        assert fact in message.text
    questions = message.rows[:4]
    for (button,) in questions:
        answer = await hanako.follows(message, button.text)
        assert answer is not message
        assert "件" in answer.text or "円" in answer.text


async def test_help_by_topic(service: Service, hanako: Person) -> None:
    message = await hanako.asks("/help")
    for command in COMMANDS:
        assert (f"/{command.name}" in message.text) is (command.scope is Scope.EVERYONE)
    topics = [button.text for button in message.buttons if button.text != "メニュー"]
    assert len(topics) >= 5
    for topic in topics:
        page = await hanako.follows(message, topic)
        assert page is message, "help is leafed through in one message"
        assert page.styled("bold")
        await hanako.follows(page, "使い方の一覧")


async def test_about_tells_source_year_counts_and_version(
    service: Service, hanako: Person, assistant: Assistant
) -> None:
    text = (await hanako.asks("/about")).text
    source = assistant.ask("出典は?").answer.source
    for fact in (source.title, source.version, source.unit, "158", "190", "19部局", "再掲"):
        assert fact in text


@pytest.mark.parametrize(
    ("command", "question"),
    [
        ("/sum 土木部", "土木部の合計"),
        ("/sum　土木部", "土木部の合計"),
        ("/SUM 土木部", "土木部の合計"),
        ("/dept 農政部", "農政部の合計"),
        ("/goal 3", "基本目標3の合計"),
        ("/goal ３", "基本目標3の合計"),
        ("/top 3", "金額の大きい事業 上位3件"),
        ("/top ５件 土木部", "土木部の金額の大きい事業 上位5件"),
        ("/search いじめ", "いじめの事業"),
        ("/compare 土木部 農政部", "土木部と農政部を比較"),
        ("/compare 土木部、農政部", "土木部と農政部を比較"),
        ("/new", "新規事業の一覧"),
        ("/new 農政部", "農政部の新規事業"),
        ("/sum", "全体の合計"),
    ],
)
async def test_a_command_is_the_question_it_stands_for(
    command: str, question: str, service: Service, hanako: Person, assistant: Assistant
) -> None:
    assert shown(await hanako.asks(command)) == asked(assistant, question)


async def test_commands_alone_help_to_choose(service: Service, hanako: Person) -> None:
    for command in ("/search", "/dept", "/goal", "/compare", "/top"):
        message = await hanako.asks(command)
        assert message.buttons, f"{command} alone offers nothing"


@pytest.mark.parametrize("word", ["メニュー", "使い方", "部局", "基本目標", "検索", "ヘルプ", "合計", "一覧"])
async def test_command_words_in_japanese(word: str, service: Service, hanako: Person) -> None:
    message = await hanako.asks(word)
    assert message.buttons
    assert "申し訳" not in message.text


async def test_an_unknown_command_names_the_known_ones(service: Service, hanako: Person) -> None:
    text = (await hanako.asks("/tenki")).text
    assert "/sum" in text
    assert "/reload" not in text
