"""Callers that are admitted and callers that are refused: every way of forging a token."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.auth import LONGEST_SERVICE_TOKEN, Customer, Guest, NotAuthenticated, Peer, token_hash
from tests.bookstore.platform.signed_tokens import (
    CLAIMS,
    EDDSA,
    IDENTITY,
    ISSUED,
    KEYS,
    NOW,
    PUBLIC_KEYS,
    SERVICE_CLAIMS,
    ManualClock,
    customer_token,
    inventory_at,
    part,
    service_token,
    signed_by_hand,
)

INVENTORY = inventory_at(ManualClock())


def _caller(token: str, **headers: str) -> Customer | Guest | Peer:
    return INVENTORY.principal({"authorization": f"Bearer {token}", **headers})


def _refused(token: str, reason: str = ".") -> None:
    with pytest.raises(NotAuthenticated, match=reason) as refusal:
        _caller(token)
    assert len(token) < 20 or token not in str(refusal.value), "a refusal never repeats the token"


def test_a_customers_token_names_the_customer() -> None:
    assert _caller(customer_token(email="zoe@example.org")) == Customer("customer-7", "zoe@example.org")


@pytest.mark.parametrize("subject", ["x" * 101, "zoe reader", "zoë", "zoe\x00", "zoe\r\nrole: staff", "", 7])
def test_a_subject_that_some_service_could_not_store_or_pass_on_is_no_customer(subject: object) -> None:
    _refused(customer_token(sub=subject))


def test_a_customer_id_has_up_to_a_hundred_characters() -> None:
    assert _caller(customer_token(sub="x" * 100)) == Customer("x" * 100)


def test_staff_are_customers_with_that_role() -> None:
    caller = _caller(customer_token(roles=["staff"]))
    assert isinstance(caller, Customer)
    assert caller.roles == {"staff"}


def test_a_service_is_known_by_the_issuer_of_its_token() -> None:
    assert _caller(service_token()) == Peer("checkout")


def test_a_token_signed_with_another_key_is_forged() -> None:
    _refused(signed_by_hand({"alg": "EdDSA"}, CLAIMS, Ed25519PrivateKey.generate()), "signature")
    _refused(signed_by_hand(EDDSA, SERVICE_CLAIMS, Ed25519PrivateKey.generate()), "signature")


@pytest.mark.parametrize("signer", ["orders", "inventory"])
def test_a_service_cannot_use_the_name_of_another_service(signer: str) -> None:
    """The key of the service itself signs nothing for others either."""
    _refused(service_token(signer), "its signature does not hold")
    assert _caller(service_token(signer, iss=signer)) == Peer(signer)


@pytest.mark.parametrize("issuer", ["warehouse", "", "Checkout", None, 7, ["checkout"], {}, ...])
def test_a_token_of_an_unknown_issuer_is_refused(issuer: object) -> None:
    _refused(service_token(iss=issuer), "issued neither by")


def test_a_token_whose_claims_were_changed_afterwards_is_forged() -> None:
    header, _, signature = customer_token().split(".")
    _refused(f"{header}.{part({**CLAIMS, 'sub': 'customer-8'})}.{signature}", "signature")


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", ""])
def test_an_unsigned_token_is_not_accepted(algorithm: str) -> None:
    for claims in (CLAIMS, SERVICE_CLAIMS):
        header = {"alg": algorithm, "typ": "JWT"}
        _refused(f"{part(header)}.{part(claims)}.")
        _refused(signed_by_hand(header, claims, KEYS["checkout"]))


@pytest.mark.parametrize("claims", [CLAIMS, SERVICE_CLAIMS, {**CLAIMS, "aud": "inventory"}])
@pytest.mark.parametrize("algorithm", ["HS256", "EdDSA"])
def test_a_public_key_is_no_secret_to_sign_with(claims: dict[str, Any], algorithm: str) -> None:
    """Algorithm confusion: an HMAC over a public key, which is no secret."""
    for public in (IDENTITY.public_key(), *PUBLIC_KEYS.values()):
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        for key in (pem, pem.strip(), "".join(pem.splitlines()[1:-1])):
            _refused(signed_by_hand({"alg": algorithm}, claims, key), "not valid: it")


def test_a_service_cannot_pass_as_a_customer_nor_a_customer_as_a_service() -> None:
    as_customer = {**CLAIMS, "iat": ISSUED, "roles": ["staff"]}
    for audience in ("bookstore", "inventory", ["bookstore", "inventory"]):
        _refused(signed_by_hand(EDDSA, {**as_customer, "aud": audience}, KEYS["checkout"]), "signature")
        _refused(signed_by_hand(EDDSA, {**SERVICE_CLAIMS, "aud": audience}, IDENTITY), "signature")
    _refused(
        signed_by_hand(EDDSA, {**CLAIMS, "iss": "checkout", "iat": ISSUED}, KEYS["checkout"]), "audience"
    )
    _refused(signed_by_hand(EDDSA, {**SERVICE_CLAIMS, "iss": "bookstore-identity"}, IDENTITY), "audience")


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "HS256", "HS384", "HS512", "EdDSA2"])
def test_only_the_algorithm_in_use_is_accepted(algorithm: str) -> None:
    _refused(signed_by_hand({"alg": algorithm}, CLAIMS, IDENTITY), "another algorithm")
    _refused(signed_by_hand({"alg": algorithm}, SERVICE_CLAIMS, KEYS["checkout"]), "another algorithm")


@pytest.mark.parametrize("audience", ["orders", ["orders", "cart"], "", None, ...])
def test_a_token_for_another_audience_is_refused(audience: object) -> None:
    _refused(customer_token(aud=audience))
    _refused(service_token(aud=audience))


@pytest.mark.parametrize("issuer", ["another-issuer", "", ...])
def test_a_customers_token_of_another_issuer_is_refused(issuer: object) -> None:
    _refused(customer_token(iss=issuer))


@pytest.mark.parametrize("ago", [0, 1, 86_400])
def test_an_expired_token_is_refused_from_its_last_second_on(ago: int) -> None:
    _refused(customer_token(exp=NOW.timestamp() - ago), "expired")
    _refused(service_token(exp=NOW.timestamp() - ago), "expired")


@pytest.mark.parametrize("expiry", [..., None, "tomorrow", [1], {}, float("nan")])
def test_a_token_without_a_sound_expiry_is_refused(expiry: object) -> None:
    _refused(customer_token(exp=expiry))
    _refused(service_token(exp=expiry))


def test_a_token_of_the_future_is_refused() -> None:
    _refused(customer_token(nbf=NOW.timestamp() + 30), "not valid yet")
    assert _caller(customer_token(nbf=NOW.timestamp() + 3)) == Customer("customer-7")


@pytest.mark.parametrize(
    "changed", [{"sub": ""}, {"sub": ...}, {"sub": 7}, {"roles": None}, {"roles": 5}, {"email": ["x"]}]
)
def test_a_token_whose_claims_cannot_be_read_is_refused(changed: dict[str, Any]) -> None:
    _refused(customer_token(**changed))


@given(st.text(st.characters(codec="latin-1")))
def test_any_other_token_is_refused(token: str) -> None:
    _refused(token)


@given(st.none() | st.integers() | st.text() | st.lists(st.text()), st.dictionaries(st.text(), st.integers()))
def test_claims_without_a_signature_are_refused(header: Any, claims: dict[str, int]) -> None:
    _refused(f"{part({'alg': header})}.{part(claims)}.{part('signature')}")
    _refused(f"{part(header)}.{part({**CLAIMS, **claims})}.")


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
    assert _caller(service_token(), **spoken) == Peer("checkout", Customer("customer-7"))
    assert _caller(service_token(), **{"cart-token": "s"}) == Peer("checkout", Guest(token_hash("s")))


@pytest.mark.parametrize("header", ["", "customer", "customer:", "staff:7"])
def test_a_service_without_a_valid_on_behalf_of_header_speaks_for_itself(header: str) -> None:
    assert _caller(service_token(), **{"on-behalf-of": header}) == Peer("checkout")


def test_a_customer_cannot_speak_for_another() -> None:
    assert _caller(customer_token(), **{"on-behalf-of": "customer:8"}) == Customer("customer-7")


@pytest.mark.parametrize("issued", [..., None, ISSUED - 241, ISSUED + 61, "now", float("nan")])
def test_a_token_of_a_service_lives_for_five_minutes_at_most(issued: object) -> None:
    _refused(service_token(iat=issued))
    assert _caller(service_token(iat=ISSUED - 240)) == Peer("checkout")
    assert timedelta(seconds=300) == LONGEST_SERVICE_TOKEN


@pytest.mark.parametrize("place", ["header", "claims"])
def test_json_that_is_nested_too_deeply_is_refused(place: str) -> None:
    deep = base64.urlsafe_b64encode(b"[" * 12_000).rstrip(b"=").decode()
    _, claims, signature = service_token().split(".")
    _refused(f"{deep}.{claims}.{signature}" if place == "header" else f"{part(EDDSA)}.{deep}.{signature}")
