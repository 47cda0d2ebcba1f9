"""Hand-made answers for the tests of presenting."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import (
    Answer,
    Figure,
    Group,
    Kind,
    Place,
    Project,
    Remark,
    RemarkKind,
    Role,
    Source,
    Standing,
    Unit,
)
from bot.query import (
    AmountBetween,
    Aspect,
    Claim,
    Comparison,
    Condition,
    Counting,
    Fact,
    Grouping,
    InDepartments,
    InGoals,
    InPolicies,
    IsNew,
    IsProject,
    Measure,
    Mentions,
    Order,
    PolicyRef,
    Query,
    Subject,
    Window,
)
from bot.reading import Clarify, Decline, Doubt, Greeting, Help, Mend, Option, Reading, Refusal

SOURCE = Source("令和7年度旭川市まち・ひと・しごと創生総合戦略関連事業一覧", 2025, "千円", "3f2a9c1b")


def project(
    place: str,
    name: str,
    department: str,
    amount: int,
    *,
    new: bool = False,
    again: tuple[str, ...] = (),
    description: str = "",
) -> Project:
    places = tuple(_place(p, reprint=n > 0) for n, p in enumerate((place, *again)))
    text = description or f"{name}に係る経費です。市民の安心な暮らしを支えるため、必要な取組を進めます。"
    return Project(place, name, department, amount, text, new, places)


def _place(text: str, *, reprint: bool) -> Place:
    goal, policy, number = text.split("-")
    return Place(int(goal), policy, int(number), reprint)


MEDICAL = project("1-ア-11", "子ども医療費助成事業", "子育て支援部", 1_271_330)
NURSERY = project("1-ア-14", "私立認可保育所等建設補助金", "子育て支援部", 306_846)
BIRTH = project("1-ア-10", "妊婦等相談支援給付事業", "子育て支援部", 173_895)
TEACHERS = project("1-ア-19", "保育士確保事業", "子育て支援部", 60_251, again=("3-ウ-15",))
WEEKEND = project("1-ア-29", "おやこサポートウィークエンド事業", "子育て支援部", 24_539, new=True)
BULLYING = project("1-ア-32", "いじめ防止対策事業", "いじめ防止対策推進部", 43_025)
BULLYING_SCHOOL = project("1-ア-34", "いじめ問題対策推進事業", "学校教育部", 13_456)
BULLYING_FUND = project("1-ア-33", "いじめ防止対策推進基金積立金", "いじめ防止対策推進部", 5_000, new=True)
COUNSELLORS = project("1-イ-4", "スクールカウンセラー活用推進事業", "学校教育部", 15_967)
ROOMS = project("1-イ-8", "校内教育支援センター推進事業", "学校教育部", 5_832, new=True)
SNOW = project(
    "4-エ-2",
    "雪対策事業",
    "土木部",
    132_254,
    again=("4-カ-3",),
    description="市民、企業、行政がそれぞれの役割を担い、協働による雪対策を進めます。",
)
FAMILY = (MEDICAL, NURSERY, BIRTH, TEACHERS, WEEKEND)


def yen(role: Role, value: float, subject: str = "") -> Figure:
    return Figure(role, value, Unit.THOUSAND_YEN, subject)


def number(role: Role, value: int, subject: str = "") -> Figure:
    return Figure(role, value, Unit.PROJECTS, subject)


def answer(kind: Kind, query: Query, **fields: object) -> Answer:
    return replace(Answer(kind, Reading((query,)), SOURCE, query), **fields)  # type: ignore[arg-type]


def department(*names: str) -> tuple[Condition, ...]:
    return (InDepartments(names),)


DETAIL = answer(
    Kind.DETAIL,
    Query(Measure.DETAIL, (IsProject((SNOW.id,)),)),
    figures=(yen(Role.AMOUNT, SNOW.amount, SNOW.name),),
    rows=(SNOW,),
    standing=Standing(0.6773, 21, 158),
    remarks=(Remark(RemarkKind.REPRINT_WORDING_DIFFERS, 1, "4-カ-3"),),
)
DEPARTMENT_SUM = answer(
    Kind.AMOUNT,
    Query(Measure.TOTAL, department("子育て支援部")),
    figures=(yen(Role.AMOUNT, 2_821_727, "子育て支援部"), number(Role.COUNT, 31, "子育て支援部")),
    rows=(
        *FAMILY,
        *(project(f"1-ア-{n}", f"子育て事業{n}", "子育て支援部", 20_000 - n) for n in range(40, 66)),
    ),
    standing=Standing(14.4507, 3, 19),
)
WORD_LIST = answer(
    Kind.LIST,
    Query(Measure.LIST, (Mentions(("いじめ",), label="いじめ"),)),
    figures=(number(Role.COUNT, 3), yen(Role.AMOUNT, 61_481)),
    rows=(BULLYING, BULLYING_SCHOOL, BULLYING_FUND, COUNSELLORS, ROOMS),
    mentions_from=3,
)
GOAL_SUM = answer(
    Kind.AMOUNT,
    Query(Measure.TOTAL, (InGoals((3,)),)),
    figures=(
        yen(
            Role.PRINTED_TOTAL,
            853_641,
            "基本目標3 北北海道を舞台にチャレンジする人や企業を応援し、雇用環境を充実する",
        ),
        yen(Role.ONCE_TOTAL, 819_293),
        number(Role.PRINTED_ROWS, 44),
        number(Role.REPRINTED_ROWS, 10),
        number(Role.COUNT, 40),
    ),
    rows=(TEACHERS, SNOW),
)
RANKING = answer(
    Kind.RANKING,
    Query(Measure.LIST, (), order=Order.AMOUNT_DESC, window=Window(1, 3)),
    figures=(number(Role.COUNT, 3), *(yen(Role.AMOUNT, p.amount, p.name) for p in FAMILY[:3])),
    rows=FAMILY[:3],
)
SECOND = answer(
    Kind.RANKING,
    Query(Measure.LIST, department("子育て支援部"), order=Order.AMOUNT_DESC, window=Window(2, 2)),
    figures=(yen(Role.AMOUNT, NURSERY.amount, NURSERY.name),),
    rows=(NURSERY,),
)
_GROUPS = (
    Group("子育て支援部", "子育て支援部", 2_821_727, 31, Query(conditions=department("子育て支援部"))),
    Group("土木部", "土木部", 6_012_345, 12, Query(conditions=department("土木部"))),
    Group("学校教育部", "学校教育部", 1_234_500, 20, Query(conditions=department("学校教育部"))),
)
BREAKDOWN = answer(
    Kind.BREAKDOWN,
    Query(Measure.TOTAL, (InGoals((1,)),), group_by=Grouping.DEPARTMENT, order=Order.AMOUNT_DESC),
    figures=tuple(yen(Role.GROUP, g.amount, g.name) for g in _GROUPS),
    groups=_GROUPS,
    remarks=(Remark(RemarkKind.LISTED_IN_SEVERAL_GROUPS, 4),),
)
TOP_DEPARTMENT = answer(
    Kind.RANKING,
    Query(Measure.COUNT, (), group_by=Grouping.DEPARTMENT, order=Order.AMOUNT_DESC, window=Window(1, 1)),
    figures=(number(Role.GROUP, 31, "子育て支援部"),),
    groups=_GROUPS[:1],
)
COMPARISON = answer(
    Kind.COMPARISON,
    Query(
        Measure.COMPARE,
        subjects=(
            Subject(department("土木部"), "土木部"),
            Subject(department("子育て支援部"), "子育て支援部"),
        ),
    ),
    figures=(
        yen(Role.AMOUNT, 6_012_345, "土木部"),
        yen(Role.AMOUNT, 2_821_727, "子育て支援部"),
        yen(Role.DIFFERENCE, 3_190_618),
    ),
)
DIFFERENCE = replace(COMPARISON, query=replace(COMPARISON.query or Query(), comparison=Comparison.DIFFERENCE))
TIMES = replace(
    COMPARISON,
    query=replace(COMPARISON.query or Query(), comparison=Comparison.RATIO),
    figures=(Figure(Role.RATIO, 2.130732, Unit.TIMES), *COMPARISON.figures[:2]),
)
SHARE = answer(
    Kind.RATIO,
    Query(Measure.SHARE, department("子育て支援部")),
    figures=(
        Figure(Role.SHARE, 14.450712, Unit.PERCENT, "子育て支援部"),
        Figure(Role.SHARE_OF_PRINTED, 13.8987, Unit.PERCENT, "子育て支援部"),
        yen(Role.AMOUNT, 2_821_727, "子育て支援部"),
        yen(Role.BASE, 19_526_650),
        yen(Role.PRINTED_TOTAL, 20_302_058),
    ),
)
MEAN = answer(
    Kind.AMOUNT,
    Query(Measure.MEAN, department("子育て支援部")),
    figures=(
        yen(Role.MEAN, 2_821_727 / 31, "子育て支援部"),
        yen(Role.AMOUNT, 2_821_727, "子育て支援部"),
        number(Role.COUNT, 31, "子育て支援部"),
    ),
)
COUNT = answer(
    Kind.COUNT,
    Query(Measure.COUNT, (IsNew(),)),
    figures=(number(Role.COUNT, 2), yen(Role.AMOUNT, 29_539)),
    rows=(WEEKEND, BULLYING_FUND),
)
PRINTED_COUNT = answer(
    Kind.COUNT,
    Query(Measure.COUNT, (InGoals((3,)),), counting=Counting.AS_PRINTED),
    figures=(number(Role.PRINTED_ROWS, 44), number(Role.REPRINTED_ROWS, 10), number(Role.COUNT, 40)),
)
GAP = answer(
    Kind.AMOUNT,
    Query(Measure.PRINTED_GAP),
    figures=(
        yen(Role.DIFFERENCE, 775_408),
        yen(Role.PRINTED_TOTAL, 20_302_058),
        yen(Role.ONCE_TOTAL, 19_526_650),
        number(Role.REPRINTED_ROWS, 32),
    ),
)
GROUP_COUNT = answer(
    Kind.COUNT,
    Query(Measure.GROUP_COUNT, group_by=Grouping.DEPARTMENT),
    figures=(number(Role.COUNT, 3),),
    groups=_GROUPS,
)
ZERO = answer(
    Kind.LIST,
    Query(Measure.LIST, (*department("土木部"), AmountBetween(50_000_001, None), IsNew())),
    figures=(number(Role.COUNT, 0), yen(Role.AMOUNT, 0)),
    remarks=(Remark(RemarkKind.NO_MATCH),),
)
CLAIM = answer(
    Kind.DETAIL,
    Query(
        Measure.DETAIL,
        (IsProject((BULLYING.id,)),),
        aspect=Aspect.DEPARTMENT,
        claim=Claim(department="環境部"),
    ),
    figures=(yen(Role.AMOUNT, BULLYING.amount, BULLYING.name),),
    rows=(BULLYING,),
    remarks=(Remark(RemarkKind.CLAIM_CORRECTED),),
)
REPRINT_FACT = answer(
    Kind.TEXT, Query(Measure.FACT, fact=Fact.REPRINT), figures=(number(Role.REPRINTED_ROWS, 32),)
)
CLARIFY = Answer(
    Kind.CLARIFY,
    Reading(
        Clarify(
            Doubt.WHICH_POLICY,
            (
                Option("基本目標1 施策ア", Query(conditions=(InPolicies((PolicyRef(1, "ア"),)),))),
                Option("基本目標2 施策ア", Query(conditions=(InPolicies((PolicyRef(2, "ア"),)),))),
            ),
            "施策ア",
        )
    ),
    SOURCE,
)
NOT_FOUND = Answer(
    Kind.NOT_FOUND,
    Reading(
        Decline(
            Refusal.UNKNOWN_DEPARTMENT, "水道部", (Option("土木部", Query(conditions=department("土木部"))),)
        )
    ),
    SOURCE,
)
OUT_OF_SCOPE = Answer(Kind.OUT_OF_SCOPE, Reading(Decline(Refusal.UNRELATED)), SOURCE)
HELP = Answer(Kind.HELP, Reading(Help(Greeting.HELLO)), SOURCE)
MENDED = replace(
    DEPARTMENT_SUM,
    reading=Reading(
        (DEPARTMENT_SUM.query or Query(),),
        (Mend("子育て視援部", "子育て支援部"),),
        ("ちょっと",),
        inherited=True,
    ),
)
TWO_QUESTIONS = replace(
    DEPARTMENT_SUM,
    reading=Reading((DEPARTMENT_SUM.query or Query(), DETAIL.query or Query())),
    parts=(DEPARTMENT_SUM, DETAIL),
)
ALL = {name: value for name, value in dict(globals()).items() if isinstance(value, Answer)}
