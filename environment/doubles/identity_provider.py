"""The identity provider of a run: signs customers' tokens. The services know only its public key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ISSUER = "bookstore-identity"
_HOURS = timedelta(hours=12)
_MINUTE = timedelta(minutes=1)


class IdentityProvider:
    """A key pair, and tokens signed with it (EdDSA, RFC 8037)."""

    def __init__(self, now: Callable[[], datetime], private_key: bytes | None = None) -> None:
        """A new key, or the one given (PEM). Raises ValueError where that is no Ed25519 key."""
        self._key = Ed25519PrivateKey.generate() if private_key is None else _loaded(private_key)
        self._now = now

    @property
    def public_key(self) -> str:
        """The public key, PEM."""
        public = self._key.public_key()
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return public.public_bytes(serialization.Encoding.PEM, form).decode()

    def private_key(self) -> bytes:
        """The private key, PEM: for a target file, which lets others sign as this provider does."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def token(
        self,
        customer_id: str,
        email: str,
        *,
        roles: tuple[str, ...] = (),
        life: timedelta = _HOURS,
        audience: str = "bookstore",
    ) -> str:
        """A bearer token for this customer, valid from now on for `life`."""
        now = self._now()
        claims = {
            "iss": _ISSUER,
            "aud": audience,
            "sub": customer_id,
            "email": email,
            "roles": list(roles),
            "iat": now,
            "exp": now + life,
        }
        return jwt.encode(claims, self._key, algorithm="EdDSA")


class ServiceTokens:
    """Issues the tokens that services send each other: JWTs signed with the key they share (HS256)."""

    def __init__(self, key: str, now: Callable[[], datetime]) -> None:
        self._key = key
        self._now = now

    def token(self, caller: str, callee: str, *, life: timedelta = _MINUTE) -> str:
        """A bearer token of this service for that one."""
        now = self._now()
        claims = {"iss": caller, "aud": callee, "iat": now, "exp": now + life}
        return jwt.encode(claims, self._key, algorithm="HS256")


def _loaded(pem: bytes) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the identity's private key is no Ed25519 key")
    return key
