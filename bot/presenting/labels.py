"""Names of roles, groupings, measures and orders, as people see them."""

from __future__ import annotations

from bot.answer import Role
from bot.query import Aspect, Comparison, Grouping, Measure, Order

ROLES: dict[Role, str] = {
    Role.AMOUNT: "予算",
    Role.COUNT: "事業数",
    Role.PRINTED_TOTAL: "公表資料の合計(再掲を含む)",
    Role.ONCE_TOTAL: "同じ事業を一度だけ数えた合計",
    Role.PRINTED_ROWS: "公表資料の行数(再掲を含む)",
    Role.REPRINTED_ROWS: "再掲の行数",
    Role.MEAN: "1事業あたりの平均",
    Role.MEDIAN: "中央値",
    Role.SHARE: "割合",
    Role.SHARE_OF_PRINTED: "公表資料の合計(再掲を含む)に対する割合",
    Role.BASE: "割合のもとになる額",
    Role.DIFFERENCE: "差",
    Role.RATIO: "倍率",
    Role.GROUP: "内訳",
    Role.RANK: "順位(多い順に数えて何件目か)",
}

GROUPINGS: dict[Grouping, str] = {
    Grouping.DEPARTMENT: "部局",
    Grouping.GOAL: "基本目標",
    Grouping.POLICY: "施策",
}

# 「8部局中3位」「9施策中2位」
COUNTERS: dict[Grouping, str] = {
    Grouping.DEPARTMENT: "部局",
    Grouping.GOAL: "目標",
    Grouping.POLICY: "施策",
}

MEASURES: dict[Measure, str] = {
    Measure.DETAIL: "事業の詳細",
    Measure.LIST: "一覧",
    Measure.TOTAL: "合計",
    Measure.COUNT: "件数",
    Measure.MEAN: "平均",
    Measure.MEDIAN: "中央値",
    Measure.SHARE: "割合",
    Measure.COMPARE: "比較",
    Measure.PRINTED_GAP: "公表資料の合計と、一度だけ数えた合計の差",
    Measure.GROUP_COUNT: "数",
    Measure.RANK: "順位",
    Measure.FACT: "資料の説明",
}

COMPARISONS: dict[Comparison, str] = {
    Comparison.WHICH: "比較",
    Comparison.DIFFERENCE: "差",
    Comparison.RATIO: "倍率",
}

ASPECTS: dict[Aspect, str] = {
    Aspect.AMOUNT: "予算額",
    Aspect.DEPARTMENT: "担当部局",
    Aspect.PURPOSE: "事業内容",
    Aspect.CHANGE: "今年度の内容",
    Aspect.PLACES: "掲載箇所",
    Aspect.NEWNESS: "新規かどうか",
}

ORDERS: dict[Order, str] = {
    Order.PRINTED: "掲載順",
    Order.AMOUNT_DESC: "金額の大きい順",
    Order.AMOUNT_ASC: "金額の小さい順",
}

COUNT_ORDERS: dict[Order, str] = {
    Order.PRINTED: "掲載順",
    Order.AMOUNT_DESC: "件数の多い順",
    Order.AMOUNT_ASC: "件数の少ない順",
}

PRINTED_SUBTOTAL = "公表資料の小計(再掲を含む)"
PRINTED_OTHERWISE = "再掲の行も数えた額"
NEW_MARK = "【新規】"
REPRINT_MARK = "(再掲)"
WHOLE_PLAN = "計画全体"
