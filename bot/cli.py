"""The command line: which channel to start, and how the process ends.

Whatever is slow to import is imported where it is used, so that `--help` answers at once.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.arguments import JapaneseParser

if TYPE_CHECKING:
    from bot.settings import Settings

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 128 + 2  # as shells report SIGINT
EXIT_BROKEN_PIPE = 128 + 13  # as shells report SIGPIPE

Command = Callable[[argparse.Namespace, "Settings"], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` (default: the process's own) name; return the exit status."""
    _use_utf8()
    try:
        status = _run(_as_utf8(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; what is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_BROKEN_PIPE
    return status


def _run(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    from bot.logs import set_up_logging
    from bot.settings import StartError, load_settings

    try:
        settings = load_settings()
        token = settings.telegram_bot_token
        set_up_logging(settings.log_level, [token.get_secret_value()] if token else [])
        command: Command = options.run
        return command(options, settings)
    except StartError as reason:
        print(reason, file=sys.stderr)
        return EXIT_FAILED


def _parser() -> argparse.ArgumentParser:
    parser = JapaneseParser(
        prog="python -m bot",
        description="市の予算の表に、日本語の質問で答えるボットです。",
        epilog="コマンドを省くと、TELEGRAM_BOT_TOKEN が設定されていれば Telegram ボットを、"
        "なければ端末での対話を始めます。",
    )
    parser.set_defaults(run=_start)
    commands = parser.add_subparsers(title="コマンド一覧", metavar="コマンド")

    ask = commands.add_parser("ask", help="質問に答えて終わります", description="質問に答えて終わります。")
    ask.add_argument("question", nargs="*", metavar="質問")
    ask.add_argument("--json", action="store_true", help="答えを JSON で書き出します")
    ask.add_argument(
        "--batch",
        action="store_true",
        help="標準入力の1行ごとに答えます。--json では1行が "
        '{"session": "…", "text": "…"} で、同じ session の行は1つの会話です',
    )
    ask.set_defaults(run=_ask)

    chat = commands.add_parser("chat", help="端末で対話します", description="端末で対話します。")
    chat.set_defaults(run=_chat)
    telegram = commands.add_parser(
        "telegram", help="Telegram ボットを始めます", description="Telegram ボットを始めます。"
    )
    telegram.set_defaults(run=_telegram)
    importlib.import_module("bot.channels.data").add_parser(commands)
    return parser


def _start(options: argparse.Namespace, settings: Settings) -> int:
    return (_telegram if settings.telegram_bot_token else _chat)(options, settings)


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    if options.batch == bool(options.question):
        print('質問を1つ書くか、--batch を付けてください。例: python -m bot ask "質問"', file=sys.stderr)
        return EXIT_USAGE
    from bot.channels import ask
    from bot.channels.starting import open_assistant

    assistant = open_assistant(settings)
    if options.batch:
        return ask.answer_lines(assistant, sys.stdin.buffer, sys.stdout, as_json=options.json)
    return ask.answer_question(assistant, " ".join(options.question), sys.stdout, as_json=options.json)


def _chat(options: argparse.Namespace, settings: Settings) -> int:
    from bot.channels import chat
    from bot.channels.starting import open_assistant

    return chat.run(open_assistant(settings), settings.budget_memory.parent / "chat_history")


def _telegram(options: argparse.Namespace, settings: Settings) -> int:
    settings.bot_token()  # says what to do where there is none
    from bot.channels.starting import data_faults_explained
    from bot.channels.telegram import app

    with data_faults_explained(settings):
        return app.run(settings)


def _use_utf8() -> None:
    """Read and write UTF-8 whatever the locale: questions and answers are Japanese everywhere."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _as_utf8(arguments: Sequence[str]) -> list[str]:
    """Read the arguments as the UTF-8 they were typed in, whatever the locale made of them."""
    return [os.fsencode(argument).decode("utf-8", "replace") for argument in arguments]
