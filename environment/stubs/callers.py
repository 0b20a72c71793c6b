"""Who calls a stub, by the credentials of a request, and whether an OpenAPI document admits that caller."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt

_CUSTOMER_ISSUER, _CUSTOMER_AUDIENCE = "bookstore-identity", "bookstore"
_LONGEST_SERVICE_TOKEN = 300  # seconds
_ALGORITHM = "EdDSA"
_UNCHECKED = {"verify_signature": False}
_ON_OUR_CLOCK = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "require": ["exp", "iss"]}
Requirements = Sequence[Mapping[str, Sequence[str]]]


class NoCredentials(Exception):
    """The request has no valid credentials. The message never repeats them."""


@dataclass(frozen=True)
class StubCaller:
    """A customer, a guest (by the hash of the cart token), or a service that may speak for one of them."""

    service: str = ""
    customer: str = ""
    guest: str = ""
    roles: frozenset[str] = frozenset()

    def is_admitted(self, requirements: Requirements) -> bool:
        """Whether the security of an operation admits this caller (OpenAPI 3.1, Operation Object)."""
        return any(
            all(self._has(scheme, roles) for scheme, roles in each.items()) and self._is_meant(each)
            for each in requirements
        )

    def _has(self, scheme: str, roles: Sequence[str]) -> bool:
        held = {
            "CustomerToken": not self.service and bool(self.customer) and self.roles.issuperset(roles),
            "ServiceToken": bool(self.service) and (not roles or self.service in roles),
            "CartToken": bool(self.guest),
            "OnBehalfOf": bool(self.service and self.customer),
        }
        return held.get(scheme, False)

    def _is_meant(self, requirement: Mapping[str, Sequence[str]]) -> bool:
        """A service that sends a cart token on is still that service, and no guest."""
        return not self.service or "ServiceToken" in requirement


class StubCredentials:
    """Finds out the caller of one stub, as its service does."""

    def __init__(
        self, service: str, identity_key: str, service_keys: Mapping[str, str], now: Callable[[], datetime]
    ) -> None:
        self._service, self._identity_key = service, identity_key
        self._service_keys = service_keys
        self._now = now

    def caller(self, headers: Mapping[str, str]) -> StubCaller:
        """The caller. Raises NoCredentials."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        guest = _hash_of(headers.get("cart-token", ""))
        if not scheme:
            if not guest:
                raise NoCredentials("neither a bearer token nor a cart token came with the request")
            return StubCaller(guest=guest)
        if scheme.lower() != "bearer" or not token:
            raise NoCredentials("the Authorization header does not hold a bearer token")
        issuer = _issuer_of(token)
        if issuer == _CUSTOMER_ISSUER:
            claims = self._claims(token, self._identity_key, issuer, _CUSTOMER_AUDIENCE)
            return StubCaller(customer=str(claims.get("sub", "")), roles=frozenset(claims.get("roles", ())))
        if issuer not in self._service_keys:
            raise NoCredentials("the token was issued by no service and by no identity provider of the shop")
        claims = self._claims(token, self._service_keys[issuer], issuer, self._service)
        if not 0 <= claims["exp"] - claims.get("iat", 0) <= _LONGEST_SERVICE_TOKEN:
            raise NoCredentials("the token is not valid: a service's token lives for 5 minutes at most")
        kind, _, customer = headers.get("on-behalf-of", "").partition(":")
        return StubCaller(issuer, customer if kind == "customer" and not guest else "", guest)

    def _claims(self, token: str, key: str, issuer: str, audience: str) -> Mapping[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[_ALGORITHM],
                audience=audience,
                issuer=issuer,
                options=_ON_OUR_CLOCK,  # type: ignore[arg-type]
            )
        except jwt.PyJWTError:
            raise NoCredentials("the token is not valid for this service") from None
        if not claims["exp"] > self._now().timestamp():
            raise NoCredentials("the token has expired")
        return claims


def _issuer_of(token: str) -> str:
    """The issuer that the token names, used only to choose the key that must verify the token."""
    try:
        issuer = jwt.decode(token, options=_UNCHECKED).get("iss")  # type: ignore[arg-type]
    except (jwt.PyJWTError, json.JSONDecodeError, RecursionError):
        raise NoCredentials("the token cannot be read") from None
    return issuer if isinstance(issuer, str) else ""


def _hash_of(cart_token: str) -> str:
    return hashlib.sha256(cart_token.encode()).hexdigest() if cart_token else ""
