"""The identity provider of a run: it signs the tokens of customers. Services know its public key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ISSUER = "bookstore-identity"
_HOURS = timedelta(hours=12)


class IdentityProvider:
    """Issues the tokens of customers and staff: JWTs signed with an Ed25519 key (EdDSA, RFC 8037)."""

    def __init__(self, now: Callable[[], datetime], private_key: bytes | None = None) -> None:
        """`now` gives the time in UTC. Without a private key (PEM) a new one is generated.

        Raises:
            ValueError: the private key is not an Ed25519 key.
        """
        self._key = Ed25519PrivateKey.generate() if private_key is None else _loaded(private_key)
        self._now = now

    @property
    def public_key(self) -> str:
        """The public key (PEM), which services verify tokens with."""
        public = self._key.public_key()
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return public.public_bytes(serialization.Encoding.PEM, form).decode()

    def private_key(self) -> bytes:
        """The private key (PEM): with it an attached run issues tokens of the same provider."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def token(
        self,
        customer_id: str | None,
        email: str,
        *,
        roles: tuple[str, ...] = (),
        life: timedelta = _HOURS,
        audience: str = "bookstore",
    ) -> str:
        """A bearer token for this customer, valid for `life` from now on; for None it names no subject."""
        now = self._now()
        claims = {
            "iss": _ISSUER,
            "aud": audience,
            **({} if customer_id is None else {"sub": customer_id}),
            "email": email,
            "roles": list(roles),
            "iat": now,
            "exp": now + life,
        }
        return jwt.encode(claims, self._key, algorithm="EdDSA")


def _loaded(pem: bytes) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the identity's private key is not an Ed25519 key")
    return key
