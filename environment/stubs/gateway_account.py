"""The shop's account at the gateway's double, as the stub of payments uses it: Stripe's public API."""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

_TIMEOUT = 5.0  # seconds
_OLDEST = 300  # seconds of a webhook's signature


@dataclass(frozen=True)
class CardRefused(Exception):
    """The gateway has charged nothing; `code` says why."""

    code: str


@dataclass(frozen=True)
class GatewayAccount:
    """Calls the gateway itself, past the proxies: what a stub asks of it is no call of the shop."""

    address: str
    secret_key: str
    webhook_secret: str
    authority: str

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> GatewayAccount:
        """From the environment of the stubs."""
        names = ("STUB_GATEWAY_URL", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_CA_FILE")
        return cls(*(environ[name] for name in names))

    def call(self, method: str, path: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The gateway's answer. Raises CardRefused."""
        place = urlsplit(self.address)
        trust = ssl.create_default_context(cafile=self.authority)
        connection = HTTPSConnection(place.netloc, timeout=_TIMEOUT, context=trust)
        headers = {
            "Authorization": f"Bearer {self.secret_key}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Idempotency-Key": str(uuid4()),
        }
        try:
            connection.request(method, f"/v1/{path}", urlencode(form or {}), headers)
            answer = connection.getresponse()
            found: dict[str, Any] = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status >= 400:
            error = found["error"]
            refused = error.get("decline_code") or error.get("code") or "payment_method_unusable"
            raise CardRefused(refused if answer.status == 402 else "payment_method_unusable")
        return found

    def has_signed(self, body: bytes, signature: str, now: datetime) -> bool:
        """Whether a webhook comes from the gateway, and is at most five minutes old."""
        parts = dict(part.partition("=")[::2] for part in signature.split(","))
        at = parts.get("t", "")
        if not at.isdecimal() or abs(now.timestamp() - int(at)) > _OLDEST:
            return False
        wanted = hmac.new(self.webhook_secret.encode(), at.encode() + b"." + body, hashlib.sha256)
        return hmac.compare_digest(wanted.hexdigest(), parts.get("v1", ""))
