"""Payment methods: created from a test token, or from one of Stripe's pm_card_* test ids."""

from __future__ import annotations

from typing import Any

from environment.doubles.gateway import cards, ids
from environment.doubles.gateway.cards import Card
from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, invalid, no_such
from environment.doubles.gateway.handlers.context import RequestContext, merged_metadata, referenced
from environment.doubles.gateway.handlers.listing import list_page
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.parameters import Params
from environment.doubles.gateway.records.payment_method import NO_ADDRESS, PaymentMethodRecord

_PERIODS_VALID = 5
_NO_BILLING_DETAILS: JsonObject = {
    "address": NO_ADDRESS,
    "email": None,
    "name": None,
    "phone": None,
    "tax_id": None,
}
_ALREADY_USED = (
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared"
    " with a connected account without Customer attachment, or was detached from a Customer. It may not be"
    " used again. To use a PaymentMethod multiple times, you must attach it to a Customer first."
)


def create(context: RequestContext) -> JsonObject:
    """POST /v1/payment_methods: the one route that a publishable key may use."""
    method = from_data(context.ledger, context.params, prefix="")
    method.metadata = merged_metadata({}, context.params.get("metadata"))
    return method.to_json()


def from_data(ledger: Ledger, data: Params, *, prefix: str) -> PaymentMethodRecord:
    """A payment method from `type=card&card[token]=tok_...`; `prefix` names the parameter in messages.

    Raises:
        GatewayRefusal: 402 for a card number, 400 for an unknown token.
    """
    if data.get("type", "card") != "card" or "card" not in data:
        raise invalid("This sandbox knows cards only: send type=card and card[token].", param=f"{prefix}type")
    sent: dict[str, Any] = data["card"]
    token = sent.get("token", "")
    if "number" in sent or token.isdigit():
        raise GatewayRefusal(
            "Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use"
            " test tokens that map to the test card you are using, see https://stripe.com/docs/testing.",
            status=402,
        )
    card = cards.of_token(token)
    if card is None:
        raise no_such("token", token, param=f"{prefix}card[token]")
    return _add(ledger, card, data.get("billing_details"), data.get("allow_redisplay", "unspecified"))


def _add(
    ledger: Ledger, card: Card, billing: JsonObject | None = None, allow_redisplay: str = "unspecified"
) -> PaymentMethodRecord:
    year = ledger.date().year + _PERIODS_VALID
    details = _billing(billing)
    return ledger.payment_methods.add(
        PaymentMethodRecord(ids.new("pm"), ledger.now(), card, year, details, allow_redisplay)
    )


def _billing(sent: JsonObject | None) -> JsonObject:
    if not sent:
        return _NO_BILLING_DETAILS
    address = NO_ADDRESS | (sent.get("address") or {})
    return _NO_BILLING_DETAILS | {key: value or None for key, value in sent.items()} | {"address": address}


def usable(ledger: Ledger, identity: str, customer: str | None) -> PaymentMethodRecord:
    """The payment method with this id; each use of a pm_card_* id creates a new one.

    Raises:
        GatewayRefusal: it is unknown, was used before, or belongs to another customer.
    """
    if card := cards.of_payment_method(identity):
        return _add(ledger, card)
    method = referenced(ledger.payment_methods, "PaymentMethod", identity, "payment_method")
    if method.used:
        raise invalid(_ALREADY_USED)
    if method.customer is not None and method.customer != customer:
        raise invalid(
            "The payment method you provided is attached to a customer so for security purposes you must"
            " provide the customer in the request.",
            param="customer",
        )
    return method


def retrieve(context: RequestContext) -> JsonObject:
    """GET /v1/payment_methods/{id}"""
    return context.payment_method().to_json()


def attach(context: RequestContext) -> JsonObject:
    """POST /v1/payment_methods/{id}/attach: the customer may use it more than once."""
    customer = context.params.get("customer", "")
    referenced(context.ledger.customers, "customer", customer, "customer")
    method = attachable(context.ledger, context.object_id)
    attach_to(context.ledger, method, customer)
    return method.to_json()


def attachable(ledger: Ledger, identity: str) -> PaymentMethodRecord:
    """The payment method to attach; each use of a pm_card_* id creates a new one.

    Raises:
        GatewayRefusal: 404 for an unknown one, 400 for one that was used, 402 for a card that is declined.
    """
    card = cards.of_payment_method(identity)
    method = _add(ledger, card) if card else ledger.payment_methods.get(identity)
    if method is None:
        raise no_such("PaymentMethod", identity)
    if method.used:
        raise invalid(
            "This PaymentMethod was previously used without being attached to a Customer or was detached"
            " from a Customer, and may not be used again."
        )
    if method.card.decline is not None and not method.card.attachable:
        decline = method.card.decline
        raise GatewayRefusal(
            decline.message,
            status=402,
            kind="card_error",
            code=decline.code,
            param=decline.param,
            executed=True,
            decline_code=decline.decline_code,
        )
    return method


def attach_to(ledger: Ledger, method: PaymentMethodRecord, customer: str) -> None:
    """Attach the payment method to the customer with this id."""
    method.customer = customer
    ledger.payment_methods.reindex(method)
    ledger.emit("payment_method.attached", method.to_json())


def detach(context: RequestContext) -> JsonObject:
    """POST /v1/payment_methods/{id}/detach: it cannot be used again."""
    method = context.payment_method()
    if method.customer is None:
        raise invalid(
            "The payment method you provided is not attached to a customer so detachment is impossible."
        )
    method.customer, method.used = None, True
    context.ledger.payment_methods.reindex(method)
    context.ledger.emit("payment_method.detached", method.to_json())
    return method.to_json()


def list_all(context: RequestContext) -> JsonObject:
    """GET /v1/payment_methods: all are cards, so the filter `type` keeps all or none."""
    only_cards = context.params.get("type", "card") == "card"
    return list_page(
        RequestContext(
            context.ledger, {name: value for name, value in context.params.items() if name != "type"}
        ),
        context.ledger.payment_methods,
        "/v1/payment_methods",
        "PaymentMethod",
        filters=("customer",),
        fixed=None if only_cards else {"customer": ()},
    )
