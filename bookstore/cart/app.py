"""The cart service, put together."""

from __future__ import annotations

from bookstore.cart.claims import Claims
from bookstore.cart.clients import PATIENCE, Inventory, Pricing
from bookstore.cart.errors import PROBLEMS
from bookstore.cart.routes import Service, routes
from bookstore.cart.service import Carts
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import number


def run(environ: Environ, listeners: Listeners) -> None:
    """Answer requests until told to stop."""
    runtime = Runtime.of("cart", environ)
    limit = int(number(environ, "CART_COPIES_PER_TITLE", 10, "how many copies of a title a cart may hold"))
    inventory = Inventory(runtime.client("inventory", PATIENCE))
    pricing = Pricing(runtime.client("pricing", PATIENCE))
    runtime.database.apply_schema(schema_beside(__file__))
    carts = Carts(runtime.database, runtime.clock, inventory, pricing, limit)
    claims = Claims(runtime.database, runtime.clock, inventory, limit)
    app = runtime.app([routes], PROBLEMS)
    app.state.cart = Service(carts, claims)
    serve(app, listeners["http"])
