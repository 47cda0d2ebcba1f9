"""Answers in a chat: the words of `ask`, buttons that lead on, evidence, pictures and files."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from PIL import Image

from bot.assistant import Assistant
from bot.channels.telegram.service import Service
from tests.botapi.messages import Message
from tests.botapi.people import Person
from tests.botapi.server import BotApiServer
from tests.channels.telegram.house import House, asked, shown

pytestmark = pytest.mark.usefixtures("kept_rules")

QUESTIONS = (
    "子育て支援部の合計",
    "いじめ 事業",
    "基本目標3の合計",
    "全体の合計",
    "部局別の合計",
    "金額の大きい事業 上位5件",
    "土木部と農政部を比較",
    "新規事業は何件?",
    "子ども医療費助成事業の担当は?",
    "再掲とは?",
    "子育て視援部の合計",
    "水道部の合計",
    "明日の天気は?",
    "去年より増えた?",
    "無駄な事業は?",
    "1億円以上の事業",
    "<b>土木部</b> & 農政部",
)


@pytest.mark.parametrize("question", QUESTIONS)
async def test_the_chat_shows_what_ask_prints(
    question: str, service: Service, hanako: Person, assistant: Assistant
) -> None:
    message = await hanako.asks(question)
    assert shown(message) == asked(assistant, question)
    assert message.styled("bold"), "the headline stands out"


async def test_link_previews_are_off(service: Service, hanako: Person, server: BotApiServer) -> None:
    await hanako.asks("土木部の合計")
    (call,) = server.calls_of("sendMessage")
    assert call.parameters["link_preview_options"] == {"is_disabled": True}


async def test_two_questions_in_one_message_get_two_answers(
    service: Service, hanako: Person, assistant: Assistant
) -> None:
    first = await hanako.asks("土木部の合計は?農政部の合計は?")
    second = await hanako.private.next_message()
    assert "土木部" in first.text
    assert "農政部" in second.text
    followed = await hanako.asks("結婚の予算は?いくら?")
    assert "引き継ぎ" not in followed.text, "nothing was asked before that it could go on from"


async def test_a_follow_up_is_read_with_what_was_asked_before(
    house: House, hanako: Person, assistant: Assistant
) -> None:
    async with house.running():
        await hanako.asks("子育て支援部の合計")
    async with house.running():  # a restart does not end a conversation
        message = await hanako.asks("そのうち新規だけ")
    before = assistant.ask("子育て支援部の合計").state
    expected = assistant.ask("そのうち新規だけ", before).answer
    assert expected.rows
    for project in expected.rows[:3]:
        assert project.name in message.text


async def test_choices_of_a_doubtful_question_are_buttons(service: Service, hanako: Person) -> None:
    message = await hanako.asks("水道部の合計")
    choices = [button for button in message.buttons if button.data and button.data.startswith("a.")]
    assert choices
    answer = await hanako.follows(message, choices[0].text)
    assert "円" in answer.text


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("土木部の合計", 3),
        ("子育て支援部の合計", 3),
        ("いじめ 事業", 5),
        ("金額の大きい事業 上位10件", 10),
        ("1億円以上の事業", 10),
        ("新規事業は何件?", 8),
        ("新規事業の平均", 0),
    ],
)
async def test_all_are_offered_only_where_the_message_names_fewer(
    question: str, named: int, service: Service, hanako: Person, assistant: Assistant
) -> None:
    message = await hanako.asks(question)
    rows = assistant.ask(question).answer.rows
    assert [line for line in shown(message) if re.match(r"\d+\. ", line)][-1:] == [
        line for line in shown(message) if line.startswith(f"{named}. ")
    ]
    if named < len(rows):
        page = await hanako.follows(message, f"すべて見る({len(rows)}件)")
        assert rows[0].name in page.text
        return
    assert not message.has_button("すべて見る")
    assert [one.text for one in message.buttons if one.text.isdigit()] == [
        str(number) for number in range(1, len(rows) + 1)
    ]
    card = await hanako.follows(message, str(len(rows)))
    assert rows[-1].name in card.text


@pytest.mark.parametrize(
    "question",
    ["その内訳は?", "それより高い事業ってあるの?", "2番目は?", "数百万円の事業", "ありがとう", "?"],
)
async def test_whoever_gets_no_figure_gets_a_way_on(question: str, service: Service, hanako: Person) -> None:
    message = await hanako.asks(question)
    assert "円)" not in message.text
    for button in [one.data for one in message.buttons]:
        found = await hanako.follows(message, data=button)
        assert "件" in found.text or "円" in found.text


async def test_where_nothing_fulfils_all_conditions_each_is_offered_alone(
    service: Service, hanako: Person, assistant: Assistant
) -> None:
    message = await hanako.asks("土木部の1000万円未満の事業")
    assert "0件" in message.text
    for label in ("土木部の事業", "1,000万円未満の事業"):
        found = await hanako.follows(message, label)
        assert shown(found) == asked(assistant, label)


async def test_a_refusal_to_guess_a_policy_leads_to_the_policies(service: Service, hanako: Person) -> None:
    message = await hanako.asks("オは何事業ある?施策のオね")
    assert message.buttons
    found = await hanako.follows(message, message.buttons[0].text)
    assert "基本目標" in found.text or "施策オ" in found.text


@pytest.mark.parametrize("question", [one for one in QUESTIONS if "合計" in one or "事業" in one])
async def test_suggestions_lead_somewhere(question: str, service: Service, hanako: Person) -> None:
    message = await hanako.asks(question)
    onward = [one for one in message.buttons if one.data and one.data.startswith("a.")]
    assert len(onward) <= 10
    for button in onward[:3]:
        answer = await hanako.follows(message, data=button.data)
        assert answer is not message, "an answer stays as it is"
        assert answer.text != message.text, f"{button.text} says the same again"


async def test_evidence_shows_rows_places_sum_and_version(
    service: Service, hanako: Person, assistant: Assistant
) -> None:
    question = "基本目標3の合計"
    page = await hanako.follows(await hanako.asks(question), "根拠")
    text = page.text
    while page.has_button("次へ"):
        assert await hanako.follows(page, "次へ") is page
        text += "\n" + page.text
    answer = assistant.ask(question).answer
    for project in answer.rows:
        assert project.name in text
    assert answer.source.version in text
    assert "再掲" in text


async def picture_of(service_server: BotApiServer, message: Message) -> Image.Image:
    stored = service_server.world.files.of(message.content)
    assert stored
    assert stored.kind == "photo"
    return Image.open(io.BytesIO(stored.upload.content))


@pytest.mark.parametrize("question", ["部局別の合計", "金額の大きい事業 上位5件", "土木部と農政部を比較"])
async def test_a_picture_is_drawn_once(
    question: str, service: Service, hanako: Person, server: BotApiServer
) -> None:
    message = await hanako.asks(question)
    first = await hanako.follows(message, "グラフ")
    picture = await picture_of(server, first)
    assert picture.width >= 1000, "sharp on a phone"
    assert "出典" in first.text
    again = await hanako.follows(message, "グラフ")
    assert "photo" in again.content
    uploads = [bool(call.uploads) for call in server.calls_of("sendPhoto")]
    assert uploads == [True, False], "the second time by Telegram's own id"
    assert hanako.private.chat.actions.count("upload_photo") == 2


async def test_a_picture_is_drawn_anew_where_telegram_has_lost_it(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    message = await hanako.asks("部局別の合計")
    await hanako.follows(message, "グラフ")
    server.world.files.issued.clear()
    again = await hanako.follows(message, "グラフ")
    assert "photo" in again.content
    (lost,) = server.rejected
    assert "wrong file identifier" in str(lost.error)
    server.world.journal.entries.remove(lost)


async def document(server: BotApiServer, message: Message) -> tuple[str, bytes]:
    stored = server.world.files.of(message.content)
    assert stored
    return stored.upload.filename, stored.upload.content


async def test_csv_opens_right_in_a_spreadsheet(
    service: Service, hanako: Person, server: BotApiServer, assistant: Assistant
) -> None:
    file = await hanako.follows(await hanako.asks("いじめ 事業"), "CSV")
    name, content = await document(server, file)
    assert name.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    table = "\n".join(",".join(row) for row in rows)
    for project in assistant.ask("いじめ 事業").answer.rows:
        assert project.name in table
        assert str(project.amount) in table.replace(",", "")
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


async def test_workbook_has_the_rows_and_a_sheet_about_itself(
    service: Service, hanako: Person, server: BotApiServer, assistant: Assistant
) -> None:
    file = await hanako.follows(await hanako.asks("土木部の合計"), "Excel")
    name, content = await document(server, file)
    assert name.endswith(".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == 2
    answer = assistant.ask("土木部の合計").answer
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    for project in answer.rows:
        assert project.name in cells
        assert project.amount in cells
    about = " ".join(
        str(cell) for row in book.worksheets[1].iter_rows(values_only=True) for cell in row if cell
    )
    assert answer.source.version in about
    assert answer.source.title in about
    assert "質問 土木部の事業" in about


async def test_share_and_deep_links_open_the_same_question(
    service: Service, hanako: Person, server: BotApiServer
) -> None:
    friend = server.user(1002, "太郎")
    for question in ("金額の大きい事業 上位5件", "子ども医療費助成事業", "土木部の合計"):
        answer = await hanako.asks(question)
        url = answer.button("共有").url
        assert url
        await friend.opens(shared_link(url))
        assert (await friend.private.next_message()).text == answer.text


def shared_link(url: str) -> str:
    """The link that a share button hands on."""
    (link,) = parse_qs(urlsplit(url).query)["url"]
    return link


@pytest.mark.parametrize("payload", ["nonsense", "k00000000000", "inline", "-", "A" * 64])
async def test_a_broken_link_offers_a_new_beginning(payload: str, service: Service, hanako: Person) -> None:
    await hanako.opens(f"https://t.me/budget_test_bot?start={payload}")
    assert (await hanako.private.next_message()).buttons


async def test_what_is_no_text_gets_one_kind_line(service: Service, hanako: Person) -> None:
    for deed in (
        hanako.sends_photo("これは何?"),
        hanako.sends_sticker(),
        hanako.sends_voice(),
        hanako.sends_document(),
        hanako.sends_location(),
    ):
        await deed
        message = await hanako.private.next_message()
        assert len(message.text.splitlines()) == 1
        assert "文字" in message.text


async def test_an_album_gets_one_line(service: Service, hanako: Person) -> None:
    for _ in range(3):
        await hanako.sends_photo(album="7001")
    await hanako.private.next_message()
    await hanako.asks("土木部の合計")
    assert len(hanako.private.messages) == 2


async def test_an_edited_question_has_its_answer_edited(
    service: Service, hanako: Person, assistant: Assistant
) -> None:
    question = await hanako.sends("土木部の合計")
    answer = await hanako.private.next_message()
    await hanako.edits(question, "農政部の合計")
    await hanako.private.changed(answer)
    assert shown(answer) == asked(assistant, "農政部の合計")
    await hanako.edits(question, "土木部の合計は?農政部の合計は?")
    await hanako.private.changed(answer)
    second = await hanako.private.next_message()
    await hanako.edits(question, "農政部の合計")
    await hanako.private.changed(second)
    assert second.deleted, "what is no longer asked is no longer answered"
    assert hanako.private.messages == [answer]


async def test_any_text_is_answered(service: Service, hanako: Person) -> None:
    for text in (
        "。",
        "<",
        "&amp;",
        "𠮷" * 2048,
        "あ" * 4096,
        "\n\n\n?",
        "%s {0} \\",
        "🍙",
        "'; DROP TABLE--",
    ):
        assert (await hanako.asks(text)).text
