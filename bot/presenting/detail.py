"""One project in full: what was asked first, then everything else that is printed about it."""

from __future__ import annotations

from bot.answer import Answer, Project, Standing
from bot.presenting import money
from bot.presenting.rows import place_words, title
from bot.query import Aspect

_HEADINGS: dict[Aspect, str] = {
    Aspect.AMOUNT: "予算",
    Aspect.DEPARTMENT: "担当部局",
    Aspect.PURPOSE: "内容",
    Aspect.CHANGE: "内容",
    Aspect.PLACES: "掲載箇所",
    Aspect.NEWNESS: "新規の有無",
}


def detail_blocks(answer: Answer) -> list[str]:
    """The card of the answer's first project, led by the aspect that was asked."""
    aspect = answer.query.aspect if answer.query else Aspect.AMOUNT
    project = answer.rows[0]
    return card_blocks(project, aspect, answer.standing, f"{title(project)}の{_HEADINGS[aspect]}")


def card_blocks(project: Project, aspect: Aspect, standing: Standing | None, heading: str) -> list[str]:
    """A project's amount, department, standing, description and places; `aspect` comes first."""
    amount = money.headline(project.amount)
    facts = [f"担当 {project.department}", standing_words(standing, "事業")]
    places = "掲載箇所\n" + "\n".join(place_words(place) for place in project.places)
    description = f"内容(資料の記載)\n{project.description}"
    match aspect:
        case Aspect.DEPARTMENT:
            lead, rest = project.department, [_lines(f"予算 {amount}", facts[1]), description, places]
        case Aspect.PURPOSE | Aspect.CHANGE:
            lead, rest = project.description, [_lines(f"予算 {amount}", *facts), places]
        case Aspect.PLACES:
            lead = places.removeprefix("掲載箇所\n")
            rest = [_lines(f"予算 {amount}", *facts), description]
        case Aspect.NEWNESS:
            lead, rest = newness_words(project), [_lines(f"予算 {amount}", *facts), description, places]
        case Aspect.AMOUNT:
            lead, rest = _lines(amount, *facts), [description, places]
    return [_lines(heading, lead), *rest]


def newness_words(project: Project) -> str:
    """Whether the project carries the mark (新)."""
    if project.is_new:
        return "はい、資料に(新)の印がある新規事業です。"
    return "いいえ、資料に(新)の印はありません。"


def standing_words(standing: Standing | None, peers: str) -> str:
    """「計画全体の12.3%、8部局中3位」; `peers` is what is counted."""
    if standing is None:
        return ""
    parts = []
    if standing.share_of_plan is not None:
        parts.append(f"計画全体の{money.percent(standing.share_of_plan)}")
    if standing.rank is not None and standing.peers is not None:
        parts.append(f"{standing.peers}{peers}中{standing.rank}位")
    return "、".join(parts)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
