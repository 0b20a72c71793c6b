"""An act that somebody asks for until it is answered, and how it ended for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import requests

from steps.drivers.api import Refused, ServerFailed
from steps.drivers.eventually import NotInTime, eventually
from steps.world.actors import Person

_TRY_AGAIN = ("try-again", "payments-unavailable")
_BOUGHT = "cart-closed"
_IN_FLIGHT = "idempotency-key-in-flight"
_WITHIN = 15.0  # seconds


class Told(StrEnum):
    """What the one who started a journey heard at its end."""

    DONE = "it is done"
    TRY_AGAIN = "try again"
    REFUSED = "refused"
    ALREADY = "it has been done already"
    NOTHING = "no answer that can be relied on"


@dataclass(frozen=True)
class Ending:
    """How asking ended; `words` is what was said exactly."""

    told: Told
    words: str = ""


@dataclass(frozen=True)
class Errand:
    """A journey of one scenario, prepared: everything before it is done and stored.

    `ask` does it; asked again it is the same act under the same names, going on where no answer came.
    `anew` is the same wish under new names. `reached` tells whether all that was wanted has come about.
    """

    person: Person
    ask: Callable[[], None]
    anew: Callable[[], None]
    reached: Callable[[], bool]

    def go(self) -> Ending:
        """Ask once."""
        return ending_of(self.ask)

    def go_until_answered(self, within: float = _WITHIN) -> Ending:
        """Ask until there is an answer that is not "try again"; raises NotInTime with what was heard."""
        return eventually(self.go, _decided, within, "the journey is answered")

    def arrive(self, within: float = _WITHIN) -> None:
        """Return when everything that was wanted has come about; raises NotInTime after `within` seconds."""
        eventually(self.reached, bool, within, "everything that was wanted has come about")


def ending_of(ask: Callable[[], None]) -> Ending:
    """Do it, and say how it ended for the one who asked."""
    try:
        ask()
    except Refused as refused:
        return Ending(_told(refused), str(refused))
    except (requests.RequestException, ServerFailed, NotInTime) as trouble:
        return Ending(Told.NOTHING, f"{type(trouble).__name__}: {trouble}")
    return Ending(Told.DONE)


def _told(refused: Refused) -> Told:
    if refused.slug in _TRY_AGAIN:
        return Told.TRY_AGAIN
    if refused.slug == _BOUGHT:
        return Told.ALREADY
    # Somebody on the way is too busy, or the same is being worked on: nobody has said what came of it.
    unsaid = refused.slug == _IN_FLIGHT or refused.status == 429 or refused.status >= 500
    return Told.NOTHING if unsaid else Told.REFUSED


def _decided(ending: Ending) -> bool:
    return ending.told not in (Told.TRY_AGAIN, Told.NOTHING)


def in_turn(*stages: Callable[[], object]) -> Callable[[], None]:
    """One after the other; asked again, it goes on with the stage that did not succeed."""
    left = list(stages)

    def ask() -> None:
        while left:
            left[0]()
            left.pop(0)

    return ask


def simple(person: Person, act: Callable[[], object], reached: Callable[[], bool]) -> Errand:
    """An errand of a single act that may be repeated without being another one."""

    def ask() -> None:
        act()

    return Errand(person, ask, ask, reached)
