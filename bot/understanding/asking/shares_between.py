"""One department, goal or policy in percent of another, or of several together."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.groups import group_named, kind_of
from bot.query import Condition, InGoals, InPlace, InPolicies, IsProject, Measure, Order, Query
from bot.reading import Clarify, Doubt
from bot.understanding.asking.drafting import drafted
from bot.understanding.asking.ranks import window_of
from bot.understanding.asking.sides import new_and_old
from bot.understanding.conditions import condition_of
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.pool import select
from bot.understanding.scope import Scope
from bot.understanding.spans import Departments, Goals, Policies, Projects
from bot.understanding.unions import union_of


def as_share_between(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「経済部の合計は土木部の何割」「経済部と農政部を足すと環境部の何%」「その二つのうち農政部は何%」."""
    items = frame.items
    if not frame.has("share") or frame.has("difference", "count", "mean") or window_of(frame):
        return None
    sides = [side.conditions for side in new_and_old(frame, scope)]
    if sides and not frame.has("whole", "each"):  # 「新規は継続の何%?」
        return drafted(frame, scope, Query(Measure.SHARE, sides[0], base=sides[1]))
    kinds = {type(item.meaning) for item in items}
    alike = len(kinds) == 1 and kinds <= {Departments, Goals, Policies, Projects}
    alike = alike and all(_is_one(item) for item in items if item.is_a(Projects))
    if (
        not alike
        or any(item.negated for item in items)
        or frame.new is not None
        or frame.reprinted is not None
    ):
        return None
    if frame.has("each") or _times_asked(frame) == len(items) > 1:
        return _of_each(frame, scope, lexicon)
    first, last = items[:-1], items[-1]
    if frame.has("whole") or not first or last.joined or not all(item.joined for item in first[1:]):
        return None
    one, other = _together(first, lexicon), condition_of(last)
    if one is None or other is None:
        return None
    between = frame.said(first[-1].index + 1, last.index)
    if _OF_THEM.fullmatch(between) and group_named(one):
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))  # 「土木部の中で経済部は何%」
    if _OF_THEM.fullmatch(between):
        return drafted(frame, scope, Query(Measure.SHARE, (other,), base=(one,)))
    if _HELD.fullmatch(between) and _THE_WHOLE.fullmatch(frame.said(last.index + 1, frame.at("share"))):
        return drafted(frame, scope, Query(Measure.SHARE, (one,), base=(other,)))
    return None


def _times_asked(frame: Frame) -> int:
    """「経済部は何%で農政部は何%?」 asks twice, 「何%を占めますか」 once."""
    said = (frame.text_at(index) for index in frame.cues["share"])
    return sum(1 for text in said if not text.startswith(("占", "しめ")))


def within_its_whole(query: Query | None, lexicon: Lexicon) -> Query | None:
    """「公園は土木部の何%?」: of what is named, the part that lies within the whole, if some does."""
    if query is None or query.measure is not Measure.SHARE or not query.base or query.window:
        return query
    match query.conditions, query.base:
        case (InGoals() | InPolicies() as one,), (InGoals() | InPolicies() as other,) if type(one) is type(
            other
        ):
            return query  # 「基本目標2は基本目標3の何割?」: neither is a part of the other
    part, whole = select(lexicon.catalogue, query.conditions), select(lexicon.catalogue, query.base)
    overlaps = bool(part & whole) and not part <= whole
    return replace(query, conditions=(*query.base, *query.conditions)) if overlaps else query


def _of_each(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「土木部と環境部がそれぞれ全体の何%?」「経済部は何%で農政部は何%?」."""
    several = _together(frame.items, lexicon)
    if isinstance(several, IsProject):
        return Draft(frame, trouble=Clarify(Doubt.TOO_INTRICATE))
    if several is None or group_named(several) or not isinstance(several, InPlace):
        return None
    query = Query(Measure.SHARE, (several,), kind_of(several), Order.AMOUNT_DESC)
    return drafted(frame, scope, query)


def _is_one(item: Item) -> bool:
    """Whether a project is called by all of its name."""
    match item.meaning:
        case Projects((_,), False, core=False):
            return True
    return False


def _together(items: tuple[Item, ...], lexicon: Lexicon) -> Condition | None:
    sides = [(condition,) for item in items if (condition := condition_of(item)) is not None]
    whole = union_of(sides, lexicon) if sides else ()
    return whole[0] if len(whole) == 1 else None


_SUM = "(?:の(?:予算|合計|総額|金額|合計額|予算額)(?:の合計)?)"
_PUT = "(?:を(?:足|合わせ|合計し|あわせ)(?:した|す|る|し|た)?(?:もの|額|金額|合計|予算)?(?:と|ら|たら|ると)?)"
_HELD = re.compile(f"(?:{_SUM}|{_PUT})?(?:は|が|って|だと|で|、)*")
_THE_WHOLE = re.compile(f"{_SUM}?(?:の|に対して|に対する)(?:うちの)?(?:約|およそ)?")
_OF_THEM = re.compile(f"(?:{_SUM}|{_PUT})?(?:のうち|の中|のなか|に占める|のうちの)(?:で|の|、)*")
