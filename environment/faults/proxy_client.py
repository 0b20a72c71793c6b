"""The client of the proxy: blocking, typed, usable from many threads."""

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
from environment.evidence.recording.statements import Statement, read_statements
from environment.faults.edges import Edge
from environment.faults.errors import FaultWaitTimeout, InvalidFault, ProxyError, ProxyFailed
from steps.vocabulary.fault_spec import FaultSpec

_POLL = 0.01  # seconds
_PAUSE = threading.Event()  # never set
_TIMEOUT = 10.0  # seconds for the response to a request that waits for nothing
_ENDS_WITHIN = 5.0  # seconds a call may still take once its fault is healed


@dataclass(frozen=True)
class HeldCall:
    """A call that a fault holds, masked."""

    summary: str
    correlation: str | None


@dataclass(frozen=True)
class FaultNotTriggered:
    """A fault that never fired, with the calls that passed on its edge while it was there."""

    fault: FaultSpec
    passed: tuple[str, ...]

    @property
    def arrow(self) -> str:
        """Where the call that it waited for was not made."""
        return self.fault.edge

    def __str__(self) -> str:
        calls = "; ".join(self.passed) or "none"
        return (
            f"Fault {self.fault.name!r} ({self.fault.kind}) on {self.fault.edge!r} never fired. "
            f"Calls that passed there: {calls}."
        )


@dataclass(frozen=True)
class CallNotFinished:
    """A call that a fault has held or slowed, and that has not come to an end since the fault was healed."""

    fault: FaultSpec
    call: str

    def __str__(self) -> str:
        return (
            f"Fault {self.fault.name!r} ({self.fault.kind}) on {self.fault.edge!r} was healed, "
            f"and {self.call} has not come to an end: what it does is not audited."
        )


@dataclass(frozen=True)
class InjectedFault:
    """A fault that was added to the proxy. All methods raise InvalidFault once it is healed."""

    spec: FaultSpec
    proxy: ProxyClient

    def heal(self) -> int:
        """End the fault; how often it has fired."""
        return self.proxy.heal(self.spec.name)

    def release(self, which: int | None = None) -> int:
        """Let held calls go, see ProxyClient.release."""
        return self.proxy.release(self.spec.name, which)

    def wait_for(self, held: int = 0, fired: int = 0, within: float = 5.0) -> tuple[HeldCall, ...]:
        """Wait until it has held and fired so often, see ProxyClient.wait_for."""
        return self.proxy.wait_for(self.spec.name, held, fired, within)

    @property
    def fired(self) -> int:
        """How often it has fired up to now."""
        return self.proxy.fired(self.spec.name)


