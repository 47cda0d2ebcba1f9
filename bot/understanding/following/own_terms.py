"""Questions after one place that name its kind or the whole: 「部の中で一番大きいのは?」「全体平均と比べると?」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import group_named
from bot.query import InPlace, IsProject, Measure, Order, Query, Subject, ThanMean, ThanProject, Window
from bot.reading import DialogueState
from bot.understanding.asking.comparisons import held_how
from bot.understanding.asking.means import WHOLE
from bot.understanding.draft import Draft
from bot.understanding.following.common import SUMMED, groups_against, ranked_before, reread, single_project
from bot.understanding.following.narrowing import replaced
from bot.understanding.following.spoken_of import subject_of
from bot.understanding.following.ways import same_kind
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.unions import label_of


def as_within_the_place(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「部の中で一番大きいのは?」 after a department's sum ranks its projects, and not the departments."""
    query = draft.query
    if draft.scope or query is None or query.window is None or query.group_by is None:
        return None
    said = _WITHIN.match(draft.frame.said())
    in_one = query.group_by in map(group_named, last.conditions)
    if said is None or not in_one or last.group_by is not None:
        return None
    ranking = replace(query, measure=Measure.LIST, group_by=None, conditions=last.conditions)
    return reread(draft, ranking)


_WITHIN = re.compile(
    "(?:その|この)?(?:部局?|目標|基本目標|施策)(?:の中|のなか|のうち|内)(?:で|では|だと)|(?:その|この)?(?:部局?|目標|基本目標|施策)で.*事業"
)


def as_mean_against_the_whole(
    draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon
) -> Draft | None:
    """「全体平均と比べると?」 after a department's mean; 「どっちが高い?」 after that and the mean of all."""
    frame = draft.frame
    compared = frame.has(
        "compare", "which", "difference", "ratio", "big", "small", "above_mean", "below_mean"
    )
    of_both = (
        last.measure is Measure.MEAN and not last.conditions and frame.has("which", "difference", "ratio")
    )
    said = frame.has("whole") and frame.has("mean", "above_mean", "below_mean")
    if _of_all_and_of_a_place(state) and not draft.scope and frame.has("difference", "ratio", "which"):
        return reread(draft, _against_the_whole(last, frame, lexicon))
    if not compared or not (said or of_both):
        return None
    asked = state.queries[1:2] if of_both and not said else state.queries
    mean = next((query for query in asked if query.measure is Measure.MEAN), None)
    placed = any(not isinstance(condition, ThanMean) for condition in draft.scope)
    if mean is None or placed or not mean.conditions or mean.group_by is not None:
        return None
    same = {c for c in last.conditions if not isinstance(c, ThanMean)} == set(mean.conditions)
    if not (same or of_both):
        return None
    return reread(draft, _against_the_whole(mean, frame, lexicon))


def _against_the_whole(mean: Query, frame: Frame, lexicon: Lexicon) -> Query:
    sides = (subject_of(mean, lexicon), Subject((), WHOLE))
    return Query(Measure.COMPARE, subjects=sides, comparison=held_how(frame), basis=Measure.MEAN)


def _of_all_and_of_a_place(state: DialogueState) -> bool:
    """「全体の平均は?」「土木部は?」."""
    match state.queries[:2]:
        case (Query(Measure.MEAN, (_, *_), None), Query(Measure.MEAN, (), None)):
            return True
    return False


