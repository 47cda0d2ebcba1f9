"""What a text channel takes as a question, and what it says where there can be no answer."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_QUESTION = 4096  # characters, as in Telegram

_TOO_LONG = f"質問が長すぎます。{LONGEST_QUESTION:,}文字までに短くしてお試しください。"
_FAILED = "申し訳ありません。この質問に答える途中で問題が起きました。別の言い方でお試しください。"

_log = logging.getLogger(__name__)


class UnusableError(Exception):
    """A question gets no answer; the message tells the person why, in Japanese."""


def usable(text: str) -> str:
    """Return `text` as a question can be put: without lone surrogates, which SQLite and UTF-8 refuse.

    Raises `UnusableError` where it is too long.
    """
    if len(text) > LONGEST_QUESTION:
        raise UnusableError(_TOO_LONG)
    return text.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def faults_explained() -> Iterator[None]:
    """Log a fault of ours and raise `UnusableError` for it: one question must not end a conversation."""
    try:
        yield
    except UnusableError:
        raise
    except Exception:
        _log.exception("質問に答えられませんでした")
        raise UnusableError(_FAILED) from None
