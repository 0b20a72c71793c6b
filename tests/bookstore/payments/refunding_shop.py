"""A paid order and its payment at a gateway sandbox, without sockets and databases.

The use cases, the settlement, the outbox messages and the gateway are the real ones. A test decides when each
message and each webhook event arrives.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from pydantic import BaseModel

from bookstore.orders.clients.recipients import OutboxRecipients
from bookstore.orders.errors import PROBLEMS as ORDER_PROBLEMS
from bookstore.orders.errors import OrderRefusal
from bookstore.orders.messages.outbox_messages import outbox_messages as order_messages
from bookstore.orders.model import Order
from bookstore.orders.purchase import OrderLine, Purchase, Totals
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState, RefundFailure
from bookstore.orders.rules.refunds import OrderRefundRequest
from bookstore.orders.service import OrderService
from bookstore.payments.errors import PROBLEMS as PAYMENT_PROBLEMS
from bookstore.payments.errors import PaymentError
from bookstore.payments.gateway.client import GatewayClient
from bookstore.payments.gateway_calls import GatewayCalls
from bookstore.payments.lock import PaymentLock, StoredPayment
from bookstore.payments.model import Payment
from bookstore.payments.order_notifier import OrderNotifier
from bookstore.payments.outbox_messages import outbox_messages as payment_messages
from bookstore.payments.schemas import PaymentReply, RefundReply, RefundRequest
from bookstore.payments.service import PaymentService
from bookstore.payments.settlement import SettlementTimeouts, Settler
from bookstore.payments.states import PaymentState
from bookstore.payments.store import Store
from bookstore.payments.transition import AppliedTransition, Transition
from bookstore.payments.webhook_event import webhook_event
from bookstore.platform.http import ServiceAnswer
from bookstore.platform.money import Currency, Money
from bookstore.platform.outbox import NotDelivered, OutboxMessage
from bookstore.platform.problem import ProblemTable
from bookstore.platform.schemas import PaymentMethodKind, TaxMode
from environment.doubles.gateway.handlers.refunds import fail
from tests.bookstore.payments.sandbox_client import SandboxClock, SandboxGatewayClient
from tests.bookstore.payments.small_client import client_answered_by
from tests.environment.doubles.gateway.account import SandboxAccount

CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")
SKU = "9780441172719"
CAPTURED = 1900  # minor units: 2 copies at $9.50
_ROUNDS = 12  # of messages and settlement, until nothing is left to do
_LINES = (OrderLine(SKU, "Dune", 2, 950, 1900, 0, 0),)
_TOTALS = Totals(Currency.USD, 1900, 0, 0, 0, TaxMode.ADDED, 1900)
_PURCHASE = Purchase("ada", None, "ada@example.com", "en-US", {}, "standard", _LINES, _TOTALS, (), "card")


class RefundingShop:
    """One order of $19.00 that is paid, its payment, and the gateway."""

    def __init__(self) -> None:
        self.account = SandboxAccount()
        self.clock = SandboxClock(self.account)
        now = self.clock.now()
        self.order = Order(CHECKOUT, "BK-7Q2M-4HXW", _PURCHASE, now).paid(CAPTURED, now)
        metadata = {"checkout_id": str(CHECKOUT)}
        self.intent: str = self.account.pay(metadata=metadata).body["id"]
        self.payments = _Payments(self)
        self.events: list[str] = []
        self.to_deliver: list[OutboxMessage] = []
        self.told = 0  # webhook events that have been delivered
        recipients = OutboxRecipients(
            notifications=client_answered_by(self._notified),
            payments=client_answered_by(self.payments.called),
            inventory=client_answered_by(lambda *_: ServiceAnswer("orders -> inventory", 200, {})),
            pricing=client_answered_by(lambda *_: ServiceAnswer("orders -> pricing", 200, {})),
        )
        self._senders = recipients.message_senders(cast(OrderService, self))

    # What people do

    def refund_at_dashboard(self, amount: int | None) -> None:
        """Refund minor units at the gateway itself (None: the rest); refused where it is too much."""
        wanted: dict[str, Any] = {} if amount is None else {"amount": amount}
        self.account.post("refunds", payment_intent=self.intent, **wanted)

    def refund_by_staff(self, amount: int | None, copies: int = 0) -> None:
        """Request a refund of an amount, of copies or of the rest; nothing happens where it is refused."""
        wanted = OrderRefundRequest(uuid4(), "because", copies={SKU: copies} if copies else {}, amount=amount)
        try:
            shares = wanted.shares(self.order)
            total = self.order.split.amount(shares)
            made = OrderRefund(
                wanted.refund_id, total, shares, "because", self.clock.now(), wanted.fingerprint
            )
            self._moved(self.order.with_refund(made))
        except OrderRefusal:
            return

    def cancel(self) -> None:
        """The customer cancels the order."""
        self._moved(self.order.canceled_by_buyer(self.clock.now()))

    def send_refunds_back(self) -> None:
        """The bank sends every refund back that was paid out."""
        for refund in list(self.account.ledger.refunds):
            fail(self.account.ledger, refund, "expired_or_canceled_card")

    # What arrives

    def deliver_webhooks(self, *, newest_first: bool = False) -> None:
        """Deliver each event of the gateway that has not been delivered yet."""
        events = list(self.account.ledger.events)[self.told :]
        self.told += len(events)
        for event in reversed(events) if newest_first else events:
            heard = webhook_event(
                event.to_json() | {"data": {"object": dict(event.to_json()["data"]["object"])}}
            )
            if heard.relevant:
                self.payments.apply(
                    CHECKOUT, Transition.of(heard.applied_to, self.clock.now()), self.clock.now()
                )

    def learn_from_webhooks(self) -> None:
        """Deliver the events, the newest first, and let the worker act on them."""
        self.deliver_webhooks(newest_first=True)
        self.settle_payment()

    def deliver_messages(self) -> None:
        """One attempt at each message of both outboxes; one that is not accepted stays."""
        for mine in (self.to_deliver, self.payments.to_deliver):
            waiting = list(mine)
            mine.clear()
            for message in waiting:
                try:
                    self._send(message)
                except NotDelivered:
                    mine.append(message)

    def settle_payment(self) -> None:
        """One round of the background worker of payments."""
        self.payments.settle()

    def settle_everything(self) -> None:
        """Deliver and settle, minutes apart, until nothing is left to do."""
        for _ in range(_ROUNDS):
            self.deliver_messages()
            self.settle_payment()
            self.clock.move(minutes=2)
            if not (self.to_deliver or self.payments.to_deliver or self.payments.stored.next_operation()):
                return

    # What is seen afterwards

    @property
    def refunded_at_gateway(self) -> int:
        """Minor units that the customer has back."""
        (charge,) = self.account.charges(self.intent)
        refunded: int = charge["amount_refunded"]
        return refunded

    @property
    def payment(self) -> Payment:
        """The payment as it is stored."""
        return self.payments.stored

    # The orders service, without its database

    def record_payment_reversed(self, checkout_id: UUID, **how: Any) -> None:
        self._moved(self.order.with_payment_reversed(self.clock.now(), **how))

    def record_copies_restocked(self, checkout_id: UUID) -> None:
        self._moved(self.order.with_copies_restocked(self.clock.now()))

    def record_refund_result(
        self,
        checkout_id: UUID,
        refund_id: UUID,
        amount: int,
        state: OrderRefundState,
        reduced: int = 0,
        *,
        failure: RefundFailure | None = None,
    ) -> Order:
        now = self.clock.now()
        result = (refund_id, amount, state, now, reduced)
        self._moved(self.order.with_refund_result(*result, failure=failure))
        return self.order

    def may_deliver(self, event: OutboxMessage) -> bool:
        return True

    def called(self, method: str, path: str, body: BaseModel | None) -> ServiceAnswer:
        """A call from payments to orders."""
        sent = body.model_dump(mode="json") if body else {}
        if path.endswith("/flag"):
            self._moved(self.order.flagged(sent["flag"]))
            return ServiceAnswer("payments -> orders", 200, {})
        refund_id = UUID(path.rpartition("/")[2])
        report = (CHECKOUT, refund_id, sent["amount"], OrderRefundState(sent["state"]))
        return _answered(lambda: {"state": self.record_refund_result(*report).state}, ORDER_PROBLEMS)

    def _notified(self, method: str, path: str, body: BaseModel | None) -> ServiceAnswer:
        self.events.append(json.loads(body.model_dump_json())["type"] if body else "")
        return ServiceAnswer("orders -> notifications", 202, {})

    def _send(self, message: OutboxMessage) -> None:
        if message.destination == "orders":
            OrderNotifier(client_answered_by(self.called), lambda _: True).deliver(message)
        else:
            self._senders[message.destination](message)

    def _moved(self, after: Order) -> None:
        before, self.order = self.order, after
        self.to_deliver.extend(order_messages(before, after))


class _Payments:
    """The payments service with one payment, stored in memory."""

    def __init__(self, shop: RefundingShop) -> None:
        self._shop, self.to_deliver = shop, list[OutboxMessage]()
        self.stored = Payment(
            CHECKOUT,
            PaymentMethodKind.CARD,
            Money(CAPTURED, Currency.USD),
            PaymentState.CAPTURED,
            captured=CAPTURED,
            gateway_id=shop.intent,
        )
        store, gateway = cast(Store, self), cast(GatewayClient, SandboxGatewayClient(shop.account))
        self._settler = Settler(store, GatewayCalls(gateway, shop.clock), shop.clock, SettlementTimeouts())
        self._service = PaymentService(store, self._settler, shop.clock)

    def settle(self) -> None:
        self._settler.run_once()

    def called(self, method: str, path: str, body: BaseModel | None) -> ServiceAnswer:
        """A call from orders to payments."""
        if path.endswith("/return"):
            return _answered(self._reversed, PAYMENT_PROBLEMS)
        sent = RefundRequest.model_validate_json(body.model_dump_json() if body else "")
        return _answered(lambda: self._refunded(sent), PAYMENT_PROBLEMS)

    def _reversed(self) -> dict[str, Any]:
        payment = self._service.reverse(CHECKOUT)
        return PaymentReply.of(payment).model_dump(mode="json") if payment else {}

    def _refunded(self, sent: RefundRequest) -> dict[str, Any]:
        payment, refund, _ = self._service.refund(CHECKOUT, sent)
        return RefundReply.of(payment, refund).model_dump(mode="json")

    # The store

    def find(self, checkout_id: UUID) -> StoredPayment:
        return StoredPayment(self.stored, "")

    def due(self, now: datetime, limit: int) -> list[Any]:
        due = self.stored.due_at is not None and self.stored.due_at <= now
        return [_Due()] if due else []

    def next_due(self) -> datetime | None:
        return self.stored.due_at

    @contextmanager
    def locked(self, checkout_id: UUID, wait_seconds: float) -> Iterator[PaymentLock]:
        yield cast(PaymentLock, _Lock(self, self._shop.clock))

    def apply(self, checkout_id: UUID, transition: Transition, now: datetime) -> AppliedTransition:
        before, after = self.stored, transition.apply(self.stored)
        self.stored = after
        self.to_deliver.extend(payment_messages(before, after))
        return AppliedTransition(before, after)


class _Due:
    checkout_id, correlation = CHECKOUT, None


class _Lock:
    def __init__(self, payments: _Payments, clock: SandboxClock) -> None:
        self._payments, self._clock = payments, clock

    def read(self) -> StoredPayment:
        return StoredPayment(self._payments.stored, "")

    def apply(self, transition: Transition, now: datetime) -> Payment:
        return self._payments.apply(CHECKOUT, transition, now).after


def _answered(perform: Callable[[], dict[str, Any]], problems: ProblemTable) -> ServiceAnswer:
    try:
        return ServiceAnswer("a call", 200, perform())
    except (OrderRefusal, PaymentError) as refusal:
        problem = problems[type(refusal)]
        return ServiceAnswer("a call", problem.status, {"type": f"/problems/{problem.slug}"})
