"""Follow-ups: 「その内訳は?」「2番目を詳しく」「じゃあ農政部は?」 read after what was asked before.

A follow-up keeps the last query and changes only what is said. An utterance with a scope and a
question of its own is no follow-up and drops the old conditions.
"""

from __future__ import annotations

from dataclasses import replace

from bot.query import InPlace, IsNew, IsReprinted, Measure, Query, is_share_of_groups
from bot.reading import Clarify, Decline, DialogueState, Doubt
from bot.understanding.asking.interpret import interpret
from bot.understanding.draft import Draft
from bot.understanding.following.added import as_added
from bot.understanding.following.antecedents import (
    as_answer_to_asking_back,
    picks_up,
    without_antecedent,
)
from bot.understanding.following.at_a_place import as_at_a_place, as_named_of_them
from bot.understanding.following.back import (
    as_before_it_was_narrowed,
    as_beyond_an_earlier_bound,
    as_less_the_one_looked_at,
    as_the_list_stood,
    as_the_place_alone,
    names_all_of_a_place,
)
from bot.understanding.following.common import is_bare
from bot.understanding.following.complements import as_complement
from bot.understanding.following.fitting import counts_for_itself, divides_one, less_what_excludes_it
from bot.understanding.following.from_an_end import as_place_from_an_end
from bot.understanding.following.groups_shown import (
    as_about_the_winner,
    as_group_shown,
    as_sum_of_groups_shown,
)
from bot.understanding.following.marked_rows import as_of_the_mark
from bot.understanding.following.of_the_two import (
    as_about_the_larger,
    as_against_end_of_list,
    as_by_how_much,
    as_extreme_of_two,
    as_former_or_latter,
    as_one_supposed_more,
    as_projects_of_extreme,
    as_whose_they_are,
)
from bot.understanding.following.one_by_one import (
    as_added_up,
    as_each_of_them,
    as_extreme_of_them,
    as_first_of_the_row,
    as_shares_together,
    as_them_in_order,
)
from bot.understanding.following.ordinals import as_ordinal, as_rank_of_groups_before
from bot.understanding.following.other_scope import as_other_scope
from bot.understanding.following.own_terms import (
    as_against_its_extreme,
    as_mean_against_the_whole,
    as_neighbour,
    as_said_again,
    as_the_same_elsewhere,
    as_within_the_place,
)
from bot.understanding.following.pairs import as_other_pair, as_pair, as_share_of_both
from bot.understanding.following.part_shares import as_share_of_another_part, as_share_of_its_whole
from bot.understanding.following.reasons import as_why_totals_differ
from bot.understanding.following.same_project import (
    as_change_of_it,
    as_same_project,
    as_where_printed,
)
from bot.understanding.following.same_scope import as_same_scope
from bot.understanding.following.several import (
    as_all_together,
    as_first_of_them,
    as_listed_together,
    as_ranks_together,
)
from bot.understanding.following.shares import as_other_base, as_share_of_earlier, as_shares_within
from bot.understanding.following.shown import (
    as_beside_rank,
    as_next,
    as_one_shown,
    as_other_one,
    as_rank_of_last,
)
from bot.understanding.following.sides_and_marks import as_in_both
from bot.understanding.following.so_many import as_so_many, as_so_many_such
from bot.understanding.following.turned import (
    as_other_bound,
    as_other_side,
    as_other_times,
    as_reversed,
    as_still_more,
    as_taken_back_in,
    as_than_last,
    as_that_side,
    as_without_condition,
)
from bot.understanding.following.which_of_them import as_which_of_them
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Amount


def follow_up(draft: Draft, state: DialogueState, lexicon: Lexicon) -> Draft | None:
    """The draft read after `state`; None where it stands on its own.

    A draft whose antecedent is missing comes back with a `Clarify`.
    """
    found = _read_after(draft, state, lexicon)
    alone = found is not None and (divides_one(found) or counts_for_itself(draft, found, lexicon))
    return None if alone else found


