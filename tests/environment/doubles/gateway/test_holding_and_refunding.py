from __future__ import annotations

import pytest

from environment.doubles.gateway.records import charge, payment_intent, refund
from environment.doubles.gateway.records.states import InvalidTransition

from .account import SandboxAccount


def test_an_authorization_is_captured_in_full(account: SandboxAccount) -> None:
    intent = account.hold()
    captured = account.post(f"payment_intents/{intent}/capture").body
    assert (captured["status"], captured["amount_received"]) == ("succeeded", 1900)
    assert account.happened()[-2:] == ["charge.captured", "payment_intent.succeeded"]


def test_an_authorization_is_captured_in_part_and_the_rest_is_released_without_a_refund(
    account: SandboxAccount,
) -> None:
    intent = account.hold()
    expanded = account.post(
        f"payment_intents/{intent}/capture", amount_to_capture=700, expand=["latest_charge"]
    )
    assert expanded.body["latest_charge"]["amount_captured"] == 700
    assert expanded.body["latest_charge"]["amount_refunded"] == 0
    assert account.get("refunds").body["data"] == []


def test_an_authorization_is_captured_once_and_never_above_its_amount(account: SandboxAccount) -> None:
    intent = account.hold()
    too_much = account.post(f"payment_intents/{intent}/capture", amount_to_capture=1901)
    assert too_much.error["code"] == "amount_too_large"
    account.post(f"payment_intents/{intent}/capture")
    again = account.post(f"payment_intents/{intent}/capture")
    assert (again.status, again.error["code"]) == (400, "payment_intent_unexpected_state")
    assert again.error["payment_intent"]["status"] == "succeeded"


def test_a_canceled_authorization_allows_nothing_more(account: SandboxAccount) -> None:
    intent = account.hold()
    canceled = account.post(f"payment_intents/{intent}/cancel", cancellation_reason="abandoned").body
    assert (canceled["status"], canceled["cancellation_reason"]) == ("canceled", "abandoned")
    assert canceled["amount_capturable"] == 0
    for act in ("capture", "cancel", "confirm"):
        assert (
            account.post(f"payment_intents/{intent}/{act}").error["code"] == "payment_intent_unexpected_state"
        )
    assert account.post("refunds", payment_intent=intent).status == 400


def test_a_captured_payment_cannot_be_canceled(account: SandboxAccount) -> None:
    intent = account.pay().body["id"]
    assert account.post(f"payment_intents/{intent}/cancel").error["code"] == "payment_intent_unexpected_state"


def test_an_authorization_expires_after_seven_days(account: SandboxAccount) -> None:
    intent = account.hold()
    account.clock.move(days=7, seconds=-1)
    assert account.get(f"payment_intents/{intent}").body["status"] == "requires_capture"
    account.clock.move(seconds=1)
    expired = account.get(f"payment_intents/{intent}").body
    assert (expired["status"], expired["cancellation_reason"]) == ("canceled", "expired")
    assert account.happened()[-2:] == ["charge.expired", "payment_intent.canceled"]


def test_partial_refunds_never_exceed_the_captured_amount(account: SandboxAccount) -> None:
    intent = account.pay().body["id"]
    first = account.post("refunds", payment_intent=intent, amount=400, reason="requested_by_customer").body
    assert (first["status"], first["amount"]) == ("succeeded", 400)
    too_much = account.post("refunds", payment_intent=intent, amount=1501)
    assert (too_much.status, too_much.error["param"]) == (400, "amount")
    assert account.post("refunds", payment_intent=intent).body["amount"] == 1500
    again = account.post("refunds", payment_intent=intent)
    assert (again.status, again.error["code"]) == (400, "charge_already_refunded")
    (refunded,) = account.charges(intent)
    assert (refunded["refunded"], refunded["amount_refunded"]) == (True, 1900)
    assert len(account.get("refunds", payment_intent=intent).body["data"]) == 2


def test_a_refund_that_fails_later_no_longer_counts_as_refunded(account: SandboxAccount) -> None:
    intent = account.pay("pm_card_refundFail").body["id"]
    refund_id = account.post("refunds", payment_intent=intent).body["id"]
    account.clock.move(minutes=1)
    failed = account.get(f"refunds/{refund_id}").body
    assert (failed["status"], failed["failure_reason"]) == ("failed", "expired_or_canceled_card")
    assert account.charges(intent)[0]["amount_refunded"] == 0
    assert "refund.failed" in account.happened()
    assert account.post("refunds", payment_intent=intent).status == 200


def test_a_pending_refund_settles(account: SandboxAccount) -> None:
    intent = account.pay("pm_card_pendingRefund").body["id"]
    pending = account.post("refunds", payment_intent=intent).body
    assert (pending["status"], pending["pending_reason"]) == ("pending", "processing")
    account.clock.move(minutes=1)
    assert account.get(f"refunds/{pending['id']}").body["status"] == "succeeded"


@pytest.mark.parametrize("moves", [payment_intent.TRANSITIONS, charge.TRANSITIONS, refund.TRANSITIONS])
def test_every_state_is_in_the_table_and_some_state_is_final(moves: dict[object, frozenset[object]]) -> None:
    (states,) = {type(state) for state in moves}
    assert set(moves) == set(states)  # type: ignore[call-overload]
    assert any(not leaves for leaves in moves.values())


def test_a_transition_that_is_not_in_the_table_is_a_defect(account: SandboxAccount) -> None:
    intent = account.ledger.payment_intents.get(account.pay().body["id"])
    assert intent is not None
    with pytest.raises(InvalidTransition):
        intent.transition_to(payment_intent.PaymentIntentStatus.REQUIRES_CAPTURE)
