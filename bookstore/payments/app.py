"""The parts of the payments service, put together."""

from __future__ import annotations

from fastapi import APIRouter

from bookstore.payments.credit import store as credit_store
from bookstore.payments.credit.routes import credit_routes
from bookstore.payments.credit.service import CreditService
from bookstore.payments.errors import PROBLEMS
from bookstore.payments.gateway.circuit_breaker import CircuitBreaker, CircuitLimits
from bookstore.payments.gateway.client import GatewayClient
from bookstore.payments.gateway.settings import GatewaySettings
from bookstore.payments.gateway_calls import GatewayCalls
from bookstore.payments.gift_cards import store as gift_card_store
from bookstore.payments.gift_cards.routes import gift_card_routes
from bookstore.payments.gift_cards.sales import GiftCardSales, sale_routes
from bookstore.payments.gift_cards.service import GiftCardService
from bookstore.payments.order_notifier import OrderNotifier
from bookstore.payments.outbox_messages import ORDERS
from bookstore.payments.reconciliation.order_ledger import OrderLedger
from bookstore.payments.reconciliation.reconciliation import Reconciliation
from bookstore.payments.reconciliation.repository import FindingRepository
from bookstore.payments.reconciliation.routes import reconciliation_routes
from bookstore.payments.reconciliation.schedule import ReconciliationSchedule
from bookstore.payments.routes import routes
from bookstore.payments.service import PaymentService
from bookstore.payments.settlement import SettlementTimeouts, Settler
from bookstore.payments.store import Store
from bookstore.payments.transfers.routes import transfer_routes
from bookstore.payments.transfers.service import TransferService
from bookstore.payments.webhooks import WebhookReceiver, webhook_routes
from bookstore.platform import outbox
from bookstore.platform.clock import Clock
from bookstore.platform.outbox import Relay
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import number, required
from bookstore.platform.worker import BackgroundWorker

_WORKERS = 2  # one slow payment must not hold up the others


def _gateway(environ: Environ) -> GatewayClient:
    settings = GatewaySettings(
        secret_key=required(environ, "STRIPE_SECRET_KEY", "the secret key of our account at the gateway"),
        base_url=environ.get("STRIPE_API_BASE", "").strip() or "https://api.stripe.com",
        ca_file=environ.get("STRIPE_CA_FILE", "").strip() or None,
        connect_timeout=number(environ, "STRIPE_CONNECT_TIMEOUT", 1.0, "seconds to connect to the gateway"),
        storefront=environ.get("STOREFRONT_URL", "").strip() or GatewaySettings.storefront,
        read_timeout=number(environ, "STRIPE_READ_TIMEOUT", 5.0, "seconds between two reads of an answer"),
    )
    return GatewayClient(settings)


def _timeouts(environ: Environ) -> SettlementTimeouts:
    standard = SettlementTimeouts()
    caller = number(
        environ, "PAYMENT_ANSWER_SECONDS", standard.caller, "seconds a caller may be kept waiting"
    )
    background = number(
        environ, "PAYMENT_SETTLE_SECONDS", standard.background, "seconds one background round may last"
    )
    return SettlementTimeouts(caller, background)


def _limits(environ: Environ) -> CircuitLimits:
    standard = CircuitLimits()
    failures = number(
        environ, "GATEWAY_CIRCUIT_FAILURES", standard.failures, "failures in a row that open the circuit"
    )
    seconds = number(environ, "GATEWAY_CIRCUIT_SECONDS", standard.seconds, "seconds the circuit stays open")
    return CircuitLimits(int(failures), seconds)


def run(environ: Environ, listeners: Listeners) -> None:
    """Serve until told to stop."""
    runtime = Runtime.of("payments", environ)
    gateway = _gateway(environ)
    secret = required(environ, "STRIPE_WEBHOOK_SECRET", "the secret the gateway signs its webhooks with")
    account = required(environ, "BANK_ACCOUNT", "the account to which customers transfer money")
    timeouts = _timeouts(environ)
    schemas = (schema_beside(__file__), credit_store.SCHEMA, gift_card_store.SCHEMA, outbox.SCHEMA)
    runtime.database.apply_schema(*schemas)
    store = Store(runtime.database)
    breaker = CircuitBreaker(runtime.clock, _limits(environ))
    settler = Settler(store, GatewayCalls(gateway, runtime.clock, breaker), runtime.clock, timeouts)
    webhooks = WebhookReceiver(store, secret, runtime.clock)
    payment_service = PaymentService(store, settler, runtime.clock)
    orders = runtime.client(ORDERS)
    transfers = TransferService(runtime.database, runtime.clock, account)
    notifier = OrderNotifier(
        orders, lambda checkout: store.is_reversed(checkout) or transfers.is_ended(checkout)
    )
    relay = Relay(runtime.database, runtime.clock, {ORDERS: notifier.deliver})
    findings = FindingRepository(runtime.database)
    ledger = OrderLedger(orders)
    reconciliation = Reconciliation(store, gateway, settler, payment_service, ledger, findings, runtime.clock)
    schedule = ReconciliationSchedule(reconciliation, findings, runtime.clock)
    settling = _settling(settler, runtime.clock)
    payment_service.wake = webhooks.wake = settling[0].wake
    relaying = BackgroundWorker("payments-relay", relay.run_once, runtime.clock)
    transfers.wake = relaying.wake
    workers = [*settling, relaying, BackgroundWorker("reconciliation", schedule.run_once, runtime.clock)]
    routers = [
        routes(payment_service, transfers, breaker),
        transfer_routes(transfers),
        webhook_routes(webhooks),
        reconciliation_routes(reconciliation, findings),
        *_gift_card_and_credit_routers(runtime, environ),
    ]
    serve(runtime.app(routers, PROBLEMS, workers), listeners["http"])


def _gift_card_and_credit_routers(runtime: Runtime, environ: Environ) -> list[APIRouter]:
    secret = required(environ, "GIFT_CARD_SECRET", "the secret that makes the codes of gift cards")
    gift_cards = GiftCardService(runtime.database, runtime.clock, secret)
    sales = GiftCardSales(runtime.database, runtime.clock, gift_cards.code_of)
    credit = CreditService(runtime.database, runtime.clock)
    return [gift_card_routes(gift_cards, credit), sale_routes(sales), credit_routes(credit)]


def _settling(settler: Settler, clock: Clock) -> list[BackgroundWorker]:
    return [
        BackgroundWorker(f"settling-{count}", settler.run_once, clock) for count in range(1, _WORKERS + 1)
    ]