class ProxyClient:
    """Controls one proxy over the unix socket `control`.

    Every method raises ProxyFailed if the proxy does not respond.
    """

    def __init__(self, control: Path) -> None:
        self.control = control
        self._idle: list[tuple[socket.socket, BinaryIO]] = []
        self._lock = threading.Lock()
        self.ports: dict[str, int] = {}
        self.injected: set[str] = set()
        """The names of the faults that were added since the record was emptied."""

    def wait_until_up(self, within: float = _TIMEOUT) -> None:
        """Return when a proxy that was just started responds; ProxyFailed after `within` seconds."""
        end = time.monotonic() + within
        while True:
            try:
                self.last()
            except ProxyFailed:
                if time.monotonic() > end:
                    raise
                _PAUSE.wait(_POLL)
            else:
                return

    def start(self, edges: Sequence[Edge]) -> Mapping[str, int]:
        """Open a port in front of every callee; all ports so far, by edge."""
        self.ports |= self._request("open", edges=[edge.as_json() for edge in edges])
        return dict(self.ports)

    def learn_ports(self) -> None:
        """Learn the ports that another client has opened."""
        self.ports |= self._request("ports")

    def add(self, fault: FaultSpec) -> InjectedFault:
        """Put a fault on its edge. Raises InvalidFault, which lists what exists."""
        self._request("add", fault=fault.as_json())
        self.injected.add(fault.name)
        return InjectedFault(fault, self)

    def heal(self, name: str) -> int:
        """End one fault, so that held calls go on; how often it has fired."""
        return int(self._request("heal", name=name))

    def heal_all(
        self, within: float = 0.0, ends_within: float = _ENDS_WITHIN
    ) -> list[FaultNotTriggered | CallNotFinished]:
        """End all faults when each has fired, or after `within` seconds, and wait for the calls they held.

        Returns the faults that never fired, and the calls that have not ended `ends_within` seconds later.
        """
        asked = {"within": within, "ends_within": ends_within}
        found = self._request("heal all", within + ends_within + _TIMEOUT, **asked)
        return [
            *(
                FaultNotTriggered(FaultSpec.read(each["fault"]), tuple(each["passed"]))
                for each in found["not triggered"]
            ),
            *(CallNotFinished(FaultSpec.read(each["fault"]), each["call"]) for each in found["not finished"]),
        ]

    def release(self, name: str, which: int | None = None) -> int:
        """Let one held call go (0 = the first that came), or all of them and hold no more; their number."""
        return int(self._request("release", name=name, which=which))

    def wait_for(self, name: str, held: int = 0, fired: int = 0, within: float = 5.0) -> tuple[HeldCall, ...]:
        """Wait until a fault holds so many calls and has fired so often; the held calls.

        Raises FaultWaitTimeout after `within` seconds, and as soon as the fault is healed.
        """
        asked = {"name": name, "held": held, "fired": fired, "within": within}
        return tuple(HeldCall(**each) for each in self._request("wait", within + _TIMEOUT, **asked))

    def fired(self, name: str) -> int:
        """How often a fault has fired up to now."""
        return int(self._request("fired", name=name))

    def cut(self, edge: str) -> int:
        """Reset every open connection of an edge; their number."""
        return int(self._request("cut", edge=edge))

    def redirect(self, edge: str, *instances: tuple[str, int]) -> None:
        """Send the new connections of an edge to these instances of its callee (host, port), in turn."""
        self._request("redirect", edge=edge, instances=instances)

    def exchanges(
        self,
        since: int = 0,
        edge: str | None = None,
        correlation: str | None = None,
        without: Sequence[str] = (),
    ) -> list[Exchange]:
        """The masked record of all calls, oldest first: records with a number above `since`.

        Calls of the protocols in `without` are left out unless a fault acted on them: masking costs time.
        """
        narrowed: JsonObject = {"edge": edge, "correlation": correlation, "without": list(without)}
        asked = self._request("exchanges", _TIMEOUT, since=since, **narrowed)
        return [Exchange.read(each) for each in asked]

    def statements(self, since: int = 0) -> list[Statement]:
        """The SQL statements of all services, oldest first: records with a number above `since`."""
        return list(read_statements(self._request("statements", since=since)))

    def passed(self, edge: str, since: int = 0) -> list[str]:
        """The calls that crossed an edge, one masked line each."""
        return list(self._request("passed", edge=edge, since=since))

    def last(self) -> int:
        """The number of the newest record: records that come later are `since` this."""
        return int(self._request("last"))

    def let_arrive(self, edges: Sequence[str], within: float) -> bool:
        """Wait until no call is under way on these edges; whether there is none, after `within` seconds."""
        return bool(self._request("let arrive", within + _TIMEOUT, edges=list(edges), within=within))

    def forget(self, until: int | None = None) -> int:
        """Drop the records up to this number, or all; how many were dropped."""
        if until is None:
            self.injected.clear()
        return int(self._request("forget", until=self.last() if until is None else until))

    def failures(self) -> list[str]:
        """The faults that raised an error of their own (a defect of the suite), each reported once."""
        return list(self._request("failures"))

    def kinds(self) -> list[JsonObject]:
        """Every fault kind in words, for a table."""
        return list(self._request("kinds"))

    def close(self) -> None:
        """Close all connections to the proxy; the proxy goes on."""
        with self._lock:
            for connection, reader in self._idle:
                reader.close()
                connection.close()
            self._idle.clear()

    def _request(self, do: str, timeout: float = _TIMEOUT, **asked: Any) -> Any:
        line = json.dumps({"do": do, **asked}).encode() + b"\n"
        try:
            with self._connection(timeout) as (connection, reader):
                connection.sendall(line)
                response = reader.readline()
        except OSError as error:
            raise ProxyFailed(f"The proxy at {self.control} gave no answer to {do!r}: {error}") from error
        if not response:
            raise ProxyFailed(f"The proxy at {self.control} went away when asked to {do!r}.")
        return _result(json.loads(response))

    def _connected(self) -> tuple[socket.socket, BinaryIO]:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(str(self.control))
        except OSError:
            connection.close()
            raise
        return connection, connection.makefile("rb")

    @contextmanager
    def _connection(self, timeout: float) -> Iterator[tuple[socket.socket, BinaryIO]]:
        """A connection for one request: another thread may send a request while this one waits."""
        with self._lock:
            found = self._idle.pop() if self._idle else None
        if found is None:
            found = self._connected()
        found[0].settimeout(timeout)
        try:
            yield found
        except OSError:
            found[1].close()
            found[0].close()
            raise
        with self._lock:
            self._idle.append(found)


def _result(response: Mapping[str, Any]) -> Any:
    refusals: tuple[tuple[str, type[ProxyError]], ...] = (
        ("refused", InvalidFault),
        ("timed out", FaultWaitTimeout),
    )
    for word, error in refusals:
        if word in response:
            raise error(response[word])
    return response["done"]
