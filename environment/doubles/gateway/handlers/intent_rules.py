"""Which parameters a payment intent accepts in which status."""

from __future__ import annotations

from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, conflicting_state, invalid
from environment.doubles.gateway.handlers.context import refuse_unsupported
from environment.doubles.gateway.parameters import Params
from environment.doubles.gateway.records.payment_intent import CONFIRMABLE, PaymentIntentRecord
from environment.doubles.gateway.records.payment_method import NO_ADDRESS

_ONLY_WITH_CONFIRM = ("return_url", "off_session", "error_on_requires_action", "mandate", "mandate_data")
_CHOICES_OF_TYPES = (
    "allowed_payment_method_types",
    "excluded_payment_method_types",
    "automatic_payment_methods",
    "payment_method_configuration",
)
_FIXED_ONCE_PAID = (
    *("amount", "currency", "payment_method", "payment_method_data", "customer", "capture_method"),
    *("payment_method_options", "setup_future_usage", "allowed_payment_method_types"),
    *("excluded_payment_method_types", "payment_method_configuration"),
)
_OFFERED = ("card", "link")
_NEVER_REDIRECT = frozenset({"card", "link", "us_bank_account", "sepa_debit", "customer_balance"})
_UNSUPPORTED = (
    *("application_fee_amount", "confirmation_token", "mandate", "mandate_data", "on_behalf_of"),
    *("transfer_data", "hooks", "amount_details", "payment_details", "customer_account"),
)


def check_creation(params: Params) -> None:
    """Raises GatewayRefusal for a parameter that is not implemented or that needs confirm=true."""
    refuse_unsupported(params, _UNSUPPORTED)
    if not params.get("confirm"):
        for name in _ONLY_WITH_CONFIRM:
            if name in params:
                raise invalid(
                    f"The parameter `{name}` cannot be passed when creating a PaymentIntent unless `confirm`"
                    " is set to true.",
                    param=name,
                )


def check_confirmation(intent: PaymentIntentRecord, params: Params) -> None:
    """Raises GatewayRefusal where a payment method might redirect and there is no `return_url`."""
    refuse_unsupported(params, _UNSUPPORTED)
    allowed = params.get("allowed_payment_method_types") or intent.allowed_payment_method_types
    automatic = intent.automatic_payment_methods or {}
    if params.get("return_url") or automatic.get("allow_redirects") == "never":
        return
    if allowed and _NEVER_REDIRECT.issuperset(allowed):
        return
    raise invalid(
        "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some"
        " of these payment methods might redirect your customer off of your page, you must provide a"
        " `return_url`. If you don't want to accept redirect-based payment methods, set"
        " `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to"
        " `never` when creating Setup Intents and Payment Intents."
    )


def check_update(intent: PaymentIntentRecord, params: Params) -> None:
    """Raises GatewayRefusal payment_intent_unexpected_state once it is authorized, paid or canceled."""
    refuse_unsupported(params, _UNSUPPORTED)
    if intent.status in CONFIRMABLE:
        return
    for name in _FIXED_ONCE_PAID:
        if name in params:
            listed = ", ".join(status.value for status in CONFIRMABLE)
            raise conflicting_state(
                f"This PaymentIntent's {name} could not be updated because it has a status of"
                f" {intent.status.value}. You may only update the {name} of a PaymentIntent with one of the"
                f" following statuses: {listed}.",
                intent=intent.to_json(),
            )


def set_types(intent: PaymentIntentRecord, params: Params, *, created: bool) -> None:
    """Set the payment method types that the intent accepts; the parameters for this exclude each other.

    https://docs.stripe.com/changelog/dahlia/2026-07-29/allowed-payment-method-types-parameter
    """
    chosen = [name for name in _CHOICES_OF_TYPES if name in params]
    if len(chosen) > 1:
        raise invalid(
            f"You may only specify one of these parameters: {', '.join(chosen)}.", code="parameters_exclusive"
        )
    if not chosen and not created:
        return
    allowed = params.get("allowed_payment_method_types")
    excluded = params.get("excluded_payment_method_types") or []
    intent.allowed_payment_method_types = allowed
    intent.excluded_payment_method_types = excluded or None
    intent.automatic_payment_methods = None if allowed else _automatic(params)
    intent.payment_method_types = [
        kind for kind in _OFFERED if (not allowed or kind in allowed) and kind not in excluded
    ]
    if not intent.payment_method_types:
        raise invalid(
            "No valid payment method types for this Payment Intent.", param=chosen[0] if chosen else None
        )


def _automatic(params: Params) -> JsonObject:
    sent = params.get("automatic_payment_methods", {"enabled": True})
    return {"allow_redirects": sent.get("allow_redirects", "always"), "enabled": sent["enabled"]}


def options(before: JsonObject | None, sent: JsonObject | None) -> JsonObject:
    """The new value of `payment_method_options`, of which the sandbox implements `card`."""
    for kind in sent or {}:
        if kind not in ("card", "link"):
            raise invalid(f"This sandbox does not offer `{kind}`.", param=f"payment_method_options[{kind}]")
    card: JsonObject = (before or {}).get("card") or {
        "installments": None,
        "mandate_options": None,
        "network": None,
        "request_three_d_secure": "automatic",
    }
    given = (sent or {}).get("card") or {}
    known = (*card, "request_multicapture")  # shown where it was given
    return {"card": card | {name: given[name] for name in known if name in given}}


def shipping(sent: JsonObject | str) -> JsonObject | None:
    """The value of `shipping` with every field; "" clears it."""
    if isinstance(sent, str):
        return None
    address = NO_ADDRESS | {name: value or None for name, value in sent.get("address", {}).items()}
    known = ("name", "phone", "carrier", "tracking_number")
    return {name: sent.get(name) or None for name in known} | {"address": address}


def refuse_statement_descriptor(text: str) -> None:
    """Raises GatewayRefusal: since 2024 a card accepts the suffix alone (https://docs.stripe.com/changelog)."""
    raise GatewayRefusal(
        "The `statement_descriptor` parameter is not supported for the following payment method type(s):"
        f" card. Use `statement_descriptor_suffix` for {text!r} instead.",
        param="statement_descriptor",
    )
