"""Verbs of asking in whatever form they are said: 外すと, 抜かしたら, 載ってない, 含まれません.

Which verb says what stands in `[verbs]` of vocabulary.toml, by dictionary form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.japanese import Token
from bot.understanding.spans import Cue, Span
from bot.understanding.utterance import Utterance

_WORTH = 2.2
_AUXILIARIES = {
    "居る",
    "いる",
    "くる",
    "いく",
    "仕舞う",
    "しまう",
    "下さる",
    "見る",
    "行く",
    "来る",
    "無い",
    "ない",
    "おる",
}
_LINKS = {"て", "で", "ば", "たら", "と", "ちゃ", "じゃ"}
_NOT = {"ない", "ず", "ぬ", "無い", "ん", "まい"}


def verb_spans(
    utterance: Utterance, verbs: Mapping[str, str], negated_verbs: Mapping[str, str]
) -> Iterator[Span]:
    """Spans for verbs by dictionary form; `negated_verbs` say something only with ない."""
    tokens = utterance.tokens
    for index, token in enumerate(tokens):
        if token.pos != "動詞" or (index and _is_a_noun_marker(tokens[index - 1], token)):
            continue
        ending = _ending(tokens, index)
        negated = any(part.lemma in _NOT for part in tokens[index + 1 : ending + 1])
        cue = negated_verbs.get(token.lemma) if negated else verbs.get(token.lemma)
        if cue is None:
            continue
        start, end = token.start, tokens[ending].end
        yield Span(start, end, Cue(cue), (end - start) * _WORTH - 1, utterance.surface[start:end])


def _is_a_noun_marker(before: Token, token: Token) -> bool:
    """「無料なのってない?」「婚活っぽいのってないかね」: の and って, and no 載って."""
    return token.surface.startswith("のっ") and before.pos in {"形容詞", "助動詞", "接尾辞", "形状詞"}


def _ending(tokens: tuple[Token, ...], index: int) -> int:
    """Index of the last token that belongs to the verb's form."""
    last = index
    for position in range(index + 1, len(tokens)):
        token = tokens[position]
        inflects = token.pos == "助動詞" or (token.pos == "助詞" and token.surface in _LINKS)
        helps = token.pos in {"動詞", "形容詞"} and token.lemma in _AUXILIARIES
        if not (inflects or helps):
            break
        last = position
    return last
