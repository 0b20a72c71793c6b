"""The parts of the gateway's objects that are read: an answer of another form counts as no answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from bookstore.payments.gateway.answers import IntentStatus, RefusedIntent
from bookstore.payments.gateway.wire import IntentBody, ListedIntent, RefusalBody

INTENT: dict[str, Any] = {
    "id": "pi_1",
    "status": "requires_capture",
    "amount": 1900,
    "currency": "usd",
    "amount_received": 0,
    "created": 1769853600,
    "metadata": {"checkout_id": "11111111-2222-4333-8444-555555555555"},
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "a_status_of_next_year"},
        {"amount": "1900"},
        {"amount": 0},
        {"currency": "xyz"},
        {"id": ""},
        {"amount_received": 1900},
        {"amount_received": -1},
        {"status": "succeeded"},
        {"client_secret": "pi_2_secret_3"},
        {"status": "succeeded", "amount_received": 3800},
        {"status": "succeeded", "amount_received": 500, "latest_charge": {"amount_refunded": 501}},
    ],
)
def test_a_value_we_do_not_know_or_that_contradicts_another_is_no_answer(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        IntentBody.model_validate(INTENT | wrong)


def test_the_page_of_the_bank_is_read_where_there_is_one() -> None:
    action = {
        "type": "redirect_to_url",
        "redirect_to_url": {"url": "https://bank", "return_url": "https://us"},
    }
    asked = IntentBody.model_validate(INTENT | {"status": "requires_action", "next_action": action}).intent
    assert (asked.status, asked.action_url) == (IntentStatus.REQUIRES_ACTION, "https://bank")
    assert IntentBody.model_validate(INTENT).intent.action_url is None


def test_only_the_metadata_of_a_foreign_intent_are_read() -> None:
    theirs = INTENT | {"currency": "chf", "status": "a_status_of_next_year", "metadata": {"shop": "another"}}
    assert ListedIntent.model_validate(theirs).checkout_id is None
    with pytest.raises(ValidationError):  # without metadata its owner is unknown
        ListedIntent.model_validate({"id": "pi_1"})


def test_a_foreign_intent_has_no_checkout() -> None:
    assert IntentBody.model_validate(INTENT | {"metadata": {"checkout_id": "42"}}).checkout_id is None
    assert IntentBody.model_validate(INTENT | {"metadata": {}}).checkout_id is None


def test_a_refusal_says_which_payment_it_is_about() -> None:
    checkout_id = UUID(str(INTENT["metadata"]["checkout_id"]))
    named = RefusalBody.model_validate({"code": "card_declined", "payment_intent": INTENT})
    assert named.about == RefusedIntent("pi_1", checkout_id)
    foreign = RefusalBody.model_validate({"payment_intent": INTENT | {"metadata": {}}})
    assert foreign.about == RefusedIntent("pi_1", None)
    assert RefusalBody.model_validate({"code": "card_declined"}).about is None


@pytest.mark.parametrize("wrong", [{"payment_intent": "pi_1"}, {"code": 7}, {"payment_intent": {"id": None}}])
def test_a_refusal_of_another_form_cannot_be_read(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        RefusalBody.model_validate(wrong)
