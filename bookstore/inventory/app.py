"""The parts of the inventory service, put together."""

from __future__ import annotations

from datetime import timedelta

from bookstore.inventory.errors import PROBLEMS
from bookstore.inventory.exchanges.routes import routes as exchange_routes
from bookstore.inventory.exchanges.service import ReplacementService
from bookstore.inventory.routes import InventoryServices, public_routes, routes, staff_routes
from bookstore.inventory.service import ReservationService
from bookstore.inventory.titles import TitleService
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import number
from bookstore.platform.worker import BackgroundWorker


def run(environ: Environ, listeners: Listeners) -> None:
    """Serve and expire reservations until told to stop."""
    runtime = Runtime.of("inventory", environ)
    seconds = number(environ, "RESERVATION_SECONDS", 900, "how many seconds copies are set aside")
    runtime.database.apply_schema(schema_beside(__file__))
    reservations = ReservationService(runtime.database, runtime.clock, timedelta(seconds=seconds))
    expiry = BackgroundWorker("expiry", reservations.run_expiry, runtime.clock)
    exchanges = exchange_routes(ReplacementService(runtime.database, runtime.clock, reservations))
    app = runtime.app([staff_routes, public_routes, routes, exchanges], PROBLEMS, [expiry])
    app.state.inventory = InventoryServices(
        TitleService(runtime.database, runtime.clock, reservations), reservations
    )
    serve(app, listeners["http"])
