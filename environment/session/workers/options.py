"""How many workers a run has, and when it cannot have more than one."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping

from environment.doubles.gateway.test_key import KEY_SETTING, key_for_tests
from environment.settings import Settings, SettingsError, Stack


def workers(jobs: int) -> int:
    """The number that --jobs means: 0 is one for each core that this process may use."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def demand_possible(jobs: int, settings: Settings) -> None:
    """Raises SettingsError where the target cannot be had more than once, one sentence."""
    if jobs == 1:
        return
    if settings.stack is Stack.ATTACH:
        raise SettingsError(
            f"--jobs {jobs}: with stack=attach all workers would share one target, and each needs one of its "
            "own; leave --jobs out"
        )
    if settings.needs_engine:
        raise SettingsError(
            f"--jobs {jobs}: several stacks side by side have been seen with embedded parts only, not in "
            "containers; leave --jobs out"
        )
    if "fork" not in multiprocessing.get_all_start_methods():
        raise SettingsError(f"--jobs {jobs}: this system has no fork; leave --jobs out")


def demand_no_shared_limit(jobs: int, environ: Mapping[str, str]) -> None:
    """For a run of the gateway's contract. Raises SettingsError where Stripe itself would be asked."""
    if jobs > 1 and key_for_tests(environ):
        raise SettingsError(
            f"--jobs {jobs}: with {KEY_SETTING} set Stripe is asked at most ten times a second, which only "
            "one process can keep to; leave --jobs out"
        )
