from __future__ import annotations

import io
import json
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from bot.assistant import Assistant, Turn
from bot.channels.ask import Conversations, answer_lines, answer_question
from bot.channels.questions import LONGEST_QUESTION
from bot.reading import DialogueState
from tests.channels.processes import Bot
from tests.conftest import DATABASE

FIELDS = ["kind", "text", "interpretation", "figures", "projects", "choices", "notes", "source"]
FRESH = DialogueState()


def total_of(department: str) -> int:
    with sqlite3.connect(DATABASE) as database:
        query = "SELECT sum(amount) FROM project WHERE department = ?"
        return int(database.execute(query, [department]).fetchone()[0])


def count_of(department: str) -> int:
    with sqlite3.connect(DATABASE) as database:
        query = "SELECT count(*) FROM project WHERE department = ?"
        return int(database.execute(query, [department]).fetchone()[0])


def line(session: str, text: str) -> bytes:
    return json.dumps({"session": session, "text": text}).encode() + b"\n"


def answers(assistant: Assistant, *lines: bytes) -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    status = answer_lines(assistant, lines, out, as_json=True)
    return status, [json.loads(one) for one in out.getvalue().splitlines()]


class Broken:
    """An assistant that has a fault."""

    def __init__(self, sound: Assistant) -> None:
        self.catalogue = sound.catalogue
        self.run = sound.run
        self.similar = sound.similar

    def ask(self, text: str, state: DialogueState = FRESH) -> Turn:
        raise ZeroDivisionError(text)


def test_one_question_in_words(assistant: Assistant) -> None:
    out = io.StringIO()
    assert answer_question(assistant, "学校教育部の合計", out, as_json=False) == 0
    assert out.getvalue().startswith("学校教育部")
    assert f"{total_of('学校教育部'):,}千円" in out.getvalue()


def test_one_question_as_an_object(assistant: Assistant) -> None:
    out = io.StringIO()
    assert answer_question(assistant, "学校教育部の合計", out, as_json=True) == 0
    answer = json.loads(out.getvalue())
    assert list(answer) == FIELDS
    assert answer["figures"][0]["value"] == total_of("学校教育部")
    assert answer["figures"][0]["unit"] == "千円"


def test_a_question_that_is_declined_is_an_answer_too(assistant: Assistant) -> None:
    out = io.StringIO()
    assert answer_question(assistant, "ラーメンのおいしい店", out, as_json=True) == 0
    answer = json.loads(out.getvalue())
    assert (answer["figures"], answer["projects"]) == ([], [])


def test_sessions_are_conversations_of_their_own(assistant: Assistant) -> None:
    first = [line("a", "学校教育部の合計"), line("a", "件数は?")]
    second = [line("b", "社会教育部の合計"), line("b", "件数は?")]
    status, mixed = answers(assistant, first[0], second[0], first[1], second[1])
    assert status == 0
    assert [answer["figures"][0]["value"] for answer in mixed] == [
        total_of("学校教育部"),
        total_of("社会教育部"),
        count_of("学校教育部"),
        count_of("社会教育部"),
    ]
    assert [mixed[0], mixed[2]] == answers(assistant, *first)[1]
    assert [mixed[1], mixed[3]] == answers(assistant, *second)[1]


@pytest.mark.parametrize(
    "bad",
    [
        b"\n",
        b"hello\n",
        b"[]\n",
        b'"text"\n',
        b"null\n",
        b'{"session": "a"}\n',
        b'{"text": "a"}\n',
        b'{"session": 1, "text": "a"}\n',
        b'{"session": "a", "text": null}\n',
        b'{"session": "a", "text": "a"\n',
        b"\xff\xfe{}\n",
        "質問".encode("shift_jis") + b"\n",
        b"[" * 200_000 + b"\n",
        b"1" * 10_000 + b"\n",
        line("a", "あ" * (LONGEST_QUESTION + 1)),
    ],
)
def test_a_line_that_cannot_be_used_is_told_and_the_run_goes_on(bad: bytes, assistant: Assistant) -> None:
    good = line("a", "学校教育部の合計")
    status, (error, answer) = answers(assistant, bad, good)
    assert status == 1
    assert list(error) == ["kind", "text"]
    assert error["kind"] == "error"
    assert error["text"].endswith("。")
    assert answer["figures"][0]["value"] == total_of("学校教育部")


def test_a_bad_line_does_not_disturb_its_session(assistant: Assistant) -> None:
    too_long = line("a", "あ" * (LONGEST_QUESTION + 1))
    _, (_, _, answer) = answers(assistant, line("a", "学校教育部の合計"), too_long, line("a", "件数は?"))
    assert answer["figures"][0]["value"] == count_of("学校教育部")


