"""The payment gateway, by Stripe's official SDK."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import stripe
from babel.numbers import get_currency_precision
from oscar.apps.payment.exceptions import GatewayError, UnableToTakePayment

stripe.enable_telemetry = False
stripe.ca_bundle_path = os.environ["GATEWAY_CA"]
_client = stripe.StripeClient(
    os.environ["GATEWAY_SECRET_KEY"],
    base_addresses={"api": os.environ["GATEWAY_URL"]},
    max_network_retries=2,
    http_client=stripe.RequestsClient(timeout=2.5),
)


def authorize(number: str, amount: Decimal, currency: str, method: str, token: str) -> stripe.PaymentIntent:
    """Hold the amount on a card, or charge a wallet; the bank may ask the customer first."""
    with _errors_of_oscar():
        return _client.v1.payment_intents.create(
            {
                "amount": _minor(amount, currency),
                "currency": currency.lower(),
                "payment_method": token,
                "confirm": True,
                "capture_method": "automatic" if method == "wallet" else "manual",
                "allowed_payment_method_types": ["card"],
                "return_url": "https://shop.example/checkout/return/",
                "metadata": {"checkout_id": number},
            }
        )


def look(intent_id: str) -> stripe.PaymentIntent:
    """The payment as it is now."""
    with _errors_of_oscar():
        return _client.v1.payment_intents.retrieve(intent_id)


def capture(intent_id: str) -> None:
    """Charge what is held."""
    with _errors_of_oscar():
        _client.v1.payment_intents.capture(intent_id)


def void(intent_id: str) -> None:
    """Release what is held."""
    with _errors_of_oscar():
        _client.v1.payment_intents.cancel(intent_id)


def refund(intent_id: str, amount: Decimal, currency: str) -> str:
    """Refund a part of a charge; the refund's id."""
    with _errors_of_oscar():
        made = _client.v1.refunds.create({"payment_intent": intent_id, "amount": _minor(amount, currency)})
    return made.id


@contextmanager
def _errors_of_oscar() -> Iterator[None]:
    """The errors of the gateway as those for which Oscar has pages."""
    try:
        yield
    except stripe.CardError as error:
        raise UnableToTakePayment(error.user_message) from error
    except stripe.StripeError as error:
        raise GatewayError(f"{type(error).__name__}: {error.user_message}") from error


def _minor(amount: Decimal, currency: str) -> int:
    return int(amount * 10 ** get_currency_precision(currency))
