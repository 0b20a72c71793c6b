"""The kind of credentials in an Authorization header: whose token, and for whom, but no part of it."""

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
_IDENTITY_PROVIDER = "bookstore-identity"
_NAME = re.compile(r"[a-z][a-z-]{0,29}")  # a claim is shown only where it can be nothing but a name
_KEY = re.compile(r"(?:sk|rk)_(?:test|live)_")


def token_of(issuer: str, audience: str) -> str:
    """The token that a service has signed for another one."""
    return f"a token of {issuer} for {audience}"


@lru_cache(512)
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
