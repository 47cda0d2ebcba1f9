"""Changing messages that stand already, in chats and behind inline results."""

from __future__ import annotations

from typing import Any

from tests.botapi.calls.context import Context, Method, caption_content, text_content
from tests.botapi.errors import bad_request
from tests.botapi.messages import Message

_CAPTION = ("caption", "caption_entities")


def edit_text(call: Context) -> Any:
    message = _target(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    if "text" not in call.p:
        raise bad_request("message text is empty")
    return _changed(call, message, text_content(call.p))


def edit_caption(call: Context) -> Any:
    message = _target(call)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    file = {name: value for name, value in message.content.items() if name not in _CAPTION}
    return _changed(call, message, file | caption_content(call.p))


def edit_media(call: Context) -> Any:
    message = _target(call)
    media = call.p["media"]
    kind = media["type"]
    if kind not in ("photo", "document"):
        raise bad_request(f"media of type {kind} is not supported here")
    if message.inline_id and media["media"].startswith("attach://"):
        raise bad_request("can't upload a new file to an inline message")
    files = call.world.files
    file, old = files.accept(media["media"], kind, call.uploads), files.of(message.content)
    # the same file again keeps its ids, so that an edit without change is seen as one
    content = (
        {name: value for name, value in message.content.items() if name not in _CAPTION}
        if old and old.unique_id == file.unique_id
        else files.content(file)
    )
    return _changed(call, message, content | caption_content(media))


def edit_reply_markup(call: Context) -> Any:
    message = _target(call)
    return _changed(call, message, message.content)


def _target(call: Context) -> Message:
    """The message to edit. Raises ApiError if it is unknown, deleted or not the bot's."""
    if "inline_message_id" in call.p:
        if {"chat_id", "message_id"} & call.p.keys():
            raise bad_request("inline_message_id excludes chat_id and message_id")
        inline = call.world.inline_messages.get(call.p["inline_message_id"])
        if inline is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return inline
    if "chat_id" not in call.p:
        raise bad_request("chat_id is empty")
    if "message_id" not in call.p:
        raise bad_request("message identifier is not specified")
    chat = call.world.chat_to_send(call.p["chat_id"])
    message = chat.messages.get(call.p["message_id"])
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _changed(call: Context, message: Message, content: dict[str, Any]) -> Any:
    markup = call.markup()
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    call.world.change(message, content, markup)
    return True if message.inline_id else message.payload()


METHODS: dict[str, Method] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_reply_markup,
}
