"""One journey of a scenario: a request that an actor repeats until it is answered, and the reply to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import requests

from steps.drivers.api import Refused, ServerFailed
from steps.drivers.eventually import NotInTime, eventually
from steps.world.actors import Actor

_TRY_AGAIN = ("try-again", "payments-unavailable")
_ALREADY_BOUGHT = "cart-closed"
_IN_FLIGHT = "idempotency-key-in-flight"
_WITHIN = 15.0  # seconds


class ReplyKind(StrEnum):
    """What the actor who started a journey learned at its end."""

    DONE = "it is done"
    TRY_AGAIN = "try again"
    REFUSED = "refused"
    ALREADY = "it has been done already"
    NOTHING = "no answer that can be relied on"


@dataclass(frozen=True)
class JourneyReply:
    """How one request ended; `words` is the exact text of the refusal or the error."""

    kind: ReplyKind
    words: str = ""


@dataclass(frozen=True)
class JourneyRun:
    """A prepared journey: everything that precedes it is done and stored.

    `submit` carries it out; called again, it repeats the same request under the same idempotency keys and
    continues where no answer came. `submit_anew` makes a new request for the same purpose.
    `is_complete` tells whether every effect of the journey has been observed.
    """

    actor: Actor
    submit: Callable[[], None]
    submit_anew: Callable[[], None]
    is_complete: Callable[[], bool]

    def run(self) -> JourneyReply:
        """Submit once."""
        return reply_to(self.submit)

    def run_until_answered(self, within: float = _WITHIN) -> JourneyReply:
        """Submit until the reply is final. Raises NotInTime, with the replies, after `within` seconds."""
        return eventually(self.run, _is_final, within, "the journey is answered")

    def wait_until_complete(self, within: float = _WITHIN) -> None:
        """Return when every effect has been observed. Raises NotInTime after `within` seconds."""
        eventually(self.is_complete, bool, within, "every effect of the journey is observed")


def reply_to(submit: Callable[[], None]) -> JourneyReply:
    """Submit, and tell how that ended for the actor."""
    try:
        submit()
    except Refused as refused:
        return JourneyReply(_kind_of(refused), str(refused))
    except (requests.RequestException, ServerFailed, NotInTime) as trouble:
        return JourneyReply(ReplyKind.NOTHING, f"{type(trouble).__name__}: {trouble}")
    return JourneyReply(ReplyKind.DONE)


def _kind_of(refused: Refused) -> ReplyKind:
    if refused.slug in _TRY_AGAIN:
        return ReplyKind.TRY_AGAIN
    if refused.slug == _ALREADY_BOUGHT:
        return ReplyKind.ALREADY
    # A service is overloaded, or works on the same request already: the outcome is unknown.
    unknown = refused.slug == _IN_FLIGHT or refused.status == 429 or refused.status >= 500
    return ReplyKind.NOTHING if unknown else ReplyKind.REFUSED


def _is_final(reply: JourneyReply) -> bool:
    return reply.kind not in (ReplyKind.TRY_AGAIN, ReplyKind.NOTHING)


def in_turn(*stages: Callable[[], object]) -> Callable[[], None]:
    """Run the stages one after the other; called again, continue with the stage that did not succeed."""
    left = list(stages)

    def submit() -> None:
        while left:
            left[0]()
            left.pop(0)

    return submit


def single_request(
    actor: Actor, request: Callable[[], object], is_complete: Callable[[], bool]
) -> JourneyRun:
    """A journey of one idempotent request, which may be repeated and stays the same request."""

    def submit() -> None:
        request()

    return JourneyRun(actor, submit, submit, is_complete)
