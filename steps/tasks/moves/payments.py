"""Payments: in each state of the gateway's answers, and while those answers are lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from steps.drivers.eventually import eventually
from steps.tasks.moves.machine import NONE, Bench, Machine, TriedOperation
from steps.tasks.moves.purchases import Act, asked_by, buyer_of, state_at, up_to
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.requests.repeatable_ids import id_of
from steps.vocabulary.fault_spec import CallPattern, FaultSpec

_GATEWAY = "payments -> gateway"
_AUTHORIZATION = CallPattern(_GATEWAY, method="POST", path="^/v1/payment_intents$", next=1)
_REFUSAL: Mapping[str, Any] = {
    "error": {"type": "invalid_request_error", "message": "This account cannot make charges."}
}
_SETTLES_WITHIN = 20.0  # seconds
_CARDS = {"action_required": "asks for confirmation", "declined": "generic decline"}


def _refund(purchase: PurchaseByCalls, *, amount: int | None, known: bool) -> Mapping[str, Any]:
    """`known`: under an id that is the same for each refund of the purchase that is so."""
    refund_id = id_of(purchase.checkout_id, "the refund") if known else str(uuid4())
    return {"refund_id": refund_id, "amount": {"amount": amount or purchase.total, "currency": "USD"}}


_PAYMENT = "/payments/{checkout_id}"
_REFUNDS = f"payments: POST {_PAYMENT}/refunds"
_REVERSE = asked_by("orders", f"payments: POST {_PAYMENT}/return")
_REFUND = asked_by("orders", _REFUNDS, partial(_refund, amount=100, known=True))
_REFUND_ALL = asked_by("orders", _REFUNDS, partial(_refund, amount=None, known=True))
_state_now = state_at(f"payments: GET {_PAYMENT}", "status")


@dataclass
class PaymentInState(PurchaseByCalls):
    """A purchase with its payment; `fault` keeps the gateway's answers from payments."""

    fault: str = ""

    @classmethod
    def begun(cls, bench: Bench, state: str) -> PaymentInState:
        """A purchase of which nothing was requested yet."""
        return cls(bench.calls, bench.sku, buyer_of(bench), _CARDS.get(state, "visa"))

    def lose_answers(self) -> None:
        """From now on the gateway does what it is asked for, and none of its answers arrives."""
        self.fault = f"{self.checkout_id} gets no answer of the gateway"
        self.calls.world.faults.inject(FaultSpec(self.fault, CallPattern(_GATEWAY), "answer lost"))

    def be_refused(self) -> None:
        """Request an authorization that the gateway refuses for a reason of the shop."""
        name = f"{self.checkout_id} is refused by the gateway"
        refusal = FaultSpec(name, _AUTHORIZATION, "status", {"code": 400, "body": _REFUSAL})
        self.calls.world.faults.inject(refusal)
        self.authorize()
        self.calls.world.faults.heal(name)

    def end(self) -> None:
        """Let answers arrive, wait until the outcome is known, and compensate every step."""
        if self.fault:
            self.calls.world.faults.heal(self.fault)
            self.fault = ""
            self._settle()
        self.undo()

    def _settle(self) -> None:
        """Payments pauses between its requests, and longer once its circuit is open: time passes quickly."""
        with self.calls.world.clock.quickly():
            eventually(
                lambda: _state_now(self),
                lambda seen: not seen.endswith("ing"),
                _SETTLES_WITHIN,
                "payments knows the outcome",
            )
        self.calls.renew_tokens()


def _without_answer(stage: Stage, request: Act) -> Callable[[PaymentInState], None]:
    """At this stage the answers of the gateway begin to be lost, and then this is requested."""

    def bring(payment: PaymentInState) -> None:
        payment.up_to(stage)
        payment.lose_answers()
        request(payment)

    return bring


def _refused(payment: PaymentInState) -> None:
    payment.up_to(Stage.QUOTED)
    payment.be_refused()


PAYMENT: Machine[PaymentInState] = Machine(
    begin=PaymentInState.begun,
    states={
        NONE: up_to(Stage.QUOTED),
        "reversed before": up_to(Stage.QUOTED, _REVERSE.make),
        "authorizing": _without_answer(Stage.QUOTED, PurchaseByCalls.authorize),
        "action_required": up_to(Stage.PLACED),
        "authorized": up_to(Stage.PLACED),
        "capturing": _without_answer(Stage.PLACED, PurchaseByCalls.capture),
        "captured": up_to(Stage.PAID),
        "partially_refunded": up_to(Stage.PAID, _REFUND.make),
        "refunding": _without_answer(Stage.PAID, _REFUND.make),
        "returning": _without_answer(Stage.PAID, _REVERSE.make),
        "returning a hold": _without_answer(Stage.PLACED, _REVERSE.make),
        "refunded": up_to(Stage.PAID, _REFUND_ALL.make),
        "voided": up_to(Stage.PLACED, _REVERSE.make),
        "declined": up_to(Stage.PLACED),
        "failed": _refused,
    },
    operations={
        "authorization": TriedOperation(f"payments: PUT {_PAYMENT}", PurchaseByCalls.authorize),
        "capture": TriedOperation(f"payments: POST {_PAYMENT}/capture", PurchaseByCalls.capture),
        "inquiry": asked_by("checkout", f"payments: POST {_PAYMENT}/inquiry"),
        "reversal": _REVERSE,
        "refund": asked_by("orders", _REFUNDS, partial(_refund, amount=100, known=False)),
        "the same refund": _REFUND,
        "another amount under its id": asked_by("orders", _REFUNDS, partial(_refund, amount=50, known=True)),
        "look": asked_by("staff", f"payments: GET {_PAYMENT}"),
    },
    state_of=_state_now,
    end=PaymentInState.end,
    shown_as={"reversed before": "voided", "refunding": "captured", "returning a hold": "returning"},
    waits_in=frozenset({"authorizing", "capturing", "refunding", "returning", "returning a hold"}),
)
