from __future__ import annotations

import os
import pty
import re
import select
import signal
import stat
import subprocess
import time
from collections.abc import Iterator

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.assistant import Assistant
from bot.channels.chat import Chat, converse, prompt_session
from bot.channels.chat_wording import FAREWELL, LEAVING_WORDS, PRESS_AGAIN, THERE_IS_MORE
from bot.query import Query
from bot.reading import DialogueState
from tests.channels.processes import Bot
from tests.channels.test_ask import Broken

FRESH = DialogueState()
CTRL_C, CTRL_D, ENTER = "\x03", "\x04", "\r"


def talk(assistant: Assistant, keys: str) -> list[str]:
    """Type `keys` at a terminal without a screen; return what was said."""
    said: list[str] = []
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text(keys)
        assert converse(assistant, prompt_session(InMemoryHistory()).prompt, said.append) == 0
    return said


def numbers_in(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]


def line_of(text: str, number: int) -> str:
    found = re.search(rf"^{number}\. (.+)$", text, re.MULTILINE)
    assert found
    return found[1]


@pytest.fixture
def chat(assistant: Assistant) -> Chat:
    chat = Chat(assistant)
    chat.greet()
    return chat


class TestLeaving:
    @pytest.mark.parametrize("word", [*LEAVING_WORDS, "終了。", "EXIT", "ｅｘｉｔ", "/quit", " 終わり "])
    def test_a_word(self, word: str, assistant: Assistant) -> None:
        assert talk(assistant, f"{word}{ENTER}")[1:] == [FAREWELL]

    def test_ctrl_d(self, assistant: Assistant) -> None:
        assert talk(assistant, CTRL_D)[1:] == [FAREWELL]

    def test_ctrl_c_twice(self, assistant: Assistant) -> None:
        assert talk(assistant, CTRL_C + CTRL_C)[1:] == [PRESS_AGAIN, FAREWELL]

    def test_ctrl_c_clears_the_line_and_only_that(self, assistant: Assistant) -> None:
        said = talk(assistant, f"学校教育部{CTRL_C}社会教育部の合計{ENTER}{CTRL_C}{CTRL_D}")
        assert said[1] == said[3] == PRESS_AGAIN
        assert said[2].startswith("社会教育部")
        assert said[4] == FAREWELL


class TestGreeting:
    def test_it_says_what_this_is(self, assistant: Assistant) -> None:
        source = assistant.run(Query()).answer.source
        greeting = talk(assistant, CTRL_D)[0]
        assert source.title in greeting
        assert source.unit in greeting
        assert "令和7年度" in greeting

    def test_each_example_has_an_answer(self, assistant: Assistant) -> None:
        greeting = Chat(assistant).greet()
        numbers = numbers_in(greeting)
        assert len(numbers) >= 4
        for number in numbers:
            chat = Chat(assistant)
            chat.greet()
            answer = chat.reply(str(number))
            assert answer == Chat(assistant).reply(line_of(greeting, number))
            assert re.search(r"[0-9](?:億|万|千円)", answer)


class TestAnswers:
    def test_a_conversation(self, chat: Chat) -> None:
        total = chat.reply("学校教育部の合計")
        assert total.startswith("学校教育部")
        assert "千円" in total
        assert "件" in chat.reply("件数は?")

    def test_nothing_typed_is_nothing_asked(self, assistant: Assistant) -> None:
        assert talk(assistant, f"{ENTER} {ENTER}　{ENTER}{CTRL_D}")[1:] == [FAREWELL]

    def test_a_fault_of_ours_is_regretted(self, assistant: Assistant) -> None:
        said = talk(Broken(assistant), f"合計{ENTER}{CTRL_D}")
        assert said[1].startswith("申し訳ありません")
        assert said[2] == FAREWELL

    def test_a_question_beyond_all_measure(self, chat: Chat) -> None:
        assert "4,096文字" in chat.reply("あ" * 5000)


class TestPicking:
    @pytest.mark.parametrize("typed", ["2", "２", "②", "2番", "2番目"])
    def test_a_row_of_a_list(self, typed: str, chat: Chat) -> None:
        name = line_of(chat.reply("学校教育部の事業一覧"), 2).split(" ")[0].removesuffix("【新規】")
        assert name in chat.reply(typed).split("\n")[0]

    def test_a_group_of_a_breakdown(self, chat: Chat) -> None:
        name = line_of(chat.reply("部局別の合計"), 3).split(" ")[0]
        assert name in chat.reply("3").split("\n")[0]

    def test_what_is_asked_back(self, chat: Chat) -> None:
        shown = chat.reply("施策アの合計")
        assert line_of(shown, 2).startswith("2-ア")
        assert chat.reply("2").startswith("基本目標2 施策ア")

    def test_a_list_can_be_picked_from_again(self, chat: Chat) -> None:
        shown = chat.reply("学校教育部の事業一覧")
        for number in (3, 1):
            name = line_of(shown, number).split(" ")[0].removesuffix("【新規】")
            assert name in chat.reply(str(number)).split("\n")[0]

    def test_a_number_that_is_not_shown(self, chat: Chat) -> None:
        shown = chat.reply("部局別の合計")
        last = max(numbers_in(shown))
        assert f"1から{last}まで" in chat.reply(str(last + 1))
        assert line_of(shown, last).split(" ")[0] in chat.reply(str(last))

    def test_a_number_in_a_question_is_no_pick(self, chat: Chat, assistant: Assistant) -> None:
        chat.reply("学校教育部の事業一覧")
        assert chat.reply("基本目標2の合計") == Chat(assistant).reply("基本目標2の合計")


