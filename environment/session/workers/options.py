"""The number of workers of a run, and the settings that allow one worker only."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping

from environment.doubles.gateway.test_key import KEY_SETTING, key_for_tests
from environment.settings import RunSettings, RunSettingsError, StackMode


def worker_count(jobs: int) -> int:
    """The number of workers for --jobs; 0 means one for each core that this process may use."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def require_parallel_support(jobs: int, settings: RunSettings) -> None:
    """Raises RunSettingsError, one sentence, where several workers cannot each have a target."""
    if jobs == 1:
        return
    if settings.stack is StackMode.ATTACH:
        raise RunSettingsError(
            f"--jobs {jobs}: with stack=attach all workers would share one target, and each needs one of its "
            "own; leave --jobs out"
        )
    if settings.needs_engine:
        raise RunSettingsError(
            f"--jobs {jobs}: several stacks at once are supported with embedded services only, not in "
            "containers; leave --jobs out"
        )
    if "fork" not in multiprocessing.get_all_start_methods():
        raise RunSettingsError(f"--jobs {jobs}: this system has no fork; leave --jobs out")


def require_no_shared_rate_limit(jobs: int, environ: Mapping[str, str]) -> None:
    """Raises RunSettingsError where several workers would send the gateway's contract to Stripe itself."""
    if jobs > 1 and key_for_tests(environ):
        raise RunSettingsError(
            f"--jobs {jobs}: with {KEY_SETTING} set at most ten requests a second go to Stripe, and only one "
            "process can hold to that limit; leave --jobs out"
        )
