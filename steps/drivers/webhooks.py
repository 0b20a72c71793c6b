"""Webhooks sent to the shop in the name of the gateway, with a valid, a flawed or no signature."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from steps.drivers.api import Api


@dataclass(frozen=True)
class WebhookDriver:
    """The shop's webhook endpoint for the gateway and for strangers, and the secret of its signatures."""

    gateway: Api
    stranger: Api
    secret: str

    def of_stranger(self) -> WebhookDriver:
        """The same endpoint for an attacker, whose events are recorded as a stranger's."""
        return replace(self, gateway=self.stranger)

    def send(self, kind: str, subject: Mapping[str, Any], signature: str | None) -> None:
        """Send an event. Raises Refused where the shop rejects its signature."""
        self._post(_event(kind, subject), signature)

    def send_signed(self, kind: str, subject: Mapping[str, Any], at: datetime, secret: str = "") -> None:
        """The same, signed as the gateway signs (https://docs.stripe.com/webhooks#verify-manually)."""
        body = _event(kind, subject)
        self._post(body, signature(body, at, secret or self.secret))

    def send_bytes(self, body: bytes, at: datetime) -> None:
        """Send what may be no event, signed as the gateway signs. Raises Refused where it is rejected."""
        self._post(body, signature(body, at, self.secret))

    def signed(self, body: Mapping[str, Any], at: datetime) -> dict[str, str]:
        """The header with the gateway's signature of a body, as requests writes it in JSON."""
        return {"stripe-signature": signature(json.dumps(body).encode(), at, self.secret)}

    def send_changed(
        self, kind: str, subject: Mapping[str, Any], signed: Mapping[str, Any], at: datetime
    ) -> None:
        """The same, with the gateway's signature of an event about another object."""
        self._post(_event(kind, subject), signature(_event(kind, signed), at, self.secret))

    def _post(self, body: bytes, signature: str | None) -> None:
        signed = {} if signature is None else {"Stripe-Signature": signature}
        self.gateway.post_bytes("/webhooks/stripe", signed, body)


def signature(body: bytes, at: datetime, secret: str) -> str:
    """The header with which the gateway signs this body at this time."""
    moment = int(at.timestamp())
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return f"t={moment},v1={digest}"


def _event(kind: str, subject: Mapping[str, Any]) -> bytes:
    event = {"id": f"evt_{uuid4().hex}", "object": "event", "type": kind, "data": {"object": subject}}
    return json.dumps(event).encode()
