from __future__ import annotations

from typing import Any

import pytest

from .account import SandboxAccount

DECLINES = [
    ("pm_card_visa_chargeDeclined", "card_declined", "generic_decline"),
    ("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
    ("pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card"),
    ("pm_card_visa_chargeDeclinedStolenCard", "card_declined", "stolen_card"),
    ("pm_card_visa_chargeDeclinedVelocityLimitExceeded", "card_declined", "card_velocity_exceeded"),
    ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
    ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"),
    ("pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"),
    ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
    ("pm_card_visa_chargeDeclined_do_not_honor", "card_declined", "do_not_honor"),
]


def test_a_good_card_is_charged_at_once(account: SandboxAccount) -> None:
    paid = account.pay().body
    assert (paid["status"], paid["amount_received"], paid["amount_capturable"]) == ("succeeded", 1900, 0)
    assert account.happened() == ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


def test_manual_capture_only_authorizes_the_amount(account: SandboxAccount) -> None:
    held = account.pay(capture_method="manual").body
    assert (held["status"], held["amount_received"], held["amount_capturable"]) == (
        "requires_capture",
        0,
        1900,
    )
    (charge,) = account.charges(held["id"])
    assert (charge["paid"], charge["captured"], charge["amount_captured"]) == (True, False, 0)


@pytest.mark.parametrize(("card", "code", "decline_code"), DECLINES)
def test_each_decline_has_its_code(account: SandboxAccount, card: str, code: str, decline_code: str) -> None:
    declined = account.pay(card)
    assert declined.status == 402
    error = declined.error
    assert (error["type"], error["code"], error["decline_code"]) == ("card_error", code, decline_code)
    assert error["payment_intent"]["status"] == "requires_payment_method"
    assert error["payment_intent"]["last_payment_error"]["decline_code"] == decline_code
    assert error["payment_method"]["object"] == "payment_method"
    assert error["doc_url"].endswith(code.replace("_", "-"))
    (charge,) = account.charges(error["payment_intent"]["id"])
    assert (charge["id"], charge["status"]) == (error["charge"], "failed")


def test_the_token_of_a_declined_card_is_declined_as_well(account: SandboxAccount) -> None:
    card = {"token": "tok_visa_chargeDeclinedInsufficientFunds"}
    method = account.post("payment_methods", type="card", card=card).body["id"]
    assert account.pay(method).error["decline_code"] == "insufficient_funds"


def test_a_declined_intent_can_be_paid_with_another_card(account: SandboxAccount) -> None:
    intent = account.pay("pm_card_visa_chargeDeclined").error["payment_intent"]["id"]
    paid = account.post(f"payment_intents/{intent}/confirm", payment_method="pm_card_visa").body
    assert (paid["status"], paid["last_payment_error"]) == ("succeeded", None)
    assert [charge["status"] for charge in account.charges(intent)] == ["succeeded", "failed"]


@pytest.mark.parametrize("field", ["number", "token"])
def test_a_card_number_is_refused_and_not_stored(account: SandboxAccount, field: str) -> None:
    number = "4" + "0" * 15
    refused = account.post("payment_methods", key="k", type="card", card={field: number})
    assert refused.status == 402
    assert number not in str(refused.body)
    assert len(account.ledger.payment_methods) == 0


def test_a_payment_method_pays_once_without_a_customer(account: SandboxAccount) -> None:
    method = account.post("payment_methods", type="card", card={"token": "tok_visa"}).body["id"]
    assert account.pay(method).status == 200
    assert account.pay(method).status == 400


def test_a_customer_uses_an_attached_card_more_than_once(account: SandboxAccount) -> None:
    customer = account.post("customers", email="reader@example.com").body["id"]
    method = account.post("payment_methods/pm_card_visa/attach", customer=customer).body["id"]
    assert [account.pay(method, customer=customer).status for _ in range(2)] == [200, 200]
    assert account.pay(method).error["param"] == "customer"


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        (0, "usd", "parameter_invalid_integer"),
        (-5, "usd", "parameter_invalid_integer"),
        ("12.5", "usd", "parameter_invalid_integer"),
        (49, "usd", "amount_too_small"),
        (29, "gbp", "amount_too_small"),
        (49, "jpy", "amount_too_small"),
        (100_000_000, "usd", "amount_too_large"),
        (1234, "kwd", None),
        (1900, "zzz", None),
    ],
)
def test_an_amount_that_cannot_be_charged_is_refused(
    account: SandboxAccount, amount: object, currency: str, code: str | None
) -> None:
    refused = account.pay(amount=amount, currency=currency)
    assert (refused.status, refused.error.get("code")) == (400, code)
    assert len(account.ledger.payment_intents) == 0


