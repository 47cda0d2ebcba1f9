"""The lexicon of one catalogue: its names and words, the words of asking, and the aliases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.dataset.catalogue import Catalogue, CatalogueProject
from bot.japanese import KANA, LATIN, Token, key, normalise, reading_of, tokens
from bot.query import PolicyRef
from bot.reading import Refusal
from bot.understanding.lexicon import Entry, Lexicon, ThemeProjects
from bot.understanding.spans import (
    Cue,
    Departments,
    FactCue,
    Filler,
    Goals,
    Meaning,
    OutOfScope,
    Policies,
    Projects,
    Words,
)
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.word_lists import Alias, AliasError, Hint, Theme

# What a project's name may lack when people say it, longest first.
_SUFFIXES = tuple(
    key(suffix)
    for suffix in (
        "事業補助金", "事業費補助金", "開催負担金", "事業負担金", "推進事業", "等補助金", "補助金", "負担金", "繰出金",
        "積立金", "事業費", "推進費", "管理費", "整備費", "事業", "費",
    )
)  # fmt: skip

_MARKS = re.compile(r"[・、。,.()()「」『』【】\s/&]")

# Worth of one character in the lattice.
_PROJECT, _ALIAS, _DEPARTMENT, _GOAL, _CUE, _WORD = 3.0, 2.7, 3.0, 2.6, 2.2, 2.0

_FILLER, _FILLER_PHRASE = 0.8, 1.5


def build_lexicon(
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    aliases: Iterable[Alias],
    out_of_scope: Iterable[tuple[str, str, Refusal]] = (),
    hints: Iterable[Hint] = (),
    themes: Iterable[Theme] = (),
) -> Lexicon:
    """Everything that can be recognised over one catalogue.

    Raises:
        AliasError: an alias, a hint or a theme whose target does not stand in the table.
    """
    lexicon = Lexicon(catalogue, vocabulary)
    lexicon.texts = {
        project.id: (key(project.name), key(project.description)) for project in catalogue.projects
    }
    aliases, out_of_scope = tuple(aliases), tuple(out_of_scope)
    everything = " ".join(
        (
            *(f"{p.name} {p.description} {p.department}" for p in catalogue.projects),
            *(alias.alias for alias in aliases),
            *(phrase for phrase, _, _ in out_of_scope),
            *(wording for wordings in vocabulary.cues.values() for wording in wordings),
        )
    )
    lexicon.latin = frozenset(LATIN.findall(normalise(everything)))
    _add_words(lexicon, frozenset(vocabulary.fillers))
    _add_vocabulary(lexicon, vocabulary)
    for phrase, reading, refusal in out_of_scope:
        lexicon.add(phrase, OutOfScope(refusal), _CUE + 0.2, reading=reading or None)
    _add_places(lexicon)
    _add_departments(lexicon)
    _add_projects(lexicon)
    for alias in aliases:
        _add_alias(lexicon, alias)
    for hint in hints:
        lexicon.add_hint(hint.word, _projects(hint, catalogue))
    for theme in themes:
        about, touching = (_projects(hint, catalogue) for hint in _as_hints(theme))
        named = lexicon.matching([theme.word], in_text=False)
        printed = (project for project in touching if project in lexicon.matching([theme.word]))
        called = (project for project in named if project in about)
        also = (project for project in named if project in touching)
        listed = tuple(dict.fromkeys((*called, *about, *also, *printed)))
        missing = [name for name in theme.departments if name not in catalogue.departments]
        if missing:
            raise AliasError(theme.line, "no such department", missing[0])
        lexicon.themes[key(theme.word)] = ThemeProjects(
            listed, frozenset(about), frozenset(touching), theme.departments
        )
        if key(theme.word) not in lexicon.by_key:
            lexicon.add(theme.word, Projects(about, alias=True), _ALIAS)
    return lexicon


def _add_vocabulary(lexicon: Lexicon, vocabulary: Vocabulary) -> None:
    for name, wordings in vocabulary.cues.items():
        for wording in wordings:
            lexicon.add(wording, Cue(name), _CUE)
    for fact, wordings in vocabulary.facts.items():
        for wording in wordings:
            lexicon.add(wording, FactCue(fact), _CUE)
    for wording in vocabulary.fillers:
        worth = _FILLER if len(wording) < 3 else _FILLER_PHRASE
        lexicon.by_key[wording].append(Entry(Filler(), worth, wording))
        if len(wording) >= 3 and not KANA.match(wording) and KANA.match(reading_of(wording)):
            lexicon.by_key[reading_of(wording)].append(Entry(Filler(), worth, wording))


def _add_departments(lexicon: Lexicon) -> None:
    for name in lexicon.catalogue.departments:
        lexicon.names.append(lexicon.add(name, Departments((name,)), _DEPARTMENT))


def _add_places(lexicon: Lexicon) -> None:
    catalogue = lexicon.catalogue
    for number, name in catalogue.goals.items():
        lexicon.names.append(lexicon.add(name, Goals((number,)), _GOAL))
    by_name: dict[str, list[PolicyRef]] = defaultdict(list)
    for ref, name in catalogue.policies.items():
        by_name[name].append(ref)
    for name, refs in by_name.items():
        lexicon.names.append(lexicon.add(name, Policies(tuple(refs)), _GOAL))
    printed = (
        *catalogue.goals.values(),
        *by_name,
        *(text for p in catalogue.projects for text in (p.name, p.description)),
    )
    everything = [normalise(text) for text in printed]
    for number, name in catalogue.goals.items():
        for phrase in _phrases(name, everything):
            lexicon.add(phrase, Goals((number,)), _GOAL)
    for name, refs in by_name.items():
        for phrase in _phrases(name, everything):
            lexicon.add(phrase, Policies(tuple(refs)), _GOAL)


_PHRASE = 8  # characters by which a goal or policy is known


def _phrases(name: str, everything: list[str]) -> Iterator[str]:
    """Beginnings and endings of a goal's or policy's name that stand nowhere else: 「防災や雪対策の充実」."""
    text = normalise(name)
    cuts = [token.start for token in tokens(text)][1:]
    for phrase in (part.strip(" ,、") for cut in cuts for part in (text[:cut], text[cut:])):
        if len(phrase) >= _PHRASE and sum(phrase in other for other in everything) == 1:
            yield phrase


def stem(name: str) -> str:
    """A project's name as key, less the bracket and the kind of expenditure (事業, 補助金 …) at its end."""
    form = key(re.sub(r"\(.*?\)$", "", normalise(name)))
    for suffix in _SUFFIXES:
        if form.endswith(suffix) and len(form) > len(suffix) + 1:
            return form[: -len(suffix)]
    return form


