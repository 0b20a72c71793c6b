"""The cost of the proxy: `python -m environment.tools.bench.proxy`.

A callee like our services (FastAPI with a model in, a model out, in a thread) is called directly and through
the proxy, in turns, in one run. Ratios of such turns hold on a busy machine; milliseconds alone do not.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import cast

import uvicorn
import uvloop
from fastapi import FastAPI
from pydantic import BaseModel

from environment.faults.edges import Edge
from environment.faults.launch import launched
from environment.faults.proxy_client import ProxyClient
from environment.topology import Protocol
from steps.vocabulary.fault_spec import CallPattern, FaultSpec

ADDED_AT_MOST = 0.7  # milliseconds, median of an exchange
SHARE_AT_LEAST = 0.65  # of the direct throughput at 8 clients

_EDGE = "bench -> callee"
_ROUNDS = 24
_CALLS = 60  # one after the other, in each round
_CLIENTS = 8
_SECONDS = 0.3  # of full load, in each round
_BODY = json.dumps({"amount": 1900, "currency": "USD", "token": "pm_card_visa", "note": "x" * 200}).encode()
_REQUEST = (
    b"PUT /payments/1 HTTP/1.1\r\nHost: callee\r\nAuthorization: Bearer x.y.z\r\n"
    b"traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nbaggage: scenario=bench\r\n"
    b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(_BODY), _BODY)
)


@dataclass(frozen=True)
class ProxyCost:
    """Milliseconds of a median exchange; exchanges a second at 8 clients; the proxy's share of direct.

    `added_ms` and `share` are medians over the rounds; in a round both ways are measured under the same load.

    `fetched_ms`: milliseconds to fetch one masked exchange at the end of a scenario.
    """

    direct_ms: float
    proxied_ms: float
    added_ms: float
    direct_rate: float
    proxied_rate: float
    share: float
    fetched_ms: float

    @property
    def kept(self) -> bool:
        """Whether both limits are kept."""
        return self.added_ms <= ADDED_AT_MOST and self.share >= SHARE_AT_LEAST


class BenchPayment(BaseModel):
    """The body of the request and of the answer."""

    amount: int
    currency: str
    token: str
    note: str
    status: str = "authorized"


def _serve(listener: socket.socket) -> None:
    app = FastAPI()

    @app.put("/payments/{checkout_id}")
    def put(checkout_id: str, payment: BenchPayment) -> BenchPayment:
        return payment.model_copy(update={"note": f"{payment.note} {checkout_id}" * 2})

    config = uvicorn.Config(app, log_level="error", timeout_keep_alive=75, access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def _callee() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process: BaseProcess = get_context("fork").Process(target=_serve, args=(listener,), daemon=True)
        process.start()
        try:
            yield listener.getsockname()[1]
        finally:
            assert process.pid
            os.kill(process.pid, signal.SIGTERM)
            process.join()


class _Client(asyncio.Protocol):
    """Sends the same call again and again, as cheaply as Python can."""

    def __init__(self, done: Callable[[], None]) -> None:
        self._done = done
        self._transport: asyncio.WriteTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)
        self._transport.write(_REQUEST)

    def data_received(self, data: bytes) -> None:
        if data.endswith(b"}"):
            self._done()
            self._transport.write(_REQUEST)


async def _rate(port: int) -> float:
    """Exchanges a second with all clients at once."""
    count = 0

    def done() -> None:
        nonlocal count
        count += 1

    loop = asyncio.get_running_loop()
    made = [await loop.create_connection(lambda: _Client(done), "127.0.0.1", port) for _ in range(_CLIENTS)]
    begun, before = time.perf_counter(), count
    await asyncio.sleep(_SECONDS)
    rate = (count - before) / (time.perf_counter() - begun)
    for transport, _ in made:
        transport.abort()
    return rate


def _times(connection: socket.socket) -> list[float]:
    """Milliseconds of single exchanges, one after the other."""
    taken = []
    for _ in range(_CALLS):
        begun = time.perf_counter()
        connection.sendall(_REQUEST)
        while not connection.recv(65536).endswith(b"}"):
            continue
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def measure() -> ProxyCost:
    """Measure both, in turns, with an active fault of another scenario; takes about 25 seconds."""
    with _callee() as port, launched() as line:
        ports = (port, line.start([Edge(_EDGE, Protocol.HTTP, port)])[_EDGE])
        line.add(
            FaultSpec("of another scenario", CallPattern(_EDGE), "no answer", correlation="another scenario")
        )
        connections = [socket.create_connection(("127.0.0.1", each)) for each in ports]
        for connection in connections:
            _times(connection)
        singles: tuple[list[float], list[float]] = ([], [])
        rates: tuple[list[float], list[float]] = ([], [])
        fetched: list[float] = []
        for turn in range(_ROUNDS):
            for which in (0, 1) if turn % 2 else (1, 0):
                singles[which].append(statistics.median(_times(connections[which])))
                rates[which].append(uvloop.run(_rate(ports[which])))
            before = line.last()
            _times(connections[1])
            fetched.append(_fetching(line, before))
            line.forget()
        for connection in connections:
            connection.close()
    shares = [proxied / direct for direct, proxied in zip(*rates, strict=True)]
    added = [proxied - direct for direct, proxied in zip(*singles, strict=True)]
    return ProxyCost(*(statistics.median(each) for each in (*singles, added, *rates, shares, fetched)))


def _fetching(line: ProxyClient, since: int) -> float:
    """Milliseconds to fetch one exchange, masked."""
    begun = time.perf_counter()
    fetched = line.exchanges(since)
    return (time.perf_counter() - begun) * 1000 / len(fetched)


def main() -> None:
    """Print the numbers, and exit with 1 when a limit is not kept."""
    cost = measure()
    print(f"one call at a time: direct {cost.direct_ms:.2f} ms, through the proxy {cost.proxied_ms:.2f} ms")
    print(
        f"  added {cost.added_ms:.2f} ms (at most {ADDED_AT_MOST}), x{cost.proxied_ms / cost.direct_ms:.2f}"
    )
    print(f"{_CLIENTS} clients: direct {cost.direct_rate:.0f}/s, through the proxy {cost.proxied_rate:.0f}/s")
    print(f"  {cost.share:.2f} of direct (at least {SHARE_AT_LEAST})")
    print(f"one exchange fetched and masked: {cost.fetched_ms:.2f} ms")
    raise SystemExit(0 if cost.kept else 1)


if __name__ == "__main__":
    main()
