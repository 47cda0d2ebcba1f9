from __future__ import annotations

import io
import logging
import subprocess
import sys
import threading
import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.logs import REDACTED, RedactingFormatter, set_up_logging
from tests.conftest import FAKE_TOKEN, ROOT

SECRET = FAKE_TOKEN.partition(":")[2]
URL = f"https://api.telegram.org/bot{FAKE_TOKEN}/getUpdates"

pytestmark = pytest.mark.usefixtures("clean_logging")


@pytest.fixture
def written() -> io.StringIO:
    stream = io.StringIO()
    set_up_logging("DEBUG", stream=stream)
    return stream


def assert_redacted(stream: io.StringIO) -> None:
    assert REDACTED in stream.getvalue()
    assert SECRET not in stream.getvalue()


@pytest.mark.parametrize(
    "text", [URL, FAKE_TOKEN, f"bot{FAKE_TOKEN}", URL.replace(":AA", "%3AAA"), f"x{FAKE_TOKEN}x"]
)
def test_a_token_in_the_message(text: str, written: io.StringIO) -> None:
    logging.getLogger("bot").info("sent " + text)
    assert_redacted(written)


def test_a_token_in_the_arguments(written: io.StringIO) -> None:
    logging.getLogger("bot").info("%s and %r", URL, {"url": URL})
    assert_redacted(written)


def test_a_token_put_together_only_by_formatting(written: io.StringIO) -> None:
    logging.getLogger("bot").info("bot%s:%s", *FAKE_TOKEN.split(":"))
    assert_redacted(written)


def test_an_incomplete_token_after_bot(written: io.StringIO) -> None:
    logging.getLogger("bot").info("https://api.telegram.org/bot12:short/getMe")
    assert written.getvalue().endswith(f"https://api.telegram.org/{REDACTED}/getMe\n")


def test_a_token_in_a_chain_of_exceptions(written: io.StringIO) -> None:
    try:
        try:
            raise ConnectionError(URL)
        except ConnectionError as cause:
            raise RuntimeError("request failed", FAKE_TOKEN) from cause
    except RuntimeError:
        logging.getLogger("bot").exception("it failed", stack_info=True)
    assert "ConnectionError" in written.getvalue()
    assert_redacted(written)


def test_the_traceback_kept_on_the_record_for_other_handlers_is_redacted() -> None:
    try:
        raise ConnectionError(URL)
    except ConnectionError:
        record = logging.getLogger("bot").makeRecord("bot", 40, __file__, 1, "x", (), sys.exc_info())
    RedactingFormatter().format(record)
    assert record.exc_text is not None
    assert SECRET not in record.exc_text


def test_the_configured_token_goes_whatever_its_form() -> None:
    assert RedactingFormatter(["odd secret"]).redact("an odd secret here") == f"an {REDACTED} here"


def test_an_uncaught_exception_is_logged_redacted(written: io.StringIO) -> None:
    error = RuntimeError(URL)
    sys.excepthook(RuntimeError, error, None)
    assert_redacted(written)


def test_an_uncaught_exception_in_a_thread_is_logged_redacted(written: io.StringIO) -> None:
    def fail() -> None:
        raise RuntimeError(URL)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert_redacted(written)


def test_a_warning_is_logged_redacted(written: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(URL, stacklevel=1)
    assert_redacted(written)


def test_http_clients_are_quiet_about_requests(written: io.StringIO) -> None:
    for name in ("httpx", "httpcore", "httpcore.http11"):
        logging.getLogger(name).info("HTTP Request: POST %s", URL)
    assert written.getvalue() == ""


def test_the_level_is_obeyed() -> None:
    stream = io.StringIO()
    set_up_logging("WARNING", stream=stream)
    logging.getLogger("bot").info("small talk")
    logging.getLogger("bot").warning("trouble")
    assert "small talk" not in stream.getvalue()
    assert "trouble" in stream.getvalue()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.text(),
    number=st.from_regex(r"[0-9]{8,10}", fullmatch=True),
    secret=st.from_regex(r"[A-Za-z0-9_-]{35}", fullmatch=True),
    after=st.text(),
)
def test_no_token_survives_anywhere_in_any_text(before: str, number: str, secret: str, after: str) -> None:
    assert secret not in RedactingFormatter().redact(f"{before}{number}:{secret}{after}")


def run_script(script: str) -> tuple[int, str]:
    """Run `script` in a process of its own, where no handler of pytest listens."""
    code = f"import logging, bot.logs; bot.logs.set_up_logging(); {script}"
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    return done.returncode, done.stdout + done.stderr


def test_a_process_that_dies_shows_no_token() -> None:
    status, output = run_script(f"raise SystemError('{URL}')")
    assert status == 1
    assert "SystemError" in output
    assert SECRET not in output


def test_a_log_call_that_fails_does_not_print_its_arguments() -> None:
    status, output = run_script(f"logging.getLogger('bot').info('%d', '{URL}'); print('still alive')")
    assert status == 0
    assert "still alive" in output
    assert "TypeError" in output
    assert SECRET not in output
