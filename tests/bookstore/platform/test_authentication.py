"""Callers that are admitted and callers that are refused: every way of forging a token."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.auth import (
    Authenticator,
    Customer,
    CustomerTokens,
    Guest,
    NotAuthenticated,
    Peer,
    ServiceTokens,
    token_hash,
)

NOW = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)
IDENTITY = Ed25519PrivateKey.generate()
PUBLIC = IDENTITY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
SERVICE_KEY = "a key that only the bookstore's services hold"


@dataclass
class _ManualClock:
    time: datetime = NOW

    def now(self) -> datetime:
        return self.time

    def wait(self, wake: Event, seconds: float) -> bool:
        self.time += timedelta(seconds=seconds)
        return wake.is_set()


CLOCK = _ManualClock()
INVENTORY = Authenticator(CustomerTokens(PUBLIC, CLOCK), ServiceTokens("inventory", SERVICE_KEY, CLOCK))
CLAIMS = {
    "iss": "bookstore-identity",
    "aud": "bookstore",
    "sub": "customer-7",
    "exp": int(NOW.timestamp()) + 60,
}
SERVICE_CLAIMS = {"iss": "checkout", "aud": "inventory", "exp": int(NOW.timestamp()) + 60}


def _customer_token(**changed: Any) -> str:
    claims = {name: value for name, value in {**CLAIMS, **changed}.items() if value is not ...}
    return _signed({"alg": "EdDSA", "typ": "JWT"}, claims, IDENTITY)


def _service_token(key: str = SERVICE_KEY, **changed: Any) -> str:
    claims = {name: value for name, value in {**SERVICE_CLAIMS, **changed}.items() if value is not ...}
    return _signed({"alg": "HS256", "typ": "JWT"}, claims, key)


def _part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def _signed(header: object, claims: object, key: Ed25519PrivateKey | str) -> str:
    """Signed by hand, since the library refuses to make the tokens of an attacker."""
    message = f"{_part(header)}.{_part(claims)}"
    if isinstance(key, str):
        signature = hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()
    else:
        signature = key.sign(message.encode())
    return f"{message}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def _caller(token: str, **headers: str) -> Customer | Guest | Peer:
    return INVENTORY.principal({"authorization": f"Bearer {token}", **headers})


def _refused(token: str, reason: str = ".") -> None:
    with pytest.raises(NotAuthenticated, match=reason) as refusal:
        _caller(token)
    assert len(token) < 20 or token not in str(refusal.value), "a refusal never repeats the token"


def test_a_customers_token_names_the_customer() -> None:
    assert _caller(_customer_token(email="zoe@example.org")) == Customer("customer-7", "zoe@example.org")


@pytest.mark.parametrize("subject", ["x" * 101, "zoe reader", "zoë", "zoe\x00", "zoe\r\nrole: staff", "", 7])
def test_a_subject_that_some_service_could_not_store_or_pass_on_is_no_customer(subject: object) -> None:
    _refused(_customer_token(sub=subject))


def test_a_customer_id_has_up_to_a_hundred_characters() -> None:
    assert _caller(_customer_token(sub="x" * 100)) == Customer("x" * 100)


def test_staff_are_customers_with_that_role() -> None:
    caller = _caller(_customer_token(roles=["staff"]))
    assert isinstance(caller, Customer)
    assert caller.roles == {"staff"}


def test_a_service_is_known_by_the_issuer_of_its_token() -> None:
    assert _caller(_service_token()) == Peer("checkout")


def test_a_token_signed_with_another_key_is_forged() -> None:
    _refused(_signed({"alg": "EdDSA"}, CLAIMS, Ed25519PrivateKey.generate()), "signature")
    _refused(_service_token("another key, of the same length or so, but not ours"), "signature")


def test_a_token_whose_claims_were_changed_afterwards_is_forged() -> None:
    header, _, signature = _customer_token().split(".")
    _refused(f"{header}.{_part({**CLAIMS, 'sub': 'customer-8'})}.{signature}", "signature")


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", ""])
def test_an_unsigned_token_is_not_accepted(algorithm: str) -> None:
    for claims in (CLAIMS, SERVICE_CLAIMS):
        header = {"alg": algorithm, "typ": "JWT"}
        _refused(f"{_part(header)}.{_part(claims)}.")
        _refused(_signed(header, claims, SERVICE_KEY))


@pytest.mark.parametrize("claims", [CLAIMS, SERVICE_CLAIMS, {**CLAIMS, "aud": "inventory"}])
def test_the_public_key_is_no_secret_to_sign_with(claims: dict[str, Any]) -> None:
    """Algorithm confusion: HS256 over the public key, which is no secret."""
    for key in (PUBLIC, PUBLIC.strip(), "".join(PUBLIC.splitlines()[1:-1])):
        _refused(_signed({"alg": "HS256"}, claims, key), "signature")


def test_a_service_cannot_pass_as_a_customer_nor_a_customer_as_a_service() -> None:
    as_customer = _signed({"alg": "HS256"}, {**CLAIMS, "aud": "inventory", "roles": ["staff"]}, SERVICE_KEY)
    assert _caller(as_customer) == Peer("bookstore-identity")
    _refused(_signed({"alg": "HS256"}, CLAIMS, SERVICE_KEY), "audience")
    _refused(_signed({"alg": "EdDSA"}, SERVICE_CLAIMS, IDENTITY), "audience")


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "HS384", "HS512", "EdDSA2"])
def test_only_the_two_algorithms_in_use_are_accepted(algorithm: str) -> None:
    _refused(_signed({"alg": algorithm}, CLAIMS, IDENTITY))
    _refused(_signed({"alg": algorithm}, SERVICE_CLAIMS, SERVICE_KEY))


@pytest.mark.parametrize("audience", ["orders", ["orders", "cart"], "", None, ...])
def test_a_token_for_another_audience_is_refused(audience: object) -> None:
    _refused(_customer_token(aud=audience))
    _refused(_service_token(aud=audience))


@pytest.mark.parametrize("issuer", ["another-issuer", "", ...])
def test_a_customers_token_of_another_issuer_is_refused(issuer: object) -> None:
    _refused(_customer_token(iss=issuer))


@pytest.mark.parametrize("ago", [0, 1, 86_400])
def test_an_expired_token_is_refused_from_its_last_second_on(ago: int) -> None:
    _refused(_customer_token(exp=NOW.timestamp() - ago), "expired")
    _refused(_service_token(exp=NOW.timestamp() - ago), "expired")


@pytest.mark.parametrize("expiry", [..., None, "tomorrow", [1], {}, float("nan")])
def test_a_token_without_a_sound_expiry_is_refused(expiry: object) -> None:
    _refused(_customer_token(exp=expiry))
    _refused(_service_token(exp=expiry))


def test_a_token_of_the_future_is_refused() -> None:
    _refused(_customer_token(nbf=NOW.timestamp() + 30), "not valid yet")
    assert _caller(_customer_token(nbf=NOW.timestamp() + 3)) == Customer("customer-7")


@pytest.mark.parametrize(
    "changed", [{"sub": ""}, {"sub": ...}, {"sub": 7}, {"roles": None}, {"roles": 5}, {"email": ["x"]}]
)
def test_a_token_whose_claims_cannot_be_read_is_refused(changed: dict[str, Any]) -> None:
    _refused(_customer_token(**changed))


@given(st.text(st.characters(codec="latin-1")))
def test_any_other_token_is_refused(token: str) -> None:
    _refused(token)


@given(st.none() | st.integers() | st.text() | st.lists(st.text()), st.dictionaries(st.text(), st.integers()))
def test_claims_without_a_signature_are_refused(header: Any, claims: dict[str, int]) -> None:
    _refused(f"{_part({'alg': header})}.{_part(claims)}.{_part('signature')}")
    _refused(f"{_part(header)}.{_part({**CLAIMS, **claims})}.")


@pytest.mark.parametrize("header", ["Basic eDp5", "Bearer", "Bearer ", "bearer", "Token x"])
def test_other_credentials_than_a_bearer_token_are_refused(header: str) -> None:
    with pytest.raises(NotAuthenticated, match="bearer token"):
        INVENTORY.principal({"authorization": header, "cart-token": "secret"})


def test_a_request_without_credentials_is_refused() -> None:
    with pytest.raises(NotAuthenticated, match="neither"):
        INVENTORY.principal({})


def test_a_guest_is_known_by_the_hash_of_the_cart_token_only() -> None:
    guest = INVENTORY.principal({"cart-token": "secret"})
    assert guest == Guest(token_hash("secret"))
    assert "secret" not in repr(guest)


def test_a_service_speaks_for_a_customer_or_for_a_guest() -> None:
    spoken = {"on-behalf-of": "customer:customer-7"}
    assert _caller(_service_token(), **spoken) == Peer("checkout", Customer("customer-7"))
    assert _caller(_service_token(), **{"cart-token": "s"}) == Peer("checkout", Guest(token_hash("s")))


@pytest.mark.parametrize("header", ["", "customer", "customer:", "staff:7"])
def test_a_service_without_a_valid_on_behalf_of_header_speaks_for_itself(header: str) -> None:
    assert _caller(_service_token(), **{"on-behalf-of": header}) == Peer("checkout")


def test_a_customer_cannot_speak_for_another() -> None:
    assert _caller(_customer_token(), **{"on-behalf-of": "customer:8"}) == Customer("customer-7")


def test_a_minted_token_is_kept_until_twenty_seconds_before_its_end() -> None:
    clock = _ManualClock()
    checkout = ServiceTokens("checkout", SERVICE_KEY, clock)
    first = checkout.for_audience("inventory")
    clock.time += timedelta(seconds=39)
    assert checkout.for_audience("inventory") == first
    clock.time += timedelta(seconds=1)
    assert checkout.for_audience("inventory") != first


def test_a_minted_token_is_good_for_its_audience_alone() -> None:
    checkout = ServiceTokens("checkout", SERVICE_KEY, CLOCK)
    token = checkout.for_audience("inventory")
    assert ServiceTokens("inventory", SERVICE_KEY, CLOCK).read(token) == "checkout"
    with pytest.raises(NotAuthenticated, match="audience"):
        ServiceTokens("orders", SERVICE_KEY, CLOCK).read(token)
    assert jwt.get_unverified_header(token)["alg"] == "HS256"


def test_a_minted_token_expires_on_the_clock_that_is_passed_in() -> None:
    clock = _ManualClock()
    token = ServiceTokens("checkout", SERVICE_KEY, clock).for_audience("inventory")
    inventory = ServiceTokens("inventory", SERVICE_KEY, clock)
    clock.time += timedelta(seconds=59)
    assert inventory.read(token) == "checkout"
    clock.time += timedelta(seconds=1)
    with pytest.raises(NotAuthenticated, match="expired"):
        inventory.read(token)
