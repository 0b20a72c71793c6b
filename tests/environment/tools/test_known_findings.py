"""An example is green where each red scenario is red as known, and each known finding is still there."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.tools.gate.results import ScenarioResult
from environment.tools.known_findings import BadKnownFindings, KnownFinding, known_findings, new_findings

OVERSOLD = KnownFinding(
    scenario="The last copy", sentence="sold (twice|\\d+ times)", reason="no lock", sometimes=True
)


def result(status: str, message: str = "", name: str = "The last copy") -> ScenarioResult:
    return ScenarioResult(name, name, "features/x.feature:1", "elsewhere", status, message, "", 0.1)


def findings(*results: ScenarioResult, known: KnownFinding = OVERSOLD) -> list[str]:
    return [*new_findings(results, [known])]


def test_a_known_finding_is_no_finding_and_a_race_may_be_green() -> None:
    assert findings(result("failed", "1 copy was sold twice")) == []
    assert findings(result("passed")) == []


def test_another_scenario_or_another_sentence_is_a_finding() -> None:
    other = result("broken", "no answer\nmore", name="Another")
    assert findings(result("passed"), other) == ['new: "Another" is red (features/x.feature:1): no answer']
    assert findings(result("failed", "charged twice")) == [
        'otherwise: "The last copy" is red by another sentence (features/x.feature:1): charged twice'
    ]


def test_an_entry_may_be_about_several_scenarios() -> None:
    several = OVERSOLD.model_copy(update={"scenario": "The * copy"})
    assert findings(result("failed", "sold twice", name="The first copy"), known=several) == []
    (new,) = findings(result("failed", "sold twice", name="A copy"), known=several)
    assert new.startswith('new: "A copy"')


def test_a_finding_that_is_gone_is_named() -> None:
    always = OVERSOLD.model_copy(update={"sometimes": False})
    (gone,) = findings(result("passed"), known=always)
    assert gone.startswith('gone: "The last copy" is green')
    assert findings(result("skipped"), known=always) == ["no scenario ran: there is nothing to compare"]


def test_a_file_with_a_mistake_is_named(tmp_path: Path) -> None:
    path = tmp_path / "known_findings.toml"
    assert known_findings(path) == ()
    path.write_text('[[known]]\nscenario = "A"\nsentence = "("\nreason = "b"\n')
    with pytest.raises(BadKnownFindings, match=r"known\.0\.sentence: .* is no regular expression"):
        known_findings(path)
    path.write_text('[[known]]\nscenario = "A"\nsentence = "sold twice"\nreason = "b"\n')
    assert known_findings(path)[0].sometimes is False
