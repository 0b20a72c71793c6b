"""The payment gateway through Stripe's official SDK; only this file and `sdk_errors.py` use the SDK's API.

The SDK's own retries are switched off: they cannot be bounded in total, and they hide whether an earlier
attempt reached the gateway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import stripe
from stripe.params import (
    PaymentIntentCaptureParams,
    PaymentIntentCreateParams,
    PaymentIntentListParams,
    RefundListParams,
)

from bookstore.payments.gateway import deadline
from bookstore.payments.gateway.answers import (
    CapturedPart,
    ForeignAnswer,
    GatewayRefund,
    IntentSnapshot,
    IntentStatus,
    ListedRefund,
    Refusal,
    RefusedIntent,
)
from bookstore.payments.gateway.sdk_errors import translated
from bookstore.payments.gateway.settings import GatewaySettings
from bookstore.payments.gateway.wire import IntentBody, ListedIntent, ListedRefundBody, RefundBody
from bookstore.platform import correlation
from bookstore.platform.database import POOL_SIZE
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind

_LOOK_BACK = timedelta(minutes=10)  # our clock and the gateway's may differ
_LOOK_AHEAD = timedelta(hours=26)  # an idempotency key is valid for 24 hours
_PAGE = 100

# The SDK imports its classes at their first use: here, once, before the process serves or is forked.
_PRELOADED = (stripe.PaymentIntent, stripe.Refund, stripe.ListObject)


class GatewayClient:
    """Calls the gateway. Thread-safe; its connections are kept alive and shared.

    Every method raises one of the GatewayError kinds, and ends within the seconds given to `within`. Outside
    of `within` each of its requests ends within `deadline.LONGEST` seconds.
    """

    def __init__(self, settings: GatewaySettings) -> None:
        settings.check()
        stripe.enable_telemetry = False
        if settings.ca_file:
            stripe.ca_bundle_path = settings.ca_file  # a global of the SDK, which has no other way to set it
        self._back = settings.storefront.rstrip("/") + "/checkouts/"
        http = stripe.RequestsClient(
            timeout=(settings.connect_timeout, settings.read_timeout), session=deadline.session(POOL_SIZE)
        )
        client = stripe.StripeClient(
            settings.secret_key,
            base_addresses={"api": settings.base_url.rstrip("/")},
            max_network_retries=0,
            http_client=http,
        )
        self._intents = client.v1.payment_intents
        self._refunds = client.v1.refunds

    def within(self, seconds: float) -> Any:
        """A context in which every call ends after so many seconds at the latest."""
        return deadline.within(seconds)

    def authorize(
        self, checkout_id: UUID, amount: Money, method: PaymentMethodKind, token: str, key: str
    ) -> IntentSnapshot:
        """Authorize (card) or charge (wallet); the bank may require the customer's confirmation first."""
        params: PaymentIntentCreateParams = {
            "amount": amount.amount,
            "currency": amount.currency.lower(),
            "payment_method": token,
            "confirm": True,
            "capture_method": "automatic" if method is PaymentMethodKind.WALLET else "manual",
            "allowed_payment_method_types": ["card"],
            "return_url": f"{self._back}{checkout_id}",
            # Webhook events carry the metadata. The trace is the checkout's, hence the same in every attempt.
            "metadata": {"checkout_id": str(checkout_id), "trace_id": correlation.current().trace_id},
        }
        if method is PaymentMethodKind.CARD_ON_SHIPMENT:
            params["payment_method_options"] = {"card": {"request_multicapture": "if_available"}}
        with _about(lambda refused: refused.checkout_id == checkout_id):
            made = _intent_in(self._intents.create(params, {"idempotency_key": key}))
            _expect(made.checkout_id == checkout_id, f"{made.id} of another checkout")
            _expect(made.intent.amount == amount, f"{made.intent.amount} in place of {amount}")
            return made.intent

    def capture(self, intent_id: str, key: str, part: CapturedPart | None = None) -> IntentSnapshot:
        """Capture an authorized amount, or a part of it."""
        ended = (IntentStatus.SUCCEEDED, IntentStatus.PROCESSING)
        possible = ended if part is None or part.final else (IntentStatus.REQUIRES_CAPTURE,)
        with _about(lambda refused: refused.intent_id == intent_id):
            answer = self._intents.capture(intent_id, _capture_params(part), {"idempotency_key": key})
            return _intent_of(intent_id, answer, *possible)

    def void(self, intent_id: str, key: str) -> IntentSnapshot:
        """Void an authorization."""
        with _about(lambda refused: refused.intent_id == intent_id):
            answer = self._intents.cancel(intent_id, {}, {"idempotency_key": key})
            return _intent_of(intent_id, answer, IntentStatus.CANCELED)

    def refund(self, intent_id: str, refund_id: UUID, amount: Money, key: str) -> GatewayRefund:
        """Refund an amount, in the intent's currency."""
        metadata = {"refund_id": str(refund_id)}
        with _about(lambda refused: refused.intent_id == intent_id):
            made = self._refunds.create(
                {"payment_intent": intent_id, "amount": amount.amount, "metadata": metadata},
                {"idempotency_key": key},
            )
            refund = _refund_of(intent_id, amount.currency, made)
            _expect(refund.refund_id == refund_id, f"the refund {refund.gateway_id}, which is not ours")
            _expect(refund.amount == amount.amount, f"{refund.amount} in place of {amount.amount}")
            return refund

    def retrieve(self, intent_id: str) -> IntentSnapshot:
        """The payment intent as it is now."""
        with translated():
            return _intent_of(intent_id, self._intents.retrieve(intent_id))

    def retrieve_with_refunded(self, intent_id: str) -> IntentSnapshot:
        """The payment intent as it is now, with the amount that is refunded."""
        with translated():
            return _intent_of(intent_id, self._intents.retrieve(intent_id, {"expand": ["latest_charge"]}))

    def find(self, checkout_id: UUID, sent_at: datetime) -> IntentSnapshot | None:
        """The intent made for this checkout about then, or None: lists are exact, unlike the search."""
        with translated():
            for found, sent in self._listed(sent_at - _LOOK_BACK, sent_at + _LOOK_AHEAD):
                if found == checkout_id:
                    return IntentBody.model_validate(sent).intent
        return None

    def intents_between(self, since: datetime, until: datetime) -> list[tuple[UUID, IntentSnapshot]]:
        """Every intent made for a checkout of ours in this span, with the checkout, newest first.

        Each shows how much of it is refunded.
        """
        with translated():
            listed = self._listed(since, until, expand=["data.latest_charge"])
            return [(checkout_id, IntentBody.model_validate(sent).intent) for checkout_id, sent in listed]

    def _listed(
        self, since: datetime, until: datetime, expand: Sequence[str] = ()
    ) -> Iterator[tuple[UUID, Mapping[str, Any]]]:
        """The intents made for checkouts of ours, newest first, as the gateway sent them.

        Of other intents on the account only the metadata are read: an unknown form of them must not stop us.
        """
        first, end = int(since.timestamp()), int(until.timestamp())
        params: PaymentIntentListParams = {"created": {"gte": first, "lt": end}, "limit": _PAGE}
        if expand:
            params["expand"] = list(expand)
        for each in self._intents.list(params).auto_paging_iter():
            sent = each.to_dict()
            listed = ListedIntent.model_validate(sent)
            _expect(first <= listed.created < end, "a list of another span of time")
            if checkout_id := listed.checkout_id:
                yield checkout_id, sent

    def refunds_between(self, since: datetime, until: datetime) -> list[ListedRefund]:
        """Every refund of the account that was made in this span, newest first."""
        first, end = int(since.timestamp()), int(until.timestamp())
        params: RefundListParams = {"created": {"gte": first, "lt": end}, "limit": _PAGE}
        with translated():
            pages = self._refunds.list(params).auto_paging_iter()
            found = [ListedRefundBody.model_validate(each.to_dict()) for each in pages]
            _expect(all(first <= each.created < end for each in found), "a list of another span of time")
            return [each.listed for each in found]

    def refunds_of(self, intent_id: str, currency: Currency) -> list[GatewayRefund]:
        """Every refund of this intent, also those made at the gateway."""
        with translated():
            page = self._refunds.list({"payment_intent": intent_id, "limit": _PAGE})
            return [_refund_of(intent_id, currency, one) for one in page.auto_paging_iter()]