def _name_forms(project: CatalogueProject) -> Iterator[tuple[str, bool]]:
    """Ways to say a project's name; True for those that are its full name."""
    name = normalise(project.name)
    bare = re.sub(r"\(.*?\)$", "", name)
    yield name, True
    for form in (bare, _MARKS.sub("", name), _MARKS.sub("", bare)):
        yield form, True
    for form in (bare, _MARKS.sub("", bare)):
        for suffix in _SUFFIXES:
            if key(form).endswith(suffix) and len(form) > len(suffix) + 1:
                yield form[: -len(suffix)], False


def _add_projects(lexicon: Lexicon) -> None:
    full: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for project in lexicon.catalogue.projects:
        for form, is_full in _name_forms(project):
            target = full if is_full else short
            spelled.setdefault(form, project.name)
            if project.id not in target[form]:
                target[form].append(project.id)
    names = [key(project.name) for project in lexicon.catalogue.projects]
    exact = {key(normalise(project.name)): project.id for project in lexicon.catalogue.projects}
    for form, ids in full.items():
        own = exact.get(key(form))
        meant = (own,) if own else tuple(ids)
        found = lexicon.add(form, Projects(meant, ambiguous=len(meant) > 1), _PROJECT, name=spelled[form])
        lexicon.names.append(found)
    for form, ids in short.items():
        if form in full or len(key(form)) < 2 or sum(key(form) in name for name in names) > _IN_FEW_NAMES:
            continue
        found = lexicon.add(
            form,
            Projects(tuple(ids), ambiguous=len(ids) > 1, core=True, word=form),
            _ALIAS - 0.2,
            name=spelled[form],
        )
        if len(found[0]) >= 4:
            lexicon.names.append(found)


