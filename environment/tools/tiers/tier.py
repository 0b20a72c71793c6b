"""Reads tiers.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

_FILE = Path(__file__).with_name("tiers.toml")
REPORTS = Path("reports/tiers")

Proof = Literal["scenarios", "answers", "cells", "defects"]


class UnknownTier(Exception):
    """A name that no tier or part has; the message lists those that there are."""


class _TierData(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartNeed(_TierData):
    """command: fails where the part cannot run; what: what must hold, as in "a container engine answers"."""

    command: str
    what: str


class TierPart(_TierData):
    """One part of a tier; tiers.toml explains its keys."""

    name: str
    command: str
    minutes: int
    all_of: str = ""
    proves: tuple[Proof, ...] = ()
    says: str = ""
    own_results: bool = False
    needs: PartNeed | None = None


class Tier(_TierData):
    """A tier with its parts, in the order in which they run."""

    name: str
    about: str
    parts: tuple[TierPart, ...] = Field(alias="part")

    def part(self, name: str) -> TierPart:
        """The part of this name. Raises UnknownTier."""
        for each in self.parts:
            if each.name == name:
                return each
        known = ", ".join(each.name for each in self.parts)
        raise UnknownTier(f"the tier {self.name} has no part {name!r}; there are: {known}")

    def folder_of(self, part: TierPart) -> Path:
        """Where its console is, and its results where they are kept apart."""
        return REPORTS / self.name / part.name


@cache
def all_tiers() -> tuple[Tier, ...]:
    """The tiers, in the order of the file."""
    written = tomllib.loads(_FILE.read_text("utf-8"))
    return tuple(Tier.model_validate(each) for each in written["tier"])


def tier_named(name: str) -> Tier:
    """The tier of this name. Raises UnknownTier."""
    for each in all_tiers():
        if each.name == name:
            return each
    known = ", ".join(each.name for each in all_tiers())
    raise UnknownTier(f"there is no tier {name!r}; there are: {known}" if name else f"name a tier: {known}")
