"""`make stubs`: holds each stub to its service: a stub that drifts is red.

The scenarios with its tag, which ask for each operation alone, run against the service first: one that is red
there says nothing about the stub. Then the features about the service run over its stub: what a customer sees
is the same. All features run against the services every night, so that these do only where one is red.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import replace

from environment.choosing.level_reach import TAG
from environment.tools.integration.level_run import PASSED, LevelRun, run_level
from environment.topology import topology

CHECKS = (
    "features/access/holding_stubs_to_their_services.feature",
    "features/access/holding_stubs_to_payments_in_parts.feature",
    "features/access/holding_stubs_to_transfers.feature",
    "features/access/allowing_sales_of_gift_cards_by_state.feature",
    "features/access/refusing_flawed_requests_alike.feature",
    "features/access/refusing_flawed_settings_alike.feature",
)
"""The scenarios with the tags of stubs."""
HELD: Mapping[str, tuple[str, ...]] = {
    "inventory": ("features/cart_and_inventory", "features/order_and_inventory"),
    "pricing": ("features/cart_and_pricing", "features/checkout_and_pricing"),
    "payments": (
        "features/payment_and_order",
        "features/checkout_and_payment_gateway",
        "features/checkout_and_gift_cards",
    ),
    "orders": ("features/customer_and_order", "features/payment_and_order"),
    "notifications": ("features/order_and_notification",),
}
"""The services whose stubs are held, each with the features that are about it."""


def main() -> int:
    """The command; 1 where a service is red, or a stub has drifted."""
    parser = argparse.ArgumentParser(prog="make stubs", description=__doc__)
    parser.add_argument("services", nargs="*", default=[*HELD], help=f"of these alone: {', '.join(HELD)}")
    services = parser.parse_args().services
    if unknown := sorted({*services} - {*HELD}):
        parser.error(f"there is no stub of {unknown[0]} with scenarios; there are: {', '.join(HELD)}")
    found = [each for service in services for each in drift_of(service)]
    print("\n" + ("\n".join(found) or f"The stubs do what their services do: {', '.join(services)}."))
    return 1 if found else 0


def drift_of(service: str) -> Iterator[str]:
    """A sentence for each scenario that the service passes and its stub does not."""
    checks = ["--jobs=1", f"--tags=@load and @{TAG}{service}", *CHECKS]
    others = ",".join(each for each in topology().services if each != service)
    stubbed = ["-D", f"real={others}"]
    print(f"\n{service} itself", flush=True)
    itself = run_level(checks)
    print(f"\nthe stub of {service}", flush=True)
    yield from compared(service, itself, run_level([*checks, *stubbed]))
    print(f"\nthe features about {service}, over its stub", flush=True)
    told = run_level([*HELD[service], *stubbed])
    if told.ended_as != "green":
        print(f"\nthe same with {service} itself", flush=True)
        yield from compared(service, of_the_same(run_level(HELD[service]), told), told)


def of_the_same(run: LevelRun, other: LevelRun) -> LevelRun:
    """A run without the scenarios that another one has skipped: a stub cannot tell all of them."""
    return replace(
        run, scenarios={name: run.scenarios[name] for name in run.scenarios if name in other.scenarios}
    )


def compared(service: str, itself: LevelRun, stub: LevelRun) -> Iterator[str]:
    """The sentences for one service."""
    if not itself.proved:
        yield f"{service}: no scenario has passed against the service itself: nothing is said of its stub"
    for name, status in itself.scenarios.items():
        if status != PASSED:
            yield f"{service} itself is {status}: {name}"
        elif stub.scenarios.get(name) != PASSED:
            ended = stub.scenarios.get(name, "missing")
            yield f"the stub of {service} has drifted from its service ({ended}): {name}"


if __name__ == "__main__":
    raise SystemExit(main())
