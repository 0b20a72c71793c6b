"""The end of an authorization: captured in full or in parts, canceled, or expired after seven days.

Several captures of one authorization: https://docs.stripe.com/payments/multicapture.
"""

from __future__ import annotations

from environment.doubles.gateway import currencies, ids
from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, conflicting_state, invalid
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
    *("amount_details", "application_fee_amount", "hooks", "payment_details"),
    *("statement_descriptor", "transfer_data"),
)


def capture(context: RequestContext) -> JsonObject:
    """POST /v1/payment_intents/{id}/capture: the whole authorized amount, or `amount_to_capture` of it.

    The rest is released; since 2025-03-31.basil that creates no refund. With `final_capture=false` the rest
    stays authorized for further captures.
    """
    ledger, intent = context.ledger, context.intent()
    refuse_unsupported(context.params, _UNSUPPORTED)
    final = context.params.get("final_capture", True)
    amount = _amount_to_capture(intent, context.params.get("amount_to_capture"), final=final)
    charge = ledger.charges.get(intent.latest_charge or "")
    if charge is None:
        raise _not_capturable(intent)
    if not final and not charge.captured_in_parts:
        raise _not_in_parts()
    intent.metadata = merged_metadata(intent.metadata, context.params.get("metadata"))
    if final:
        capture_charge(ledger, intent, charge, charge.amount_captured + amount)
    else:
        _capture_part(intent, charge, amount)
    _report_capture(ledger, intent, charge, final=final)
    return intent.to_json()


def _capture_part(intent: PaymentIntentRecord, charge: ChargeRecord, amount: int) -> None:
    charge.amount_captured += amount
    charge.balance_transaction = charge.balance_transaction or ids.new("txn")
    intent.amount_received = charge.amount_captured
    intent.amount_capturable -= amount


def _report_capture(
    ledger: Ledger, intent: PaymentIntentRecord, charge: ChargeRecord, *, final: bool
) -> None:
    if charge.captured_in_parts:
        ledger.emit("payment_intent.amount_capturable_updated", intent.to_json())
        ledger.emit("charge.updated", charge.to_json())
    if final:
        ledger.emit("charge.captured", charge.to_json())
        ledger.emit("payment_intent.succeeded", intent.to_json())


def _amount_to_capture(intent: PaymentIntentRecord, wanted: int | None, *, final: bool) -> int:
    if intent.status not in CAPTURABLE:
        raise _not_capturable(intent)
    if wanted is None:
        return intent.amount_capturable
    if not (wanted == 0 and final and intent.amount_received):  # that releases what is left
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


def _not_in_parts() -> GatewayRefusal:
    # the words are not Stripe's, whose documentation does not give them
    return invalid("Multiple captures are not available for this PaymentIntent.", param="final_capture")


def _not_capturable(intent: PaymentIntentRecord) -> GatewayRefusal:
    return conflicting_state(
        f"This PaymentIntent could not be captured because it has a status of {intent.status.value}. Only a"
        " PaymentIntent with one of the following statuses may be captured: requires_capture.",
        intent=intent.to_json(),
    )


def capture_charge(ledger: Ledger, intent: PaymentIntentRecord, charge: ChargeRecord, amount: int) -> None:
    """End an authorization with `amount` minor units captured in all; some test cards then dispute it."""
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
    if charge is not None and charge.amount_captured:
        _release_rest(ledger, intent, charge)
        return intent.to_json()
    if charge is not None and charge.state is ChargeState.AUTHORIZED:
        charge.transition_to(ChargeState.CANCELED)
    _cancel(ledger, intent, context.params.get("cancellation_reason"))
    return intent.to_json()


def expire(ledger: Ledger, intent: PaymentIntentRecord, charge: ChargeRecord) -> None:
    """End an authorization that was not captured in time: the intent is canceled as `expired`.

    What was captured of it stays captured, and then the intent has succeeded.
    """
    if charge.state is not ChargeState.AUTHORIZED:
        return
    if charge.amount_captured:
        _release_rest(ledger, intent, charge)
        return
    charge.transition_to(ChargeState.EXPIRED)
    ledger.emit("charge.expired", charge.to_json())
    _cancel(ledger, intent, "expired")


def _release_rest(ledger: Ledger, intent: PaymentIntentRecord, charge: ChargeRecord) -> None:
    """End an authorization of which parts were captured; the documentation says so of its expiry only."""
    capture_charge(ledger, intent, charge, charge.amount_captured)
    _report_capture(ledger, intent, charge, final=True)


def _cancel(ledger: Ledger, intent: PaymentIntentRecord, reason: str | None) -> None:
    intent.transition_to(PaymentIntentStatus.CANCELED)
    intent.amount_capturable, intent.next_action = 0, None
    intent.canceled_at, intent.cancellation_reason = ledger.now(), reason
    ledger.emit("payment_intent.canceled", intent.to_json())