def _read_after(draft: Draft, state: DialogueState, lexicon: Lexicon) -> Draft | None:
    frame = draft.frame
    answered = as_answer_to_asking_back(draft, state) or as_of_the_mark(draft, state)
    if answered:
        return answered
    state = as_the_list_stood(draft, state, lexicon)
    last = state.queries[0] if state.queries else None
    if last and is_share_of_groups(last):
        last = replace(last, measure=Measure.TOTAL, base=())  # 「土木部は?」 asks for its amount as well
    marked = draft.scope in {(IsNew(),), (IsReprinted(),)} and frame.has("that")
    if state.options and (picks_up(draft) or marked):
        return replace(draft, query=None, trouble=Clarify(Doubt.WHICH_PROJECT, state.options))
    if state.astray and _says_no_scope(draft):
        return replace(draft, query=None, trouble=Clarify(Doubt.NO_ANTECEDENT))
    if draft.query and draft.query.of_groups:
        return _of_the_groups_shown(draft, draft.query.of_groups, last)
    if last is None:
        return None if isinstance(draft.trouble, Decline) else without_antecedent(draft)
    said_again = as_said_again(draft, state, last, lexicon) or as_the_place_alone(draft, state, last, lexicon)
    if said_again:
        return said_again
    draft = _of_the_rows_there(draft, last)
    against = as_mean_against_the_whole(draft, state, last, lexicon)
    if against or (frame.has("whole") and not frame.has("share", "that", "than_it") and draft.measured):
        return against
    if frame.has("back") and draft.scope and not frame.of(Amount):
        return None
    if frame.has("all_of") and draft.measured and _names_a_place(draft) and not frame.has("that", "together"):
        return None  # 「じゃあ社会教育部全部では何件」
    if names_all_of_a_place(frame) and not draft.trouble:
        return None
    if isinstance(draft.trouble, Clarify) and draft.trouble.options:
        return as_change_of_it(draft, state, last)
    for rule in (
        as_so_many,
        as_so_many_such,
        as_that_side,
        as_in_both,
        as_which_of_them,
        as_at_a_place,
        as_place_from_an_end,
        as_named_of_them,
        as_why_totals_differ,
        as_where_printed,
        as_the_same_elsewhere,
        as_neighbour,
        _as_correction,
        as_before_it_was_narrowed,
        as_less_the_one_looked_at,
        as_beyond_an_earlier_bound,
        as_without_condition,
        as_taken_back_in,
        as_other_bound,
        as_other_times,
        as_than_last,
        as_reversed,
        as_still_more,
        as_other_side,
        as_against_its_extreme,
        as_former_or_latter,
        as_ranks_together,
        as_shares_together,
        as_added_up,
        as_first_of_the_row,
        as_each_of_them,
        as_extreme_of_them,
        as_them_in_order,
        as_shares_within,
        as_share_of_another_part,
        as_share_of_its_whole,
        as_share_of_earlier,
        as_share_of_both,
        as_other_base,
        as_rank_of_last,
        as_within_the_place,
        as_beside_rank,
        as_sum_of_groups_shown,
        as_group_shown,
        as_rank_of_groups_before,
        as_about_the_winner,
        as_added,
        as_other_pair,
        as_listed_together,
        as_first_of_them,
        as_all_together,
        as_projects_of_extreme,
        as_extreme_of_two,
        as_whose_they_are,
        as_about_the_larger,
        as_by_how_much,
        as_one_supposed_more,
        as_against_end_of_list,
        as_pair,
        as_one_shown,
        as_other_one,
        as_next,
        as_ordinal,
        as_complement,
    ):
        found = rule(draft, state, last, lexicon)
        if found:
            return found
    if draft.trouble and not isinstance(draft.trouble, Clarify):
        return as_same_project(draft, state, last, lexicon)
    if not draft.scope:
        return as_same_scope(draft, state, last, lexicon)
    found = as_other_scope(draft, state, last, lexicon)
    return less_what_excludes_it(found, last, lexicon) if found else None


def _of_the_groups_shown(draft: Draft, groups: Query, last: Query | None) -> Draft | None:
    """「一番多い施策の事業は?」 after a goal's breakdown by policy: of that goal's policies."""
    shown = last is not None and last.group_by is groups.group_by and bool(last.conditions)
    if last is None or draft.query is None or not shown or draft.scope or groups.conditions or draft.whole:
        return None
    return replace(draft, query=replace(draft.query, of_groups=replace(groups, conditions=last.conditions)))


def _of_the_rows_there(draft: Draft, last: Query) -> Draft:
    """「再掲の行の合計は?」 after a policy: the rows that are marked there, and not those of the whole plan."""
    of_rows = draft.query is not None and draft.query.measure is Measure.PRINTED_GAP
    if not (of_rows and draft.scope == (IsReprinted(),) and last.conditions):
        return draft
    return replace(draft, query=Query(Measure.TOTAL, draft.scope))


def _names_a_place(draft: Draft) -> bool:
    return any(isinstance(c, InPlace) and not c.negated for c in draft.scope)


def _says_no_scope(draft: Draft) -> bool:
    """「合計は?」 alone: of what, only the question before tells."""
    query = draft.query
    if query is None or draft.scope or draft.whole:
        return False
    of_them = query.window is not None and query.group_by is None and query.measure is Measure.LIST
    if of_them and "事業" not in draft.frame.said():
        return is_bare(draft.frame, "most", "largest", "smallest", "big", "small", "detail", "amount")
    return (
        query.measure in {Measure.TOTAL, Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.DETAIL}
        and not (draft.grouping or query.window or query.subjects)
        and is_bare(draft.frame, "total", "amount", "count", "mean", "median", "detail", "department_asked")
    )


def _as_correction(draft: Draft, state: DialogueState, last: Query, lexicon: Lexicon) -> Draft | None:
    """「違う、街あかりのほう」: 違う is no question for a difference here."""
    frame = draft.frame
    begun = [span.text for span in frame.spans[:_A_START]]
    if frame.has("why"):
        return None  # 「なんで違うの?」
    if not (frame.has("difference") and any(text in _NO for text in begun)):
        return None
    cues = {cue: at for cue, at in frame.cues.items() if cue != "difference"} | {"correction": (0,)}
    again = interpret(replace(frame, cues=cues), lexicon)
    return follow_up(again, state, lexicon) or again


_NO = {"違う", "ちがう", "違います", "違った", "違くて"}
_A_START = 3  # words: 「あ、違う、…」
