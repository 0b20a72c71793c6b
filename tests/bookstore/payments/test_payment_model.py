"""A payment: its next operation, and the state after each answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from bookstore.payments.gateway.answers import (
    GatewayRefund,
    GatewayRefundStatus,
    IntentStatus,
)
from bookstore.payments.model import Payment, UnsettledStatus
from bookstore.payments.record import KEY_WINDOW
from bookstore.payments.states import (
    MOVES,
    GatewayOperation,
    MoveNotAllowed,
    PaymentRefundState,
    PaymentState,
    moved,
)
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind
from tests.bookstore.payments.payments_by_state import CHECKOUT, NOW, PRICE, authorized, charged, intent, sent


def refunded(payment: Payment, status: GatewayRefundStatus = GatewayRefundStatus.SUCCEEDED) -> Payment:
    refund = payment.open_refund
    assert refund is not None
    return payment.with_refund_result(
        GatewayRefund(f"re_{refund.refund_id}", status, refund.amount, refund.refund_id)
    )


def test_every_state_has_its_row_in_the_table() -> None:
    assert set(MOVES) == set(PaymentState)


def test_a_move_that_the_table_does_not_have_is_refused() -> None:
    with pytest.raises(MoveNotAllowed, match="voided cannot become captured"):
        moved(PaymentState.VOIDED, PaymentState.CAPTURED)


def test_an_authorization_is_captured_once() -> None:
    payment = authorized().start_capture(NOW)
    assert (payment.state, payment.next_operation()) == (PaymentState.CAPTURING, GatewayOperation.CAPTURE)
    payment = payment.record_sending(NOW).with_intent(intent(IntentStatus.SUCCEEDED, 1900), NOW)
    assert (payment.state, payment.captured, payment.next_operation(), payment.due_at) == (
        *(PaymentState.CAPTURED, 1900, None, None),
    )


def test_an_unknown_outcome_is_retried_with_the_same_key_and_growing_pauses() -> None:
    payment, keys, pauses = sent(), set(), []
    for _ in range(4):
        keys.add(payment.key(GatewayOperation.AUTHORIZE))
        payment = payment.postponed(NOW)
        assert payment.due_at is not None
        pauses.append((payment.due_at - NOW).total_seconds())
        payment = payment.record_sending(NOW)
    assert (payment.state, len(keys), pauses) == (PaymentState.AUTHORIZING, 1, [0.2, 0.4, 0.8, 1.6])


def test_the_token_is_deleted_as_soon_as_the_outcome_is_known() -> None:
    assert sent().token == "pm_1"
    assert authorized().token is None
    assert sent().declined("generic_decline").token is None


def test_an_authorization_that_arrives_after_the_reversal_is_voided() -> None:
    payment = sent().start_reversal(NOW)
    assert (payment.state, payment.next_operation()) == (PaymentState.RETURNING, GatewayOperation.AUTHORIZE)
    payment = payment.with_intent(intent(IntentStatus.REQUIRES_CAPTURE), NOW)
    assert (payment.state, payment.next_operation()) == (PaymentState.RETURNING, GatewayOperation.VOID)
    assert payment.with_intent(intent(IntentStatus.CANCELED), NOW).state is PaymentState.VOIDED


def test_a_charge_that_arrives_after_the_reversal_is_refunded() -> None:
    payment = (
        sent(PaymentMethodKind.WALLET)
        .start_reversal(NOW)
        .with_intent(intent(IntentStatus.SUCCEEDED, 1900), NOW)
    )
    assert (payment.next_operation(), payment.captured) == (GatewayOperation.REFUND, 1900)
    assert refunded(payment).state is PaymentState.REFUNDED


def test_a_payment_that_was_never_sent_is_voided_without_a_call() -> None:
    payment = Payment(CHECKOUT, PaymentMethodKind.CARD, PRICE, token="pm_1", due_at=NOW)
    assert payment.start_reversal(NOW).state is PaymentState.VOIDED
    assert sent().not_executed(NOW, None).start_reversal(NOW).state is PaymentState.VOIDED


def test_a_capture_in_doubt_is_reversed_by_a_void_or_a_refund() -> None:
    payment = authorized().start_capture(NOW).record_sending(NOW).postponed(NOW).start_reversal(NOW)
    assert payment.next_operation() is GatewayOperation.VOID
    captured_after_all = payment.with_intent(intent(IntentStatus.SUCCEEDED, 1900), NOW)
    assert captured_after_all.next_operation() is GatewayOperation.REFUND
    assert payment.with_intent(intent(IntentStatus.CANCELED), NOW).state is PaymentState.VOIDED


def test_a_reversal_after_partial_refunds_refunds_the_rest() -> None:
    payment = refunded(charged().start_refund(uuid4(), 500, NOW))
    assert (payment.state, payment.refundable) == (PaymentState.PARTIALLY_REFUNDED, 1400)
    payment = payment.start_reversal(NOW)
    assert payment.open_refund is not None
    assert payment.open_refund.amount == 1400
    payment = refunded(payment)
    assert (payment.state, payment.refunded) == (PaymentState.REFUNDED, 1900)


def test_a_requested_refund_counts_before_it_is_made() -> None:
    assert charged().start_refund(uuid4(), 1500, NOW).refundable == 400


def test_a_refund_that_the_bank_sends_back_is_flagged() -> None:
    payment = refunded(charged().start_refund(uuid4(), 1900, NOW), GatewayRefundStatus.PENDING)
    assert (payment.state, payment.refunds[0].state) == (PaymentState.REFUNDED, PaymentRefundState.PENDING)
    done = payment.refunds[0]
    back = payment.with_refund_result(GatewayRefund("re_1", GatewayRefundStatus.FAILED, 1900, done.refund_id))
    assert (back.state, back.refunded, back.flag) == (PaymentState.CAPTURED, 0, "refund-failed")


def test_a_reversal_whose_refund_is_refused_is_flagged_and_retried() -> None:
    payment = charged().start_reversal(NOW)
    assert payment.open_refund is not None
    first_key = payment.key(GatewayOperation.REFUND)
    payment = payment.record_sending(NOW).refund_refused(payment.open_refund, [], NOW)
    assert payment.key(GatewayOperation.REFUND) != first_key
    assert (payment.state, payment.flag, payment.next_operation()) == (
        PaymentState.RETURNING,
        "return-refused",
        GatewayOperation.REFUND,
    )


def test_a_reversal_whose_refund_the_bank_sends_back_ends_flagged() -> None:
    payment = refunded(charged().start_reversal(NOW), GatewayRefundStatus.FAILED)
    assert (payment.state, payment.flag, payment.next_operation()) == (
        PaymentState.CAPTURED,
        "refund-failed",
        None,
    )


def test_a_partial_refund_that_is_refused_has_failed() -> None:
    refund_id = uuid4()
    payment = charged().start_refund(refund_id, 500, NOW)
    payment = payment.refund_refused(payment.refunds[0], [], NOW)
    assert (payment.state, payment.refundable, payment.flag) == (PaymentState.CAPTURED, 1900, "refund-failed")


@pytest.mark.parametrize("state", [PaymentState.DECLINED, PaymentState.FAILED])
def test_a_reversal_of_a_payment_that_was_never_charged_is_only_recorded(state: PaymentState) -> None:
    payment = replace(sent().declined("generic_decline"), state=state).start_reversal(NOW)
    assert (payment.state, payment.reversal_requested) == (state, True)


def test_an_authorization_that_was_never_executed_fails_after_a_few_attempts() -> None:
    payment = sent().not_executed(NOW, retry_after=1.0)
    assert payment.due_at == NOW + timedelta(seconds=1)
    for _ in range(4):
        payment = payment.record_sending(NOW).not_executed(NOW, None)
    assert (payment.state, payment.decline_code) == (PaymentState.FAILED, "payments_unavailable")


def test_an_authorization_in_doubt_never_fails_for_a_rate_limit() -> None:
    payment = sent().postponed(NOW)
    for _ in range(10):
        payment = payment.record_sending(NOW).not_executed(NOW, None)
    assert (payment.state, payment.unanswered) == (PaymentState.AUTHORIZING, 1)


def test_another_amount_than_requested_is_flagged_and_reversed() -> None:
    seen = intent(IntentStatus.REQUIRES_CAPTURE, amount=Money(2000, Currency.USD))
    larger = sent().with_listed_intent(seen, NOW)
    assert (larger.state, larger.flag, larger.next_operation()) == (
        PaymentState.RETURNING,
        "amount-differs",
        GatewayOperation.VOID,
    )
    smaller = authorized().start_capture(NOW).with_intent(intent(IntentStatus.SUCCEEDED, 1000), NOW)
    assert (smaller.state, smaller.captured, smaller.next_operation()) == (
        PaymentState.RETURNING,
        1000,
        GatewayOperation.REFUND,
    )


@pytest.mark.parametrize("amount", [Money(2000, Currency.USD), Money(1900, Currency.EUR)])
def test_an_answer_with_another_amount_or_currency_is_no_answer(amount: Money) -> None:
    for payment in (sent(), authorized().start_capture(NOW), charged()):
        with pytest.raises(UnsettledStatus, match="the amount is"):
            payment.with_intent(intent(IntentStatus.SUCCEEDED, 1900, amount), NOW)


def test_an_authorization_that_expired_at_the_gateway_is_voided() -> None:
    payment = (
        authorized().start_capture(NOW).record_sending(NOW).with_intent(intent(IntentStatus.CANCELED), NOW)
    )
    assert (payment.state, payment.captured) == (PaymentState.VOIDED, 0)


def test_an_authorization_that_cannot_be_captured_is_voided() -> None:
    payment = authorized().start_capture(NOW).record_sending(NOW).capture_refused("capture_refused", NOW)
    assert (payment.state, payment.next_operation()) == (PaymentState.RETURNING, GatewayOperation.VOID)


def test_a_status_that_settles_nothing_is_refused() -> None:
    with pytest.raises(UnsettledStatus, match="processing"):
        sent().with_intent(intent(IntentStatus.PROCESSING), NOW)


def test_a_key_expires_after_its_window() -> None:
    assert not sent().key_expired(NOW + KEY_WINDOW)
    assert sent().key_expired(NOW + KEY_WINDOW + timedelta(seconds=1))


def test_a_key_that_replays_an_error_is_replaced() -> None:
    payment = authorized().start_capture(NOW).record_sending(NOW)
    first = payment.key(GatewayOperation.CAPTURE)
    assert payment.with_new_key(NOW).key(GatewayOperation.CAPTURE) == f"{first}-1"


def test_different_refunds_have_different_keys() -> None:
    one, two = charged().start_refund(uuid4(), 100, NOW), charged().start_refund(uuid4(), 100, NOW)
    assert one.key(GatewayOperation.REFUND) != two.key(GatewayOperation.REFUND)


def test_an_inquiry_shows_changes_that_were_made_at_the_gateway() -> None:
    payment = authorized().request_inquiry(NOW)
    assert payment.next_operation() is GatewayOperation.INQUIRE
    expired = payment.with_inquiry(intent(IntentStatus.CANCELED), [], NOW)
    assert (expired.state, expired.next_operation(), expired.due_at) == (PaymentState.VOIDED, None, None)


def test_a_refund_made_at_the_gateway_itself_is_added() -> None:
    made = GatewayRefund("re_9", GatewayRefundStatus.SUCCEEDED, 400, None)
    inquired_once = (
        charged().request_inquiry(NOW).with_inquiry(intent(IntentStatus.SUCCEEDED, 1900), [made], NOW)
    )
    payment = inquired_once.with_inquiry(intent(IntentStatus.SUCCEEDED, 1900), [made], NOW)
    assert (payment.state, payment.refunded, len(payment.refunds)) == (
        PaymentState.PARTIALLY_REFUNDED,
        400,
        1,
    )