def _capture_params(part: CapturedPart | None) -> PaymentIntentCaptureParams:
    if part is None:
        return {}
    return {"amount_to_capture": part.amount, "final_capture": part.final}


def _intent_in(answer: stripe.PaymentIntent) -> IntentBody:
    return IntentBody.model_validate(answer.to_dict())


def _intent_of(intent_id: str, answer: stripe.PaymentIntent, *possible: IntentStatus) -> IntentSnapshot:
    """The intent that was asked for, in one of the statuses that the request can lead to."""
    intent = _intent_in(answer).intent
    _expect(intent.intent_id == intent_id, f"{intent.intent_id} in place of {intent_id}")
    _expect(not possible or intent.status in possible, f"the status {intent.status}")
    return intent


def _refund_of(intent_id: str, currency: Currency, answer: stripe.Refund) -> GatewayRefund:
    body = RefundBody.model_validate(answer.to_dict())
    _expect(body.payment_intent == intent_id, f"a refund of {body.payment_intent}")
    _expect(body.currency is currency, f"a refund in {body.currency}")
    return body.refund


@contextmanager
def _about(ours: Callable[[RefusedIntent], bool]) -> Iterator[None]:
    """Translate the SDK's errors; a refusal that names another payment is no answer to this request."""
    try:
        with translated():
            yield
    except Refusal as refusal:
        _expect(refusal.about is None or ours(refusal.about), f"the refusal of {refusal.about}")
        raise


def _expect(fits: bool, otherwise_seen: str) -> None:
    """Raises ForeignAnswer: nothing of an answer to another question may be stored."""
    if not fits:
        raise ForeignAnswer(otherwise_seen)
