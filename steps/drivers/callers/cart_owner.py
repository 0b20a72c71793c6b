"""Who buys, as a cart and a checkout read it from the credentials of a request."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import jwt

_BEARER, _GUEST = "authorization", "cart-token"


@dataclass(frozen=True)
class CartOwner:
    """A customer by the claims of a token, or a guest by the token of a cart."""

    customer_id: str | None
    account_email: str | None
    cart_token: str = ""

    @classmethod
    def of(cls, credentials: Mapping[str, str]) -> CartOwner:
        """The buyer with these credentials, which no driver verifies: services that are real do."""
        if _BEARER not in credentials:
            return cls(None, None, credentials.get(_GUEST, ""))
        token = credentials[_BEARER].removeprefix("Bearer ")
        claims = jwt.decode(token, options={"verify_signature": False})
        return cls(str(claims["sub"]), claims.get("email"))

    @property
    def token_hash(self) -> str | None:
        """What is stored of a guest's cart token."""
        return hashlib.sha256(self.cart_token.encode()).hexdigest() if self.cart_token else None

    @property
    def headers(self) -> dict[str, str]:
        """How a checkout tells the cart for whom it asks."""
        if self.customer_id is not None:
            return {"on-behalf-of": f"customer:{self.customer_id}"}
        return {_GUEST: self.cart_token}
