"""The label on everything that a run makes in the engine, and the removal by that label."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

from docker.errors import APIError, NotFound

RUN = "checkout-acceptance.run"
"""The label that holds the path of the run's folder."""

_QUIET_SECONDS = 0.5  # a container that was being created when the run was killed appears a moment later
_REMOVAL_SECONDS = 30.0
_POLL = Event()  # never set


def remove_run(docker: Any, run: str, quiet: float = _QUIET_SECONDS) -> list[str]:
    """Remove containers, volumes and networks of a run until none has appeared for `quiet` seconds.

    Gives the names of those that could not be removed within 30 seconds.
    """
    deadline = time.monotonic() + _REMOVAL_SECONDS
    empty_since = time.monotonic()
    while (now := time.monotonic()) < deadline:
        if left := _removed(docker, run):
            empty_since = time.monotonic()
        elif now - empty_since >= quiet:
            return []
        _POLL.wait(0.05)
    return left


def remove_abandoned(docker: Any) -> None:
    """Remove what is left of runs whose folder is gone, because their reaper was killed as well."""
    found = [
        *docker.containers.list(all=True, filters={"label": RUN}),
        *docker.networks.list(filters={"label": RUN}),
    ]
    runs = {_labels(each).get(RUN, "") for each in found}
    for run in runs:
        if run and not Path(run).exists():
            remove_run(docker, run, quiet=0)


def _labels(each: Any) -> dict[str, str]:
    attributes = each.attrs
    return dict(attributes.get("Labels") or attributes.get("Config", {}).get("Labels") or {})


def _removed(docker: Any, run: str) -> list[str]:
    """Remove what exists now, containers first; gives the names of what existed."""
    wanted = {"label": f"{RUN}={run}"}
    containers = docker.containers.list(all=True, filters=wanted, ignore_removed=True)
    _all(lambda each: each.remove(force=True, v=True), containers)
    networks = docker.networks.list(filters=wanted)
    _all(lambda each: each.remove(), networks)
    volumes = docker.volumes.list(filters=wanted)
    _all(lambda each: each.remove(force=True), volumes)
    return [each.name for each in (*containers, *networks, *volumes)]


def _all(remove: Callable[[Any], None], found: Iterable[Any]) -> None:
    """Remove in parallel; the caller tries again what is in use or removed by another process."""

    def attempt(each: Any) -> None:
        try:
            remove(each)
        except (NotFound, APIError):
            return

    with ThreadPoolExecutor(8) as side_by_side:
        list(side_by_side.map(attempt, found))
