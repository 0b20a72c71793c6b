"""An account of the gateway sandbox without a socket, for the tests of its core."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from environment.doubles.gateway import response_schema
from environment.doubles.gateway.behaviors import Behaviors
from environment.doubles.gateway.keys import ApiKeys
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.messages import GatewayRequest
from environment.doubles.gateway.sandbox import GatewaySandbox
from environment.doubles.gateway.webhook_deliveries import WebhookDeliveries

SECRET_KEY = "sk_test_" + "s" * 24
PUBLISHABLE_KEY = "pk_test_" + "p" * 24


@dataclass
class SteppedClock:
    """A clock that stands still until `move`."""

    moment: datetime = datetime(2026, 1, 31, 10, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass(frozen=True)
class SandboxAnswer:
    status: int
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def error(self) -> dict[str, Any]:
        found: dict[str, Any] = self.body["error"]
        return found


@dataclass
class SandboxAccount:
    """Sends form-encoded requests, and checks every response against the SDK's types."""

    clock: SteppedClock = field(default_factory=SteppedClock)
    behaviors: Behaviors = field(default_factory=Behaviors)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.clock.now)
        self.keys = ApiKeys(SECRET_KEY, PUBLISHABLE_KEY)
        self.gateway = GatewaySandbox(self.ledger, self.keys, self.behaviors)
        self.deliveries = WebhookDeliveries(self.ledger, backoff=(5, 60))

    def ask(
        self, method: str, path: str, key: str | None = None, bearer: str = SECRET_KEY, **params: Any
    ) -> SandboxAnswer:
        headers = {"authorization": f"Bearer {bearer}"} | ({"idempotency-key": key} if key else {})
        encoded = "&".join(f"{name}={quote(str(value))}" for name, value in _flat("", params))
        query, body = ("", encoded.encode()) if method == "POST" else (encoded, b"")
        answer = self.gateway.handle(GatewayRequest(method, f"/v1/{path}", query, headers, body))
        found: dict[str, Any] = json.loads(answer.body)
        assert response_schema.problems(found) == []
        return SandboxAnswer(answer.status, found, dict(answer.headers))

    def post(self, path: str, key: str | None = None, **params: Any) -> SandboxAnswer:
        return self.ask("POST", path, key, **params)

    def get(self, path: str, **params: Any) -> SandboxAnswer:
        return self.ask("GET", path, **params)

    def pay(
        self, payment_method: str = "pm_card_visa", key: str | None = None, **params: Any
    ) -> SandboxAnswer:
        """Create and confirm a payment intent; by default $19.00 by card."""
        usual = {
            "amount": 1900,
            "currency": "usd",
            "confirm": "true",
            "payment_method": payment_method,
            "allowed_payment_method_types": ["card"],
        }
        return self.post("payment_intents", key, **(usual | params))

    def hold(self, **params: Any) -> str:
        """Authorize a payment; returns the id of its intent."""
        identity: str = self.pay(capture_method="manual", **params).body["id"]
        return identity

    def charges(self, intent: str) -> list[dict[str, Any]]:
        """Every charge of an intent, the newest first."""
        found = [charge.to_json() for charge in self.ledger.charges if charge.payment_intent == intent]
        return found[::-1]

    def happened(self) -> list[str]:
        """The types of all events, oldest first."""
        return [event.type for event in self.ledger.events]


def _flat(prefix: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        named = [(f"{prefix}[{key}]" if prefix else key, inner) for key, inner in value.items()]
    elif isinstance(value, list):
        named = [(f"{prefix}[{i}]", inner) for i, inner in enumerate(value)]
    else:
        return [(prefix, value)]
    return [pair for name, inner in named for pair in _flat(name, inner)]
