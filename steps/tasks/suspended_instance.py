"""An instance that was suspended while another one took its work over, and goes on."""

from __future__ import annotations

from collections.abc import Mapping

from environment.topology import arrow, topology
from steps.drivers.eventually import eventually
from steps.world.world import World

_CLAIMED = "another instance has claimed the checkout"
"""What an instance logs that finds its work taken over."""
_WITHIN = 10.0  # seconds


def wake_without_calls(world: World, service: str) -> None:
    """Continue the suspended instance, and fail where it makes one more call to another service.

    Raises AssertionError too where it does not find that its checkout is taken over.
    """
    world.wait_until_idle()
    before, claims = _calls_of(world, service), _claims(world, service)
    world.replicas.wake_primary(service)
    eventually(
        lambda: _claims(world, service),
        lambda seen: seen > claims,
        _WITHIN,
        f"the suspended instance of {service} finds that its work was taken over",
    )
    world.wait_until_idle()
    made = [name for name, calls in _calls_of(world, service).items() if calls > before[name]]
    assert not made, (
        f"{made[0]}: an instance of {service} whose work another instance had taken over went on with it "
        f"when it woke up, and called {', '.join(name.partition(' -> ')[2] for name in made)}"
    )


def _claims(world: World, service: str) -> int:
    lines = world.services[service].log().splitlines()
    return sum(_CLAIMED in line and world.owns(line) for line in lines)


def _calls_of(world: World, service: str) -> Mapping[str, int]:
    """The number of calls so far on each arrow of the service, its database left out."""
    arrows = (arrow(service, callee) for callee in topology().callees_of(service))
    return {name: world.faults.calls(name) for name in arrows}
