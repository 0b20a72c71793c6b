"""What --jobs means, and where it is refused."""

from __future__ import annotations

import pytest

from environment.doubles.gateway.test_key import KEY_SETTING
from environment.session.workers.options import (
    require_no_shared_rate_limit,
    require_parallel_support,
    worker_count,
)
from environment.settings import RunSettings, RunSettingsError
from tests.environment.reporting.demo_run import Demo


def test_without_a_number_there_is_one_worker_for_each_core() -> None:
    assert worker_count(3) == 3
    assert worker_count(0) >= 1


@pytest.mark.parametrize(
    "userdata", [{"stack": "attach"}, {"stack": "containers"}, {"postgres": "container"}]
)
def test_settings_that_allow_one_target_are_refused_to_several_workers(userdata: dict[str, str]) -> None:
    settings = RunSettings.parse(userdata)
    require_parallel_support(1, settings)
    with pytest.raises(RunSettingsError, match=r"--jobs 2: .*; leave --jobs out"):
        require_parallel_support(2, settings)


def test_several_workers_may_not_send_requests_to_stripe() -> None:
    require_no_shared_rate_limit(1, {KEY_SETTING: "sk_test_1"})
    require_no_shared_rate_limit(2, {})
    with pytest.raises(RunSettingsError, match=f"with {KEY_SETTING} set"):
        require_no_shared_rate_limit(2, {KEY_SETTING: "sk_test_1"})


@pytest.mark.parametrize("jobs", ["-1", "many", "1.5"])
def test_a_value_that_is_not_a_number_is_refused(demo: Demo, jobs: str) -> None:
    run = demo(f"--jobs={jobs}")
    assert run.exit_code == 2
    assert f"argument -j/--jobs/--parallel: invalid positive_number value: '{jobs}'" in run.console


def test_attach_is_refused_in_one_sentence(demo: Demo) -> None:
    run = demo("-j", "2", "-D", "stack=attach")
    assert run.exit_code == 1
    assert "ConfigError: --jobs 2: with stack=attach all workers would share one target" in run.console
    assert "Traceback" not in run.console
