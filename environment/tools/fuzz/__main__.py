"""`make fuzz`: sends generated requests to the services of an own stack; a server error is a failure."""

from __future__ import annotations

import argparse
import random
import shlex
import sys
from collections import Counter
from collections.abc import Iterator

from environment.audit.invariants.logs import LogWatch
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.signals import interruptible
from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack
from environment.tools.fuzz.callers import Callers
from environment.tools.fuzz.campaign import Campaign
from environment.tools.fuzz.request import FuzzRequest
from environment.tools.fuzz.seed_data import SeedData
from environment.world.factory import WorldFactory

_REQUESTS = 10_000


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m environment.tools.fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=_REQUESTS, help="how many, over all services")
    parser.add_argument(
        "--seed", type=int, default=None, help="the seed of an earlier campaign, to repeat it"
    )
    parser.add_argument(
        "--request", help="send only the request of this line, which an earlier campaign printed"
    )
    return parser.parse_args()


def main() -> int:
    """0 where no request was answered with a server error, else 1; 1 as well where it was stopped."""
    arguments = _arguments()
    seed = random.SystemRandom().randrange(2**32) if arguments.seed is None else arguments.seed
    try:
        return _fuzz(arguments, seed)
    except KeyboardInterrupt:
        print(f"stopped early; nothing is left behind. To repeat it: make fuzz SEED={seed}")
    except StartUpFailed as failure:
        print(failure)
    return 1


def _fuzz(arguments: argparse.Namespace, seed: int) -> int:
    with interruptible(), Stack() as stack:
        world_factory = WorldFactory(stack)
        seed_data = SeedData.create(world_factory.world("fuzz"), seed)
        logs = LogWatch({process.name: process.log_path for process in stack.launcher.processes})
        callers = Callers(stack, seed_data, seed)
        campaign = Campaign(stack, seed_data, callers, arguments.requests)
        if arguments.request:
            answer = FuzzRequest.read(arguments.request, seed_data).send(stack, callers)
            print(f"answered with {answer.status_code}: {answer.text[:500]}")
            found = [f"{answer.status_code} again"] if answer.status_code >= 500 else []
        else:
            print(f"{arguments.requests} requests with seed {seed}", flush=True)
            campaign.run(seed)
            print("\n".join(_summary(campaign)))
            found = [*_server_errors(campaign), *campaign.problems]
        found += [*_exceptions(logs), *map(str, stack.launcher.unexpected_exits())]
        world_factory.close()
    print("\n".join(found) or "no server error")
    return int(bool(found))


def _summary(campaign: Campaign) -> Iterator[str]:
    """A line for each service: which share of its requests was accepted."""
    for service in SERVICES:
        seen: Counter[int] = sum(
            (found for label, found in campaign.statuses.items() if label.startswith(f"{service}: ")),
            Counter(),
        )
        total = seen.total() or 1
        parts = {
            "accepted": sum(count for status, count in seen.items() if 200 <= status < 400),
            "refused": sum(count for status, count in seen.items() if 400 <= status < 500),
            "of these unauthorized": seen[401] + seen[403],
        }
        shares = ", ".join(f"{100 * count / total:.0f} % {what}" for what, count in parts.items())
        yield f"  {service:<14}{seen.total():>6} requests: {shares}"
    never = [label for label, seen in campaign.statuses.items() if not any(200 <= s < 400 for s in seen)]
    yield f"  never accepted: {', '.join(never) or 'no operation'}"


def _server_errors(campaign: Campaign) -> Iterator[str]:
    again = f"{sys.executable} -m environment.tools.fuzz --request"
    for error in campaign.server_errors.values():
        yield f"{error.answer}\n  {again} {shlex.quote(error.line)}"


def _exceptions(logs: LogWatch) -> list[str]:
    """Exceptions in the logs of services that no answer has shown."""
    return sorted({f"{line.service} logged an exception: {line.exception}" for line in logs.exceptions()})


if __name__ == "__main__":
    sys.exit(main())
