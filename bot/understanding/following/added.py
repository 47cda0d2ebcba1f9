"""One more added to what was asked: 「建築部も足すと?」「小学校のも足して」「窓口のと合わせると部の何%?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.query import (
    Comparison,
    Condition,
    Either,
    InDepartments,
    InGoals,
    InPolicies,
    IsProject,
    Measure,
    Mentions,
    Query,
    Subject,
)
from bot.reading import Clarify, DialogueState, Doubt
from bot.understanding.draft import Draft
from bot.understanding.following.common import (
    COUNTERS,
    SUMMED,
    is_bare,
    is_of_one,
    reread,
    single_project,
)
from bot.understanding.following.narrowing import beside
from bot.understanding.following.one_by_one import asked_in_a_row
from bot.understanding.following.scopes import as_conditions, last_scope
from bot.understanding.following.twins import twin_of
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Projects, Row, Words
from bot.understanding.unions import label_of, union_of


def as_added(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「建築部も足すと?」「小学校のも足して」: the last scope and one more."""
    again = single_project(last, state)
    if again and draft.scope and _PRINTED_THERE_TOO.match(draft.frame.said()):
        alone = replace(draft, scope=(), frame=draft.frame.without(lambda _: True))
        return reread(alone, Query(Measure.DETAIL, (IsProject((again,)),)))  # printed twice, it is one
    if _is_one_side_more(draft, last):
        subjects = (*last.subjects, Subject(draft.scope, label_of(draft.scope, lexicon)))
        return reread(draft, replace(last, subjects=subjects, comparison=Comparison.WHICH, claim=None))
    share = _share_with_another(draft, last, lexicon) or _added_to_the_one_before(draft, state, last, lexicon)
    if share:
        return share
    one = len(draft.frame.items) == 1 or len(select(lexicon.catalogue, draft.scope)) == 1
    if not draft.scope or not draft.frame.items or not one or any(side.window for side in last.subjects):
        return None
    if len(draft.scope) == 1 and _is_union(draft.scope[0]) and not _BESIDES_THOSE.search(draft.frame.said()):
        return None  # 「目標1と目標2を足すと」 says what is summed
    if not (_says_to_add(draft.frame) or _goes_on_adding(draft, last)):
        return None
    added_to = single_project(last, state)
    twin = twin_of(draft, added_to, lexicon) if added_to else None
    scope: tuple[Condition, ...] = (IsProject((twin,)),) if twin else draft.scope
    measure = last.measure if last.measure in SUMMED else Measure.TOTAL
    shared = draft.query is not None and draft.query.measure is Measure.SHARE
    shared = shared or (last.measure is Measure.SHARE and not draft.frame.has("amount", "count"))
    if not twin and shared:
        together = union_of([last_scope(last, lexicon), _as_one(scope, lexicon)], lexicon)
        return reread(draft, Query(Measure.SHARE, together, base=last.base))
    if last.measure is Measure.DETAIL:
        scope = _as_one_called_so(scope, lexicon)
    scope = beside(_as_one(scope, lexicon), last)
    many = next((n.value for _, n in draft.frame.numbers if n.counter in COUNTERS and n.value > 2), 2)
    many = 2 if last.measure is Measure.COMPARE else many  # both sides are its scope already
    earlier = asked_in_a_row(state, lexicon)[::-1][1 : many - 1]
    if len(earlier) < many - 2 or (many > 2 and len(select(lexicon.catalogue, scope)) > 1):
        return replace(draft, query=None, trouble=Clarify(Doubt.TOO_INTRICATE))
    sides = [*(as_conditions(query, lexicon) for query in (*reversed(earlier), last)), scope]
    return reread(draft, Query(measure, union_of(sides, lexicon)))


def _share_with_another(draft: Draft, last: Query, lexicon: Lexicon) -> Draft | None:
    """「Aと合わせると部の何%?」「Aも足したら経済部の何%?」 after another project: both, of the whole that is named."""
    query, named = draft.query, draft.frame.of(Projects, Row, Words)
    if query is None or query.measure is not Measure.SHARE or not is_of_one(last) or len(named) != 1:
        return None
    after = draft.frame.text_at(named[0].index + 1)
    with_it = after.startswith("と") and draft.frame.has("together")
    if not (with_it or (after.startswith(("も足", "も入れ", "も加え", "も含め")) and query.base)):
        return None
    both = union_of([last.conditions, query.conditions], lexicon)
    return reread(draft, Query(Measure.SHARE, both, base=query.base))


