"""The stub of payments: one payment for each checkout, made at the gateway's double without any precaution.

The card that the customer has typed decides the outcome, as it does for the service itself: features need no
other words for it. Lost answers, retries, a circuit and a reconciliation are what the service adds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from environment.stubs.gateway_account import CardRefused, GatewayAccount
from environment.stubs.gift_cards import GiftCardsStub
from environment.stubs.stub import Answer, StubCall, StubRefusal, offers
from environment.stubs.stubbed_payment import CAPTURED, StubbedPayment
from environment.stubs.stubbed_transfers import StubbedTransfers

_SMALLEST = {"USD": 50, "EUR": 50, "GBP": 30, "JPY": 50}
_IN_PARTS = {"payment_method_options[card][request_multicapture]": "if_available"}


class PaymentsStub(GiftCardsStub):
    """Payments in memory."""

    service = "payments"

    def __init__(self, now: Callable[[], datetime], gateway: GatewayAccount, secret: str) -> None:
        self._gateway, self._secret = gateway, secret
        super().__init__(now)

    def forget(self) -> None:
        super().forget()
        self._payments: dict[str, StubbedPayment] = {}
        self._transfers = StubbedTransfers(self.now)

    @offers("GET /payments/circuit")
    def circuit(self, call: StubCall) -> Answer:
        return 200, {"circuit": "closed", "failures": 0}

    @offers("PUT /payments/{checkout_id}")
    def pay(self, call: StubCall) -> Answer:
        checkout_id = call.path["checkout_id"]
        known = self._payments.get(checkout_id)
        if known is not None:
            if known.request not in (None, call.body):
                raise StubRefusal("conflicting-request", "this checkout has a payment of other content")
            if known.reversed:
                raise _reversed(known)
            return 200, known.shown()
        payment = StubbedPayment(checkout_id, call.body)
        self._payments[checkout_id] = payment
        amount = call.body["amount"]
        if amount["amount"] < _SMALLEST.get(amount["currency"], 1):
            payment.state, payment.decline = "declined", "amount_too_small"
        elif amount["currency"] == "KWD" and amount["amount"] % 10:
            payment.state, payment.decline = "declined", "amount_not_payable"
        else:
            self._authorize(payment, call.body)
        return 201, payment.shown()

    @offers("POST /payments/{checkout_id}/capture")
    def capture(self, call: StubCall) -> Answer:
        payment = self._requested(call)
        if payment.reversed:
            raise _reversed(payment)
        if payment.state == "authorized" and not payment.in_parts:
            payment.follow(self._gateway.call("POST", f"payment_intents/{payment.intent}/capture"))
        if payment.state not in CAPTURED or payment.in_parts:
            detail = f"the payment is {payment.state}, and holds nothing"
            raise StubRefusal("not-capturable", detail, payment_status=payment.state)
        return 200, payment.shown()

    @offers("PUT /payments/{checkout_id}/captures/{capture_id}")
    def capture_part(self, call: StubCall) -> Answer:
        payment, capture_id = self._requested(call), call.path["capture_id"]
        amount, final = call.body["amount"], call.body.get("final", False)
        known, left = payment.captures.get(capture_id), payment.left_to_capture
        if known not in (None, (amount["amount"], final)):
            raise StubRefusal("conflicting-request", "this capture was requested with other content")
        if known is None and payment.reversed:
            raise _reversed(payment)
        if known is None and (left is None or amount["amount"] > left):
            detail = f"the payment is {payment.state}, and holds {left or 0}"
            raise StubRefusal("not-capturable", detail, payment_status=payment.state)
        if known is None:
            self._capture_part(payment, amount["amount"], final=final)
            payment.captures[capture_id] = amount["amount"], final
        reply = {"capture_id": capture_id, "checkout_id": payment.checkout_id, "amount": amount}
        return 201 if known is None else 200, {**reply, "state": "captured"}

    @offers("POST /payments/{checkout_id}/inquiry")
    def inquire(self, call: StubCall) -> Answer:
        payment = self._requested(call)
        self._ask(payment)
        return 200, payment.shown()

    @offers("GET /payments/{checkout_id}")
    def find(self, call: StubCall) -> Answer:
        checkout_id = call.path["checkout_id"]
        if checkout_id in self._transfers.expected:
            return 200, self._transfers.expected[checkout_id].as_payment()
        if checkout_id not in self._payments:
            raise _unknown(checkout_id)
        return 200, self._payments[checkout_id].shown()

    @offers("POST /payments/{checkout_id}/return")
    def reverse(self, call: StubCall) -> Answer:
        checkout_id = call.path["checkout_id"]
        if (expected := self._transfers.expected.get(checkout_id)) is not None:
            self._transfers.end(expected)
            return 200, expected.as_payment()
        payment = self._payments.setdefault(checkout_id, StubbedPayment(checkout_id))
        payment.reversed = True
        if payment.state in ("authorized", "action_required"):
            payment.follow(self._gateway.call("POST", f"payment_intents/{payment.intent}/cancel"))
        elif payment.state in CAPTURED and payment.captured > payment.refunded:
            self._give_back(payment, "the reversal", payment.captured - payment.refunded)
        return 200, payment.shown()

    @offers("POST /payments/{checkout_id}/refunds")
    def refund(self, call: StubCall) -> Answer:
        if (expected := self._transfers.expected.get(call.path["checkout_id"])) is not None:
            return self._transfers.refund(expected, call.body)
        payment, refund_id, amount = self._requested(call), call.body["refund_id"], call.body["amount"]
        known = payment.refunds.get(refund_id)
        if known not in (None, amount["amount"]):
            raise StubRefusal("conflicting-request", "this refund was requested with another amount")
        left = payment.captured - payment.refunded
        if known is None and payment.state not in CAPTURED:
            detail = f"the payment is {payment.state}, and nothing of it was captured"
            raise StubRefusal("not-refundable", detail, payment_status=payment.state)
        if known is None and amount["amount"] > left:
            raise StubRefusal("refund-too-large", f"at most {left} can be refunded", refundable=left)
        if known is None:
            self._give_back(payment, refund_id, amount["amount"])
        named = {"refund_id": refund_id, "checkout_id": payment.checkout_id}
        reply = {**named, "amount": amount, "reduced": 0}
        return 201 if known is None else 200, {**reply, "state": "refunded"}

    @offers("PUT /expected-transfers/{checkout_id}")
    def expect_transfer(self, call: StubCall) -> Answer:
        checkout_id = call.path["checkout_id"]
        if checkout_id in self._payments:
            raise _reversed(self._payments[checkout_id])
        return self._transfers.expect(checkout_id, call.body)

    @offers("PUT /transfers/{bank_id}")
    def report_transfer(self, call: StubCall) -> Answer:
        return 200, self._transfers.report(call.path["bank_id"], call.body)

    def _limits_of(self, customer_id: str | None) -> list[Mapping[str, Any]]:
        return self._transfers.credit.limits_of(customer_id)

    @offers("PUT /credit-limits/{customer_id}")
    def set_credit_limit(self, call: StubCall) -> Answer:
        sums = self._transfers.expected.values()
        return 200, self._transfers.credit.set(call.path["customer_id"], call.body["limit"], sums)

    @offers("GET /credit-limits/{customer_id}")
    def credit(self, call: StubCall) -> Answer:
        sums = self._transfers.expected.values()
        return 200, {"accounts": self._transfers.credit.accounts(call.path["customer_id"], sums)}

    @offers("GET /repayments")
    def repayments(self, call: StubCall) -> Answer:
        owed = [each for each in self._transfers.repayments.values() if each["sent_at"] is None]
        return 200, {"repayments": owed}

    @offers("POST /repayments/{repayment_id}/sent")
    def mark_sent(self, call: StubCall) -> Answer:
        return 200, self._transfers.mark_sent(call.path["repayment_id"])

    @offers("POST /webhooks/stripe")
    def take_webhook(self, call: StubCall) -> Answer:
        if not self._gateway.has_signed(call.raw, call.headers.get("stripe-signature", ""), self.now()):
            raise StubRefusal("signature-not-valid", "the signature does not hold, or is too old")
        told = json.loads(call.raw).get("data", {}).get("object", {}).get("metadata", {})
        payment = self._payments.get(told.get("checkout_id", ""))
        if payment is not None:
            self._ask(payment)
        return 200, {"received": True}

    def _authorize(self, payment: StubbedPayment, request: Mapping[str, Any]) -> None:
        form = {
            "amount": str(request["amount"]["amount"]),
            "currency": request["amount"]["currency"].lower(),
            "payment_method": request["token"],
            "confirm": "true",
            "capture_method": "automatic" if request["method"] == "wallet" else "manual",
            **(_IN_PARTS if payment.in_parts else {}),
            "allowed_payment_method_types[]": "card",
            "return_url": f"https://bookstore.example/checkouts/{payment.checkout_id}",
            "metadata[checkout_id]": payment.checkout_id,
        }
        try:
            payment.follow(self._gateway.call("POST", "payment_intents", form))
        except CardRefused as refused:
            payment.state, payment.decline = "declined", refused.code

    def _capture_part(self, payment: StubbedPayment, amount: int, *, final: bool) -> None:
        """Capture an amount; a last one of nothing, where nothing was captured, ends the authorization."""
        intent = f"payment_intents/{payment.intent}"
        if not amount and not payment.captured:
            payment.follow(self._gateway.call("POST", f"{intent}/cancel"))
            payment.reversed = True
            return
        form = {"amount_to_capture": str(amount), "final_capture": "true" if final else "false"}
        payment.follow(self._gateway.call("POST", f"{intent}/capture", form))

    def _ask(self, payment: StubbedPayment) -> None:
        """Ask the gateway about a payment that its customer was to confirm."""
        if payment.state == "action_required":
            payment.follow(self._gateway.call("GET", f"payment_intents/{payment.intent}"))

    def _give_back(self, payment: StubbedPayment, refund_id: str, amount: int) -> None:
        form = {"payment_intent": payment.intent, "amount": str(amount)}
        self._gateway.call("POST", "refunds", form)
        payment.refunds[refund_id] = amount
        payment.state = "refunded" if payment.refunded == payment.captured else "partially_refunded"

    def _requested(self, call: StubCall) -> StubbedPayment:
        checkout_id = call.path["checkout_id"]
        payment = self._payments.get(checkout_id)
        if payment is None or payment.request is None:
            raise _unknown(checkout_id)
        return payment


def _unknown(checkout_id: str) -> StubRefusal:
    return StubRefusal("no-such-payment", f"no payment was requested for the checkout {checkout_id}")


def _reversed(payment: StubbedPayment) -> StubRefusal:
    return StubRefusal("already-returned", "the payment was reversed before", payment_status=payment.state)
