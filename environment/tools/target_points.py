"""`make crash-points TARGET=reports/line.toml`: records purchases in a shop, writes where it can be killed.

What came in each of several purchases is written to crash_points.txt beside the topology of the shop.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from environment.attach.attached import AttachedTarget
from environment.attach.target_file import TargetFileError, read_target
from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.topology import topology
from environment.world.agreed_calls import Recording, agreed, numbered
from environment.world.crash_commits import Commits, recorded_commits
from environment.world.factory import WorldFactory
from environment.world.recorded_calls import recorded
from environment.world.target_points import FILE, points_of, write_points
from steps.drivers.eventually import eventually
from steps.tasks.shopping import check_out, fill_cart, put_on_sale
from steps.vocabulary.money import Money
from steps.world.world import World

_TIMES, _TITLE, _PRICE = 3, "Dune", Money(950, "USD")
_MAILED_WITHIN = 20.0  # seconds
_GATEWAY = "gateway"


@dataclass(frozen=True)
class _Purchase:
    """What crossed in one purchase: calls of the shop to the gateway, calls of people that change data."""

    to_gateway: Recording
    of_people: Recording
    commits: Commits


def main(arguments: Sequence[str]) -> int:
    """0 where the points are written."""
    try:
        with AttachedTarget(read_target(Path(arguments[0]))) as target:
            if target.file.shop is None:
                print("crash points of our own API stand in features/resilience: name the file of a shop")
                return 2
            found = _recordings(target)
            path = target.file.shop.topology.with_name(FILE)
    except TargetFileError as reason:
        print(reason)
        return 1
    points = [
        *points_of(
            numbered(agreed([each.to_gateway for each in found])),
            [
                *numbered(agreed([each.of_people for each in found])),
                *numbered(agreed([each.to_gateway for each in found])),
            ],
            [each.commits for each in found],
        )
    ]
    write_points(path, points)
    print(f"{path} has {len(points)} points, which came in each of {len(found)} purchases")
    return 0


def _recordings(target: AttachedTarget) -> list[_Purchase]:
    factory = WorldFactory(target)
    try:
        factory.prepare()
        return [_recorded(target, factory.world(uuid4().hex)) for _ in range(_TIMES)]
    finally:
        factory.close()


def _recorded(target: AttachedTarget, world: World) -> _Purchase:
    """One purchase, until its mail has come."""
    customer = world.actors.customer("customer")
    put_on_sale(world, _TITLE, _PRICE, 5)
    fill_cart(world, customer, {_TITLE: 2})
    since = target.faults.last()
    check_out(world, customer).succeeded()
    inbox = world.shop.inbox
    eventually(lambda: len(inbox.of(customer.email)), bool, _MAILED_WITHIN, "the confirmation mail is there")
    exchanges = target.faults.exchanges(since, without=["postgres"])
    services = topology().services
    to_gateway = [each for each in exchanges if each.callee == _GATEWAY and each.caller in services]
    changing = [each for each in exchanges if each.caller in PEOPLE and _is_listed(each)]
    statements = target.faults.statements(since)
    return _Purchase(recorded(to_gateway), recorded(changing), recorded_commits(statements))


def _is_listed(exchange: Exchange) -> bool:
    """Whether the topology has a word for the call: others have none by which a sentence could name them."""
    method, _, path = exchange.summary.partition(" ")
    here = topology()
    return here.has(exchange.edge) and here.point(exchange.edge).operation_of(method, path) is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
