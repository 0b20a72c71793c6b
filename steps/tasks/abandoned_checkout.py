"""A checkout that breaks off on its way: its browser gets no answer, and the checkout service is gone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from threading import Thread

import requests

from steps.tasks.shopping import check_out
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.world.actors import Person
from steps.world.world import World


def come_as_far_as(world: World, person: Person, call: CallPattern) -> None:
    """The person checks out in a browser of their own, and the checkout is about to make this call."""
    every = replace(call, next=None)  # the checkout does not hear of this one and tries again: held as well
    name = _stop(person)
    world.faults.inject(FaultSpec(name, every, "stop point", {"at": "before the call leaves"}))
    Thread(target=_browse, args=(world, person), daemon=True).start()
    world.faults.wait_until_held(name, 1)


def break_off(world: World) -> None:
    """The checkout goes down; what it was about to ask for is never asked."""
    world.services["checkout"].kill()
    for person in world.people.known.values():
        if person.submissions and not person.attempts:
            world.faults.release(_stop(person))


def _stop(person: Person) -> str:
    return f"the checkout of {person.role} is stopped"


def _browse(world: World, person: Person) -> None:
    with suppress(requests.RequestException):  # the browser that is left without an answer
        check_out(world, person)