def test_fields_beyond_the_contract_do_no_harm(assistant: Assistant) -> None:
    status, (answer,) = answers(assistant, b'{"session": "a", "text": "x", "id": 3}')
    assert (status, list(answer)) == (0, FIELDS)


@pytest.mark.parametrize("text", ["\\ud83d", "\\u0000", "", " ", "\\n", "💰" * 2000])
def test_any_text_gets_an_answer(text: str, assistant: Assistant) -> None:
    status, (answer,) = answers(assistant, f'{{"session": "a", "text": "{text}"}}'.encode())
    assert (status, list(answer)) == (0, FIELDS)
    assert answer["text"].encode("utf-8")


def test_a_fault_of_ours_ends_neither_the_run_nor_shows_its_inside(
    assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    status, (first, second) = answers(Broken(assistant), line("a", "x"), line("a", "y"))
    assert status == 1
    assert first == second
    assert first["kind"] == "error"
    assert "ZeroDivision" not in first["text"]
    assert "ZeroDivision" in caplog.text


def test_plain_lines_are_one_conversation(assistant: Assistant) -> None:
    out = io.StringIO()
    lines = ["学校教育部の合計\n".encode(), b"\n", "件数は?\r\n".encode()]
    assert answer_lines(assistant, lines, out, as_json=False) == 0
    assert f"{total_of('学校教育部'):,}千円" in out.getvalue()
    assert f"{count_of('学校教育部')}件" in out.getvalue()


def test_a_plain_line_in_another_encoding_is_told(assistant: Assistant) -> None:
    out = io.StringIO()
    assert answer_lines(assistant, ["合計".encode("euc_jp")], out, as_json=False) == 1
    assert "UTF-8" in out.getvalue()


def test_the_conversation_that_was_silent_longest_is_forgotten_first() -> None:
    remembered = DialogueState(shown=("1",))
    conversations = Conversations(limit=2)
    for session in ("a", "b", "a", "c"):
        conversations.keep(session, remembered)
    assert [conversations.state(session) == remembered for session in "abc"] == [True, False, True]


# --- as a process ------------------------------------------------------------------------------


def test_the_command_answers_one_question(bot: Bot) -> None:
    done = bot.run("ask", "--json", "学校教育部の合計")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["figures"][0]["value"] == total_of("学校教育部")


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_utf8_whatever_the_locale(locale: str, bot: Bot) -> None:
    settings = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = bot.run("ask", "学校教育部の", "合計", settings=settings)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").startswith("学校教育部")
    done = bot.run("ask", "--batch", given="学校教育部の合計\n".encode(), settings=settings)
    assert done.stdout.decode("utf-8").startswith("学校教育部")


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--batch", "合計"]])
def test_question_or_batch_and_not_both(arguments: list[str], bot: Bot) -> None:
    done = bot.run("ask", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--batch" in done.stderr.decode()


def test_batch_reports_a_bad_line_in_its_status(bot: Bot) -> None:
    done = bot.run("ask", "--batch", "--json", given=b"?\n" + line("a", "学校教育部の合計"))
    assert done.returncode == 1
    assert [json.loads(one)["kind"] for one in done.stdout.splitlines()] == ["error", "amount"]


@pytest.fixture
def batch(bot: Bot) -> Iterator[subprocess.Popen[bytes]]:
    pipe = subprocess.PIPE
    with bot.start("ask", "--batch", "--json", stdin=pipe, stdout=pipe, stderr=pipe) as process:
        yield process
        process.kill()


def exchange(process: subprocess.Popen[bytes], text: str) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line("a", text))
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def test_each_line_is_answered_before_the_next_is_written(batch: subprocess.Popen[bytes]) -> None:
    assert exchange(batch, "学校教育部の合計")["figures"][0]["value"] == total_of("学校教育部")
    assert exchange(batch, "件数は?")["figures"][0]["value"] == count_of("学校教育部")
    assert (batch.communicate()[1], batch.returncode) == (b"", 0)


def test_ctrl_c_ends_a_batch_without_a_traceback(batch: subprocess.Popen[bytes]) -> None:
    exchange(batch, "学校教育部の合計")
    batch.send_signal(signal.SIGINT)
    assert (batch.wait(30), batch.communicate()[1]) == (130, b"")


def test_a_reader_that_leaves_ends_a_batch_without_a_traceback(batch: subprocess.Popen[bytes]) -> None:
    exchange(batch, "学校教育部の合計")
    assert batch.stdin is not None
    assert batch.stdout is not None
    assert batch.stderr is not None
    batch.stdout.close()
    batch.stdin.write(line("a", "件数は?"))
    batch.stdin.close()
    assert (batch.wait(30), batch.stderr.read()) == (141, b"")
