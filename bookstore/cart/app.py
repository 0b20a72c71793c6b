"""The parts of the cart service, put together."""

from __future__ import annotations

from bookstore.cart.claims import ClaimService
from bookstore.cart.clients import DEADLINES, InventoryClient, PricingClient
from bookstore.cart.errors import PROBLEMS
from bookstore.cart.routes import CartServices, routes
from bookstore.cart.service import CartService
from bookstore.platform.schemas import MOST_COPIES
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import number

_LIMIT = "how many copies of a title a cart may hold"


def run(environ: Environ, listeners: Listeners) -> None:
    """Serve until told to stop."""
    runtime = Runtime.of("cart", environ)
    limit = int(number(environ, "CART_COPIES_PER_TITLE", 10, _LIMIT, MOST_COPIES))
    inventory = InventoryClient(runtime.client("inventory", DEADLINES))
    pricing = PricingClient(runtime.client("pricing", DEADLINES))
    runtime.database.apply_schema(schema_beside(__file__))
    carts = CartService(runtime.database, runtime.clock, inventory, pricing, limit)
    claims = ClaimService(runtime.database, runtime.clock, inventory, limit)
    app = runtime.app([routes], PROBLEMS)
    app.state.cart = CartServices(carts, claims)
    serve(app, listeners["http"])
