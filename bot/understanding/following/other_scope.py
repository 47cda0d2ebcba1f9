"""Another scope, the same question: 「じゃあ農政部は?」「そのうち新規だけ」「1億円以上に絞って」"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import group_named
from bot.query import (
    AmountBetween,
    Aspect,
    Condition,
    Field,
    InDepartments,
    InPlace,
    IsProject,
    IsReprinted,
    Measure,
    Mentions,
    Order,
    Query,
    Ranked,
    ThanMean,
    Window,
)
from bot.reading import DialogueState
from bot.understanding.draft import Draft
from bot.understanding.following.common import OF_THE_LIST, is_bare, is_of_one, reread
from bot.understanding.following.groups_shown import of_a_group_shown
from bot.understanding.following.narrowing import left_out, narrowed, replaced
from bot.understanding.following.rest import left_of_the_wider
from bot.understanding.following.same_project import as_about_one
from bot.understanding.following.shares import share_of_last
from bot.understanding.following.sides_and_marks import (
    AMONG_THEM,
    SOFT,
    among_the_ranked,
    in_place_of_a_mark,
    marked_under_another,
    of_both_sides,
)
from bot.understanding.following.twins import as_twin
from bot.understanding.following.ways import THE_PART, same_kind, way_of
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.spans import Words

_SIMPLE = {
    Measure.TOTAL,
    Measure.COUNT,
    Measure.MEAN,
    Measure.MEDIAN,
    Measure.LIST,
    Measure.SHARE,
    Measure.PRINTED_GAP,
}


def as_other_scope(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「じゃあ農政部は?」「そのうち新規だけ」「1億円以上に絞って」「いや、社会教育部のほう」."""
    frame, query = draft.frame, draft.query
    if query is None:
        return None
    among = draft.frame.has("within") or OF_THE_LIST.search(draft.frame.said())
    if last.of_groups and among and query.measure is Measure.LIST:
        return reread(
            draft, replace(query, of_groups=last.of_groups)
        )  # 「一番少ない施策の」「その中で農政部の事業は?」
    if _WHICH_THERE.fullmatch(frame.said()) and same_kind(last, draft.scope) and last.measure is Measure.LIST:
        return reread(draft, replace(last, conditions=replaced(last, draft.scope, lexicon), claim=None))
    of_its_part = set(draft.scope) < set(last.conditions) and THE_PART.search(draft.frame.said())
    if of_its_part and draft.measured and not query.window and query.group_by is None:
        return reread(draft, replace(query, conditions=last.conditions))  # 「目標3の分の金額を合計して」
    marked = marked_under_another(draft, last)
    if marked:
        return marked
    both = of_both_sides(draft, last) or among_the_ranked(draft, last, lexicon)
    if both:
        return both
    of_group = of_a_group_shown(draft, last)
    if of_group:
        return of_group
    left = left_of_the_wider(draft, state, last, lexicon)
    if left:
        return left
    twin = as_twin(draft, state, last, lexicon)
    if twin:
        return twin
    about_it = as_about_one(draft, state, last, lexicon)
    if about_it:
        return about_it
    if _leaves_out_elsewhere(draft, last):
        return None
    if query.measure is Measure.RANK:
        return None  # 「ストーブのほうは環境部で何番目?」 says of what and among which
    if query.measure is Measure.SHARE:
        return share_of_last(draft, state, last, lexicon)
    of_place = _of_another_place(draft, state, last, lexicon)
    if of_place:
        return of_place
    if _says_all_of_it(draft, query, last):
        return None
    narrowing, replacing = way_of(draft, last, lexicon)
    soft = _is_soft(draft)
    if query.window and not (soft or narrowing) and _TURNS_TO.match(frame.said()):
        return None  # 「ちなみに社会教育部で一番高いのは?」 says of what
    if query.subjects and soft and not narrowing:
        return None  # 「1億円台と2億円台、どっちが多い?」 says both its sides
    about_one = last.measure is Measure.DETAIL and soft and "事業" in frame.said()
    bounded = any(isinstance(c, AmountBetween) for c in draft.scope)
    if about_one and (bounded or frame.has("list", "only")) and not frame.has("that", "within"):
        return None  # 「次に、新規事業だけ見せて」「1億円以上の事業は?」 after one project
    of_one = last.measure is Measure.DETAIL or (last.window == Window(1, 1) and last.group_by is None)
    of_the_same = _OF_THE_SAME.match(frame.said())
    if (
        (of_one or of_the_same or not (narrowing or replacing))
        and query.measure is Measure.LIST
        and not query.window
        and _names_places_alone(draft)
    ):
        return reread(draft, query)  # 「同じ施策の事業は?」
    again = any(isinstance(c, InPlace) and c in last.conditions for c in draft.scope)
    pointing = frame.has("that", "within", "instead")
    if again and len(draft.scope) > 1 and not pointing:
        return None  # 「基本目標1で5億円より上のだけ」 says its scope in full
    if not pointing and draft.measured and _is_of_other_marks(draft, last):
        return None  # 「目標3の再掲は何件ですか」 after goal 4's of one department
    if not narrowing and not replacing and _is_complete(draft, last):
        return None
    of_them = bool(_places_of(last)) and bool(_WHICH_OF_THEM.fullmatch(frame.said()))
    of_part = "事業" not in frame.said() or (_only_excludes(draft) and not is_of_one(last)) or of_them
    of_its_mean = last.measure is Measure.MEAN and any(isinstance(c, ThanMean) for c in draft.scope)
    complete = draft.measured and not (soft and of_part) and not of_its_mean
    if complete and not narrowing and not replacing:
        return None
    if not narrowing and not replacing and _is_new_topic(draft, query, last, lexicon):
        return None
    if query.measure is Measure.DETAIL and not narrowing:
        return _same_question(draft, last) if not draft.measured else None
    if not narrowing and not replacing and not soft and not is_bare(frame):
        return None
    return _in_scope(draft, _antecedent(draft, state, last), (narrowing, replacing), lexicon)


