"""Texts belong to the baseline where every run had them; where they differ, their presence does."""

from __future__ import annotations

from environment.evidence.baseline.call_profile import profile_of
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline, ScenarioRun, merged
from environment.evidence.baseline.text_format import read_block, read_blocks, written
from environment.evidence.diagnosis.root_cause import find_root_cause
from environment.evidence.recording.exchange import Exchange
from tests.environment.evidence.recording.sample_exchanges import exchange

ORDER = "checkout -> orders"


def placed(city: str, name: str = "Ada") -> list[Exchange]:
    body = {"ship_to": {"city": city, "name": name}}
    answer_body = {"detail": f"The order goes to {city}, at once | or later."}
    return [exchange(1, ORDER, "PUT /x", request_body=body, answer_body=answer_body)]


def baseline(*runs: list[Exchange]) -> ScenarioBaseline:
    known = {("A customer buys", "1f0a92c4"): merged([ScenarioRun(profile_of(run)) for run in runs])}
    return read_block(read_blocks(written(known))["A customer buys", "1f0a92c4"])


def test_a_text_that_no_green_run_had_names_its_arrow() -> None:
    green = baseline(placed("Salem"), placed("Salem"))
    assert find_root_cause(placed("Salem"), baseline=green) is None
    found = find_root_cause(placed("Eugene"), baseline=green)
    assert found
    assert found.headline == (
        f"[{ORDER}] PUT /x: the request's ship_to.city is Eugene, in the baseline Salem"
    )


def test_of_a_text_that_differs_between_runs_the_presence_is_compared() -> None:
    green = baseline(placed("Salem"), placed("Eugene"))
    assert green.operations[0].values["the request's ship_to.city"] == ["*"]
    assert "the answer's detail" not in green.operations[0].values
    assert find_root_cause(placed("Bend"), baseline=green) is None


def test_a_baseline_from_before_texts_were_compared_allows_any_text() -> None:
    line = f"  {ORDER}: PUT /x | 1x 200 | request: ship_to.city *, ship_to.name *"
    assert find_root_cause(placed("Salem"), baseline=read_block([line])) is None
