"""The keywords of Gherkin, and the one that a misspelled word probably means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

STEPS = ("given", "when", "then", "and", "but")
HEADINGS = ("background", "rule", "scenario", "scenario_outline", "examples")
_SIMILARITY = 0.7
Keywords = Mapping[str, Sequence[str]]
"""The words of one language by their kind, as behave lists them."""


def closest_heading(word: str, keywords: Keywords) -> str:
    """The heading that is spelled nearly like this; empty where none is."""
    return _closest(word, [each for kind in HEADINGS for each in keywords[kind]])


def closest_step_keyword(line: str, keywords: Keywords) -> str:
    """The step keyword that is spelled nearly like the first word of a line; empty where none is."""
    known = [word.strip() for kind in STEPS for word in keywords[kind] if word.strip() != "*"]
    first = line.split(maxsplit=1)[:1]
    return _closest(first[0].rstrip(":,"), known) if first else ""


def _closest(word: str, known: list[str]) -> str:
    spelled = {each.lower(): each for each in known}
    found = get_close_matches(word.lower(), list(spelled), n=1, cutoff=_SIMILARITY)
    return spelled[found[0]] if found else ""
