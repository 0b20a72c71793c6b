"""The outcome of a journey with one fault on its way: one of four."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from environment.topology import topology
from steps.drivers.eventually import NotInTime, eventually
from steps.vocabulary.fault_spec import FaultSpec
from steps.vocabulary.in_words import in_words
from steps.vocabulary.matrix_faults import MATRIX_FAULTS
from steps.vocabulary.wrong_on_arrow import WrongOnArrow
from steps.world.journey import JourneyReply, JourneyRun, ReplyKind, reply_to
from steps.world.world import World

_BACKOFF = timedelta(minutes=5)
_AT_ONCE, _IN_THE_END = 1.0, 3.0  # seconds
_MOVES = 4  # times that what waits for its next attempt is helped on
_SETTLED_WITHIN = 10.0  # seconds
_AT_WORK_SECONDS = 1.0
_GIVES_UP_WITHIN = 15.0  # seconds; the gateway waits 10 for the answer to a webhook
_IN_PROGRESS = "checkout-in-progress"


class MatrixOutcome(StrEnum):
    """The words of the matrix for the four outcomes."""

    COMPLETES = "completes"
    REFUSED = "refused, try again"
    LATER = "completes later"
    REVERSED = "reversed"


NOT_APPLICABLE = "not applicable"
NO_LINE = "in no line"
_LEAVING = ", leaving "
FORMS = (*MatrixOutcome, f"{MatrixOutcome.LATER}{_LEAVING}mail twice")
"""How expected outcomes are written."""


@dataclass(frozen=True)
class Expected:
    """What the matrix expects: the outcome, and the kind of breach that remains."""

    outcome: MatrixOutcome | None
    leaving: str = ""

    @classmethod
    def parse(cls, text: str) -> Expected:
        """`completes later, leaving mail twice`; ValueError lists what is known."""
        ends, _, leaving = text.partition(_LEAVING)
        if ends in (NOT_APPLICABLE, NO_LINE):
            return cls(None)
        if ends not in list(MatrixOutcome):
            known = ", ".join([*MatrixOutcome, NOT_APPLICABLE])
            raise ValueError(f"nothing ends {ends!r}; it ends: {known}")
        return cls(MatrixOutcome(ends), leaving)


def demand_given_up(world: World, fault: FaultSpec) -> None:
    """Wait until the caller has given up an answer that comes in parts for too long, if this is such a fault.

    Raises WrongOnArrow. The fault is healed afterwards, which would complete the answer.
    """
    column = MATRIX_FAULTS.get(fault.name)
    if column is None or not column.outlasts:
        return
    try:
        eventually(
            lambda: world.faults.was_given_up(fault.name), bool, _GIVES_UP_WITHIN, "the caller gives up"
        )
    except NotInTime as late:
        caller, _, callee = fault.edge.partition(" -> ")
        raise WrongOnArrow(
            fault.edge,
            f"{caller} waits for {callee} without an end: each part of the answer is in time, "
            f"and {caller} sets no deadline for the whole of it ({in_words(late)})",
        ) from None


def matrix_outcome(
    world: World, journey_run: JourneyRun, first: JourneyReply, fault: FaultSpec
) -> MatrixOutcome:
    """Heal the fault, wait until the journey has ended, and tell its outcome for the actor.

    - completes: the first request succeeded; the call with the fault did its work, or was retried before the
      actor was answered
    - completes later: the request was repeated, since it had no answer; or it was refused although it had
      begun, and completed in the background; or another call did the work of a background call afterwards
    - refused, try again: no effect; a new request succeeds
    - reversed: the same, and every authorized or captured amount was voided or refunded

    Raises AssertionError where the outcome is none of these.
    """
    world.faults.heal(fault.name)
    reply = first
    if first.kind is ReplyKind.NOTHING:
        reply = journey_run.run_until_answered()
    if reply.kind is ReplyKind.DONE:
        _arrive(world, journey_run)
        late = first.kind is ReplyKind.NOTHING or _done_by_another(world, fault)
        return MatrixOutcome.LATER if late else MatrixOutcome.COMPLETES
    return _turned_down(world, journey_run, reply)


def _done_by_another(world: World, fault: FaultSpec) -> bool:
    return _is_asynchronous(fault) and not world.faults.was_delivered(fault.name)


def _is_asynchronous(fault: FaultSpec) -> bool:
    """Whether no person waits for the faulted calls: by their operation, or else by their arrow."""
    point, wanted = topology().point(fault.edge), (fault.calls.method, fault.calls.path)
    found = [each for each in point.operations if (each.method, each.path_pattern) == wanted]
    return found[0].asynchronous if found else point.asynchronous


def _turned_down(world: World, journey_run: JourneyRun, reply: JourneyReply) -> MatrixOutcome:
    assert reply.kind is ReplyKind.TRY_AGAIN, (
        f'the reply "{in_words(ReplyKind.TRY_AGAIN)}" was expected, '
        f'but it is "{in_words(reply.kind)}": {in_words(reply.words)}'
    )
    checkouts = journey_run.actor.checkout_ids - world.journey.checkouts_before
    charges = world.shop.gateway.charges
    seen = eventually(
        lambda: charges(checkouts) if checkouts else (),
        until=lambda found: all(each.line.is_reversed for each in found),
        within=_SETTLED_WITHIN,
        what="every authorized or captured amount is voided or refunded",
    )
    if _ask_anew(world, journey_run).kind is ReplyKind.ALREADY:
        result = journey_run.run_until_answered()
        assert result.kind is ReplyKind.DONE, (
            f"a completed journey was expected, but its result is: {in_words(result.words)}"
        )
        _arrive(world, journey_run)
        return MatrixOutcome.LATER
    _arrive(world, journey_run)
    return MatrixOutcome.REVERSED if seen else MatrixOutcome.REFUSED


def _ask_anew(world: World, journey_run: JourneyRun) -> JourneyReply:
    """Make a new request, and repeat it after five minutes: the circuit breaker may be open.

    While the first request is still at work the clock stays for a second: the token of a call that is on its
    way would expire.
    """
    began = time.monotonic()

    def asked() -> JourneyReply:
        reply = reply_to(journey_run.submit_anew)
        at_work = reply.words.startswith(_IN_PROGRESS) and time.monotonic() - began < _AT_WORK_SECONDS
        if reply.kind is not ReplyKind.DONE and not at_work:
            world.clock.advance(_BACKOFF)
        return reply

    done = (ReplyKind.DONE, ReplyKind.ALREADY)
    return eventually(asked, lambda found: found.kind in done, _SETTLED_WITHIN, "a new request succeeds")


def _arrive(world: World, journey_run: JourneyRun) -> None:
    """Wait until every effect is observed; the clock is moved on for what waits for its next attempt."""
    if _is_there(journey_run.wait_until_complete, _AT_ONCE):
        return
    for _ in range(_MOVES):
        world.clock.advance(_BACKOFF)
        if _is_there(journey_run.wait_until_complete, _IN_THE_END):
            return
    journey_run.wait_until_complete(_IN_THE_END)


def _is_there(arrive: Callable[[float], None], within: float) -> bool:
    try:
        arrive(within)
    except NotInTime:
        return False
    return True
