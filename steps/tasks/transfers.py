"""Bank transfers: customers transfer money, the bank reports it, the staff sends back what is owed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from steps.drivers.checkout import PaymentChoice
from steps.drivers.orders import AwaitedTransfer
from steps.drivers.transfers import OwedRepayment, ReportedTransfer
from steps.tasks.mail_arrival import wait_until_mail_is_sent
from steps.tasks.retrying import retry_until_answered
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World

_A_DAY = timedelta(days=1)
IN_ADVANCE = PaymentChoice("advance", "")
"""A transfer by bank before anything leaves."""
_DIGITS, _LETTERS = "01", "AB"
UNKNOWN = "RF55B00KST0RE"
"""A reference without a flaw, which no order has."""
SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "in small letters": str.lower,
    "in groups of four": lambda reference: " ".join(
        reference[place : place + 4] for place in range(0, len(reference), 4)
    ),
    "with a wrong digit": lambda reference: reference[:-1] + _other_sign(reference[-1]),
    "cut off": lambda reference: reference[:4],
    "of no order": lambda _: UNKNOWN,
    "left out": lambda _: "books",
}
"""How a customer may write the reference on a transfer."""


def _other_sign(sign: str) -> str:
    """A digit for a digit and a letter for a letter, which the check digits never fit (ISO 7064).

    They count a letter as two digits: one of 97 digits in the place of a letter would fit by chance.
    """
    signs = _DIGITS if sign.isdigit() else _LETTERS
    return signs[1] if sign == signs[0] else signs[0]


def awaited_transfer(world: World, actor: Actor) -> AwaitedTransfer:
    """How the actor's latest order is paid. Raises ValueError where it is not paid by transfer."""
    return world.shop.orders.transfer_terms(actor.credentials, actor.order_number)


def transfer(
    world: World,
    actor: Actor,
    amount: Money,
    written: Callable[[str], str] = str,
    *,
    retrying: bool = False,
) -> None:
    """ReportedTransfer money for the actor's order; the bank reports it at once, as booked now."""
    reference = written(awaited_transfer(world, actor).reference)
    world.transfers.append(_new_transfer(amount, reference, world.clock.now()))
    if retrying:
        within = world.shop.answers_within
        retry_until_answered(lambda: report_last(world, actor), within).succeeded()
    else:
        report_last(world, actor).succeeded()


def transfer_in_time(world: World, actor: Actor, amount: Money) -> None:
    """The bank reports a transfer that it booked a day before the deadline, whatever day it is now."""
    asked = awaited_transfer(world, actor)
    world.transfers.append(_new_transfer(amount, asked.reference, asked.due_at - _A_DAY))
    report_last(world, actor).succeeded()


def _new_transfer(amount: Money, reference: str, booked_at: datetime) -> ReportedTransfer:
    return ReportedTransfer(str(uuid4()), amount, reference, booked_at)


def report_last(world: World, actor: Actor, amount: Money | None = None) -> Attempt[Money]:
    """The bank reports the latest transfer, once more or for the first time; or with another amount."""
    if not world.transfers:
        raise AssertionError("no customer has transferred money in this scenario")
    made = world.transfers[-1]
    told = ReportedTransfer(made.bank_id, amount or made.amount, made.reference, made.booked_at)
    actor.last_reply = Attempt.at(
        "reporting a transfer", lambda: world.shop.transfers.report(world.actors.staff(), told)
    )
    return actor.last_reply


def owed(world: World) -> tuple[OwedRepayment, ...]:
    """What the staff has still to send back, once no message is left that could change it."""
    wait_until_mail_is_sent(world)
    return world.shop.transfers.owed(world.actors.staff())


def send_all(world: World) -> None:
    """The staff sends back everything that is owed, and marks it as sent."""
    for repayment in owed(world):
        world.shop.transfers.mark_sent(world.actors.staff(), repayment.repayment_id)
