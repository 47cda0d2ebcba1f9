"""sendMessage and its kin, and deleting."""

from __future__ import annotations

from typing import Any

from tests.botapi.calls.context import Context, Method, caption_content, text_content
from tests.botapi.errors import bad_request
from tests.botapi.messages import Chat, Message

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def send_message(call: Context) -> Any:
    chat = call.world.chat_to_send(call.p["chat_id"])
    return _posted(call, chat, text_content(call.p))


def send_photo(call: Context) -> Any:
    return _send_file(call, "photo")


def send_document(call: Context) -> Any:
    return _send_file(call, "document")


def _send_file(call: Context, kind: str) -> Any:
    chat = call.world.chat_to_send(call.p["chat_id"])
    file = call.world.files.accept(call.p[kind], kind, call.uploads)
    return _posted(call, chat, call.world.files.content(file) | caption_content(call.p))


def _posted(call: Context, chat: Chat, content: dict[str, Any]) -> Any:
    reply_to = _replied(call, chat)
    return call.world.post(chat, content, call.markup(), reply_to).payload()


def _replied(call: Context, chat: Chat) -> Message | None:
    wanted = call.p.get("reply_parameters")
    if wanted is None:
        return None
    if wanted.get("chat_id", chat.id) != chat.id:
        raise bad_request("replies to other chats are not supported here")
    message = chat.messages.get(wanted.get("message_id"))
    if message is None or message.deleted:
        if wanted.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    if wanted.get("quote", "") not in message.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return message


def send_chat_action(call: Context) -> bool:
    chat = call.world.chat_to_send(call.p["chat_id"])
    action = call.p["action"]
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(action)
    call.world.signal.notify()
    return True


def delete_message(call: Context) -> bool:
    chat = call.world.chat(call.p["chat_id"])
    message = chat.messages.get(call.p["message_id"])
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    _delete(chat, message)
    call.world.signal.notify()
    return True


def delete_messages(call: Context) -> bool:
    """Several at once; unknown ones are skipped, as Telegram does."""
    chat = call.world.chat(call.p["chat_id"])
    numbers = call.p["message_ids"]
    if not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers must be 1-100")
    for message in filter(None, (chat.messages.get(number) for number in numbers)):
        _delete(chat, message)
    call.world.signal.notify()
    return True


def _delete(chat: Chat, message: Message) -> None:
    if not (message.from_bot or chat.is_private or chat.bot_may_delete):
        raise bad_request("message can't be deleted")
    message.deleted = True


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
