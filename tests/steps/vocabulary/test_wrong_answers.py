"""A foreign answer reads like a true one, and a contradictory one is wrong for its contradiction alone."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bookstore.payments.gateway.wire import IntentBody, RefundBody
from environment.faults.protocols.codec import ProtocolMessage
from environment.faults.protocols.quoted_request import quoting
from environment.topology import topology
from steps.vocabulary.wrong_answers import CONTRADICTORY, FOREIGN, GATEWAY, WrongAnswer, wrong_answer

_FORM = (
    b"amount=1900&currency=usd&payment_intent=pi_1&metadata[checkout_id]=6c1d&metadata%5Brefund_id%5D=77aa"
)
_CORRECTED: dict[str, dict[str, Any]] = {
    "authorization": {"amount_received": 0},
    "look": {"amount_received": 1900},
    "capture": {"amount_received": 1900},
    "void": {"amount_received": 0},
    "refund": {"amount": 500},
    "look at a refund": {"amount": 500},
}


def answered(body: dict[str, Any]) -> Any:
    path = "/v1/payment_intents/pi_1/capture?created%5Bgte%5D=5"
    return quoting(body, ProtocolMessage(_FORM, "", path=path))


def read(body: dict[str, Any]) -> IntentBody | RefundBody:
    """As the bookstore reads it; raises ValidationError."""
    kind = RefundBody if body["object"] == "refund" else IntentBody
    return kind.model_validate(body)


def test_every_operation_has_a_foreign_and_a_contradictory_answer() -> None:
    words = set(topology().point(GATEWAY).words)
    assert FOREIGN.keys() == CONTRADICTORY.keys() == words


@pytest.mark.parametrize("operation", FOREIGN)
def test_a_foreign_answer_has_the_form_of_a_true_one(operation: str) -> None:
    body = answered(FOREIGN[operation])
    for each in body["data"] if body["object"] == "list" else [body]:
        read(each)


@pytest.mark.parametrize("operation", _CORRECTED)
def test_a_contradictory_answer_is_wrong_for_its_contradiction_alone(operation: str) -> None:
    body = answered(CONTRADICTORY[operation])
    with pytest.raises(ValidationError):
        read(body)
    read({**body, **_CORRECTED[operation]})


@pytest.mark.parametrize("operation", sorted(CONTRADICTORY.keys() - _CORRECTED.keys()))
def test_a_contradictory_list_has_more_of_nothing(operation: str) -> None:
    body = answered(CONTRADICTORY[operation])
    assert (body["has_more"], body["data"]) == (True, [])


def test_a_contradictory_answer_is_about_what_was_asked() -> None:
    assert answered(CONTRADICTORY["capture"])["id"] == "pi_1"
    assert answered(CONTRADICTORY["authorization"])["metadata"] == {"checkout_id": "6c1d"}
    refund = answered(CONTRADICTORY["refund"])
    assert (refund["payment_intent"], refund["metadata"]) == ("pi_1", {"refund_id": "77aa"})


def test_an_unknown_operation_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="has no 'payout'; there are: authorization, search"):
        wrong_answer("payout", WrongAnswer.FOREIGN, after_work=True)
