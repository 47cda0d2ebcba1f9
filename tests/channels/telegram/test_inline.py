"""Inline mode: `@bot …` in any chat, while the person is still typing."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.service import Service
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer

pytestmark = pytest.mark.usefixtures("kept_rules")


async def test_an_empty_query_shows_examples(service: Service, hanako: Person) -> None:
    answer = await hanako.types_inline("")
    assert 3 <= len(answer.results) <= 10
    assert all(
        "円" in result["content"]["text"] or "件" in result["content"]["text"] for result in answer.results
    )


async def test_projects_and_computed_answers(service: Service, hanako: Person, assistant: Assistant) -> None:
    computed = await hanako.types_inline("土木部 合計")
    total = assistant.ask("土木部 合計").answer.figures[0]
    assert f"{total.value:,}千円" in computed.results[0]["content"]["text"]
    named = await hanako.types_inline("いじめ")
    assert any("いじめ" in title for title in named.titles)
    assert all(result["description"] for result in named.results)


async def test_results_have_stable_ids_and_pages(service: Service, hanako: Person) -> None:
    seen: list[str] = []
    answer = await hanako.types_inline("事業")
    while True:
        assert answer.results
        seen += [result["id"] for result in answer.results]
        if not answer.next_offset:
            break
        answer = await hanako.types_inline("事業", answer.next_offset)
    assert len(seen) == len(set(seen)) > 50
    again = await hanako.types_inline("事業")
    assert [result["id"] for result in again.results] == seen[:50]
    assert 0 < again.cache_time <= 3600


async def test_typing_on_the_way(service: Service, hanako: Person) -> None:
    for part in ("じ", "じょ", "じょs", "除", "除雪", "除雪 ", "除雪の", "<", "x" * 256):
        assert (await hanako.types_inline(part)).query == part


async def test_nothing_found_leads_into_the_bot(service: Service, hanako: Person) -> None:
    answer = await hanako.types_inline("qqqqqqqq")
    if not answer.results:
        button = answer.raw["button"]
        await hanako.opens(f"https://t.me/budget_test_bot?start={button['start_parameter']}")
        assert (await hanako.private.next_message()).buttons


async def test_a_sent_result_opens_the_bot_and_is_not_answered_again(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    answer = await hanako.types_inline("土木部 合計")
    sent = await hanako.chooses(answer, to=hanako.private)
    group = server.group(-500, "町内会", hanako)
    await hanako.chooses(answer, to=group)
    link = sent.buttons[0].url
    assert link
    await hanako.opens(link)
    opened = await hanako.private.next_message()
    assert opened.text == sent.text
    assert hanako.private.messages == [opened], "the bot does not answer itself"
    assert group.messages == []
