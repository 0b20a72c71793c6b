"""The outcome of an authentication at the bank's page (https://docs.stripe.com/payments/3d-secure)."""

from __future__ import annotations

from environment.doubles.gateway.errors import GatewayRefusal, doc_url
from environment.doubles.gateway.handlers import attempts
from environment.doubles.gateway.handlers.attempts import AttemptOptions
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.records.payment_intent import PaymentIntentRecord, PaymentIntentStatus
from environment.doubles.gateway.records.payment_method import PaymentMethodRecord

_CODE = "payment_intent_authentication_failure"


def passed(ledger: Ledger, intent: PaymentIntentRecord) -> None:
    """The customer has authenticated: the attempt continues, and may still be declined.

    Raises:
        GatewayRefusal: the intent waits for no challenge.
    """
    method = _challenged(ledger, intent)
    intent.authenticated, intent.next_action = method.id, None
    if intent.confirmation_method == "manual":
        intent.transition_to(PaymentIntentStatus.REQUIRES_CONFIRMATION)
        return
    try:
        attempts.attempt(ledger, intent, method, AttemptOptions())
    except GatewayRefusal as refusal:
        # No request waits for a response: the decline is stored on the intent and sent as an event.
        if refusal.status != 402:
            raise


def failed(ledger: Ledger, intent: PaymentIntentRecord) -> None:
    """The customer has failed to authenticate: the intent needs another payment method.

    Raises:
        GatewayRefusal: the intent waits for no challenge.
    """
    method = _challenged(ledger, intent)
    intent.last_payment_error = {
        "code": _CODE,
        "doc_url": doc_url(_CODE),
        "message": "The provided PaymentMethod has failed authentication. You can provide"
        " payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
        "payment_method": method.to_json(),
        "type": "invalid_request_error",
    }
    intent.payment_method, intent.next_action = None, None
    intent.transition_to(PaymentIntentStatus.REQUIRES_PAYMENT_METHOD)
    ledger.emit("payment_intent.payment_failed", intent.to_json())


def _challenged(ledger: Ledger, intent: PaymentIntentRecord) -> PaymentMethodRecord:
    method = ledger.payment_methods.get(intent.payment_method or "")
    if intent.status is not PaymentIntentStatus.REQUIRES_ACTION or method is None:
        raise GatewayRefusal(f"{intent.id} waits for no challenge: it is {intent.status.value}")
    return method
