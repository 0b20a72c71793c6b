"""A payment attempt: the challenge, the issuer's response, the charge, and the new status of the intent."""

from __future__ import annotations

from dataclasses import dataclass

from environment.doubles.gateway import declines, ids
from environment.doubles.gateway.cards import Challenge
from environment.doubles.gateway.declines import CardDecline
from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, doc_url
from environment.doubles.gateway.handlers import captures
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.records.charge import AUTHORIZATION_SECONDS, ChargeRecord, ChargeState
from environment.doubles.gateway.records.payment_intent import PaymentIntentRecord, PaymentIntentStatus
from environment.doubles.gateway.records.payment_method import PaymentMethodRecord


@dataclass(frozen=True, slots=True)
class AttemptOptions:
    """The parameters of a confirmation that decide what happens when the issuer asks for authentication.

    off_session: the customer is not present. return_url: where the issuer sends the customer afterwards.
    """

    off_session: bool = False
    error_on_requires_action: bool = False
    return_url: str | None = None


def attempt(
    ledger: Ledger, intent: PaymentIntentRecord, method: PaymentMethodRecord, options: AttemptOptions
) -> None:
    """Ask the issuer; on approval the intent is captured, or held where it is captured manually.

    Raises:
        GatewayRefusal: 402 card_error, the card is declined.
    """
    intent.payment_method, intent.next_action = method.id, None
    if _must_authenticate(intent, method, options):
        _ask_for_authentication(ledger, intent, method, options)
        return
    method.used = method.customer is None
    if method.card.decline is not None:
        charge = _failed_charge(ledger, intent, method, method.card.decline)
        raise record_decline(ledger, intent, method, method.card.decline, charge)
    _authorize(ledger, intent, method)


def _must_authenticate(
    intent: PaymentIntentRecord, method: PaymentMethodRecord, options: AttemptOptions
) -> bool:
    if intent.authenticated == method.id:
        return False
    is_set_up = method.customer is not None and options.off_session
    if method.card.challenge is Challenge.UNLESS_SET_UP and is_set_up:
        return False
    card_options = (intent.payment_method_options or {}).get("card", {})
    return method.asks_for_authentication(
        requested=card_options.get("request_three_d_secure") in ("any", "challenge")
    )


def _ask_for_authentication(
    ledger: Ledger, intent: PaymentIntentRecord, method: PaymentMethodRecord, options: AttemptOptions
) -> None:
    if options.off_session:
        charge = _failed_charge(ledger, intent, method, declines.AUTHENTICATION_REQUIRED)
        raise record_decline(ledger, intent, method, declines.AUTHENTICATION_REQUIRED, charge)
    if options.error_on_requires_action:
        raise record_decline(ledger, intent, method, declines.AUTHENTICATION_REQUIRED, None)
    if intent.status is not PaymentIntentStatus.REQUIRES_ACTION:
        intent.transition_to(PaymentIntentStatus.REQUIRES_ACTION)
    intent.next_action = _next_action(ledger, intent, options)
    intent.bank_return_url = options.return_url
    ledger.emit("payment_intent.requires_action", intent.to_json())


def _next_action(ledger: Ledger, intent: PaymentIntentRecord, options: AttemptOptions) -> JsonObject:
    if options.return_url is None:
        return {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}}
    url = f"{ledger.bank_page}{intent.id}"
    return {"type": "redirect_to_url", "redirect_to_url": {"return_url": options.return_url, "url": url}}


def _authorize(ledger: Ledger, intent: PaymentIntentRecord, method: PaymentMethodRecord) -> None:
    charge = _charge(ledger, intent, method, ChargeState.AUTHORIZED)
    intent.latest_charge, intent.last_payment_error = charge.id, None
    charge.captured_in_parts = intent.asks_for_several_captures and method.card.captured_in_parts
    if intent.capture_method == "manual":
        intent.amount_capturable = intent.amount
        intent.transition_to(PaymentIntentStatus.REQUIRES_CAPTURE)
        ledger.schedule.at(
            charge.created + AUTHORIZATION_SECONDS, lambda: captures.expire(ledger, intent, charge)
        )
        ledger.emit("charge.succeeded", charge.to_json())
        ledger.emit("payment_intent.amount_capturable_updated", intent.to_json())
        return
    captures.capture_charge(ledger, intent, charge, intent.amount)
    ledger.emit("charge.succeeded", charge.to_json())
    ledger.emit("payment_intent.succeeded", intent.to_json())


