"""What the reports say to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dataset.build import rebuild
from bot.dataset.errors import DatasetError, SourceRefusedError
from bot.dataset.faults import Fault, FaultKind
from bot.dataset.source import read_source
from bot.presenting.reconciliation import error_text, fault_text, rebuild_text, reconciliation_text
from tests.dataset.conftest import SOURCE, Check
from tests.dataset.texts import dearer, edited, renewed, without


def test_the_report_on_the_published_table(check: Check, published: str) -> None:
    text = reconciliation_text(check(published))
    assert text.startswith("○ 表の数字はすべて合っています。")
    assert "4目標・20施策・190行(うち再掲32行)" in text
    assert "158事業・195億2,665万円(19,526,650千円)" in text
    assert "○ 小計3: 44行・再掲10行・853,641千円" in text
    assert "○ 合計: 190行・再掲32行・20,302,058千円" in text
    assert "238行目 4-エ-9 農業担い手研修育成事業: 事業内容 「園芸参加者の早」→「園芸参入者の早」" in text
    assert "233行目 4-エ-4 北の恵み食べマルシェ開催負担金: 事業内容 空白の有無" in text
    assert "×" not in text


def test_the_report_names_line_and_reason_of_each_fault(check: Check, published: str) -> None:
    text = reconciliation_text(check(without(published, 60)))
    assert text.startswith("× 合わないところ、読めないところが4件あります。\n・60行目: ")
    assert "小計1の金額が合いません(公表: 4,669,809千円、読み取り: 4,660,354千円)。" in text
    assert "× 小計1: 公表 52行・再掲0行・4,669,809千円 / 読み取り 51行・再掲0行・4,660,354千円" in text


def test_long_lists_are_cut_where_asked(check: Check, published: str) -> None:
    text = reconciliation_text(check(without(published, 60)), most=2)
    assert "…ほか2件" in text
    assert "…ほか6件" in text


@pytest.mark.parametrize("kind", FaultKind)
@pytest.mark.parametrize("line", [7, None])
def test_every_fault_has_words(kind: FaultKind, line: int | None) -> None:
    text = fault_text(Fault(kind, line, "対象", 1234, 5678))
    assert text.startswith("・7行目: " if line else "・")
    assert "{" not in text
    assert any("ぁ" <= character <= "ん" for character in text)


def test_an_unknown_reprint_proposes_the_near_name() -> None:
    fault = Fault(FaultKind.REPRINT_WITHOUT_ORIGIN, 7, "道路事葉", "道路事業", "4-ア-1")
    assert "「道路事業」のことかもしれません" in fault_text(fault)
    assert "かもしれません" not in fault_text(
        Fault(FaultKind.REPRINT_WITHOUT_ORIGIN, 7, "道路事葉", "", "4-ア-1")
    )


def test_a_rebuild_tells_what_was_added_removed_and_changed(
    database: Path, source: Path, published: str
) -> None:
    assert "新しく作りました。全158事業" in rebuild_text(rebuild(SOURCE, database))
    source.write_text(renewed(dearer(published)), encoding="utf-8")
    text = rebuild_text(rebuild(source, database))
    assert "追加 1事業・削除 1事業・変更 2事業" in text
    assert "+ 夜間保育の試行事業(試行推進室、1,848千円)" in text
    assert "- 縁結びネットワーク活動促進事業(市民生活部、1,848千円)" in text
    assert "発達支援相談事業: 事業費 28,212千円 → 28,312千円" in text
    assert "郷土学習振興事業: 部局名 社会教育部 → 学校教育部" in text
    assert "新しい部局名: 試行推進室" in text
    assert "○ 表の数字はすべて合っています。" in text
    source.write_text(edited(published, 3, "令和7年度", "令和8年度"), encoding="utf-8")
    assert "年度: 令和7年度 → 令和8年度" in rebuild_text(rebuild(source, database))


def test_a_refusal_says_that_the_old_data_stay(database: Path, source: Path, published: str) -> None:
    source.write_text(edited(published, 60, "9,455", "9,4S5"), encoding="utf-8")
    with pytest.raises(SourceRefusedError) as refusal:
        rebuild(source, database)
    text = error_text(refusal.value, most=1)
    assert "データベースは元のままです。" in text
    assert "「各種大会選手派遣等推進事業(中学校)」の事業費を読み取れません(事業費: 9,4S5)" in text
    with pytest.raises(SourceRefusedError) as refusal:
        rebuild(source, database, allow_faults=True)
    assert error_text(refusal.value).count("・") == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空です"),
        ("令和7年度一覧\n".encode("cp932"), "Shift_JIS のようです"),
        ("令和7年度一覧\n".encode("utf-16"), "UTF-16 のようです"),
        (b"\xff\xfe\xfd" * 100, "UTF-8 の文字として読めません"),
        ("料理の本\n".encode(), "題名"),
        ("令和7年度一覧\n".encode(), "1行もありません"),
    ],
)
def test_an_unusable_source_is_explained(source: Path, content: bytes, words: str) -> None:
    source.write_bytes(content)
    with pytest.raises(DatasetError) as refusal:
        read_source(source)
    text = error_text(refusal.value)
    assert words in text
    assert str(source) in text
