"""Unusual wordings are read as the plain ones that they stand for."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.reading import Clarify, Decline, Refusal
from tests.understanding.dialogue import last_answer, last_told

_LEFT_OUT = [
    ("土木部以外を除いた合計は?", "土木部の合計は?"),
    ("土木部じゃない事業を除くといくら?", "土木部の合計は?"),
    ("新規でない事業を除くと何件?", "新規事業は何件?"),
    ("新規以外を外すと何件残る?", "新規事業は何件?"),
    ("基本目標2から経済部の分を取り払うといくら?", "基本目標2で経済部以外の合計は?"),
    ("農政部から1千万円未満を全部どけて", "農政部の1千万円以上の事業は?"),
    ("除雪事業がなかったとしたら、合計はいくら?", "除雪事業を除いた合計は?"),
    ("空港整備事業を計算に入れなければ平均はいくら?", "空港整備事業を除いた平均は?"),
    ("高いほうから5本を外すと、残りの総額は?", "上位5件を除いた合計は?"),
    ("土木部じゃなくて、3億円以上の事業は?", "土木部以外で3億円以上の事業は?"),
    ("経済部の事業のうち目標3に一切出てこないのは何件?", "経済部の事業で目標3に載っていないのは何件?"),
]
_HELD_AGAINST = [
    ("除雪事業は目標3の何倍に当たる?", "除雪事業は基本目標3の何倍?"),
    ("3-アと環境部、金額が上なのは?", "3-アと環境部はどっちが多い?"),
    ("新規事業を全部束ねた額と除雪事業とではどちらが大きい?", "新規事業の合計と除雪事業はどっちが大きい?"),
]
_GROUPS = [
    ("新規事業を持ってる部の数は?", "新規事業がある部はいくつ?"),
    ("10件以上の事業を抱える部って何部ある?", "事業が10件以上の部はいくつ?"),
    ("19ある部のうち、基本目標4に1件も事業がない部はいくつか", "基本目標4に事業がない部はいくつ?"),
    ("1億円以上の事業を持たない部は何部?", "1億円以上の事業がない部はいくつ?"),
    ("目標4のアとイとウ、この三つをまとめた額", "目標4のアとイとウの合計"),
]
_ASKED_BY_ROW = [
    ("4-キの末尾の事業名は?", "4-キの7番の事業は?"),
    ("4のク、9番目の事業はいくら?", "4-ク-9はいくら?"),
    ("目標1をア・イ・ウに分けて集計して", "目標1を施策別に合計"),
]
_IN_OFFICE_WORDS = [
    ("農政部で2000万円以上または100万円未満は何件?", "農政部で100万円以上2000万円未満の事業以外は何件?"),
    ("学校教育部で1億円以上か50万円未満の合計", "学校教育部で50万円以上1億円未満以外の合計"),
    ("目標3中、農政部の構成比", "目標3に占める農政部の割合は?"),
    ("合計欄の額と重複控除後の実額、差は?", "公表の合計と実額の差は?"),
    ("小計3の欄は何件になってる?", "基本目標3は再掲の行も数えて何件?"),
    ("土木部を外した全体順位で10位の事業は?", "土木部以外で10番目に大きい事業は?"),
    (
        "花咲スポーツ公園再整備費−東光スポーツ公園整備事業",
        "花咲スポーツ公園再整備費と東光スポーツ公園整備事業の差は?",
    ),
    ("新規事業の総額、全部局", "新規事業の総額は?"),
    ("農業関係の部署(農政部)の合計", "農政部の合計"),
    ("基本目標3の小計853,641千円から、重複を除くと?", "基本目標3で重複を除いた合計は?"),
]
_BY_WHAT_IT_IS_FOR = [
    ("結婚・子育ての目標の合計は?", "基本目標1の合計は?"),
    ("防災や雪対策の施策の合計は?", "4-カの合計は?"),
    ("基本目標Ⅲの合計は?", "基本目標3の合計は?"),
    ("学校図書館、中学校は小学校の何倍?", "学校図書館活性化推進事業の中学校は小学校の何倍?"),
    ("市立大学、施設整備は運営の何倍?", "旭川市立大学施設整備補助金は旭川市立大学運営事業の何倍?"),
    ("名前に「ほじょきん」がつく事業は何件?", "名前に「補助金」がつく事業は何件?"),
    ("事業が7つある部は?", "事業数が7件の部は?"),
    ("新しい取り組みは何件?", "新規事業は何件?"),
    ("戦略的なんとか市場開拓っていくら?", "戦略的国内外市場開拓推進事業はいくら?"),
    ("農政部を部局で割ると?", "農政部の部局別内訳は?"),
]


@pytest.mark.parametrize(
    ("unusual", "plain"),
    [*_LEFT_OUT, *_HELD_AGAINST, *_GROUPS, *_ASKED_BY_ROW, *_IN_OFFICE_WORDS, *_BY_WHAT_IT_IS_FOR],
)
def test_read_as_the_plain_wording(assistant: Assistant, unusual: str, plain: str) -> None:
    told = last_told(assistant, unusual)
    assert told[1]
    assert told == last_told(assistant, plain)


_AFTER = [
    (("農政部の上位5件は?", "そのうち新規は?", "ちなみに社会教育部で一番高いのは?"), "社会教育部で一番高い事業は?"),
    (("経済部で1000万円を超える事業は?", "逆に、超えないのはいくつ?"), "経済部で1000万円以下の事業は何件?"),
    (("新規のうち子育て支援部以外", "子育て支援部の分も戻したら件数は?"), "新規事業は何件?"),
    (("新規事業は何件?", "その全部の事業費は?"), "新規事業の合計は?"),
    (("土木部の事業は?", "3-アで金額の大きさが2番目の事業は?"), "3-アで2番目に高い事業は?"),
    (("農政部で2000万円以上の事業は?", "金額の条件はなくして"), "農政部の事業は?"),
    (("4-ケで1億円以上の事業は?", "行財政改革推進部という条件も加えて"), "4-ケで行財政改革推進部の1億円以上の事業は?"),
    (("目標3の農政部の事業は?", "合計額は?", "経済部だといくら?"), "目標3の経済部の合計は?"),
    (("経済部の下位5件は?", "その中の新規は?", "じゃあ経済部で金額の多い事業を5つ"), "経済部で金額の多い事業を5つ"),
    (("目標3で5千万円以上の事業は?", "では目標4で福祉保険部の事業は何件?"), "目標4で福祉保険部の事業は何件?"),
    (("部ごとの予算額を多い順に", "1位から3位の部を合計すると?"), "土木部と環境部と子育て支援部の合計は?"),
    (
        ("女性活躍推進部と防災安全部と建築部の合計は?", "そのうち建築部は何%?", "残る2つの部を合わせると?"),
        "女性活躍推進部と防災安全部の合計は?",
    ),
    (("東京事務所の予算は?", "維持費いくら?"), "東京事務所運営事業の予算は?"),
    (("菓子博の予算は?", "菓子博とタイアップする事業は?"), "アイヌ施策推進事業は?"),
    (("農政部の下位5件は?", "反対に上位5件は?"), "農政部の上位5件は?"),
    (
        ("農業センター管理費はいくら?", "同じ部でこれより高いのは?", "逆にこれより安いのは何件?"),
        "農政部で農業センター管理費より安い事業は何件?",
    ),
    (("3-アの事業一覧", "再掲を除くと?", "再掲込みの合計は?"), "3-アの合計は?"),
    (("福祉保険部の事業を少ない順に", "3番目は?", "その一つ前は?"), "福祉保険部で2番目に安い事業は?"),
    (
        ("社会教育部の事業で目標2のものは?", "目標4では?", "両方に載っているのは?"),
        "社会教育部の事業で目標2にも目標4にも載っているのは?",
    ),
    (("市民生活部で500万円未満の事業は?", "部内のそれ以外は?"), "市民生活部で500万円以上の事業は?"),
    (
        ("JR路線維持対策事業は地域振興部の何%?", "空港整備事業も足したら地域振興部の何%?"),
        "JR路線維持対策事業と空港整備事業を合わせると地域振興部の何%?",
    ),
    (("街あかり推進事業の予算は?", "1000万円しかないの?"), "街あかり推進事業の予算は1000万円?"),
    (("4-ケの一覧", "部局別に分けると?", "市民生活部の割合は?"), "4-ケに占める市民生活部の割合は?"),
    (("学校教育部の新規以外は?", "その合計は?", "新規は部の何%?"), "学校教育部の新規は学校教育部の何%?"),
    (("社会教育部の事業は?", "500万円以上に絞って", "外れたほうの合計は?"), "社会教育部で500万円未満の合計は?"),
    (("産後ケア事業はいくら?", "不妊対策推進事業は?", "2つの合計は?", "後者の担当は?"), "不妊対策推進事業の担当は?"),
    (("保健所の合計は?", "介護人材確保支援事業はいくら?", "それも足したらいくら?"), "保健所と介護人材確保支援事業を合わせるといくら?"),
    (("新規は何件?", "農政部分は?", "それ以外の部局分の合計は?"), "農政部以外の新規の合計は?"),
    (("目標1の平均は?", "平均でなく中央値で"), "目標1の中央値は?"),
    (("予算が少ない事業を3つ", "逆に多いのは?"), "予算が多い事業を3つ"),
    (("移住促進事業はいくら?", "目標4にも出てるけど、そっちの分も合わせるといくら?"), "移住促進事業はいくら?"),
    (("2-ウの事業は?", "IT企業等進出支援事業の予算は?", "2-ウのもう一方の事業は?"), "企業誘致地域活力創生事業の予算は?"),
    (("事業名に「図書館」がつく事業は?", "「若者」なら?"), "事業名に「若者」がつく事業は?"),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "plain"), _AFTER)
def test_follow_ups_read_as_the_whole_question(
    assistant: Assistant, turns: tuple[str, ...], plain: str
) -> None:
    kind, figures, projects = last_told(assistant, plain)
    assert figures
    assert last_told(assistant, *turns)[1:] == (figures, projects), kind


@pytest.mark.parametrize(
    "turns",
    [
        ("除雪事業のうち歩道だけの額は?",),
        ("動物園の予算は?", "整備費はいくら?"),
        ("街あかり推進事業の予算は?", "工事費は?"),
    ],
)
def test_a_part_of_one_project_has_no_amount(assistant: Assistant, turns: tuple[str, ...]) -> None:
    outcome = last_answer(assistant, *turns).reading.outcome
    assert isinstance(outcome, Decline)
    assert outcome.refusal is Refusal.PART_OF_PROJECT


@pytest.mark.parametrize(
    "question",
    [
        "冬まつりよりどのくらい高い?",
        "1千万円の線を越えられない事業は何件?",
        "一部局あたり何件?",
        "それの再掲はどこ?",
        "20番の事業の予算は?",
    ],
)
def test_what_is_not_all_understood_is_asked_back(assistant: Assistant, question: str) -> None:
    assert isinstance(last_answer(assistant, question).reading.outcome, Clarify)


def test_a_ratio_is_of_the_one_named_first(assistant: Assistant) -> None:
    forth = last_answer(assistant, "除雪事業は基本目標3の何倍?").figures[0].value
    back = last_answer(assistant, "基本目標3は除雪事業の何倍?").figures[0].value
    assert forth > 1 > back


def test_the_one_that_is_not_is_the_other_of_its_kind(assistant: Assistant) -> None:
    answer = last_answer(assistant, "若者地元定着の事業、奨学金返済補助じゃない方はいくら?")
    assert [row.name for row in answer.rows] == ["若者地元定着促進事業"]


@pytest.mark.parametrize("marks", ["新規と継続、それぞれ全体の何%?", "新規と継続の割合は?"])
def test_new_and_old_are_both_shared_out(assistant: Assistant, marks: str) -> None:
    apart = [
        *last_told(assistant, "新規事業は全体の何%?")[1],
        *last_told(assistant, "新規以外の事業は全体の何%?")[1],
    ]
    assert last_told(assistant, marks)[1] == sorted(apart)


@pytest.mark.parametrize(
    ("question", "project"),
    [
        ("企業誘致、今年は何を調べるの?", "企業誘致地域活力創生事業"),
        ("起業したい人の応援はどこと組んでやってるの?", "スタートアップ伴走支援事業"),
    ],
)
def test_a_fact_is_of_the_project_whose_text_tells_it(
    assistant: Assistant, question: str, project: str
) -> None:
    assert [row.name for row in last_answer(assistant, question).rows] == [project]


@pytest.mark.parametrize(
    "question", ["家庭菜園の教室、市でやってない?", "太陽光パネルとか薪ストーブとか、設備に補助出る?"]
)
def test_what_is_asked_in_passing_leaves_nothing_out(assistant: Assistant, question: str) -> None:
    assert 1 <= len(last_answer(assistant, question).rows) <= 2


def test_a_list_has_no_place_past_its_end(assistant: Assistant) -> None:
    turns = ("女性活躍推進部の事業、高い順で", "2つ目は?", "9番目は?")
    assert isinstance(last_answer(assistant, *turns).reading.outcome, Clarify)
