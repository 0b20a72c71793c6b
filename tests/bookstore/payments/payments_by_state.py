"""Payments of $19.00 as the first answers of the gateway leave them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from bookstore.payments.gateway.answers import IntentSnapshot, IntentStatus
from bookstore.payments.model import Payment
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
PRICE = Money(1900, Currency.USD)
CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")


def intent(status: IntentStatus, received: int = 0, amount: Money = PRICE) -> IntentSnapshot:
    return IntentSnapshot("pi_1", status, amount, received)


def sent(method: PaymentMethodKind = PaymentMethodKind.CARD) -> Payment:
    return Payment(CHECKOUT, method, PRICE, token="pm_1", due_at=NOW).record_sending(NOW)


def authorized() -> Payment:
    return sent().with_intent(intent(IntentStatus.REQUIRES_CAPTURE), NOW)


def charged() -> Payment:
    return sent(PaymentMethodKind.WALLET).with_intent(intent(IntentStatus.SUCCEEDED, 1900), NOW)
