"""Refunds: in full or in part, never more than was captured; some settle or fail later."""

from __future__ import annotations

from environment.doubles.gateway import currencies, ids
from environment.doubles.gateway.cards import RefundOutcome
from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, conflicting_state, invalid
from environment.doubles.gateway.handlers.context import (
    RequestContext,
    merged_metadata,
    referenced,
    refuse_unsupported,
)
from environment.doubles.gateway.handlers.listing import list_page
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.records.charge import ChargeRecord
from environment.doubles.gateway.records.refund import RefundRecord, RefundRecordStatus

_UNSUPPORTED = (
    *("currency", "customer", "instructions_email", "origin", "refund_application_fee", "reverse_transfer"),
)
SETTLES_AFTER_SECONDS = 60
"""The delay after which a pending refund succeeds, and a failing one fails; Stripe promises no time."""


def create(context: RequestContext) -> JsonObject:
    """POST /v1/refunds by `payment_intent` or `charge`; without `amount` the whole rest is refunded.

    Raises:
        GatewayRefusal: charge_already_refunded, charge_disputed, charge_not_refundable, or 400 for an
            `amount` above the rest.
    """
    params, ledger = context.params, context.ledger
    refuse_unsupported(params, _UNSUPPORTED)
    charge = _charge(context)
    amount = _amount(charge, params.get("amount"))
    refund = ledger.refunds.add(
        RefundRecord(
            ids.new("re"),
            ledger.now(),
            amount,
            charge.currency,
            charge.id,
            charge.payment_intent,
            reason=params.get("reason"),
            metadata=merged_metadata({}, params.get("metadata")),
            balance_transaction=ids.new("txn"),
        )
    )
    charge.amount_refunded += amount
    _schedule_outcome(ledger, refund, charge)
    ledger.emit("refund.created", refund.to_json())
    ledger.emit("charge.refunded", charge.to_json())
    return refund.to_json()


def _charge(context: RequestContext) -> ChargeRecord:
    params, ledger = context.params, context.ledger
    if "charge" not in params and "payment_intent" not in params:
        raise invalid(
            "One of the following params should be provided for this request: payment_intent or charge.",
            code="parameter_missing",
        )
    if "charge" in params:
        charge = referenced(ledger.charges, "charge", params["charge"], "charge")
    else:
        intent = referenced(
            ledger.payment_intents, "payment_intent", params["payment_intent"], "payment_intent"
        )
        found = ledger.charges.get(intent.latest_charge or "")
        if found is None or not found.amount_captured:
            raise conflicting_state(
                f"This PaymentIntent ({intent.id}) does not have a successful charge to refund.",
                intent=intent.to_json(),
            )
        charge = found
    if params.get("payment_intent", charge.payment_intent) != charge.payment_intent:
        raise invalid("The charge does not belong to this PaymentIntent.", param="payment_intent")
    return charge


def _amount(charge: ChargeRecord, wanted: int | None) -> int:
    if not charge.amount_captured:
        raise GatewayRefusal(
            f"Charge {charge.id} is not refundable: it has not been captured.",
            code="charge_not_refundable",
            executed=True,
        )
    if charge.dispute is not None and not charge.dispute.inquiry:
        raise GatewayRefusal(
            f"Charge {charge.id} has been charged back; cannot issue a refund.",
            code="charge_disputed",
            executed=True,
        )
    if charge.refundable == 0:
        raise GatewayRefusal(
            f"Charge {charge.id} has already been refunded.", code="charge_already_refunded", executed=True
        )
    if wanted is None:
        return charge.refundable
    currencies.check_positive(wanted, param="amount")
    currencies.check_settles(wanted, charge.currency, param="amount")
    if wanted > charge.refundable:
        raise GatewayRefusal(
            f"Refund amount ({currencies.shown(wanted, charge.currency)}) is greater than unrefunded amount"
            f" on charge ({currencies.shown(charge.refundable, charge.currency)})",
            param="amount",
            executed=True,
        )
    return wanted


def _schedule_outcome(ledger: Ledger, refund: RefundRecord, charge: ChargeRecord) -> None:
    method = ledger.payment_methods.get(charge.payment_method)
    outcome = method.card.refunds if method else RefundOutcome.SUCCEEDS
    later = ledger.time() + SETTLES_AFTER_SECONDS
    if outcome is RefundOutcome.PENDING:
        refund.status = RefundRecordStatus.PENDING
        ledger.schedule.at(later, lambda: settle(ledger, refund))
    elif outcome is RefundOutcome.FAILS_LATER:
        ledger.schedule.at(later, lambda: fail(ledger, refund, "expired_or_canceled_card"))


def settle(ledger: Ledger, refund: RefundRecord) -> None:
    """A pending refund succeeds; a refund with another status stays as it is."""
    if refund.status is not RefundRecordStatus.PENDING:
        return
    refund.transition_to(RefundRecordStatus.SUCCEEDED)
    ledger.emit("refund.updated", refund.to_json(), {"status": RefundRecordStatus.PENDING.value})


def fail(ledger: Ledger, refund: RefundRecord, reason: str) -> None:
    """The bank returns the refund: it fails, and its amount no longer counts as refunded.

    reason: Stripe's `failure_reason`, for example expired_or_canceled_card.
    """
    charge = ledger.charges.get(refund.charge)
    if refund.status is RefundRecordStatus.FAILED or charge is None:
        return
    before = refund.status.value
    refund.transition_to(RefundRecordStatus.FAILED)
    refund.failure_reason = reason
    refund.failure_balance_transaction = ids.new("txn")
    charge.amount_refunded -= refund.amount
    ledger.emit("refund.failed", refund.to_json())
    ledger.emit("charge.refund.updated", refund.to_json(), {"status": before})


def cancel(ledger: Ledger, refund: RefundRecord) -> None:
    """A pending refund is canceled, as a bank may: its amount no longer counts as refunded.

    A refund with another status stays as it is.
    """
    charge = ledger.charges.get(refund.charge)
    if refund.status is not RefundRecordStatus.PENDING or charge is None:
        return
    refund.transition_to(RefundRecordStatus.CANCELED)
    charge.amount_refunded -= refund.amount
    before = {"status": RefundRecordStatus.PENDING.value}
    ledger.emit("refund.updated", refund.to_json(), before)
    ledger.emit("charge.refund.updated", refund.to_json(), before)


def retrieve(context: RequestContext) -> JsonObject:
    """GET /v1/refunds/{id}"""
    return _refund(context).to_json()


def _refund(context: RequestContext) -> RefundRecord:
    found = context.ledger.refunds.get(context.object_id)
    if found is None:
        raise GatewayRefusal(
            f"No such refund: '{context.object_id}'", status=404, code="resource_missing", param="refund"
        )
    return found


def list_all(context: RequestContext) -> JsonObject:
    """GET /v1/refunds: all, or those of one charge or payment intent."""
    return list_page(
        context, context.ledger.refunds, "/v1/refunds", "refund", filters=("charge", "payment_intent")
    )
