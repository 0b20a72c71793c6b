"""What the environment notes about a scenario while the scenario runs."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from environment.evidence.baseline.scenario_id import ScenarioId
from environment.evidence.diagram.rows import Divider


@dataclass
class ScenarioRecord:
    """One scenario from its first step to its audit. Times are Unix seconds.

    correlation: the id that marks each request of the scenario.
    since: the number of the last recorded exchange before the scenario.
    scenario: its identity among the baselines; None where it is not compared.
    dividers: the sentences of the steps, and what was done to services, for the sequence diagram.
    acted_at: when the first When step began; None before that.
    step_began: when the last step began.
    has_red_step: whether a step has failed, so that those after it have not run.
    """

    correlation: str
    since: int
    scenario: ScenarioId | None = None
    dividers: list[Divider] = field(default_factory=list)
    acted_at: float | None = None
    step_began: float = 0.0
    has_red_step: bool = False

    def add_step(self, step_type: str, keyword: str, sentence: str) -> None:
        """Note that a step begins. The first When step ends the preparation."""
        now = self.step_began = time.time()
        self.dividers.append(Divider(now, f"{keyword} {sentence}"))
        if step_type == "when" and self.acted_at is None:
            self.acted_at = now
