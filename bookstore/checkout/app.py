"""Puts the checkout service together."""

from __future__ import annotations

from datetime import timedelta

from bookstore.checkout.errors import PROBLEMS
from bookstore.checkout.model import Patience
from bookstore.checkout.ownership import Ownership
from bookstore.checkout.routes import routes
from bookstore.checkout.saga_runner import Sagas
from bookstore.checkout.saga_steps import Participants
from bookstore.checkout.service import Checkouts
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import number
from bookstore.platform.worker import Worker


def _patience(environ: Environ) -> Patience:
    standard = Patience()
    before = number(
        environ,
        "CHECKOUT_PATIENCE_SECONDS",
        standard.before_order.total_seconds(),
        "the seconds a checkout is tried before the order exists",
    )
    capture = number(
        environ,
        "CAPTURE_PATIENCE_SECONDS",
        standard.capture.total_seconds(),
        "the seconds the capture for an existing order is tried",
    )
    challenge = number(
        environ,
        "CHALLENGE_PATIENCE_SECONDS",
        standard.challenge.total_seconds(),
        "the seconds a customer may take to confirm a payment at the bank's page",
    )
    return Patience(*(timedelta(seconds=seconds) for seconds in (before, capture, challenge)))


def run(environ: Environ, listeners: Listeners) -> None:
    """Serve until told to stop."""
    runtime = Runtime.of("checkout", environ)
    callees = ("cart", "inventory", "pricing", "payments", "orders")
    participants = Participants(**{callee: runtime.client(callee) for callee in callees})
    runtime.database.apply_schema(schema_beside(__file__))
    ownership = Ownership(runtime.database)
    ownership.renew()
    sagas = Sagas(runtime.database, runtime.clock, participants, _patience(environ), ownership)
    worker = Worker("sagas", sagas.act, runtime.clock)
    sagas.wake = worker.wake
    checkouts = Checkouts(runtime.database, runtime.clock, participants.cart, sagas)
    app = runtime.app([routes(checkouts)], PROBLEMS, [worker], closing=[sagas.stop])
    serve(app, listeners["http"])
