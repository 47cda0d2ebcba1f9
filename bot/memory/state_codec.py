"""A `DialogueState` as JSON, so that a conversation outlives a restart."""

from __future__ import annotations

import json

from bot.query import Fact
from bot.query_plain import Plain, UnreadableQueryError, from_plain, to_plain
from bot.reading import DialogueState, Option, Seen


def state_to_json(state: DialogueState) -> str:
    """The state as compact JSON; `state_from_json` takes it back."""
    plain: dict[str, Plain] = {
        "queries": [to_plain(query) for query in state.queries],
        "shown": list(state.shown),
        "listed": list(state.listed),
        "seen": [[to_plain(one.query), list(one.ids)] for one in state.seen],
        "groups": [to_plain(query) for query in state.groups],
        "options": [[option.label, to_plain(option.query)] for option in state.options],
        "astray": state.astray,
        "pending": None if state.pending is None else to_plain(state.pending),
        "explained": state.explained,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def state_from_json(text: str) -> DialogueState:
    """The state, or an empty one where the text cannot be read (an older version's, say).

    Forgetting a conversation is a small harm; failing to answer would be a great one.
    """
    try:
        plain = json.loads(text)
        return DialogueState(
            queries=tuple(from_plain(query) for query in plain["queries"]),
            shown=tuple(str(project) for project in plain["shown"]),
            listed=tuple(str(project) for project in plain.get("listed", [])),
            seen=tuple(Seen(from_plain(query), tuple(map(str, ids))) for query, ids in plain.get("seen", [])),
            groups=tuple(from_plain(query) for query in plain.get("groups", [])),
            options=tuple(Option(str(label), from_plain(query)) for label, query in plain["options"]),
            astray=plain.get("astray") is True,
            pending=None if plain.get("pending") is None else from_plain(plain["pending"]),
            explained=None if plain.get("explained") is None else Fact(plain["explained"]),
        )
    except (UnreadableQueryError, ValueError, KeyError, TypeError, AttributeError):
        return DialogueState()
