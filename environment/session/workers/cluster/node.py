"""The process that runs scenarios on a machine of a cluster, in a copy of the project.

A Dask worker starts it, and it ends with the Dask worker. Its first message says what it is to run.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from behave.configuration import Configuration
from behave.runner import the_step_registry

from environment.runtime.processes.parent_death import exit_at_the_end_of
from environment.runtime.signals import signals_blocked
from environment.session.selection import key_of
from environment.session.workers.cluster.shipment import ShippingConnection
from environment.session.workers.units import Unit
from environment.session.workers.worker import ScenarioWorker

_OF_THE_PARENT = (
    "cluster",
    "shard",
    "select",
    "base",
    "explain",
    "order",
    "budget",
    "observe",
    "sample_seed",
)


@dataclass(frozen=True)
class NodeSetup:
    """What a node runs.

    name: the name of the worker.
    arguments: those of behave.
    runner: the class of the runner, as pyproject.toml names it.
    scenarios: a digest of the names of all scenarios, which must be the same as on the parent's machine.
    """

    name: str
    arguments: Sequence[str]
    runner: str
    scenarios: str


def node_arguments(config: Any, sample_seed: str, observed: Path | None) -> list[str]:
    """The arguments of a run with the same features, tags and settings, without what only a parent does."""
    arguments = [os.path.relpath(str(path)) for path in config.paths]
    arguments += [f"--tags={each}" for each in config.tags or ()]
    arguments += [f"--name={each}" for each in config.name or ()]
    settings = {key: value for key, value in config.userdata.items() if key not in _OF_THE_PARENT}
    settings |= {"sample_seed": sample_seed} | ({"observe": str(observed)} if observed else {})
    for key, value in settings.items():
        arguments += ["-D", f"{key}={value}"]
    return [*arguments, "--jobs=1", "--no-junit", "--no-summary"]


def scenarios_of(features: Sequence[Any]) -> list[Any]:
    """All scenarios, selected or not: their positions are the same on all machines."""
    return [scenario for feature in features for scenario in feature.walk_scenarios()]


def digest_of(scenarios: Sequence[Any]) -> str:
    """A digest of the names of these scenarios, in their order."""
    return sha256("\n".join(map(key_of, scenarios)).encode()).hexdigest()[:16]


class _Serving:
    """Mixed into the runner of the run: takes assignments where the runner would run the features."""

    setup: NodeSetup
    connection: Connection
    step_registry: Any

    def _run_prepared(self, features: list[Any]) -> bool:
        self.step_registry = the_step_registry  # behave's run_model() would set it
        scenarios = scenarios_of(features)
        if digest_of(scenarios) != self.setup.scenarios:
            raise RuntimeError("the features of this machine have other scenarios")
        units = [Unit(place, scenario) for place, scenario in enumerate(scenarios)]
        parent: Any = ShippingConnection(self.connection, self.setup.name)
        with signals_blocked():
            ScenarioWorker(self.setup.name, self, units, parent)()
        return False


def main(connection: Connection, pipe: int) -> None:
    """Run what the parent assigns. `pipe` is the read end of a pipe that ends with the Dask worker."""
    with signals_blocked():  # its thread must take no signal: the main thread would go on waiting
        exit_at_the_end_of(pipe)
    setup: NodeSetup = connection.recv()
    Path("reports").mkdir(exist_ok=True)
    config = Configuration([*setup.arguments], load_config=True)
    config.reporters.clear()
    module, _, name = setup.runner.partition(":")
    runner = getattr(importlib.import_module(module), name)
    served = {"setup": setup, "connection": connection}
    type("NodeRunner", (_Serving, runner), served)(config).run()


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])), int(sys.argv[2]))
