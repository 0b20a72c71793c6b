"""Refunds: in full, in part, never more than was taken; some settle or fail later."""

from __future__ import annotations

from environment.doubles.gateway import currencies, ids
from environment.doubles.gateway.cards import RefundOutcome
from environment.doubles.gateway.errors import Refusal, Wire, conflicting_state, invalid
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.operations.call import Call, merged, named, refuse_unspoken
from environment.doubles.gateway.operations.listing import listed
from environment.doubles.gateway.records.charge import Charge
from environment.doubles.gateway.records.refund import Refund, RefundStatus

_NOT_SPOKEN = (
    *("currency", "customer", "instructions_email", "origin", "refund_application_fee", "reverse_transfer"),
)
SETTLES_AFTER_SECONDS = 60
"""When a pending refund succeeds and a failing one fails by itself; Stripe promises no time."""


def create(call: Call) -> Wire:
    """POST /v1/refunds by `payment_intent` or `charge`; without `amount` all that is left.

    Raises Refusal: charge_already_refunded, charge_not_refundable, or 400 on `amount` for too much.
    """
    params, ledger = call.params, call.ledger
    refuse_unspoken(params, _NOT_SPOKEN)
    charge = _charge(call)
    amount = _amount(charge, params.get("amount"))
    refund = ledger.refunds.add(
        Refund(
            ids.new("re"),
            ledger.now(),
            amount,
            charge.currency,
            charge.id,
            charge.payment_intent,
            reason=params.get("reason"),
            metadata=merged({}, params.get("metadata")),
            balance_transaction=ids.new("txn"),
        )
    )
    charge.amount_refunded += amount
    _plan(ledger, refund, charge)
    ledger.emit("refund.created", refund.wire())
    ledger.emit("charge.refunded", charge.wire())
    return refund.wire()


def _charge(call: Call) -> Charge:
    params, ledger = call.params, call.ledger
    if "charge" not in params and "payment_intent" not in params:
        raise invalid(
            "One of the following params should be provided for this request: payment_intent or charge.",
            code="parameter_missing",
        )
    if "charge" in params:
        charge = named(ledger.charges, "charge", params["charge"], "charge")
    else:
        intent = named(ledger.payment_intents, "payment_intent", params["payment_intent"], "payment_intent")
        found = ledger.charges.get(intent.latest_charge or "")
        if found is None or not found.captured:
            raise conflicting_state(
                f"This PaymentIntent ({intent.id}) does not have a successful charge to refund.",
                intent=intent.wire(),
            )
        charge = found
    if params.get("payment_intent", charge.payment_intent) != charge.payment_intent:
        raise invalid("The charge does not belong to this PaymentIntent.", param="payment_intent")
    return charge


def _amount(charge: Charge, wanted: int | None) -> int:
    if not charge.captured:
        raise Refusal(
            f"Charge {charge.id} is not refundable: it has not been captured.",
            code="charge_not_refundable",
            executed=True,
        )
    if charge.refundable == 0:
        raise Refusal(
            f"Charge {charge.id} has already been refunded.", code="charge_already_refunded", executed=True
        )
    if wanted is None:
        return charge.refundable
    currencies.check_positive(wanted, param="amount")
    currencies.check_settles(wanted, charge.currency, param="amount")
    if wanted > charge.refundable:
        raise Refusal(
            f"Refund amount ({currencies.shown(wanted, charge.currency)}) is greater than unrefunded amount"
            f" on charge ({currencies.shown(charge.refundable, charge.currency)})",
            param="amount",
            executed=True,
        )
    return wanted


def _plan(ledger: Ledger, refund: Refund, charge: Charge) -> None:
    method = ledger.payment_methods.get(charge.payment_method)
    outcome = method.card.refunds if method else RefundOutcome.SUCCEEDS
    later = ledger.time() + SETTLES_AFTER_SECONDS
    if outcome is RefundOutcome.PENDING:
        refund.status = RefundStatus.PENDING
        ledger.schedule.at(later, lambda: settle(ledger, refund))
    elif outcome is RefundOutcome.FAILS_LATER:
        ledger.schedule.at(later, lambda: fail(ledger, refund, "expired_or_canceled_card"))


def settle(ledger: Ledger, refund: Refund) -> None:
    """A pending refund has arrived."""
    if refund.status is not RefundStatus.PENDING:
        return
    refund.move(RefundStatus.SUCCEEDED)
    ledger.emit("refund.updated", refund.wire(), {"status": RefundStatus.PENDING.value})


def fail(ledger: Ledger, refund: Refund, reason: str) -> None:
    """The bank has sent the money back: it is ours again, and the charge counts as not refunded by it."""
    charge = ledger.charges.get(refund.charge)
    if refund.status is RefundStatus.FAILED or charge is None:
        return
    before = refund.status.value
    refund.move(RefundStatus.FAILED)
    refund.failure_reason = reason
    refund.failure_balance_transaction = ids.new("txn")
    charge.amount_refunded -= refund.amount
    ledger.emit("refund.failed", refund.wire())
    ledger.emit("charge.refund.updated", refund.wire(), {"status": before})


def retrieve(call: Call) -> Wire:
    return _refund(call).wire()


def _refund(call: Call) -> Refund:
    found = call.ledger.refunds.get(call.subject)
    if found is None:
        raise Refusal(
            f"No such refund: '{call.subject}'", status=404, code="resource_missing", param="refund"
        )
    return found


def list_all(call: Call) -> Wire:
    return listed(call, call.ledger.refunds, "/v1/refunds", "refund", filters=("charge", "payment_intent"))
