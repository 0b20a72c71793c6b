from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import uvicorn
from fastapi import FastAPI

from bookstore.storefront import app as storefront
from environment.doubles.identity_provider import IdentityProvider

from .scripted_services import ScriptedServices, scripted_services
from .shopper import Shopper

GATEWAY = "https://gateway.test:9443"
IDENTITY = IdentityProvider(lambda: datetime.now(UTC))


@pytest.fixture
def services() -> Iterator[ScriptedServices]:
    with scripted_services() as found:
        yield found


def _application(services: ScriptedServices, url: str, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """The application as `run` builds it."""
    built: list[FastAPI] = []
    monkeypatch.setattr(storefront, "serve", lambda app, _: built.append(app))
    callees = ("inventory", "pricing", "cart", "checkout", "orders", "identity")
    environ = {
        **{f"{callee.upper()}_URL": services.url for callee in callees},
        "STOREFRONT_URL": url,
        "SESSION_KEY": "a key that no other storefront has",
        "GATEWAY_PAGES_URL": GATEWAY,
        "IDENTITY_PAGES_URL": "https://identity.test",
        "STRIPE_PUBLISHABLE_KEY": "pk_test_1",
        "SELLER_NAME": "Sellers & Sons",
        "SELLER_ADDRESS": "1 Market Street; Portland, OR 97201",
        "SELLER_TAX_NUMBER": "12-3456789",
        "IDENTITY_PUBLIC_KEY": IDENTITY.public_key,
    }
    with socket.socket() as unused:
        storefront.run(environ, {"http": unused})
    return built[0]


@pytest.fixture
def shop_url(services: ScriptedServices, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A storefront that serves on a real socket, with the scripted services behind it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(_application(services, url, monkeypatch), log_config=None, access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield url
        server.should_exit = True
        thread.join(5)


@pytest.fixture
def shopper(shop_url: str) -> Iterator[Shopper]:
    found = Shopper(shop_url)
    yield found
    found.session.close()
