"""Printed rows said by their numbers: 「4-カの2番」「1-ア-1から1-ア-5まで」「3-ウ-12の次」「基本目標3の3番」."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.reading import Clarify, Decline, Doubt, Refusal
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.options import project_options
from bot.understanding.spans import Goals, Number, Policies, Projects, Row


def with_rows(frame: Frame, lexicon: Lexicon) -> Frame:
    """「4-カの2番」 in two words is one row."""
    policies = frame.of(Policies)
    row = next((found for found in frame.numbers if _is_a_row(frame, *found)), None)
    if len(policies) != 1 or row is None or not isinstance(policies[0].meaning, Policies):
        return frame
    if frame.has("largest", "smallest", "big", "small", "most"):
        return frame  # 「4-ケの3番目に大きい」
    refs = policies[0].meaning.refs
    if len(refs) != 1 or row[0] < policies[0].index or row[1].last is not None:
        return frame
    place = f"{refs[0]}-{row[1].value}"
    project = lexicon.catalogue.by_place.get(place)
    meaning = Row(place, project.id if project else None)
    items = tuple(replace(item, meaning=meaning) if item is policies[0] else item for item in frame.items)
    return replace(frame, items=items, numbers=tuple(n for n in frame.numbers if n != row))


def with_row_range(frame: Frame, lexicon: Lexicon) -> Frame:
    """「1-ア-1から1-ア-5まで」「4-ケの1番から3番」: the rows that are printed from the one to the other."""
    match frame.of(Policies):
        case (Item(meaning=Policies((ref,))) as policy_item,):
            return _with_numbers_of(frame, policy_item, str(ref), lexicon)
    match frame.of(Row):
        case (Item(meaning=Row(first, str())) as one, Item(meaning=Row(last, str())) as other):
            between = frame.said(one.index + 1, other.index)
        case _:
            return frame
    policy, above = first.rsplit("-", 1)
    same, below = last.rsplit("-", 1)
    if between not in _UP_TO or policy != same or int(above) > int(below):
        return frame
    ids = _printed_between(policy, int(above), int(below), lexicon)
    whole = replace(one, meaning=Projects(ids), text=f"{first}〜{last}")
    return replace(frame, items=tuple(whole if i is one else i for i in frame.items if i is not other))


def _with_numbers_of(frame: Frame, item: Item, policy: str, lexicon: Lexicon) -> Frame:
    """「4-ケの1番から3番まで」, where 「1位から3位」 would be ranks."""
    for index, number in frame.numbers:
        rows = frame.text_at(index).removesuffix("まで").endswith("番") and index > item.index
        if rows and number.last is not None:
            ids = _printed_between(policy, number.value, number.last, lexicon)
            items = tuple(replace(i, meaning=Projects(ids)) if i is item else i for i in frame.items)
            return replace(frame, items=items, numbers=tuple(n for n in frame.numbers if n[0] != index))
    return frame


def _printed_between(policy: str, first: int, last: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Ids of the projects in a policy's rows `first`..`last`; numbers that it does not have are passed over."""
    rows = (lexicon.catalogue.by_place.get(f"{policy}-{number}") for number in range(first, last + 1))
    return tuple(project.id for project in rows if project)


_UP_TO = {"から", "~", "〜", "-", "ー"}


def _is_a_row(frame: Frame, index: int, number: Number) -> bool:
    """「3のウの8番」「3のウ、8番目に載ってるの」「4-ケで上から2つ目に印刷されている」."""
    said = number.counter in {"番目", "つ目"} and frame.text_at(index + 1) == "に"
    return number.counter == "番" or (said and (frame.has("printed_at") or _is_printed(frame, index)))


def _is_printed(frame: Frame, index: int) -> bool:
    return bool(_PRINTED.match(frame.said(index + 2, index + 4)))


_PRINTED = re.compile("刷ら|印刷|書かれ|書いて|並んで|記載")


def with_next_row(frame: Frame, lexicon: Lexicon) -> Frame:
    """「3-ウ-12の次は?」: the row that is printed below it."""
    rows = frame.of(Row)
    after = [span.text for span in frame.spans[rows[0].index + 1 : rows[0].index + 3]] if rows else []
    if len(rows) != 1 or after != ["の", "次"] or not isinstance(rows[0].meaning, Row):
        return frame
    printed = sorted(lexicon.catalogue.by_place, key=_printed_order)
    later = [place for place in printed if _printed_order(place) > _printed_order(rows[0].meaning.place)]
    place = later[0] if later else f"{rows[0].meaning.place}の次"
    project = lexicon.catalogue.by_place.get(place)
    meaning = Row(place, project.id if project else None)
    below = replace(rows[0], meaning=meaning, text=place)
    return replace(frame, items=tuple(below if item is rows[0] else item for item in frame.items))


def with_last_row(frame: Frame, lexicon: Lexicon) -> Frame:
    """「4-キの末尾の事業名」「基本目標2の最初の事業」: the row that a goal or policy ends or begins with."""
    at_end = frame.has("last_one")
    places = frame.of(Goals, Policies)
    if len(places) != 1 or len(frame.items) != 1 or at_end == frame.has("first_one") or frame.numbers:
        return frame
    said = frame.at("last_one" if at_end else "first_one")
    between = frame.said(places[0].index + 1, said)
    if between not in {"の", "で", "で、"} or frame.has(*_OTHER_ENDS):
        return frame
    match places[0].meaning:
        case Policies((ref,)):
            within = f"{ref}-"
        case Goals((goal,)):
            within = f"{goal}-"
        case _:
            return frame
    rows = sorted((row for row in lexicon.catalogue.by_place if row.startswith(within)), key=_printed_order)
    if not rows:
        return frame
    place = rows[-1] if at_end else rows[0]
    row = replace(places[0], meaning=Row(place, lexicon.catalogue.by_place[place].id), text=place)
    return replace(frame, items=(row,))


_OTHER_ENDS = ("total", "count", "mean", "largest", "smallest", "most", "ascending", "descending", "printed")


def _printed_order(place: str) -> tuple[str, str, int]:
    goal, policy, number = place.split("-")
    return goal, policy, int(number)


def row_without_policy(frame: Frame, lexicon: Lexicon) -> Clarify | Decline | None:
    """「基本目標3の3番」 is printed under several policies."""
    goals = frame.of(Goals)
    row = next(((i, n) for i, n in frame.numbers if n.counter == "番" and n.last is None), None)
    if len(goals) != 1 or row is None or frame.of(Policies) or row[0] < goals[0].index:
        return None
    meaning = goals[0].meaning
    assert isinstance(meaning, Goals)
    ids = [
        project.id
        for ref in lexicon.catalogue.policies
        if ref.goal in meaning.numbers
        and (project := lexicon.catalogue.by_place.get(f"{ref}-{row[1].value}"))
    ]
    if not ids:
        return Decline(Refusal.UNKNOWN_PLACE, goals[0].text)
    return Clarify(Doubt.WHICH_PLACE, project_options(ids, lexicon), f"{goals[0].text}の{row[1].value}番")
