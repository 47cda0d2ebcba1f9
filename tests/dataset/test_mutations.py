"""Whatever happens to the source, it is refused for a reason or gives a database that adds up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dataset.build import rebuild
from bot.dataset.errors import DatasetError, SourceError, SourceRefusedError
from bot.dataset.reader import load_snapshot
from bot.presenting.reconciliation import error_text, fault_text
from tests.dataset.conftest import SOURCE

Mutation = Callable[[bytes], bytes]

_CELLS = st.sampled_from(
    [
        "",
        "再掲",
        "(新)",
        "1",
        "28,212",
        "０",
        "-5",
        "小計1",
        "合計",
        "基本目標2 街",
        "<b>ア 街</b>",
        "## イ 街",
    ]
)
_TEXT = st.one_of(_CELLS, st.text(max_size=12), st.lists(_CELLS, max_size=8).map("\t".join))


def _on_lines(change: Callable[[list[bytes], int, int, bytes], None]) -> st.SearchStrategy[Mutation]:
    def mutation(at: int, other: int, text: str) -> Mutation:
        def apply(content: bytes) -> bytes:
            lines = content.split(b"\n")
            change(lines, at % len(lines), other % len(lines), text.encode("utf-8", "replace"))
            return b"\n".join(lines) if lines else b""

        return apply

    return st.builds(mutation, st.integers(0, 400), st.integers(0, 400), _TEXT)


def _delete(lines: list[bytes], at: int, other: int, text: bytes) -> None:
    del lines[at]


def _repeat(lines: list[bytes], at: int, other: int, text: bytes) -> None:
    lines.insert(other, lines[at])


def _swap(lines: list[bytes], at: int, other: int, text: bytes) -> None:
    lines[at], lines[other] = lines[other], lines[at]


def _insert(lines: list[bytes], at: int, other: int, text: bytes) -> None:
    lines.insert(at, text)


def _set_cell(lines: list[bytes], at: int, other: int, text: bytes) -> None:
    cells = lines[at].split(b"\t")
    cells[other % len(cells)] = text
    lines[at] = b"\t".join(cells)


def _drop_tab(lines: list[bytes], at: int, other: int, text: bytes) -> None:
    lines[at] = lines[at].replace(b"\t", b"", 1 + other % 3)


@st.composite
def _on_bytes(draw: st.DrawFn) -> Mutation:
    at, length = draw(st.integers(0, 61_000)), draw(st.integers(0, 40))
    new = draw(st.binary(max_size=12))
    return lambda content: content[:at] + new + content[at + length :]


def _cut(at: int) -> Mutation:
    return lambda content: content[:at]


_MUTATIONS = st.lists(
    st.one_of(
        *(_on_lines(change) for change in (_delete, _repeat, _swap, _insert, _set_cell, _drop_tab)),
        _on_bytes(),
        st.integers(0, 61_000).map(_cut),
    ),
    max_size=3,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutations")


@settings(max_examples=80, deadline=None)
@given(mutations=_MUTATIONS)
def test_any_mutation_is_refused_or_adds_up(folder: Path, mutations: list[Mutation]) -> None:
    content = SOURCE.read_bytes()
    for mutate in mutations:
        content = mutate(content)
    source, database = folder / "source.txt", folder / "strategy.db"
    source.write_bytes(content)
    database.unlink(missing_ok=True)
    try:
        rebuild(source, database)
    except (SourceError, SourceRefusedError) as refusal:
        _says_why(refusal)
        assert sorted(folder.iterdir()) == [source]
        _can_be_forced_or_is_refused_again(source, database)
    else:
        _adds_up(database)


def _says_why(refusal: DatasetError) -> None:
    assert str(refusal.path.name) in error_text(refusal)
    if isinstance(refusal, SourceRefusedError):
        assert refusal.reconciliation.faults
        for fault in refusal.reconciliation.faults:
            assert fault_text(fault).endswith("。")


def _can_be_forced_or_is_refused_again(source: Path, database: Path) -> None:
    try:
        report = rebuild(source, database, allow_faults=True)
    except (SourceError, SourceRefusedError) as refusal:
        _says_why(refusal)
        assert not database.exists()
        return
    with closing(load_snapshot(database)) as built:
        held = built.execute("SELECT count(*), sum(amount) FROM listing").fetchone()
    assert held == (report.reconciliation.facts.plan.rows, report.reconciliation.facts.plan.amount)


def _adds_up(database: Path) -> None:
    with closing(load_snapshot(database)) as built:
        assert built.execute("PRAGMA foreign_key_check").fetchall() == []
        (differing,) = built.execute(
            "SELECT count(*) FROM printed_total t WHERE"
            " t.amount <> (SELECT sum(amount) FROM listing l WHERE t.goal IS NULL OR l.goal = t.goal)"
            " OR t.row_count <> (SELECT count(*) FROM listing l WHERE l.goal = t.goal)"
            " OR t.reprint_count <> (SELECT sum(is_reprint) FROM listing l WHERE l.goal = t.goal)"
        ).fetchone()
        assert differing == 0
        assert built.execute(
            "SELECT count(*) FROM reprint_difference"
            " WHERE name_differs OR department_differs OR amount_differs"
        ).fetchone() == (0,)
        assert built.execute("SELECT count(*) FROM printed_total").fetchone() == (
            built.execute("SELECT count(*) + 1 FROM goal").fetchone()[0],
        )
