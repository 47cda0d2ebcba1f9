"""Greetings, thanks and sentences that ask nothing."""

from __future__ import annotations

import re

from bot.reading import DialogueState, Greeting, Help
from bot.understanding.clauses import QUESTIONS
from bot.understanding.frame import Frame


def greeting(frame: Frame) -> Help | None:
    """A greeting, thanks or a question about the bot, and nothing else."""
    if frame.items or frame.unknown or frame.numbers or frame.refusals or frame.new is not None:
        return None
    other = set(frame.cues) - {
        "hello",
        "thanks",
        "how_to_use",
        "confirm",
        "ask_yes_no",
        "instead",
        "detail",
        "correction",
        "list",
        "that",
        "aside",
    }
    if other:
        return None
    if frame.has("how_to_use"):
        return Help(Greeting.HOW_TO_USE)
    if frame.has("thanks"):
        return Help(Greeting.THANKS)
    if frame.has("hello"):
        return Help(Greeting.HELLO)
    return None


def goes_on(frame: Frame, state: DialogueState) -> bool:
    """「こんにちは!全部教えて」 after something was asked about; 「何をしてくれる?」 after one project."""
    of_it = len(state.shown) == 1 and bool(_WHAT_IT_DOES.fullmatch(frame.said()))
    return bool(state.queries) and (of_it or (frame.has("list", "detail") and frame.has("hello")))


_WHAT_IT_DOES = re.compile(
    "(?:(?:それ|これ|そっち|こっち|そちら|こちら|そこ)(?:は|って)?)?(?:何|なに|どんなこと)[をが]?(?:して)?(?:くれる|もらえる|やる|できる(?:ように)?(?:なる)?)(?:の|ん|事業)?(?:です)?か?[?]*"
)


def is_small_talk(frame: Frame) -> bool:
    """「いつも市役所の皆さんには感謝しております」: a sentence that asks nothing."""
    if len(frame.unknown) >= _RAMBLING and not frame.has(*QUESTIONS):
        return True
    return greeting(frame) is not None or (bool(frame.cues) and set(frame.cues) <= _SMALL_TALK)


_RAMBLING = 3  # words that nothing understands

_SMALL_TALK = {"hello", "thanks", "aside", "order"}