def _added_to_the_one_before(
    draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon
) -> Draft | None:
    """「それも足したらいくら?」 after a department's sum and one project: both."""
    if draft.scope or not _THIS_ONE_TOO.match(draft.frame.said()) or not is_of_one(last):
        return None
    before = next((q for q in state.queries[1:] if q.conditions and q.conditions != last.conditions), None)
    if before is None or is_of_one(before) or before.window or before.measure not in SUMMED:
        return None
    return reread(draft, Query(Measure.TOTAL, union_of([before.conditions, last.conditions], lexicon)))


_THIS_ONE_TOO = re.compile("(?:じゃあ|では|で、)?(?:それ|これ|そっち|こっち)も(?:足し|入れ|合わせ|加え|含め)")
# 「目標4にも出てるけど、そっちの分も合わせるといくら?」
_PRINTED_THERE_TOO = re.compile(
    "[^、。]{0,6}(?:目標|施策)?[1-4](?:の?-?[あ-けア-ケ])?に(?:も)?(?:出て|載って|のって|再掲|掲載)[^、。]{0,8}(?:けど|から|ので|が)、"
    ".*(?:合わせ|足|含め)"
)
_BESIDES_THOSE = re.compile("も|さらに|それに|あと")


def _is_one_side_more(draft: Draft, last: Query) -> bool:
    """「経済部も入れると?」 after two departments were held against each other."""
    kinds = {tuple(type(c) for c in side.conditions) for side in last.subjects if not side.window}
    alike = kinds == {tuple(type(c) for c in draft.scope)} and len(draft.frame.items) == 1
    summed = draft.frame.has("total", "together")
    return last.measure is Measure.COMPARE and alike and draft.frame.has("counted_too") and not summed


def _as_one(scope: tuple[Condition, ...], lexicon: Lexicon) -> tuple[Condition, ...]:
    """The one project that the scope is about, by name."""
    if not all(isinstance(condition, Mentions | IsProject) for condition in scope):
        return scope
    meant = select(lexicon.catalogue, scope)
    return (IsProject(tuple(meant)),) if len(meant) == 1 else scope


def _as_one_called_so(scope: tuple[Condition, ...], lexicon: Lexicon) -> tuple[Condition, ...]:
    """「早期発見のほうと足したら?」 after one project: the one other that has the word in its name."""
    match scope:
        case (Mentions(words, _, False),):
            named = lexicon.matching(list(words), in_text=False)
            return (IsProject((named[0],)),) if len(named) == 1 else scope
    return scope


def _says_to_add(frame: Frame) -> bool:
    after = [span.text for span in frame.spans[frame.items[-1].index + 1 :]]
    after = after[2:] if after[:2] == ["の", "分"] else after
    after = after[1:] if after[:1] and after[0] in _THAT_ONE else after
    too = any(text in {"も", "のも"} or text.startswith(("も足", "も入れ", "も含め")) for text in after)
    too = (
        too or "".join(after[:2]).startswith(("のと", "と")) or after[:1] == ["とを"]
    )  # 「空港のと合わせると」
    this_one = bool(after) and after[0] == "を" and after[1:2] and after[1][0] in "足加"
    too = too or bool(_THAT_TOO.search("".join(after)))
    also = "".join(after[:2]).startswith(("も入れ", "も含め", "も加え", "も足")) and frame.has("counted_too")
    return (frame.has("together") and bool(too or this_one)) or also


_THAT_TOO = re.compile("(?:やつ|もの|ほう|方|事業|分)も(?:入れ|足|含め|加え)(?:たら|ると|て|れば)")
_THAT_ONE = {"のほう", "の方", "ほう", "のやつ", "のもの"}


def _goes_on_adding(draft: Draft, last: Query) -> bool:
    """「防災安全部も」 after the sum of two others."""
    after = [span.text for span in draft.frame.spans[draft.frame.items[0].index + 1 :]]
    several = any(_is_union(condition) for condition in last.conditions)
    return after == ["も"] and several and last.measure in SUMMED and is_bare(draft.frame)


def _is_union(condition: Condition) -> bool:
    match condition:
        case Either(negated=False):
            return True
        case InDepartments(several, False) | InGoals(several, False) | InPolicies(several, False):
            return len(several) > 1
        case IsProject(several, False):
            return len(several) > 1
    return False
