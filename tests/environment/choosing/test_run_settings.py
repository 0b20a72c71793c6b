"""The settings that choose scenarios are refused in one sentence where they make no sense."""

from __future__ import annotations

import pytest

from environment.run_modes import RunOrder
from environment.settings import RunSettings, RunSettingsError


def test_without_settings_a_run_has_everything_in_its_usual_order() -> None:
    settings = RunSettings.parse({})
    assert (settings.base, settings.order, settings.budget, settings.explain) == (None, None, None, False)


def test_a_change_begins_at_main_or_at_a_base() -> None:
    assert RunSettings.parse({"select": "changed"}).base == "main"
    assert RunSettings.parse({"select": "changed", "base": "HEAD~2", "explain": "1"}).base == "HEAD~2"


@pytest.mark.parametrize(
    ("written", "seconds"), [("60s", 60), ("5m", 300), ("90", 90), ("1.5m", 90), ("0.5 s", 0.5)]
)
def test_a_budget_has_seconds_or_minutes(written: str, seconds: float) -> None:
    assert RunSettings.parse({"budget": written}).budget == seconds


@pytest.mark.parametrize("order", list(RunOrder))
def test_an_order_has_a_name(order: RunOrder) -> None:
    assert RunSettings.parse({"order": order.value}).order is order


@pytest.mark.parametrize(
    ("userdata", "sentence"),
    [
        ({"select": "all"}, "-D select=all: there is no such selection; known is changed"),
        ({"base": "main"}, "-D base=main: nothing here asks what has changed; add -D select=changed, "),
        ({"select": "changed", "base": " "}, "-D base: name a branch or a commit, or leave it out for main"),
        ({"explain": "1"}, "-D explain=1: there is no selection to explain; add -D select=changed"),
        ({"order": "fast"}, "-D order=fast: there is no such order; known are risk, longest, file"),
        ({"order": "risk", "stack": "attach"}, "-D order=risk: an attached target and containers run in the"),
        (
            {"order": "longest", "postgres": "container"},
            "-D order=longest: an attached target and containers",
        ),
        ({"budget": "soon"}, "-D budget=soon: write seconds or minutes, such as budget=60s or budget=5m"),
        ({"budget": "0s"}, "-D budget=0s: write seconds or minutes"),
        ({"budget": "-5"}, "-D budget=-5: write seconds or minutes"),
        ({"budget": "1h"}, "-D budget=1h: write seconds or minutes"),
    ],
)
def test_a_setting_without_a_sense_is_refused(userdata: dict[str, str], sentence: str) -> None:
    with pytest.raises(RunSettingsError) as refused:
        RunSettings.parse(userdata)
    assert sentence in str(refused.value)
