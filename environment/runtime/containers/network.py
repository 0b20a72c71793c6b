"""The network of one run: nobody else is on it, nothing leads out of it, and every part keeps its address."""

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

from environment.runtime.containers.engine import Engine
from environment.runtime.containers.labels import RUN, remove_run
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.run_folder import RunFolder

_CARETAKER = "environment.runtime.containers.caretaker"
_CARETAKER_SECONDS = 45.0
_FIRST_ADDRESS = 10  # the engine keeps the first for itself
_ATTEMPTS = 10


def hostname(name: str) -> str:
    """What a part is called on the network, and in the engine: "cart, second" as cart-second."""
    return name.replace(", ", "-")


class OwnNetwork:
    """A context manager; when it ends, so does every container on it, whatever ends the run.

    The addresses are fixed, so that a part that is stopped and started again is where it was.
    """

    def __init__(self, engine: Engine, folder: RunFolder) -> None:
        self.engine = engine
        self.run = str(folder.path)
        self.name = folder.path.name
        self.folder = folder
        self._addresses: dict[str, str] = {}

    def __enter__(self) -> Self:
        # The reaper of testcontainers where its image is; our own caretaker in any case.
        testcontainers_config.ryuk_disabled = not self.engine.has(testcontainers_config.ryuk_image)
        with ExitStack() as undo:
            self._caretaker = self._start_caretaker()
            undo.callback(self._close)
            self._network = self._made()
            undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def address(self, name: str) -> str:
        """The address of a part of this name, from the first time it is asked for."""
        if name not in self._addresses:
            self._addresses[name] = str(self._subnet[_FIRST_ADDRESS + len(self._addresses)])
        return self._addresses[name]

    def settings(self, name: str) -> dict[str, Any]:
        """What a container of this name is made with, so that it is on this network and ends with the run."""
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
        """The engine knows which addresses are free; fixed ones can be had only where they are asked for."""
        for attempts_left in reversed(range(_ATTEMPTS)):
            subnet = self._free_subnet()
            try:
                network = self._network_of(IPAMConfig(pool_configs=[IPAMPool(subnet=subnet)]))
            except APIError:  # another run was quicker
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

    def _start_caretaker(self) -> subprocess.Popen[str]:
        caretaker = subprocess.Popen(
            [sys.executable, "-P", "-m", _CARETAKER, self.run],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=(self.folder.fileno(),),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(place or str(Path.cwd()) for place in sys.path)},
            cwd="/",
            text=True,
            start_new_session=True,  # Ctrl-C goes to the run's group and must not reach it
        )
        assert caretaker.stdout is not None
        if caretaker.stdout.readline() != "ready\n":
            raise StartUpFailed("the caretaker of the containers did not start", _CARETAKER, self.folder.logs)
        return caretaker

    def _close(self) -> None:
        """Let the caretaker remove everything; do it here if somebody has killed it."""
        assert self._caretaker.stdin is not None
        assert self._caretaker.stdout is not None
        self._caretaker.stdin.close()
        returncode = self._caretaker.wait(_CARETAKER_SECONDS)
        self._caretaker.stdout.close()
        if returncode != 0:
            remove_run(self.engine.docker, self.run)
