"""A checkout that is killed on its way: the browser gets no answer, and the checkout service stays down."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from threading import Thread

import requests

from steps.drivers.api import ServerFailed
from steps.tasks.shopping import check_out
from steps.vocabulary.crash_points import MOMENTS
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.world.actors import Actor
from steps.world.world import World


def check_out_up_to(
    world: World, actor: Actor, call: CallPattern, point: str = MOMENTS["before it leaves"]
) -> None:
    """Check out in a thread of its own; return when the checkout is at this point of the call.

    `point` is a value of MOMENTS.
    """
    every = replace(call, next=None)  # the checkout retries an unanswered call: it is held as well
    name = _stop(actor)
    world.faults.inject(FaultSpec(name, every, "stop point", {"at": point}))
    Thread(target=_browse, args=(world, actor), daemon=True).start()
    world.faults.wait_until_held(name, 1)


def abandon_checkout(world: World) -> None:
    """Kill the checkout service; the call that it was about to make is never made."""
    world.services["checkout"].kill()
    world.outages.add("checkout")
    for actor in world.actors.known.values():
        if actor.submissions and not actor.attempts:
            world.faults.release(_stop(actor))


def _stop(actor: Actor) -> str:
    return f"the checkout of {actor.role} is stopped"


def _browse(world: World, actor: Actor) -> None:
    with suppress(requests.RequestException, ServerFailed):  # the browser gets no answer, or no page
        check_out(world, actor)
