"""The network of one run: internal, for its own containers only, with a fixed address for each program."""

from __future__ import annotations

import ipaddress
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from docker.errors import APIError
from docker.types import EndpointConfig, IPAMConfig, IPAMPool
from testcontainers.core.config import testcontainers_config
from testcontainers.core.network import Network

from environment.runtime.containers.labels import RUN, remove_run
from environment.runtime.engine import Engine
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.run_folder import RunFolder

_REAPER = "environment.runtime.containers.reaper"
_REAPER_SECONDS = 45.0
_FIRST_ADDRESS = 10  # the engine uses the first itself
_ATTEMPTS = 10


def hostname(name: str) -> str:
    """The name of a program on the network and in the engine: "cart, second" is cart-second."""
    return name.replace(", ", "-")


class RunNetwork:
    """A context manager; every container on the network ends with it, and at the latest with the run.

    The addresses are fixed, so that a program has the same address after a restart.
    """

    def __init__(self, engine: Engine, folder: RunFolder) -> None:
        self.engine = engine
        self.run = str(folder.path)
        self.name = folder.path.name
        self.folder = folder
        self._addresses: dict[str, str] = {}

    def __enter__(self) -> Self:
        # The reaper of testcontainers where its image is available; our own reaper always.
        testcontainers_config.ryuk_disabled = not self.engine.has(testcontainers_config.ryuk_image)
        with ExitStack() as undo:
            self._reaper = self._start_reaper()
            undo.callback(self._close)
            self._network = self._made()
            undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def address(self, name: str) -> str:
        """The address of the program with this name, assigned at the first call."""
        if name not in self._addresses:
            self._addresses[name] = str(self._subnet[_FIRST_ADDRESS + len(self._addresses)])
        return self._addresses[name]

    def settings(self, name: str) -> dict[str, Any]:
        """The arguments for a container of this name: its network, its address, and the label of the run."""
        version = self.engine.docker.api.api_version
        alias = hostname(name)
        place = EndpointConfig(version, aliases=[alias], ipv4_address=self.address(name))
        return {
            "network": self._network.name,
            "networking_config": {self._network.name: place},
            "hostname": alias,
            "labels": {RUN: self.run},
        }

    def _made(self) -> Network:
        """Make it in a subnet that the engine calls free: only a subnet by name can have fixed addresses."""
        for attempts_left in reversed(range(_ATTEMPTS)):
            subnet = self._free_subnet()
            try:
                network = self._network_of(IPAMConfig(pool_configs=[IPAMPool(subnet=subnet)]))
            except APIError:  # another run has taken the subnet
                if not attempts_left:
                    raise
            else:
                self._subnet = ipaddress.ip_network(subnet)
                return network
        raise AssertionError("the last attempt returns or raises")

    def _free_subnet(self) -> str:
        network = self._network_of(None)
        try:
            found = self.engine.docker.networks.get(network.id)
            return str(found.attrs["IPAM"]["Config"][0]["Subnet"])
        finally:
            network.remove()

    def _network_of(self, addresses: IPAMConfig | None) -> Network:
        settings = {"driver": "bridge", "internal": True, "ipam": addresses, "labels": {RUN: self.run}}
        network = Network(docker_network_kw=settings)
        network.name = self.name
        return network.create()

    def _start_reaper(self) -> subprocess.Popen[str]:
        reaper = subprocess.Popen(
            [sys.executable, "-P", "-m", _REAPER, self.run],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=(self.folder.fileno(),),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(place or str(Path.cwd()) for place in sys.path)},
            cwd="/",
            text=True,
            start_new_session=True,  # Ctrl-C goes to the process group of the run
        )
        assert reaper.stdout is not None
        if reaper.stdout.readline() != "ready\n":
            raise StartUpFailed("the reaper of the containers did not start", _REAPER, self.folder.logs)
        return reaper

    def _close(self) -> None:
        """Let the reaper remove everything; remove it here if the reaper was killed."""
        assert self._reaper.stdin is not None
        assert self._reaper.stdout is not None
        self._reaper.stdin.close()
        returncode = self._reaper.wait(_REAPER_SECONDS)
        self._reaper.stdout.close()
        if returncode != 0:
            remove_run(self.engine.docker, self.run)