def _says_all_of_it(draft: Draft, query: Query, last: Query) -> bool:
    """「では基本目標4で福祉保険部の事業は何件?」「じゃあ経済部で金額の多い事業を5つ」: whatever leads on, it is said in full."""
    frame = draft.frame
    if "事業" not in frame.said() or frame.has(
        "that", "within", "only", "correction", "rather", "counted_too"
    ):
        return False
    places = {type(c): c for c in draft.scope if isinstance(c, InPlace) and not c.negated}
    in_two = len(places) > 1 and draft.measured
    ranked_there = query.window is not None and not query.window.is_one and query.group_by is None
    return in_two or (ranked_there and any(place in last.conditions for place in places.values()))


def _leaves_out_elsewhere(draft: Draft, last: Query) -> bool:
    """「土木部以外で一番予算が高い事業は?」 after 農政部: no part of it is left out, so the question stands alone."""
    own = {
        name for c in last.conditions if isinstance(c, InDepartments) and not c.negated for name in c.names
    }
    out = {name for c in draft.scope if isinstance(c, InDepartments) and c.negated for name in c.names}
    return bool(own and out) and not own & out and draft.measured and not draft.frame.has("that", "within")


def _is_soft(draft: Draft) -> bool:
    """Whether all that is said only marks out a part of some scope: an amount, a mark, an exclusion."""
    return all(c.negated or isinstance(c, SOFT) for c in draft.scope)


def _antecedent(draft: Draft, state: DialogueState, last: Query) -> Query:
    """The last query, less the ranks and the single project that another scope is not asked of."""
    asked = draft.query or Query()
    if is_of_one(last) and any(isinstance(c, InPlace) for c in draft.scope):
        among = (
            OF_THE_LIST.search(draft.frame.said())
            or draft.frame.has("within")
            or _ALSO.search(draft.frame.said())
        )
        wider = next((query for query in state.queries if not is_of_one(query)), Query())
        last = wider if among else Query()  # 「環境部で1億円超えてるのは?」: no part of one project
    one = last.window == Window(1, 1) and last.group_by is None and not asked.window
    of_several = one and AMONG_THEM.search(draft.frame.said())
    ranked = last.window is not None and last.window.is_one and last.group_by is None and not asked.window
    bounded = all(isinstance(c, AmountBetween) for c in draft.scope)
    if of_several or (ranked and bounded and _THOSE_SUCH.search(draft.frame.said())):
        last = replace(last, measure=Measure.LIST, window=None, order=Order.PRINTED)
    if asked.window and last.measure is Measure.DETAIL:  # 「じゃあ一番安い新規は?」 after one was looked at
        last = next((q for q in state.queries if q.measure is not Measure.DETAIL), Query())
    if any(isinstance(c, Ranked) and c.negated for c in draft.scope):  # 「4位以下は?」 after the first three
        last = replace(last, window=None)
    if asked.window:  # 「社会教育部で一番高いのは?」 after a part of 農政部's first five
        kinds = {type(c) for c in draft.scope}
        ranks = [c for c in last.conditions if isinstance(c, Ranked) and kinds & {type(of) for of in c.of}]
        last = replace(last, conditions=tuple(c for c in last.conditions if c not in ranks))
    return last


