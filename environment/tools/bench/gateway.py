"""What a payment costs at the sandbox: `python -m environment.tools.bench.gateway`.

A create-and-confirm through Stripe's SDK over TLS, one after the other, before and after so many payments.
The sandbox's share is its processor time: what the SDK and the network take would be the same at Stripe's.
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

PAYMENTS = 10_000
GROWS_AT_MOST = 1.5
"""A call after PAYMENTS payments takes at most so many times what the first calls took of the sandbox."""
_CALLS = 300
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Milliseconds of a median call through the SDK, and of the sandbox's processor for one call."""

    first_ms: float
    first_own_ms: float
    later_ms: float
    later_own_ms: float

    @property
    def kept(self) -> bool:
        """Whether a call costs the same after so many payments."""
        return self.later_own_ms <= self.first_own_ms * GROWS_AT_MOST


def measure(payments: int = PAYMENTS) -> Cost:
    """Measure at the beginning and after so many payments; takes about a minute for 10,000."""
    with standalone_gateway() as standalone, _trusted(standalone.ca_file):
        client = stripe.StripeClient(
            standalone.secret_key,
            base_addresses={"api": standalone.url},
            http_client=stripe.RequestsClient(timeout=10),
        )
        _pay(client, 50)  # the SDK loads its classes, connections are made
        first = _timed(client, standalone)
        _pay(client, max(0, payments - _CALLS))
        return Cost(*first, *_timed(client, standalone))


def _timed(client: stripe.StripeClient, standalone: StandaloneGateway) -> tuple[float, float]:
    before = _processor_seconds(standalone.pid)
    taken = _pay(client, _CALLS)
    own = (_processor_seconds(standalone.pid) - before) / _CALLS * 1000
    return statistics.median(taken), own


def _pay(client: stripe.StripeClient, times: int) -> list[float]:
    """Milliseconds of each call."""
    taken = []
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
        taken.append((time.perf_counter() - began) * 1000)
        if paid.status != "succeeded":
            raise RuntimeError(f"the sandbox has made a payment that is {paid.status}")
    return taken


@contextmanager
def _trusted(ca_file: Path) -> Iterator[None]:
    """The SDK has no other way to be told than globals."""
    before = stripe.ca_bundle_path, stripe.enable_telemetry
    stripe.ca_bundle_path, stripe.enable_telemetry = str(ca_file), False
    try:
        yield
    finally:
        stripe.ca_bundle_path, stripe.enable_telemetry = before


def _processor_seconds(pid: int) -> float:
    """User and system time of a process (source: proc(5), stat, fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def lines(cost: Cost) -> Iterator[str]:
    """What was measured, for people."""
    share = cost.first_own_ms / cost.first_ms
    yield f"create+confirm {cost.first_ms:.1f} ms, of which the sandbox {cost.first_own_ms:.2f} ({share:.0%})"
    yield (
        f"after {PAYMENTS:,} payments {cost.later_ms:.1f} ms, of which the sandbox {cost.later_own_ms:.2f} "
        f"(at most x{GROWS_AT_MOST})"
    )


def main() -> None:
    """Print the numbers, and exit with 1 when a limit is not kept."""
    cost = measure()
    for line in lines(cost):
        print(line)
    raise SystemExit(0 if cost.kept else 1)


if __name__ == "__main__":
    main()
