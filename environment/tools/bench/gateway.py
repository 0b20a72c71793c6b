"""Measures a payment at the gateway sandbox: `python -m environment.tools.bench.gateway`.

Payments are created and confirmed one after the other through Stripe's SDK over TLS. A call is timed before
and after 10,000 payments. The sandbox's share of it is its processor time: the SDK and the network would take
the rest with Stripe as well.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import stripe

from environment.doubles.gateway.standalone import StandaloneGateway, standalone_gateway
from steps.drivers.api import keep_alive_session

PAYMENTS = 10_000
GROWS_AT_MOST = 1.5
"""The limit: processor time of a call after PAYMENTS payments, as a multiple of that of the first calls."""
_CALLS = 300
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class PaymentCost:
    """Milliseconds of a median call through the SDK, and of the sandbox's processor for one call."""

    first_ms: float
    first_processor_ms: float
    later_ms: float
    later_processor_ms: float

    @property
    def within_limit(self) -> bool:
        """Whether the processor time stays below GROWS_AT_MOST."""
        return self.later_processor_ms <= self.first_processor_ms * GROWS_AT_MOST


def measure(payments: int = PAYMENTS) -> PaymentCost:
    """Measure before and after so many payments; 10,000 take about a minute."""
    with standalone_gateway() as standalone, _trusted(standalone.ca_file):
        client = stripe.StripeClient(
            standalone.secret_key,
            base_addresses={"api": standalone.url},
            http_client=stripe.RequestsClient(timeout=10, session=keep_alive_session(standalone.ca_file)),
        )
        _pay(client, 50)  # warm-up: the SDK loads its classes and opens its connection
        first = _timed(client, standalone)
        _pay(client, max(0, payments - _CALLS))
        return PaymentCost(*first, *_timed(client, standalone))


def _timed(client: stripe.StripeClient, standalone: StandaloneGateway) -> tuple[float, float]:
    before = _processor_seconds(standalone.pid)
    durations = _pay(client, _CALLS)
    processor_ms = (_processor_seconds(standalone.pid) - before) / _CALLS * 1000
    return statistics.median(durations), processor_ms


def _pay(client: stripe.StripeClient, times: int) -> list[float]:
    """Make payments one after the other; returns the milliseconds of each."""
    durations = []
    for _ in range(times):
        began = time.perf_counter()
        paid = client.v1.payment_intents.create(
            {
                "amount": 1900,
                "currency": "usd",
                "payment_method": "pm_card_visa",
                "confirm": True,
                "allowed_payment_method_types": ["card"],
            }
        )
        durations.append((time.perf_counter() - began) * 1000)
        if paid.status != "succeeded":
            raise RuntimeError(f"the payment has the status {paid.status}, not succeeded")
    return durations


@contextmanager
def _trusted(ca_file: Path) -> Iterator[None]:
    """Trust this authority, without telemetry: the SDK has only global settings for both."""
    before = stripe.ca_bundle_path, stripe.enable_telemetry
    stripe.ca_bundle_path, stripe.enable_telemetry = str(ca_file), False
    try:
        yield
    finally:
        stripe.ca_bundle_path, stripe.enable_telemetry = before


def _processor_seconds(pid: int) -> float:
    """User and system time of a process (proc(5), stat, fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def lines(cost: PaymentCost) -> Iterator[str]:
    """The result, as sentences for the console."""
    share = cost.first_processor_ms / cost.first_ms
    yield _line("create+confirm", cost.first_ms, cost.first_processor_ms, f"{share:.0%}")
    yield _line(
        f"after {PAYMENTS:,} payments", cost.later_ms, cost.later_processor_ms, f"at most x{GROWS_AT_MOST}"
    )


def _line(what: str, call_ms: float, processor_ms: float, note: str) -> str:
    return f"{what} {call_ms:.1f} ms, of which the sandbox {processor_ms:.2f} ({note})"


def main() -> None:
    """Print the result; exit with 1 where the limit is exceeded."""
    cost = measure()
    for line in lines(cost):
        print(line)
    raise SystemExit(0 if cost.within_limit else 1)


if __name__ == "__main__":
    main()
