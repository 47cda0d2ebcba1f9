"""The pages that are no answer: start, help, about, and the small prompts."""

from __future__ import annotations

from bot.answer import Role, Source
from bot.channels.telegram import browse, wording
from bot.channels.telegram.commands import Page, command_lines
from bot.channels.telegram.examples import BY_DEPARTMENT, examples
from bot.channels.telegram.keyboards import Row, keyboard, paired
from bot.channels.telegram.messages import Screen
from bot.channels.telegram.presses import Act, Do, OpenDepartments, OpenGoals, OpenHelp, OpenMenu
from bot.channels.telegram.service import Service
from bot.presenting.facts import fact_sentence
from bot.presenting.figures import find, value_words
from bot.presenting.topics import TOPICS, Topic, topic_text
from bot.presenting.years import fiscal_year_words
from bot.query import Counting, Fact, Grouping, Measure, Query


def page(service: Service, which: Page, *, admin: bool = False) -> Screen:
    """The page a command opens."""
    match which:
        case Page.START:
            return start(service)
        case Page.HELP:
            return help_page(service, None, admin=admin)
        case Page.ABOUT:
            return about(service)
        case Page.DEPARTMENTS:
            return browse.departments(service, 0)
        case Page.GOALS:
            return browse.goals(service)
        case Page.ASK_FOR_WORD:
            return Screen(wording.ASK_FOR_WORD, browse.menu(service).keyboard)
        case Page.ASK_FOR_TWO:
            return ask_for_two(service)
        case _:
            return browse.menu(service)


def start(service: Service) -> Screen:
    """What the bot is, and four questions to begin with."""
    keys = browse.keys_of(service)
    source = source_of(service)
    text = wording.START.format(
        title=source.title, year=fiscal_year_words(source.fiscal_year), unit=source.unit
    )
    rows: list[Row] = [(keys.button(one.label, Do(Act.ANSWER, one.query)),) for one in examples(service)]
    rows.append((keys.button(wording.MENU, OpenMenu()), keys.button(wording.ALL_HELP, OpenHelp())))
    return Screen(text, keyboard(rows))


def help_page(service: Service, topic: Topic | None, *, admin: bool = False) -> Screen:
    """Help on one topic, or the commands and the list of topics."""
    keys = browse.keys_of(service)
    if topic is not None:
        last = (keys.button(wording.ALL_HELP, OpenHelp()), keys.button(wording.MENU, OpenMenu()))
        return Screen(topic_text(topic), keyboard([last]))
    rows = paired(keys.button(TOPICS[one].title, OpenHelp(one)) for one in Topic)
    rows.append((keys.button(wording.MENU, OpenMenu()),))
    return Screen(wording.HELP.format(commands=command_lines(admin=admin)), keyboard(rows))


def about(service: Service) -> Screen:
    """Source, year, counts, how figures are counted, version of the data."""
    keys = browse.keys_of(service)
    source = source_of(service)
    text = wording.ABOUT.format(
        title=source.title,
        year=fiscal_year_words(source.fiscal_year),
        unit=source.unit,
        projects=_count(service, Counting.ONCE),
        rows=_count(service, Counting.AS_PRINTED),
        departments=len(service.assistant.catalogue.departments),
        goals=len(service.assistant.catalogue.goals),
        policies=len(service.assistant.catalogue.policies),
        version=source.version,
        counting=fact_sentence(Fact.COUNTING, source),
        reprint=fact_sentence(Fact.REPRINT, source),
    )
    rows = [(keys.button(wording.MENU, OpenMenu()), keys.button(wording.ALL_HELP, OpenHelp()))]
    return Screen(text, keyboard(rows))


def ask_for_two(service: Service) -> Screen:
    """The prompt of a comparison that names nothing yet."""
    keys = browse.keys_of(service)
    rows = paired(
        keys.button(wording.GROUPINGS[grouping], Do(Act.ANSWER, Query(Measure.TOTAL, group_by=grouping)))
        for grouping in Grouping
    )
    return Screen(wording.ASK_FOR_TWO, keyboard(rows))


def start_again(service: Service, text: str) -> Screen:
    """Something could not be opened: says so, with the ways to begin anew."""
    keys = browse.keys_of(service)
    rows = (
        (keys.button(wording.GOALS, OpenGoals()),),
        (keys.button(wording.DEPARTMENTS, OpenDepartments()),),
        (keys.button(wording.EXAMPLE_BREAKDOWN, Do(Act.ANSWER, BY_DEPARTMENT)),),
    )
    return Screen(text, keyboard(rows))


def source_of(service: Service) -> Source:
    """The document the loaded data comes from."""
    return service.answer(Query(Measure.FACT, fact=Fact.SOURCE)).source


def _count(service: Service, counting: Counting) -> str:
    roles = (Role.COUNT, Role.PRINTED_ROWS) if counting is Counting.ONCE else (Role.PRINTED_ROWS, Role.COUNT)
    figure = find(service.answer(Query(Measure.COUNT, counting=counting)), *roles)
    return value_words(figure) if figure else ""
