"""What this channel says. Answers themselves are worded in presenting."""

from __future__ import annotations

from bot.query import Grouping, Order
from bot.suggestions import Step

# Buttons: short enough for a phone.
EVIDENCE = "根拠"
CHART = "グラフ"
CSV = "CSV"
XLSX = "Excel"
SHARE = "共有"
CARD = "事業カード"
MORE = "すべて見る({count}件)"
MORE_UNCOUNTED = "一覧を開く"
UNFOLD = "続きを表示"
MENU = "メニュー"
GOALS = "基本目標から探す"
DEPARTMENTS = "部局から探す"
NEW_PROJECTS = "新規事業"
LARGEST = "金額の大きい事業"
ALL_HELP = "使い方の一覧"
BACK = "戻る"
PREVIOUS = "前へ"
NEXT = "次へ"
GOAL_TOTAL = "この目標の合計"
SCOPE_TOTAL = "合計を見る"
NEW_ON = "新規だけにする"
NEW_OFF = "新規以外も出す"
SORT: dict[Order, str] = {
    Order.PRINTED: "番号順にする",
    Order.AMOUNT_DESC: "金額の大きい順",
    Order.AMOUNT_ASC: "金額の小さい順",
}
OPEN_IN_BOT = "ボットで詳しく見る"

GROUPINGS: dict[Grouping, str] = {
    Grouping.DEPARTMENT: "部局別の内訳",
    Grouping.GOAL: "目標別の内訳",
    Grouping.POLICY: "施策別の内訳",
}
AMONG: dict[Grouping, str] = {
    Grouping.DEPARTMENT: "ほかの部局と比べる",
    Grouping.GOAL: "ほかの目標と比べる",
    Grouping.POLICY: "ほかの施策と比べる",
}
STEPS: dict[Step, str] = {
    Step.TOP: "金額の大きい事業",
    Step.SMALLEST: "金額の小さい事業",
    Step.TOTAL: "合計は?",
    Step.LIST: "事業の一覧",
    Step.NEW_ONLY: "新規だけ",
    Step.DEPARTMENT: "{subject}の合計",
    Step.POLICY: "同じ施策の事業",
    Step.GROUP: "{subject}の事業",
    Step.PROJECT: "{subject}",
}

# Example questions; each is a query, the first about a department of the loaded table.
EXAMPLE_DEPARTMENT = "{department}の合計"
EXAMPLE_LARGEST = "金額の大きい事業 上位5件"
EXAMPLE_NEW = "新規事業の一覧"
EXAMPLE_BREAKDOWN = "部局別の内訳"

# Pages.
START = """{title}について答えるボットです
事業の予算額・担当部局・内容を、日本語でそのまま聞いてください。

年度: {year}
金額の単位: {unit}(お答えでは億・万でもお示しします)
出典: {title}

下のボタンでも試せます。使い方は /help、一覧から探すには「メニュー」と送ってください。"""
HELP = "使い方\n知りたいことを選んでください。ふだんの言葉で質問するだけでも答えます。\n\n{commands}"
MENU_PAGE = "一覧から探す\nどこから探しますか。"
GOALS_PAGE = "基本目標から探す\n\n{goals}\n\n{counting}"
GOAL_PAGE = "{name}\n\n{policies}\n\n{counting}"
COUNTED_ONCE = "金額は、同じ事業を一度だけ数えた額です。"
POLICY = "施策{letter}"
GOAL = "基本目標{goal}"
GROUP_LINES = "{name}\n{figures}"
DEPARTMENT_LINE = "{name} {figures}"
DEPARTMENTS_PAGE = "部局から探す({page}/{pages}ページ)\n\n{departments}"
GROUP_FIGURES = "{amount}・{count}件"
LIST_PAGE = (
    "{scope} {count}件\n{order}・{page}/{pages}ページ{name}\n\n{rows}\n\n番号のボタンで事業を開きます。"
)
EMPTY_LIST = "{scope} 0件\n当てはまる事業はありません。"
SHARE_OF = "{scope}の{percent}"
SIMILAR = "似た事業\n{rows}"
SIMILAR_LINE = "・{name} {amount}({department})"
PROJECTS_OF = "{scope}の事業"
ABOUT = """このボットについて
「{title}」をもとに答えます。

年度: {year}
金額の単位: {unit}
収録: {projects}(資料に印刷された行は{rows})・{departments}部局・{goals}目標・{policies}施策
データの版: {version}

数え方
{counting}

{reprint}

お答えは公表資料の記載にもとづき、機械的に探して集計したものです。市の公式見解ではありません。"""

# Prompts for a command sent without what it needs.
ASK_FOR_WORD = (
    "何をお探しですか\n"
    "「/search 防災」のように言葉を続けるか、言葉だけを送ってください。\n"
    "一覧から選ぶこともできます。"
)
ASK_FOR_TWO = (
    "何と何を比べますか\n"
    "「/compare A部 B部」のように、比べる部局や事業を2つ続けてください。\n"
    "下のボタンで全体を見比べることもできます。"
)

# Small events.
STALE_BUTTON = "このボタンは古くなりました。"
STALE_PAGE = (
    "このボタンは古くなったため、もとの内容を開けませんでした\n"
    "お手数ですが、もう一度質問するか、下から選び直してください。"
)
STALE_LINK = (
    "このリンクの内容を開けませんでした\n"
    "古いリンクか、途中で切れたリンクのようです。下から選び直すか、質問を送ってください。"
)
NOT_TEXT = "文字でのご質問にお答えしています。知りたい事業や部局の名前を、文字で送ってください。"
NOT_A_COMMAND = "そのコマンドはありません\n使えるコマンドは次のとおりです。\n\n{commands}"
NO_FILE = "この内容はファイルにできませんでした。"
NO_CHART = "この内容はグラフにできませんでした。"
CUT = "{beginning}\n…"
CAPTION = "{headline}\n出典: {title}"
FAILED = "申し訳ありません。うまく処理できませんでした。もう一度お試しください。"
CONNECTION_FAILED = (
    "通信がうまくいきませんでした。お答えが届いていないときは、お手数ですが、もう一度お試しください。"
)

# Inline mode.
INLINE_START = "inline"  # the link behind the button: of A-Za-z0-9_- only
INLINE_NOTHING = "見つかりません。ボットで質問する"
INLINE_PROJECT = "{amount}・{department}"

# Administration.
ADMINS_ONLY = "このコマンドは管理者だけが使えます。"
TOO_OLD_COMMAND = (
    "この /reload はボットが起動する前に送られたものなので、実行しませんでした。\n"
    "必要なら、もう一度送ってください。"
)
RELOAD_RUNNING = "データの読み直しは、すでに進んでいます。終わるまでお待ちください。"
RELOAD_REFUSED = "読み直しを取りやめました\nこれまでのデータのまま動いています。\n\n{reason}"
LOAD_FAILED = "新しいデータを読み込めませんでした。ログを確かめてください。"

# Starting and stopping, for the log and the person at the terminal.
REFUSED_LOGIN = (
    "Telegram がトークンを受け付けませんでした。"
    "BotFather から届いたトークンを TELEGRAM_BOT_TOKEN に書いてください。"
)
SECOND_INSTANCE = (
    "同じトークンのボットがもう一つ動いているため、終了します。動かすのは一つだけにしてください。"
)
NO_MEMORY = (
    "ボットの記憶を置くファイルを使えません({reason})。\n"
    "BUDGET_MEMORY に、書き込める場所のファイルを指定してください。"
)
NO_DATA = "データを読み込めませんでした。\n{reason}"
