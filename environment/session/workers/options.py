"""The number of workers of a run, and the settings that allow one process only."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping

from environment.doubles.gateway.test_key import KEY_SETTING, key_for_tests
from environment.run_modes import StackMode
from environment.session.workers.capacity import stacks_at_once
from environment.session.workers.cluster.address import ClusterAddress, require_cluster_can_run
from environment.session.workers.cluster.connection import require_dask
from environment.settings import RunSettings, RunSettingsError

_ATTACHED = (
    "with stack=attach all workers would share one target, and each needs one of its own; leave --jobs out"
)
_IN_CONTAINERS = (
    "several stacks at once are supported with embedded services only, not in containers; leave --jobs out"
)
_NO_FORK = "this system has no fork; leave --jobs out"
_RATE_LIMIT = (
    f"with {KEY_SETTING} set at most ten requests a second go to Stripe, and only one process can hold to "
    "that limit"
)


def worker_count(jobs: int, settings: RunSettings) -> int:
    """The number of workers for --jobs.

    0, which pyproject.toml sets by default, is as many as the machine has cores and memory for, and one
    process where several workers are impossible or a debugger is attached.

    Raises RunSettingsError, one sentence, for a number of workers that cannot each have a target.
    """
    if settings.cluster is not None:
        return _workers_of_cluster(settings.cluster, jobs, settings)
    why_one = _why_one_process(settings)
    if jobs:
        if jobs > 1 and why_one:
            raise RunSettingsError(f"--jobs {jobs}: {why_one}")
        return jobs
    return 1 if why_one or _debugged() else stacks_at_once()


def worker_count_for_stripe(
    jobs: int, workers: int, environ: Mapping[str, str], *, other_machines: bool = False
) -> int:
    """The number of workers of a run that sends the gateway's contract to the gateway.

    jobs: the value of --jobs; 0 allows one process instead.
    workers: the number so far.
    other_machines: whether the run is one of several shards.

    Raises RunSettingsError where several processes would send the contract to Stripe itself.
    """
    if other_machines and key_for_tests(environ):
        raise RunSettingsError(f"-D shard: {_RATE_LIMIT}; leave -D shard out, or the key")
    if workers == 1 or not key_for_tests(environ):
        return workers
    if jobs:
        raise RunSettingsError(f"--jobs {jobs}: {_RATE_LIMIT}; leave --jobs out")
    return 1


def _workers_of_cluster(cluster: str, jobs: int, settings: RunSettings) -> int:
    """As many as the run starts itself; 1 where the number is the cluster's affair."""
    require_cluster_can_run(settings, jobs)
    if key_for_tests(os.environ):
        raise RunSettingsError(f"-D cluster: {_RATE_LIMIT}; leave -D cluster out, or the key")
    workers = ClusterAddress.parse(cluster).workers
    require_dask()
    return workers or 1


def _why_one_process(settings: RunSettings) -> str | None:
    if settings.stack is StackMode.ATTACH:
        return _ATTACHED
    if settings.needs_engine:
        return _IN_CONTAINERS
    return None if "fork" in multiprocessing.get_all_start_methods() else _NO_FORK


def _debugged() -> bool:
    """Whether a debugger is attached: it controls one process, and reads its commands there."""
    if sys.gettrace() is not None:
        return True
    monitoring = getattr(sys, "monitoring", None)  # Python 3.12 and newer
    return bool(monitoring and monitoring.get_tool(monitoring.DEBUGGER_ID))
