"""Authentication of callers: customers, guests with a cart token, and services.

A customer sends a JWT signed by the identity provider, a service one that it has signed itself (EdDSA, RFC
8037). The issuer that a token names chooses the one key that must verify it. Signature, algorithm, issuer,
audience and expiry are checked, the expiry on the clock of the service.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bookstore.platform.clock import Clock
from bookstore.platform.schemas import CUSTOMER_ID
from bookstore.platform.service_keys import CUSTOMER_ISSUER, ServiceKeys

CUSTOMER_AUDIENCE = "bookstore"
SERVICE_TOKEN_LIFE = timedelta(seconds=60)
LONGEST_SERVICE_TOKEN = timedelta(minutes=5)
_ALGORITHM = "EdDSA"
_REMEMBERED = 500  # verified tokens of each issuer: more than are in use at a time, less than 1 MB
_CUSTOMER_ID = re.compile(CUSTOMER_ID)
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


class TokenVerifier:
    """Verifies the tokens of one issuer, and remembers those whose signature holds until others replace them.

    A verification costs more than the rest of the authentication. Whether a token has expired is asked at
    every use; a token that was refused is not remembered.
    """

    def __init__(self, issuer: str, key: Ed25519PublicKey, audience: str) -> None:
        self._issuer = issuer
        self._key = key
        self._audience = audience
        self._signed_claims = lru_cache(_REMEMBERED)(self._verified)

    def claims(self, token: str, now: datetime) -> Mapping[str, Any]:
        """The claims of the token; raises NotAuthenticated."""
        claims = self._signed_claims(token)
        if not claims["exp"] > now.timestamp():  # in this form the comparison also refuses not-a-number
            raise NotAuthenticated("the token has expired")
        if claims.get("nbf", 0) > (now + _SKEW).timestamp():
            raise NotAuthenticated("the token is not valid yet")
        return claims

    def _verified(self, token: str) -> Mapping[str, Any]:
        """What does not depend on the time: the signature, and the form of the claims."""
        options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "require": ["exp", "iss"]}
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                audience=self._audience,
                issuer=self._issuer,
                options=options,  # type: ignore[arg-type]
            )
        except (jwt.PyJWTError, RecursionError) as error:  # the latter for "[[[[..."
            raise NotAuthenticated(f"the token is not valid: {_reason(error)}") from None
        for claim in ("exp", "nbf", "iat"):
            if claim in claims and not isinstance(claims[claim], int | float):
                raise NotAuthenticated(f"the token is not valid: its claim {claim} is no number")
        return claims


def _reason(error: Exception) -> str:
    return {
        jwt.InvalidSignatureError: "its signature does not hold",
        jwt.InvalidAudienceError: "it is meant for another audience",
        jwt.InvalidAlgorithmError: "it is signed with another algorithm",
        jwt.InvalidIssuerError: "it has another issuer",
        jwt.MissingRequiredClaimError: "a required claim is missing",
    }.get(type(error), "it cannot be read")


class CustomerTokens:
    """Reads the tokens of customers. Services hold only the public key of the identity provider."""

    def __init__(self, public_key: Ed25519PublicKey, clock: Clock) -> None:
        self._issued = TokenVerifier(CUSTOMER_ISSUER, public_key, CUSTOMER_AUDIENCE)
        self._clock = clock

    def read(self, token: str) -> Customer:
        """The customer to whom the token was issued; raises NotAuthenticated."""
        claims = self._issued.claims(token, self._clock.now())
        subject = claims.get("sub")
        if not isinstance(subject, str) or not _CUSTOMER_ID.fullmatch(subject):
            raise NotAuthenticated("the token is not valid: its subject is no customer id")
        roles, email = claims.get("roles", []), claims.get("email")
        if not isinstance(roles, list) or not isinstance(email, str | None):
            raise NotAuthenticated("the token is not valid: its roles or its email cannot be read")
        return Customer(subject, email, frozenset(str(role) for role in roles))


class ServiceTokens:
    """Signs the tokens of one service, and reads those that other services send to it."""

    def __init__(self, name: str, keys: ServiceKeys, clock: Clock) -> None:
        self.name = name
        self._key = keys.own
        self._clock = clock
        self._issued_by = {peer: TokenVerifier(peer, key, name) for peer, key in keys.public.items()}
        self._minted: dict[str, tuple[str, datetime]] = {}

    def for_audience(self, audience: str) -> str:
        """A token for this audience, valid for at least 20 more seconds."""
        now = self._clock.now()
        token, expires = self._minted.get(audience, ("", now))
        if expires - _RENEW_BEFORE <= now:
            expires = now + SERVICE_TOKEN_LIFE
            claims = {"iss": self.name, "aud": audience, "iat": now, "exp": expires}
            token = jwt.encode(claims, self._key, algorithm=_ALGORITHM)
            self._minted[audience] = (token, expires)
        return token

    def read(self, token: str) -> str:
        """The name of the calling service; raises NotAuthenticated."""
        name = _named_issuer(token)
        if name not in self._issued_by:
            raise NotAuthenticated(
                "the token was issued neither by the bookstore's identity provider nor by one of its services"
            )
        claims = self._issued_by[name].claims(token, self._clock.now())
        life = claims["exp"] - claims.get("iat", 0)  # without the time of its issue a token is too old
        if not 0 <= life <= LONGEST_SERVICE_TOKEN.total_seconds():
            raise NotAuthenticated("the token is not valid: a service's token lives for 5 minutes at most")
        return name


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
        if _named_issuer(token) == CUSTOMER_ISSUER:
            return self.customers.read(token)
        return Peer(self.services.read(token), guest or _spoken_for(headers.get("on-behalf-of")))


def _named_issuer(token: str) -> str:
    """The issuer that the token names, used only to choose the key that must verify the token."""
    try:
        claims = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    except (ValueError, IndexError, RecursionError):
        raise NotAuthenticated("the token cannot be read") from None
    issuer = claims.get("iss") if isinstance(claims, dict) else None
    return issuer if isinstance(issuer, str) else ""


def _spoken_for(header: str | None) -> Customer | None:
    kind, _, customer_id = (header or "").partition(":")
    return Customer(customer_id) if kind == "customer" and customer_id else None
