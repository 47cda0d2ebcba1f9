"""How an utterance was read: a `Query`, or the reason why none was made.

A `Reading` holds no wording of ours; presenting turns its members into sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.query import Fact, Query


@dataclass(frozen=True, slots=True)
class Mend:
    """A word that was read as another: 「typed」を「read_as」と読みました."""

    typed: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Option:
    """Something the person can pick next: a name from the table and the query it stands for."""

    label: str
    query: Query


SHOWN_AT_FIRST = 10
"""Rows of a list; what comes after them is asked for with 「次の5件」 or 「もっと」."""


class Doubt(StrEnum):
    """Why the bot asks back."""

    WHICH_PROJECT = "which_project"
    DID_YOU_MEAN = "did_you_mean"  # nothing is called that, and some names come near
    WHICH_DEPARTMENT = "which_department"
    FIELD_OF_WORK = "field_of_work"  # 「教育の予算」: of the departments that do it, or of what is called so
    WHICH_POLICY = "which_policy"  # 施策ア of several goals
    WHICH_PLACE = "which_place"  # 「基本目標3の3番」 exists under several policies
    NO_ANTECEDENT = "no_antecedent"  # 「その内訳は?」 with nothing before it
    PAST_THE_END = "past_the_end"  # 「5番目」 of three
    WHAT_ABOUT_IT = "what_about_it"  # a scope without a question, or one that is too vague
    TOO_INTRICATE = "too_intricate"  # 「平均を上回る事業」: not worked out in one step
    UNCLEAR_WORD = "unclear_word"  # 「古い事業」: nothing in the table tells which those are
    VAGUE_AMOUNT = "vague_amount"  # 数百万


class Refusal(StrEnum):
    """Why there is no answer; each has its own words and its own help."""

    UNKNOWN_NAME = "unknown_name"  # nothing in the table is called that
    UNKNOWN_DEPARTMENT = "unknown_department"
    UNKNOWN_GOAL = "unknown_goal"
    UNKNOWN_POLICY = "unknown_policy"
    UNKNOWN_PLACE = "unknown_place"  # no such row number
    YEN_NOT_THOUSANDS = "yen_not_thousands"  # 「28,212円」 where 千円 may be meant
    OTHER_YEAR = "other_year"
    OTHER_CITY = "other_city"
    SETTLEMENT = "settlement"  # executed amounts, results
    PERSON = "person"
    PROCEDURE = "procedure"  # applications, opening hours, addresses
    OPINION = "opinion"
    FINANCE = "finance"  # revenue, taxes, bonds, salaries: money that the table does not hold
    NO_SUCH_VALUE = "no_such_value"  # a number of people, an area, a date that no description gives
    PART_OF_PROJECT = "part_of_project"  # what one project spends on one of its items
    ROLE = "role"  # told to be another bot, or to play the system
    UNRELATED = "unrelated"  # weather, chat, code
    EMPTY = "empty"  # nothing that could be read


class Greeting(StrEnum):
    HELLO = "hello"
    THANKS = "thanks"
    HOW_TO_USE = "how_to_use"


@dataclass(frozen=True, slots=True)
class Clarify:
    doubt: Doubt
    options: tuple[Option, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Decline:
    refusal: Refusal
    about: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    greeting: Greeting


@dataclass(frozen=True, slots=True)
class Reading:
    """`outcome` holds several queries only where one message asked several questions.

    `passed_over` are words that were heard but play no part in the query; the answer says so.
    """

    outcome: tuple[Query, ...] | Clarify | Decline | Help
    mends: tuple[Mend, ...] = ()
    passed_over: tuple[str, ...] = ()
    inherited: bool = False  # conditions were kept from the question before
    pending: Query | None = None  # what was asked, where only its scope is missing


@dataclass(frozen=True, slots=True)
class Seen:
    """The projects that the answer to a query was of, in the order shown."""

    query: Query
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DialogueState:
    """What a conversation remembers: the last queries (newest first), and what was shown."""

    queries: tuple[Query, ...] = ()
    shown: tuple[str, ...] = ()  # canonical project ids, in the order shown
    listed: tuple[str, ...] = ()  # the last list, while single projects of it are looked at
    seen: tuple[Seen, ...] = ()  # what the last short lists held, newest first
    groups: tuple[Query, ...] = ()  # queries of the groups that were shown, in the order shown
    options: tuple[Option, ...] = ()  # choices that were offered last
    astray: bool = False  # the last question was not understood, or named what the table does not hold
    pending: Query | None = None  # the last question, if it was asked back what it is about
    explained: Fact | None = None  # what about the document was explained last
