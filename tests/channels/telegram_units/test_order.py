from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from telegram import CallbackQuery, Chat, InlineQuery, Message, Update, User

from bot.channels.telegram.order import ChatOrder

_NOW = datetime(2025, 4, 1, tzinfo=UTC)


def _message(update_id: int, chat_id: int) -> Update:
    return Update(update_id, message=Message(update_id, _NOW, Chat(chat_id, "private"), text="質問"))


def _tap(update_id: int, data: str, user_id: int = 1) -> Update:
    message = Message(5, _NOW, Chat(-1, "group"))
    query = CallbackQuery(
        str(update_id), User(user_id, "花子", is_bot=False), "1", message=message, data=data
    )
    return Update(update_id, callback_query=query)


class _Work:
    """Handlers that wait until they are let go on, and note when they begin and end."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.gate = asyncio.Event()

    async def run(self, name: str) -> None:
        self.log.append(f"{name}開始")
        await self.gate.wait()
        self.log.append(f"{name}終了")


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_chat_keeps_its_order_and_others_do_not_wait() -> None:
    order, work = ChatOrder(), _Work()
    async with asyncio.TaskGroup() as tasks:
        for number, chat in ((1, 10), (2, 10), (3, 20)):
            tasks.create_task(order.process_update(_message(number, chat), work.run(str(number))))
        await _settle()
        assert work.log == ["1開始", "3開始"]
        work.gate.set()
    assert work.log.index("1終了") < work.log.index("2開始")


async def test_a_flood_in_one_chat_leaves_room_for_others() -> None:
    order, work = ChatOrder(at_once=2), _Work()
    async with asyncio.TaskGroup() as tasks:
        for number in range(50):
            tasks.create_task(order.process_update(_message(number, 10), work.run(str(number))))
        tasks.create_task(order.process_update(_message(99, 20), work.run("他")))
        await _settle()
        assert work.log == ["0開始", "他開始"]
        work.gate.set()


async def test_no_more_than_so_many_at_once() -> None:
    order, work = ChatOrder(at_once=3), _Work()
    async with asyncio.TaskGroup() as tasks:
        for number in range(9):
            tasks.create_task(order.process_update(_message(number, number), work.run(str(number))))
        await _settle()
        assert len(work.log) == 3
        work.gate.set()


async def test_an_update_that_is_delivered_again_is_not_worked_on_again() -> None:
    order, work = ChatOrder(), _Work()
    work.gate.set()
    await order.process_update(_message(1, 10), work.run("初"))
    await order.process_update(_message(1, 10), work.run("再"))
    assert work.log == ["初開始", "初終了"]


async def test_a_double_tap_is_noticed_and_a_later_tap_is_none() -> None:
    order, work = ChatOrder(), _Work()
    seen: dict[str, bool] = {}

    async def tapped(update: Update) -> None:
        assert update.callback_query
        await work.gate.wait()
        seen[update.callback_query.id] = order.is_repeated(update.callback_query.id)

    async with asyncio.TaskGroup() as tasks:
        for update in (_tap(1, "c.x"), _tap(2, "c.x"), _tap(3, "c.y"), _tap(4, "c.x", user_id=2)):
            tasks.create_task(order.process_update(update, tapped(update)))
        await _settle()
        work.gate.set()
    later = _tap(5, "c.x")
    await order.process_update(later, tapped(later))
    assert seen == {"1": False, "2": True, "3": False, "4": False, "5": False}


async def test_updates_without_a_chat_are_worked_on_too() -> None:
    order, work = ChatOrder(), _Work()
    work.gate.set()
    person = User(1, "花子", is_bot=False)
    await order.process_update(Update(1, inline_query=InlineQuery("1", person, "雪", "")), work.run("行内"))
    assert work.log == ["行内開始", "行内終了"]
