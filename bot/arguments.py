"""argparse in Japanese: its help, and its complaints."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

EXIT_USAGE = 2

# What argparse says in English, and how we say it.
_COMPLAINTS = (
    (
        r"argument .+?: invalid choice: (\S+) \(choose from (.+)\)",
        "{0} という指定はありません。使えるもの: {1}",
    ),
    (r"unrecognized arguments: (.+)", "{0} という指定は使えません。"),
    (r"the following arguments are required: (.+)", "{0} を指定してください。"),
    (r"argument (\S+): expected .+", "{0} に続けて値を指定してください。"),
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "使い方: " if prefix is None else prefix)


class JapaneseParser(argparse.ArgumentParser):
    """An argument parser whose every word to the person is Japanese; so are its subparsers."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **settings)
        self._positionals.title = "引数"
        self._optionals.title = "オプション"
        self.add_argument("-h", "--help", action="help", help="この説明を表示します")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to get help, and end the process with status 2."""
        self.exit(EXIT_USAGE, f"{_in_japanese(message)}\n詳しくは {self.prog} --help をご覧ください。\n")


def _in_japanese(message: str) -> str:
    for pattern, ours in _COMPLAINTS:
        if match := re.fullmatch(pattern, message):
            return ours.format(*match.groups())
    return f"指定を読み取れませんでした({message})。"
