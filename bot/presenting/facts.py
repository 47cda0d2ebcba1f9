"""Facts about the document itself, explained."""

from __future__ import annotations

from bot.answer import Source
from bot.presenting.years import fiscal_year_words
from bot.query import Fact

_TITLES: dict[Fact, str] = {
    Fact.REPRINT: "再掲とは",
    Fact.NEW: "(新)の印とは",
    Fact.UNIT: "金額の単位",
    Fact.SOURCE: "出典",
    Fact.YEAR: "収録している年度",
    Fact.COUNTING: "数え方",
    Fact.PLAN: "この表について",
}
_WORDS: dict[Fact, str] = {
    Fact.REPRINT: (
        "同じ事業が別の施策にもう一度掲載されている行を「再掲」といいます。予算が二重に付いているわけではありません。"
        "このため同じ事業は一度だけ数えます。資料に印刷された小計・合計は再掲の行も数えるので、その分大きくなります。"
    ),
    Fact.NEW: (
        "資料で事業名の前に(新)と印刷されている事業です。お答えの中では【新規】と表示します。"
        "「新規」という言葉を名前に含むだけの事業とは区別しています。"
    ),
    Fact.UNIT: (
        "資料の金額の単位は{unit}です。お答えでは、億・万を使った読みやすい金額に、資料と同じ{unit}の金額を添えます。"
    ),
    Fact.SOURCE: "市が公表した「{title}」です。データの版は {version} です。",
    Fact.YEAR: "{year}の予算だけを収録しています。ほかの年度や決算は含まれません。",
    Fact.COUNTING: (
        "お尋ねの範囲の中で、同じ事業は一度だけ数えます。基本目標や施策の事業には、再掲として掲載されているものも含みます。"
        "基本目標と計画全体の合計は、資料に印刷された額(再掲も数えたもの)と、一度だけ数えた額の両方をお示しします。"
    ),
    Fact.PLAN: "「{title}」は、計画の基本目標と施策ごとに、関連する事業とその予算額・内容をまとめた表です。",
}


def fact_title(fact: Fact) -> str:
    """What is explained."""
    return _TITLES[fact]


def fact_sentence(fact: Fact, source: Source) -> str:
    """The explanation, with the document's own title, year and unit."""
    words = _WORDS[fact].replace("{title}", source.title).replace("{unit}", source.unit)
    words = words.replace("{version}", source.version)
    return words.replace("{year}", fiscal_year_words(source.fiscal_year))
