"""Disputes: the customer's bank opens one, by a test card or because a test says so."""

from __future__ import annotations

from environment.doubles.gateway import ids
from environment.doubles.gateway.errors import GatewayRefusal
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.records.charge import ChargeRecord
from environment.doubles.gateway.records.dispute import DisputeRecord


def open_dispute(ledger: Ledger, charge: ChargeRecord, reason: str, *, inquiry: bool = False) -> None:
    """Dispute a captured charge.

    Raises:
        GatewayRefusal: the charge is not captured, or disputed already.
    """
    if not charge.captured or charge.dispute is not None:
        raise GatewayRefusal(
            f"Charge {charge.id} cannot be disputed: it is not captured, or disputed already."
        )
    charge.dispute = DisputeRecord(
        ids.new("du"),
        ledger.now(),
        charge.amount_captured,
        charge.currency,
        charge.id,
        charge.payment_intent,
        charge.card["brand"],
        reason,
        inquiry,
    )
    ledger.emit("charge.dispute.created", charge.dispute.to_json())
