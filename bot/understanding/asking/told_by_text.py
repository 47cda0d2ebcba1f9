"""Which of a few projects a question about a fact is of: the one whose text tells it.

「企業誘致、今年は何を調べるの?」 fits two projects by name; 調査 stands in the text of one.
`[told]` in vocabulary.toml has what such questions ask (調べ) and what a text says of it (調査).
"""

from __future__ import annotations

import re

from bot.japanese import normalise
from bot.query import Aspect, IsProject, Measure, Mentions, Query
from bot.understanding.asking.drafting import drafted
from bot.understanding.draft import Draft
from bot.understanding.frame import Frame
from bot.understanding.lexicon import Lexicon
from bot.understanding.scope import Scope

_A_FEW = 4  # projects
_FACT = re.compile("(?:何|なに|どこ|誰|だれ|どんな|どういう)[^、。?]{0,6}?(?:を|に|と|が|から|へ|で|の)")
_OTHER_QUESTIONS = (
    "amount",
    "total",
    "count",
    "list",
    "share",
    "which_project",
    "department_asked",
    "places_asked",
    "related",
)


def as_told_by_text(frame: Frame, scope: Scope, lexicon: Lexicon) -> Draft | None:
    """「起業の応援はどこと組んでやってるの?」: of the few that fit, the one whose description tells."""
    topic = scope.topic
    if topic is None or topic.core or not 1 < len(topic.ids) <= _A_FEW or frame.has(*_OTHER_QUESTIONS):
        return None
    said = frame.said()
    if not _FACT.search(said) or not all(isinstance(c, Mentions | IsProject) for c in scope.conditions):
        return None
    for asked, told in lexicon.vocabulary.told.items():
        if re.search(asked, said):
            texts = {project: lexicon.catalogue.by_id[project].description for project in topic.ids}
            found = [project for project, text in texts.items() if re.search(told, normalise(text))]
            if len(found) == 1:
                query = Query(Measure.DETAIL, (IsProject((found[0],)),), aspect=Aspect.PURPOSE)
                return drafted(frame, scope, query)
    return None
