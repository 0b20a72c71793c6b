"""The end of an authorization: captured in full or in part, canceled, or expired after seven days."""

from __future__ import annotations

from environment.doubles.gateway import currencies, ids
from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, conflicting_state
from environment.doubles.gateway.handlers import disputes
from environment.doubles.gateway.handlers.context import RequestContext, merged_metadata, refuse_unsupported
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.records.charge import ChargeRecord, ChargeState
from environment.doubles.gateway.records.payment_intent import (
    CANCELABLE,
    CAPTURABLE,
    PaymentIntentRecord,
    PaymentIntentStatus,
)

_UNSUPPORTED = (
    *("amount_details", "application_fee_amount", "final_capture", "hooks", "payment_details"),
    *("statement_descriptor", "transfer_data"),
)


def capture(context: RequestContext) -> JsonObject:
    """POST /v1/payment_intents/{id}/capture: the whole authorized amount, or `amount_to_capture` of it.

    The rest is released; since 2025-03-31.basil that creates no refund.
    """
    ledger, intent = context.ledger, context.intent()
    refuse_unsupported(context.params, _UNSUPPORTED)
    amount = _amount_to_capture(intent, context.params.get("amount_to_capture"))
    charge = ledger.charges.get(intent.latest_charge or "")
    if charge is None:
        raise _not_capturable(intent)
    intent.metadata = merged_metadata(intent.metadata, context.params.get("metadata"))
    capture_charge(ledger, intent, charge, amount)
    ledger.emit("charge.captured", charge.to_json())
    ledger.emit("payment_intent.succeeded", intent.to_json())
    return intent.to_json()


def _amount_to_capture(intent: PaymentIntentRecord, wanted: int | None) -> int:
    if intent.status not in CAPTURABLE:
        raise _not_capturable(intent)
    if wanted is None:
        return intent.amount_capturable
    currencies.check_positive(wanted, param="amount_to_capture")
    currencies.check_settles(wanted, intent.currency, param="amount_to_capture")
    if wanted > intent.amount_capturable:
        raise GatewayRefusal(
            f"The amount to capture ({wanted}) is greater than the amount you can capture for this"
            f" PaymentIntent ({intent.amount_capturable}).",
            code="amount_too_large",
            param="amount_to_capture",
            executed=True,
        )
    return wanted


def _not_capturable(intent: PaymentIntentRecord) -> GatewayRefusal:
    return conflicting_state(
        f"This PaymentIntent could not be captured because it has a status of {intent.status.value}. Only a"
        " PaymentIntent with one of the following statuses may be captured: requires_capture.",
        intent=intent.to_json(),
    )


def capture_charge(ledger: Ledger, intent: PaymentIntentRecord, charge: ChargeRecord, amount: int) -> None:
    """Capture `amount` minor units of an authorized charge; some test cards then dispute it."""
    charge.transition_to(ChargeState.CAPTURED)
    charge.amount_captured = amount
    charge.balance_transaction = ids.new("txn")
    intent.amount_received, intent.amount_capturable = amount, 0
    intent.transition_to(PaymentIntentStatus.SUCCEEDED)
    method = ledger.payment_methods.get(charge.payment_method)
    if method is not None and (dispute := method.card.dispute):
        ledger.schedule.at(
            ledger.time(),
            lambda: disputes.open_dispute(ledger, charge, dispute.reason, inquiry=dispute.inquiry),
        )


def cancel(context: RequestContext) -> JsonObject:
    """POST /v1/payment_intents/{id}/cancel: end an uncaptured intent, and its authorization."""
    ledger, intent = context.ledger, context.intent()
    if intent.status not in CANCELABLE:
        listed = ", ".join(status.value for status in CANCELABLE)
        raise conflicting_state(
            f"You cannot cancel this PaymentIntent because it has a status of {intent.status.value}. Only a"
            f" PaymentIntent with one of the following statuses may be canceled: {listed}.",
            intent=intent.to_json(),
        )
    charge = ledger.charges.get(intent.latest_charge or "")
    if charge is not None and charge.state is ChargeState.AUTHORIZED:
        charge.transition_to(ChargeState.CANCELED)
    _cancel(ledger, intent, context.params.get("cancellation_reason"))
    return intent.to_json()


def expire(ledger: Ledger, intent: PaymentIntentRecord, charge: ChargeRecord) -> None:
    """End an authorization that was not captured in time: the intent is canceled as `expired`."""
    if charge.state is not ChargeState.AUTHORIZED:
        return
    charge.transition_to(ChargeState.EXPIRED)
    ledger.emit("charge.expired", charge.to_json())
    _cancel(ledger, intent, "expired")


def _cancel(ledger: Ledger, intent: PaymentIntentRecord, reason: str | None) -> None:
    intent.transition_to(PaymentIntentStatus.CANCELED)
    intent.amount_capturable, intent.next_action = 0, None
    intent.canceled_at, intent.cancellation_reason = ledger.now(), reason
    ledger.emit("payment_intent.canceled", intent.to_json())
