"""Refunds that payments has taken off what is owed, before orders hears of it."""

from __future__ import annotations

from steps.drivers.eventually import eventually
from steps.tasks.refunds import customers_order, request_refund
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.money import Money
from steps.world.world import World

_NO_ANSWER = "orders hears no answer to the refund"
_NO_NOTICE = "payments tells orders nothing of the refund"
_ANSWERS = CallPattern("orders -> payments", method="POST", path="/refunds$")
_NOTICES = CallPattern("payments -> orders", method="PUT", path="/order/refunds/")
_LEARNS_WITHIN = 10.0  # seconds


def take_off_unnoticed(world: World, amount: Money) -> None:
    """Refund so much of what is owed, and keep back the answer and the notice that say how it was split."""
    world.faults.inject(FaultSpec(_NO_ANSWER, _ANSWERS, "answer delayed", {}))
    world.faults.inject(FaultSpec(_NO_NOTICE, _NOTICES, "barrier", {}))
    request_refund(world, amount=amount.amount).succeeded()
    world.faults.wait_until_held(_NO_NOTICE, 1)


def notice_what_was_taken_off(world: World) -> None:
    """Let the notice go, and return when orders knows. The answer comes after it."""
    world.faults.release(_NO_NOTICE)
    eventually(
        lambda: [refund.reduced for refund in customers_order(world).refunds],
        until=any,
        within=_LEARNS_WITHIN,
        what="orders knows what was taken off the invoice",
    )
    world.faults.release(_NO_ANSWER)
