"""Tiers and runs of their parts for tests."""

from __future__ import annotations

from dataclasses import replace

from environment.tools.tiers.part_run import PartOutcome, PartRun
from environment.tools.tiers.tier import Tier

GREEN_PART = PartRun(
    tier="night",
    part="one",
    round="2026-11-27T22:00:00+00:00",
    at="2026-11-27T22:00:00+00:00",
    took=60.0,
    commit="4dbda7c",
    code="c0de",
    outcome=PartOutcome.GREEN,
    proved=("No breach.",),
)


def tier_of(**commands: str) -> Tier:
    """A tier whose parts have these commands, by their names."""
    parts = [{"name": name, "command": command, "minutes": 1} for name, command in commands.items()]
    return Tier.model_validate({"name": "night", "about": "All of it.", "part": parts})


def part_run(part: str, at: str = GREEN_PART.at, **more: object) -> PartRun:
    """A run of a part in the round of GREEN_PART, or as `more` says."""
    return replace(GREEN_PART, part=part, at=at, **more)  # type: ignore[arg-type]  # as the fields of a run
