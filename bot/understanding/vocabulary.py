"""The words of asking, loaded and checked from vocabulary.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.japanese import key
from bot.query import Fact
from bot.reading import Refusal

_PATH = Path(__file__).with_name("vocabulary.toml")


@dataclass(frozen=True)
class Vocabulary:
    """Cue name, fact or filler, each with its wordings as keys."""

    cues: dict[str, tuple[str, ...]]
    facts: dict[Fact, tuple[str, ...]]
    fillers: tuple[str, ...]
    bystanders: frozenset[str]  # those of the fillers that may be meant before の, as keys
    expenses: frozenset[str]  # words for money alone, as keys
    kinds: frozenset[str]  # kinds of spending, as keys
    doings: frozenset[str]  # what is done for the thing asked about, as keys
    whom: frozenset[str]  # whom much of the table is for, as keys
    verbs: dict[str, str]  # dictionary form → cue
    negated_verbs: dict[str, str]  # the same, said with ない
    patterns: dict[str, re.Pattern[str]]  # cue → its wordings with a gap, over the key
    told: dict[str, str]  # what a question asks → what a description says of it, both as patterns
    values: dict[str, str]  # cue that asks for a value → pattern of such a value in a description
    outside: dict[Refusal, re.Pattern[str]]  # what no table of budgets tells, over the key
    confusable: dict[str, str]  # a kanji of the words of asking → those typed in its place


def _by_verb(cues: dict[str, list[str]]) -> dict[str, str]:
    return {verb: cue for cue, verbs in cues.items() for verb in verbs}


@cache
def load_vocabulary() -> Vocabulary:
    """Read the vocabulary.

    Raises:
        ValueError: an unknown fact or refusal, or a wording that is empty.
        re.error: a pattern that is no regular expression.
    """
    raw = tomllib.loads(_PATH.read_text(encoding="utf-8"))

    def keys(wordings: list[str]) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(key(wording) for wording in wordings))
        if "" in found:
            raise ValueError("vocabulary.toml: an empty wording")
        return found

    return Vocabulary(
        cues={name: keys(wordings) for name, wordings in raw["cues"].items()},
        facts={Fact(name): keys(wordings) for name, wordings in raw["facts"].items()},
        fillers=keys(raw["fillers"]["words"] + raw["fillers"]["bystanders"]),
        bystanders=frozenset(keys(raw["fillers"]["bystanders"])),
        expenses=frozenset(keys(raw["topics"]["expenses"])),
        kinds=frozenset(keys(raw["topics"]["kinds"])),
        doings=frozenset(keys(raw["topics"]["doings"])),
        whom=frozenset(keys(raw["topics"]["whom"])),
        verbs=_by_verb(raw["verbs"]),
        negated_verbs=_by_verb(raw["negated_verbs"]),
        patterns={
            cue: re.compile(pattern if isinstance(pattern, str) else "|".join(pattern))
            for cue, pattern in raw["patterns"].items()
        },
        told=raw["told"],
        values=raw["values"],
        outside={Refusal(kind): re.compile("|".join(parts)) for kind, parts in raw["outside"].items()},
        confusable=raw["confusable"],
    )
