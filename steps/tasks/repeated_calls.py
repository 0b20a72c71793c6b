"""Calls that a service repeats by itself, with the time moved on from each to the next."""

from __future__ import annotations

from datetime import timedelta

from steps.drivers.eventually import eventually
from steps.vocabulary.fault_spec import CallPattern
from steps.world.world import World

_A_MOMENT = timedelta(seconds=10)  # well within the life of a token
_TRIED_WITHIN = 10.0  # seconds


def until_tried(world: World, calls: CallPattern, times: int) -> None:
    """Return when such a call has been made so often in this scenario. Raises NotInTime."""
    made = world.faults.calls(calls.edge, calls.word)
    while made < times:
        made = _made_again(world, calls, made)
    world.actors.sign_in_again()


def _made_again(world: World, calls: CallPattern, before: int) -> int:
    """How many such calls were made, once these are more than before.

    Ten seconds pass with each look: the pause after a call begins with its answer, when it was counted.
    """

    def made_a_moment_later() -> int:
        world.clock.advance(_A_MOMENT)
        return world.faults.calls(calls.edge, calls.word)

    return eventually(
        made_a_moment_later,
        until=lambda made: made > before,
        within=_TRIED_WITHIN,
        what=f"{calls.text} is made again after {before} calls",
        on_arrow=calls.edge,
    )
