"""Logging to standard error, without secrets.

The Bot API has the token in every URL, and HTTP clients log URLs; exceptions carry them as well.
Redaction therefore works on the finished text of a record, traceback included.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO

REDACTED = "[非公開]"

# A token wherever it stands, and whatever follows `bot<digits>:` even if it is no complete token.
_TOKEN = re.compile(r"bot[0-9]+(?::|%3A)[^/\s'\"]+|[0-9]{5,}(?::|%3A)[A-Za-z0-9_:%-]{20,}", re.IGNORECASE)

# Their INFO lines are one per request and hold the URL; matplotlib reports each font at DEBUG.
_TALKATIVE = ("httpx", "httpcore", "asyncio", "matplotlib", "PIL", "apscheduler")

_log = logging.getLogger(__name__)


class RedactingFormatter(logging.Formatter):
    """Removes tokens, and `secrets` wherever they stand, from the formatted record."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def redact(self, text: str) -> str:
        """Return `text` without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, REDACTED)
        return _TOKEN.sub(REDACTED, text)

    def format(self, record: logging.LogRecord) -> str:
        """Format and redact the whole: message, arguments, traceback and stack."""
        return self.redact(super().format(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name is logging's
        """Redact here too: `logging` keeps this text on the record for other handlers."""
        return self.redact(super().formatException(ei))  # type: ignore[arg-type]


class _Handler(logging.StreamHandler[TextIO]):
    """Reports its own failures redacted; logging would print the raw arguments."""

    def __init__(self, stream: TextIO, formatter: RedactingFormatter) -> None:
        super().__init__(stream)
        self.setFormatter(formatter)
        self._redact = formatter.redact

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        fault = self._redact(traceback.format_exc())
        self.stream.write(f"ログの1行を書けませんでした ({record.name}:{record.lineno})\n{fault}")


def set_up_logging(level: str = "INFO", secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all log records, warnings and uncaught exceptions to `stream` (standard error), redacted."""
    handler = _Handler(stream or sys.stderr, RedactingFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _log.critical("予期しないエラーで終了します", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
