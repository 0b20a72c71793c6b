"""Confirmation mails: queued, sent, bounced, unconfirmed, and sent before the order was canceled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from steps.drivers.eventually import eventually
from steps.tasks.moves.machine import NONE, Bench, Machine, TriedOperation
from steps.tasks.moves.purchases import of_customer
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.vocabulary.fault_spec import CallPattern, FaultSpec

_MAIL = "notifications -> mail"
_WITHIN = 15.0  # seconds


@dataclass
class ConfirmationMail:
    """The confirmation of one order; `fault` is what the mail server does until it is healed."""

    bench: Bench
    purchase: PurchaseByCalls
    fault: str = ""

    @classmethod
    def begun(cls, bench: Bench, _: str) -> ConfirmationMail:
        """A purchase of which nothing was requested yet."""
        return cls(bench, of_customer(bench))

    def inject(self, kind: str, calls: int | None) -> None:
        """The mail server answers the next so many mails so, or every mail."""
        self.fault = f"{kind}: {self.purchase.checkout_id}"
        self.bench.calls.world.faults.inject(FaultSpec(self.fault, CallPattern(_MAIL, next=calls), kind))

    def heal(self) -> None:
        """The mail server accepts every mail again."""
        if self.fault:
            self.bench.calls.world.faults.heal(self.fault)
            self.fault = ""

    def states(self) -> tuple[str, ...]:
        """The states of the order's mails, oldest first."""
        world = self.bench.calls.world
        return world.shop.notifications.states(world.actors.staff(), self.purchase.order_number)

    def state(self) -> str:
        """The state of the confirmation."""
        return next(iter(self.states()), NONE)

    def wait_until(self, *states: str) -> None:
        """Return when the mails are in these states; the pauses between attempts pass quickly."""
        with self.bench.calls.world.clock.quickly():
            eventually(
                self.states, lambda seen: seen == states, _WITHIN, f"the mails are {', '.join(states)}"
            )

    def copy(self) -> str:
        """The staff requests another copy."""
        world = self.bench.calls.world
        return world.shop.notifications.copy_confirmation(
            world.actors.staff(), self.purchase.order_number, str(uuid4())
        )

    def end(self) -> None:
        """Compensate the purchase, and let every mail reach its end before the next fault."""
        self.heal()
        self.purchase.undo()
        world = self.bench.calls.world
        with world.clock.quickly():
            world.wait_until_idle()


def _paid(state: str, kind: str = "", calls: int | None = 1) -> Callable[[ConfirmationMail], None]:
    def bring(mail: ConfirmationMail) -> None:
        if kind:
            mail.inject(kind, calls)
        mail.purchase.up_to(Stage.PAID)
        mail.wait_until(state)
        if calls is not None:
            mail.heal()

    return bring


def _sent_and_canceled(mail: ConfirmationMail) -> None:
    _paid("sent")(mail)
    mail.purchase.undo()
    mail.wait_until("sent", "sent")


def _look(mail: ConfirmationMail) -> object:
    return mail.states()


MAIL = Machine(
    begin=ConfirmationMail.begun,
    states={
        NONE: lambda mail: mail.purchase.up_to(Stage.PLACED),
        "queued": _paid("queued", "service unavailable", None),
        "sent": _paid("sent"),
        "bounced": _paid("bounced", "mailbox unavailable"),
        "unconfirmed": _paid("unconfirmed", "acceptance lost", 2),
        "sent, order canceled": _sent_and_canceled,
    },
    operations={
        "copy": TriedOperation(
            "notifications: POST /mails/{order_number}/confirmation/copies", ConfirmationMail.copy
        ),
        "look": TriedOperation("notifications: GET /mails", _look),
    },
    state_of=ConfirmationMail.state,
    end=ConfirmationMail.end,
    shown_as={"sent, order canceled": "sent"},
)
