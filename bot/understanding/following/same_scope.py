"""The same scope, another question: 「合計は?」「平均は?」「少ない順に」「全体の何%?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    AmountBetween,
    Condition,
    Grouping,
    InDepartments,
    InPlace,
    IsNew,
    IsProject,
    IsReprinted,
    Measure,
    Order,
    Query,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.asking.one_project import aspect_of
from bot.understanding.draft import Draft
from bot.understanding.following.again import FIGURES, RULES, Again, of_the_groups
from bot.understanding.following.common import (
    OF_THE_LIST,
    POINTING,
    is_bare,
    is_of_one,
    ranked_before,
    reread,
    single_project,
)
from bot.understanding.following.marked_rows import with_marked_rows, without_marked_rows
from bot.understanding.following.scopes import as_conditions, last_scope
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.unions import union_of


def as_same_scope(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「合計は?」「平均は?」「少ない順に」「内訳は?」「全体の何%?」: the same scope, another question."""
    frame, query = draft.frame, draft.query
    if query is None or query.measure is Measure.FACT or _stands_alone(frame, query, state):
        return None
    rows = without_marked_rows(frame, query, last)
    if rows:
        return reread(draft, rows)
    if _widens(draft, last):
        asked = Query(Measure.TOTAL) if last.measure is Measure.DETAIL else last
        wider = _of_the_whole_place(draft, state, last) or _of_the_whole_plan(last)
        return reread(draft, replace(asked, conditions=wider, claim=None))
    if last.measure is Measure.RANK and query.window and query.group_by is None:
        return reread(draft, replace(query, conditions=last.base))  # 「一番は?」 after 「部では何番目?」
    project = _one_project(frame, state, last)
    if project and not (_is_of_a_set(query, frame) or _is_of_its_list(frame, query, state, last)):
        return reread(draft, _of_one(frame, query, project))
    if project and query.measure is Measure.GROUP_COUNT and frame.has("printed_at"):
        return reread(draft, replace(query, conditions=(IsProject((project,)),)))
    if last.measure is Measure.GROUP_COUNT and query.measure is Measure.LIST and is_bare(frame, "list"):
        return reread(draft, replace(last, measure=Measure.TOTAL, order=Order.AMOUNT_DESC))
    each_one = (
        frame.has("each") and frame.has("department_asked") and is_bare(frame, "department_asked", "each")
    )
    if frame.has("each") and (_asks_who(draft, last) or (each_one and last.measure is Measure.LIST)):
        return reread(draft, replace(last, measure=Measure.LIST, claim=None))  # 「それぞれの担当は?」
    if _asks_who(draft, last):
        whose = _kept(frame, state, last, lexicon)
        whose = (*whose, *as_conditions(last, lexicon)) if last.window else whose
        return reread(draft, Query(Measure.TOTAL, whose, Grouping.DEPARTMENT, Order.AMOUNT_DESC))
    if _several(last) and _WHICH_GOALS.fullmatch(frame.said()):
        return reread(draft, Query(Measure.TOTAL, _kept(frame, state, last, lexicon), Grouping.GOAL))
    summed = last.measure in FIGURES and bool(last.conditions or last.window) and last.group_by is None
    listed = last.window is not None and frame.has("list") and is_bare(frame, "list")
    if summed and (listed or _THE_PROJECTS.fullmatch(frame.said())):  # 「事業は?」「一覧で」 after a sum
        ranked = replace(last, measure=Measure.LIST, claim=None)
        return reread(
            draft, ranked if last.window else Query(Measure.LIST, _kept(frame, state, last, lexicon))
        )
    if not draft.measured and not any(frame.has(cue) for cue in POINTING) and not frame.numbers:
        return None
    if frame.has("more") and not draft.measured:
        return reread(draft, last)
    again = Again(frame, query, last, with_marked_rows(frame, _kept(frame, state, last, lexicon)))
    if project and query.window and not again.conditions and OF_THE_LIST.search(frame.said()):
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))  # 「そのうち」 of one
    if project and not again.conditions and _asks_for_its_parts(frame):
        return reread(draft, _of_one(frame, Query(Measure.DETAIL), project))
    found = of_the_groups(again, len(state.groups)) or next(
        filter(None, (rule(again) for rule in RULES)), None
    )
    return reread(draft, found or replace(query, conditions=again.conditions))


