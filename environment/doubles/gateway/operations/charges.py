"""Charges: read only, and by payment intent."""

from __future__ import annotations

from environment.doubles.gateway.errors import Wire
from environment.doubles.gateway.operations.call import Call, merged
from environment.doubles.gateway.operations.listing import listed


def retrieve(call: Call) -> Wire:
    return call.charge().wire()


def update(call: Call) -> Wire:
    """POST /v1/charges/{id}: metadata, description and the receipt's address."""
    charge, params = call.charge(), call.params
    charge.metadata = merged(charge.metadata, params.get("metadata"))
    charge.description = params.get("description", charge.description)
    charge.receipt_email = params.get("receipt_email", charge.receipt_email)
    return charge.wire()


def list_all(call: Call) -> Wire:
    return listed(
        call,
        call.ledger.charges,
        "/v1/charges",
        "charge",
        filters=("payment_intent", "customer", "transfer_group"),
    )
