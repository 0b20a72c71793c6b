"""Planted breaches: unfinished work and exceptions."""

from environment.audit.breach import BreachKind
from environment.audit.facts.log_rows import LoggedException
from environment.audit.facts.snapshot import MessageRow
from environment.audit.invariants import in_flight, logs

from .consistent_order import NUMBER, PAID
from .consistent_snapshot import CANCELED_NUMBER, CONSISTENT, changed, snapshot_with
from .planted_breach import PlantedBreach

_TRACEBACK = 'Traceback (most recent call last):\n  File "store.py", line 1\nKeyError: 3\nmore about it'

IN_FLIGHT = [
    PlantedBreach(
        in_flight.checkouts_have_ended,
        BreachKind.CHECKOUT_UNFINISHED,
        'a checkout over $9.50 has not ended: it is compensating at "authorize" after 3 attempts',
        snapshot_with(
            checkouts=changed(CONSISTENT.checkouts, 2, state="compensating", attempts=3, finished=False)
        ),
    ),
    PlantedBreach(
        in_flight.payments_are_settled,
        BreachKind.PAYMENT_UNSETTLED,
        f"the payment of $19.00 for order {NUMBER} is not settled: it is capturing",
        snapshot_with(payments=changed(CONSISTENT.payments, 0, state="capturing", due=True)),
    ),
    PlantedBreach(
        in_flight.orders_have_settled,
        BreachKind.ORDER_UNFINISHED,
        f"the cancellation of order {CANCELED_NUMBER} has not ended",
        snapshot_with(orders=changed(CONSISTENT.orders, 1, state="canceling")),
    ),
    PlantedBreach(
        in_flight.orders_have_settled,
        BreachKind.ORDER_UNFINISHED,
        f"order {NUMBER} is neither paid nor canceled, although its checkout has ended",
        snapshot_with(orders=changed(CONSISTENT.orders, 0, state="placed", paid=False)),
    ),
    PlantedBreach(
        in_flight.orders_have_settled,
        BreachKind.ORDER_UNFINISHED,
        f"order {NUMBER} is in the state on-hold, which the audit does not know",
        snapshot_with(orders=changed(CONSISTENT.orders, 0, state="on-hold")),
    ),
    PlantedBreach(
        in_flight.mails_are_sent,
        BreachKind.MAIL_WAITING,
        f"the confirmation mail of order {NUMBER} is in the state deferred, which the audit does not know",
        snapshot_with(outgoing_mails=changed(CONSISTENT.outgoing_mails, 0, state="deferred")),
    ),
    PlantedBreach(
        in_flight.messages_are_sent,
        BreachKind.MESSAGE_WAITING,
        f"the order service has not delivered order.paid for order {NUMBER} to notifications "
        "(1 attempt, last error: 503)",
        snapshot_with(messages=(MessageRow("notifications", PAID, "order.paid", 1, "503"),)),
    ),
    PlantedBreach(
        in_flight.mails_are_sent,
        BreachKind.MAIL_WAITING,
        f"the confirmation mail of order {NUMBER} is still queued (2 attempts, last error: 421 busy)",
        snapshot_with(
            outgoing_mails=changed(
                CONSISTENT.outgoing_mails, 0, state="queued", attempts=2, last_error="421 busy"
            )
        ),
    ),
    PlantedBreach(
        in_flight.webhooks_are_delivered,
        BreachKind.WEBHOOK_WAITING,
        "the gateway has not delivered 2 webhooks to the payments service",
        snapshot_with(webhooks=2),
    ),
]

EXCEPTIONS = [
    PlantedBreach(
        logs.no_unhandled_exception,
        BreachKind.UNHANDLED_EXCEPTION,
        'orders logged an exception ("unhandled exception"): KeyError: 3 (trace 0af7)',
        snapshot_with(exceptions=(LoggedException("orders", "unhandled exception", "0af7", _TRACEBACK),)),
    ),
]
