"""The expected operations of each arrow between services, and the check for calls of any other operation.

The arrows of customers and staff are not listed: people may send any request, and services refuse what is not
permitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import operation_of

EXPECTED: Mapping[str, frozenset[str]] = {
    "cart -> inventory": frozenset({"GET /availability"}),
    "cart -> pricing": frozenset({"PUT /quotes/{id}"}),
    "checkout -> cart": frozenset({"GET /carts/{id}", "POST /carts/{id}/closing"}),
    "checkout -> inventory": frozenset(
        {
            "PUT /reservations/{id}",
            "POST /reservations/{id}/confirmation",
            "POST /reservations/{id}/release",
            "POST /reservations/{id}/restock",
        }
    ),
    "checkout -> pricing": frozenset({"PUT /quotes/{id}", "POST /quotes/{id}/release"}),
    "checkout -> payments": frozenset(
        {
            "PUT /payments/{id}",
            "GET /payments/{id}",
            "POST /payments/{id}/inquiry",
            "POST /payments/{id}/capture",
            "POST /payments/{id}/return",
        }
    ),
    "checkout -> orders": frozenset(
        {
            "PUT /checkouts/{id}/order",
            "POST /checkouts/{id}/order/payment",
            "POST /checkouts/{id}/order/cancellation",
        }
    ),
    "orders -> inventory": frozenset({"POST /reservations/{id}/restock", "GET /reservations/{id}"}),
    "orders -> payments": frozenset(
        {"GET /payments/{id}", "POST /payments/{id}/return", "POST /payments/{id}/refunds"}
    ),
    "orders -> pricing": frozenset({"POST /quotes/{id}/cancellation", "POST /quotes/{id}/release"}),
    "payments -> orders": frozenset(
        {
            "PUT /checkouts/{id}/order/refunds/{id}",
            "PUT /checkouts/{id}/order/flag",
            "POST /checkouts/{id}/order/cancellation",
            "GET /checkouts/{id}/order",
            "GET /paid-orders",
        }
    ),
    "orders -> notifications": frozenset({"POST /events"}),
    "payments -> gateway": frozenset(
        {
            "POST /v1/payment_intents",
            "GET /v1/payment_intents",
            "GET /v1/payment_intents/{id}",
            "POST /v1/payment_intents/{id}/capture",
            "POST /v1/payment_intents/{id}/cancel",
            "POST /v1/refunds",
            "GET /v1/refunds",
            "GET /v1/refunds/{id}",
        }
    ),
    "gateway -> payments": frozenset({"POST /webhooks/stripe"}),
}


def unexpected_calls(exchanges: Iterable[Exchange]) -> Iterator[AuditBreach]:
    """A breach for each call whose operation is not expected on its arrow."""
    for exchange in exchanges:
        operation = operation_of(exchange)
        if operation not in EXPECTED.get(exchange.edge, frozenset({operation})):
            sentence = f"{exchange.edge}: the call {operation} is not expected on this arrow"
            table = EvidenceTable("calls", ("edge", "summary"), ((exchange.edge, operation),))
            yield AuditBreach(BreachKind.UNEXPECTED_CALL, sentence, (table,))
