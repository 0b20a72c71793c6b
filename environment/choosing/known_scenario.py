"""What is known of a scenario before it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from environment.attach.needs import BROWSER_TAG
from environment.evidence.baseline.scenario_id import ScenarioId

_STAKES = ("blocker", "critical", "normal", "minor")
_SMOKE = "smoke"
UNKNOWN_SECONDS = 0.5


def name_of(scenario: Any) -> str:
    """The name of a scenario of behave in plans, outcomes and durations."""
    return f"{scenario.filename}: {scenario.name}"


@dataclass(frozen=True)
class KnownScenario:
    """A scenario of a run.

    stake: 0 for a blocker, more for what matters less. smoke: of the quick tier. about_pages: it runs through
    the browser alone.
    """

    name: str
    identity: ScenarioId
    stake: int
    seconds: float
    smoke: bool = False
    about_pages: bool = False

    @classmethod
    def of_scenario(cls, scenario: Any, seconds: Mapping[str, float]) -> Self:
        """A scenario of behave, with the `seconds` of earlier runs by name."""
        name, tags = name_of(scenario), set(scenario.effective_tags)
        stake = next((rank for rank, tag in enumerate(_STAKES) if tag in tags), len(_STAKES))
        identity = ScenarioId.of_scenario(scenario)
        known = (name, identity, stake, seconds.get(name, UNKNOWN_SECONDS))
        return cls(*known, smoke=_SMOKE in tags, about_pages=BROWSER_TAG in tags)
