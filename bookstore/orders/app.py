"""The orders service, put together."""

from __future__ import annotations

from datetime import timedelta

from bookstore.orders.clients import Correspondents
from bookstore.orders.errors import PROBLEMS
from bookstore.orders.outbox_messages import INVENTORY, NOTIFICATIONS, PAYMENTS, PRICING
from bookstore.orders.routes import routes
from bookstore.orders.service import Orders
from bookstore.orders.unpaid_orders import Unpaid, asking
from bookstore.platform.outbox import Relay
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import number
from bookstore.platform.worker import Worker

_UNPAID_SECONDS = 3 * 24 * 3600.0


def run(environ: Environ, listeners: Listeners) -> None:
    """Answer requests, send what is in the outbox and cancel what is never paid, until told to stop."""
    runtime = Runtime.of("orders", environ)
    seconds = number(
        environ, "UNPAID_ORDER_SECONDS", _UNPAID_SECONDS, "after how many seconds an unpaid order is canceled"
    )
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
    unpaid = Unpaid(orders, runtime.clock, asking(correspondents.payments), timedelta(seconds=seconds))
    overdue = Worker("unpaid-orders", unpaid.act, runtime.clock)
    serve(runtime.app(routes(orders), PROBLEMS, [worker, overdue]), listeners["http"])
