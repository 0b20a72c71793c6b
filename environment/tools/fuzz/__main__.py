"""`make fuzz`: the services of a stack of its own are asked nonsense; no answer may be a server error."""

from __future__ import annotations

import argparse
import random
import shlex
import sys
from collections import Counter

from environment.audit.logs import LogWatch
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.signals import interruptible
from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack
from environment.tools.fuzz.asked import Asked
from environment.tools.fuzz.callers import Callers
from environment.tools.fuzz.hunt import Hunt
from environment.tools.fuzz.known import Known
from environment.world.factory import WorldFactory
from steps.drivers.api import keep_alive_session

_STANDARD = 10_000


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m environment.tools.fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=_STANDARD, help="how many, over all services")
    parser.add_argument("--seed", type=int, default=None, help="that of an earlier run, to repeat it")
    parser.add_argument("--request", help="send this one line of an earlier run again, and nothing else")
    return parser.parse_args()


def main() -> int:
    """0 where no request was answered with a server error, else 1; 1 as well for a stop."""
    wanted = _arguments()
    seed = random.SystemRandom().randrange(2**32) if wanted.seed is None else wanted.seed
    try:
        return _fuzz(wanted, seed)
    except KeyboardInterrupt:
        print(f"stopped before its time; nothing is left behind. Again: make fuzz SEED={seed}")
    except StartUpFailed as failure:
        print(failure)
    return 1


def _fuzz(wanted: argparse.Namespace, seed: int) -> int:
    with interruptible(), Stack() as stack:
        world_factory = WorldFactory(stack)
        known = Known.of(world_factory.world("fuzz"), seed)
        logs = LogWatch({process.name: process.log_path for process in stack.launcher.processes})
        hunt = Hunt(stack, known, Callers(stack, known, seed), keep_alive_session())
        if wanted.request:
            print(_asked_again(hunt, wanted.request))
        else:
            print(f"{wanted.requests} requests with seed {seed}", flush=True)
            hunt.run(wanted.requests, seed)
            print("\n".join(_told(hunt)))
        found = [*_findings(hunt), *_troubles(logs), *stack.launcher.unexpected_deaths()]
        world_factory.close()
    print("\n".join(map(str, found)) or "no server error")
    return int(bool(found))


def _asked_again(hunt: Hunt, line: str) -> str:
    asked = Asked.read(line, hunt.known)
    return f"answered with {hunt.ask(asked, asked.path)}"


def _told(hunt: Hunt) -> list[str]:
    """A line a service: how far its requests got."""
    lines = []
    for service in SERVICES:
        seen: Counter[int] = sum(
            (found for label, found in hunt.statuses.items() if label.startswith(f"{service}: ")), Counter()
        )
        total = seen.total() or 1
        parts = {
            "accepted": sum(count for status, count in seen.items() if 200 <= status < 400),
            "refused": sum(count for status, count in seen.items() if 400 <= status < 500),
            "of these not let in": seen[401] + seen[403],
        }
        shares = ", ".join(f"{100 * count / total:.0f} % {what}" for what, count in parts.items())
        lines.append(f"  {service:<14}{seen.total():>6} requests: {shares}")
    never = [label for label, seen in hunt.statuses.items() if not any(200 <= s < 400 for s in seen)]
    return [*lines, f"  never accepted: {', '.join(never) or 'no operation'}"]


def _findings(hunt: Hunt) -> list[str]:
    again = f"{sys.executable} -m environment.tools.fuzz --request"
    return [f"{one.what}\n  {again} {shlex.quote(one.line)}" for one in hunt.findings.values()]


def _troubles(logs: LogWatch) -> list[str]:
    """What went wrong inside where no answer tells of it."""
    return sorted({f"{line.service} failed inside: {line.exception}" for line in logs.exceptions()})


if __name__ == "__main__":
    sys.exit(main())
