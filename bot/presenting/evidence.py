"""根拠: the rows an answer rests on, the sum written out, what was left out, and the data's version.

Sums are written out only where the terms shown make up the figure given; none is made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.answer import Answer, Figure, Place, Project, Role, Unit
from bot.presenting import money
from bot.presenting.comparing import comparison_sides
from bot.presenting.figures import answers_of, find, group_figures, group_label, grouping_of
from bot.presenting.interpretation import interpret_answer
from bot.presenting.rows import title
from bot.presenting.text import declines
from bot.query import Condition, InGoals, InPolicies, PolicyRef

ROWS_A_BLOCK = 15
_PAGE_LIMIT = 3_500  # characters; leaves room under a chat message's 4,096
_NO_ROWS = "当てはまる行はありません。"


def evidence(answer: Answer) -> str:
    """Everything on one page."""
    return "\n\n".join(evidence_blocks(answer))


def evidence_pages(answer: Answer, limit: int = _PAGE_LIMIT) -> tuple[str, ...]:
    """The evidence in pages of at most `limit` characters, torn only between blocks.

    A single block longer than the limit becomes a page of its own.
    """
    pages: list[str] = []
    for block in evidence_blocks(answer):
        if pages and len(pages[-1]) + len(block) + 2 <= limit:
            pages[-1] += f"\n\n{block}"
        else:
            pages.append(block)
    if len(pages) > 1:
        return tuple(f"根拠({n}/{len(pages)})\n\n{page}" for n, page in enumerate(pages, 1))
    return tuple(f"根拠\n\n{page}" for page in pages)


def evidence_blocks(answer: Answer) -> tuple[str, ...]:
    """Blocks for each question of the message, then where the figures come from."""
    found: list[str] = []
    for part in answers_of(answer):
        if not declines(part):
            found += [f"読み取り: {interpret_answer(part)}", *_rows(part), *_groups(part)]
            found += [*_calculation(part), *_left_out(part)]
    source = answer.source
    found.append(f"出典: {source.title}\n単位: {source.unit}\nデータの版: {source.version}")
    return tuple(found)


def places_within(project: Project, conditions: Iterable[Condition]) -> tuple[Place, ...]:
    """The project's printed places that fall into the goals and policies of a question."""
    places = project.places
    for condition in conditions:
        match condition:
            case InGoals(negated=False):
                places = tuple(p for p in places if p.goal in condition.goals)
            case InPolicies(negated=False):
                places = tuple(p for p in places if PolicyRef(p.goal, p.policy) in condition.policies)
            case _:
                pass
    return places or project.places


def _conditions(answer: Answer) -> tuple[Condition, ...]:
    return answer.query.conditions if answer.query else ()


def _rows(answer: Answer) -> Iterator[str]:
    if not answer.rows:
        if not answer.figures:
            yield _NO_ROWS
        return
    for start in range(0, len(answer.rows), ROWS_A_BLOCK):
        lines = [f"もとになる行(全{len(answer.rows)}事業)"] if start == 0 else []
        for number, project in enumerate(answer.rows[start : start + ROWS_A_BLOCK], start + 1):
            counted = places_within(project, _conditions(answer))[0]
            lines.append(f"{number}. {_row(counted, project)}")
        yield "\n".join(lines)


def _row(place: Place, project: Project) -> str:
    mark = "(再掲の行)" if place.reprint else ""
    return f"{place}{mark} {title(project)}({project.department}) {money.exact(project.amount)}"


def _groups(answer: Answer) -> Iterator[str]:
    if answer.groups:
        grouping = grouping_of(answer)
        yield "\n".join(
            f"{group_label(group, grouping)} {'・'.join(_exact(figure) for figure in figures)}"
            for group, figures in group_figures(answer)
        )


def _calculation(answer: Answer) -> Iterator[str]:
    lines = [*_sum_lines(answer), *_printed_lines(answer), *_quotient_lines(answer), *_gap_lines(answer)]
    if lines:
        yield "\n".join(("計算", *lines))


