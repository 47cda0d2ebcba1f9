"""The bot about itself: commands by scope, descriptions, menu; chats and files on request."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.botapi.calls.context import Context, Method
from tests.botapi.errors import bad_request
from tests.botapi.world import CommandScope

MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(call: Context) -> Any:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": not call.world.privacy_mode,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return call.world.bot | abilities


def get_chat(call: Context) -> Any:
    chat = call.world.chat(call.p["chat_id"])
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    return chat.payload() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_file(call: Context) -> Any:
    file = call.world.files.issued.get(call.p["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.upload.content) > 20 * 1024 * 1024:
        raise bad_request("file is too big")
    return file.payload() | {"file_path": file.path}


def set_my_commands(call: Context) -> bool:
    commands = call.p["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad_request(f"BOT_COMMANDS_TOO_MUCH: {len(commands)}")
    names = [command["command"] for command in commands]
    for name in names:
        if not _COMMAND.fullmatch(name):
            raise bad_request(f"BOT_COMMAND_INVALID: {name!r}")
    if len(set(names)) < len(names):
        raise bad_request("BOT_COMMAND_DUPLICATE")
    call.world.commands[_scope(call)] = commands
    return True


def delete_my_commands(call: Context) -> bool:
    call.world.commands.pop(_scope(call), None)
    return True


def get_my_commands(call: Context) -> Any:
    return call.world.commands.get(_scope(call), [])


def _scope(call: Context) -> CommandScope:
    scope = call.p.get("scope", {"type": "default"})
    if "chat_id" in scope:
        call.world.chat(scope["chat_id"])
    return CommandScope(scope["type"], scope.get("chat_id"), scope.get("user_id"), _language(call))


def _language(call: Context) -> str:
    code: str = call.p.get("language_code", "")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("LANG_CODE_INVALID")
    return code


def _setter(what: str) -> Method:
    def set_text(call: Context) -> bool:
        call.world.profile[what, _language(call)] = call.p.get(what, "")
        return True

    return set_text


def _getter(what: str) -> Method:
    def get_text(call: Context) -> Any:
        profile = call.world.profile
        return {what: profile.get((what, _language(call))) or profile.get((what, ""), "")}

    return get_text


def set_menu_button(call: Context) -> bool:
    chat_id = call.p.get("chat_id")
    if chat_id is not None:
        call.world.chat(chat_id)
    call.world.menu_buttons[chat_id] = call.p.get("menu_button", {"type": "default"})
    return True


def get_menu_button(call: Context) -> Any:
    return call.world.menu_buttons.get(call.p.get("chat_id"), {"type": "commands"})


def delete_webhook(call: Context) -> bool:
    """There is never a webhook here; pending updates go if the bot says so."""
    if call.p.get("drop_pending_updates"):
        call.world.updates.pending.clear()
    return True


def get_webhook_info(call: Context) -> Any:
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.world.updates.pending),
    }


def _profile_methods() -> dict[str, Method]:
    made: dict[str, Method] = {}
    pairs: list[tuple[str, Callable[[str], Method]]] = [("set", _setter), ("get", _getter)]
    for title, what in (
        ("Name", "name"),
        ("Description", "description"),
        ("ShortDescription", "short_description"),
    ):
        for verb, make in pairs:
            made[f"{verb}My{title}"] = make(what)
    return made


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getChat": get_chat,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    **_profile_methods(),
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
