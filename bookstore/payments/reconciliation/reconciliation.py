"""Compares what the gateway has taken with what was ordered, and settles what can be settled.

It may run as often as one likes, on several nodes at once: everything it does has the checkout's own key,
so a second run finds the matter settled.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain
from uuid import UUID

from bookstore.payments.gateway.answers import Intent, IntentStatus
from bookstore.payments.gateway.client import Gateway
from bookstore.payments.model import Payment
from bookstore.payments.reconciliation.repository import Findings, OrderBooks, OrderStanding
from bookstore.payments.service import Till
from bookstore.payments.settlement import Settler
from bookstore.payments.states import Method, State
from bookstore.payments.store import BeingWorkedOn, Store
from bookstore.platform.clock import Clock
from bookstore.platform.money import Money

_log = logging.getLogger(__name__)
GRACE = timedelta(minutes=15)
"""Younger payments and orders may belong to a checkout that still runs."""
_SECONDS = 20.0  # for one answer of the gateway
_A_MOMENT = 2.0  # seconds for a payment that is being worked on; a statement may last five


class Kind(StrEnum):
    """What does not fit together."""

    CAPTURE_WITHOUT_ORDER = "capture-without-order"
    HOLD_WITHOUT_ORDER = "hold-without-order"
    CAPTURE_OF_UNPAID_ORDER = "capture-of-unpaid-order"
    ORDER_WITHOUT_CAPTURE = "order-without-capture"
    AMOUNT_DIFFERS = "amount-differs"


class Settlement(StrEnum):
    """What was done about it; `reported` needs a person."""

    RETURNED = "returned"
    CAPTURED = "captured"
    REPORTED = "reported"


@dataclass(frozen=True)
class Finding:
    """Something that does not fit, and what was done about it. The amount is what is too much, or missing."""

    kind: Kind
    checkout_id: UUID
    amount: Money
    settlement: Settlement


def needless(payment: Payment | None, intent: Intent, order: OrderStanding | None) -> Money | None:
    """What of this payment nobody owes: all that is held or kept of it, where no order stands for it."""
    if (order is not None and order.state != "canceled") or _under_way(payment):
        return None
    return intent.amount if intent.status is IntentStatus.REQUIRES_CAPTURE else _kept(payment, intent)


def unclaimed(payment: Payment | None, intent: Intent, order: OrderStanding | None) -> Money | None:
    """What was taken of this payment while its order waits to be paid: its checkout may be lost for good."""
    waits = order is not None and order.state == "placed"
    return _kept(payment, intent) if waits and not _under_way(payment) else None


def missing(payment: Payment | None, order: OrderStanding) -> Money | None:
    """What a paid order lacks (negative: what it has too much)."""
    if order.state != "paid":
        return None
    kept = payment.captured - payment.refunded if payment else 0
    lacking = order.grand_total - order.refunded - kept
    return Money(lacking, order.currency) if lacking else None


@dataclass(frozen=True)
class Reconciliation:
    """The comparison over a span of time."""

    store: Store
    gateway: Gateway
    settler: Settler
    till: Till
    orders: OrderBooks
    findings: Findings
    clock: Clock

    def run(self, since: datetime, until: datetime) -> list[Finding]:
        """Every finding about payments made and orders paid in this span, settled where that can be.

        What is younger than GRACE is left out. Raises GatewayTrouble or CallFailed where books are not there.
        """
        until, found = min(until, self.clock.now() - GRACE), []
        if since < until:
            # Each is noted as soon as it is settled: a comparison that breaks off would find it no more.
            for finding in chain(self._captures(since, until), self._paid_orders(since, until)):
                self._note(finding)
                found.append(finding)
        return found

    def _note(self, finding: Finding) -> None:
        told = {"kind": finding.kind, "checkout_id": str(finding.checkout_id)}
        _log.error(
            "the books do not fit",
            extra={**told, "amount": str(finding.amount), "settlement": finding.settlement},
        )
        self.findings.keep(finding, self.clock.now())

    def _captures(self, since: datetime, until: datetime) -> Iterator[Finding]:
        with self.gateway.within(_SECONDS):
            intents = self.gateway.between(since, until)
        for checkout_id, intent in intents:
            if not _moved(intent):
                continue
            stored, order = self.store.find(checkout_id), self.orders.of_checkout(checkout_id)
            payment = stored.payment if stored else None
            if waiting := unclaimed(payment, intent, order):
                self.orders.flag(checkout_id, "taken-not-paid")
                yield Finding(Kind.CAPTURE_OF_UNPAID_ORDER, checkout_id, waiting, Settlement.REPORTED)
            elif too_much := needless(payment, intent, order):
                held = intent.status is IntentStatus.REQUIRES_CAPTURE
                kind = Kind.HOLD_WITHOUT_ORDER if held else Kind.CAPTURE_WITHOUT_ORDER
                if settlement := self._given_back(checkout_id, intent):
                    yield Finding(kind, checkout_id, too_much, settlement)

    def _given_back(self, checkout_id: UUID, intent: Intent) -> Settlement | None:
        """First no order can come any more, then the money goes back, if the gateway still takes it.

        None where somebody else works on the payment: what is left is found the next time.
        """
        self.orders.close_the_door(checkout_id)
        try:
            known = self._known(checkout_id, intent)
            payment = self.till.give_back(checkout_id) if known else None
        except BeingWorkedOn:
            _log.warning("a payment was busy meanwhile", extra={"checkout_id": str(checkout_id)})
            return None
        return Settlement.RETURNED if _goes_back(payment) else Settlement.REPORTED

    def _known(self, checkout_id: UUID, intent: Intent) -> bool:
        """Whether it is among our payments, now at the latest. Raises BeingWorkedOn."""
        with self.store.alone(checkout_id, _A_MOMENT) as held:
            if held.read() is None:
                adopted = _adopted(checkout_id, intent, self.clock.now())
                if not held.begin(adopted, "reconciliation", "unknown", self.clock.now()):
                    return False
                self.settler.look(held, adopted, self.settler.budget())
        return True

    def _paid_orders(self, since: datetime, until: datetime) -> Iterator[Finding]:
        for order in self.orders.paid_between(since, until):
            stored = self.store.find(order.checkout_id)
            payment = stored.payment if stored else None
            if lacking := self._lacking(payment, order):
                kind = Kind.ORDER_WITHOUT_CAPTURE if lacking.amount > 0 else Kind.AMOUNT_DIFFERS
                yield Finding(kind, order.checkout_id, lacking, self._made_up_for(payment, order))

    def _lacking(self, payment: Payment | None, order: OrderStanding) -> Money | None:
        """What the order lacks, where nothing is on its way that would explain it."""
        if missing(payment, order) is None or _under_way(payment) or self.store.telling(order.checkout_id):
            return None
        fresh = self.orders.of_checkout(order.checkout_id)  # it may have been told since its page was read
        return missing(payment, fresh) if fresh else None

    def _made_up_for(self, payment: Payment | None, order: OrderStanding) -> Settlement:
        if payment is not None and payment.state is State.AUTHORIZED:
            self.till.capture(order.checkout_id)
            return Settlement.CAPTURED
        self.orders.flag(order.checkout_id, "money-missing")
        return Settlement.REPORTED


def _under_way(payment: Payment | None) -> bool:
    """Whether it is still to be settled, or on its way back."""
    return payment is not None and payment.next_act() is not None


def _kept(payment: Payment | None, intent: Intent) -> Money | None:
    kept = intent.received - (payment.refunded if payment else 0)
    return Money(kept, intent.amount.currency) if kept > 0 else None


def _goes_back(payment: Payment | None) -> bool:
    """A return that the bank has sent back is not made a second time."""
    return _under_way(payment) or (payment is not None and payment.state in (State.VOIDED, State.REFUNDED))


def _moved(intent: Intent) -> bool:
    return intent.received > 0 or intent.status is IntentStatus.REQUIRES_CAPTURE


def _adopted(checkout_id: UUID, intent: Intent, now: datetime) -> Payment:
    """A payment of ours that we do not know: our own books were lost, or somebody made it by hand."""
    held = intent.status is IntentStatus.REQUIRES_CAPTURE
    return Payment(
        checkout_id,
        Method.CARD,
        intent.amount,
        state=State.AUTHORIZED if held else State.CAPTURED,
        captured=min(intent.received, intent.amount.amount),
        gateway_id=intent.intent_id,
        flag="unknown-payment",
        look_asked=True,
        due_at=now,
    )
