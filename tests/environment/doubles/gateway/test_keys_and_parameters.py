from __future__ import annotations

from typing import Any

import pytest
import stripe

from environment.doubles.gateway import API_VERSION, form, parameters, routing
from environment.doubles.gateway.errors import GatewayRefusal
from environment.doubles.gateway.keys import Access, ApiKeys
from environment.doubles.gateway.messages import GatewayRequest

from .account import PUBLISHABLE_KEY, SECRET_KEY, SandboxAccount


def test_the_api_version_is_that_of_the_sdk() -> None:
    assert stripe.api_version == API_VERSION


def test_a_publishable_key_creates_payment_methods_and_nothing_else(account: SandboxAccount) -> None:
    card: dict[str, Any] = {"type": "card", "card": {"token": "tok_visa"}}
    assert account.ask("POST", "payment_methods", bearer=PUBLISHABLE_KEY, **card).status == 200
    refused = account.ask("GET", "payment_intents", bearer=PUBLISHABLE_KEY)
    assert (refused.status, refused.error["code"]) == (401, "secret_key_required")


@pytest.mark.parametrize("key", ["sk_test_" + "wrong" * 5, "sk_live_" + "s" * 24, "garbage", ""])
def test_an_unknown_key_is_refused_and_not_repeated(account: SandboxAccount, key: str) -> None:
    refused = account.ask("GET", "payment_intents", bearer=key)
    assert refused.status == 401
    assert not key or key not in refused.error["message"]


@pytest.mark.parametrize("header", ["Digest x", "Basic !!", "", "Bearer"])
def test_a_malformed_authorization_is_refused(account: SandboxAccount, header: str) -> None:
    request = GatewayRequest("GET", "/v1/refunds", "", {"authorization": header}, b"")
    assert account.gateway.handle(request).status == 401


def test_a_restricted_key_has_its_permissions(account: SandboxAccount) -> None:
    key = "rk_test_" + "r" * 24
    account.keys.restrict(key, {"payment_intents": Access.WRITE, "refunds": Access.READ})
    assert account.ask("GET", "payment_intents", bearer=key).status == 200
    assert account.ask("GET", "refunds", bearer=key).status == 200
    assert account.ask("POST", "refunds", bearer=key, payment_intent="pi_x").status == 403
    assert account.ask("GET", "customers", bearer=key).status == 403


def test_an_expired_key_is_refused_as_expired(account: SandboxAccount) -> None:
    account.keys.secret_expired = True
    assert account.get("refunds").error["code"] == "api_key_expired"


@pytest.mark.parametrize(
    ("secret", "publishable"), [("sk_live_x", PUBLISHABLE_KEY), (SECRET_KEY, "pk_live_x")]
)
def test_the_gateway_does_not_start_with_live_keys(secret: str, publishable: str) -> None:
    with pytest.raises(ValueError, match="test keys only"):
        ApiKeys(secret, publishable)


def test_another_version_is_refused(account: SandboxAccount) -> None:
    headers = {"authorization": f"Bearer {SECRET_KEY}", "stripe-version": "2020-08-27"}
    assert account.gateway.handle(GatewayRequest("GET", "/v1/refunds", "", headers, b"")).status == 400


@pytest.mark.parametrize(
    ("sent", "code", "param"),
    [
        ("amount=1900&currency=usd&colour=red", "parameter_unknown", "colour"),
        ("amount=1900&currency=usd&shipping[planet]=x", "parameter_unknown", "shipping[planet]"),
        ("currency=usd", "parameter_missing", "amount"),
        ("amount=ten&currency=usd", "parameter_invalid_integer", "amount"),
        ("amount=1900&currency=usd&description=", "parameter_invalid_empty", "description"),
        ("amount=1900&currency=usd&capture_method=later", None, "capture_method"),
        ("amount=1900&currency=usd&confirm=yes", None, "confirm"),
        ("amount=1900&currency=usd&metadata=x", None, "metadata"),
        ("amount=1900&currency=usd&expand=x", None, "expand"),
        (
            "amount=1900&currency=usd&payment_method_types[]=card",
            "payment_method_types_no_longer_supported",
            "payment_method_types",
        ),
    ],
)
def test_an_unknown_or_malformed_parameter_is_refused(sent: str, code: str | None, param: str) -> None:
    with pytest.raises(GatewayRefusal) as refused:
        parameters.check(stripe.params.PaymentIntentCreateParams, form.decode(sent))
    assert (refused.value.code, refused.value.param) == (code, param)


def test_checked_parameters_have_their_types() -> None:
    sent = "created[gte]=5&limit=3&expand[]=data.customer&expand[]=data.latest_charge"
    assert parameters.check(stripe.params.PaymentIntentListParams, form.decode(sent)) == {
        "created": {"gte": 5},
        "limit": 3,
        "expand": ["data.customer", "data.latest_charge"],
    }


def test_every_parameter_of_every_route_can_be_checked() -> None:
    """Fails when an upgrade of the SDK brings an annotation that the checks do not understand."""
    for route in routing.ROUTES.values():
        for name in parameters._fields(route.parameters):
            parameters._check_of(route.parameters, name)


def test_an_unsupported_parameter_is_refused_by_name(account: SandboxAccount) -> None:
    assert account.pay(application_fee_amount=5).error["param"] == "application_fee_amount"
    assert account.get("subscriptions").status == 404
