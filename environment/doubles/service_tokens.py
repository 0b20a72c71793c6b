"""The tokens that services send each other, signed with the keys of a run or of a target file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Self

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_MINUTE = timedelta(minutes=1)


class ServiceSigningKeys:
    """The private keys of services by name: Ed25519, in PEM. A service is given its own alone."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self.private: Mapping[str, bytes] = dict(keys)

    @classmethod
    def generated_for(cls, services: Iterable[str]) -> Self:
        """A new key for each service."""
        return cls({service: _private_pem(Ed25519PrivateKey.generate()) for service in services})

    def public(self) -> dict[str, str]:
        """The public keys (PEM) by service, which every service is given."""
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return {
            service: _loaded(pem).public_key().public_bytes(serialization.Encoding.PEM, form).decode()
            for service, pem in self.private.items()
        }

    def secrets(self) -> dict[str, str]:
        """The part of each key that must not be found in a log or a report, by what it is.

        It is one line without the armor of PEM, and is found however a log escapes line breaks.
        """
        return {
            f"private key of {service}": _private_pem(_loaded(pem)).decode().splitlines()[1]
            for service, pem in self.private.items()
        }


class ServiceTokenFactory:
    """Issues the tokens that services send each other: JWTs (EdDSA), signed with the caller's own key."""

    def __init__(self, keys: ServiceSigningKeys, now: Callable[[], datetime]) -> None:
        """`now` gives the time in UTC."""
        self._keys = {service: _loaded(pem) for service, pem in keys.private.items()}
        self._now = now

    def token(
        self, caller: str, callee: str, *, life: timedelta = _MINUTE, signed_by: str | None = None
    ) -> str:
        """A bearer token that `caller` sends to `callee`, valid for `life` from now on.

        `signed_by` is the service whose key signs it, where that is not the caller's. An expired token was
        issued a minute before its expiry: nothing but its age is wrong with it.
        """
        now = self._now()
        expires = now + life
        claims = {
            "iss": caller,
            "aud": callee,
            "iat": now if life > timedelta() else expires - _MINUTE,
            "exp": expires,
        }
        return jwt.encode(claims, self._keys[signed_by or caller], algorithm="EdDSA")


def _loaded(pem: bytes) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the private key of a service is not an Ed25519 key")
    return key


def _private_pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
