from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.channels.telegram.commands import COMMANDS
from bot.settings import Settings
from tests.channels.processes import Bot
from tests.conftest import FAKE_TOKEN, ROOT

SECRET = FAKE_TOKEN.partition(":")[2]


def outcome(done: subprocess.CompletedProcess[bytes]) -> tuple[int, str, str]:
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


@pytest.mark.parametrize("command", [[], ["ask"], ["chat"], ["telegram"], ["data"], ["data", "build"]])
def test_help_is_in_japanese(command: list[str], bot: Bot) -> None:
    status, out, err = outcome(bot.run(*command, "--help"))
    assert (status, err) == (0, "")
    assert out.startswith(f"使い方: {' '.join(['python -m bot', *command])} ")
    assert not {"usage", "show this help", "positional", "options:"} & set(out.splitlines())


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom bot.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'telegram', 'sudachipy', 'matplotlib', 'prompt_toolkit', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.endswith("\n[]\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["foo"], "'foo' という指定はありません"),
        (["ask", "--jsn", "合計"], "--jsn という指定は使えません"),
        (["data"], "コマンド を指定してください"),
        (["data", "build", "--source"], "--source に続けて値を指定してください"),
    ],
)
def test_what_cannot_be_read_is_told_in_japanese(arguments: list[str], complaint: str, bot: Bot) -> None:
    status, out, err = outcome(bot.run(*arguments))
    assert (status, out) == (2, "")
    assert complaint in err
    assert "--help" in err


def test_telegram_without_a_token_says_how_to_get_one(bot: Bot) -> None:
    status, out, err = outcome(bot.run("telegram", settings={"TELEGRAM_BOT_TOKEN": ""}))
    assert (status, out) == (1, "")
    assert "BotFather" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", [[], ["telegram"], ["chat"]])
def test_a_malformed_token_is_explained_and_not_shown(command: list[str], bot: Bot) -> None:
    malformed = FAKE_TOKEN.replace(":", ";")
    status, out, err = outcome(
        bot.run(*command, settings={"TELEGRAM_BOT_TOKEN": malformed, "LOG_LEVEL": "DEBUG"})
    )
    assert (status, out) == (1, "")
    assert "TELEGRAM_BOT_TOKEN の値が正しくありません" in err
    assert SECRET not in err
    assert "Traceback" not in err


def test_a_token_is_not_shown_while_questions_are_answered(bot: Bot) -> None:
    status, out, err = outcome(
        bot.run("ask", "合計", settings={"TELEGRAM_BOT_TOKEN": FAKE_TOKEN, "LOG_LEVEL": "DEBUG"})
    )
    assert status == 0
    assert SECRET not in out + err


class Refusing(BaseHTTPRequestHandler):
    """A Bot API server that knows no token."""

    def do_POST(self) -> None:
        body = json.dumps({"ok": False, "error_code": 401, "description": "Unauthorized"}).encode()
        self.send_response(401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def test_a_refused_token_is_told_and_not_shown(bot: Bot) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings = {
            "TELEGRAM_BOT_TOKEN": FAKE_TOKEN,
            "TELEGRAM_API_BASE_URL": f"http://127.0.0.1:{server.server_port}",
            "LOG_LEVEL": "DEBUG",
        }
        status, out, err = outcome(bot.run(settings=settings))
        server.shutdown()
    assert status == 1
    assert "TELEGRAM_BOT_TOKEN" in err
    assert SECRET not in out + err


def test_without_a_database_it_says_how_to_build_one(tmp_path: Path, bot: Bot) -> None:
    status, out, err = outcome(
        bot.run("ask", "合計", settings={"BUDGET_DATABASE": str(tmp_path / "none.db")})
    )
    assert (status, out) == (1, "")
    assert "none.db" in err
    assert "data build" in err


@pytest.mark.parametrize("content", [b"", b"this is no database" * 100])
@pytest.mark.parametrize("command", [["ask", "合計"], ["chat"], ["telegram"]])
def test_a_file_that_is_no_database_is_told(
    command: list[str], content: bytes, tmp_path: Path, bot: Bot
) -> None:
    (tmp_path / "bad.db").write_bytes(content)
    settings = {"BUDGET_DATABASE": str(tmp_path / "bad.db"), "TELEGRAM_BOT_TOKEN": FAKE_TOKEN}
    status, out, err = outcome(bot.run(*command, settings=settings))
    assert (status, out) == (1, "")
    assert "データベース" in err
    assert "bad.db" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("雪かき,ゆきかき,nonsense,除雪,", "nonsense"),
        ("雪かき,ゆきかき,word,,", "target"),
        ("雪かき,ゆきかき,department,そんな部,", "そんな部"),
        ("雪かき,ゆきかき,goal,9999,", "9999"),
    ],
)
def test_an_alias_with_a_fault_is_told_with_its_line(
    line: str, reason: str, tmp_path: Path, bot: Bot
) -> None:
    table = tmp_path / "bad.csv"
    table.write_text(f"alias,reading,kind,target,note\n{line}\n", "utf-8")
    status, out, err = outcome(bot.run("ask", "合計", settings={"BUDGET_ALIASES": str(table)}))
    assert (status, out) == (1, "")
    assert re.search(rf"bad\.csv の2行目を使えません。.*{reason}", err)
    assert "Traceback" not in err


def test_an_alias_table_in_another_encoding_is_told(tmp_path: Path, bot: Bot) -> None:
    table = tmp_path / "bad.csv"
    table.write_text("alias,reading,kind,target,note\n雪かき,ゆきかき,word,除雪,\n", "shift_jis")
    status, out, err = outcome(bot.run("ask", "合計", settings={"BUDGET_ALIASES": str(table)}))
    assert (status, out) == (1, "")
    assert "UTF-8" in err
    assert "Traceback" not in err


def test_the_readme_lists_every_telegram_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `/([a-z]+)` \| (.+) \|$", readme, re.MULTILINE)
    assert listed == [(command.name, command.description) for command in COMMANDS]


def test_the_readme_names_every_command_and_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("ask", "chat", "telegram", "data check", "data build"):
        assert f"| `{command}" in readme
    for name, field in Settings.model_fields.items():
        assert f"| `{name.upper()}` |" in readme
        if field.default:
            assert str(field.default) in readme