_THOSE_SUCH = re.compile(
    "(?:の|もの|やつ|事業)(?:は|って)(?:どれ(?:とどれ)?|何(?:と何)?|なに)?[?]*$"
)  # 「1億円を超えるのはどれとどれ?」 after the smallest
_WHICH_THERE = re.compile(
    "(?:じゃあ?|では)?、?[^、。事業]{2,12}(?:だと|なら|では|だったら)、?(?:どれ|何|どの事業)[?]*"
)  # 「目標2だとどれ?」
_ALSO = re.compile("のも(?:教えて|見せて|お願い|は|出して)?[。?]*$")  # 「農政部のも教えて」


def _in_scope(draft: Draft, last: Query, way: tuple[bool, bool], lexicon: Lexicon) -> Draft:
    """What is asked, of the scope that is said and what is kept of the last one."""
    frame, query = draft.frame, draft.query or Query()
    narrowing, replacing = way
    soft = _is_soft(draft)
    mistaken = frame.has("correction", "not_but") and frame.has("rather")
    mistaken = mistaken and any(isinstance(c, Mentions) for c in last.conditions)
    opposite = mistaken or (frame.has("instead") and any(isinstance(c, AmountBetween) for c in draft.scope))
    other_mark = in_place_of_a_mark(draft, last) if soft and not narrowing else ()
    if other_mark:
        conditions = other_mark
    elif (narrowing or soft or (not replacing and not same_kind(last, draft.scope))) and not opposite:
        scope = left_out(draft, last, lexicon)
        conditions = narrowed(last, scope, lexicon, with_the_others=frame.has("counted_too"))
    else:
        conditions = replaced(last, _in_the_same_field(draft.scope, last, lexicon), lexicon)
    of_groups = last.group_by is not None and query.group_by is None and "事業" not in frame.said()
    if query.window and soft and of_groups:
        return reread(draft, replace(last, conditions=conditions, order=query.order, window=query.window))
    of_mean = last.measure in {Measure.MEAN, Measure.MEDIAN}
    if of_mean and any(isinstance(c, ThanMean) for c in draft.scope):
        return reread(draft, replace(query, conditions=conditions))  # 「平均より高い事業は?」
    if (
        (draft.measured and not soft)
        or query.window
        or (draft.measured and query.measure is not Measure.LIST)
    ):
        return reread(draft, replace(query, conditions=conditions))
    if last.measure in _SIMPLE or last.group_by is not None:
        narrows = last.group_by is not None and bool(_NARROWS_IT.search(frame.said()))
        listing = (narrowing or bool(_LISTS.search(frame.said()))) and not narrows
        if listing and last.group_by is not None and query.measure is Measure.LIST:
            return reread(draft, Query(Measure.LIST, conditions))
        if last.group_by and [group_named(c) for c in draft.scope] == [
            last.group_by
        ]:  # 「土木部は?」 of a breakdown
            return reread(draft, Query(last.measure, conditions))
        if last.group_by and any(group_named(c) is last.group_by for c in draft.scope):
            return reread(draft, Query(Measure.LIST, conditions))  # 「その部の3億円以上は?」
        base = conditions if last.base and last.base == _places_of(last) else last.base
        base = tuple(
            c for c in base if type(c) in {type(b) for b in last.base}
        )  # 「学校教育部は?」 after 「部の何%?」
        order = last.order if query.order is Order.PRINTED else query.order
        return reread(draft, replace(last, conditions=conditions, order=order, base=base, claim=None))
    if last.measure is Measure.COMPARE:
        return reread(draft, Query(Measure.TOTAL, draft.scope))
    return reread(draft, replace(query, conditions=conditions))


# 「基本目標2だけにすると?」 after a breakdown: the same of that goal
_NARROWS_IT = re.compile("(?:だけ)?に(?:する|したら|し(?:て|た場合)|絞|しぼ|限)|だけで(?:見|み)(?:る|た)")
_LISTS = re.compile("事業|(?<!の)(?:見せて|一覧|どれ|なに|何[がか?])")


def _in_the_same_field(scope: tuple[Condition, ...], last: Query, lexicon: Lexicon) -> tuple[Condition, ...]:
    """「「支援」は?」 after 「名前に「推進」がつく事業」: looked for in names again, where any has it."""
    before = [c.field for c in last.conditions if isinstance(c, Mentions)]
    match scope:
        case (Mentions(field=Field.ANY) as word,) if len(before) == 1 and before[0] is not Field.ANY:
            again = replace(word, field=before[0])
            return (again,) if select(lexicon.catalogue, (again,)) else scope
    return scope


