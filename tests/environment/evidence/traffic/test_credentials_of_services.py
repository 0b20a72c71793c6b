"""A service that shows other credentials than its own is named, also where the callee admits them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.credentials import (
    services_send_their_own_credentials,
    tokens_are_used_until_they_are_old,
)
from tests.environment.evidence.recording.sample_exchanges import exchange


def call(edge: str, credentials: str | None, number: int = 1) -> Exchange:
    made = exchange(number, edge, "POST /payments/5f0c7a55-92f4-4d0e-8a3c-07f1c2ab9d11/capture")
    assert made.request is not None
    own = (("authorization", f"*** {credentials}"),) if credentials else ()
    return replace(made, request=replace(made.request, headers=(*made.request.headers, *own)))


def found(*exchanges: Exchange) -> list[str]:
    return [str(each) for each in services_send_their_own_credentials(ScenarioTraffic(exchanges))]


@pytest.mark.parametrize(
    ("edge", "credentials"),
    [
        ("checkout -> payments", "a token of checkout for payments"),
        ("payments -> gateway", "a key of the gateway"),
        ("payments -> gateway", "credentials of an unknown kind"),
        ("customer -> payments", "a token of checkout for payments"),
        ("stranger -> payments", None),
        ("gateway -> payments", None),
    ],
)
def test_own_credentials_and_those_of_people_are_no_breach(edge: str, credentials: str | None) -> None:
    assert found(call(edge, credentials)) == []


@pytest.mark.parametrize(
    ("edge", "credentials", "sent"),
    [
        ("checkout -> payments", None, "no credentials"),
        ("checkout -> payments", "a token of a customer", "a token of a customer"),
        ("checkout -> payments", "a token of checkout for orders", "a token of checkout for orders"),
        ("checkout -> payments", "a token of orders for payments", "a token of orders for payments"),
        ("checkout -> payments", "a key of the gateway", "a key of the gateway"),
    ],
)
def test_other_credentials_are_one(edge: str, credentials: str | None, sent: str) -> None:
    expected = "expected a token of checkout for payments"
    said = f"{edge}: POST /payments/{{id}}/capture was sent with {sent}, {expected}"
    assert found(call(edge, credentials), call(edge, credentials, 2)) == [said]


def test_the_gateway_is_shown_the_key_and_no_token() -> None:
    (said,) = found(call("payments -> gateway", "a token of payments for gateway"))
    assert said.endswith("was sent with a token of payments for gateway, expected a key of the gateway")


def signed(second: int, edge: str = "checkout -> payments", connection: int = 1, number: int = 1) -> Exchange:
    """A call with a token that its caller signed in this second."""
    kind = f"a token of {edge.replace(' -> ', ' for ')}, signed at {1_764_500_000 + second}"
    return replace(call(edge, kind, number), connection=connection)


def signed_too_often(*exchanges: Exchange) -> list[str]:
    return [str(each) for each in tokens_are_used_until_they_are_old(ScenarioTraffic(exchanges))]


def test_another_token_while_the_last_one_is_new_is_named_once() -> None:
    (said,) = signed_too_often(signed(0), signed(2, number=2), signed(5, number=3))
    assert said.startswith(
        "inside checkout: checkout signed two tokens for payments within 2 seconds; one is"
    )


@pytest.mark.parametrize(
    ("exchanges", "why"),
    [
        ((signed(0), signed(0), signed(0)), "one token"),
        ((signed(0), signed(40), signed(3600)), "each was renewed in time"),
        ((signed(0), signed(1), signed(0), signed(0)), "two threads signed one at the same moment"),
        ((signed(0), signed(7, connection=2)), "the service may have been restarted"),
        ((signed(0), signed(7, edge="checkout -> orders")), "for another service"),
        ((signed(0, "stranger -> payments"), signed(7, "stranger -> payments")), "of the scenario itself"),
        ((call("checkout -> payments", None), call("payments -> gateway", "a key of the gateway")), "none"),
    ],
)
def test_tokens_of_a_service_that_keeps_them_are_no_breach(exchanges: tuple[Exchange, ...], why: str) -> None:
    assert signed_too_often(*exchanges) == [], why


def test_when_a_token_was_signed_says_nothing_of_whose_it_is() -> None:
    assert found(signed(0), signed(7)) == []