def _sum_lines(answer: Answer) -> Iterator[str]:
    total = find(answer, Role.ONCE_TOTAL, Role.AMOUNT, unit=Unit.THOUSAND_YEN)
    if total is None or len(answer.rows) < 2:
        return
    for rows in (answer.rows, answer.rows[: answer.mentions_from]):
        amounts = [project.amount for project in rows]
        if rows and sum(amounts) == total.value:
            yield _equation(amounts, total)
            return


def _printed_lines(answer: Answer) -> Iterator[str]:
    printed, once = find(answer, Role.PRINTED_TOTAL), find(answer, Role.ONCE_TOTAL)
    if printed is None or once is None:
        return
    again = [project.amount for project, _ in _again(answer)]
    if again and int(once.value) + sum(again) == printed.value:
        yield f"再掲の行も数えた資料の額: {_equation([int(once.value), *again], printed)}"


def _quotient_lines(answer: Answer) -> Iterator[str]:
    amount = find(answer, Role.AMOUNT, Role.ONCE_TOTAL)
    mean, count = find(answer, Role.MEAN), find(answer, Role.COUNT)
    if mean is not None and count is not None and amount is not None:
        yield f"{money.exact(amount.value)} ÷ {count.value}件 = {money.exact(mean.value)}"
    share, base = find(answer, Role.SHARE), find(answer, Role.BASE)
    part = find(answer, Role.AMOUNT, Role.COUNT)
    if share is not None and base is not None and part is not None:
        said = money.percent(share.value)
        sign = "=" if float(said.removesuffix("%").lstrip("ほぼ")) == share.value else "≒"
        yield f"{_exact(part)} ÷ {_exact(base)} × 100 {sign} {said}"
    ratio, sides = find(answer, Role.RATIO), comparison_sides(answer)
    if ratio is not None and len(sides) == 2:
        yield f"{_exact(sides[0])} ÷ {_exact(sides[1])} = {money.times(ratio.value)}"


def _gap_lines(answer: Answer) -> Iterator[str]:
    gap = find(answer, Role.DIFFERENCE)
    if gap is None:
        return
    sides = comparison_sides(answer)
    printed, once = find(answer, Role.PRINTED_TOTAL), find(answer, Role.ONCE_TOTAL)
    pair = sides if len(sides) == 2 else [f for f in (printed, once) if f is not None]
    if len(pair) == 2:
        one, other = sorted(pair, key=lambda figure: -figure.value)
        if one.value - other.value == abs(gap.value):
            yield f"{_exact(one)} − {_exact(other)} = {_exact(gap).removeprefix('-')}"


def _left_out(answer: Answer) -> Iterator[str]:
    again = _again(answer)
    lines = [f"{place} {project.name} {money.exact(project.amount)}" for project, place in again]
    for start in range(0, len(lines), ROWS_A_BLOCK):
        heading = [f"再掲のため重ねて数えていない行 {len(again)}行"] if start == 0 else []
        yield "\n".join((*heading, *lines[start : start + ROWS_A_BLOCK]))


def _again(answer: Answer) -> list[tuple[Project, Place]]:
    """Printed rows in scope whose project was already counted by an earlier place."""
    return [
        (project, place)
        for project in answer.rows
        for place in places_within(project, _conditions(answer))[1:]
    ]


def _equation(terms: Sequence[int], total: Figure) -> str:
    return f"{' + '.join(f'{term:,}' for term in terms)} = {money.exact(total.value)}"


def _exact(figure: Figure) -> str:
    match figure.unit:
        case Unit.THOUSAND_YEN:
            return money.exact(figure.value)
        case Unit.PERCENT:
            return money.percent(figure.value)
        case Unit.TIMES:
            return money.times(figure.value)
        case Unit.PROJECTS:
            return f"{figure.value:,}件"
