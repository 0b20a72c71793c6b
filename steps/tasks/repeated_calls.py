"""Calls that a service repeats by itself, with the time moved on from each to the next."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from steps.drivers.eventually import eventually
from steps.vocabulary.fault_spec import CallPattern
from steps.world.world import World

_LONGEST_PAUSE = timedelta(minutes=5)
_TRIED_WITHIN = 10.0  # seconds


def until_tried(world: World, calls: CallPattern, times: int) -> None:
    """Return when such a call has been made so often in this scenario. Raises NotInTime.

    The clock is moved on by the longest pause of the shop after each call.
    """
    made = partial(world.faults.calls, calls.edge, calls.word)
    while (before := made()) < times:
        world.clock.advance(_LONGEST_PAUSE)
        eventually(
            made,
            until=lambda now, before=before: now > before,
            within=_TRIED_WITHIN,
            what=f"{calls.text} is made again after {before} calls",
        )
    world.actors.sign_in_again()
