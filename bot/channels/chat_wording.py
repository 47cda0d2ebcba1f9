"""What the terminal chat says of its own accord."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Source
from bot.presenting.topics import ASK_LIKE_THIS, EXAMPLES, greeting_sentences
from bot.reading import Greeting

PROMPT = "質問> "
FAREWELL = "ご利用ありがとうございました。"
PRESS_AGAIN = "終わるときは、もう一度 Ctrl-C を押してください。"
LEAVING_WORDS = (
    "終了",
    "終わり",
    "おわり",
    "終わる",
    "やめる",
    "さようなら",
    "exit",
    "quit",
    "bye",
    "q",
)


MORE_WORDS = ("もっと", "もっと見る", "続き", "続きを見る", "次のページ", "more")
THERE_IS_MORE = "続きは「もっと」と入力してください。"
_HOW_TO_GO_ON = "続けて短く聞き直したり、番号で選んだりできます。終わるときは「終了」か Ctrl-D です。"


def greeting(source: Source, examples: Sequence[str]) -> str:
    """Say what this is about, in what unit, and how to ask; the examples are numbered."""
    about = "\n".join(greeting_sentences(Greeting.HOW_TO_USE, source))
    asking = "\n".join(f"{number}. {example}" for number, example in enumerate(examples, 1))
    return f"{about}\n資料の金額の単位は{source.unit}です。\n\n{ASK_LIKE_THIS}\n{asking}\n\n{_HOW_TO_GO_ON}"


def example_questions(department: str = "", project: str = "") -> tuple[str, ...]:
    """Questions that name a department and a project of the table, and some that need no name."""
    by_name = [f"{department}の合計は?"] if department else []
    by_name += [f"{project}の内容は?"] if project else []
    return (*by_name, *EXAMPLES)


def no_such_number(first: int, last: int) -> str:
    """Say which numbers can be picked."""
    return f"番号は{first}から{last}まであります。その中からお選びください。"
