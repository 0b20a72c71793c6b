"""Stops and starts the parts of a stack that another process runs: one JSON object a line over a unix socket.

Asked `{"do": "kill", "part": "orders", "settings": {}}`, answered `{"done": ...}` or
`{"failed": "a sentence"}`. `settings` count only where a second instance is started.
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

from environment.stack.target import Instances, Target

_Act = Callable[[str, Mapping[str, str]], object]
_PATIENCE = 40.0  # seconds; a part that is started has 20 to answer


class PartsFailed(RuntimeError):
    """A part could not be stopped or started, or whoever runs it does not answer."""


@dataclass(frozen=True)
class RemoteParts:
    """Asks whoever runs the parts. Every method raises PartsFailed."""

    control: Path

    def ask(self, do: str, part: str = "", settings: Mapping[str, str] | None = None) -> Any:
        """One question, one answer, on a connection of its own."""
        question = {"do": do, "part": part, "settings": dict(settings or {})}
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(_PATIENCE)
                line.connect(str(self.control))
                line.sendall(json.dumps(question).encode() + b"\n")
                answer = json.loads(line.makefile("rb").readline() or b"{}")
        except OSError as error:
            raise PartsFailed(f"nobody at {self.control} answers to {do!r}: {error}") from error
        if "done" not in answer:
            raise PartsFailed(f"{do} {part}: {answer.get('failed', 'whoever runs it went away')}")
        return answer["done"]

    def services(self) -> dict[str, RemotePart]:
        """Everything that may be stopped and started, by name."""
        return {name: RemotePart(name, self) for name in self.ask("names")}


@dataclass(frozen=True)
class RemotePart:
    """One of them."""

    name: str
    parts: RemoteParts

    def kill(self) -> None:
        """End it at once; its port refuses from then on."""
        self.parts.ask("kill", self.name)

    def start(self) -> None:
        """Bring it back; returns when it answers."""
        self.parts.ask("start", self.name)

    def restart(self) -> None:
        """As after a crash: what it had in memory is gone."""
        self.parts.ask("restart", self.name)

    def log(self) -> str:
        """Everything it has logged since it came up."""
        return str(self.parts.ask("log", self.name))


@contextmanager
def parts_of(target: Target, control: Path) -> Iterator[None]:
    """While this lasts, others can stop and start the parts of this target by the socket `control`."""
    one_at_a_time = Lock()
    acts: Mapping[str, _Act] = acts_on(target)

    class Answering(StreamRequestHandler):
        """One question."""

        def handle(self) -> None:
            asked = json.loads(self.rfile.readline() or b"{}")
            with one_at_a_time:
                answer = _answer(acts, asked)
            self.wfile.write(json.dumps(answer).encode() + b"\n")

    with ThreadingUnixStreamServer(str(control), Answering) as server:
        control.chmod(0o600)
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


def acts_on(target: Target) -> dict[str, _Act]:
    """Everything that may be asked, by its words; each is given a part's name and settings."""
    return {
        "names": lambda _, __: sorted(target.services),
        "kill": lambda part, _: target.services[part].kill(),
        "start": lambda part, _: target.services[part].start(),
        "restart": lambda part, _: target.services[part].restart(),
        "log": lambda part, _: target.services[part].log(),
        "start the dead": lambda _, __: target.start_the_dead(),
        "deaths": lambda _, __: [str(death) for death in target.unexpected_exits()],
        "notes": lambda _, __: target.take_notes(),
        **_acts_on_instances(target.instances),
    }


def _acts_on_instances(instances: Instances) -> dict[str, _Act]:
    return {
        "instance: start": instances.start,
        "instance: share": lambda part, _: instances.share(part),
        "instance: die for good": lambda part, _: instances.die_for_good(part),
        "instance: replace": lambda part, _: instances.replace(part),
        "instance: wait stopped": lambda part, _: instances.wait_stopped(part),
        "instance: over": lambda _, __: instances.over(),
        "instance: running": lambda _, __: instances.running(),
        "database: crash": lambda _, __: instances.crash_database(),
        "database: recover": lambda _, __: instances.recover_database(),
    }


def _answer(acts: Mapping[str, _Act], asked: Mapping[str, Any]) -> dict[str, object]:
    do = str(asked.get("do"))
    if do not in acts:
        return {"failed": f"there is no such act; known are {', '.join(acts)}"}
    try:
        return {"done": acts[do](str(asked.get("part", "")), asked.get("settings") or {})}
    except Exception as error:  # noqa: BLE001 - the end of a connection: whoever asked is told
        return {"failed": f"{type(error).__name__}: {error}"}
