"""The parts of the storefront, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Protocol

from fastapi import FastAPI

from bookstore.platform import log
from bookstore.platform.auth import CustomerTokens
from bookstore.platform.clock import Clock, clock_of
from bookstore.platform.http import Deadlines
from bookstore.platform.server import ThreadedRoute, use_threads
from bookstore.platform.service import Environ, Listeners, serve
from bookstore.platform.service_keys import identity_key
from bookstore.platform.settings import required
from bookstore.platform.web import Health, RequestBoundary
from bookstore.storefront import assets
from bookstore.storefront.calls import NAME, BuyerClient, NoToken
from bookstore.storefront.carts import Carts
from bookstore.storefront.downloads import Downloads
from bookstore.storefront.failures import Failures
from bookstore.storefront.invoices import InvoiceCopies
from bookstore.storefront.pages import Pages
from bookstore.storefront.prepaid import GiftCards
from bookstore.storefront.purchases import Checkouts, Orders
from bookstore.storefront.routes import (
    address,
    buyer,
    cart,
    download,
    erasure,
    gift_card,
    invoice,
    order,
    order_address,
    payment,
    shelf,
)
from bookstore.storefront.settings import StorefrontSettings
from bookstore.storefront.shelf import Shelf
from bookstore.storefront.shop import Storefront
from bookstore.storefront.sign_in import SignIn
from bookstore.storefront.visit import Visits

_THREADS = 32  # buyers who wait at the same time; a visit holds no database connection
_ROUTES = (shelf, cart, address, payment, gift_card, order, order_address, invoice, download, erasure, buyer)
# Seconds. A checkout may take as long as its own deadlines allow before it answers.
_PATIENT = Deadlines(connect=1.0, read=15.0, total=20.0)


class Clients(Protocol):
    """Makes the client of a service, by the name of the service."""

    def __call__(self, callee: str, deadlines: Deadlines | None = None) -> BuyerClient: ...


def run(environ: Environ, listeners: Listeners) -> None:
    """Serve until told to stop."""
    log.configure(NAME, environ.get("LOG_LEVEL", "INFO").upper())
    settings = StorefrontSettings.of(environ)
    clock = clock_of(environ)
    visits = Visits(settings.session_key, clock, settings.encrypted)
    clients: list[BuyerClient] = []

    def client(callee: str, deadlines: Deadlines | None = None) -> BuyerClient:
        url = required(environ, f"{callee.upper()}_URL", f"the address of the {callee} service")
        clients.append(BuyerClient(callee, url, NoToken(), deadlines))
        return clients[-1]

    serve(application(_shop(environ, settings, clock, visits, client), clients), listeners["http"])


def _shop(
    environ: Environ, settings: StorefrontSettings, clock: Clock, visits: Visits, client: Clients
) -> Storefront:
    tokens = CustomerTokens(identity_key(environ), clock)
    return Storefront(
        pages=Pages(settings, visits),
        shelf=Shelf(client("inventory"), client("pricing")),
        carts=Carts(client("cart")),
        checkouts=Checkouts(client("checkout", deadlines=_PATIENT)),
        gift_cards=GiftCards(client("checkout")),
        orders=Orders(client("orders")),
        invoices=InvoiceCopies(client("orders")),
        downloads=Downloads(client("orders")),
        sign_in=SignIn(client("identity"), settings.identity, settings.url, tokens),
    )


def application(shop: Storefront, clients: Iterable[BuyerClient] = ()) -> FastAPI:
    """The application, which closes these clients when it ends.

    It serves pages to people, so it has no OpenAPI document.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        use_threads(_THREADS)
        yield
        for client in clients:
            client.close()

    app = FastAPI(openapi_url=None, lifespan=lifespan)
    failures = Failures(shop.pages)
    failures.install(app)
    app.add_middleware(RequestBoundary, unexpected=failures.unexpected)
    app.router.route_class = ThreadedRoute
    app.state.visits = shop.pages.visits
    for module in _ROUTES:
        app.include_router(module.routes(shop))
    app.include_router(assets.routes())

    @app.get("/health")
    async def health() -> Health:
        """Whether the storefront serves pages; what a page needs of other services, it says itself."""
        return Health(status="ok", service=NAME)

    return app
