"""The parts of the gateway's objects that are read: an answer of another form counts as no answer."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bookstore.payments.gateway.answers import IntentStatus
from bookstore.payments.gateway.wire import IntentBody, ListedIntent

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