@pytest.mark.parametrize(
    ("amount", "currency"), [(50, "usd"), (500, "jpy"), (5120, "kwd"), (99_999_999, "eur")]
)
def test_amounts_with_any_number_of_decimals_are_charged(
    account: SandboxAccount, amount: int, currency: str
) -> None:
    assert account.pay(amount=amount, currency=currency.upper()).body["currency"] == currency


def test_confirming_needs_a_return_url_unless_no_method_redirects(account: SandboxAccount) -> None:
    order: dict[str, Any] = {
        "amount": 1900,
        "currency": "usd",
        "confirm": "true",
        "payment_method": "pm_card_visa",
    }
    never = {"enabled": "true", "allow_redirects": "never"}
    assert account.post("payment_intents", **order).status == 400
    assert account.post("payment_intents", **order, return_url="https://shop.example/back").status == 200
    assert account.post("payment_intents", **order, automatic_payment_methods=never).status == 200
    assert account.post("payment_intents", **order, allowed_payment_method_types=["card"]).status == 200


@pytest.mark.parametrize(
    "url", ["STOREFRONT_URL/checkouts/1", "/checkouts/1", "https://", "https://shop .example"]
)
def test_a_return_url_that_is_none_is_refused(account: SandboxAccount, url: str) -> None:
    refused = account.pay(return_url=url)
    assert (refused.status, refused.error["code"], refused.error["param"]) == (
        400,
        "url_invalid",
        "return_url",
    )
    assert len(account.ledger.payment_intents) == 0


def test_an_intent_is_created_updated_and_confirmed_later(account: SandboxAccount) -> None:
    intent = account.post(
        "payment_intents", amount=1900, currency="usd", metadata={"order": "1", "old": "x"}
    ).body
    assert (intent["status"], intent["capture_method"]) == ("requires_payment_method", "automatic_async")
    path = f"payment_intents/{intent['id']}"
    changed = account.post(path, amount=2500, payment_method="pm_card_visa", metadata={"old": ""}).body
    assert (changed["status"], changed["amount"], changed["metadata"]) == (
        "requires_confirmation",
        2500,
        {"order": "1"},
    )
    paid = account.post(f"{path}/confirm", return_url="https://shop.example/back").body
    assert paid["amount_received"] == 2500
    assert account.post(path, amount=1).error["code"] == "payment_intent_unexpected_state"
    assert account.post(path, metadata={"shipped": "yes"}).body["metadata"] == {
        "order": "1",
        "shipped": "yes",
    }
    assert account.post(f"{path}/confirm").error["code"] == "payment_intent_unexpected_state"


@pytest.mark.parametrize(
    "change",
    [
        {"customer": "cus_unknown"},
        {"payment_method": "pm_nothing"},
        {"payment_method_options": {"boleto": {"expires_after_days": 1}}},
        {"excluded_payment_method_types": ["card", "link"]},
        {"metadata": {"k" * 41: "too long"}},
        {"statement_descriptor": "BOOKS"},
    ],
)
def test_a_refused_update_changes_nothing(account: SandboxAccount, change: dict[str, Any]) -> None:
    before = account.post("payment_intents", amount=1900, currency="usd").body
    path = f"payment_intents/{before['id']}"
    assert account.post(path, amount=2500, description="new", **change).status == 400
    assert account.get(path).body == before
