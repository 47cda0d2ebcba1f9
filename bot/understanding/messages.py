"""Messages of several sentences: which of them ask, where the whole is not understood."""

from __future__ import annotations

import re

_SENTENCES = re.compile(r"(?<=[。!?!?\n])")
_A_STORY, _LONG = 3, 80  # sentences and characters from which a message tells more than it asks
_POINTS_BACK = re.compile("(?:で、)?(?:その|それ|この|これ|そちら|あの|こちら)")
_BESIDES = re.compile("(?:ついでに|あと|それから|それと|ちなみに|あわせて|もう一つ|もうひとつ)")


def asked_at_the_end(text: str) -> str:
    """The question that a long message ends with, and what it points back at; empty where it is not long."""
    told = _parts(text)
    if len(told) < _A_STORY or len(text) < _LONG:
        return ""
    return "".join(told[-2:]) if _POINTS_BACK.match(told[-1]) else told[-1]


def asked_first(text: str) -> str:
    """「除雪の予算は?ついでに明日の天気もわかる?」: what is asked before something else is; empty where nothing is."""
    told = _parts(text)
    besides = next((i for i, part in enumerate(told) if i and _BESIDES.match(part)), 0)
    return "".join(told[:besides])


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCES.split(text) if part.strip()]
