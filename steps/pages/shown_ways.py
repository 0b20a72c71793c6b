"""Ways of shipping as pages name them: well-known ones in the language of the page, others as they are."""

from __future__ import annotations

_NAMES = {
    "standard": ("Standard shipping", "Standardversand"),
    "express": ("Express shipping", "Expressversand"),
    "overnight": ("Overnight shipping", "Übernachtversand"),
}
_WAYS = {name: way for way, names in _NAMES.items() for name in names}


def way_shown(name: str) -> str:
    """The way of shipping that a page calls so. Raises ValueError for a well-known one without its name."""
    if name in _NAMES:
        raise ValueError(f"the page shows the way of shipping {name!r} as the staff writes it")
    return _WAYS.get(name, name)


def names_of_way(way: str) -> tuple[str, ...]:
    """How pages may name this way of shipping."""
    return _NAMES.get(way, (way,))
