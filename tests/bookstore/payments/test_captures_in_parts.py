"""A payment whose card is charged for each parcel: one capture at a time, and the rest is released."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from bookstore.payments.capture import PaymentCapture
from bookstore.payments.gateway.answers import IntentStatus
from bookstore.payments.model import Payment, UnsettledStatus
from bookstore.payments.outbox_messages import HOLD_ENDED, outbox_messages
from bookstore.payments.states import GatewayOperation, PaymentCaptureState, PaymentState
from bookstore.platform.schemas import PaymentMethodKind
from tests.bookstore.payments.payments_by_state import NOW, authorized, intent, sent

FIRST, SECOND, LAST = (UUID(int=number) for number in (1, 2, 3))
_HELD, _ENDED = IntentStatus.REQUIRES_CAPTURE, IntentStatus.SUCCEEDED


def held() -> Payment:
    return sent(PaymentMethodKind.CARD_ON_SHIPMENT).with_intent(intent(_HELD), NOW)


def part(capture_id: UUID, amount: int, *, final: bool = False) -> PaymentCapture:
    return PaymentCapture(capture_id, amount, final)


def states(payment: Payment) -> list[PaymentCaptureState]:
    return [one.state for one in payment.captures]


def test_a_part_leaves_the_rest_authorized() -> None:
    payment = held().start_part(part(FIRST, 700), NOW)
    assert (payment.state, payment.next_operation()) == (PaymentState.CAPTURING, GatewayOperation.CAPTURE)
    payment = payment.record_sending(NOW).with_intent(intent(_HELD, 700), NOW)
    assert (payment.state, payment.captured, payment.due_at) == (PaymentState.AUTHORIZED, 700, None)


def test_each_capture_has_a_key_of_its_own() -> None:
    payment = held().start_part(part(FIRST, 700), NOW).start_part(part(SECOND, 300), NOW)
    first = payment.key(GatewayOperation.CAPTURE)
    payment = payment.with_intent(intent(_HELD, 700), NOW)
    assert (payment.state, states(payment)[0]) == (PaymentState.CAPTURING, PaymentCaptureState.CAPTURED)
    assert payment.key(GatewayOperation.CAPTURE) != first


def test_an_intent_without_the_amount_leaves_the_capture_to_be_made() -> None:
    payment = held().start_part(part(FIRST, 700), NOW).record_sending(NOW)
    seen = intent(_HELD)
    assert not payment.is_captured_in(seen)
    assert payment.with_intent(seen, NOW).next_operation() is GatewayOperation.CAPTURE


def test_the_last_capture_ends_the_payment() -> None:
    payment = held().start_part(part(FIRST, 700), NOW).with_intent(intent(_HELD, 700), NOW)
    payment = payment.start_part(part(LAST, 200, final=True), NOW).with_intent(intent(_ENDED, 900), NOW)
    assert (payment.state, payment.captured, payment.flag) == (PaymentState.CAPTURED, 900, None)
    assert not payment.hold_is_lost


def test_the_rest_is_released_by_a_capture_of_nothing() -> None:
    payment = held().start_part(part(FIRST, 700), NOW).with_intent(intent(_HELD, 700), NOW)
    payment = payment.start_part(part(LAST, 0, final=True), NOW).with_intent(intent(_ENDED, 700), NOW)
    assert (payment.state, states(payment)[-1]) == (PaymentState.CAPTURED, PaymentCaptureState.CAPTURED)


def test_where_nothing_was_captured_the_release_is_a_void() -> None:
    payment = held().start_part(part(LAST, 0, final=True), NOW)
    assert payment.next_operation() is GatewayOperation.VOID
    voided = payment.with_intent(intent(IntentStatus.CANCELED), NOW)
    assert (voided.state, voided.hold_is_lost) == (PaymentState.VOIDED, False)


def test_a_refused_capture_of_a_parcel_does_not_reverse_those_before_it() -> None:
    payment = held().start_part(part(FIRST, 700), NOW).with_intent(intent(_HELD, 700), NOW)
    payment = payment.start_part(part(SECOND, 300), NOW).capture_refused("expired_card", NOW)
    assert (payment.state, payment.captured) == (PaymentState.AUTHORIZED, 700)
    assert states(payment)[-1] is PaymentCaptureState.REFUSED


def test_a_hold_that_expires_refuses_what_was_not_captured_and_is_told_to_orders() -> None:
    before = held().start_part(part(FIRST, 700), NOW).with_intent(intent(_HELD, 700), NOW)
    before = before.start_part(part(SECOND, 300), NOW)
    after = before.with_intent(intent(_ENDED, 700), NOW)
    assert states(after) == [PaymentCaptureState.CAPTURED, PaymentCaptureState.REFUSED]
    assert [message.payload["flag"] for message in outbox_messages(before, after)] == [HOLD_ENDED]


def test_a_hold_that_expires_before_the_first_parcel_is_told_to_orders() -> None:
    after = held().with_intent(intent(IntentStatus.CANCELED), NOW)
    assert [message.payload["flag"] for message in outbox_messages(held(), after)] == [HOLD_ENDED]


def test_a_hold_that_was_reversed_is_told_to_nobody() -> None:
    before = held().start_reversal(NOW)
    after = before.with_intent(intent(IntentStatus.CANCELED), NOW)
    assert (after.state, outbox_messages(before, after)) == (PaymentState.VOIDED, [])


def test_a_reversal_releases_the_rest_and_refunds_what_was_captured() -> None:
    payment = held().start_part(part(FIRST, 700), NOW).with_intent(intent(_HELD, 700), NOW)
    payment = payment.start_reversal(NOW)
    assert payment.next_operation() is GatewayOperation.CAPTURE
    payment = payment.with_intent(intent(_ENDED, 700), NOW)
    assert payment.next_operation() is GatewayOperation.REFUND
    assert payment.open_refund is not None
    assert payment.open_refund.amount == 700


def test_a_reversal_settles_a_capture_in_doubt_first() -> None:
    payment = held().start_part(part(FIRST, 700), NOW).record_sending(NOW).start_reversal(NOW)
    payment = payment.with_intent(intent(_HELD, 700), NOW)
    assert (payment.state, payment.captured) == (PaymentState.RETURNING, 700)
    assert payment.next_operation() is GatewayOperation.CAPTURE  # which releases the rest


def test_a_card_that_is_captured_whole_has_no_part() -> None:
    with pytest.raises(UnsettledStatus):
        authorized().start_capture(NOW).with_intent(intent(_HELD, 700), NOW)


def test_a_payment_that_is_captured_whole_has_not_lost_its_hold() -> None:
    assert not replace(authorized(), state=PaymentState.VOIDED).hold_is_lost
