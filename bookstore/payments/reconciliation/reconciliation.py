"""Compares the gateway's payment intents with payments and orders, and settles what it can.

It may run any number of times, also on several instances at once. Every repair carries the checkout's own
idempotency key, so a second run finds it done. What is busy is postponed, and compared by the next run.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID

from bookstore.payments.gateway.answers import IntentSnapshot, IntentStatus, ListedRefund
from bookstore.payments.gateway.client import GatewayClient
from bookstore.payments.lock import PaymentLocked
from bookstore.payments.model import Payment
from bookstore.payments.reconciliation.findings import (
    Finding,
    FindingKind,
    FindingSettlement,
    finding_of_reversal,
    in_progress,
    money_missing,
    money_of_unpaid_order,
    money_without_order,
)
from bookstore.payments.reconciliation.order_ledger import OrderLedger, OrderSummary
from bookstore.payments.reconciliation.repository import FindingRepository
from bookstore.payments.service import PaymentService
from bookstore.payments.settlement import Settler
from bookstore.payments.states import GatewayOperation, PaymentState
from bookstore.payments.store import Store
from bookstore.platform.clock import Clock
from bookstore.platform.money import Money
from bookstore.platform.schemas import PaymentMethodKind

_log = logging.getLogger(__name__)
GRACE = timedelta(minutes=15)
"""Payments and orders younger than this may belong to a checkout that is still running."""
REFUND_MAY_CHANGE = timedelta(days=30)
"""How long after its creation a refund may still be paid out or sent back by the bank."""
_LISTING_SECONDS = 20.0  # for the gateway to list its payment intents, or its refunds
_LOCK_SECONDS = 2.0  # to wait for the lock of a payment; a statement may last five


@dataclass(frozen=True)
class Reconciliation:
    """The comparison of payments, refunds and orders over a span of time."""

    store: Store
    gateway: GatewayClient
    settler: Settler
    payments: PaymentService
    orders: OrderLedger
    findings: FindingRepository
    clock: Clock

    def run(self, since: datetime, until: datetime) -> list[Finding]:
        """Find and settle contradictions of payments made and orders paid from `since` until before `until`.

        A refund counts by its own time, however old its payment is. What is younger than GRACE is left out.
        What earlier runs postponed is compared first. Raises GatewayError or CallFailed where an answer is
        missing.
        """
        until, found = min(until, self.clock.now() - GRACE), []
        if since < until:
            # Each finding is stored as soon as it is settled: after a failure the next run would not find it.
            for finding in chain(self._postponed(), self._captures(since, until), self._orders(since, until)):
                self._store(finding)
                found.append(finding)
        return found

    def _store(self, finding: Finding) -> None:
        seen = {"kind": finding.kind, "checkout_id": str(finding.checkout_id)}
        _log.error(
            "the books do not fit",
            extra={**seen, "amount": str(finding.amount), "settlement": finding.settlement},
        )
        self.findings.add(finding, self.clock.now())

    def _postponed(self) -> Iterator[Finding]:
        for earlier in self.findings.postponed():
            if earlier.gateway_id is not None:
                intent = self.gateway.retrieve_with_refunded(earlier.gateway_id)
                yield from self._capture(earlier.checkout_id, intent)
            if order := self.orders.of_checkout(earlier.checkout_id):
                yield from self._order(order)
            self.findings.mark_compared(earlier)

    def _captures(self, since: datetime, until: datetime) -> Iterator[Finding]:
        with self.gateway.within(_LISTING_SECONDS):
            intents = self.gateway.intents_between(since, until)
        for checkout_id, intent in intents:
            yield from self._capture(checkout_id, intent)
        self._learn_refunds(since - REFUND_MAY_CHANGE, until)

    def _capture(self, checkout_id: UUID, intent: IntentSnapshot) -> Iterator[Finding]:
        if not _holds_money(intent):
            return
        try:
            payment = self._payment(checkout_id, intent)
        except PaymentLocked:
            return self._postpone(checkout_id, intent.intent_id)
        if in_progress(payment):
            return self._postpone(checkout_id, intent.intent_id)
        order = self.orders.of_checkout(checkout_id)
        if unpaid := money_of_unpaid_order(payment, intent, order):
            self.orders.flag(checkout_id, "taken-not-paid")
            reported = FindingSettlement.REPORTED
            yield Finding(FindingKind.CAPTURE_OF_UNPAID_ORDER, checkout_id, unpaid, reported)
        elif (excess := money_without_order(payment, intent, order)) and (
            finding := self._reverse(checkout_id, intent, excess)
        ):
            yield finding

    def _payment(self, checkout_id: UUID, intent: IntentSnapshot) -> Payment | None:
        """The stored payment; after an inquiry where the gateway shows refunds that are not stored.

        Raises PaymentLocked.
        """
        stored = self.store.find(checkout_id)
        if stored is None:
            return None
        # An inquiry that is still to be made, after a restart for example, would leave the payment out.
        if stored.payment.next_operation() is not GatewayOperation.INQUIRE:
            if in_progress(stored.payment) or intent.refunded in (None, stored.payment.refunded):
                return stored.payment
            seen = {"checkout_id": str(checkout_id), "refunded": intent.refunded}
            _log.warning("the gateway has refunded another amount than is stored", extra=seen)
        return self.payments.inquire_refunds(checkout_id)

    def _learn_refunds(self, since: datetime, until: datetime) -> None:
        """Inquire about each payment of which the gateway lists a refund that is not stored as it is there.

        Its webhook was lost. Orders is told by the message that the inquiry stores.
        """
        with self.gateway.within(_LISTING_SECONDS):
            listed = self.gateway.refunds_between(since, until)
        for intent_id, refunds in _by_intent(listed).items():
            stored = self.store.find_by_intent(intent_id)
            if stored is None or all(stored.payment.knows(refund) for refund in refunds):
                continue
            seen = {"checkout_id": str(stored.payment.checkout_id), "payment": intent_id}
            _log.warning("the gateway lists refunds that are not stored", extra=seen)
            # A payment that is locked keeps the stored request: the holder of its lock makes the inquiry.
            with suppress(PaymentLocked):
                self.payments.inquire_refunds(stored.payment.checkout_id)

    def _postpone(self, checkout_id: UUID, intent_id: str | None) -> None:
        """Leave a busy checkout to the next run."""
        _log.warning("a comparison was postponed", extra={"checkout_id": str(checkout_id)})
        self.findings.postpone(checkout_id, intent_id, self.clock.now())

    def _reverse(self, checkout_id: UUID, intent: IntentSnapshot, excess: Money) -> Finding | None:
        """Block the order first, then reverse the payment.

        None where the payment is locked: the next run compares it again.
        """
        self.orders.block_order(checkout_id)
        try:
            known = self._adopt(checkout_id, intent)
            payment = self.payments.reverse(checkout_id) if known else None
        except PaymentLocked:
            self._postpone(checkout_id, intent.intent_id)
            return None
        return finding_of_reversal(checkout_id, intent, excess, payment)

    def _adopt(self, checkout_id: UUID, intent: IntentSnapshot) -> bool:
        """Store a payment for an intent that has none; False where a tombstone forbids it.

        Raises PaymentLocked.
        """
        with self.store.locked(checkout_id, _LOCK_SECONDS) as lock:
            if lock.read() is None:
                adopted = _adopted_payment(checkout_id, intent, self.clock.now())
                if not lock.begin(adopted, "reconciliation", self.clock.now()):
                    return False
                self.settler.inquire(lock, adopted, self.settler.budget())
        return True

    def _orders(self, since: datetime, until: datetime) -> Iterator[Finding]:
        for order in self.orders.paid_between(since, until):
            yield from self._order(order)

    def _order(self, order: OrderSummary) -> Iterator[Finding]:
        stored = self.store.find(order.checkout_id)
        payment = stored.payment if stored else None
        if missing := self._missing(payment, order):
            short = missing.amount > 0
            kind = FindingKind.ORDER_WITHOUT_CAPTURE if short else FindingKind.AMOUNT_DIFFERS
            yield Finding(kind, order.checkout_id, missing, self._capture_or_flag(payment, order))

    def _missing(self, payment: Payment | None, order: OrderSummary) -> Money | None:
        """What the order lacks; postponed while a call to the gateway or a message to orders is due."""
        if money_missing(payment, order) is None:
            return None
        busy = in_progress(payment) or order.charging > 0
        if busy or self.store.has_unsent_message(order.checkout_id):
            self._postpone(order.checkout_id, payment.gateway_id if payment else None)
            return None
        fresh = self.orders.of_checkout(order.checkout_id)  # a message may have arrived since
        return money_missing(payment, fresh) if fresh else None

    def _capture_or_flag(self, payment: Payment | None, order: OrderSummary) -> FindingSettlement:
        if payment is not None and payment.state is PaymentState.AUTHORIZED and not payment.in_parts:
            self.payments.capture(order.checkout_id)
            return FindingSettlement.CAPTURED
        self.orders.flag(order.checkout_id, "money-missing")
        return FindingSettlement.REPORTED


def _by_intent(listed: Iterable[ListedRefund]) -> Mapping[str, list[ListedRefund]]:
    found = defaultdict[str, list[ListedRefund]](list)
    for refund in listed:
        if refund.intent_id is not None:
            found[refund.intent_id].append(refund)
    return found


def _holds_money(intent: IntentSnapshot) -> bool:
    return intent.received > 0 or intent.status is IntentStatus.REQUIRES_CAPTURE


def _adopted_payment(checkout_id: UUID, intent: IntentSnapshot, now: datetime) -> Payment:
    """The payment of an intent without a stored payment: the row was lost, or staff made the intent."""
    held = intent.status is IntentStatus.REQUIRES_CAPTURE
    in_parts = held and intent.received > 0
    return Payment(
        checkout_id,
        PaymentMethodKind.CARD_ON_SHIPMENT if in_parts else PaymentMethodKind.CARD,
        intent.amount,
        state=PaymentState.AUTHORIZED if held else PaymentState.CAPTURED,
        captured=min(intent.received, intent.amount.amount),
        gateway_id=intent.intent_id,
        flag="unknown-payment",
        inquiry_requested=True,
        due_at=now,
    )
