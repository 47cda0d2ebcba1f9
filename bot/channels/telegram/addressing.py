"""Whether a message is meant for the bot, and what it asks."""

from __future__ import annotations

from telegram import Message, MessageEntity
from telegram.constants import ChatType


def question_in(message: Message, bot_id: int, username: str) -> str | None:
    """The question a message puts to the bot, mentions taken out; None where it is not addressed.

    In private everything is; in a group only what mentions the bot or replies to it. What came through
    the bot's own inline mode is its answer, never a question.
    """
    if message.via_bot is not None and message.via_bot.id == bot_id:
        return None
    text = message.text or ""
    if message.chat.type == ChatType.PRIVATE:
        return text
    mentions = [entity for entity in message.entities if _names_the_bot(message, entity, bot_id, username)]
    if not mentions and not is_reply_to(message, bot_id):
        return None
    return _without(text, mentions)


def is_reply_to(message: Message, bot_id: int) -> bool:
    """Whether the message answers one of the bot's."""
    original = message.reply_to_message
    return original is not None and original.from_user is not None and original.from_user.id == bot_id


def _names_the_bot(message: Message, entity: MessageEntity, bot_id: int, username: str) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot_id
    if entity.type != MessageEntity.MENTION:
        return False
    return message.parse_entity(entity).lower() == f"@{username}".lower()


def _without(text: str, entities: list[MessageEntity]) -> str:
    # Offsets count UTF-16 units, so the cutting is done on those.
    encoded = text.encode("utf-16-le")
    for entity in sorted(entities, key=lambda one: one.offset, reverse=True):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        encoded = encoded[:start] + b" \0" + encoded[end:]
    return encoded.decode("utf-16-le").strip()
