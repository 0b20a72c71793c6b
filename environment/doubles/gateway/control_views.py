"""What the control surface shows: money by currency, the objects of the ledger, the webhook deliveries."""

from __future__ import annotations

from collections import defaultdict

from environment.doubles.gateway.errors import JsonObject
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.records.charge import ChargeState
from environment.doubles.gateway.records.payment_intent import PaymentIntentStatus
from environment.doubles.gateway.records.refund import RefundRecordStatus
from environment.doubles.gateway.webhook_deliveries import WebhookDeliveries


def totals(ledger: Ledger, deliveries: WebhookDeliveries) -> JsonObject:
    """Amounts in minor units and counts, by currency; failed refunds count nowhere."""
    by_currency: defaultdict[str, dict[str, int]] = defaultdict(
        lambda: {"held": 0, "captured": 0, "refunded": 0, "captures": 0, "refunds": 0}
    )
    for charge in ledger.charges:
        sums = by_currency[charge.currency]
        sums["held"] += charge.amount if charge.state is ChargeState.AUTHORIZED else 0
        sums["captured"] += charge.amount_captured
        sums["captures"] += charge.captured
    for refund in ledger.refunds:
        if refund.status not in (RefundRecordStatus.FAILED, RefundRecordStatus.CANCELED):
            by_currency[refund.currency]["refunded"] += refund.amount
            by_currency[refund.currency]["refunds"] += 1
    return {
        "currencies": dict(by_currency),
        "awaiting_customer": sum(
            intent.status is PaymentIntentStatus.REQUIRES_ACTION for intent in ledger.payment_intents
        ),
        "refunds_pending": sum(refund.status is RefundRecordStatus.PENDING for refund in ledger.refunds),
        "webhooks_unsettled": len(deliveries.unsettled()),
    }


def ledger(ledger: Ledger, deliveries: WebhookDeliveries) -> JsonObject:
    """Every payment intent, charge and refund, oldest first, with the totals."""
    return {
        "totals": totals(ledger, deliveries),
        "payment_intents": [intent.to_json() for intent in ledger.payment_intents],
        "charges": [charge.to_json() for charge in ledger.charges],
        "refunds": [refund.to_json() for refund in ledger.refunds],
    }


def webhooks(deliveries: WebhookDeliveries) -> JsonObject:
    """Every webhook delivery, oldest first, and the number of those that may still be sent."""
    return {
        "deliveries": [
            {
                "id": delivery.id,
                "event": delivery.event.id,
                "type": delivery.event.type,
                "object": delivery.event.data_object["id"],
                "url": delivery.endpoint.url,
                "state": delivery.state.value,
                "outcomes": delivery.outcomes,
                "next_attempt_at": delivery.next_attempt_at,
            }
            for delivery in deliveries.all.values()
        ],
        "unsettled": len(deliveries.unsettled()),
    }
