"""Cut the machine-readable Bot API down: `python -m tests.botapi.prune FULL.json`."""

import json
import sys
from pathlib import Path
from typing import Any

METHODS = [
    "getUpdates",
    "deleteWebhook",
    "getWebhookInfo",
    "getMe",
    "sendMessage",
    "sendPhoto",
    "sendDocument",
    "sendChatAction",
    "editMessageText",
    "editMessageCaption",
    "editMessageMedia",
    "editMessageReplyMarkup",
    "deleteMessage",
    "deleteMessages",
    "answerCallbackQuery",
    "answerInlineQuery",
    "setMyCommands",
    "deleteMyCommands",
    "getMyCommands",
    "setMyName",
    "getMyName",
    "setMyDescription",
    "getMyDescription",
    "setMyShortDescription",
    "getMyShortDescription",
    "setChatMenuButton",
    "getChatMenuButton",
    "getFile",
    "getChat",
]


def prune(full: dict[str, Any]) -> dict[str, Any]:
    """Keep METHODS and every type that their parameters are made of."""
    kept: set[str] = set()
    waiting = [name for method in METHODS for name in _names(full["methods"][method])]
    while waiting:
        name = waiting.pop().removeprefix("Array of ").removeprefix("Array of ")
        if name in full["types"] and name not in kept:
            kept.add(name)
            waiting += [*_names(full["types"][name]), *full["types"][name].get("subtypes", [])]
    fields = {"methods": METHODS, "types": sorted(kept)}
    shape = {
        part: {
            name: {key: full[part][name][key] for key in ("fields", "subtypes") if key in full[part][name]}
            for name in names
        }
        for part, names in fields.items()
    }
    return {"version": full["version"], **shape}


def _names(kind: dict[str, Any]) -> list[str]:
    return [name for field in kind.get("fields", []) for name in field["types"]]


if __name__ == "__main__":
    spec = prune(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    text = json.dumps(spec, ensure_ascii=False, indent=1)
    Path(__file__).with_name("api.json").write_text(text + "\n", encoding="utf-8")
