"""Changes to a source text that must hit exactly what they aim at."""

from __future__ import annotations


def line_of(text: str, *needles: str) -> int:
    """The 1-based number of the only line that holds all `needles`."""
    (found,) = [n for n, line in enumerate(text.split("\n"), 1) if all(needle in line for needle in needles)]
    return found


def edited(text: str, number: int, old: str, new: str) -> str:
    """`text` with `old`, which stands once in line `number`, replaced by `new`."""
    lines = text.split("\n")
    assert lines[number - 1].count(old) == 1
    lines[number - 1] = lines[number - 1].replace(old, new)
    return "\n".join(lines)


def replaced(text: str, number: int, line: str) -> str:
    lines = text.split("\n")
    lines[number - 1] = line
    return "\n".join(lines)


def without(text: str, number: int) -> str:
    lines = text.split("\n")
    del lines[number - 1]
    return "\n".join(lines)


def repeated(text: str, number: int) -> str:
    lines = text.split("\n")
    lines.insert(number, lines[number - 1])
    return "\n".join(lines)


def dearer(text: str) -> str:
    """The published table with one project 100千円 dearer, its totals mended: it adds up."""
    text = edited(text, line_of(text, "\t発達支援相談事業\t"), "28,212", "28,312")
    text = edited(text, line_of(text, "小計1"), "4,669,809", "4,669,909")
    return edited(text, line_of(text, "合計\t"), "20,302,058", "20,302,158")


def renewed(text: str) -> str:
    """One project removed, one added, one moved to another department; the table adds up."""
    text = edited(text, line_of(text, "\t郷土学習振興事業\t"), "社会教育部", "学校教育部")
    gone = line_of(text, "\t縁結びネットワーク活動促進事業\t")
    text = without(text, gone)
    last = line_of(text, "\tはたらく環境づくり支援事業\t", "\t4\t\t")
    lines = text.split("\n")
    lines.insert(last, "\t5\t\t(新)夜間保育の試行事業\t試行推進室\t1,848\t夜間の保育を試みる。")
    return "\n".join(lines)
