"""Acts at a moment that cannot be waited for: while a request of the shop is under way."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from steps.drivers.eventually import eventually
from steps.tasks.shopping import check_out
from steps.vocabulary.fault_spec import FaultSpec
from steps.vocabulary.faults import parse_calls
from steps.world.actors import Actor
from steps.world.world import World

_REACHED_WITHIN = 10.0  # seconds
_ENDS_WITHIN = 30.0  # seconds
_A_MOMENT = timedelta(seconds=0.25)


def check_out_as_time_passes(world: World, actor: Actor, until: Callable[[], bool] = lambda: False) -> None:
    """The person checks out while time is moved on, until they are answered (or something else is so).

    What the services pause between two tries need not be waited for then.
    """

    def moment_later() -> bool:
        if not checkout.done():
            world.clock.advance(_A_MOMENT)
        return checkout.done() or until()

    with ThreadPoolExecutor(1) as browser:
        checkout = browser.submit(check_out, world, actor)
        eventually(moment_later, lambda over: over, _ENDS_WITHIN, "the checkout is answered")
        checkout.result()


def check_out_with_request_held(world: World, actor: Actor, match: str, doing: Callable[[], object]) -> None:
    """The person checks out; while the request that matches is at the gateway, this is done."""
    sandbox = world.shop.sandbox
    sandbox.hold(match)
    with ThreadPoolExecutor(1) as browser:
        checkout = browser.submit(check_out, world, actor)
        try:
            eventually(sandbox.held, lambda held: held == 1, _REACHED_WITHIN, "it is held there")
            doing()
        finally:
            sandbox.release()
        checkout.result()


def check_out_with_call_held(world: World, actor: Actor, calls: str, doing: Callable[[], object]) -> None:
    """The person checks out; before the call arrives that is named, this is done."""
    name = f"{calls} waits"
    world.faults.inject(FaultSpec(name, parse_calls(calls), "barrier"))
    with ThreadPoolExecutor(1) as browser:
        checkout = browser.submit(check_out, world, actor)
        try:
            world.faults.wait_until_held(name, 1)
            doing()
        finally:
            world.faults.release(name)
        checkout.result()