def _failed_charge(
    ledger: Ledger, intent: PaymentIntentRecord, method: PaymentMethodRecord, decline: CardDecline
) -> ChargeRecord:
    charge = _charge(ledger, intent, method, ChargeState.FAILED)
    charge.failure_code, charge.failure_message = decline.code, decline.message
    charge.outcome = _declined_outcome(decline, method.card.risk)
    intent.latest_charge = charge.id
    ledger.emit("charge.failed", charge.to_json())
    return charge


def _charge(
    ledger: Ledger, intent: PaymentIntentRecord, method: PaymentMethodRecord, state: ChargeState
) -> ChargeRecord:
    return ledger.charges.add(
        ChargeRecord(
            ids.new("ch"),
            ledger.now(),
            intent.amount,
            intent.currency,
            intent.id,
            method.id,
            state,
            billing_details=method.billing_details,
            card=method.charged_card(authenticated=intent.authenticated == method.id),
            outcome=_approved_outcome(method.card.risk),
            customer=intent.customer,
            description=intent.description,
            metadata=intent.metadata,
            receipt_email=intent.receipt_email,
            shipping=intent.shipping,
            statement_descriptor_suffix=intent.statement_descriptor_suffix,
            transfer_group=intent.transfer_group,
        )
    )


def record_decline(
    ledger: Ledger,
    intent: PaymentIntentRecord,
    method: PaymentMethodRecord,
    decline: CardDecline,
    charge: ChargeRecord | None,
) -> GatewayRefusal:
    """Store the failed attempt on the intent, which needs another payment method; returns the refusal."""
    error = _error(method, decline, charge)
    intent.last_payment_error, intent.payment_method = error, None
    if intent.status is not PaymentIntentStatus.REQUIRES_PAYMENT_METHOD:
        intent.transition_to(PaymentIntentStatus.REQUIRES_PAYMENT_METHOD)
    ledger.emit("payment_intent.payment_failed", intent.to_json())
    details = {key: value for key, value in error.items() if key not in ("message", "type", "code", "param")}
    return GatewayRefusal(
        decline.message,
        status=402,
        kind="card_error",
        code=decline.code,
        param=decline.param,
        executed=True,
        **details,
        payment_intent=intent.to_json(),
    )


def _error(method: PaymentMethodRecord, decline: CardDecline, charge: ChargeRecord | None) -> JsonObject:
    error: JsonObject = {
        "code": decline.code,
        "decline_code": decline.decline_code,
        "doc_url": doc_url(decline.code),
        "message": decline.message,
        "payment_method": method.to_json(),
        "type": "card_error",
    }
    optional = {
        "advice_code": decline.advice,
        "charge": charge.id if charge else None,
        "param": decline.param,
    }
    return error | {key: value for key, value in optional.items() if value is not None}


def _approved_outcome(risk: str) -> JsonObject:
    return {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": "approved_by_network",
        "reason": "elevated_risk_level" if risk == "elevated" else None,
        "risk_level": risk,
        "risk_score": 75 if risk == "elevated" else 20,
        "seller_message": "Payment complete.",
        "type": "authorized",
    }


def _declined_outcome(decline: CardDecline, risk: str) -> JsonObject:
    return _approved_outcome(risk) | {
        "advice_code": decline.advice,
        "network_status": "not_sent_to_network" if decline.blocked else "declined_by_network",
        "reason": "highest_risk_level" if decline.blocked else decline.decline_code,
        "seller_message": "The bank did not return any further details with this decline.",
        "type": "blocked" if decline.blocked else "issuer_declined",
    }
