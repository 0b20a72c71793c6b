"""The project's runner with the hooks of this demo. It also writes the final statuses of behave's model."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from environment.runner import AcceptanceRunner


class DemoRunner(AcceptanceRunner):
    """Runs the demo's features."""

    hooks_module = "demo_hooks"

    def run_model(self, features: list[Any] | None = None) -> bool:
        """Run, then write the status of each scenario beside the results."""
        failed = super().run_model(features)
        scenarios = [each for feature in self.features for each in feature.walk_scenarios()]
        statuses = {f"{each.filename}:{each.line}": each.status.name for each in scenarios}
        Path("reports").mkdir(exist_ok=True)
        with suppress(OSError):  # on a full disk a test looks at the console
            Path("reports/behave.json").write_text(json.dumps(statuses), encoding="utf-8")
        return failed
