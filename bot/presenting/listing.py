"""Lists and rankings of projects."""

from __future__ import annotations

from bot.answer import Answer, RemarkKind, Role
from bot.presenting import money
from bot.presenting.detail import card_blocks
from bot.presenting.figures import find, find_all, names_of
from bot.presenting.interpretation import window_words
from bot.presenting.labels import GROUPINGS, ORDERS
from bot.presenting.remarks import has_remark
from bot.presenting.rows import counts_mentions_too, first_page, mentions_heading, title
from bot.presenting.scope import projects_label, scope_label, subject_label, word_of
from bot.query import Aspect, Grouping, IsProject, Order, Query

NOTHING = "該当する事業はありません(0件)"
_NO_GROUP = "条件に合う{}はありません(0件)"


def list_blocks(answer: Answer) -> list[str]:
    """A heading with count and sum, then the first rows; a single row in full."""
    if is_empty(answer):
        return empty_blocks(answer)
    heading = list_heading(answer)
    if len(answer.rows) == 1:
        return _single_row(answer, heading)
    parts = "・".join(f"{f.subject} {money.spoken(f.value)}" for f in find_all(answer, Role.GROUP))
    return ["\n".join(line for line in (heading, parts, first_page(answer)) if line)]


def list_heading(answer: Answer) -> str:
    """「「公園」の事業 3件・1,234万5千円」, or the rank that was asked for."""
    query = answer.query or Query()
    label = projects_label(query.conditions, names_of(answer))
    if query.window is not None and query.order is not Order.PRINTED:
        if query.window.is_one:
            return (
                f"{_superlative_scope(answer, query)}{superlative(query, '事業')}(同額{len(answer.rows)}件)"
            )
        return f"{label} {ORDERS[query.order]} {window_words(query.window)}"
    order = "" if query.order is Order.PRINTED else f"({ORDERS[query.order]})"
    if counts_mentions_too(answer):
        label = f"{scope_label(query.conditions, names_of(answer))}に関する事業"
    count = find(answer, Role.COUNT)
    amount = find(answer, Role.AMOUNT, Role.ONCE_TOTAL)
    stated = [f"{count.value if count else len(answer.rows)}件"]
    if amount is not None and not _is_one_rows_own(answer, amount.subject):
        stated.append(money.spoken(amount.value))
    return f"{label} {'・'.join(stated)}{order}"


def superlative(query: Query, what: str) -> str:
    """「金額がいちばん大きい事業」, 「金額が3番目に小さい事業」 for a window of one rank."""
    rank = query.window.first if query.window else 1
    degree = "小さい" if query.order is Order.AMOUNT_ASC else "大きい"
    return f"金額が{'いちばん' if rank == 1 else f'{rank}番目に'}{degree}{what}"


def is_empty(answer: Answer) -> bool:
    """Whether nothing fulfils the conditions."""
    if has_remark(answer, RemarkKind.NO_MATCH):
        return True
    return not answer.rows and not answer.groups and not answer.figures


def is_true_zero(answer: Answer) -> bool:
    """Whether conditions were understood and nothing fulfils them; a missing project is not that."""
    conditions = answer.query.conditions if answer.query else ()
    named_only = bool(conditions) and all(isinstance(c, IsProject) for c in conditions)
    return has_remark(answer, RemarkKind.NO_MATCH) and not named_only


def empty_blocks(answer: Answer) -> list[str]:
    """A true zero, said as such."""
    if answer.query is None:
        return [NOTHING]
    if answer.query.having is not None:
        return [_NO_GROUP.format(GROUPINGS[answer.query.group_by or Grouping.DEPARTMENT])]
    query, names = answer.query, names_of(answer)
    label = subject_label(query, names) if query.subjects else projects_label(query.conditions, names)
    return [f"{label}\n{NOTHING}"]


def _single_row(answer: Answer, heading: str) -> list[str]:
    project = answer.rows[0]
    query = answer.query or Query()
    if query.window is not None and query.order is not Order.PRINTED:
        heading = f"{_superlative_scope(answer, query)}{superlative(query, '事業')}"
    elif answer.mentions_from == 0 and word_of(query.conditions):
        heading = mentions_heading(answer)
    return card_blocks(project, Aspect.AMOUNT, answer.standing, f"{heading}\n{title(project)}")


def _superlative_scope(answer: Answer, query: Query) -> str:
    return f"{projects_label(query.conditions, names_of(answer))}のうち、" if query.conditions else ""


def _is_one_rows_own(answer: Answer, subject: str) -> bool:
    return bool(subject) and any(subject.startswith(project.name) for project in answer.rows)
