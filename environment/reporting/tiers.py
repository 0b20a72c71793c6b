"""The tiers: the default run, and what runs only where its tag is asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache

from environment.settings import PROJECT_FOLDER

DEFAULT_RUN = ""
"""The tier of all scenarios that a run without --tags has."""


@cache
def long_tiers() -> tuple[str, ...]:
    """The tags that pyproject.toml leaves out of the default run, in its order."""
    behave = tomllib.loads((PROJECT_FOLDER / "pyproject.toml").read_text("utf-8"))["tool"]["behave"]
    return tuple(str(each).removeprefix("not @") for each in behave["default_tags"])


def tier_of(tags: Iterable[str]) -> str:
    """The tier of a scenario with these tags: the first of its tags that names one, else the default run."""
    own = {*tags}
    return next((each for each in long_tiers() if each in own), DEFAULT_RUN)
