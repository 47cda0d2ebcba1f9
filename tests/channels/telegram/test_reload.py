"""/reload: for admins alone, once for each command, and never harmful."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.assistant import Assistant, load_assistant
from bot.channels.telegram.presses import OpenCard, OpenGoal, OpenList, write
from bot.channels.telegram.service import Service
from bot.query import InDepartments, Query
from tests.botapi.messages import Button
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.channels.telegram.house import House, settings_for
from tests.conftest import ALIASES, DATABASE, SOURCE

pytestmark = pytest.mark.usefixtures("kept_rules")


@pytest.fixture
def moving_house(server: BotApiServer, tmp_path: Path, admin: Person) -> House:
    """A bot whose source and database may be changed."""
    source, database = tmp_path / "source.txt", tmp_path / "strategy.db"
    shutil.copy(SOURCE, source)
    shutil.copy(DATABASE, database)
    settings = settings_for(
        server, tmp_path, budget_source=source, budget_database=database, budget_aliases=ALIASES
    )

    def load() -> Assistant:
        return load_assistant(database, ALIASES)

    return House(server, settings, load)


def change(house: House, old: str, new: str) -> None:
    path = house.settings.budget_source
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


async def test_only_admins_may(moving_house: House, admin: Person, hanako: Person) -> None:
    async with moving_house.running():
        assert "管理者だけ" in (await hanako.asks("/reload")).text
        report = (await admin.asks("/reload")).text
    assert "158" in report


async def test_a_broken_source_changes_nothing(moving_house: House, admin: Person, hanako: Person) -> None:
    async with moving_house.running():
        before = (await hanako.asks("土木部の合計")).text
        moving_house.settings.budget_source.write_text("壊れた資料", encoding="utf-8")
        refused = await admin.asks("/reload")
        assert "取りやめ" in refused.text
        assert (await hanako.asks("土木部の合計")).text == before


async def test_buttons_and_questions_survive_a_reload(
    moving_house: House, admin: Person, hanako: Person
) -> None:
    async with moving_house.running():
        menu = await hanako.asks("メニュー")
        await hanako.follows(menu, "基本目標から探す")
        asking = [asyncio.create_task(hanako.sends("土木部の合計")) for _ in range(5)]
        await admin.sends("/reload")
        await asyncio.gather(*asking)
        answers = {(await hanako.private.next_message()).text for _ in range(5)}
        assert len(answers) == 1
        assert (await admin.private.next_message()).text
        await hanako.follows(menu, "基本目標1")
        assert menu.has_button("施策ア")


async def test_a_reload_is_carried_out_once(
    moving_house: House, admin: Person, hanako: Person, server: BotApiServer
) -> None:
    async with moving_house.running():
        await admin.asks("/reload")
        await server.world.signal.until(
            lambda: server.world.updates.acknowledged or None, "the acknowledgement"
        )
    async with moving_house.running():  # a restart forgets which updates were seen; the memory does not
        server.repeat_updates()
        await admin.asks("土木部の合計")
    assert len(admin.private.messages) == 2


async def test_an_old_command_is_not_replayed(moving_house: House, admin: Person) -> None:
    message = await admin.sends("/reload")
    message.date -= 3600
    async with moving_house.running():
        assert "起動する前" in (await admin.private.next_message()).text


async def test_a_changed_source_is_told_and_shown(moving_house: House, admin: Person, hanako: Person) -> None:
    async with moving_house.running():
        card = await hanako.follows(await hanako.asks("防災施設等整備事業"), "事業カード")
        change(moving_house, "食料等の備蓄や", "食料や毛布の備蓄や")
        report = await admin.asks("/reload")
        assert "防災施設等整備事業" in report.text
        await hanako.follows(card, "防災安全部の事業")
        again = await hanako.asks("防災施設等整備事業の内容")
        assert "毛布" in again.text


async def test_a_button_whose_project_is_gone_asks_again(service: Service, hanako: Person) -> None:
    message = await hanako.asks("メニュー")
    assert message.markup
    for press in (
        OpenCard("9-ヌ-99"),
        OpenGoal(9),
        OpenList(Query(conditions=(InDepartments(("なくなった部",)),))),
    ):
        button = Button({"text": "古い", "callback_data": write(press, service.memory.queries)})
        await hanako.taps_outdated(message, button)
        shown = await hanako.private.reaction(message)
        assert shown.buttons
        assert "うまく処理できません" not in shown.text
