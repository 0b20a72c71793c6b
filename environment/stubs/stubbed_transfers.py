"""Bank transfers, as the stub of payments keeps and shows them. It tells orders nothing of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from environment.stubs.stub import StubRefusal, iso
from environment.stubs.stubbed_credit import StubbedCredit

_ACCOUNT = "Bookstore, DE89 3704 0044 0532 0130 00"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass
class StubbedExpectation:
    """The transfer that one checkout waits for; amounts in minor units."""

    checkout_id: str
    request: Mapping[str, Any]
    reference: str
    state: str = "open"
    received: int = 0
    reduced: int = 0
    refunded: int = 0

    @property
    def amount(self) -> int:
        """The whole sum."""
        return int(self.request["amount"]["amount"])

    @property
    def missing(self) -> int:
        """What is still to come, after what refunds have taken off it."""
        return self.amount - self.reduced - self.received

    @property
    def owed(self) -> int:
        """What is still to come, where it was bought on invoice."""
        return self.missing if self.state == "open" and self.request.get("owed_by") else 0

    def pay_if_whole(self) -> None:
        """It is paid once nothing is missing any more."""
        if self.state == "open" and not self.missing:
            self.state = "paid"

    def shown(self) -> Mapping[str, Any]:
        """As its checkout sees it."""
        named = {name: getattr(self, name) for name in ("checkout_id", "reference", "state", "received")}
        asked = {name: value for name, value in self.request.items() if name != "owed_by"}
        return {**named, **asked, "account": _ACCOUNT}

    def as_payment(self) -> Mapping[str, Any]:
        """As any payment is shown."""
        paid = "captured" if self.refunded == 0 else "partially_refunded"
        paid = "refunded" if self.received and self.refunded == self.received else paid
        status = "action_required" if self.state == "open" else paid if self.received else "voided"
        return {
            "checkout_id": self.checkout_id,
            "status": status,
            "amount": self.request["amount"],
            "captured": 0 if self.state == "open" else self.received,
            "refunded": self.refunded,
            "decline": None,
            "action": None,
            "received": self.received,
            "reduced": self.reduced,
        }

    def why_not(self, report: Mapping[str, Any]) -> str:
        """Why a transfer pays nothing; empty where it pays something."""
        if report["amount"]["currency"] != self.request["amount"]["currency"]:
            return "other-currency"
        if self.state != "open":
            return "canceled" if self.state == "ended" else "paid-already"
        if self.request.get("owed_by"):
            return ""
        late = datetime.fromisoformat(report["booked_at"]) > datetime.fromisoformat(self.request["due_at"])
        return "too-late" if late else ""


@dataclass
class StubbedTransfers:
    """All transfers, and the money that is owed back."""

    now: Callable[[], datetime]
    expected: dict[str, StubbedExpectation] = field(default_factory=dict)
    reports: dict[str, tuple[Any, Mapping[str, Any]]] = field(default_factory=dict)
    repayments: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    credit: StubbedCredit = field(init=False)

    def __post_init__(self) -> None:
        self.credit = StubbedCredit(self.now)

    def expect(self, checkout_id: str, body: Mapping[str, Any]) -> tuple[int, Mapping[str, Any]]:
        """Expect a transfer under a reference of its own."""
        known = self.expected.get(checkout_id)
        if known is None:
            self.credit.demand(self.expected.values(), body)
            reference = "RF18" + "".join(secrets.choice(_ALPHABET) for _ in range(10))
            self.expected[checkout_id] = StubbedExpectation(checkout_id, body, reference)
            return 201, self.expected[checkout_id].shown()
        if known.request != body:
            raise StubRefusal("conflicting-request", "this checkout has a payment of other content")
        if known.state == "ended":
            raise StubRefusal("already-returned", "the payment was reversed", payment_status="ended")
        return 200, known.shown()

    def report(self, bank_id: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Book a transfer, once for each id of the bank."""
        if bank_id in self.reports:
            first, booked = self.reports[bank_id]
            if first != body:
                raise StubRefusal("conflicting-request", "this id is of another transfer")
            return booked
        written = "".join(body["reference"].split()).upper()
        found = next((each for each in self.expected.values() if each.reference == written), None)
        reason, claimed, amount = found.why_not(body) if found else "unknown-reference", 0, body["amount"]
        if found and not reason:
            claimed = min(found.missing, amount["amount"])
            found.received += claimed
            found.pay_if_whole()
        rest, checkout_id = amount["amount"] - claimed, found.checkout_id if found else None
        back = (
            self.owe({**amount, "amount": rest}, reason or "too-much", checkout_id, bank_id) if rest else None
        )
        booked = {"bank_id": bank_id, "checkout_id": checkout_id, "claimed": claimed, "repayment": back}
        self.reports[bank_id] = body, booked
        return booked

    def end(self, expected: StubbedExpectation) -> None:
        """Expect nothing any more: what has arrived goes back."""
        left = expected.received - expected.refunded
        if expected.state != "ended" and left:
            amount = {**expected.request["amount"], "amount": left}
            self.owe(amount, "canceled", expected.checkout_id)
        expected.state, expected.refunded = "ended", expected.received

    def refund(self, expected: StubbedExpectation, body: Mapping[str, Any]) -> tuple[int, Mapping[str, Any]]:
        """Owe the customer this refund."""
        refund_id, amount = body["refund_id"], body["amount"]
        known, owed = self.refunds.get(refund_id), expected.owed
        left = owed + expected.received - expected.refunded
        if known is not None and known["amount"] != amount:
            raise StubRefusal("conflicting-request", "this refund was requested with another amount")
        if known is None and expected.state != "paid" and not owed:
            detail = f"the transfer is {expected.state}"
            raise StubRefusal("not-refundable", detail, payment_status=expected.state)
        if known is None and amount["amount"] > left:
            raise StubRefusal("refund-too-large", f"at most {left} can be refunded", refundable=left)
        if known is None:
            reduced = min(owed, amount["amount"])
            self.refunds[refund_id] = {"amount": amount, "reduced": reduced}
            self._take_off(expected, refund_id, {**amount, "amount": amount["amount"] - reduced}, reduced)
        waits = refund_id in self.repayments and self.repayments[refund_id]["sent_at"] is None
        shown = {"refund_id": refund_id, "checkout_id": expected.checkout_id, **self.refunds[refund_id]}
        return 201 if known is None else 200, {**shown, "state": "pending" if waits else "refunded"}

    def _take_off(
        self, expected: StubbedExpectation, refund_id: str, back: Mapping[str, Any], reduced: int
    ) -> None:
        """What is owed becomes less, and only the rest goes back."""
        expected.reduced += reduced
        expected.refunded += back["amount"]
        expected.pay_if_whole()
        if back["amount"]:
            self.owe(back, "refund", expected.checkout_id, repayment_id=refund_id)

    def owe(
        self,
        amount: Mapping[str, Any],
        reason: str,
        checkout_id: str | None,
        bank_id: str | None = None,
        repayment_id: str | None = None,
    ) -> Mapping[str, Any]:
        """Money that the staff has to send back."""
        made: dict[str, Any] = {
            "repayment_id": repayment_id or str(uuid4()),
            "amount": amount,
            "reason": reason,
        }
        made |= {"checkout_id": checkout_id, "bank_id": bank_id, "sent_at": None}
        self.repayments[str(made["repayment_id"])] = made
        return made

    def mark_sent(self, repayment_id: str) -> Mapping[str, Any]:
        """The staff has sent the money back."""
        if repayment_id not in self.repayments:
            raise StubRefusal("no-such-repayment", "no money goes back under this id")
        found = self.repayments[repayment_id]
        found["sent_at"] = found["sent_at"] or iso(self.now())
        return found
