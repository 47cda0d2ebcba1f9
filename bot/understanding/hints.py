"""Everyday words that only hint at projects: 「ブル 車道 雪捨て」, 「首都圏の出張所」.

A hint is weaker than an alias. One alone is asked back; a project is named where several agree on it, or where
one agrees with a word of the table.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict

from bot.query import IsProject
from bot.understanding.frame import Frame, Item
from bot.understanding.lexicon import Lexicon
from bot.understanding.spans import Unknown
from bot.understanding.topics import Topic, weight_of_unknown
from bot.understanding.word_groups import groups_of

_SURE = 0.5  # share of what was said that must speak for the project
_LEAD = 0.15  # and by how much more than for any other
_CHOICES = 4


def by_hints(
    frame: Frame, items: tuple[Item, ...], topic: Topic | None, lexicon: Lexicon, pool: frozenset[str]
) -> Topic | None:
    """The topic with the hints of the frame heard; `topic` itself where they add nothing to it."""
    if not frame.hints or (topic is not None and topic.conditions and not topic.passed_over):
        return topic
    hinting = {text for text, _ in frame.hints}
    unexplained = tuple(word for word in frame.unknown if word not in hinting)
    votes = [(group.weight, frozenset(group.strength)) for group in groups_of(items, lexicon, pool)]
    votes += [(_weight(ids, lexicon), frozenset(ids) & pool) for _, ids in frame.hints]
    total = sum(weight for weight, _ in votes) + weight_of_unknown(unexplained)
    scores: defaultdict[str, float] = defaultdict(float)
    support = Counter[str]()
    for weight, ids in votes:
        for project in ids:
            scores[project] += weight / total
            support[project] += 1
    ranked = sorted(scores, key=lambda project: (-scores[project], list(lexicon.texts).index(project)))
    if not ranked:
        return topic
    best, runner_up = ranked[0], scores[ranked[1]] if len(ranked) > 1 else 0.0
    if support[best] > 1 and scores[best] >= _SURE and scores[best] - runner_up >= _LEAD:
        meant = (best,)
        if not _is_called_a_project(frame):
            return Topic((IsProject(meant),), meant, meant, unexplained)
    if topic is not None and topic.conditions and not _is_called_a_project(frame):
        return topic
    return Topic(rivals=tuple(ranked[:_CHOICES]))


def _is_called_a_project(frame: Frame) -> bool:
    """「パンダ飼育事業」: said like a name, and nothing is called that."""
    return any(
        isinstance(span.meaning, Unknown) and span.meaning.hints and _KIND.match(after.text)
        for span, after in zip(frame.spans, frame.spans[1:], strict=False)
    )


_KIND = re.compile("事業|じぎょう|補助金|負担金|助成金|計画")


def _weight(ids: tuple[str, ...], lexicon: Lexicon) -> float:
    return math.log(len(lexicon.texts) / len(ids))
