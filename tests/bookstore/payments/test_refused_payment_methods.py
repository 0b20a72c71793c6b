"""Refusals of the gateway that are about the payment method token: the customer enters the card again."""

from __future__ import annotations

import pytest
import stripe

from bookstore.payments.gateway.answers import CardDeclined, PaymentMethodUnusable, RequestRejected
from bookstore.payments.gateway.sdk_errors import translated

_USED = (
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared"
    " with a connected account without Customer attachment, or was detached from a Customer. It may not be"
    " used again. To use a PaymentMethod multiple times, you must attach it to a Customer first."
)


def _raised(**error: str) -> RequestRejected | CardDeclined:
    body = {"error": {"type": "invalid_request_error", **error}}
    with pytest.raises((RequestRejected, CardDeclined)) as raised, translated():
        raise stripe.InvalidRequestError(  # type: ignore[no-untyped-call]
            error["message"], error.get("param"), error.get("code"), http_status=400, json_body=body
        )
    return raised.value  # type: ignore[return-value]


@pytest.mark.parametrize(
    "error",
    [
        {"message": _USED},
        {"message": "This payment method was detached from a Customer, and may not be used again."},
        {"message": "No such PaymentMethod: 'pm_1'", "param": "payment_method", "code": "resource_missing"},
        {"message": "The payment method you provided is attached to a customer.", "param": "customer"},
    ],
)
def test_a_refused_token_can_be_replaced_by_the_customer(error: dict[str, str]) -> None:
    assert isinstance(_raised(**error), PaymentMethodUnusable)


@pytest.mark.parametrize(
    "error",
    [
        {"message": "Your account cannot currently make live charges."},
        {"message": "The payment method type is not activated.", "param": "allowed_payment_method_types"},
        {"message": "Invalid currency: zzz", "param": "currency"},
    ],
)
def test_any_other_refused_request_is_an_error_of_the_shop(error: dict[str, str]) -> None:
    assert not isinstance(_raised(**error), PaymentMethodUnusable)
