"""Numbers, repetitions and spans of time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from steps.parameter_types.phrases import phrase

_UNITS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}


def _times(text: str) -> int:
    return 2 if text == "twice" else int(text.removesuffix(" times"))


def _duration(text: str) -> timedelta:
    number, unit = text.split()
    return (1 if number == "an" else int(number)) * _UNITS[unit.removesuffix("s")]


def _percent(text: str) -> Decimal:
    return Decimal(text) / 100


TYPES = {
    "Percent": phrase(r"\d+(?:\.\d+)?", _percent, forms=["8", "8.25"]),
    "Count": phrase(r"\d+", int, forms=["3"]),
    "Times": phrase(r"twice|\d+ times", _times, forms=["twice", "3 times"]),
    "Duration": phrase(
        r"an hour|\d+ (?:second|minute|hour|day)s?",
        _duration,
        forms=["5 seconds", "16 minutes", "an hour", "4 days"],
    ),
}
"""`3`; `twice` or `3 times`; `5 seconds`, `16 minutes`, `an hour`, `4 days`."""
