"""Greetings and help by topic. No amount, department or project of any table is named here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.answer import Source
from bot.presenting.years import fiscal_year_words
from bot.reading import Greeting


class Topic(StrEnum):
    """What help can be asked about."""

    SEARCH = "search"
    TOTAL = "total"
    RANKING = "ranking"
    COMPARE = "compare"
    AMOUNT = "amount"
    FOLLOW_UP = "follow_up"
    COUNTING = "counting"


@dataclass(frozen=True, slots=True)
class HelpTopic:
    """A topic's title, one explaining sentence, and ways of asking (with 「〇〇」 for a name)."""

    title: str
    explanation: str
    examples: tuple[str, ...]


TOPICS: dict[Topic, HelpTopic] = {
    Topic.SEARCH: HelpTopic(
        "事業を探す",
        "事業名の一部や、関係する言葉で探せます。ひらがなや書き間違いでも構いません。",
        ("防災 事業", "〇〇事業の内容は?", "〇〇はどの部の担当?", "新規事業の一覧"),
    ),
    Topic.TOTAL: HelpTopic(
        "合計・件数・平均を知る",
        "部局、基本目標、施策、言葉ごとに集計できます。",
        ("〇〇部の合計は?", "基本目標1は何件?", "部局別の合計", "新規事業の平均"),
    ),
    Topic.RANKING: HelpTopic(
        "順位を知る",
        "金額の大きい順、小さい順に並べられます。",
        ("予算の大きい事業", "一番予算が多い部は?", "〇〇部で一番小さい事業"),
    ),
    Topic.COMPARE: HelpTopic(
        "比べる・割合を知る",
        "二つの部局や事業の比較、全体に占める割合が分かります。",
        ("〇〇部と△△部はどちらが多い?", "〇〇事業と△△事業の差", "〇〇部は全体の何%?"),
    ),
    Topic.AMOUNT: HelpTopic(
        "金額で絞る",
        "以上・以下・超・未満・ちょうどを区別します。円・千円・万円・億円のどれでも書けます。",
        ("1億円以上の事業", "〇〇部で500万円未満", "1千万円から3千万円の事業"),
    ),
    Topic.FOLLOW_UP: HelpTopic(
        "続けて聞く",
        "前の答えに続けて、短く聞き直せます。新しい質問をすると前の条件は消えます。",
        ("その内訳は?", "2番目を詳しく", "新規だけ", "じゃあ△△部は?"),
    ),
    Topic.COUNTING: HelpTopic(
        "数え方について",
        "再掲の事業は一度だけ数えます。資料に印刷された小計・合計は再掲も数えるため、両方をお示しします。",
        ("再掲とは?", "公表の合計との差は?", "出典は?"),
    ),
}

_OPENINGS: dict[Greeting, str] = {
    Greeting.HELLO: "ようこそ。「{title}」についてお答えします。",
    Greeting.THANKS: "どういたしまして。ほかにも知りたいことがあれば、いつでもどうぞ。",
    Greeting.HOW_TO_USE: "「{title}」について、ふだんの言葉で質問してください。",
}
ASK_LIKE_THIS = "たとえば、こう聞いてください"
EXAMPLES = ("部局別の合計", "予算の大きい事業", "新規事業の一覧")
"""Questions that make sense for any year's table."""


def greeting_sentences(greeting: Greeting, source: Source) -> tuple[str, ...]:
    """The opening for a greeting, and what the bot is about."""
    opening = _OPENINGS[greeting].replace("{title}", source.title)
    if greeting is Greeting.THANKS:
        return (opening,)
    year = fiscal_year_words(source.fiscal_year)
    return (opening, f"{year}の事業の予算額・担当部局・内容のほか、合計や順位、比較もお答えできます。")


def topic_text(topic: Topic) -> str:
    """Help on one topic: title, explanation, ways of asking."""
    found = TOPICS[topic]
    examples = "\n".join(f"・{example}" for example in found.examples)
    return f"{found.title}\n{found.explanation}\n{examples}"


def help_text(source: Source) -> str:
    """All topics, in short, blocks separated by an empty line."""
    opening = "\n".join(greeting_sentences(Greeting.HOW_TO_USE, source))
    return "\n\n".join((opening, *(topic_text(topic) for topic in Topic)))
