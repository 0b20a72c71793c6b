"""The orders service, put together."""

from __future__ import annotations

from bookstore.orders.clients import Correspondents
from bookstore.orders.errors import PROBLEMS
from bookstore.orders.events import INVENTORY, NOTIFICATIONS, PAYMENTS, PRICING
from bookstore.orders.routes import routes
from bookstore.orders.service import Orders
from bookstore.platform.outbox import Relay
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.worker import Worker


def run(environ: Environ, listeners: Listeners) -> None:
    """Answer requests and send what is in the outbox, until told to stop."""
    runtime = Runtime.of("orders", environ)
    correspondents = Correspondents(
        notifications=runtime.client(NOTIFICATIONS),
        payments=runtime.client(PAYMENTS),
        inventory=runtime.client(INVENTORY),
        pricing=runtime.client(PRICING),
    )
    runtime.database.apply_schema(schema_beside(__file__))
    orders = Orders(runtime.database, runtime.clock)
    relay = Relay(runtime.database, runtime.clock, correspondents.senders(orders))
    worker = Worker("orders-relay", relay.act, runtime.clock)
    orders.wake = worker.wake
    serve(runtime.app(routes(orders), PROBLEMS, [worker]), listeners["http"])
