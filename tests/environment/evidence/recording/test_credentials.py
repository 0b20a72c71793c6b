"""The record shows whose credentials a request had, and no part of them."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest

from environment.evidence.recording.credentials import kind_and_age, kind_of, token_of
from environment.evidence.recording.masking import mask_header


def bearer(**claims: object) -> str:
    body = urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"Bearer eyJhbGciOiJFZERTQSJ9.{body}.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (bearer(iss="checkout", aud="cart"), "a token of checkout for cart"),
        (bearer(iss="bookstore-identity", aud="bookstore", sub="ada"), "a token of a customer"),
        (bearer(iss="bookstore-identity", aud="bookstore", roles=["staff"]), "a token of staff"),
        ("Bearer sk_test_4eC39HqLyjWDarjtT1zdp7dc", "a key of the gateway"),
        (bearer(iss="Tr0ub4dor&3", aud="cart"), "credentials of an unknown kind"),
        (bearer(iss="checkout", aud=["cart"]), "credentials of an unknown kind"),
        (bearer(sub="ada"), "credentials of an unknown kind"),
        (" ", "no credentials"),
        ("Bearer a.b.c", "credentials of an unknown kind"),
        ("Bearer eyJhbGciOi", "credentials of an unknown kind"),
        ("Basic YWRhOnNlY3JldA==", "credentials of an unknown kind"),
    ],
)
def test_the_kind_is_told_from_the_claims(header: str, kind: str) -> None:
    assert kind_of(header) == kind
    assert mask_header("Authorization", header) == f"*** {kind}"


def test_a_token_is_told_by_its_two_ends() -> None:
    assert kind_of(bearer(iss="orders", aud="pricing")) == token_of("orders", "pricing")


def test_a_token_between_services_is_told_with_the_second_in_which_it_was_signed() -> None:
    shown = mask_header("Authorization", bearer(iss="orders", aud="pricing", iat=1_764_500_000))
    assert shown == "*** a token of orders for pricing, signed at 1764500000"
    assert kind_and_age(shown.removeprefix("*** ")) == ("a token of orders for pricing", 1_764_500_000)


@pytest.mark.parametrize("signed_at", ["1764500000", "sk_test_4eC39HqLyjWDarjtT1zdp7dc", True, None, 1.5])
def test_what_is_no_second_is_not_shown(signed_at: object) -> None:
    header = bearer(iss="orders", aud="pricing", iat=signed_at)
    assert mask_header("Authorization", header) == "*** a token of orders for pricing"


def test_when_a_customer_signed_in_is_not_shown() -> None:
    header = bearer(iss="bookstore-identity", aud="bookstore", sub="ada", iat=1_764_500_000)
    assert mask_header("Authorization", header) == "*** a token of a customer"
