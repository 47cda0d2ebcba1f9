"""What a keyboard under a message may be, beyond its types."""

from __future__ import annotations

from typing import Any

from tests.botapi.entities import check_link
from tests.botapi.errors import bad_request

MOST_BUTTONS = 100
MOST_IN_ROW = 8
MOST_QUERY = 256
_STYLE_FIELDS = {"text", "icon_custom_emoji_id", "style"}


def check_reply_markup(markup: dict[str, Any] | None) -> None:
    """Hold an inline or a reply keyboard against Telegram's rules. Raises ApiError."""
    if markup is None:
        return
    rows = markup.get("inline_keyboard", markup.get("keyboard", []))
    if "keyboard" in markup and not rows:
        raise bad_request("reply keyboard has no buttons")
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request(f"reply markup is too long: {len(buttons)} buttons")
    for row in rows:
        if not row:
            raise bad_request("keyboard has an empty row")
        if len(row) > MOST_IN_ROW:
            raise bad_request(f"keyboard has a row of {len(row)} buttons, at most {MOST_IN_ROW} are shown")
    for button in buttons:
        _check_text(button)
        if "inline_keyboard" in markup:
            _check_inline_button(button)


def _check_text(button: Any) -> None:
    text = button if isinstance(button, str) else button["text"]
    if not text.strip():
        raise bad_request("can't parse inline keyboard button: Button text must be non-empty")


def _check_inline_button(button: dict[str, Any]) -> None:
    actions = set(button) - _STYLE_FIELDS
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: it has {' and '.join(sorted(actions))}")
    if "url" in button:
        check_link(button["url"])
    for field in ("switch_inline_query", "switch_inline_query_current_chat"):
        if len(button.get(field, "")) > MOST_QUERY:
            raise bad_request(f"{field} is longer than an inline query may be ({MOST_QUERY})")
