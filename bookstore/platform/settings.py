"""Settings of a service from environment variables; an invalid one is refused in one sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping


class SettingsError(ValueError):
    """A variable is missing or malformed; the message names it and says what it holds."""


def required(environ: Mapping[str, str], name: str, meaning: str) -> str:
    """The variable's value; raises SettingsError with its meaning where it is missing or empty."""
    value = environ.get(name, "").strip()
    if not value:
        raise SettingsError(f"the environment variable {name} is missing: it holds {meaning}")
    return value


def number(
    environ: Mapping[str, str], name: str, default: float, meaning: str, most: float = math.inf
) -> float:
    """The variable as a positive number of at most `most`, or the default where it is not set."""
    text = environ.get(name, "").strip()
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if value > most:
        raise SettingsError(
            f"the environment variable {name} is {text!r}: it holds {meaning}, and at most {most:g}"
        )
    if value <= 0:
        raise SettingsError(f"the environment variable {name} is {text!r}: it holds {meaning}")
    return value
