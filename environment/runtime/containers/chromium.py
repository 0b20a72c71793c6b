"""Chromium in a container, behind a Playwright server.

Playwright can also speak to a browser that it has not started, by the port of its developer tools. Then the
forty switches with which it starts a browser are missing, among them the one without which "back" shows a
page out of a cache, and its authors promise less for that way. The server starts the browser as everywhere;
it refuses a driver of another version, and the image has the driver of this machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from environment.runtime.containers.network import RunNetwork
from environment.runtime.containers.process import ContainerProcess
from environment.runtime.processes.program import Program
from environment.runtime.run_folder import RunFolder

CHROMIUM = "chromium"
_PLACE = "/browser"
_SETTINGS = "BROWSER_SETTINGS"


class ChromiumServer(ContainerProcess):
    """A browser on the network of a run. It ends with the network, as every container there."""

    ready_seconds = 180.0  # two programs, one after the other, on a machine that starts the rest of a stack

    @property
    def address(self) -> str:
        """Where a driver connects to it."""
        return f"ws://{self.host}:{self.ports['http']}{_PLACE}"

    def _arguments(self) -> list[str]:
        return ["playwright", "launch-server", "--browser", "chromium", "--config", self.environ[_SETTINGS]]


class ChromiumInContainer:
    """Makes the browser of a run when a run opens one. `image` gives the image's name and its Chromium.

    A program that is None is Playwright's own browser, which its image has.
    """

    def __init__(
        self, image: Callable[[], tuple[str, str | None]], network: RunNetwork, folder: RunFolder
    ) -> None:
        self._image, self._network, self._folder = image, network, folder
        self.server: ChromiumServer | None = None

    def start(self, arguments: Sequence[str]) -> str:
        """Start it with these arguments; gives the address of its Playwright server.

        Raises ImageMissing, and StartUpFailed with the tail of its log.
        """
        image, program = self._image()
        server = self.server = ChromiumServer(Program(CHROMIUM, ""), image, self._network, self._folder)
        settings = self._folder.path / f"{CHROMIUM}.json"
        settings.write_text(json.dumps(_settings(arguments, program, server.ports["http"])))
        server.environ = {_SETTINGS: str(settings), "HOME": "/tmp"}
        server.start()
        server.wait_ready()
        return server.address

    def how_it_ended(self) -> str | None:
        """How it has ended by itself; None while it runs."""
        server = self.server
        return server.how_it_ended() if server and server.exited_unexpectedly else None

    def release(self) -> None:
        """Close the connections to the engine, after the engine has removed the container."""
        if self.server is not None:
            self.server.release()


def _settings(arguments: Sequence[str], program: str | None, port: int) -> dict[str, object]:
    """The options of Playwright's launchServer."""
    where = {"host": "0.0.0.0", "port": port, "wsPath": _PLACE}
    return {**where, "args": list(arguments), **({"executablePath": program} if program else {})}
