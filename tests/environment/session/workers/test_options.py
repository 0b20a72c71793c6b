"""What --jobs means, and where it is refused."""

from __future__ import annotations

import pytest

from environment.doubles.gateway.test_key import KEY_SETTING
from environment.session.workers.options import demand_no_shared_limit, demand_possible, workers
from environment.settings import Settings, SettingsError
from tests.environment.reporting.demo_run import Demo


def test_nothing_is_one_worker_for_each_core() -> None:
    assert workers(3) == 3
    assert workers(0) >= 1


@pytest.mark.parametrize(
    "userdata", [{"stack": "attach"}, {"stack": "containers"}, {"postgres": "container"}]
)
def test_a_target_that_can_be_had_once_only_is_refused_to_several_workers(userdata: dict[str, str]) -> None:
    settings = Settings.parse(userdata)
    demand_possible(1, settings)
    with pytest.raises(SettingsError, match=r"--jobs 2: .*; leave --jobs out"):
        demand_possible(2, settings)


def test_several_workers_may_not_ask_stripe_itself() -> None:
    demand_no_shared_limit(1, {KEY_SETTING: "sk_test_1"})
    demand_no_shared_limit(2, {})
    with pytest.raises(SettingsError, match=f"with {KEY_SETTING} set"):
        demand_no_shared_limit(2, {KEY_SETTING: "sk_test_1"})


@pytest.mark.parametrize("jobs", ["-1", "many", "1.5"])
def test_what_is_no_number_is_refused(demo: Demo, jobs: str) -> None:
    run = demo(f"--jobs={jobs}")
    assert run.exit_code == 2
    assert f"argument -j/--jobs/--parallel: invalid positive_number value: '{jobs}'" in run.console


def test_attach_is_refused_in_one_sentence(demo: Demo) -> None:
    run = demo("-j", "2", "-D", "stack=attach")
    assert run.exit_code == 1
    assert "ConfigError: --jobs 2: with stack=attach all workers would share one target" in run.console
    assert "Traceback" not in run.console
