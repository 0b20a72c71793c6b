"""Payment intents: create, confirm, update, retrieve and list."""

from __future__ import annotations

from dataclasses import replace

from environment.doubles.gateway import currencies, ids
from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, conflicting_state, invalid
from environment.doubles.gateway.handlers import attempts, intent_rules, payment_methods
from environment.doubles.gateway.handlers.attempts import AttemptOptions
from environment.doubles.gateway.handlers.context import RequestContext, merged_metadata, referenced
from environment.doubles.gateway.handlers.listing import list_page
from environment.doubles.gateway.parameters import Params
from environment.doubles.gateway.records.payment_intent import (
    CONFIRMABLE,
    PaymentIntentRecord,
    PaymentIntentStatus,
)
from environment.doubles.gateway.records.payment_method import PaymentMethodRecord

_TEXTS = ("description", "receipt_email", "statement_descriptor_suffix", "transfer_group")


def create(context: RequestContext) -> JsonObject:
    """POST /v1/payment_intents: `amount` in minor units; with confirm=true the payment is attempted."""
    params = context.params
    currency = currencies.check_currency(params["currency"])
    currencies.check_amount(params["amount"], currency)
    intent_rules.check_creation(params)
    identity = ids.new("pi")
    intent = PaymentIntentRecord(
        identity,
        context.ledger.now(),
        params["amount"],
        currency,
        client_secret=f"{identity}_{ids.new('secret')}",
        capture_method=params.get("capture_method", "automatic_async"),
        confirmation_method=params.get("confirmation_method", "automatic"),
        metadata=merged_metadata({}, params.get("metadata")),
        payment_method_options=intent_rules.options(None, params.get("payment_method_options")),
    )
    _apply(context, intent, params)
    intent_rules.set_types(intent, params, created=True)
    if params.get("confirm"):
        intent_rules.check_confirmation(intent, params)
    method = _method(context, intent, params)
    if params.get("confirm") and method is None:
        raise _missing_method(intent)
    context.ledger.payment_intents.add(intent)
    if method is not None:
        intent.payment_method = method.id
        intent.transition_to(PaymentIntentStatus.REQUIRES_CONFIRMATION)
    context.ledger.emit("payment_intent.created", intent.to_json())
    if params.get("confirm") and method is not None:
        attempts.attempt(context.ledger, intent, method, _attempt_options(params))
    return intent.to_json()


def confirm(context: RequestContext) -> JsonObject:
    """POST /v1/payment_intents/{id}/confirm: attempt it, with the given payment method or the stored one."""
    intent, params = context.intent(), context.params
    if intent.status not in CONFIRMABLE:
        raise _not_confirmable(intent)
    if "amount_to_confirm" in params and params["amount_to_confirm"] != intent.amount:
        raise invalid(
            "`amount_to_confirm` must equal the amount of the PaymentIntent.", param="amount_to_confirm"
        )
    intent_rules.check_confirmation(intent, params)
    method = _method(context, intent, params)
    if method is None and intent.payment_method is not None:
        method = payment_methods.usable(context.ledger, intent.payment_method, intent.customer)
    if method is None:
        raise _missing_method(intent)
    intent.copy_from(_changed(context, intent, params))
    attempts.attempt(context.ledger, intent, method, _attempt_options(params))
    return intent.to_json()


def update(context: RequestContext) -> JsonObject:
    """POST /v1/payment_intents/{id}: metadata may change always, other fields until the intent is paid."""
    intent, params = context.intent(), context.params
    intent_rules.check_update(intent, params)
    currency = currencies.check_currency(params.get("currency", intent.currency))
    if "amount" in params or "currency" in params:
        currencies.check_amount(params.get("amount", intent.amount), currency)
    method = _method(context, intent, params)
    draft = _changed(context, intent, params)
    draft.amount, draft.currency = params.get("amount", intent.amount), currency
    draft.metadata = merged_metadata(intent.metadata, params.get("metadata"))
    intent.copy_from(draft)
    context.ledger.payment_intents.reindex(intent)
    if method is not None:
        intent.payment_method = method.id
        _await_confirmation(intent)
    elif "amount" in params and intent.status is PaymentIntentStatus.REQUIRES_ACTION:
        _await_confirmation(intent)
    return intent.to_json()


