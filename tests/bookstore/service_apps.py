"""The applications of the seven services, built as in production; no worker and no database is started."""

from __future__ import annotations

import importlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI

from bookstore.checkout.ownership import Ownership
from bookstore.platform.database import Database
from environment.doubles.identity_provider import IdentityProvider
from environment.doubles.service_tokens import ServiceSigningKeys, ServiceTokenFactory
from environment.stack.service_settings import SERVICES


def _now() -> datetime:
    return datetime.now(UTC)


IDENTITY = IdentityProvider(_now)
WEBHOOK_SECRET = "whsec_1"
_KEYS = ServiceSigningKeys.generated_for(SERVICES)
SERVICE_TOKENS = ServiceTokenFactory(_KEYS, _now)
_SETTINGS = {
    "IDENTITY_PUBLIC_KEY": IDENTITY.public_key,
    "SERVICE_PUBLIC_KEYS": json.dumps(_KEYS.public()),
    "DATABASE_URL": "postgresql+psycopg://127.0.0.1:1/nothing",
    "STRIPE_SECRET_KEY": "sk_test_1",
    "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
    "GIFT_CARD_SECRET": "of tests",
    "BANK_ACCOUNT": "Bookstore, DE89 3704 0044 0532 0130 00",
    "SMTP_HOST": "127.0.0.1",
    "SMTP_PORT": "1",
    "MAIL_FROM": "orders@bookstore.example",
    "SUPPORT_MAIL": "support@bookstore.example",
    "STOREFRONT_URL": "https://bookstore.example",
    **{f"{name.upper()}_URL": "http://127.0.0.1:1" for name in SERVICES},
}


def app_of(service: str, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """The application of the service; what it calls, and its database, answer nothing."""
    built: list[Any] = []
    module = importlib.import_module(f"bookstore.{service}.app")
    monkeypatch.setattr(module, "serve", lambda app, _: built.append(app))
    monkeypatch.setattr(Database, "apply_schema", lambda *_: None)
    monkeypatch.setattr(Ownership, "renew", lambda _: None)
    settings = {**_SETTINGS, "SERVICE_PRIVATE_KEY": _KEYS.private[service].decode()}
    module.run(settings, {"http": None})
    found: FastAPI = built[0]
    return found
