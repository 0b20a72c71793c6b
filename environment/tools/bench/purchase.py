"""Measures a purchase against its floor: what its calls and statements cost at least with these libraries.

The floor is made of two figures of the same run, both over the arrow that services use: a call that a service
refuses without authentication, work or database, and a statement that reads one constant. A purchase makes so
many of each; what it takes beyond is validation, the work itself, commits, and cold caches.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlsplit

import psycopg

from environment.stack.stack import Stack
from environment.tools.bench.timing import median_ms
from environment.world.factory import WorldFactory
from steps.tasks.shopping import buy, put_on_sale
from steps.vocabulary.money import Money

_WARM_UP, _PURCHASES, _ROUNDS = 12, 30, 400


@dataclass(frozen=True)
class PurchaseCost:
    """A purchase of two copies: its calls and statements, and milliseconds in the median."""

    calls: int
    statements: int
    purchase_ms: float
    call_ms: float
    statement_ms: float

    @property
    def floor_ms(self) -> float:
        """The calls and statements alone, one after the other."""
        return self.calls * self.call_ms + self.statements * self.statement_ms

    def lines(self) -> tuple[str, str]:
        """For people."""
        return (
            f"{self.calls} calls and {self.statements} statements, {self.purchase_ms:.0f} ms",
            f"an empty call {self.call_ms:.2f} ms, a statement {self.statement_ms:.2f} ms: "
            f"all of them one after the other {self.floor_ms:.0f} ms",
        )


def measure(stack: Stack, world_factory: WorldFactory, wait_until_idle: Callable[[], object]) -> PurchaseCost:
    """Buy several times, and count the calls of the last purchase. The data stay in the stack."""
    times = [_buy(stack, world_factory, number) for number in range(_WARM_UP + _PURCHASES)]
    wait_until_idle()  # the mail and the last webhooks come after the answer
    recorded = stack.faults.exchanges()
    statements = [each for each in recorded if each.protocol == "postgres"]
    return PurchaseCost(
        calls=len(recorded) - len(statements),
        statements=len(statements),
        purchase_ms=median(times[_WARM_UP:]),
        call_ms=median_ms(_call(stack), _ROUNDS),
        statement_ms=median_ms(_statement(stack), _ROUNDS),
    )


def _buy(stack: Stack, world_factory: WorldFactory, number: int) -> float:
    world = world_factory.world(f"bench-{number}")
    put_on_sale(world, "Dune", Money.parse("$9.50"))
    stack.faults.forget()
    began = time.perf_counter()
    buy(world, world.actors.customer("customer"), {"Dune": 2})
    return (time.perf_counter() - began) * 1000


def _call(stack: Stack) -> Callable[[], object]:
    connection = HTTPConnection(urlsplit(stack.url_for("checkout", "cart")).netloc, timeout=5)

    def call() -> object:
        connection.request("GET", "/no-such-route")
        return connection.getresponse().read()

    return call


def _statement(stack: Stack) -> Callable[[], object]:
    address = stack.databases["cart"].url_through(*stack.address("cart", "postgres"))
    connection = psycopg.connect(address.replace("+psycopg", ""), autocommit=True)
    return lambda: connection.execute("SELECT 1").fetchone()
