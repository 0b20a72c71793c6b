"""What a scenario says and does, as a digest: a result is older than the text where the two differ."""

from __future__ import annotations

import inspect
from hashlib import sha256
from typing import Any

from environment.evidence.baseline.scenario_id import ScenarioId

_LENGTH = 10


class SpecifiedText:
    """Digests scenarios of behave: their sentences, and the code of the functions behind these.

    `registry` is behave's registry of steps. What those functions call is not part of it: a driver or a
    service that changes makes no result older than the specification.
    """

    def __init__(self, registry: Any) -> None:
        self._registry = registry
        self._code: dict[tuple[str, str], str] = {}

    def digest(self, scenario: Any) -> str:
        """The same for the same text and code, on every machine and with every Python."""
        code = (self._code_of(step) for step in scenario.all_steps)
        parts = [ScenarioId.of_scenario(scenario).digest, *code]
        return sha256("\n".join(parts).encode()).hexdigest()[:_LENGTH]

    def _code_of(self, step: Any) -> str:
        key = (step.step_type, step.name)
        if key not in self._code:
            match = self._registry.find_match(step)
            self._code[key] = inspect.getsource(match.func) if match else ""
        return self._code[key]
