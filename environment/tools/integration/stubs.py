"""`make stubs`: holds each stub to its service, by the scenarios with its tag: a stub that drifts is red.

They run against the service first. A scenario that is red there says nothing about the stub.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from environment.choosing.level_reach import TAG
from environment.tools.integration.level_run import PASSED, LevelRun, run_level
from environment.topology import topology

HELD = ("inventory", "pricing", "payments", "orders", "notifications")
"""The services whose stubs have scenarios."""
FEATURES = (
    "features/access/holding_stubs_to_their_services.feature",
    "features/access/refusing_flawed_requests_alike.feature",
)


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
    chosen = ["--jobs=1", f"--tags=@load and @{TAG}{service}", *FEATURES]
    others = ",".join(each for each in topology().services if each != service)
    print(f"\n{service} itself", flush=True)
    itself = run_level(chosen)
    print(f"\nthe stub of {service}", flush=True)
    yield from compared(service, itself, run_level([*chosen, "-D", f"real={others}"]))


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
