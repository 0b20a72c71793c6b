"""Puts the payments service together."""

from __future__ import annotations

from bookstore.payments.errors import PROBLEMS
from bookstore.payments.gateway.circuit_breaker import Breaker, Limits
from bookstore.payments.gateway.client import Gateway, GatewaySettings
from bookstore.payments.gateway_calls import Asking
from bookstore.payments.order_notifier import Teller
from bookstore.payments.outbox_messages import ORDERS
from bookstore.payments.reconciliation.reconciliation import Reconciliation
from bookstore.payments.reconciliation.repository import Findings, OrderBooks
from bookstore.payments.reconciliation.routes import reconciliation_routes
from bookstore.payments.reconciliation.schedule import Nightly
from bookstore.payments.routes import routes
from bookstore.payments.service import Till
from bookstore.payments.settlement import Patience, Settler
from bookstore.payments.store import Store
from bookstore.payments.webhooks import Webhooks, webhook_routes
from bookstore.platform.outbox import Relay
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import number, required
from bookstore.platform.worker import Worker

_WORKERS = 2  # one payment that takes long must not keep the others waiting


def _gateway(environ: Environ) -> Gateway:
    settings = GatewaySettings(
        secret_key=required(environ, "STRIPE_SECRET_KEY", "the secret key of our account at the gateway"),
        base_url=environ.get("STRIPE_API_BASE", "").strip() or "https://api.stripe.com",
        ca_file=environ.get("STRIPE_CA_FILE", "").strip() or None,
        connect_timeout=number(environ, "STRIPE_CONNECT_TIMEOUT", 1.0, "seconds to connect to the gateway"),
        storefront=environ.get("STOREFRONT_URL", "").strip() or GatewaySettings.storefront,
        read_timeout=number(environ, "STRIPE_READ_TIMEOUT", 5.0, "seconds between two reads of an answer"),
    )
    return Gateway(settings)


def _patience(environ: Environ) -> Patience:
    standard = Patience()
    caller = number(
        environ, "PAYMENT_ANSWER_SECONDS", standard.caller, "seconds a caller may be kept waiting"
    )
    background = number(
        environ, "PAYMENT_SETTLE_SECONDS", standard.background, "seconds one background round may last"
    )
    return Patience(caller, background)


def _limits(environ: Environ) -> Limits:
    standard = Limits()
    failures = number(
        environ, "GATEWAY_CIRCUIT_FAILURES", standard.failures, "failures in a row that open the circuit"
    )
    seconds = number(environ, "GATEWAY_CIRCUIT_SECONDS", standard.seconds, "seconds the circuit stays open")
    return Limits(int(failures), seconds)


def run(environ: Environ, listeners: Listeners) -> None:
    """Serve until told to stop."""
    runtime = Runtime.of("payments", environ)
    gateway = _gateway(environ)
    secret = required(environ, "STRIPE_WEBHOOK_SECRET", "the secret the gateway signs its webhooks with")
    patience = _patience(environ)
    runtime.database.apply_schema(schema_beside(__file__))
    store = Store(runtime.database)
    breaker = Breaker(runtime.clock, _limits(environ))
    settler = Settler(store, Asking(gateway, runtime.clock, breaker), runtime.clock, patience)
    webhooks = Webhooks(store, secret, runtime.clock)
    till = Till(store, settler, runtime.clock)
    orders = runtime.client(ORDERS)
    relay = Relay(runtime.database, runtime.clock, {ORDERS: Teller(orders, store.called_off).tell})
    findings = Findings(runtime.database)
    books = OrderBooks(orders)
    reconciliation = Reconciliation(store, gateway, settler, till, books, findings, runtime.clock)
    nightly = Nightly(reconciliation, findings, runtime.clock)
    workers = [Worker(f"settling-{count}", settler.act, runtime.clock) for count in range(1, _WORKERS + 1)]
    workers.append(Worker("payments-relay", relay.act, runtime.clock))
    workers.append(Worker("reconciliation", nightly.act, runtime.clock))
    till.wake = webhooks.wake = workers[0].wake
    routers = [
        routes(till, breaker),
        webhook_routes(webhooks),
        reconciliation_routes(reconciliation, findings),
    ]
    serve(runtime.app(routers, PROBLEMS, workers), listeners["http"])