def retrieve(context: RequestContext) -> JsonObject:
    """GET /v1/payment_intents/{id}"""
    return context.intent().to_json()


def list_all(context: RequestContext) -> JsonObject:
    """GET /v1/payment_intents: all, or those of one customer."""
    return list_page(
        context,
        context.ledger.payment_intents,
        "/v1/payment_intents",
        "payment_intent",
        filters=("customer",),
    )


def _changed(context: RequestContext, intent: PaymentIntentRecord, params: Params) -> PaymentIntentRecord:
    """A copy of the intent with the parameters applied: a refusal while they are applied changes nothing."""
    draft = replace(intent)
    _apply(context, draft, params)
    intent_rules.set_types(draft, params, created=False)
    draft.payment_method_options = intent_rules.options(
        intent.payment_method_options, params.get("payment_method_options")
    )
    draft.capture_method = params.get("capture_method", intent.capture_method)
    return draft


def _apply(context: RequestContext, intent: PaymentIntentRecord, params: Params) -> None:
    """Set customer, texts, shipping and future usage; "" clears a field."""
    if customer := params.get("customer"):
        referenced(context.ledger.customers, "customer", customer, "customer")
        intent.customer = customer
    for name in _TEXTS:
        if name in params:
            setattr(intent, name, params[name] or None)
    if "shipping" in params:
        intent.shipping = intent_rules.shipping(params["shipping"])
    if "setup_future_usage" in params:
        intent.setup_future_usage = params["setup_future_usage"] or None
    if "statement_descriptor" in params:
        intent_rules.refuse_statement_descriptor(params["statement_descriptor"])


def _method(
    context: RequestContext, intent: PaymentIntentRecord, params: Params
) -> PaymentMethodRecord | None:
    if "payment_method_data" in params:
        return payment_methods.from_data(
            context.ledger, params["payment_method_data"], prefix="payment_method_data"
        )
    if identity := params.get("payment_method"):
        return payment_methods.usable(context.ledger, identity, params.get("customer", intent.customer))
    return None


def _attempt_options(params: Params) -> AttemptOptions:
    return AttemptOptions(
        off_session=params.get("off_session") not in (None, False),
        error_on_requires_action=params.get("error_on_requires_action", False),
        return_url=params.get("return_url"),
    )


def _await_confirmation(intent: PaymentIntentRecord) -> None:
    intent.next_action, intent.authenticated = None, None
    if intent.status is not PaymentIntentStatus.REQUIRES_CONFIRMATION:
        intent.transition_to(PaymentIntentStatus.REQUIRES_CONFIRMATION)


def _missing_method(intent: PaymentIntentRecord) -> GatewayRefusal:
    return GatewayRefusal(
        "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update"
        " the PaymentIntent with a payment method and then confirm it again, or confirm it again directly"
        " with a payment method or ConfirmationToken.",
        code="payment_intent_unexpected_state",
        payment_intent=intent.to_json(),
    )


def _not_confirmable(intent: PaymentIntentRecord) -> GatewayRefusal:
    if intent.status is PaymentIntentStatus.SUCCEEDED:
        message = (
            "You cannot confirm this PaymentIntent because it has already succeeded after being previously"
            " confirmed."
        )
    else:
        statuses = ", ".join(status.value for status in CONFIRMABLE)
        message = (
            f"This PaymentIntent could not be confirmed because it has a status of {intent.status.value}."
            f" Only a PaymentIntent with one of the following statuses may be confirmed: {statuses}."
        )
    return conflicting_state(message, intent=intent.to_json())
