"""The kind of credentials in an Authorization header: whose token, for whom, how old, but no part of it."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeGuard

NONE = "no credentials"
UNKNOWN = "credentials of an unknown kind"
KEY_OF_THE_GATEWAY = "a key of the gateway"
_SIGNED_AT = ", signed at "
_IDENTITY_PROVIDER = "bookstore-identity"
_NAME = re.compile(r"[a-z][a-z-]{0,29}")  # a claim is shown only where it can be nothing but a name
_TOKEN_OF_SERVICE = re.compile(r"a token of [a-z-]+ for [a-z-]+")
_KEY = re.compile(r"(?:sk|rk)_(?:test|live)_")


def token_of(issuer: str, audience: str) -> str:
    """The token that a service has signed for another one."""
    return f"a token of {issuer} for {audience}"


@lru_cache(512)
def described(header: str) -> str:
    """The kind of the credentials and, of a service's token, the Unix second in which it was signed."""
    kind = kind_of(header)
    signed_at = _claims(header.rpartition(" ")[2]).get("iat") if _TOKEN_OF_SERVICE.fullmatch(kind) else None
    return f"{kind}{_SIGNED_AT}{signed_at}" if type(signed_at) is int else kind


def kind_and_age(described: str) -> tuple[str, int | None]:
    """The kind, and the Unix second in which the token was signed; None where this is not known."""
    kind, _, signed_at = described.partition(_SIGNED_AT)
    return kind, int(signed_at) if signed_at else None


def kind_of(header: str) -> str:
    """The kind that the header states. Nothing is verified: that is the callee's business."""
    scheme, _, token = header.strip().partition(" ")
    if not scheme:
        return NONE
    if scheme.lower() != "bearer":
        return UNKNOWN
    if _KEY.match(token):
        return KEY_OF_THE_GATEWAY
    claims = _claims(token)
    issuer, audience = claims.get("iss"), claims.get("aud")
    if issuer == _IDENTITY_PROVIDER:
        return "a token of staff" if "staff" in (claims.get("roles") or ()) else "a token of a customer"
    return token_of(issuer, audience) if _is_name(issuer) and _is_name(audience) else UNKNOWN


def _claims(token: str) -> Mapping[str, Any]:
    try:
        found = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    except (ValueError, IndexError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_name(claim: object) -> TypeGuard[str]:
    return isinstance(claim, str) and _NAME.fullmatch(claim) is not None
