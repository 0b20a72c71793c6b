"""What `[run]` of a shop names in braces, filled in with the addresses and keys of its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

_PLACEHOLDER = re.compile(r"\{([a-z_.]+)\}")


class UnknownPlaceholder(ValueError):
    """A value of `[run]` that names what the line does not have."""


def filled_in(environment: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The environment with the values of the line. Raises UnknownPlaceholder, which lists what there is."""
    return {name: filled(f"[run.environment] {name}", text, known) for name, text in environment.items()}


def filled(where: str, text: str, known: Mapping[str, str]) -> str:
    """One text; `where` names it. Raises UnknownPlaceholder."""
    for named in _PLACEHOLDER.findall(text):
        if named not in known:
            close = get_close_matches(named, known, 1)
            hint = f'is "{{{close[0]}}}" meant?' if close else f"there are {', '.join(sorted(known))}"
            raise UnknownPlaceholder(f"{where} names {{{named}}}: {hint}")
    return _PLACEHOLDER.sub(lambda found: known[found[1]], text)
