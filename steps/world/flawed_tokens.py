"""Tokens (JWT, RFC 7519) as an attacker derives them from a sound one, without any key of the shop."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any


def unsigned(token: str) -> str:
    """A token that declares itself unsecured and has no signature (RFC 7519, section 6)."""
    return f"{_written({'alg': 'none', 'typ': 'JWT'})}.{token.split('.')[1]}."


def for_another_customer(token: str) -> str:
    """A token whose claims were changed under the original signature."""
    head, claims, signature = token.split(".")
    return f"{head}.{_written({**_read(claims), 'roles': ['staff']})}.{signature}"


def signed_with(token: str, public_key: str) -> str:
    """A token signed with the public key as if it were a shared secret (RFC 8725, section 2.1)."""
    signed = f"{_written({'alg': 'HS256', 'typ': 'JWT'})}.{token.split('.')[1]}"
    signature = hmac.new(public_key.encode(), signed.encode(), sha256).digest()
    return f"{signed}.{_encoded(signature)}"


def _written(part: dict[str, Any]) -> str:
    return _encoded(json.dumps(part).encode())


def _read(part: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