def as_neighbour(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「一つ上の順位は?」 after one project: the next larger one, in the list it came from or in the whole plan."""
    said = _NEIGHBOUR.search(draft.frame.said())
    project = single_project(last, state)
    placed = all(isinstance(c, InPlace) and not c.negated for c in draft.scope)
    if said is None or project is None or not placed or last.measure is Measure.RANK:
        return None
    above = said[1] == "上"
    ranked = ranked_before(state, last)
    field = tuple(c for c in ranked.conditions if c != ThanProject(project, above)) if ranked.window else ()
    field = draft.scope or field
    order = Order.AMOUNT_ASC if above else Order.AMOUNT_DESC
    conditions = (*field, ThanProject(project, above))
    return reread(draft, Query(Measure.LIST, conditions, order=order, window=Window(1, 1)))


_NEIGHBOUR = re.compile(
    "(?:一つ|ひとつ|1つ|1個|一個|すぐ)(?:だけ)?(上|下)(?:の|に(?:来|く)るの?)?(?:金額の?)?(?:順位|事業|もの|やつ|は|って|[?]|$)"
)


def as_said_again(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「億円で言うと?」 after a figure; 「全体でいくら?」 after one project, which has no parts."""
    if _IN_OTHER_UNITS.fullmatch(draft.frame.said()) and last.measure in SUMMED:
        return reread(draft, replace(last, claim=None))
    project = single_project(last, state)
    if project and last.measure is Measure.DETAIL and _ALL_TOLD.match(draft.frame.said()) and not draft.scope:
        return reread(draft, Query(Measure.DETAIL, (IsProject((project,)),)))
    return None


_IN_OTHER_UNITS = re.compile(
    "(?:それ)?(?:億|万|千|百万)?円?(?:単位)?(?:で|に)(?:言う|いう|直す|なおす|する|表す)?と?[?]*"
)
_ALL_TOLD = re.compile("(?:で、)?全体で(?:は)?(?:お?いくら|なんぼ|どれ(?:くらい|だけ))(?!の)")


def as_the_same_elsewhere(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「同じことを農政部でやると何%?」: all that was asked of one place, asked of another of its kind."""
    if not _THE_SAME.match(draft.frame.said()) or not same_kind(last, draft.scope):
        return None
    if not all(group_named(condition) for condition in draft.scope):
        return None
    conditions = replaced(last, draft.scope, lexicon)
    base = replaced(replace(last, conditions=last.base), draft.scope, lexicon) if last.base else ()
    return reread(draft, replace(last, conditions=conditions, base=base, claim=None))


_THE_SAME = re.compile(
    "(?:じゃあ?|では|で、)?、?(?:同じ|おなじ|おんなじ)(?:こと|計算|集計|やり方|見方|条件|質問|問い|絞り方|順)"
)


def as_against_its_extreme(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「一番高いのとの差」 after the second of a department was looked at: against the largest there."""
    frame = draft.frame
    said = _TO_THE_EXTREME.match(frame.said())
    if said is None or draft.scope:
        return None
    order = Order.AMOUNT_ASC if frame.has("small", "smallest") else Order.AMOUNT_DESC
    if said["group"]:
        return _against_extreme_group(draft, last, order)
    project = single_project(last, state)
    if project is None:
        return None
    ranked = ranked_before(state, last)
    field = ranked.conditions if ranked.window else ()
    own = Subject((IsProject((project,)),), lexicon.catalogue.by_id[project].name)
    extreme = Subject(field, f"{label_of(field, lexicon)}の1位", order, Window(1, 1))
    return reread(draft, Query(Measure.COMPARE, subjects=(own, extreme), comparison=held_how(frame)))


_TO_THE_EXTREME = re.compile(
    "(?:じゃあ|では|その|それと|これと)?(?:一番|いちばん|最も|もっとも)(?:予算|金額|額)?[がの]?(?:高|多|大き|安|少な|小さ)い"
    "(?:の?(?:もの|やつ|事業)?|(?P<group>部局?|部署|目標|基本目標|施策))"
    "(?:(?:との|と|の)(?:差|違い|比|何倍|なん倍|どれくらい違)|と(?:比べ|くらべ))"
)


def _against_extreme_group(draft: Draft, last: Query, order: Order) -> Draft | None:
    """「一番多い部と比べると?」 after the department with the least."""
    if last.group_by is None or last.window is None or not last.window.is_one:
        return None
    own = f"{'下から' if last.order is Order.AMOUNT_ASC else ''}{last.window.first}位"
    extreme = "最下位" if order is Order.AMOUNT_ASC else "最上位"
    sides = (
        Subject(last.conditions, own, last.order, last.window, last.group_by),
        Subject(last.conditions, extreme, order, Window(1, 1), last.group_by),
    )
    return reread(draft, groups_against(draft.frame, last, sides))
