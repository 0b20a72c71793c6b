"""The line from a test to the proxy: blocking, typed, usable from many threads."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.json_value import JsonObject
from environment.faults.edges import Edge
from environment.faults.errors import BadFault, FaultLineError, NotReached, ProxyFailed
from steps.vocabulary.fault_spec import FaultSpec

_LOOK_AGAIN = 0.01  # seconds
_BETWEEN_LOOKS = threading.Event()  # never set
_PATIENCE = 10.0  # seconds the proxy may take to answer a question that waits for nothing
_ENDS_WITHIN = 5.0  # seconds a call may still take once its fault is healed


@dataclass(frozen=True)
class HeldCall:
    """A call that waits at a fault, masked."""

    summary: str
    correlation: str | None


@dataclass(frozen=True)
class Unfired:
    """A fault that was asked for and never struck, with the calls that passed on its edge meanwhile."""

    fault: FaultSpec
    passed: tuple[str, ...]

    def __str__(self) -> str:
        calls = "; ".join(self.passed) or "none"
        return (
            f"Fault {self.fault.name!r} ({self.fault.kind}) on {self.fault.edge!r} never fired. "
            f"Calls that passed there: {calls}."
        )


@dataclass(frozen=True)
class Unended:
    """A call that a fault had kept, and that has not come to an end although the fault was healed."""

    fault: FaultSpec
    call: str

    def __str__(self) -> str:
        return (
            f"Fault {self.fault.name!r} ({self.fault.kind}) on {self.fault.edge!r} was healed, "
            f"and {self.call} has not come to an end: what it does is not audited."
        )


@dataclass(frozen=True)
class FaultHandle:
    """A fault that was added. All methods raise BadFault once it is healed."""

    spec: FaultSpec
    line: FaultLine

    def heal(self) -> int:
        """End the fault; gives how often it fired."""
        return self.line.heal(self.spec.name)

    def release(self, which: int | None = None) -> int:
        """Let held calls go, see FaultLine.release."""
        return self.line.release(self.spec.name, which)

    def wait_for(self, held: int = 0, fired: int = 0, within: float = 5.0) -> tuple[HeldCall, ...]:
        """Wait until it has come so far, see FaultLine.wait_for."""
        return self.line.wait_for(self.spec.name, held, fired, within)

    @property
    def fired(self) -> int:
        """How often it has fired up to now."""
        return self.line.fired(self.spec.name)


class FaultLine:
    """Speaks to one proxy. Every method raises ProxyFailed when the proxy is not there any more."""

    def __init__(self, control: Path) -> None:
        self.control = control
        self._idle: list[tuple[socket.socket, BinaryIO]] = []
        self._lock = threading.Lock()
        self.ports: dict[str, int] = {}

    def wait_until_up(self, within: float = _PATIENCE) -> None:
        """Return when a proxy that was just started answers; ProxyFailed after `within` seconds."""
        end = time.monotonic() + within
        while True:
            try:
                self.last()
            except ProxyFailed:
                if time.monotonic() > end:
                    raise
                _BETWEEN_LOOKS.wait(_LOOK_AGAIN)
            else:
                return

    def start(self, edges: Sequence[Edge]) -> Mapping[str, int]:
        """Put a port in front of every callee; gives all ports so far by the edge's name."""
        self.ports |= self._ask("open", edges=[edge.as_json() for edge in edges])
        return dict(self.ports)

    def learn_ports(self) -> None:
        """Ask for the ports that somebody else has opened there."""
        self.ports |= self._ask("ports")

    def add(self, fault: FaultSpec) -> FaultHandle:
        """Put a fault on its edge; raises BadFault with what is known where something is not."""
        self._ask("add", fault=fault.as_json())
        return FaultHandle(fault, self)

    def heal(self, name: str) -> int:
        """End one fault; what it holds goes on. Gives how often it fired."""
        return int(self._ask("heal", name=name))

    def heal_all(self, within: float = 0.0, ends_within: float = _ENDS_WITHIN) -> list[Unfired | Unended]:
        """End all faults when each has fired, or after `within` seconds, and wait for the calls they kept.

        Gives the faults that never fired, and the calls that did not come to an end within `ends_within`.
        """
        asked = {"within": within, "ends_within": ends_within}
        found = self._ask("heal all", within + ends_within + _PATIENCE, **asked)
        return [
            *(Unfired(FaultSpec.read(each["fault"]), tuple(each["passed"])) for each in found["unfired"]),
            *(Unended(FaultSpec.read(each["fault"]), each["call"]) for each in found["unended"]),
        ]

    def release(self, name: str, which: int | None = None) -> int:
        """Let one held call go (0 = the first that came), or all of them and hold no more."""
        return int(self._ask("release", name=name, which=which))

    def wait_for(self, name: str, held: int = 0, fired: int = 0, within: float = 5.0) -> tuple[HeldCall, ...]:
        """Wait until a fault holds so many calls and has fired so often; NotReached after `within` s."""
        asked = {"name": name, "held": held, "fired": fired, "within": within}
        return tuple(HeldCall(**each) for each in self._ask("wait", within + _PATIENCE, **asked))

    def fired(self, name: str) -> int:
        """How often a fault has fired up to now."""
        return int(self._ask("fired", name=name))

    def cut(self, edge: str) -> int:
        """Reset every open connection of an edge; gives their number."""
        return int(self._ask("cut", edge=edge))

    def redirect(self, edge: str, *instances: tuple[str, int]) -> None:
        """Send the new connections of an edge to these instances of its callee (host, port), in turn."""
        self._ask("redirect", edge=edge, instances=instances)

    def exchanges(
        self,
        since: int = 0,
        edge: str | None = None,
        correlation: str | None = None,
        without: Sequence[str] = (),
    ) -> list[Exchange]:
        """The masked record of what crossed, oldest first: records with a number above `since`.

        Those of the protocols in `without` are left out unless a fault touched them: masking costs time.
        """
        narrowed: JsonObject = {"edge": edge, "correlation": correlation, "without": list(without)}
        asked = self._ask("exchanges", _PATIENCE, since=since, **narrowed)
        return [Exchange.read(each) for each in asked]

    def passed(self, edge: str, since: int = 0) -> list[str]:
        """What crossed an edge, one masked line a call."""
        return list(self._ask("passed", edge=edge, since=since))

    def last(self) -> int:
        """The number of the newest record: what comes later is `since` this."""
        return int(self._ask("last"))

    def forget(self, until: int | None = None) -> int:
        """Drop the records up to this number, or all; gives how many that were."""
        return int(self._ask("forget", until=self.last() if until is None else until))

    def failures(self) -> list[str]:
        """Faults that broke themselves (a defect of the suite), each reported once."""
        return list(self._ask("failures"))

    def kinds(self) -> list[JsonObject]:
        """Every fault kind in words, for a table."""
        return list(self._ask("kinds"))

    def close(self) -> None:
        """Hang up; the proxy goes on."""
        with self._lock:
            for connection, reader in self._idle:
                reader.close()
                connection.close()
            self._idle.clear()

    def _ask(self, do: str, patience: float = _PATIENCE, **asked: Any) -> Any:
        line = json.dumps({"do": do, **asked}).encode() + b"\n"
        try:
            with self._connection(patience) as (connection, reader):
                connection.sendall(line)
                answer = reader.readline()
        except OSError as error:
            raise ProxyFailed(f"The proxy at {self.control} gave no answer to {do!r}: {error}") from error
        if not answer:
            raise ProxyFailed(f"The proxy at {self.control} went away when asked to {do!r}.")
        return _read(json.loads(answer))

    def _connected(self) -> tuple[socket.socket, BinaryIO]:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(str(self.control))
        except OSError:
            connection.close()
            raise
        return connection, connection.makefile("rb")

    @contextmanager
    def _connection(self, patience: float) -> Iterator[tuple[socket.socket, BinaryIO]]:
        """A connection of its own for each question under way: one thread may wait while another releases."""
        with self._lock:
            found = self._idle.pop() if self._idle else None
        if found is None:
            found = self._connected()
        found[0].settimeout(patience)
        try:
            yield found
        except OSError:
            found[1].close()
            found[0].close()
            raise
        with self._lock:
            self._idle.append(found)


def _read(answer: Mapping[str, Any]) -> Any:
    refusals: tuple[tuple[str, type[FaultLineError]], ...] = (
        ("refused", BadFault),
        ("not reached", NotReached),
    )
    for word, error in refusals:
        if word in answer:
            raise error(answer[word])
    return answer["done"]
