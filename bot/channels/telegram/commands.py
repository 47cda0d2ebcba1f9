"""The one table of commands: what is registered with Telegram, what help lists, how each is asked.

A command is a short way of asking. What follows it is optional and may be typed as one likes: it
becomes a question (read like any typed one), a ready query, or the page that helps to choose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.channels.telegram.examples import LARGEST, NEW
from bot.presenting.topics import Topic
from bot.query import InGoals, Measure, Order, Query, Window

Asked = str | Query


class Scope(StrEnum):
    """Who is shown a command, and may use it."""

    EVERYONE = "everyone"
    ADMINS = "admins"


class Page(StrEnum):
    """What a command opens where it asks nothing."""

    START = "start"
    HELP = "help"
    ABOUT = "about"
    MENU = "menu"
    DEPARTMENTS = "departments"
    GOALS = "goals"
    ASK_FOR_WORD = "ask_for_word"
    ASK_FOR_TWO = "ask_for_two"
    RELOAD = "reload"


@dataclass(frozen=True, slots=True)
class Command:
    """`ask` turns what follows the command (stripped, never empty) into a question or a query.

    `alone` is the query or page for the command by itself. `words` sent as a whole message do the same.
    """

    name: str
    description: str
    alone: Query | Page
    ask: Callable[[str], Asked] | None = None
    topic: Topic | None = None
    scope: Scope = Scope.EVERYONE
    words: tuple[str, ...] = ()

    def meaning(self, argument: str) -> Asked | Page:
        """What the command with `argument` stands for."""
        stripped = " ".join(argument.split())
        return self.ask(stripped) if stripped and self.ask is not None else self.alone


_TOP_COUNT = re.compile(r"(?<![0-9])([0-9]{1,3})\s*(?:件|位|個|つ)?")
_SEPARATORS = re.compile(r"\s*(?:と|対|vs\.?|、|,|/|\s)\s*", re.IGNORECASE)
_MOST_TOP = 50


def _top(argument: str) -> Asked:
    """「5」「〇〇部 5」「5件 〇〇部」: a number of ranks and a scope, in any order."""
    text = unicodedata.normalize("NFKC", argument)
    found = _TOP_COUNT.search(text)
    if found is None:
        return f"{argument}の金額の大きい事業"
    count = min(max(int(found[1]), 1), _MOST_TOP)
    scope = f"{text[: found.start()]} {text[found.end() :]}".strip()
    if not scope:
        return Query(Measure.LIST, order=Order.AMOUNT_DESC, window=Window(1, count))
    return f"{scope}の金額の大きい事業 上位{count}件"


def _goal(argument: str) -> Asked:
    text = unicodedata.normalize("NFKC", argument)
    if text.isascii() and text.isdigit() and len(text) < 3:
        return Query(Measure.TOTAL, (InGoals((int(text),)),))
    return f"{argument}の合計"


def _compare(argument: str) -> Asked:
    sides = [side for side in _SEPARATORS.split(argument) if side]
    return f"{'と'.join(sides)}を比較" if len(sides) == 2 else f"{argument}を比較"


COMMANDS: tuple[Command, ...] = (
    Command("start", "はじめに", Page.START, words=("はじめる", "スタート")),
    Command("help", "使い方", Page.HELP, words=("ヘルプ", "使い方")),
    Command(
        "search",
        "言葉で事業を探す",
        Page.ASK_FOR_WORD,
        lambda argument: f"{argument}の事業",
        Topic.SEARCH,
        words=("検索", "探す"),
    ),
    Command(
        "sum",
        "合計を見る(部局・目標・言葉)",
        Query(Measure.TOTAL),
        lambda argument: f"{argument}の合計",
        Topic.TOTAL,
    ),
    Command("top", "金額の大きい事業を見る", LARGEST, _top, Topic.RANKING),
    Command(
        "dept",
        "部局から探す",
        Page.DEPARTMENTS,
        lambda argument: f"{argument}の合計",
        Topic.TOTAL,
        words=("部局", "部局から探す"),
    ),
    Command(
        "goal", "基本目標から探す", Page.GOALS, _goal, Topic.TOTAL, words=("基本目標", "基本目標から探す")
    ),
    Command("new", "新規事業を見る", NEW, lambda argument: f"{argument}の新規事業", Topic.SEARCH),
    Command("compare", "2つを比べる", Page.ASK_FOR_TWO, _compare, Topic.COMPARE),
    Command("about", "出典・年度・数え方", Page.ABOUT, topic=Topic.COUNTING, words=("このボットについて",)),
    Command("reload", "データを読み直す(管理者)", Page.RELOAD, scope=Scope.ADMINS),
)
BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}
MENU_WORDS = ("メニュー", "menu", "一覧から探す")


def commands_for(*, admin: bool) -> tuple[Command, ...]:
    """The commands a person may use, in the table's order."""
    return tuple(command for command in COMMANDS if admin or command.scope is Scope.EVERYONE)


def by_word(text: str) -> Query | Page | None:
    """What a message stands for that is nothing but a command's word."""
    word = unicodedata.normalize("NFKC", text).strip(" 。!?").lower()
    if word in MENU_WORDS:
        return Page.MENU
    return next((command.alone for command in COMMANDS if word in command.words), None)


def command_lines(*, admin: bool) -> str:
    """The commands with their descriptions, a line each."""
    return "\n".join(f"/{command.name} {command.description}" for command in commands_for(admin=admin))
