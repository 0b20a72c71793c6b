"""The bookstore's services: who calls whom, and what each is given to start with."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CALLEES: Mapping[str, tuple[str, ...]] = {
    "inventory": (),
    "pricing": (),
    "cart": ("inventory", "pricing"),
    "payments": ("orders",),
    "notifications": (),
    "orders": ("notifications", "payments", "inventory", "pricing"),
    "checkout": ("cart", "inventory", "pricing", "payments", "orders"),
}
SERVICES = tuple(CALLEES)
MAIL_FROM = "orders@bookstore.example"
SUPPORT_MAIL = "support@bookstore.example"
GATEWAY_READ_SECONDS = 1
"""Shorter than the shop's own limit: what never comes is asked for again while the customer still waits."""


@dataclass(frozen=True)
class Secrets:
    """Keys made anew for each stack; none of them is worth anything elsewhere."""

    service_token_key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    gateway_secret_key: str = field(default_factory=lambda: f"sk_test_{secrets.token_hex(16)}")
    gateway_publishable_key: str = field(default_factory=lambda: f"pk_test_{secrets.token_hex(16)}")
    gateway_control_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    mail_inbox_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    webhook_secret: str = field(default_factory=lambda: f"whsec_{secrets.token_hex(16)}")


@dataclass(frozen=True)
class Surroundings:
    """What the services are surrounded by. `address(caller, callee)` is how one reaches the other."""

    address: Callable[[str, str], tuple[str, int]]
    database_url: Callable[[str], str]
    identity_public_key: str
    secrets: Secrets
    gateway_authority: Path
    clock_file: Path

    def environ_of(self, service: str) -> dict[str, str]:
        """The service's whole environment."""
        environ = {
            "DATABASE_URL": self.database_url(service),
            "IDENTITY_PUBLIC_KEY": self.identity_public_key,
            "SERVICE_TOKEN_KEY": self.secrets.service_token_key,
            "CLOCK_FILE": str(self.clock_file),
        }
        for callee in CALLEES[service]:
            environ[f"{callee.upper()}_URL"] = self._url(service, callee)
        if service == "payments":
            environ |= self._of_payments()
        if service == "notifications":
            host, port = self.address("notifications", "mail")
            environ |= {"SMTP_HOST": host, "SMTP_PORT": str(port)}
            environ |= {"MAIL_FROM": MAIL_FROM, "SUPPORT_MAIL": SUPPORT_MAIL}
        return environ

    def _url(self, caller: str, callee: str, scheme: str = "http") -> str:
        host, port = self.address(caller, callee)
        return f"{scheme}://{host}:{port}"

    def _of_payments(self) -> dict[str, str]:
        return {
            "STRIPE_SECRET_KEY": self.secrets.gateway_secret_key,
            "STRIPE_WEBHOOK_SECRET": self.secrets.webhook_secret,
            "STRIPE_API_BASE": self._url("payments", "gateway", "https"),
            "STRIPE_CA_FILE": str(self.gateway_authority),
            "STRIPE_READ_TIMEOUT": str(GATEWAY_READ_SECONDS),
        }