_IN_FEW_NAMES = 4  # 保育 stands in more: it is a topic, and no short name of 保育推進事業
_CONTENT = {"名詞", "接頭辞", "接尾辞", "形状詞"}

# Words that stand in too many projects to tell them apart by themselves.
_COMMON_SHARE = 0.14


def _add_words(lexicon: Lexicon, fillers: frozenset[str]) -> None:
    """The table's own nouns and compounds, with the number of projects each stands in."""
    found: dict[str, str] = {}
    for project in lexicon.catalogue.projects:
        for text in (project.name, project.description):
            for surface, reading in _compounds(tokens(normalise(text))):
                found.setdefault(surface, reading)
    for surface, reading in found.items():
        form = key(surface)
        if form in fillers or form.endswith(_KINDRED):
            continue
        count = len(lexicon.matching([surface]))
        lexicon.frequency[form] = count
        generic = count > _COMMON_SHARE * len(lexicon.catalogue.projects)
        entry = lexicon.add(surface, Words((surface,), surface, generic), _WORD, reading=reading)
        if len(form) >= 3:
            lexicon.words.append(entry)


_KINDRED = ("関連", "関係")  # 「DX関連」 asks for what is about it, though 「DX関連企業」 is printed


def _compounds(line: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """Nouns and runs of up to five nouns, with their readings."""
    for first in range(len(line)):
        surface = reading = ""
        for token in line[first : first + 5]:
            if token.pos not in _CONTENT or token.subpos == "助動詞語幹":
                break
            surface, reading = surface + token.surface, reading + token.reading
            whole = line[first].pos != "接尾辞" and token.pos != "接頭辞"
            if whole and len(surface) >= 2 and not re.fullmatch(r"\d+[^a-z]?", surface):
                yield surface, reading if KANA.match(reading) else ""


def _projects(line: Alias | Hint, catalogue: Catalogue) -> tuple[str, ...]:
    ids = {project.name: project.id for project in catalogue.projects}
    missing = [target for target in line.targets if target not in ids]
    if missing:
        raise AliasError(line.line, "no such project", missing[0])
    return tuple(ids[target] for target in line.targets)


def _as_hints(theme: Theme) -> tuple[Hint, Hint]:
    return Hint(theme.word, theme.about, theme.line), Hint(theme.word, theme.touching, theme.line)


def _add_alias(lexicon: Lexicon, alias: Alias) -> None:
    catalogue = lexicon.catalogue
    meaning: Meaning
    if alias.kind == "project":
        meaning = Projects(_projects(alias, catalogue), alias=True)
    elif alias.kind == "department":
        missing = [target for target in alias.targets if target not in catalogue.departments]
        if missing:
            raise AliasError(alias.line, "no such department", missing[0])
        meaning = Departments(alias.targets, ambiguous=len(alias.targets) > 1)
    elif alias.kind == "goal":
        numbers = tuple(int(target) for target in alias.targets if target.isdigit())
        if not numbers or any(number not in catalogue.goals for number in numbers):
            raise AliasError(alias.line, "no such goal", alias.targets[0])
        meaning = Goals(numbers)
    elif alias.kind == "policy":
        refs = {str(ref): ref for ref in catalogue.policies}
        missing = [target for target in alias.targets if target not in refs]
        if missing:
            raise AliasError(alias.line, "no such policy", missing[0])
        meaning = Policies(tuple(refs[target] for target in alias.targets))
    else:
        missing = [target for target in alias.targets if not lexicon.matching([target])]
        if missing:
            raise AliasError(alias.line, "no such word", missing[0])
        generic = len(lexicon.matching(alias.targets)) > 0.3 * len(catalogue.projects)
        meaning = Words(alias.targets, alias.alias, generic)
    found = lexicon.add(alias.alias, meaning, _ALIAS, reading=alias.reading or None)
    if len(found[0]) >= 4:
        lexicon.words.append(found)
