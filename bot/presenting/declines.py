"""Polite words for each reason why there is no answer, with what the table does hold instead.

None of these texts states a figure.
"""

from __future__ import annotations

from bot.answer import Source
from bot.presenting.years import fiscal_year_words
from bot.reading import Decline, Refusal

# {about}: what the person named, in brackets, or 「ご指定の…」; {year}: the year that is loaded.
_WORDS: dict[Refusal, str] = {
    Refusal.UNKNOWN_NAME: "{about}に当たる事業は、この表には見つかりませんでした。",
    Refusal.UNKNOWN_DEPARTMENT: "{about}という部局は、この表にはありません。",
    Refusal.UNKNOWN_GOAL: "{about}という基本目標は、この表にはありません。",
    Refusal.UNKNOWN_POLICY: "{about}という施策は、この表にはありません。",
    Refusal.UNKNOWN_PLACE: "{about}に当たる番号の事業は、この表にはありません。",
    Refusal.YEN_NOT_THOUSANDS: (
        "{about}は「円」の金額ですが、この表の金額は千円単位で、当てはまる事業はありません。"
    ),
    Refusal.OTHER_YEAR: (
        "収録しているのは{year}の予算だけです。ほかの年度の金額や、年度どうしの増減は分かりません。"
    ),
    Refusal.OTHER_CITY: "この表にあるのは「{title}」の事業だけで、ほかの自治体の予算は載っていません。",
    Refusal.SETTLEMENT: "この表にあるのは{year}の予算額で、決算額や執行状況、事業の実績は載っていません。",
    Refusal.PERSON: "この表には、お名前や担当者など個人についての情報は載っていません。",
    Refusal.PROCEDURE: (
        "申請の方法や窓口、受付時間などは、この表には載っていません。"
        "お手数ですが、市の公式サイトか担当の部局へお問い合わせください。"
    ),
    Refusal.OPINION: (
        "事業のよしあしや要不要については、お答えを控えています。金額の順で見比べることはできます。"
    ),
    Refusal.FINANCE: (
        "この表にあるのは戦略に関連する事業の予算だけで、"
        "市税などの歳入、市債、人件費の総額といった市の財政全体のことは載っていません。"
    ),
    Refusal.NO_SUCH_VALUE: "人数や面積、日時などは、この表の説明文に書かれているものしか分かりません。お尋ねの内容は載っていませんでした。",
    Refusal.PART_OF_PROJECT: (
        "この表にあるのは事業ごとの予算額で、一つの事業のうち{about}だけの金額は載っていません。"
    ),
    Refusal.ROLE: "申し訳ありません。役割や設定を変えるご指示には、お応えできません。",
    Refusal.UNRELATED: "申し訳ありません。そのご質問には、この表からはお答えできません。",
    Refusal.EMPTY: "ご質問を読み取れませんでした。知りたい事業や部局の名前を、短い言葉で送ってください。",
}
_UNNAMED: dict[Refusal, str] = {
    Refusal.UNKNOWN_DEPARTMENT: "ご指定の名前",
    Refusal.UNKNOWN_GOAL: "ご指定の番号",
    Refusal.UNKNOWN_POLICY: "ご指定の記号",
}
_HINTS: dict[Refusal, str] = {
    Refusal.UNKNOWN_NAME: "事業名の一部や、内容を表す短い言葉でもお探しできます。",
    Refusal.UNKNOWN_DEPARTMENT: "「部局別の合計」と送ると、表にある部局をすべてご覧いただけます。",
    Refusal.UNKNOWN_GOAL: "「基本目標別の合計」と送ると、表にある基本目標をすべてご覧いただけます。",
    Refusal.UNKNOWN_POLICY: "「施策別の合計」と送ると、表にある施策をすべてご覧いただけます。",
    Refusal.UNKNOWN_PLACE: "掲載箇所は、基本目標の番号・施策の記号・表の番号の順で指定できます。",
    Refusal.YEN_NOT_THOUSANDS: "「千円」や「万円」「億円」を付けて送っていただくと、その金額でお探しします。",
    Refusal.PERSON: "事業を担当する部局の名前なら分かります。",
    Refusal.PROCEDURE: "どの部局の担当かと、事業の内容ならお答えできます。",
}
_HOLDS = "お答えできるのは、{year}の事業の名前・担当部局・予算額・内容と、その合計や順位などです。"

NAMED: frozenset[Refusal] = frozenset(
    {
        Refusal.UNKNOWN_NAME,
        Refusal.UNKNOWN_DEPARTMENT,
        Refusal.UNKNOWN_GOAL,
        Refusal.UNKNOWN_POLICY,
        Refusal.UNKNOWN_PLACE,
        Refusal.YEN_NOT_THOUSANDS,
    }
)
"""Refusals about a name, which get 「もしかして」; the others are beyond the table altogether."""


def decline_sentences(decline: Decline, source: Source) -> tuple[str, ...]:
    """Why there is no answer, then what helps instead."""
    about = f"「{decline.about}」" if decline.about else _UNNAMED.get(decline.refusal, "ご指定の内容")
    year = fiscal_year_words(source.fiscal_year)
    # Replaced one by one rather than formatted: what a person typed may hold braces.
    why = _WORDS[decline.refusal].replace("{year}", year).replace("{title}", source.title)
    why = why.replace("{about}", about)
    hint = _HINTS.get(decline.refusal, "")
    if decline.refusal in NAMED:
        return (why, hint) if hint and not decline.options else (why,)
    return tuple(line for line in (why, hint or _HOLDS.replace("{year}", year)) if line)
