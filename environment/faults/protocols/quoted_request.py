"""A body that quotes the request it answers: a made-up answer may name what the request is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from environment.faults.errors import InvalidFault
from environment.faults.protocols.codec import ProtocolMessage

_QUOTE = re.compile(r"\{(path|query|form) ([^{}]+)\}")


def quoting(body: object, request: ProtocolMessage) -> object:
    """The body with `{path 3}`, `{query limit}` and `{form amount}` replaced by what the request has there.

    A path is counted by its parts, from 1. A text that is nothing but a quoted number becomes that number.
    Raises InvalidFault where the request has no such part.
    """
    return _filled(body, _parts_of(request))


def _parts_of(request: ProtocolMessage) -> Mapping[str, Mapping[str, str]]:
    path, _, query = request.path.partition("?")
    parts = [part for part in path.split("/") if part]
    form = request.raw[request.body_at :].decode("utf-8", "replace")
    return {
        "path": {str(number): part for number, part in enumerate(parts, start=1)},
        "query": dict(parse_qsl(query)),
        "form": dict(parse_qsl(form)),
    }


def _filled(body: object, parts: Mapping[str, Mapping[str, str]]) -> object:
    if isinstance(body, dict):
        return {name: _filled(value, parts) for name, value in body.items()}
    if isinstance(body, list):
        return [_filled(value, parts) for value in body]
    if not isinstance(body, str):
        return body
    text = _QUOTE.sub(lambda quote: _quoted(quote, parts), body)
    return int(text) if _QUOTE.fullmatch(body) and text.isdecimal() else text


def _quoted(quote: re.Match[str], parts: Mapping[str, Mapping[str, str]]) -> str:
    known = parts[quote[1]]
    if quote[2] not in known:
        there = ", ".join(known) or "nothing"
        raise InvalidFault(f"the answer quotes {quote[0]}, but the {quote[1]} of the request has: {there}")
    return known[quote[2]]