def _asks_for_its_parts(frame: Frame) -> bool:
    """「内訳は?」 of one project: the table splits none up, and its text says what there is to say."""
    return frame.has("breakdown") and not frame.has("by_department", "by_goal", "by_policy", "whole")


def _asks_who(draft: Draft, last: Query) -> bool:
    """「担当は?」 after several projects of a theme."""
    somebodys = any(isinstance(c, InDepartments) for c in last.conditions)
    asked = draft.frame.has("department_asked") and is_bare(draft.frame, "department_asked", "each")
    asked = asked or bool(_WHICH_DEPARTMENTS.fullmatch(draft.frame.said()))
    return _several(last) and not somebodys and bool(last.conditions or last.window) and asked


def _several(last: Query) -> bool:
    """Whether the last answer was of more than one project."""
    several = last.measure in {Measure.TOTAL, Measure.LIST, Measure.COUNT, Measure.MEAN} and not last.group_by
    return several and not (last.window and last.window.is_one)


_WHICH_GOALS = re.compile(
    "(?:それ(?:ぞれ|ら)?(?:って|は)?)?(?:どの|どこの|何番の)(?:基本)?目標[にの](?:載って|のって|入って|含まれて|掲載され|属し|ある|入る|あたる)[ぁ-ん]{0,6}[?]*"
)
_THE_PROJECTS = re.compile(
    "(?:何|なに)と(?:何|なに)(?:ですか|なの)?[?]*|"
    "(?:何|なに)(?:を)?(?:して|やって)(?:い)?る(?:の|とこ|ところ|部)?(?:か|ですか)?[?]*"
    "|(?:その|どんな|具体的な)?(?:事業|事業名|中身)(?:は|って)(?:どれ|なに|何)?[?]*"
    "|(?:その|それぞれの|事業の)?(?:名前|事業名)(?:は|を|も)?(?:全部|すべて)?(?:教えて|見せて|出して|知りたい)?[?]*"
)
_WHICH_DEPARTMENTS = re.compile("(?:それぞれの|その)?(?:部|部局|部署)(?:名)?は[?]*")


def _widens(draft: Draft, last: Query) -> bool:
    """「全体では?」 after 「基本目標3の再掲は何件」: the same question of the whole plan."""
    if _OF_ALL_OF_IT.fullmatch(draft.frame.said()):
        return last.measure in FIGURES and last.group_by is None and _of_the_whole_plan(last) != ()
    bare = draft.whole and not draft.measured and is_bare(draft.frame, "whole", "all_of")
    bare = bare and any("全" in draft.frame.spans[index].text for index in draft.frame.cues.get("whole", ()))
    return (
        bare
        and last.measure in FIGURES | {Measure.DETAIL, Measure.LIST}
        and last.group_by is None
        and bool(last.conditions)
    )


# 「全部だと?」 after 「いじめ関連」 and 「学校教育部だけで」
_OF_ALL_OF_IT = re.compile("(?:じゃあ|では)?全部(?:だと|では|なら|で)[?]*")


def _of_the_whole_place(draft: Draft, state: DialogueState, last: Query) -> tuple[Condition, ...]:
    """「全部では?」 after 「経済部の1000万円以上は何件?」: all of the department."""
    places = tuple(c for c in last.conditions if isinstance(c, InPlace))
    part = tuple(c for c in last.conditions if isinstance(c, AmountBetween | IsNew))
    # 「新規の合計は?」 and then 「農政部だけで?」
    placed_last = any(query.conditions == part for query in state.queries[1:2])
    of_a_part = part and len(part) + len(places) == len(last.conditions) and not placed_last
    return places if of_a_part and _OF_ALL_OF_IT.fullmatch(draft.frame.said()) else ()


