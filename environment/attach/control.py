"""Stops and starts the parts of a stack that another process runs: JSON lines over a unix socket.

A request is `{"do": "kill", "part": "orders", "settings": {}}`, on a connection of its own. Its response is
`{"done": ...}` or `{"failed": "a sentence"}`. `settings` are environment variables, for the request that
starts a second instance; the other requests ignore them. `commands_for` lists all requests.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingUnixStreamServer
from threading import Lock, Thread
from typing import Any

from environment.faults.private_socket import listening_privately
from environment.stack.target import ControllableTarget

_Command = Callable[[str, Mapping[str, str]], object]
"""Takes the name of a part, and settings; returns what is sent back as JSON."""

_TIMEOUT = 30.0  # seconds beside those that a part takes to start


class ControlFailed(RuntimeError):
    """A part could not be stopped or started, or the process that runs it does not answer."""


@dataclass(frozen=True)
class ControlClient:
    """Sends requests to the process that runs the parts. Every method raises ControlFailed.

    start_seconds: how long a part may take to start.
    """

    socket_path: Path
    start_seconds: float = 10.0

    def ask(self, do: str, part: str = "", settings: Mapping[str, str] | None = None) -> Any:
        """Send one request; returns what its response has as `done`."""
        request = {"do": do, "part": part, "settings": dict(settings or {})}
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(_TIMEOUT + self.start_seconds)
                connection.connect(str(self.socket_path))
                connection.sendall(json.dumps(request).encode() + b"\n")
                response = json.loads(connection.makefile("rb").readline() or b"{}")
        except OSError as error:
            raise ControlFailed(f"{self.socket_path} does not answer to {do!r}: {error}") from error
        if "done" not in response:
            why = response.get("failed", "the process that runs it has exited")
            raise ControlFailed(f"{do} {part}: {why}")
        return response["done"]

    def services(self) -> dict[str, RemotePart]:
        """The parts that may be stopped and started, by name."""
        return {name: RemotePart(name, self) for name in self.ask("names")}


@dataclass(frozen=True)
class RemotePart:
    """One part that another process runs."""

    name: str
    control: ControlClient

    def kill(self) -> None:
        """SIGKILL; connections to it are refused from then on."""
        self.control.ask("kill", self.name)

    def start(self) -> None:
        """Start it again; returns when it answers."""
        self.control.ask("start", self.name)

    def restart(self) -> None:
        """Kill and start: what it had in memory is lost."""
        self.control.ask("restart", self.name)

    def log(self) -> str:
        """Its log since it came up."""
        return str(self.control.ask("log", self.name))


@contextmanager
def control_server(target: ControllableTarget, socket_path: Path) -> Iterator[None]:
    """While this context lasts, other processes can control the parts of the target by this socket."""
    one_at_a_time = Lock()
    commands = commands_for(target)

    class Handler(StreamRequestHandler):
        """One request."""

        def handle(self) -> None:
            request = json.loads(self.rfile.readline() or b"{}")
            with one_at_a_time:
                response = _response(commands, request)
            self.wfile.write(json.dumps(response).encode() + b"\n")

    with ThreadingUnixStreamServer(str(socket_path), Handler, bind_and_activate=False) as server:
        server.socket.close()
        server.socket = listening_privately(socket_path)
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


def commands_for(target: ControllableTarget) -> dict[str, _Command]:
    """The function for each request, by the value of its `do`."""
    replicas, database_server = target.replicas, target.database_server
    return {
        "names": lambda _, __: sorted(target.services),
        "kill": lambda part, _: target.services[part].kill(),
        "start": lambda part, _: target.services[part].start(),
        "restart": lambda part, _: target.services[part].restart(),
        "log": lambda part, _: target.services[part].log(),
        "start the dead": lambda _, __: target.restart_stopped(),
        "start the hung": lambda _, __: target.restart_hung(),
        "deaths": lambda _, __: [str(death) for death in target.unexpected_exits()],
        "notes": lambda _, __: target.take_lifecycle_events(),
        "instance: start": replicas.start,
        "instance: share": lambda part, _: replicas.share(part),
        "instance: die for good": lambda part, _: replicas.kill_primary(part),
        "instance: suspend": lambda part, _: replicas.suspend_primary(part, cut_off=False),
        "instance: cut off": lambda part, _: replicas.suspend_primary(part, cut_off=True),
        "instance: wake": lambda part, _: replicas.wake_primary(part),
        "instance: replace": lambda part, _: replicas.replace(part),
        "instance: wait stopped": lambda part, _: replicas.wait_stopped(part),
        "instance: over": lambda _, __: replicas.remove_all(),
        "instance: running": lambda _, __: replicas.running(),
        "database: crash": lambda _, __: database_server.crash(),
        "database: recover": lambda _, __: database_server.recover(),
    }


def _response(commands: Mapping[str, _Command], request: Mapping[str, Any]) -> dict[str, object]:
    do = str(request.get("do"))
    if do not in commands:
        return {"failed": f"there is no such command; known are {', '.join(commands)}"}
    try:
        return {"done": commands[do](str(request.get("part", "")), request.get("settings") or {})}
    except Exception as error:  # noqa: BLE001 - the end of a connection: the client gets the error
        return {"failed": f"{type(error).__name__}: {error}"}
