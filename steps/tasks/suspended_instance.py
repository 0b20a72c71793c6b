"""An instance that was suspended while another one took its work over, and goes on."""

from __future__ import annotations

from collections.abc import Mapping

from environment.topology import arrow, topology
from steps.drivers.eventually import eventually
from steps.vocabulary.in_words import in_words
from steps.world.world import World

_CLAIMED = "another instance has claimed the checkout"
"""What an instance logs that finds its work taken over."""
_ENDED = '"path": "/checkouts"'
"""What it logs with the end of the submission at which it was suspended."""
_WITHIN = 10.0  # seconds


def wake_without_calls(world: World, service: str) -> None:
    """Continue the suspended instance until it has ended its work.

    Raises AssertionError where it makes one more call to another service, and where it stores its work as if
    no other instance had taken it over.
    """
    world.wait_until_idle()
    before, claims = _calls_of(world, service), _logged(world, service, _CLAIMED)
    ended = _logged(world, service, _ENDED)

    def goes_on() -> bool:
        return _logged(world, service, _ENDED) > ended or _calls_of(world, service) != before

    world.replicas.wake_primary(service)
    database = topology().database_of(service).arrow
    eventually(goes_on, bool, _WITHIN, f"{database}: the suspended instance of {service} goes on")
    world.wait_until_idle()
    made = [name for name, calls in _calls_of(world, service).items() if calls > before[name]]
    went_on = f"an instance of {service} whose work another instance had taken over went on with it"
    assert not made, (
        f"{in_words(made[0])}: {went_on} when it woke up, and called "
        f"{', '.join(name.partition(' -> ')[2] for name in made)}"
    )
    assert _logged(world, service, _CLAIMED) > claims, (
        f"{database}: {went_on} when it woke up, and stored its end"
    )


def _logged(world: World, service: str, what: str) -> int:
    """The number of such lines in the log of the service."""
    return sum(what in line and world.owns(line) for line in world.services[service].log().splitlines())


def _calls_of(world: World, service: str) -> Mapping[str, int]:
    """The number of calls so far on each arrow of the service, its database left out."""
    arrows = (arrow(service, callee) for callee in topology().callees_of(service))
    return {name: world.faults.calls(name) for name in arrows}