def _of_another_place(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「環境部は?」 after 「除雪の予算は?」: its sum, or what was listed before of that place; no part of a project."""
    frame = draft.frame
    places = all(isinstance(c, InPlace) and not c.negated for c in draft.scope)
    bare = is_bare(frame) and not frame.has("that", "within", "only", "confirm", "ask_yes_no")
    if not is_of_one(last) or not draft.scope or not places or not bare or draft.measured:
        return None
    if last.claim is not None or "事業" in frame.said() or not _OF_A_PLACE.search(frame.said()):
        return None
    listed = next((q for q in state.queries if not is_of_one(q)), None)
    if listed is not None and listed.measure is Measure.LIST and same_kind(listed, draft.scope):
        return reread(draft, replace(listed, conditions=replaced(listed, draft.scope, lexicon), claim=None))
    return reread(draft, Query(Measure.TOTAL, draft.scope))


# 「新規の事業はどれ?」 after a department; 「新規事業を全部見せて」 asks anew
_WHICH_OF_THEM = re.compile(
    "(?:じゃあ|では|で、)?(?:新規|新しい|再掲)の?事業は(?:どれ|ある|あり|なに|何(?!件)|どんな)[^全一]{0,6}"
)
_OF_A_PLACE = re.compile("(?:は|って|だと|なら|では|だったら)[?]*$")
_TURNS_TO = re.compile("逆に|ちなみに|次に|あとは?、?(?!.*も)")
_OF_THE_SAME = re.compile("(?:じゃあ|では|じゃ)?(?:同じ|おなじ)(?:部|施策|目標|基本目標)")


def _is_new_topic(draft: Draft, query: Query, last: Query, lexicon: Lexicon) -> bool:
    """「いじめ 事業」 after 「子育て支援部の合計」: a theme of its own, no part of what was asked before."""
    topical = any(isinstance(c, Mentions | IsProject) and not c.negated for c in draft.scope)
    if not topical or query.measure is Measure.DETAIL:
        return False
    if is_of_one(last) and _BARE_TOPIC.fullmatch(draft.frame.said()):
        return True  # 「除雪は?」 after 雪対策事業, whose text has the word
    quoted = any(isinstance(i.meaning, Words) and i.meaning.literal for i in draft.frame.items)
    if (
        is_of_one(last)
        and not quoted
        and "事業" not in draft.frame.said()
        and not _ANOTHER.search(draft.frame.said())
    ):
        # 「今年は何を工事するの」: of the project whose text says so
        return not select(lexicon.catalogue, (*last.conditions, *draft.scope))
    spoken_of = any(isinstance(c, Mentions | IsProject) and not c.negated for c in last.conditions)
    return not spoken_of or is_of_one(last)


_BARE_TOPIC = re.compile("(?:じゃあ?|では|で、)?[^、。はがをにで]{1,12}(?:は|って)[?]*")
_ANOTHER = re.compile("の(?:やつ|もの)(?:は|って|も)[?]*$")  # 「SNSのやつは?」 after one that it mentions


def _names_places_alone(draft: Draft) -> bool:
    places = all(isinstance(c, InPlace) and not c.negated for c in draft.scope)
    return places and "事業" in draft.frame.said() and not draft.frame.has("confirm", "places_asked")


def _is_complete(draft: Draft, last: Query) -> bool:
    """「基本目標1の新規事業は?」: another place and a condition of its own, named in full."""
    places = [c for c in draft.scope if isinstance(c, InPlace) and not c.negated]
    own = any(type(place) not in {type(c) for c in last.conditions} for place in places)
    return own and len(draft.scope) > 1 and "事業" in draft.frame.said()


def _is_of_other_marks(draft: Draft, last: Query) -> bool:
    marks = [c for c in draft.scope if isinstance(c, IsReprinted) and c.goal is not None]
    others = [
        c for c in last.conditions if isinstance(c, InDepartments | AmountBetween | Mentions | IsProject)
    ]
    return len(marks) == len(draft.scope) == 1 and marks[0] not in last.conditions and bool(others)


def _is_a_place(condition: Condition) -> bool:
    return isinstance(condition, InPlace) and not condition.negated


def _only_excludes(draft: Draft) -> bool:
    return all(condition.negated for condition in draft.scope)


def _places_of(query: Query) -> tuple[Condition, ...]:
    return tuple(c for c in query.conditions if isinstance(c, InPlace))


def _same_question(draft: Draft, last: Query) -> Draft | None:
    """「除雪事業は?」 after a question about another project's department, amount …"""
    if draft.query is None:
        return None
    if last.measure is Measure.DETAIL:
        return reread(draft, replace(draft.query, aspect=last.aspect))
    if last.measure is Measure.SHARE and not draft.measured and draft.query.aspect is Aspect.AMOUNT:
        return reread(draft, replace(last, conditions=draft.query.conditions))
    return None
