"""How another scope is said: as a part of the last one (「そのうち」「だけ」), or in its stead (「じゃあ」「のほう」)."""

from __future__ import annotations

import re

from bot.query import (
    Condition,
    Field,
    InDepartments,
    InGoals,
    InPlace,
    InPolicies,
    IsNew,
    IsProject,
    Measure,
    Mentions,
    Query,
)
from bot.understanding.draft import Draft
from bot.understanding.following.common import OF_THE_LIST
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Departments, Goals, Policies, Words


def way_of(draft: Draft, last: Query, lexicon: Lexicon) -> tuple[bool, bool]:
    """Whether the old scope is narrowed (「そのうち」「だけ」) and whether names replace its own (「じゃあ」「のほう」)."""
    frame = draft.frame
    sibling = any(isinstance(c, InGoals | InPolicies) and same_kind(last, (c,)) for c in draft.scope)
    part = _is_the_part_of(frame) and not sibling
    another_string = _is_another_string(frame, last)
    among = bool(OF_THE_LIST.search(frame.said())) and not frame.has("not_but", "correction")
    narrowing = (
        frame.has("only", "within")
        or among
        or (frame.has("that") and not frame.has("instead", "not_but", "correction"))
        or (THE_PART.search(frame.said()) is not None and not sibling)
        or part
        or (_is_a_list(last) and not sibling and bool(_LISTED_THERE.search(frame.said())))
        or _done_by_one_of_them(frame, last)
        or (_by_a_string(frame) and last.measure is Measure.LIST and not another_string)
        or _is_a_theme_of_it(draft, last, lexicon)
        or (frame.has("which_project") and "事業" not in frame.said() and last.measure is Measure.LIST)
    )
    instead = frame.has("instead", "rather", "correction", "not_but") and not (part or among)
    instead = instead or another_string
    elsewhere = any(isinstance(c, InPlace) and same_kind(last, (c,)) for c in draft.scope)
    what_if = (
        elsewhere and _WHAT_IF.search(frame.said()) is not None
    )  # 「目標4だと何件?」「経済部だといくら?」
    replacing = instead or what_if or _also(frame)
    return narrowing, replacing


def _is_a_list(last: Query) -> bool:
    """Whether the last answer listed projects, or broke down a scope."""
    return last.measure is Measure.LIST or (last.group_by is not None and bool(last.conditions))


def _is_a_theme_of_it(draft: Draft, last: Query, lexicon: Lexicon) -> bool:
    """「観光に関するものは?」「スポーツ関係は?」 after the list of a department."""
    listed = last.measure is Measure.LIST and last.window is None and last.group_by is None
    placed = any(isinstance(c, InPlace | IsNew) and not c.negated for c in last.conditions)
    theme = all(isinstance(c, Mentions) and not c.negated for c in draft.scope)
    said = draft.frame.said()
    so_said = theme and "事業" not in said and _SUCH_AS_THESE.search(said) is not None
    return listed and placed and so_said and bool(select(lexicon.catalogue, (*last.conditions, *draft.scope)))


_SUCH_AS_THESE = re.compile(
    "(?:もの|やつ|のは|関係は|関連は|系は|絡みは)[^ぁ-ん]*$|(?:もの|やつ)(?:は|って)?(?:ある|あります|どれ)"
)


_LISTED_THERE = re.compile(
    "^(?:じゃあ?|では)?、?(?:基本)?目標[1-4]の(?:もの|やつ)(?:は|って|だけ)|[1-4あ-けア-ケ]に(?:載って|のって|入って|含まれて|ある|掲載)[ぁ-ん]{0,4}(?:もの|やつ|の)(?:は|って|を|だけ|[?]|$)"
)


def _done_by_one_of_them(frame: Frame, last: Query) -> bool:
    """「学校教育部が担当しているのは?」 after the projects of a theme or a goal."""
    somebodys = any(isinstance(c, InDepartments) and not c.negated for c in last.conditions)
    several = last.measure in {Measure.LIST, Measure.TOTAL, Measure.COUNT} and last.group_by is None
    said = _DONE_BY.search(frame.said()) is not None
    return said and several and bool(last.conditions) and not somebodys


_DONE_BY = re.compile(
    "[部所]が(?:担当|所管|受け持|やって|やる|して|行って|持って|出して|担って)[ぁ-ん]{0,5}(?:もの|やつ|の)(?:は|って|[?]|$)"
)


def _by_a_string(frame: Frame) -> bool:
    """「名前に「支援」がつくものは?」 after a list: among those."""
    literal = any(isinstance(item.meaning, Words) and item.meaning.literal for item in frame.items)
    return literal and "事業" not in frame.said()


def _is_another_string(frame: Frame, last: Query) -> bool:
    """「「若者」なら?」 after 「事業名に「図書館」を含むもの」: looked for in the stead of the first."""
    match last.conditions:
        case (Mentions(field=Field.NAME | Field.DESCRIPTION, negated=False),):
            return _by_a_string(frame) and bool(_NOTHING_ELSE.fullmatch(frame.said()))
    return False


_NOTHING_ELSE = re.compile(
    "(?:じゃあ?|では)?、?[「『][^」』]+[」』](?:は|なら|だと|では|だったら|の場合は?)?[?]*"
)


def _is_the_part_of(frame: Frame) -> bool:
    """「環境部のはどれ」「環境部では」 after a list or a breakdown: its part of that."""
    return any(
        item.is_a(Departments, Goals, Policies)
        and [span.text for span in frame.spans[item.index + 1 : item.index + 3]]
        in (["の", "は"], ["のは"], ["では"], ["で"], ["では", "?"], ["だと"])
        for item in frame.items
    )


THE_PART = re.compile(
    "(?:の|いる|てる|た|(?<=[^一全大内外]部)|(?<=部局))(?:分|ぶん)(?:[のはをがもで、]|って|だけ|$)"
)
"""「農政部の分の一覧」「経済部分の合計」: the part of what was asked about."""


_WHAT_IF = re.compile(
    "[1-4あ-け部所](?:だと|なら|だったら)(?:、)?(?:何(?:件|行|事業|本|割|%|位)|どれ|どこ|いくつ|いくら|なんぼ|合計|平均)"
)


def _also(frame: Frame) -> bool:
    """「学校教育部にもある?」: the same question of another place."""
    return frame.has("ask_yes_no") and bool(_TOO.search(frame.said()))


_TOO = re.compile("[にで]?も(?:ある|あり|やって|存在)")


def same_kind(last: Query, scope: tuple[Condition, ...]) -> bool:
    """Whether the last query had conditions of the kind that is said now."""
    kinds = {_kind(condition) for condition in scope}
    return any(_kind(condition) in kinds for condition in last.conditions)


def _kind(condition: Condition) -> type[Condition]:
    """A theme is a theme, whether it is a word or the projects about it."""
    return Mentions if isinstance(condition, IsProject) and condition.theme else type(condition)
