"""What the check and the rebuilding of the table say to a person, in Japanese.

Every function takes `most`, the greatest number of lines to show of any one list (None: all), so
that the same report fits a terminal and a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.dataset.changes import Change, Changes, ProjectChange, ProjectState
from bot.dataset.checks import Part, Reconciliation, Tally, WordingDifference
from bot.dataset.errors import (
    DatabaseMissingError,
    DatabaseUnreadableError,
    DatabaseWriteError,
    DatasetError,
    ForeignDatabaseError,
    OccupiedPathError,
    SourceEmptyError,
    SourceEncodingError,
    SourceMissingError,
    SourceRefusedError,
    SourceTitleError,
    SourceUnreadableError,
    SourceWithoutRowsError,
)
from bot.dataset.faults import Fault, FaultKind
from bot.presenting.money import exact, headline
from bot.presenting.years import fiscal_year_words

if TYPE_CHECKING:  # building is slow to import, and errors are worded at every start
    from bot.dataset.build import RebuildReport

UNCHANGED_DATABASE = "データベースは元のままです。"
HOW_TO_ALLOW = "食い違いを承知のうえで作るときは --allow-faults を付けてください。"

_FAULTS: dict[FaultKind, str] = {
    FaultKind.UNREADABLE_LINE: "表の行としても見出しとしても読めません(「{found}」)",
    FaultKind.GARBLED: "文字化けしています(「{found}」)",
    FaultKind.BAD_COLUMNS: "列の見出しがいつもと違います(「{found}」)",
    FaultKind.BAD_HEADING: "見出しを読み取れません(「{found}」)",
    FaultKind.HEADING_OUTSIDE_GOAL: "施策「{subject}」の前に基本目標の見出しがありません",
    FaultKind.ROW_OUTSIDE_POLICY: "「{subject}」の前に施策の見出しがありません",
    FaultKind.COLUMN_COUNT: "列の数が{found}です。6か7のはずです(「{subject}」)",
    FaultKind.BAD_NUMBER: "番号を読み取れません(番号: {found}、事業名: {subject})",
    FaultKind.BAD_REPRINT_MARK: "再掲の欄を読み取れません(再掲: {found}、事業名: {subject})",
    FaultKind.MISSING_NAME: "事業名がありません(「{found}」)",
    FaultKind.MISSING_DEPARTMENT: "「{subject}」の部局名がありません",
    FaultKind.BAD_AMOUNT: "「{subject}」の事業費を読み取れません(事業費: {found})",
    FaultKind.BAD_TOTAL: "{subject}の数字を読み取れません(「{found}」)",
    FaultKind.UNIT_MISSING: "単位({expected})がどこにも書かれていません",
    FaultKind.UNIT_UNKNOWN: "単位が「{found}」です。扱えるのは{expected}だけです",
    FaultKind.DUPLICATE_HEADING: "見出し「{subject}」が二度出てきます",
    FaultKind.HEADING_ORDER: "見出し「{subject}」の前に「{expected}」があるはずです",
    FaultKind.EMPTY_HEADING: "見出し「{subject}」の下に事業がありません",
    FaultKind.DUPLICATE_NUMBER: "{subject}「{found}」の番号は{expected}行目と同じです",
    FaultKind.NUMBER_GAP: "{subject}の番号は{expected}のはずです。行が抜けているか、順序が違います",
    FaultKind.DUPLICATE_NAME: "{found}「{subject}」は{expected}行目にもありますが、再掲の印がありません",
    FaultKind.LISTED_TWICE: "{found}「{subject}」は同じ施策の{expected}行目にもあります",
    FaultKind.MISSING_DESCRIPTION: "「{subject}」の事業内容がありません",
    FaultKind.REPRINT_WITHOUT_ORIGIN: "再掲{found}「{subject}」の元の行がありません",
    FaultKind.REPRINT_DEPARTMENT: "再掲「{subject}」の部局名が元の行と違います"
    "(元の行: {expected}、再掲: {found})",
    FaultKind.REPRINT_AMOUNT: "再掲「{subject}」の事業費が元の行と違います"
    "(元の行: {expected:,}千円、再掲: {found:,}千円)",
    FaultKind.DEPARTMENT_ALIKE: "部局名「{found}」は「{expected}」の書き誤りのようです",
    FaultKind.DEPARTMENT_ONLY_REPRINTED: "部局名「{subject}」は再掲の行にしか出てきません",
    FaultKind.SUBTOTAL_MISSING: "基本目標{subject}の小計がありません。途中で切れたファイルかもしれません",
    FaultKind.TOTAL_MISSING: "合計がありません。途中で切れたファイルかもしれません",
    FaultKind.DUPLICATE_TOTAL: "{subject}は{expected}行目にもあります",
    FaultKind.TOTAL_WITHOUT_GOAL: "{subject}に当たる基本目標がありません",
    FaultKind.TOTAL_ROWS: "{subject}の行数が合いません(公表: {expected}行、読み取り: {found}行)",
    FaultKind.TOTAL_REPRINTS: "{subject}の再掲の数が合いません(公表: {expected}行、読み取り: {found}行)",
    FaultKind.TOTAL_AMOUNT: "{subject}の金額が合いません(公表: {expected:,}千円、読み取り: {found:,}千円)",
}
_MAYBE_NAME = "。「{expected}」のことかもしれません"

_ERRORS: dict[type[DatasetError], str] = {
    SourceMissingError: "公表資料のファイルが見つかりません: {path}",
    SourceUnreadableError: "公表資料のファイルを開けません: {path}({detail})",
    SourceEmptyError: "公表資料のファイルが空です: {path}",
    SourceEncodingError: "公表資料のファイルを UTF-8 の文字として読めません: {path}{guess}\n"
    "UTF-8 のテキストとして保存し直してください。",
    SourceTitleError: "公表資料の題名(「令和◯年度…一覧」)が見つかりません: {path}\n"
    "別のファイルか、途中で切れたファイルかもしれません。",
    SourceWithoutRowsError: "公表資料に題名はありますが、表の行が1行もありません: {path}\n"
    "途中で切れたファイルかもしれません。",
    DatabaseMissingError: "データベースがありません: {path}\n「python -m bot data build」で作れます。",
    DatabaseUnreadableError: "データベースが壊れていて読めません: {path}({detail})\n"
    "「python -m bot data build」で作り直せます。",
    ForeignDatabaseError: "このボットのデータベースではないか、形式が古いものです: {path}({detail})\n"
    "場所を確かめるか、「python -m bot data build」で作り直してください。",
    OccupiedPathError: "このボットのデータベースではないファイルがあるため、上書きしませんでした: {path}\n"
    "場所を確かめるか、そのファイルを移してください。",
    DatabaseWriteError: "データベースを書き込めませんでした: {path}({detail})\n" + UNCHANGED_DATABASE,
}
_UNKNOWN_ERROR = "データを扱えませんでした: {path}({detail})"
_REASONS = {
    "not a regular file": "通常のファイルではありません",
    "Permission denied": "許可がありません",
    "No such file or directory": "フォルダーがありません",
    "Is a directory": "フォルダーです",
    "Read-only file system": "書き込めない場所です",
    "No space left on device": "空き容量がありません",
    "file is not a database": "データベースではありません",
    "database disk image is malformed": "内容が壊れています",
}
_ENCODINGS = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}

_CHANGED: dict[Change, str] = {
    Change.DEPARTMENT: "部局名",
    Change.AMOUNT: "事業費",
    Change.DESCRIPTION: "事業内容",
    Change.IS_NEW: "(新)の印",
    Change.PLACES: "掲載箇所",
}
_PARTS: dict[Part, str] = {Part.DESCRIPTION: "事業内容", Part.NEW_MARK: "(新)の印"}
_CONTEXT = 3  # characters shown on either side of a difference
_LONGEST_DIFFERENCE = 24


def reconciliation_text(report: Reconciliation, *, most: int | None = None) -> str:
    """The whole report on a source: the verdict, the faults, what was read, what is worth a look."""
    return "\n\n".join(
        block
        for block in (
            _verdict(report, most),
            _summary(report),
            _totals(report),
            _wording(report.wording, most),
            _lookalikes(report),
        )
        if block
    )


def rebuild_text(report: RebuildReport, *, most: int | None = None) -> str:
    """What a rebuild did: what changed, and how the new source reconciles."""
    blocks = [
        "データを更新しました。",
        _changes(report, most),
        _verdict(report.reconciliation, most),
        _summary(report.reconciliation),
        _totals(report.reconciliation),
    ]
    return "\n\n".join(block for block in blocks if block)


def error_text(error: DatasetError, *, most: int | None = None) -> str:
    """Why a source or a database cannot be used, and what can be done."""
    if isinstance(error, SourceRefusedError):
        return _refusal(error, most)
    guess = f"({_ENCODINGS.get(error.detail, error.detail.upper())} のようです)" if error.detail else ""
    template = _ERRORS.get(type(error), _UNKNOWN_ERROR)
    detail = _REASONS.get(error.detail, error.detail)
    return template.format(path=error.path, detail=detail, guess=guess)


def _refusal(error: SourceRefusedError, most: int | None) -> str:
    reason = "食い違いを許しても取り込めない誤りがあるため、" if error.forced else "表の数字が合わないため、"
    faults = error.reconciliation.faults
    if error.forced:
        faults = tuple(fault for fault in faults if not fault.is_representable) or faults
    shown = _limited([fault_text(fault) for fault in faults], most)
    return "\n".join([f"{reason}{error.path.name} を取り込みませんでした。{UNCHANGED_DATABASE}", *shown])


def fault_text(fault: Fault) -> str:
    """One fault in one line, beginning with the line of the source where there is one."""
    template = _FAULTS[fault.kind]
    if fault.kind is FaultKind.REPRINT_WITHOUT_ORIGIN and fault.expected:
        template += _MAYBE_NAME
    values = {"subject": fault.subject, "expected": fault.expected, "found": fault.found}
    shown = {name: "(空欄)" if value == "" else value for name, value in values.items()}
    place = f"{fault.line}行目: " if fault.line is not None else ""
    return f"・{place}{template.format(**shown)}。"


def _verdict(report: Reconciliation, most: int | None) -> str:
    if report.adds_up:
        return "○ 表の数字はすべて合っています。"
    faults = _limited([fault_text(fault) for fault in report.faults], most)
    return "\n".join([f"× 合わないところ、読めないところが{len(report.faults)}件あります。", *faults])


def _summary(report: Reconciliation) -> str:
    facts = report.facts
    return "\n".join(
        (
            facts.title,
            f"{fiscal_year_words(facts.fiscal_year)}・単位 {facts.unit or '(記載なし)'}・{facts.source_name}",
            f"{len(facts.goals)}目標・{facts.plan.policies}施策・{facts.plan.rows}行"
            f"(うち再掲{facts.plan.reprints}行)",
            f"同じ事業を一度だけ数えると {facts.projects}事業・{headline(facts.once_total)}",
            f"{facts.departments}部局・新規{facts.new_projects}事業",
        )
    )


def _totals(report: Reconciliation) -> str:
    tallies = [*report.facts.goals, report.facts.plan]
    return "\n".join(["公表の小計・合計との照合", *map(_tally, tallies)])


def _tally(tally: Tally) -> str:
    read = f"{tally.rows}行・再掲{tally.reprints}行・{exact(tally.amount)}"
    label = "合計" if tally.goal is None else f"小計{tally.goal}"
    printed = tally.printed
    if printed is None:
        return f"× {label}: 公表の数字なし(読み取り {read})"
    agrees = (
        printed.row_count in (None, tally.rows)
        and printed.reprint_count in (None, tally.reprints)
        and printed.amount == tally.amount
    )
    if agrees:
        return f"○ {label}: {read}"
    counts = "" if printed.row_count is None else f"{printed.row_count}行・再掲{printed.reprint_count}行・"
    return f"× {label}: 公表 {counts}{exact(printed.amount)} / 読み取り {read}"


def _wording(differences: Sequence[WordingDifference], most: int | None) -> str:
    if not differences:
        return ""
    lines = [
        f"・{difference.line}行目 {difference.place} {difference.name}: "
        f"{_PARTS[difference.part]} {_difference(difference.origin_wording, difference.wording)}"
        for difference in differences
    ]
    head = f"元の行と書き方が違う再掲 {len(lines)}件(誤りとはせず、両方を残しています)"
    return "\n".join([head, *_limited(lines, most)])


def _difference(before: str, after: str) -> str:
    """The part that differs, with a little of what stands around it."""
    old, new = "".join(before.split()), "".join(after.split())
    if old == new:
        return "空白の有無"
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    shown = [_cut(text[max(0, start - _CONTEXT) : len(text) - end + _CONTEXT]) for text in (old, new)]
    return f"「{shown[0]}」→「{shown[1]}」"


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(text: str) -> str:
    return text[:_LONGEST_DIFFERENCE] + "…" if len(text) > _LONGEST_DIFFERENCE else text


def _lookalikes(report: Reconciliation) -> str:
    return "\n".join(
        f"念のため: 部局名「{pair.name}」({pair.line}行目)は「{pair.other}」と1文字違いです。"
        for pair in report.lookalikes
    )


def _changes(report: RebuildReport, most: int | None) -> str:
    changes = report.changes
    if changes is None:
        before = "壊れていたデータベース" if report.replaced_unreadable else "以前のデータベース"
        tail = "を作り直しました。" if report.replaced_unreadable else "はなく、新しく作りました。"
        return f"{before}{tail}全{report.reconciliation.facts.projects}事業です。"
    lines = [
        f"追加 {len(changes.added)}事業・削除 {len(changes.removed)}事業・変更 {len(changes.changed)}事業"
    ]
    if changes.year_before != changes.year_after:
        lines.append(
            f"年度: {fiscal_year_words(changes.year_before)} → {fiscal_year_words(changes.year_after)}"
        )
    lines += _limited([f"+ {_state(project)}" for project in changes.added], most)
    lines += _limited([f"- {_state(project)}" for project in changes.removed], most)
    lines += _limited([f"・{_change(change)}" for change in changes.changed], most)
    return "\n".join([*lines, *_departments(changes)])


def _departments(changes: Changes) -> list[str]:
    pairs = (("新しい部局名", changes.new_departments), ("なくなった部局名", changes.gone_departments))
    return [f"{label}: {'、'.join(names)}" for label, names in pairs if names]


def _state(project: ProjectState) -> str:
    return f"{project.name}({project.department}、{exact(project.amount)})"


def _change(change: ProjectChange) -> str:
    told = [
        f"{_CHANGED[part]} {_before_and_after(part, change.before, change.after)}" for part in change.changed
    ]
    return f"{change.after.name}: {'、'.join(told)}"


def _before_and_after(part: Change, before: ProjectState, after: ProjectState) -> str:
    match part:
        case Change.AMOUNT:
            return f"{exact(before.amount)} → {exact(after.amount)}"
        case Change.DEPARTMENT:
            return f"{before.department} → {after.department}"
        case Change.PLACES:
            return f"{'・'.join(before.places)} → {'・'.join(after.places)}"
        case Change.IS_NEW:
            return "が付きました" if after.is_new else "がなくなりました"
        case Change.DESCRIPTION:
            return _difference(before.description, after.description)


def _limited(lines: Sequence[str], most: int | None) -> list[str]:
    if most is None or len(lines) <= most:
        return list(lines)
    return [*lines[:most], f"…ほか{len(lines) - most}件"]
