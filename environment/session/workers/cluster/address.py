"""What -D cluster names: the scheduler of a Dask cluster, or a number of workers on this machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from environment.settings import RunSettings, RunSettingsError

_LOCAL = re.compile(r"local:(?P<workers>[1-9][0-9]*)")
_SCHEDULER = re.compile(r"(tcp|tls)://[^/:\s]+:[0-9]+")


@dataclass(frozen=True)
class ClusterAddress:
    """`scheduler` is its address; empty for a cluster of `workers` processes that the run starts itself."""

    scheduler: str = ""
    workers: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises RunSettingsError, one sentence, for text that names no cluster."""
        if local := _LOCAL.fullmatch(text):
            return cls(workers=int(local["workers"]))
        if _SCHEDULER.fullmatch(text):
            return cls(scheduler=text)
        raise RunSettingsError(
            f"-D cluster={text}: name the scheduler, such as cluster=tcp://10.0.0.5:8786, or a number "
            "of workers on this machine, such as cluster=local:4"
        )


def require_cluster_can_run(settings: RunSettings, jobs: int) -> None:
    """Raises RunSettingsError, one sentence, for settings that do not go with a cluster."""
    for given, why in (
        (jobs, "--jobs: the number of workers is that of the cluster; leave --jobs out"),
        (settings.target, "stack=attach: all workers would share one target; leave -D cluster out"),
        (settings.needs_engine, "containers: a worker starts programs of its own; leave them out"),
        (settings.keep, "keep=1: the logs are on the machines of the workers; leave -D keep out"),
    ):
        if given:
            raise RunSettingsError(f"-D cluster with {why}")
