"""A `Query` as JSON for keeping, and as a short token for buttons and links.

A token is the plain form deflated with a dictionary of its usual pieces, in `A-Za-z0-9_-`. Forged and
damaged ones raise `UnreadableQueryError` and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib

from bot.query import Query
from bot.query_plain import UnreadableQueryError, from_plain, to_plain

__all__ = ["UnreadableQueryError", "from_json", "from_token", "to_json", "to_token"]

_INLINE = "1"
"""First character of a token that holds its query: the version of this form."""

_MOST_BYTES = 20_000

# Pieces that queries are made of, the most frequent last: deflate refers back to them in two bytes.
_DICTIONARY = (
    '"median" "printed_gap" "group_count" "as_printed" "difference" "ratio" "newness" "places" "change" '
    '"purpose" "description" "name" ["t",1,2 ["r" ["n"] ["a",null, {"m":"mean" "g":"goal","g":"policy" '
    '{"m":"compare","s":[[[["d",[" {"m":"fact","f":" {"m":"share","c":[["p",["'
    '"]]],"b":[["d",["]]],"b":[["o",[[4,"]]],"b":[["g",[1]]] '
    '{"m":"count" 事業 "w":[1,10]} ["w",["ア"イ"ウ"エ"オ"カ"キ"ク"ケ {"c":[["o",[[ ]]]],"o":"amount_asc"} '
    '{"c":[["g",[ {"m":"total","g":"department"} {"c":[["d",["部"]]],"o":"amount_desc"} '
    '"],["n"]],"o":" {"m":"detail","c":[["p",["1-{"m":"total","c":[["d",["部"]]]}'
).encode()


def to_json(query: Query) -> str:
    """The plain form as compact JSON: equal queries give equal text."""
    return json.dumps(to_plain(query), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Query:
    """The query of such JSON. Raises `UnreadableQueryError`."""
    try:
        return from_plain(json.loads(text))
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableQueryError("not JSON") from error


def to_token(query: Query) -> str:
    """A token of any length that holds the whole query."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_DICTIONARY)
    packed = packer.compress(to_json(query).encode()) + packer.flush()
    return _INLINE + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def from_token(token: str) -> Query:
    """The query that a token of `to_token` holds. Raises `UnreadableQueryError`."""
    if not token.startswith(_INLINE):
        raise UnreadableQueryError("another version")
    body = token[len(_INLINE) :]
    try:
        packed = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj(-15, zdict=_DICTIONARY)
        text = unpacker.decompress(packed, _MOST_BYTES)
        if not unpacker.eof or unpacker.unused_data:
            raise UnreadableQueryError("cut off or too long")
        return from_json(text.decode())
    except (binascii.Error, zlib.error, ValueError) as error:
        raise UnreadableQueryError("damaged token") from error
