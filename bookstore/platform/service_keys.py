"""The keys of a service's settings: its own private one, and the public ones that it verifies tokens with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from bookstore.platform.settings import SettingsError, required

CUSTOMER_ISSUER = "bookstore-identity"
_OWN, _PUBLIC, _IDENTITY = "SERVICE_PRIVATE_KEY", "SERVICE_PUBLIC_KEYS", "IDENTITY_PUBLIC_KEY"
_MEANING = {
    _OWN: "the key this service alone signs its tokens with (PEM, Ed25519)",
    _PUBLIC: "the public keys of all services, a JSON object from name to key (PEM, Ed25519)",
    _IDENTITY: "the identity provider's public key (PEM, Ed25519)",
}
_UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm)  # TypeError: the key is locked by a password


@dataclass(frozen=True)
class ServiceKeys:
    """The private key of one service, and the public keys of all services by name."""

    own: Ed25519PrivateKey
    public: Mapping[str, Ed25519PublicKey]

    @classmethod
    def of(cls, name: str, environ: Mapping[str, str]) -> Self:
        """The keys in the settings of this service; raises SettingsError, which shows no key."""
        own, public = _own_key(environ), _public_keys(environ)
        if name not in public:
            raise _invalid(_PUBLIC, f"has no key of {name}, this service itself")
        if public[name] != own.public_key():
            raise _invalid(_OWN, f"does not belong to the key that {_PUBLIC} has for {name}")
        return cls(own, public)


def identity_key(environ: Mapping[str, str]) -> Ed25519PublicKey:
    """The public key of the identity provider; raises SettingsError."""
    return _public_key(required(environ, _IDENTITY, _MEANING[_IDENTITY]), _IDENTITY, "is")


def _own_key(environ: Mapping[str, str]) -> Ed25519PrivateKey:
    text = required(environ, _OWN, _MEANING[_OWN])
    try:
        key = load_pem_private_key(text.encode(), password=None)
    except _UNREADABLE:
        raise _invalid(_OWN, "is no private key that can be read") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _invalid(_OWN, "is a key of another kind")
    return key


def _public_keys(environ: Mapping[str, str]) -> dict[str, Ed25519PublicKey]:
    try:
        found: Any = json.loads(required(environ, _PUBLIC, _MEANING[_PUBLIC]))
    except (json.JSONDecodeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _invalid(_PUBLIC, "is no JSON object")
    if CUSTOMER_ISSUER in found:
        raise _invalid(_PUBLIC, f"names {CUSTOMER_ISSUER}, the identity provider, as a service")
    keys = {name: _public_key(text, _PUBLIC, f"has for {name}") for name, text in found.items()}
    owners = {name: [other for other in keys if keys[other] == keys[name]] for name in keys}
    for owner, shared in owners.items():
        if shared != [owner]:
            raise _invalid(_PUBLIC, f"has one key for {' and '.join(shared)}: each service has its own")
    return keys


def _public_key(text: Any, variable: str, holds: str) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(str(text).encode())
    except _UNREADABLE:
        raise _invalid(variable, f"{holds} no public key that can be read") from None
    if not isinstance(key, Ed25519PublicKey):
        raise _invalid(variable, f"{holds} a key of another kind")
    return key


def _invalid(variable: str, what: str) -> SettingsError:
    """What is wrong with the variable, without its value, and what it should hold."""
    return SettingsError(f"the environment variable {variable} {what}: it holds {_MEANING[variable]}")
