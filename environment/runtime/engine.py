"""The container engine: found through testcontainers, and checked before use."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docker.errors import DockerException, ImageNotFound
from requests.exceptions import RequestException
from testcontainers.core.docker_client import DockerClient, get_docker_host

from environment.runtime.engine_failure import EngineMissing, ImageMissing

_SOCKET = "unix://"
_LOCAL = (_SOCKET, "npipe://", "http+docker://")
_CONNECT_SECONDS = 5.0
_HINT = "start one (dockerd), name one in DOCKER_HOST, or leave it out: the embedded stack needs none"


@dataclass(frozen=True)
class Engine:
    """An engine that answers. `docker` is its client (docker.DockerClient, which has no types)."""

    docker: Any

    @classmethod
    def reached(cls) -> Engine:
        """The engine of this machine.

        Raises:
            EngineMissing: no engine answers, this account may not use it, or it is on another machine, which
                does not share the memory of the movable clock.
        """
        address = get_docker_host() or "unix:///var/run/docker.sock"
        if not address.startswith(_LOCAL):
            raise EngineMissing(
                f"the container engine at {address} is not on this machine: the services' clock is memory "
                "that they share with the suite, so use a local engine or leave -D stack out"
            )
        if address.startswith(_SOCKET):
            _require_listener(address)
        try:
            client = DockerClient().client
            client.ping()
        except (DockerException, RequestException) as error:
            raise _not_answering(address) from error
        return cls(client)

    def has(self, image: str) -> bool:
        """Whether the engine has the image."""
        return self.labels(image) is not None

    def labels(self, image: str) -> dict[str, str] | None:
        """The labels of an image; None if the engine does not have it. Raises ImageMissing for a bad name."""
        try:
            return dict(self.docker.images.get(image).labels)
        except ImageNotFound:
            return None
        except (DockerException, RequestException) as error:
            why = getattr(error, "explanation", None) or error
            raise ImageMissing(f"the engine knows no image {image}: {why}") from error

    def pulled(self, image: str) -> bool:
        """Whether the engine has the image, or has pulled it now."""
        if self.has(image):
            return True
        try:
            self.docker.images.pull(image)
        except (DockerException, RequestException):
            return False
        return self.has(image)

    @cached_property
    def account(self) -> str:
        """The account of the programs, which must read and write the mounted files: that of the suite.

        A rootless engine maps its own account to root.
        """
        rootless = any("rootless" in option for option in self.docker.info().get("SecurityOptions") or ())
        return "0:0" if rootless else f"{os.geteuid()}:{os.getegid()}"

    def close(self) -> None:
        """Close the connection to the engine."""
        self.docker.close()


def _require_listener(address: str) -> None:
    """Checked first: the client of the engine leaks a socket where nothing listens. Raises EngineMissing."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(_CONNECT_SECONDS)
        try:
            caller.connect(address.removeprefix(_SOCKET))
        except PermissionError as error:
            raise EngineMissing(
                f"the container engine at {address} may not be used by this account: add it to the group "
                "docker and log in again, or leave it out: the embedded stack needs none"
            ) from error
        except OSError as error:
            raise _not_answering(address) from error


def _not_answering(address: str) -> EngineMissing:
    return EngineMissing(f"no container engine answers at {address}: {_HINT}")
