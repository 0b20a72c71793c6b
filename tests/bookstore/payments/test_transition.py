"""A transition: a change of a payment as a value."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from bookstore.payments.model import Payment
from bookstore.payments.transition import Transition
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
PAYMENT = Payment(UUID(int=1), PaymentMethodKind.CARD, Money(1900, Currency.USD), token="pm_1", due_at=NOW)


def test_a_transition_is_applied_to_the_payment_it_is_given() -> None:
    sent = PAYMENT.record_sending(NOW)
    declined = Transition.of(Payment.declined, "expired_card")
    assert declined.apply(sent) == sent.declined("expired_card")
    assert Transition.of(Payment.postponed, NOW, seconds=5.0).apply(sent).due_at == NOW + timedelta(seconds=5)


def test_transitions_of_the_same_step_and_arguments_are_equal() -> None:
    assert Transition.of(Payment.declined, "expired_card") == Transition.of(Payment.declined, "expired_card")
    assert Transition.of(Payment.declined, "expired_card") != Transition.of(Payment.failed, "expired_card")
