"""Answers to pressed buttons and to inline queries."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.botapi.calls.context import Context, Method, caption_content, text_content
from tests.botapi.entities import check_link
from tests.botapi.errors import bad_request, query_is_too_old
from tests.botapi.keyboards import check_reply_markup

MOST_RESULTS = 50
MOST_OFFSET = 64
_START_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


def answer_callback_query(call: Context) -> bool:
    query = call.world.callback_queries.get(call.p["callback_query_id"])
    if query is None or query.expired or query.answer is not None:
        raise query_is_too_old()
    if "url" in call.p:
        check_link(call.p["url"])
    query.answer = {name: value for name, value in call.p.items() if name != "callback_query_id"}
    call.world.signal.notify()
    return True


def answer_inline_query(call: Context) -> bool:
    query = call.world.inline_queries.get(call.p["inline_query_id"])
    if query is None or query.expired or query.answer is not None:
        raise query_is_too_old()
    results = call.p["results"]
    if len(results) > MOST_RESULTS:
        raise bad_request(f"RESULTS_TOO_MUCH: {len(results)} results, at most {MOST_RESULTS}")
    if len(call.p.get("next_offset", "").encode()) > MOST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    if call.p.get("cache_time", 300) < 0:
        raise bad_request("cache_time must not be negative")
    twice = [key for key, count in Counter(result["id"] for result in results).items() if count > 1]
    if twice:
        raise bad_request(f"RESULT_ID_DUPLICATE: {twice}")
    _check_button(call.p.get("button"))
    query.answer = call.p | {"results": [_result(call, result) for result in results]}
    call.world.signal.notify()
    return True


def _check_button(button: dict[str, Any] | None) -> None:
    if button is None:
        return
    if len({"web_app", "start_parameter"} & button.keys()) != 1:
        raise bad_request("inline results button needs either web_app or start_parameter")
    if not button["text"].strip() or set(button.get("start_parameter", "")) - _START_CHARACTERS:
        raise bad_request("BUTTON_START_PARAM_INVALID")


def _result(call: Context, result: dict[str, Any]) -> dict[str, Any]:
    """A result with the message it would send (`content`). Raises ApiError."""
    if result.get("title") == "":
        raise bad_request("inline result has an empty title")
    for name in ("url", "thumbnail_url"):
        if name in result:
            check_link(result[name])
    file: dict[str, Any] = {}
    for kind in ("photo", "document"):
        if f"{kind}_file_id" in result:
            files = call.world.files
            file = files.content(files.accept(result[f"{kind}_file_id"], kind, {}))
    check_reply_markup(result.get("reply_markup"))
    message = result.get("input_message_content")
    if message is None:
        content = file | caption_content(result)
    elif "message_text" in message:
        content = text_content(message, "message_text")
    else:
        raise bad_request("only text is supported as input_message_content here")
    return result | {"content": content}


METHODS: dict[str, Method] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
