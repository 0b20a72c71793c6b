"""The parts of the checkout service, put together."""

from __future__ import annotations

from datetime import timedelta

from bookstore.checkout.errors import PROBLEMS
from bookstore.checkout.gift_card_routes import gift_card_routes
from bookstore.checkout.model import CheckoutDeadlines
from bookstore.checkout.ownership import Ownership
from bookstore.checkout.routes import routes
from bookstore.checkout.saga_runner import SagaRunner
from bookstore.checkout.saga_steps import SagaSteps
from bookstore.checkout.service import CheckoutService
from bookstore.checkout.transfer_deadline import TransferPeriods
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import number
from bookstore.platform.worker import BackgroundWorker

_DAY = 24 * 3600.0  # seconds


def _deadlines(environ: Environ) -> CheckoutDeadlines:
    standard = CheckoutDeadlines()
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
    return CheckoutDeadlines(*(timedelta(seconds=seconds) for seconds in (before, capture, challenge)))


def _terms(environ: Environ) -> TransferPeriods:
    advance = number(
        environ,
        "ADVANCE_SECONDS",
        7 * _DAY,
        "the seconds a customer has to pay in advance by transfer",
    )
    invoice = number(
        environ, "INVOICE_SECONDS", 14 * _DAY, "the seconds after which an order on invoice is due"
    )
    return TransferPeriods(timedelta(seconds=advance), timedelta(seconds=invoice))


def run(environ: Environ, listeners: Listeners) -> None:
    """Serve until told to stop."""
    runtime = Runtime.of("checkout", environ)
    callees = ("cart", "inventory", "pricing", "payments", "orders")
    saga_steps = SagaSteps(**{callee: runtime.client(callee) for callee in callees})
    runtime.database.apply_schema(schema_beside(__file__))
    ownership = Ownership(runtime.database)
    ownership.renew()
    saga_runner = SagaRunner(runtime.database, runtime.clock, saga_steps, _deadlines(environ), ownership)
    worker = BackgroundWorker("sagas", saga_runner.run_once, runtime.clock)
    saga_runner.wake = worker.wake
    checkout_service = CheckoutService(
        runtime.database, runtime.clock, saga_steps.cart, saga_runner, _terms(environ)
    )
    routers = [routes(checkout_service), gift_card_routes(saga_steps.payments)]
    app = runtime.app(routers, PROBLEMS, [worker], closing=[saga_runner.stop])
    serve(app, listeners["http"])
