"""Titles, and copies of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from steps.parameter_types.phrases import one_of, phrase

_LINE_BREAK = "⏎"
_TITLE, _AND = r'"[^"]+"', r"(?:, | and )"
_TITLES = rf"{_TITLE}(?:{_AND}{_TITLE})*"
_GROUP = rf"(?:no|\d+) cop(?:y|ies) of {_TITLES}(?: each)?"
_PARTS = re.compile(rf"(no|\d+) cop(?:y|ies) of ({_TITLES})")


_STANDINGS = {
    "is sold out": "sold-out",
    "is not sold any more": "withdrawn",
    "has too few copies left": "not-enough-copies",
    "cannot be counted right now": "unknown",
}
_CAP_REASONS = {
    "no more are left": "not-enough-copies",
    "a cart holds no more": "limit-per-title",
    "it is not sold any more": "withdrawn",
}


@dataclass(frozen=True)
class KeptCopies:
    """The copies of a title that a cart kept, of those that were wanted."""

    kept: int
    wanted: int
    title: str


def _title(text: str) -> str:
    return text.strip('"').replace(_LINE_BREAK, "\r\n")


def _titles(text: str) -> list[str]:
    return [_title(each) for each in re.findall(_TITLE, text)]


def _copies(text: str) -> dict[str, int]:
    return {
        title: 0 if count == "no" else int(count)
        for count, titles in _PARTS.findall(text)
        for title in _titles(titles)
    }


def _kept(text: str) -> KeptCopies:
    kept, wanted = re.findall(r"\d+", text)[:2]
    return KeptCopies(int(kept), int(wanted), text.split('"')[1])


TYPES = {
    "Title": phrase(_TITLE, _title, forms=['"Dune"']),
    "Titles": phrase(_TITLES, _titles, forms=['"Dune"', '"Dune" and "Emma"']),
    "Copies": phrase(
        rf"{_GROUP}(?:{_AND}{_GROUP})*",
        _copies,
        forms=[
            '2 copies of "Dune"',
            '1 copy of "Dune" and "Emma" each',
            '2 copies of "Dune" and no copies of "Emma"',
        ],
    ),
    "KeptCopies": phrase(rf"\d+ of \d+ copies of {_TITLE}", _kept, forms=['4 of 5 copies of "Dune"']),
    "Standing": one_of(_STANDINGS),
    "CapReason": one_of(_CAP_REASONS),
}
"""`"Dune"`, with ⏎ for a line break; `"Dune" and "Emma"`; copies by title, in their order:
`2 copies of "Dune" and 1 copy of "Emma"`, `1 copy of "Dune" and "Emma" each`; `4 of 5 copies of "Dune"`.
A standing is how a title stands in a cart; a cap reason is why a cart kept fewer copies than were wanted."""
