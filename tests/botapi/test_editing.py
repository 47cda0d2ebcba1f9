"""Messages, files and settings that stand already: what may be done with them, and what not."""

from __future__ import annotations

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest

from tests.botapi.people import Person
from tests.botapi.pictures import png
from tests.botapi.server import BotApiServer

CHAT = 1001


async def test_unmodified(bot: Bot, hanako: Person) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("次へ", callback_data="n")]])
    sent = await bot.send_message(CHAT, "<b>同じ</b>", parse_mode="HTML", reply_markup=markup)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("<strong>同じ</strong>", parse_mode="HTML", reply_markup=markup)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_reply_markup(markup)
    await sent.edit_text("<b>同じ</b>", parse_mode="HTML")
    assert not hanako.private.messages[0].buttons


async def test_unmodified_picture(bot: Bot, hanako: Person) -> None:
    sent = await bot.send_photo(CHAT, png(), caption="図")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_media(InputMediaPhoto(sent.photo[-1].file_id, caption="図"))
    await sent.edit_media(InputMediaPhoto(png(colour="red"), caption="図"))


async def test_unknown_or_deleted(bot: Bot, hanako: Person) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", CHAT, 99)
    sent = await bot.send_message(CHAT, "消します")
    await sent.delete()
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await sent.edit_text("x")
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent.delete()


async def test_somebody_elses(bot: Bot, hanako: Person) -> None:
    theirs = await hanako.sends("私の質問")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", CHAT, theirs.id)


async def test_text_and_caption_are_not_confused(bot: Bot, hanako: Person) -> None:
    picture, words = await bot.send_photo(CHAT, png()), await bot.send_message(CHAT, "文")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await picture.edit_text("x")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await words.edit_caption("x")
    await picture.edit_caption("図の説明")
    assert hanako.private.messages[0].text == "図の説明"


async def test_nobody_else_in_a_group_loses_messages(server: BotApiServer, bot: Bot, hanako: Person) -> None:
    group = server.group(-500, "町内会", hanako)
    theirs = await hanako.sends("/start", to=group)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(-500, theirs.id)


async def test_ids_of_files_are_issued_per_message_and_kind(
    bot: Bot, server: BotApiServer, hanako: Person
) -> None:
    first = await bot.send_photo(CHAT, png(1600, 900))
    again = await bot.send_photo(CHAT, first.photo[-1].file_id)
    assert first.photo[-1].file_id != again.photo[-1].file_id
    assert first.photo[-1].file_unique_id == again.photo[-1].file_unique_id
    assert max(size.width for size in first.photo) == 1280
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await bot.send_document(CHAT, first.photo[-1].file_id)
    content = await (await first.photo[-1].get_file()).download_as_bytearray()
    assert bytes(content) == png(1600, 900)


async def test_webhook_methods_and_profile_read_back(bot: Bot, server: BotApiServer, hanako: Person) -> None:
    await bot.set_my_commands([("sum", "合計")], language_code="ja")
    await bot.set_my_description("説明")
    await bot.set_my_short_description("短い説明", language_code="ja")
    assert [c.command for c in await bot.get_my_commands(language_code="ja")] == ["sum"]
    assert await bot.get_my_commands() == ()
    assert (await bot.get_my_description("ja")).description == "説明"
    assert (await bot.get_my_short_description("ja")).short_description == "短い説明"
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).pending_update_count == 0
    assert (await bot.get_chat(CHAT)).first_name == "花子"
    assert await bot.get_chat_menu_button()
    assert await bot.set_chat_menu_button(CHAT)
    await bot.delete_my_commands(language_code="ja")
    assert await bot.get_my_commands(language_code="ja") == ()
    assert server.rejected == []
