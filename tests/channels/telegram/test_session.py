"""A long session in which everything that people can do is done, and no call of the bot is rejected."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.assistant import Assistant, load_assistant
from bot.channels.telegram.commands import COMMANDS
from tests.botapi.journal import Call
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.channels.telegram.house import House, settings_for
from tests.conftest import ALIASES, DATABASE, SOURCE

TYPED = (
    "子育て支援部の合計",
    "いじめ 事業",
    "雪かきの予算は?",
    "全体の合計は",
    "基本目標3の合計",
    "部局別の合計",
    "目標別の内訳",
    "金額の大きい事業 上位5件",
    "一番小さい事業は?",
    "1億円以上の事業",
    "新規事業は何件?",
    "土木部と農政部はどちらが多い?",
    "子育て支援部は全体の何%?",
    "事業の平均額は?",
    "子ども医療費助成事業の担当は?",
    "再掲とは?",
    "出典は?",
    "子育て視援部の合計",
    "水道部の合計",
    "明日の天気は?",
    "去年より増えた?",
    "無駄な事業は?",
    "施策アの合計",
    "ありがとう",
    "なにができるの?",
    "ｺｿﾀﾞﾃ支援部 ｺﾞｳｹｲ",
)
FOLLOW_UPS = (
    "土木部の合計は?",
    "その内訳は?",
    "2番目を詳しく",
    "じゃあ農政部は?",
    "新規だけ",
    "少ない順に",
    "平均は?",
)
WITH_ARGUMENTS = (
    "/sum 土木部",
    "/top 5",
    "/search 防災",
    "/dept 農政部",
    "/goal 3",
    "/new 農政部",
    "/compare 土木部 農政部",
)
TURNING_AND_SORTING = (
    "次へ",
    "前へ",
    "金額の大きい順",
    "金額の小さい順",
    "番号順にする",
    "新規だけにする",
    "新規以外も出す",
)
WITH_BUTTONS = (
    "子育て支援部の合計",
    "部局別の合計",
    "土木部と農政部を比較",
    "金額の大きい事業 上位5件",
    "子ども医療費助成事業",
)
HALF_TYPED = ("", "じ", "じょs", "除雪", "土木部", "土木部 合計", "いじめ", "事業", "qqqq")


@pytest.fixture
def town(server: BotApiServer, tmp_path: Path, admin: Person) -> House:
    """A bot whose source may be reloaded."""
    source, database = tmp_path / "source.txt", tmp_path / "strategy.db"
    shutil.copy(SOURCE, source)
    shutil.copy(DATABASE, database)
    settings = settings_for(
        server, tmp_path, budget_source=source, budget_database=database, budget_aliases=ALIASES
    )

    def load() -> Assistant:
        return load_assistant(database, ALIASES)

    return House(server, settings, load)


async def test_a_long_session_breaks_no_rule(
    town: House, server: BotApiServer, admin: Person, tmp_path: Path
) -> None:
    hanako, taro = server.user(1001, "花子", "hanako"), server.user(1002, "太郎")
    async with town.running():
        await gets_to_know_it(hanako)
        await asks_and_follows_up(hanako)
        await leafs_through_goals(hanako)
        await leafs_through_departments(hanako)
        menu = await hanako.asks("メニュー")
    async with town.running():
        await hanako.follows(menu, "基本目標から探す")
        await looks_under_answers(taro)
        await shares(hanako, taro)
        await types_inline(hanako, server)
        await meets_in_a_group(hanako, taro, server)
        await changes_their_mind(taro)
        await sends_other_things(taro)
        await reloads(admin, taro)
        await hanako.follows(menu, "基本目標2")  # a button from before the restart and the reload
    (tmp_path / "session.txt").write_text(server.transcript(), encoding="utf-8")
    report(server)


async def gets_to_know_it(person: Person) -> None:
    start = await person.asks("/start")
    for button in [one for one in start.buttons if (one.data or "").startswith("a.")]:
        await person.follows(start, data=button.data)
    guide = await person.asks("/help")
    for topic in [one.text for one in guide.buttons if one.text != "メニュー"]:
        await person.follows(guide, topic)
        await person.follows(guide, "使い方の一覧")
    for command in COMMANDS:
        if command.name != "reload":
            await person.asks(f"/{command.name}")
    for text in WITH_ARGUMENTS:
        await person.asks(text)
    for word in ("メニュー", "使い方", "合計", "一覧", "/nosuchcommand"):
        await person.asks(word)


async def asks_and_follows_up(person: Person) -> None:
    for question in (*TYPED, *FOLLOW_UPS):
        answer = await person.asks(question)
        assert answer.text
    two = await person.asks("土木部の合計は?農政部の合計は?")
    assert (await person.private.next_message()).text != two.text


async def leafs_through_goals(person: Person) -> None:
    page = await person.asks("メニュー")
    await person.follows(page, "基本目標から探す")
    for goal in [one.text for one in page.buttons if one.text.startswith("基本目標")]:
        await person.follows(page, goal)
        await person.follows(page, "施策ア")
        await person.follows(page, "1")
        await person.follows(page, "戻る")
        await person.follows(page, "戻る")
        await person.follows(page, "戻る")
    await person.follows(page, "基本目標1")
    await person.follows(page, "施策ア")
    for label in TURNING_AND_SORTING:
        await person.follows(page, label)
    for label in ("CSV", "Excel", "合計を見る"):
        await person.follows(page, label)
    await person.follows(page, "メニュー")


async def leafs_through_departments(person: Person) -> None:
    page = await person.asks("/dept")
    while True:
        names = [one for one in page.buttons if (one.data or "").startswith("l.")]
        for name in names:
            await person.follows(page, name.text)
            await person.follows(page, "戻る")
        if not page.has_button("次へ"):
            break
        await person.follows(page, "次へ")


async def looks_under_answers(person: Person) -> None:
    for question in WITH_BUTTONS:
        answer = await person.asks(question)
        for button in [one for one in answer.buttons if one.data]:
            if button not in answer.buttons:
                continue
            found = await person.follows(answer, data=button.data)
            while found.has_button("次へ"):
                await person.follows(found, "次へ")
            if found.has_button("前へ"):
                await person.follows(found, "前へ")
        if answer.has_button("グラフ"):
            assert "photo" in (await person.follows(answer, "グラフ")).content


async def shares(person: Person, friend: Person) -> None:
    for question in ("土木部の合計", "子ども医療費助成事業"):
        answer = await person.asks(question)
        (link,) = parse_qs(urlsplit(answer.button("共有").url or "").query)["url"]
        await friend.opens(link)
        assert (await friend.private.next_message()).text == answer.text
    await friend.opens("https://t.me/budget_test_bot?start=old_and_gone")
    await friend.private.next_message()


async def types_inline(person: Person, server: BotApiServer) -> None:
    for part in HALF_TYPED:
        await person.types_inline(part)
    many = await person.types_inline("事業")
    if many.next_offset:
        await person.types_inline("事業", many.next_offset)
    sent = await person.chooses(await person.types_inline("土木部 合計"))
    await person.opens(sent.buttons[0].url or "")
    await person.private.next_message()


async def meets_in_a_group(person: Person, friend: Person, server: BotApiServer) -> None:
    group = server.group(-500, "町内会", person, friend)
    await person.sends("ここだけの話", to=group)
    answer = await person.asks("/sum@budget_test_bot 土木部", to=group)
    await friend.asks("平均は?", to=group, reply_to=answer)
    long = await friend.asks("@budget_test_bot 部局別の合計", to=group)
    if long.has_button("続きを表示"):
        await friend.follows(long, "続きを表示")
    await person.asks("@budget_test_bot メニュー", to=group)
    moved = group.migrates()
    await person.asks("@budget_test_bot 件数は?", to=moved)


async def changes_their_mind(person: Person) -> None:
    question = await person.sends("土木部の合計")
    answer = await person.private.next_message()
    await person.edits(question, "農政部の合計")
    await person.private.changed(answer)
    await person.edits(question, "/sum 環境部")
    await person.private.changed(answer)


async def sends_other_things(person: Person) -> None:
    await person.sends_photo("何でしょう")
    await person.private.next_message()
    await person.sends_sticker()
    await person.private.next_message()
    await person.sends_voice()
    await person.private.next_message()


async def reloads(admin: Person, person: Person) -> None:
    assert "管理者" in (await person.asks("/reload")).text
    await admin.asks("/start")
    assert "158" in (await admin.asks("/reload")).text


def report(server: BotApiServer) -> None:
    """The session was long, touched everything, and broke no rule."""
    deeds = [entry for entry in server.world.journal.entries if not isinstance(entry, Call)]
    assert server.rejected == [], "\n".join(str(call) for call in server.rejected)
    assert not server.world.unanswered
    assert len(deeds) >= 150
    said = [message.text for chat in server.world.chats.values() for message in chat.from_bot]
    assert not [text for text in said if "うまく処理できません" in text], "a handler failed"
    labels = [button["text"] for keyboard in keyboards(server) for row in keyboard for button in row]
    for text in (*said, *labels):
        # What a screen reader says must be the whole meaning: no pictograms (○ is read まる), no drawn tables.
        assert not [sign for sign in text if unicodedata.category(sign) == "So" and sign != "○"], text
        assert not re.search(r"[─-╿]|\|.*\||[-=_]{4,}|  \S", text), text
    assert {call.method for call in server.calls} >= {
        "getMe",
        "setMyCommands",
        "getUpdates",
        "sendMessage",
        "editMessageText",
        "answerCallbackQuery",
        "answerInlineQuery",
        "sendChatAction",
        "sendPhoto",
        "sendDocument",
    }
    pressed = {
        str(query.payload["data"]).partition(".")[0] for query in server.world.callback_queries.values()
    }
    assert pressed >= set("acdeghlmnpvx"), f"only {sorted(pressed)} were pressed"
    for keyboard in keyboards(server):
        assert all(len(button["text"]) <= 40 for row in keyboard for button in row)


def keyboards(server: BotApiServer) -> list[list[list[dict[str, str]]]]:
    raw = [call.raw["reply_markup"] for call in server.calls if "reply_markup" in call.raw]
    return [json.loads(one)["inline_keyboard"] for one in raw if re.search("inline_keyboard", one)]
