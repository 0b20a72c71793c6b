"""The environment variables that each service of the bookstore is started with."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from environment.doubles.service_tokens import ServiceSigningKeys
from environment.topology import bookstore_topology
from environment.topology.shop_url import SHOP_URL

SERVICES = bookstore_topology().services
MAIL_FROM = "orders@bookstore.example"
SUPPORT_MAIL = "support@bookstore.example"
BANK_ACCOUNT = "Bookstore, DE89 3704 0044 0532 0130 00"
GATEWAY_READ_SECONDS = 1
"""Shorter than the default of the payment service: after a lost answer there is time for a retry while the
customer waits."""


@dataclass(frozen=True)
class GeneratedSecrets:
    """Keys and tokens that are random in each stack, and are accepted by no other."""

    gateway_secret_key: str = field(default_factory=lambda: f"sk_test_{secrets.token_hex(16)}")
    gateway_publishable_key: str = field(default_factory=lambda: f"pk_test_{secrets.token_hex(16)}")
    gateway_control_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    mail_inbox_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    webhook_secret: str = field(default_factory=lambda: f"whsec_{secrets.token_hex(16)}")
    gift_card_secret: str = field(default_factory=lambda: secrets.token_hex(32))
    stub_control_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


@dataclass(frozen=True)
class ServiceSettings:
    """What the settings of the services follow from.

    `address(caller, callee)` gives the host and port at which the caller reaches the callee, and
    `database_url(service)` the URL of the service's own database.
    """

    address: Callable[[str, str], tuple[str, int]]
    database_url: Callable[[str], str]
    identity_public_key: str
    service_keys: ServiceSigningKeys
    secrets: GeneratedSecrets
    gateway_authority: Path
    clock_file: Path

    def environ_of(self, service: str) -> dict[str, str]:
        """All environment variables of the service, value by name."""
        environ = {
            "DATABASE_URL": self.database_url(service),
            "IDENTITY_PUBLIC_KEY": self.identity_public_key,
            "SERVICE_PRIVATE_KEY": self.service_keys.private[service].decode(),
            "SERVICE_PUBLIC_KEYS": json.dumps(self.service_keys.public()),
            "CLOCK_FILE": str(self.clock_file),
        }
        for callee in bookstore_topology().callees_of(service):
            if callee in SERVICES:
                environ[f"{callee.upper()}_URL"] = self._url(service, callee)
        if service == "payments":
            environ |= self._payment_settings()
        if service == "notifications":
            host, port = self.address("notifications", "mail")
            environ |= {"SMTP_HOST": host, "SMTP_PORT": str(port)}
            environ |= {"MAIL_FROM": MAIL_FROM, "SUPPORT_MAIL": SUPPORT_MAIL, "STOREFRONT_URL": SHOP_URL}
            environ["GIFT_CARD_SECRET"] = self.secrets.gift_card_secret
        return environ

    def environ_of_stubs(self, gateway_url: str) -> dict[str, str]:
        """All environment variables of the process of stubs, which reaches the gateway past the proxies."""
        return {
            "IDENTITY_PUBLIC_KEY": self.identity_public_key,
            "SERVICE_PUBLIC_KEYS": json.dumps(self.service_keys.public()),
            "CLOCK_FILE": str(self.clock_file),
            "STUB_CONTROL_TOKEN": self.secrets.stub_control_token,
            "STUB_GATEWAY_URL": gateway_url,
            "STRIPE_SECRET_KEY": self.secrets.gateway_secret_key,
            "STRIPE_WEBHOOK_SECRET": self.secrets.webhook_secret,
            "STRIPE_CA_FILE": str(self.gateway_authority),
            "GIFT_CARD_SECRET": self.secrets.gift_card_secret,
        }

    def _url(self, caller: str, callee: str, scheme: str = "http") -> str:
        host, port = self.address(caller, callee)
        return f"{scheme}://{host}:{port}"

    def _payment_settings(self) -> dict[str, str]:
        return {
            "STRIPE_SECRET_KEY": self.secrets.gateway_secret_key,
            "STRIPE_WEBHOOK_SECRET": self.secrets.webhook_secret,
            "STRIPE_API_BASE": self._url("payments", "gateway", "https"),
            "STRIPE_CA_FILE": str(self.gateway_authority),
            "STRIPE_READ_TIMEOUT": str(GATEWAY_READ_SECONDS),
            "GIFT_CARD_SECRET": self.secrets.gift_card_secret,
            "BANK_ACCOUNT": BANK_ACCOUNT,
            "STOREFRONT_URL": SHOP_URL,
        }
