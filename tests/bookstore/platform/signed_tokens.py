"""Keys, claims and tokens as services, customers and attackers make them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bookstore.platform.auth import Authenticator, CustomerTokens, ServiceTokens
from bookstore.platform.clock import Alarm
from bookstore.platform.service_keys import ServiceKeys

NOW = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)
IDENTITY = Ed25519PrivateKey.generate()
KEYS = {name: Ed25519PrivateKey.generate() for name in ("checkout", "inventory", "orders")}
PUBLIC_KEYS = {name: key.public_key() for name, key in KEYS.items()}


@dataclass
class ManualClock:
    """A clock that tests move."""

    time: datetime = NOW

    def now(self) -> datetime:
        return self.time

    def wait(self, alarm: Alarm, seconds: float) -> bool:
        self.time += timedelta(seconds=seconds)
        return alarm.is_set()


def service_tokens(name: str, clock: ManualClock) -> ServiceTokens:
    return ServiceTokens(name, ServiceKeys(KEYS[name], PUBLIC_KEYS), clock)


def inventory_at(clock: ManualClock) -> Authenticator:
    """The inventory service's authenticator on this clock."""
    return Authenticator(CustomerTokens(IDENTITY.public_key(), clock), service_tokens("inventory", clock))


CLAIMS = {
    "iss": "bookstore-identity",
    "aud": "bookstore",
    "sub": "customer-7",
    "exp": int(NOW.timestamp()) + 60,
}
ISSUED = int(NOW.timestamp())
SERVICE_CLAIMS = {"iss": "checkout", "aud": "inventory", "iat": ISSUED, "exp": ISSUED + 60}
EDDSA = {"alg": "EdDSA", "typ": "JWT"}


def customer_token(**changed: Any) -> str:
    claims = {name: value for name, value in {**CLAIMS, **changed}.items() if value is not ...}
    return signed_by_hand(EDDSA, claims, IDENTITY)


def service_token(signed_by: str = "checkout", **changed: Any) -> str:
    claims = {name: value for name, value in {**SERVICE_CLAIMS, **changed}.items() if value is not ...}
    return signed_by_hand(EDDSA, claims, KEYS[signed_by])


def part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def signed_by_hand(header: object, claims: object, key: Ed25519PrivateKey | str) -> str:
    """Signed by hand, since the library refuses to make the tokens of an attacker."""
    message = f"{part(header)}.{part(claims)}"
    if isinstance(key, str):
        signature = hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()
    else:
        signature = key.sign(message.encode())
    return f"{message}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
