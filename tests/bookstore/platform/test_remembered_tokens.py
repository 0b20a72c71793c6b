"""Tokens that a service has minted and those that it has verified: how long each is used again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import jwt
import pytest

from bookstore.platform.auth import NotAuthenticated
from tests.bookstore.platform.signed_tokens import (
    ManualClock,
    customer_token,
    inventory_at,
    service_token,
    service_tokens,
)


def test_a_minted_token_is_kept_until_twenty_seconds_before_its_end() -> None:
    clock = ManualClock()
    checkout = service_tokens("checkout", clock)
    first = checkout.for_audience("inventory")
    clock.time += timedelta(seconds=39)
    assert checkout.for_audience("inventory") == first
    clock.time += timedelta(seconds=1)
    assert checkout.for_audience("inventory") != first


def test_a_minted_token_is_good_for_its_audience_alone() -> None:
    checkout = service_tokens("checkout", ManualClock())
    token = checkout.for_audience("inventory")
    assert service_tokens("inventory", ManualClock()).read(token) == "checkout"
    with pytest.raises(NotAuthenticated, match="audience"):
        service_tokens("orders", ManualClock()).read(token)
    assert jwt.get_unverified_header(token)["alg"] == "EdDSA"


def test_a_minted_token_expires_on_the_clock_that_is_passed_in() -> None:
    clock = ManualClock()
    token = service_tokens("checkout", clock).for_audience("inventory")
    inventory = service_tokens("inventory", clock)
    clock.time += timedelta(seconds=59)
    assert inventory.read(token) == "checkout"
    clock.time += timedelta(seconds=1)
    with pytest.raises(NotAuthenticated, match="expired"):
        inventory.read(token)


def _count_verifications(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows with each token whose signature is verified."""
    verified: list[str] = []
    decode = jwt.decode

    def counting(token: str, *given: Any, **options: Any) -> dict[str, Any]:
        verified.append(token)
        return decode(token, *given, **options)

    monkeypatch.setattr(jwt, "decode", counting)
    return verified


def test_a_signature_is_verified_once_and_the_expiry_at_each_use(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ManualClock()
    inventory = inventory_at(clock)
    verified = _count_verifications(monkeypatch)
    tokens = [customer_token(), service_token()]
    for token in tokens * 3:
        inventory.principal({"authorization": f"Bearer {token}"})
    assert verified == tokens
    clock.time += timedelta(seconds=60)
    for token in tokens:
        with pytest.raises(NotAuthenticated, match="expired"):
            inventory.principal({"authorization": f"Bearer {token}"})


def test_a_refused_token_is_verified_each_time_and_replaces_none(monkeypatch: pytest.MonkeyPatch) -> None:
    inventory, good = service_tokens("inventory", ManualClock()), service_token()
    inventory.read(good)
    verified = _count_verifications(monkeypatch)
    forged = [service_token("orders", jti=str(number)) for number in range(600)]
    for token in forged * 2:
        with pytest.raises(NotAuthenticated, match="signature"):
            inventory.read(token)
    assert verified == forged * 2
    assert inventory.read(good) == "checkout"
    assert good not in verified


def test_the_number_of_remembered_tokens_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    inventory, first = service_tokens("inventory", ManualClock()), service_token()
    verified = _count_verifications(monkeypatch)
    for token in (first, *(service_token(jti=str(number)) for number in range(600)), first):
        assert inventory.read(token) == "checkout"
    assert verified.count(first) == 2
