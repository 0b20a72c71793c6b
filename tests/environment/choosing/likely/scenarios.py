"""Scenarios of which tests say only what they need."""

from __future__ import annotations

from environment.choosing.known_scenario import KnownScenario
from environment.evidence.baseline.scenario_id import ScenarioId


def scenario(
    name: str, stake: int = 2, seconds: float = 1.0, feature: str = "", *, smoke: bool = False
) -> KnownScenario:
    """One of a feature of its own, where none is named."""
    path = f"features/{feature or name}.feature"
    return KnownScenario(name, ScenarioId(path, name, "00000000"), stake, seconds, smoke)