class TestPaging:
    @pytest.mark.parametrize("question", ["子育て支援部の事業一覧", "子育て支援部の合計"])
    def test_a_long_list_can_be_seen_to_its_end(self, question: str, chat: Chat) -> None:
        texts = [chat.reply(question)]
        while THERE_IS_MORE in texts[-1]:
            texts.append(chat.reply("もっと"))
        assert len(texts) > 3
        assert [number for text in texts for number in numbers_in(text)] == list(range(1, 32))

    def test_a_row_of_a_later_page_can_be_picked(self, chat: Chat) -> None:
        chat.reply("子育て支援部の事業一覧")
        name = line_of(chat.reply("続き"), 12).split(" ")[0]
        assert name in chat.reply("12").split("\n")[0]

    def test_nothing_is_left_of_a_short_list(self, chat: Chat) -> None:
        assert THERE_IS_MORE not in chat.reply("新規事業の一覧")


# --- as a process ------------------------------------------------------------------------------


def test_without_a_terminal_lines_are_read_and_no_escape_codes_written(bot: Bot) -> None:
    done = bot.run("chat", given="部局別の合計\n\n1\n終了\n学校教育部の合計\n".encode())
    output = done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "\x1b" not in output
    assert output.endswith(f"{FAREWELL}\n\n")
    assert "\n1. " in output


def test_without_a_token_the_bot_is_the_chat_and_the_end_of_the_input_ends_it(bot: Bot) -> None:
    done = bot.run()
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").endswith(f"{FAREWELL}\n\n")


def test_ctrl_c_without_a_terminal_leaves_at_once(bot: Bot) -> None:
    pipe = subprocess.PIPE
    process = bot.start("chat", stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdout is not None
    for line in process.stdout:
        if "Ctrl-D" in line.decode("utf-8"):
            break
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")


class Terminal:
    """`python -m bot chat` on a pseudo-terminal."""

    def __init__(self, bot: Bot) -> None:
        self._ours, theirs = pty.openpty()
        self.process = bot.start("chat", stdin=theirs, stdout=theirs, stderr=theirs, session=True)
        os.close(theirs)

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def read_until(self, text: str) -> str:
        """Return the output up to `text`, escape codes removed; answer the terminal's questions."""
        seen = b""
        deadline = time.monotonic() + 30
        while text not in (shown := re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode("utf-8", "replace"))):
            assert time.monotonic() < deadline, shown
            if select.select([self._ours], [], [], 1)[0]:
                try:
                    chunk = os.read(self._ours, 65536)
                except OSError:  # the other end has been closed
                    pytest.fail(f"{text} did not come: {shown}")
                seen += chunk
                if b"\x1b[6n" in chunk:  # where is the cursor?
                    self.type("\x1b[1;1R")
        return shown

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def terminal(bot: Bot) -> Iterator[Terminal]:
    terminal = Terminal(bot)
    yield terminal
    terminal.close()


def test_at_a_terminal(terminal: Terminal, bot: Bot) -> None:
    terminal.read_until("質問>")
    terminal.type(f"学校教育部の合計{ENTER}")
    terminal.read_until("千円")
    terminal.read_until("質問>")
    terminal.type(f"途中まで{CTRL_C}")
    terminal.read_until(PRESS_AGAIN)
    terminal.read_until("質問>")
    terminal.type(CTRL_D)
    terminal.read_until(FAREWELL)
    assert terminal.process.wait(30) == 0
    assert "学校教育部の合計" in bot.history.read_text(encoding="utf-8")
    assert "途中まで" not in bot.history.read_text(encoding="utf-8")
    assert stat.S_IMODE(bot.history.stat().st_mode) == 0o600


def test_a_history_that_cannot_be_kept_does_not_stop_the_talk(bot: Bot) -> None:
    bot.history.parent.write_text("in the way")
    terminal = Terminal(bot)
    try:
        terminal.read_until("質問>")
        terminal.type(f"学校教育部の合計{ENTER}")
        terminal.read_until("千円")
    finally:
        terminal.close()
