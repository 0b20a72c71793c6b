"""A payment: what is asked next, and what each answer makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from bookstore.payments.gateway.answers import GatewayRefund, Intent, IntentStatus, RefundStatus
from bookstore.payments.model import OutcomeUnclear, Payment
from bookstore.payments.record import KEY_WINDOW
from bookstore.payments.states import MOVES, Act, Method, MoveNotAllowed, RefundState, State, moved
from bookstore.platform.money import Currency, Money

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
PRICE = Money(1900, Currency.USD)
CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")


def intent(status: IntentStatus, received: int = 0, amount: Money = PRICE) -> Intent:
    return Intent("pi_1", status, amount, received)


def asked(method: Method = Method.CARD) -> Payment:
    return Payment(CHECKOUT, method, PRICE, token="pm_1", due_at=NOW).sending(NOW)


def held() -> Payment:
    return asked().learned(intent(IntentStatus.REQUIRES_CAPTURE), NOW)


def taken() -> Payment:
    return asked(Method.WALLET).learned(intent(IntentStatus.SUCCEEDED, 1900), NOW)


def refunded(payment: Payment, status: RefundStatus = RefundStatus.SUCCEEDED) -> Payment:
    refund = payment.open_refund
    assert refund is not None
    return payment.refund_learned(
        GatewayRefund(f"re_{refund.refund_id}", status, refund.amount, refund.refund_id)
    )


def test_every_state_has_its_row_in_the_table() -> None:
    assert set(MOVES) == set(State)


def test_a_move_that_the_table_does_not_have_is_refused() -> None:
    with pytest.raises(MoveNotAllowed, match="voided cannot become captured"):
        moved(State.VOIDED, State.CAPTURED)


def test_a_hold_is_captured_once() -> None:
    payment = held().capturing(NOW)
    assert (payment.state, payment.next_act()) == (State.CAPTURING, Act.CAPTURE)
    payment = payment.sending(NOW).learned(intent(IntentStatus.SUCCEEDED, 1900), NOW)
    assert (payment.state, payment.captured, payment.next_act(), payment.due_at) == (
        *(State.CAPTURED, 1900, None, None),
    )


def test_an_unknown_outcome_is_asked_again_with_the_same_key_and_growing_pauses() -> None:
    payment, keys, pauses = asked(), set(), []
    for _ in range(4):
        keys.add(payment.key(Act.AUTHORIZE))
        payment = payment.put_off(NOW)
        assert payment.due_at is not None
        pauses.append((payment.due_at - NOW).total_seconds())
        payment = payment.sending(NOW)
    assert (payment.state, len(keys), pauses) == (State.AUTHORIZING, 1, [0.2, 0.4, 0.8, 1.6])


def test_the_token_is_forgotten_as_soon_as_the_outcome_is_known() -> None:
    assert asked().token == "pm_1"
    assert held().token is None
    assert asked().declined("generic_decline").token is None


def test_a_late_answer_finds_that_the_customer_must_not_pay_and_the_hold_is_voided() -> None:
    payment = asked().returning(NOW)
    assert (payment.state, payment.next_act()) == (State.RETURNING, Act.AUTHORIZE)
    payment = payment.learned(intent(IntentStatus.REQUIRES_CAPTURE), NOW)
    assert (payment.state, payment.next_act()) == (State.RETURNING, Act.VOID)
    assert payment.learned(intent(IntentStatus.CANCELED), NOW).state is State.VOIDED


def test_a_late_charge_is_refunded() -> None:
    payment = asked(Method.WALLET).returning(NOW).learned(intent(IntentStatus.SUCCEEDED, 1900), NOW)
    assert (payment.next_act(), payment.captured) == (Act.REFUND, 1900)
    assert refunded(payment).state is State.REFUNDED


def test_a_payment_that_never_left_us_is_called_off_without_asking_anybody() -> None:
    payment = Payment(CHECKOUT, Method.CARD, PRICE, token="pm_1", due_at=NOW)
    assert payment.returning(NOW).state is State.VOIDED
    assert asked().not_executed(NOW, None).returning(NOW).state is State.VOIDED


def test_a_capture_in_doubt_is_returned_whichever_way_it_went() -> None:
    payment = held().capturing(NOW).sending(NOW).put_off(NOW).returning(NOW)
    assert payment.next_act() is Act.VOID
    taken_after_all = payment.learned(intent(IntentStatus.SUCCEEDED, 1900), NOW)
    assert taken_after_all.next_act() is Act.REFUND
    assert payment.learned(intent(IntentStatus.CANCELED), NOW).state is State.VOIDED


def test_a_return_after_partial_refunds_gives_the_rest_back() -> None:
    payment = refunded(taken().refunding(uuid4(), 500, NOW))
    assert (payment.state, payment.refundable) == (State.PARTIALLY_REFUNDED, 1400)
    payment = payment.returning(NOW)
    assert payment.open_refund is not None
    assert payment.open_refund.amount == 1400
    payment = refunded(payment)
    assert (payment.state, payment.refunded) == (State.REFUNDED, 1900)


def test_a_refund_asked_for_counts_before_it_is_done() -> None:
    assert taken().refunding(uuid4(), 1500, NOW).refundable == 400


def test_a_refund_that_comes_back_from_the_bank_is_seen() -> None:
    payment = refunded(taken().refunding(uuid4(), 1900, NOW), RefundStatus.PENDING)
    assert (payment.state, payment.refunds[0].state) == (State.REFUNDED, RefundState.PENDING)
    done = payment.refunds[0]
    back = payment.refund_learned(GatewayRefund("re_1", RefundStatus.FAILED, 1900, done.refund_id))
    assert (back.state, back.refunded, back.flag) == (State.CAPTURED, 0, "refund-failed")


def test_a_return_whose_refund_is_refused_is_flagged_and_asked_again() -> None:
    payment = taken().returning(NOW)
    assert payment.open_refund is not None
    payment = payment.sending(NOW).refund_refused(payment.open_refund.refund_id, NOW)
    assert (payment.state, payment.flag, payment.next_act()) == (
        State.RETURNING,
        "return-refused",
        Act.REFUND,
    )


def test_a_return_whose_refund_the_bank_sends_back_ends_flagged() -> None:
    payment = refunded(taken().returning(NOW), RefundStatus.FAILED)
    assert (payment.state, payment.flag, payment.next_act()) == (State.CAPTURED, "refund-failed", None)


def test_a_partial_refund_that_is_refused_has_failed() -> None:
    refund_id = uuid4()
    payment = taken().refunding(refund_id, 500, NOW).refund_refused(refund_id, NOW)
    assert (payment.state, payment.refundable, payment.flag) == (State.CAPTURED, 1900, "refund-failed")


@pytest.mark.parametrize("state", [State.DECLINED, State.FAILED])
def test_a_return_of_what_was_never_charged_changes_nothing_but_is_remembered(state: State) -> None:
    payment = replace(asked().declined("generic_decline"), state=state).returning(NOW)
    assert (payment.state, payment.return_asked) == (state, True)


def test_an_authorization_that_never_ran_is_given_up_after_a_few_tries() -> None:
    payment = asked().not_executed(NOW, retry_after=1.0)
    assert payment.due_at == NOW + timedelta(seconds=1)
    for _ in range(4):
        payment = payment.sending(NOW).not_executed(NOW, None)
    assert (payment.state, payment.decline_code) == (State.FAILED, "payments_unavailable")


def test_an_authorization_in_doubt_is_never_given_up_for_a_rate_limit() -> None:
    payment = asked().put_off(NOW)
    for _ in range(10):
        payment = payment.sending(NOW).not_executed(NOW, None)
    assert (payment.state, payment.unanswered) == (State.AUTHORIZING, 1)


def test_another_amount_than_asked_for_is_flagged_and_given_back() -> None:
    more = asked().learned(intent(IntentStatus.REQUIRES_CAPTURE, amount=Money(2000, Currency.USD)), NOW)
    assert (more.state, more.flag, more.next_act()) == (State.RETURNING, "amount-differs", Act.VOID)
    less = held().capturing(NOW).learned(intent(IntentStatus.SUCCEEDED, 1000), NOW)
    assert (less.state, less.captured, less.next_act()) == (State.RETURNING, 1000, Act.REFUND)


def test_a_hold_that_expired_at_the_gateway_is_voided() -> None:
    payment = held().capturing(NOW).sending(NOW).learned(intent(IntentStatus.CANCELED), NOW)
    assert (payment.state, payment.captured) == (State.VOIDED, 0)


def test_a_hold_that_cannot_be_captured_is_given_up() -> None:
    payment = held().capturing(NOW).sending(NOW).uncapturable("capture_refused", NOW)
    assert (payment.state, payment.next_act()) == (State.RETURNING, Act.VOID)


def test_a_status_that_settles_nothing_is_no_answer() -> None:
    with pytest.raises(OutcomeUnclear, match="processing"):
        asked().learned(intent(IntentStatus.PROCESSING), NOW)


def challenged() -> Payment:
    return asked().learned(replace(intent(IntentStatus.REQUIRES_ACTION), action_url="https://bank"), NOW)


def test_a_challenge_waits_for_the_customer_and_nobody_is_asked_meanwhile() -> None:
    payment = challenged()
    assert (payment.state, payment.action_url) == (State.ACTION_REQUIRED, "https://bank")
    assert (payment.next_act(), payment.due_at) == (None, None)


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (IntentStatus.REQUIRES_ACTION, State.ACTION_REQUIRED),
        (IntentStatus.REQUIRES_CAPTURE, State.AUTHORIZED),
        (IntentStatus.REQUIRES_PAYMENT_METHOD, State.DECLINED),
        (IntentStatus.CANCELED, State.VOIDED),
    ],
)
def test_a_challenge_ends_as_the_gateway_says(seen: IntentStatus, state: State) -> None:
    assert challenged().looking(NOW).looked(intent(seen), [], NOW).state is state


def test_a_wallet_is_charged_once_its_challenge_is_passed() -> None:
    waiting = asked(Method.WALLET).learned(intent(IntentStatus.REQUIRES_ACTION), NOW).looking(NOW)
    payment = waiting.looked(intent(IntentStatus.SUCCEEDED, 1900), [], NOW)
    assert (payment.state, payment.captured) == (State.CAPTURED, 1900)


def test_a_challenge_that_is_called_off_is_voided_even_when_it_is_passed_meanwhile() -> None:
    payment = challenged().returning(NOW)
    assert (payment.state, payment.next_act()) == (State.RETURNING, Act.VOID)
    assert payment.learned(intent(IntentStatus.REQUIRES_CAPTURE), NOW).next_act() is Act.VOID


def test_a_challenge_asked_for_after_the_return_is_voided() -> None:
    payment = asked().returning(NOW).learned(intent(IntentStatus.REQUIRES_ACTION), NOW)
    assert (payment.state, payment.next_act()) == (State.RETURNING, Act.VOID)


def test_a_key_is_not_sent_blindly_after_its_window() -> None:
    assert not asked().key_expired(NOW + KEY_WINDOW)
    assert asked().key_expired(NOW + KEY_WINDOW + timedelta(seconds=1))


def test_a_key_is_given_up_only_for_the_act_whose_error_it_holds() -> None:
    payment = held().capturing(NOW).sending(NOW)
    first = payment.key(Act.CAPTURE)
    assert payment.with_new_key(NOW).key(Act.CAPTURE) == f"{first}-1"


def test_different_refunds_have_different_keys() -> None:
    one, two = taken().refunding(uuid4(), 100, NOW), taken().refunding(uuid4(), 100, NOW)
    assert one.key(Act.REFUND) != two.key(Act.REFUND)


def test_news_from_the_gateway_is_looked_at_whoever_caused_it() -> None:
    payment = held().looking(NOW)
    assert payment.next_act() is Act.LOOK
    expired = payment.looked(intent(IntentStatus.CANCELED), [], NOW)
    assert (expired.state, expired.next_act(), expired.due_at) == (State.VOIDED, None, None)


def test_a_refund_made_at_the_gateway_itself_is_taken_over() -> None:
    made = GatewayRefund("re_9", RefundStatus.SUCCEEDED, 400, None)
    seen_once = taken().looking(NOW).looked(intent(IntentStatus.SUCCEEDED, 1900), [made], NOW)
    payment = seen_once.looked(intent(IntentStatus.SUCCEEDED, 1900), [made], NOW)
    assert (payment.state, payment.refunded, len(payment.refunds)) == (State.PARTIALLY_REFUNDED, 400, 1)
