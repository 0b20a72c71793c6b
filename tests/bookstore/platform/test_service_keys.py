"""A service starts only with a private key of its own, and with one public key for each service."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from bookstore.platform.service_keys import ServiceKeys, identity_key
from bookstore.platform.settings import SettingsError
from environment.doubles.service_tokens import ServiceSigningKeys

KEYS = ServiceSigningKeys.generated_for(["orders", "payments"])
PRIVATE = {name: key.decode() for name, key in KEYS.private.items()}
PUBLIC = KEYS.public()
LOCKED = (
    Ed25519PrivateKey.generate()
    .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
    .decode()
)
_OTHER_KIND = generate_private_key(SECP256R1())
OTHER_PRIVATE = _OTHER_KIND.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
OTHER_PUBLIC = _OTHER_KIND.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
GOOD = {
    "SERVICE_PRIVATE_KEY": PRIVATE["orders"],
    "SERVICE_PUBLIC_KEYS": json.dumps(PUBLIC),
    "IDENTITY_PUBLIC_KEY": PUBLIC["payments"],
}


def test_a_service_has_its_own_key_and_the_public_ones_of_all() -> None:
    keys = ServiceKeys.of("orders", GOOD)
    assert set(keys.public) == {"orders", "payments"}
    assert keys.own.public_key() == keys.public["orders"]
    assert identity_key(GOOD) == keys.public["payments"]


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("SERVICE_PRIVATE_KEY", "", "SERVICE_PRIVATE_KEY is missing: it holds the key this service alone"),
        ("SERVICE_PRIVATE_KEY", "secret", "SERVICE_PRIVATE_KEY is no private key that can be read: it holds"),
        ("SERVICE_PRIVATE_KEY", PUBLIC["orders"], "is no private key that can be read"),
        ("SERVICE_PRIVATE_KEY", LOCKED, "is no private key that can be read"),
        ("SERVICE_PRIVATE_KEY", OTHER_PRIVATE, "is a key of another kind: it holds the key"),
        ("SERVICE_PRIVATE_KEY", PRIVATE["payments"], "does not belong to the key that SERVICE_PUBLIC_KEYS"),
        ("SERVICE_PUBLIC_KEYS", "", "SERVICE_PUBLIC_KEYS is missing: it holds the public keys of all"),
        ("SERVICE_PUBLIC_KEYS", PUBLIC["orders"], "is no JSON object: it holds the public keys"),
        ("SERVICE_PUBLIC_KEYS", "[" * 12_000, "is no JSON object"),
        ("SERVICE_PUBLIC_KEYS", "[]", "is no JSON object"),
        ("SERVICE_PUBLIC_KEYS", "{}", "has no key of orders, this service itself"),
        ("SERVICE_PUBLIC_KEYS", json.dumps({**PUBLIC, "cart": "x"}), "has for cart no public key that can"),
        ("SERVICE_PUBLIC_KEYS", json.dumps({**PUBLIC, "cart": 7}), "has for cart no public key that can"),
        ("SERVICE_PUBLIC_KEYS", json.dumps(PRIVATE), "has for orders no public key that can be read"),
        ("SERVICE_PUBLIC_KEYS", json.dumps({"cart": OTHER_PUBLIC}), "has for cart a key of another kind"),
        (
            "SERVICE_PUBLIC_KEYS",
            json.dumps({**PUBLIC, "cart": PUBLIC["orders"]}),
            "has one key for orders and cart: each service has its own",
        ),
        (
            "SERVICE_PUBLIC_KEYS",
            json.dumps({**PUBLIC, "bookstore-identity": PUBLIC["orders"]}),
            "names bookstore-identity, the identity provider, as a service",
        ),
    ],
)
def test_keys_that_cannot_be_used_are_refused_in_one_sentence(
    variable: str, value: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as refusal:
        ServiceKeys.of("orders", {**GOOD, variable: value})
    text = str(refusal.value)
    assert f"the environment variable {variable} " in text
    assert sentence in text
    assert "BEGIN" not in text, "a refusal shows no key"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", "IDENTITY_PUBLIC_KEY is missing: it holds the identity provider's public key (PEM, Ed25519)"),
        ("secret", "IDENTITY_PUBLIC_KEY is no public key that can be read: it holds the identity provider's"),
        (OTHER_PUBLIC, "IDENTITY_PUBLIC_KEY is a key of another kind: it holds the identity provider's"),
    ],
)
def test_an_identity_key_that_cannot_be_used_is_refused_in_one_sentence(value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        identity_key({**GOOD, "IDENTITY_PUBLIC_KEY": value})
    assert sentence in str(refusal.value)
