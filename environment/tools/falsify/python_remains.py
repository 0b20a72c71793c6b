"""Finds Python in a sentence about the shop: reprs, None, brackets of lists, names of classes."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”')  # what the shop itself has said may look like anything
_PYTHON = re.compile(
    r"\b[A-Z]\w*\(\w*=?"  # Availability(on_hand=, Decimal(
    r"|\bdatetime\.\w+"
    r"|<class |<[\w.]+ object|\bobject at 0x|<\w+\.\w+: "
    r"|\b(?:None|True|False)\b"
    r"|\[\]|\{\}|\[\(|\(\(|\(\)|\['|\{'|\('|', '|',\)"
    r"|Traceback \(most recent"
)


def python_in(sentence: str) -> str | None:
    """The first piece of Python in a sentence; None in one that is written for people."""
    found = _PYTHON.search(_QUOTED.sub('""', sentence))
    return found[0] if found else None
