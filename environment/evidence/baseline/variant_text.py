"""The text of the variants of one value: `5 or 7`, `2x 5 or 1x 7`, `2x 5 then 7`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from environment.evidence.baseline.number_range import Range
from environment.evidence.baseline.occurrences import Occurrences, Value

_PLAIN = re.compile(r"[A-Za-z_][\w.:-]*|\*")
_COUNTED = re.compile(r"(?P<often>\d+(?:-\d+)?)x (?P<value>.+)")
_OR, _THEN = " or ", " then "
_JSON_WORDS = ("true", "false", "null", "or", "then", "NaN", "Infinity")
_ONCE = Range(1, 1)


def written_variants(known: Sequence[Value], often: Occurrences | None) -> str:
    """The variants, and how often each came where that is known."""
    if often is None:
        return _OR.join(map(_text, known))
    if often.in_order:
        return _THEN.join(
            _text(each) if count == _ONCE else _counted(count, each) for count, each in often.variants
        )
    return _OR.join(_counted(count, each) for count, each in often.variants)


def read_variants(text: str) -> tuple[Sequence[Value], Occurrences | None]:
    """From `written_variants`. Raises ValueError for any other text."""
    in_order = _THEN in text
    parts = [_read(each) for each in text.split(_THEN if in_order else _OR)]
    if not in_order and any(count is None for count, _ in parts):
        return [value for _, value in parts], None
    often = Occurrences([(count or _ONCE, value) for count, value in parts], in_order)
    return often.values, often


def json_text(value: Value) -> str:
    """JSON without the characters that separate the parts of a line."""
    text = json.dumps(value)
    for separator in ("|", ",", _OR, _THEN):
        text = text.replace(separator, f"\\u{ord(separator[0]):04x}{separator[1:]}")
    return text


def _counted(count: Range, value: Value) -> str:
    return f"{count}x {_text(value)}"


def _text(value: Value) -> str:
    """A plain word without quotes, anything else as JSON."""
    plain = isinstance(value, str) and _PLAIN.fullmatch(value) and value not in _JSON_WORDS
    return str(value) if plain else json_text(value)


def _read(text: str) -> tuple[Range | None, Value]:
    counted = _COUNTED.fullmatch(text)
    often = Range.read(counted["often"]) if counted else None
    word = counted["value"] if counted else text
    value: Value = word if _PLAIN.fullmatch(word) and word not in _JSON_WORDS else json.loads(word)
    return often, value
