"""Browsing by thumb: one message, edited in place, whose buttons outlive restarts and reloads."""

from __future__ import annotations

import re

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.service import Service
from tests.botapi.messages import Message
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.channels.telegram.house import House

pytestmark = pytest.mark.usefixtures("kept_rules")


def row_numbers(message: Message) -> list[int]:
    return [int(button.text) for button in message.buttons if button.text.isdigit()]


async def to_first_policy(hanako: Person) -> Message:
    menu = await hanako.asks("メニュー")
    for label in ("基本目標から探す", "基本目標1", "施策ア"):
        assert await hanako.follows(menu, label) is menu, f"{label} is opened in place"
    return menu


async def test_from_goals_to_a_project_and_back(service: Service, hanako: Person) -> None:
    message = await to_first_policy(hanako)
    first_page = message.text
    assert row_numbers(message) == list(range(1, 9)), "eight projects a page"
    await hanako.follows(message, "次へ")
    assert row_numbers(message)[0] == 9
    await hanako.follows(message, "前へ")
    assert message.text == first_page
    await hanako.follows(message, "3")
    assert "印刷" in message.text or "1-ア-" in message.text
    await hanako.follows(message, "戻る")
    assert message.text == first_page
    await hanako.follows(message, "戻る")
    assert message.has_button("施策ア")
    await hanako.follows(message, "戻る")
    assert message.has_button("基本目標4")
    await hanako.follows(message, "メニュー")
    assert len(hanako.private.messages) == 1, "everything happened in one message"


async def test_back_from_a_card_leads_to_the_page_it_was_opened_on(service: Service, hanako: Person) -> None:
    message = await to_first_policy(hanako)
    await hanako.follows(message, "次へ")
    second_page = message.text
    await hanako.follows(message, "10")
    await hanako.follows(message, "戻る")
    assert message.text == second_page


async def test_every_department_leads_to_its_projects(
    service: Service, hanako: Person, assistant: Assistant
) -> None:
    message = await hanako.asks("/dept")
    seen: list[str] = []
    while True:
        page = [one.text for one in message.buttons if (one.data or "").startswith("l.")]
        seen += page
        await hanako.follows(message, page[0])
        assert page[0] in message.text.splitlines()[0]
        await hanako.follows(message, "戻る")
        if not message.has_button("次へ"):
            break
        await hanako.follows(message, "次へ")
    assert tuple(seen) == assistant.catalogue.departments


async def test_sorting_and_filtering(service: Service, hanako: Person) -> None:
    message = await to_first_policy(hanako)
    for label, order in (
        ("金額の大きい順", "大きい順"),
        ("金額の小さい順", "小さい順"),
        ("番号順にする", ""),
    ):
        await hanako.follows(message, label)
        assert order in "".join(message.text.splitlines()[:3])
        assert not message.has_button(label), "the present order is no choice"
    everything = message.text
    await hanako.follows(message, "新規だけにする")
    rows = [line for line in message.text.splitlines() if re.match(r"\d+\.", line)]
    assert rows
    assert all("新規" in row for row in rows)
    await hanako.follows(message, "新規以外も出す")
    assert message.text == everything


async def test_a_card_tells_everything_about_a_project(
    service: Service, hanako: Person, assistant: Assistant
) -> None:
    answer = await hanako.asks("子ども医療費助成事業")
    card = await hanako.follows(answer, "事業カード")
    assert card is not answer
    project = assistant.ask("子ども医療費助成事業").answer.rows[0]
    for fact in (
        project.name,
        project.department,
        f"{project.amount:,}千円",
        project.id,
        "似た事業",
        "%",
        "位",
    ):
        assert fact in card.text
    assert "".join(project.description.split())[:20] in "".join(card.text.split())
    similar = assistant.similar(project.id)[0]
    other = await hanako.follows(card, similar.name[:12])
    assert similar.name in other.text
    evidence = await hanako.follows(other, "根拠")
    assert similar.id in evidence.text


async def test_a_project_printed_twice_shows_both_places(
    service: Service, hanako: Person, assistant: Assistant
) -> None:
    twice = next(one for one in assistant.catalogue.projects if len(one.places) > 1)
    answer = await hanako.asks(twice.name)
    card = await hanako.follows(answer, "事業カード") if answer.has_button("事業カード") else answer
    for place in twice.places:
        assert place in card.text


async def test_buttons_survive_a_restart(house: House, server: BotApiServer, hanako: Person) -> None:
    async with house.running():
        message = await to_first_policy(hanako)
    async with house.running():
        await hanako.follows(message, "次へ")
        assert row_numbers(message)[0] == 9


async def test_a_button_of_another_version_asks_again(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    message = await hanako.asks("メニュー")
    assert message.markup
    message.markup["inline_keyboard"][0][0]["callback_data"] = "z.9.unknown"
    press = await hanako.presses(message, data="z.9.unknown")
    assert press.answer
    assert "古く" in press.answer["text"]
    again = await hanako.private.next_message()
    await hanako.follows(again, "基本目標から探す")
    assert again.has_button("基本目標1")


@pytest.mark.parametrize(
    "damaged", ["l.1.", "p.!!", "e.k000", "d.99999999", "g.x", "", "l.-1.abc", "h.nothing"]
)
async def test_damaged_buttons_do_no_harm(damaged: str, service: Service, hanako: Person) -> None:
    message = await hanako.asks("メニュー")
    button = message.button("基本目標から探す")
    button.raw["callback_data"] = damaged
    await hanako.taps_outdated(message, button)
    assert (await hanako.private.next_message()).buttons


async def test_double_taps_and_races(service: Service, hanako: Person, server: BotApiServer) -> None:
    message = await to_first_policy(hanako)
    first, forth = message.button("3"), message.button("次へ")
    for button in (forth, forth, forth):
        await hanako.taps_outdated(message, button, wait=False)
    await hanako.taps_outdated(message, first)
    await server.world.signal.until(lambda: not server.world.unanswered or None, "all answers")
    assert (await hanako.asks("土木部の合計")).text  # the chat's turn comes after all taps
    assert "次へ" not in [button.text for button in message.buttons], "the last tap decides"


async def test_the_same_button_again_after_a_while(service: Service, hanako: Person) -> None:
    message = await hanako.asks("メニュー")
    button = message.button("基本目標から探す")
    await hanako.follows(message, "基本目標から探す")
    await hanako.taps_outdated(message, button)  # the phone had not shown the new page yet
    assert message.has_button("基本目標1")


async def test_buttons_under_a_message_too_old_to_be_read(service: Service, hanako: Person) -> None:
    message = await hanako.asks("メニュー")
    await hanako.presses(message, "基本目標から探す", too_old=True)
    await hanako.private.reaction(message)
    await hanako.presses(message, "基本目標1", too_old=True)
    await hanako.private.reaction(message)
    assert message.has_button("施策ア")
