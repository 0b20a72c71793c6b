"""The ledger for the audit: what was taken, given back and held, and what is still under way."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from environment.doubles.gateway.deliveries import Deliveries
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.records.charge import ChargeState
from environment.doubles.gateway.records.payment_intent import IntentStatus
from environment.doubles.gateway.records.refund import RefundStatus

Snapshot = dict[str, Any]


def totals(ledger: Ledger, deliveries: Deliveries) -> Snapshot:
    """Minor units by currency; `refunded` leaves out refunds that failed."""
    by_currency: defaultdict[str, dict[str, int]] = defaultdict(
        lambda: {"held": 0, "captured": 0, "refunded": 0, "captures": 0, "refunds": 0}
    )
    for charge in ledger.charges:
        kept = by_currency[charge.currency]
        kept["held"] += charge.amount if charge.state is ChargeState.HELD else 0
        kept["captured"] += charge.amount_captured
        kept["captures"] += charge.captured
    for refund in ledger.refunds:
        if refund.status is not RefundStatus.FAILED:
            by_currency[refund.currency]["refunded"] += refund.amount
            by_currency[refund.currency]["refunds"] += 1
    return {
        "currencies": dict(by_currency),
        "awaiting_customer": sum(
            intent.status is IntentStatus.REQUIRES_ACTION for intent in ledger.payment_intents
        ),
        "refunds_pending": sum(refund.status is RefundStatus.PENDING for refund in ledger.refunds),
        "webhooks_unsettled": len(deliveries.unsettled()),
    }


def ledger(ledger: Ledger, deliveries: Deliveries) -> Snapshot:
    """Everything about money, oldest first, with the totals."""
    return {
        "totals": totals(ledger, deliveries),
        "payment_intents": [intent.wire() for intent in ledger.payment_intents],
        "charges": [charge.wire() for charge in ledger.charges],
        "refunds": [refund.wire() for refund in ledger.refunds],
    }


def webhooks(deliveries: Deliveries) -> Snapshot:
    """Every delivery, oldest first."""
    return {
        "deliveries": [
            {
                "id": delivery.id,
                "event": delivery.event.id,
                "type": delivery.event.type,
                "object": delivery.event.snapshot["id"],
                "url": delivery.endpoint.url,
                "state": delivery.state.value,
                "outcomes": delivery.outcomes,
                "next_attempt_at": delivery.next_attempt_at,
            }
            for delivery in deliveries.all.values()
        ],
        "unsettled": len(deliveries.unsettled()),
    }
