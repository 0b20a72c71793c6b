from __future__ import annotations

from typing import Any

import pytest

from environment.doubles.gateway.errors import GatewayRefusal
from environment.doubles.gateway.handlers import challenges
from environment.doubles.gateway.records.payment_intent import PaymentIntentRecord

from .account import SandboxAccount


def _challenged(
    account: SandboxAccount, card: str = "pm_card_authenticationRequired", **params: Any
) -> PaymentIntentRecord:
    asked = account.pay(card, return_url="https://shop.example/back", **params).body
    assert asked["status"] == "requires_action"
    assert asked["next_action"]["redirect_to_url"]["return_url"] == "https://shop.example/back"
    intent = account.ledger.payment_intents.get(asked["id"])
    assert intent is not None
    return intent


def test_a_passed_challenge_continues_the_payment(account: SandboxAccount) -> None:
    intent = _challenged(account, capture_method="manual")
    assert len(account.ledger.charges) == 0
    challenges.passed(account.ledger, intent)
    held = account.get(f"payment_intents/{intent.id}", expand=["latest_charge"]).body
    assert held["status"] == "requires_capture"
    secured = held["latest_charge"]["payment_method_details"]["card"]["three_d_secure"]
    assert secured["result"] == "authenticated"


def test_a_failed_challenge_requires_another_payment_method(account: SandboxAccount) -> None:
    intent = _challenged(account)
    challenges.failed(account.ledger, intent)
    found = account.get(f"payment_intents/{intent.id}").body
    assert found["status"] == "requires_payment_method"
    assert found["last_payment_error"]["code"] == "payment_intent_authentication_failure"
    assert account.happened()[-1] == "payment_intent.payment_failed"


def test_an_abandoned_challenge_stays_open_until_it_is_canceled(account: SandboxAccount) -> None:
    intent = _challenged(account)
    account.clock.move(days=30)
    assert account.get(f"payment_intents/{intent.id}").body["status"] == "requires_action"
    assert account.post(f"payment_intents/{intent.id}/cancel").body["status"] == "canceled"
    with pytest.raises(GatewayRefusal, match="waits for no challenge"):
        challenges.passed(account.ledger, intent)


def test_an_issuer_may_decline_after_the_challenge(account: SandboxAccount) -> None:
    intent = _challenged(account, "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds")
    challenges.passed(account.ledger, intent)
    found = account.get(f"payment_intents/{intent.id}").body
    assert found["last_payment_error"]["decline_code"] == "insufficient_funds"


@pytest.mark.parametrize("manner", ["off_session", "error_on_requires_action"])
def test_an_absent_customer_cannot_authenticate(account: SandboxAccount, manner: str) -> None:
    refused = account.pay("pm_card_authenticationRequired", **{manner: "true"})
    assert (refused.status, refused.error["code"]) == (402, "authentication_required")


def test_with_manual_confirmation_the_shop_confirms_after_the_challenge(account: SandboxAccount) -> None:
    intent = _challenged(account, confirmation_method="manual")
    challenges.passed(account.ledger, intent)
    assert intent.status.value == "requires_confirmation"
    assert account.post(f"payment_intents/{intent.id}/confirm").body["status"] == "succeeded"
