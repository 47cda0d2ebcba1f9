"""Questions made of parts, each with its right answer: what combines must combine in every way.

A scope (部局, 目標, 施策, 新規, an amount, a word in names) and a measure (合計, 件数, 平均, …) make a question; a
conversation narrows the scope or asks another measure of it. Answers are expressions over the table, as in
the case files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from tests.oracle.calc import PROJECTS, by_dept, sel, total
from tests.oracle.cases import Accept, Case, Turn

_T = TypeVar("_T")
Draw = Callable[[st.SearchStrategy[_T]], _T]

DEPARTMENTS: Final = tuple(by_dept(sel()))
POLICIES: Final = ((1, "ア"), (1, "イ"), (2, "オ"), (3, "ア"), (3, "イ"), (3, "ウ"), (4, "ウ"), (4, "ケ"))
AMOUNTS: Final = (
    (1_000, "100万円"),
    (5_000, "500万円"),
    (10_000, "1千万円"),
    (30_000, "三千万円"),
    (50_000, "5000万"),
    (100_000, "一億円"),
    (150_000, "1.5億円"),
)
WORDS: Final = ("整備", "推進", "支援", "公園", "補助金", "学校", "市民課")
OPENINGS: Final = (
    "",
    "",
    "すみません、",
    "質問です。",
    "お世話になります。",
    "議会用に確認したいのですが、",
    "ねえ、",
)


@dataclass(frozen=True)
class Scope:
    """A part of the table as it is said, and as arguments of ``sel``."""

    words: str
    of: dict[str, Any]

    @property
    def calc(self) -> str:
        return f"sel({', '.join(f'{name}={value!r}' for name, value in self.of.items())})"

    @property
    def rows(self) -> list[Any]:
        return sel(**self.of)


def _places() -> st.SearchStrategy[Scope]:
    return st.one_of(
        st.sampled_from(DEPARTMENTS).map(lambda name: Scope(name, {"dept": name})),
        st.integers(1, 4).map(lambda goal: Scope(f"基本目標{goal}", {"goal": goal})),
        st.sampled_from(POLICIES).map(lambda p: Scope(f"{p[0]}-{p[1]}", {"goal": p[0], "policy": p[1]})),
        st.tuples(st.sampled_from(DEPARTMENTS), st.integers(1, 4)).map(
            lambda both: Scope(f"{both[0]}の基本目標{both[1]}", {"dept": both[0], "goal": both[1]})
        ),
        st.lists(st.sampled_from(DEPARTMENTS), min_size=2, max_size=2, unique=True).map(
            lambda both: Scope("と".join(both), {"dept": both})
        ),
    )


def _marks() -> st.SearchStrategy[Scope]:
    return st.one_of(
        st.just(Scope("新規", {"new": True})),
        st.sampled_from(AMOUNTS).map(lambda said: Scope(f"{said[1]}以上", {"min": said[0]})),
        st.sampled_from(AMOUNTS).map(lambda said: Scope(f"{said[1]}未満", {"under": said[0]})),
        st.sampled_from(WORDS).map(lambda word: Scope(f"名前に{word}がつく", {"name_has": word})),
    )


def scopes() -> st.SearchStrategy[Scope]:
    """Parts of the table that hold something."""
    narrowed = st.tuples(_places(), _marks()).map(
        lambda both: Scope(f"{both[0].words}の{both[1].words}", {**both[0].of, **both[1].of})
    )
    return st.one_of(_places(), _marks(), narrowed).filter(lambda scope: bool(scope.rows))


def _sum(scope: Scope) -> Accept:
    accept: Accept = {"type": "amount", "calc": f"total({scope.calc})"}
    return {**accept, "also": [f"published({scope.of['goal']})"]} if set(scope.of) == {"goal"} else accept


def _rank(scope: Scope, place: int) -> bool:
    """Whether no other project of the scope has the amount of the one at `place`, from the top."""
    amounts = sorted((row["amount"] for row in scope.rows), reverse=True)
    return len(amounts) > place and amounts.count(amounts[place - 1]) == 1


MEASURES: Final[dict[str, tuple[tuple[str, ...], Callable[[Scope], Accept], Callable[[Scope], bool]]]] = {
    "sum": (("の合計は?", "の事業の合計を教えて", "の予算の合計はいくらですか"), _sum, lambda _: True),
    "count": (
        ("の事業は何件?", "の事業はいくつありますか", "の件数"),
        lambda scope: {"type": "count", "calc": f"n({scope.calc})"},
        lambda _: True,
    ),
    "mean": (
        ("の平均は?", "の1事業あたりの平均は"),
        lambda scope: {"type": "number", "calc": f"mean({scope.calc})", "tol": 1},
        lambda _: True,
    ),
    "list": (
        ("の事業は?", "の事業一覧", "の事業を全部教えて"),
        lambda scope: {"type": "projects", "calc": f"ids({scope.calc})"},
        lambda _: True,
    ),
    "first": (
        ("で一番高い事業は?", "の事業で最も予算が大きいのは?"),
        lambda scope: {"type": "project", "calc": f"ids(top({scope.calc}, 1))[0]"},
        lambda scope: _rank(scope, 1),
    ),
    "second": (
        ("で2番目に高い事業は?", "で二番目に予算が多いのは"),
        lambda scope: {"type": "project", "calc": f"ids(top({scope.calc}, 2))[1]"},
        lambda scope: _rank(scope, 1) and _rank(scope, 2),
    ),
    "share": (
        ("の合計は全体の何%?", "の予算が総額に占める割合"),
        lambda scope: {"type": "percent", "calc": f"share({scope.calc}, sel())"},
        lambda _: True,
    ),
}
_OF_IT: Final = {
    "sum": ("合計は?", "全部でいくら?", "足すといくら?"),
    "count": ("何件?", "件数は?"),
    "mean": ("平均は?", "1件あたりの平均は?"),
    "first": ("一番高いのは?", "その中で一番大きいのは?"),
    "second": ("2番目に高いのは?",),
    "share": ("全体の何%?", "それって全体の何パーセント?"),
}
_NARROWER: Final = ("そのうち{}は?", "その中で{}のものは?", "{}だけだと?")


@st.composite
def question(draw: Draw[Any]) -> Case:
    """One question of one scope."""
    scope, turn = draw(st.tuples(scopes(), st.sampled_from(sorted(MEASURES))).filter(_can_be_asked))
    wordings, accept, _ = MEASURES[turn]
    said = draw(st.sampled_from(OPENINGS)) + scope.words + draw(st.sampled_from(wordings))
    return Case(said, [turn], [Turn(said, [accept(scope)])])


def _can_be_asked(of: tuple[Scope, str]) -> bool:
    return MEASURES[of[1]][2](of[0])


@st.composite
def conversation(draw: Draw[Any]) -> Case:
    """A list, perhaps narrowed, and figures of what is left."""
    scope = draw(_places().filter(lambda place: bool(place.rows)))
    turns = [Turn(f"{scope.words}の事業は?", [MEASURES["list"][1](scope)])]
    mark = draw(_marks().filter(lambda mark: "name_has" not in mark.of))
    narrowed = replace(scope, of={**scope.of, **mark.of})
    if narrowed.rows:
        scope = narrowed
        words = draw(st.sampled_from(_NARROWER)).format(mark.words)
        turns.append(Turn(words, [MEASURES["list"][1](scope), _sum(scope)]))
    figures = draw(st.lists(st.sampled_from(["sum", "count", "mean"]), max_size=2, unique=True))
    turns += [
        Turn(draw(st.sampled_from(_OF_IT[measure])), [MEASURES[measure][1](scope)]) for measure in figures
    ]
    last = draw(st.sampled_from(sorted(_OF_IT)))
    if MEASURES[last][2](scope) and total(scope.rows) and len(scope.rows) > 1:
        turns.append(Turn(draw(st.sampled_from(_OF_IT[last])), [MEASURES[last][1](scope)]))
    return Case(" > ".join(turn.question for turn in turns), [], turns)


@st.composite
def pair(draw: Draw[Any]) -> Case:
    """One project, then another or a department, and the two together."""
    names = [row["name"] for row in PROJECTS.values()]
    single = sorted(name for name in names if names.count(name) == 1)
    one, other = draw(st.lists(st.sampled_from(single), min_size=2, max_size=2, unique=True))
    calcs = [f"amount({name!r})" for name in (one, other)]
    words, calc = draw(
        st.sampled_from(
            [
                ("その差は?", f"abs({calcs[0]} - {calcs[1]})"),
                ("合わせると?", f"{calcs[0]} + {calcs[1]}"),
            ]
        )
    )
    kind = "number" if "abs" in calc else "amount"
    turns = [
        Turn(f"{one}の予算は?", [{"type": "amount", "calc": calcs[0]}]),
        Turn(f"じゃあ{other}は?", [{"type": "amount", "calc": calcs[1]}]),
        Turn(words, [{"type": kind, "calc": calc}]),
    ]
    return Case(" > ".join(turn.question for turn in turns), [], turns)
