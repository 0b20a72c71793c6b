"""A finding about an example is ready to be sent: a text, and a scenario of ten lines that can be run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from environment.attach.forecast import load

FINDINGS = sorted(Path("examples").glob("*/findings/*.feature"))
_MOST_LINES = 10
_SECTIONS = ("Expected:", "Seen:", "Cause")


def scenario_in(path: Path) -> tuple[Any, Any]:
    """The one scenario of a finding, and behave's step registry."""
    (feature,), registry, _ = load((str(path),))
    (scenario,) = feature.walk_scenarios()
    return scenario, registry


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.stem)
def test_a_finding_has_its_text_and_at_most_ten_lines_of_sentences_that_exist(path: Path) -> None:
    scenario, registry = scenario_in(path)
    assert 1 + len(scenario.steps) <= _MOST_LINES
    unknown = [step.name for step in scenario.steps if registry.find_match(step) is None]
    assert not unknown, f"no sentence is: {unknown}"
    text = "\n".join(scenario.feature.description)
    assert all(section in text for section in _SECTIONS), f"{path} says {_SECTIONS} in its text"


def test_there_are_findings() -> None:
    assert any(path.parts[1] == "vendure" for path in FINDINGS)
