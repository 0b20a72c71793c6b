"""Authentication of callers: customers, guests with a cart token, and services.

A customer sends a JWT signed by the identity provider (EdDSA, RFC 8037). Services sign short-lived tokens for
each other (HS256). Signature, algorithm, issuer, audience and expiry of both are checked, on the clock of the
service.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import jwt

from bookstore.platform.clock import Clock

CUSTOMER_ISSUER = "bookstore-identity"
CUSTOMER_AUDIENCE = "bookstore"
SERVICE_TOKEN_LIFE = timedelta(seconds=60)
_CUSTOMER_ID = re.compile(r"[!-~]{1,100}")  # what every service can store and a header can carry
_RENEW_BEFORE = timedelta(seconds=20)
_SKEW = timedelta(seconds=5)


class NotAuthenticated(Exception):
    """The request has no valid credentials. The message never repeats them."""


class NotAllowed(Exception):
    """The caller is known, but may not make this request."""


@dataclass(frozen=True)
class Customer:
    """A signed-in customer, or a member of staff."""

    customer_id: str
    email: str | None = None
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Guest:
    """A customer who is not signed in and holds a cart token; only its hash is known here."""

    token_hash: str


@dataclass(frozen=True)
class Peer:
    """Another service, and the customer or guest on whose behalf it calls, if any."""

    name: str
    buyer: Customer | Guest | None = None


Principal = Customer | Guest | Peer


def token_hash(token: str) -> str:
    """The stored form of a cart token: SHA-256, hexadecimal. The token has 256 random bits, so no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _verified(token: str, key: str, algorithm: str, audience: str, now: datetime) -> dict[str, Any]:
    options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "require": ["exp", "iss"]}
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=audience,
            options=options,  # type: ignore[arg-type]
        )
    except jwt.PyJWTError as error:
        raise NotAuthenticated(f"the token is not valid: {_reason(error)}") from None
    for claim in ("exp", "nbf", "iat"):
        if claim in claims and not isinstance(claims[claim], int | float):
            raise NotAuthenticated(f"the token is not valid: its claim {claim} is no number")
    if not claims["exp"] > now.timestamp():  # in this form the comparison also refuses not-a-number
        raise NotAuthenticated("the token has expired")
    if claims.get("nbf", 0) > (now + _SKEW).timestamp():
        raise NotAuthenticated("the token is not valid yet")
    return claims


def _reason(error: jwt.PyJWTError) -> str:
    return {
        jwt.InvalidSignatureError: "its signature does not hold",
        jwt.InvalidAudienceError: "it is meant for another audience",
        jwt.InvalidAlgorithmError: "it is signed with another algorithm",
        jwt.MissingRequiredClaimError: "a required claim is missing",
    }.get(type(error), "it cannot be read")


@dataclass(frozen=True)
class CustomerTokens:
    """Reads the tokens of customers. Services hold only the public key of the identity provider."""

    public_key: str
    clock: Clock

    def read(self, token: str) -> Customer:
        """The customer to whom the token was issued; raises NotAuthenticated."""
        claims = _verified(token, self.public_key, "EdDSA", CUSTOMER_AUDIENCE, self.clock.now())
        subject = claims.get("sub")
        if claims["iss"] != CUSTOMER_ISSUER or not isinstance(subject, str) or not subject:
            raise NotAuthenticated("the token was not issued by the bookstore's identity provider")
        if not _CUSTOMER_ID.fullmatch(subject):
            raise NotAuthenticated("the token is not valid: its subject is no customer id")
        roles, email = claims.get("roles", []), claims.get("email")
        if not isinstance(roles, list) or not isinstance(email, str | None):
            raise NotAuthenticated("the token is not valid: its roles or its email cannot be read")
        return Customer(subject, email, frozenset(str(role) for role in roles))


@dataclass
class ServiceTokens:
    """Signs and reads the tokens with which services authenticate to each other."""

    name: str
    key: str
    clock: Clock
    _minted: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def for_audience(self, audience: str) -> str:
        """A token for this audience, valid for at least 20 more seconds."""
        now = self.clock.now()
        token, expires = self._minted.get(audience, ("", now))
        if expires - _RENEW_BEFORE <= now:
            expires = now + SERVICE_TOKEN_LIFE
            claims = {"iss": self.name, "aud": audience, "iat": now, "exp": expires}
            token = jwt.encode(claims, self.key, algorithm="HS256")
            self._minted[audience] = (token, expires)
        return token

    def read(self, token: str) -> str:
        """The name of the calling service; raises NotAuthenticated."""
        claims = _verified(token, self.key, "HS256", self.name, self.clock.now())
        return str(claims["iss"])


@dataclass(frozen=True)
class Authenticator:
    """Finds out the caller from the headers of a request."""

    customers: CustomerTokens
    services: ServiceTokens

    def principal(self, headers: Mapping[str, str]) -> Principal:
        """The caller; raises NotAuthenticated where the headers hold no valid credentials."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        cart_token = headers.get("cart-token")
        guest = Guest(token_hash(cart_token)) if cart_token else None
        if not scheme:
            if guest is None:
                raise NotAuthenticated("neither a bearer token nor a cart token came with the request")
            return guest
        if scheme.lower() != "bearer" or not token:
            raise NotAuthenticated("the Authorization header does not hold a bearer token")
        if _algorithm(token) == "HS256":
            return Peer(self.services.read(token), guest or _spoken_for(headers.get("on-behalf-of")))
        return self.customers.read(token)


def _algorithm(token: str) -> str:
    """The algorithm in the token's header, used only to choose the key that must verify the token."""
    try:
        return str(jwt.get_unverified_header(token).get("alg"))
    except jwt.PyJWTError:
        raise NotAuthenticated("the token cannot be read") from None


def _spoken_for(header: str | None) -> Customer | None:
    kind, _, customer_id = (header or "").partition(":")
    return Customer(customer_id) if kind == "customer" and customer_id else None
