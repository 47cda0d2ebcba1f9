"""Words for asking back, one for each doubt. None states a figure."""

from __future__ import annotations

from bot.reading import Clarify, Doubt

# {about}: what the person named, in brackets; the second text serves where nothing was named.
_WORDS: dict[Doubt, tuple[str, str]] = {
    Doubt.WHICH_PROJECT: (
        "{about}に当てはまる事業がいくつかあります。どの事業でしょうか。",
        "どの事業でしょうか。",
    ),
    Doubt.DID_YOU_MEAN: (
        "{about}にぴったり当てはまる事業は見つかりませんでした。もしかして、次の事業でしょうか。",
        "ぴったり当てはまる事業は見つかりませんでした。もしかして、次の事業でしょうか。",
    ),
    Doubt.WHICH_DEPARTMENT: (
        "{about}に当てはまる部局がいくつかあります。どの部局でしょうか。",
        "どの部局でしょうか。",
    ),
    Doubt.FIELD_OF_WORK: (
        "{about}という分野ごとの区分は、この表にはありません。どの範囲の事業でお調べしますか。",
        "どの範囲の事業でお調べしますか。",
    ),
    Doubt.WHICH_POLICY: (
        "{about}は複数の基本目標にあります。どの施策でしょうか。",
        "同じ記号の施策が複数の基本目標にあります。どの施策でしょうか。",
    ),
    Doubt.WHICH_PLACE: (
        "{about}に当てはまる事業が、複数の施策にあります。どれでしょうか。",
        "同じ番号の事業が複数の施策にあります。どれでしょうか。",
    ),
    Doubt.NO_ANTECEDENT: (
        "{about}がどれを指すのか分かりませんでした。事業や部局の名前を添えて、もう一度お聞かせください。",
        "何についてのご質問か分かりませんでした。事業や部局の名前を添えて、もう一度お聞かせください。",
    ),
    Doubt.PAST_THE_END: (
        "先ほどの一覧に{about}はありません。一覧にある順番か、事業の名前でお知らせください。",
        "その順番は先ほどの一覧にありません。一覧にある順番か、事業の名前でお知らせください。",
    ),
    Doubt.WHAT_ABOUT_IT: (
        "{about}について、何をお知りになりたいですか。",
        "何をお知りになりたいですか。",
    ),
    Doubt.TOO_INTRICATE: (
        "{about}という条件は一度に計算できません。「平均は?」「1千万円以上」のように、分けてお聞かせください。",
        "その条件は一度に計算できません。「平均は?」「1千万円以上」のように、分けてお聞かせください。",
    ),
    Doubt.UNCLEAR_WORD: (
        "{about}に当たる事業を見分ける手がかりが、この表にはありません。部局・目標・金額・新規などの条件でお聞かせください。",
        "その条件を見分ける手がかりが、この表にはありません。部局・目標・金額・新規などの条件でお聞かせください。",
    ),
    Doubt.VAGUE_AMOUNT: (
        "{about}は金額の幅がはっきりしません。「〜以上」「〜未満」のように、範囲をお知らせください。",
        "金額の幅がはっきりしません。「〜以上」「〜未満」のように、範囲をお知らせください。",
    ),
}
PICK = "番号か名前でお選びください。"


def doubt_sentence(clarify: Clarify) -> str:
    """The question that is asked back."""
    named, unnamed = _WORDS[clarify.doubt]
    return named.replace("{about}", f"「{clarify.about}」") if clarify.about else unnamed