def _of_the_whole_plan(last: Query) -> tuple[Condition, ...]:
    """The last conditions, less the places that they name."""
    wider = (replace(c, goal=None, policy=None) if isinstance(c, IsReprinted) else c for c in last.conditions)
    kept = tuple(c for c in wider if not isinstance(c, InPlace | IsProject))
    return kept if kept != last.conditions else ()


def _stands_alone(frame: Frame, query: Query, state: DialogueState) -> bool:
    """「一番安いのはAで合ってる?」「上位5事業の合計は総額の何%?」: nothing points at what was asked before."""
    if frame.has("that", "within"):
        return False
    supposed = query.claim is not None and query.claim.project not in {None, *state.shown}
    ranked = query.measure is Measure.SHARE and query.window is not None and "事業" in frame.said()
    return supposed or ranked


def _one_project(frame: Frame, state: DialogueState, last: Query) -> str | None:
    project = single_project(last, state)
    if project is None and len(state.shown) == 1:
        asked = frame.has("detail", "change", "department_asked", "places_asked")
        return state.shown[0] if asked else None  # 「今年度の内容は?」 after a count of one
    return project


def _is_of_its_list(frame: Frame, query: Query, state: DialogueState, last: Query) -> bool:
    """「合計は?」「高い順に」 after the largest of a department: of the department again."""
    ranked = ranked_before(state, last)
    wider = ranked if ranked.window or last.measure is not Measure.DETAIL else _list_before(state)
    if wider is None or not wider.conditions or frame.has("that", "those_two") or not _one_place(wider):
        return False
    listed = query.measure is Measure.LIST and bool(_THE_LIST.search(frame.said()))
    summed = query.measure is Measure.TOTAL and frame.has("total")
    return query.order is not Order.PRINTED or summed or listed


_THE_LIST = re.compile("一覧|並べ|リスト|りすと|列挙")


def _list_before(state: DialogueState) -> Query | None:
    """What the one project looked at was picked from."""
    before = next((q for q in state.queries if q.measure is not Measure.DETAIL), None)
    picked = before is not None and len(state.listed) > 1
    return before if picked else None


def _one_place(query: Query) -> bool:
    """Whether the query is of one place in a list, or of the list."""
    window = query.window
    return query.measure is Measure.LIST and (window is None or window.is_one)


def _of_one(frame: Frame, query: Query, project: str) -> Query:
    about = (IsProject((project,)),)
    if query.measure is Measure.SHARE:
        return replace(query, conditions=about)
    return Query(Measure.DETAIL, about, aspect=aspect_of(frame))


def _is_of_a_set(query: Query, frame: Frame) -> bool:
    """Questions that make sense over a set only; of the plan's printed total, none of one project."""
    return (
        query.measure in {Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.GROUP_COUNT}
        or query.measure is Measure.PRINTED_GAP
        or (query.measure is Measure.TOTAL and frame.has("printed", "once", "no_reprints"))
        or query.group_by is not None
        or query.window is not None
    )


def _kept(frame: Frame, state: DialogueState, last: Query, lexicon: Lexicon) -> tuple[Condition, ...]:
    if is_of_one(last):
        wider = next((q for q in state.queries if not is_of_one(q)), None)
        picked = wider is not None and set(state.shown) <= select(lexicon.catalogue, wider.conditions)
        return wider.conditions if wider and picked else ()  # 「逆に一番安いのは」 after one of a list
    if last.measure is Measure.COMPARE and not frame.has("that", "those_two", "within"):
        named = {
            i for side in last.subjects for c in side.conditions if isinstance(c, IsProject) for i in c.ids
        }
        wider = next((q for q in state.queries if q.measure is Measure.LIST and not q.group_by), None)
        if wider and len(named) > 1 and named <= select(lexicon.catalogue, wider.conditions):
            return wider.conditions  # 「逆に一番少ないのは?」 after the difference of two of a list
    if frame.has("that") and last.group_by and last.window and state.groups:
        # 「そこは何をやってるの?」 after 「一番少ない部は?」, 「その合計は?」 after the first three
        return union_of([group.conditions for group in state.groups], lexicon)
    return last_scope(last, lexicon)
