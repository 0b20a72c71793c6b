"""Begins the workers of a run with -D cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import cloudpickle

from environment.session.samples import seed_of
from environment.session.workers.cluster import machine
from environment.session.workers.cluster.address import ClusterAddress
from environment.session.workers.cluster.cluster_workers import ClusterWorkers
from environment.session.workers.cluster.connection import connected
from environment.session.workers.cluster.node import NodeSetup, digest_of, node_arguments, scenarios_of
from environment.session.workers.cluster.project_archive import archive_of, pinned_versions
from environment.session.workers.cluster.received import ReceivedFiles
from environment.session.workers.cluster.shipment import OBSERVED
from environment.session.workers.units import Unit
from environment.settings import RunSettings, RunSettingsError

_RUNNER_MODULE = "environment.runner"
_LOCK = Path("requirements.lock")


@contextmanager
def cluster_workers(runner: Any, features: Sequence[Any], units: Sequence[Unit]) -> Iterator[ClusterWorkers]:
    """The workers for these units. Raises RunSettingsError where the cluster cannot be used."""
    kind, settings = type(runner), runner.settings
    if kind._run_prepared.__module__ != _RUNNER_MODULE:
        raise RunSettingsError(f"-D cluster: {kind.__name__} prepares scenarios itself; leave -D cluster out")
    scenarios = scenarios_of(features)
    place = {id(each): number for number, each in enumerate(scenarios)}
    cloudpickle.register_pickle_by_value(machine)
    with connected(ClusterAddress.parse(settings.cluster)) as client:
        yield ClusterWorkers(
            client,
            _project(Path.cwd()),
            _setup(runner, settings, scenarios),
            places=[place[id(unit.scenario)] for unit in units],
            received=ReceivedFiles(runner.formatters, settings.observe),
            no_worker_seconds=settings.cluster_wait,
        )


def _project(folder: Path) -> machine.ProjectOnMachine:
    digest, archive = archive_of(folder)
    pins = pinned_versions(_LOCK.read_text("utf-8")) if _LOCK.is_file() else {}
    return machine.ProjectOnMachine(f"acceptance-{digest}-{uuid4().hex[:8]}", archive, pins)


def _setup(runner: Any, settings: RunSettings, scenarios: Sequence[Any]) -> NodeSetup:
    seed = settings.sample_seed or seed_of(datetime.now(UTC).date())
    arguments = node_arguments(runner.config, seed, OBSERVED if settings.observe else None)
    kind = type(runner)
    return NodeSetup("", arguments, f"{kind.__module__}:{kind.__qualname__}", digest_of(scenarios))
