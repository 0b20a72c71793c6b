"""The parts of the orders service, put together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bookstore.orders.addresses.routes import routes as address_routes
from bookstore.orders.addresses.service import AddressService
from bookstore.orders.clients.recipients import OutboxRecipients
from bookstore.orders.erasure.routes import routes as erasure_routes
from bookstore.orders.erasure.service import ErasureService
from bookstore.orders.errors import PROBLEMS
from bookstore.orders.exchanging.routes import routes as exchange_routes
from bookstore.orders.exchanging.sender import ExchangeSender
from bookstore.orders.exchanging.service import ExchangeService
from bookstore.orders.invoices.binding_quotes import Invoices
from bookstore.orders.invoices.routes import invoice_routes
from bookstore.orders.messages.events import NOTIFICATIONS
from bookstore.orders.messages.exchanges import EXCHANGES
from bookstore.orders.messages.outbox_messages import INVENTORY, PAYMENTS, PRICING
from bookstore.orders.openings import Openings
from bookstore.orders.openings import routes as opening_routes
from bookstore.orders.routes import routes
from bookstore.orders.service import OrderService
from bookstore.orders.unpaid.overdue import OverdueOrders, payment_lookup
from bookstore.orders.unpaid.reminders import Reminders
from bookstore.orders.warehouse.routes import routes as warehouse_routes
from bookstore.orders.warehouse.service import WarehouseService
from bookstore.platform import outbox
from bookstore.platform.outbox import MessageSender, Relay
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import number
from bookstore.platform.worker import BackgroundWorker

_UNPAID_SECONDS = 3 * 24 * 3600.0


def run(environ: Environ, listeners: Listeners) -> None:
    """Serve, relay the outbox, cancel unpaid orders and remind of overdue ones until told to stop."""
    runtime = Runtime.of("orders", environ)
    seconds = number(
        environ, "UNPAID_ORDER_SECONDS", _UNPAID_SECONDS, "after how many seconds an unpaid order is canceled"
    )
    recipients = OutboxRecipients(
        notifications=runtime.client(NOTIFICATIONS),
        payments=runtime.client(PAYMENTS),
        inventory=runtime.client(INVENTORY),
        pricing=runtime.client(PRICING),
    )
    runtime.database.apply_schema(schema_beside(__file__), outbox.SCHEMA)
    orders = OrderService(runtime.database, runtime.clock)
    exchanges = ExchangeService(orders, runtime.clock)
    senders: Mapping[str, MessageSender] = {
        **recipients.message_senders(orders),
        EXCHANGES: ExchangeSender(recipients.inventory, exchanges),
    }
    relay = Relay(runtime.database, runtime.clock, senders)
    worker = BackgroundWorker("orders-relay", relay.run_once, runtime.clock)
    orders.wake = worker.wake
    overdue_orders = OverdueOrders(
        orders,
        runtime.clock,
        payment_lookup(recipients.payments),
        timedelta(seconds=seconds),
        Reminders(orders, runtime.database, runtime.clock).remind,
    )
    overdue = BackgroundWorker("unpaid-orders", overdue_orders.run_once, runtime.clock)
    parts = [
        *routes(orders),
        warehouse_routes(WarehouseService(orders, runtime.clock)),
        exchange_routes(exchanges),
        address_routes(AddressService(orders, runtime.database, runtime.clock)),
        opening_routes(Openings(runtime.database, runtime.clock)),
        invoice_routes(orders, Invoices(recipients.pricing)),
        erasure_routes(ErasureService(orders, runtime.database, runtime.clock)),
    ]
    serve(runtime.app(parts, PROBLEMS, [worker, overdue]), listeners["http"])
