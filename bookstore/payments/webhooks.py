"""The webhook of the gateway: events count only with a valid signature that is at most five minutes old."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel
from stripe import SignatureVerificationError, WebhookSignature

from bookstore.payments.errors import PROBLEMS, NotAnEvent, NotFromTheGateway
from bookstore.payments.store import Store
from bookstore.payments.transition import Transition
from bookstore.payments.webhook_event import WebhookEvent, webhook_event
from bookstore.platform import correlation, security
from bookstore.platform.clock import Clock
from bookstore.platform.correlation import Correlation
from bookstore.platform.problem import refused_with
from bookstore.platform.security import admits
from bookstore.platform.server import ThreadedRouter

_log = logging.getLogger(__name__)
# https://docs.stripe.com/webhooks#replay-attacks; the same limit holds for a clock that is ahead
_OLDEST = timedelta(minutes=5)
# https://docs.stripe.com/webhooks#verify-manually: a time in seconds, and a signature for each scheme. The
# SDK fails on characters beyond ASCII, and a time of hundreds of digits is no float.
_SIGNATURES = re.compile(r"(?:(?:t=[0-9]{1,12}|(?!t=)[a-z0-9]{1,16}=[!-+\--~]{0,512})(?:,|\Z))+")


class WebhookReceipt(BaseModel):
    """The event is stored; it need not be sent again."""

    received: Literal[True]


class WebhookReceiver:
    """Receives events of the gateway: each once, in any order, also before their payment is stored."""

    def __init__(self, store: Store, secret: str, clock: Clock) -> None:
        self._store = store
        self._secret = secret
        self._clock = clock
        self.wake: Callable[[], None] = lambda: None

    def receive(self, body: bytes, signature: str) -> None:
        """Store the event and apply it to its payment. A refusal changes nothing.

        Raises:
            NotFromTheGateway: the signature does not hold, or is too old.
            NotAnEvent: the body is no event.
        """
        self._verify(body, signature)
        try:
            event = webhook_event(json.loads(body))
        except (ValueError, RecursionError):  # the latter for "[[[[..."
            raise NotAnEvent("the body is no event") from None
        if event.relevant:
            with correlation.correlated(_correlation_of(event)):
                self._apply(event)

    def _apply(self, event: WebhookEvent) -> None:
        now = self._clock.now()
        first = self._store.record_event(event, Transition.of(event.applied_to, now), now)
        seen = {"event_id": event.event_id, "type": event.type, "repeated": not first}
        _log.info("the gateway has told us something", extra=seen)
        self.wake()

    def _verify(self, body: bytes, signature: str) -> None:
        """The SDK checks the signature; the age is checked on the clock of this service."""
        try:
            if not _SIGNATURES.fullmatch(signature):
                raise ValueError("it is no list of a time and signatures")
            WebhookSignature.verify_header(body, signature, self._secret)
            stamp = int(dict(part.split("=", 1) for part in signature.split(","))["t"])
        except (SignatureVerificationError, UnicodeDecodeError, ValueError, KeyError):
            _log.warning("a webhook without a valid signature was refused")
            raise NotFromTheGateway("the signature does not hold") from None
        if abs(self._clock.now().timestamp() - stamp) > _OLDEST.total_seconds():
            _log.warning("a webhook with an old signature was refused", extra={"signed_at": stamp})
            raise NotFromTheGateway("the signature is too old")


def _correlation_of(event: WebhookEvent) -> Correlation:
    """The trace of the checkout, where the metadata of its payment intent name it; else the request's own."""
    own, metadata = correlation.current(), event.subject.get("metadata") or {}
    traceparent = f"00-{metadata.get('trace_id')}-{own.span_id}-01"
    found = correlation.correlation_of({"traceparent": traceparent, "baggage": own.baggage})
    return found if "trace_id" in metadata else own


async def _raw(request: Request) -> bytes:
    return await request.body()


@admits(security.GATEWAY)
async def _signature(stripe_signature: Annotated[str, Header(include_in_schema=False)] = "") -> str:
    """The signature that the request came with, which is verified together with the body."""
    return stripe_signature


def webhook_routes(webhooks: WebhookReceiver) -> APIRouter:
    """The route to which the gateway sends its events."""
    router = ThreadedRouter(prefix="/webhooks", tags=["webhooks"])
    event = {"type": "object", "description": "An event (https://docs.stripe.com/api/events/object)"}
    body = {"required": True, "content": {"application/json": {"schema": event}}}

    @router.post(
        "/stripe",
        responses=refused_with(PROBLEMS[NotAnEvent], PROBLEMS[NotFromTheGateway]),
        openapi_extra={"requestBody": body},
    )
    def take(
        body: Annotated[bytes, Depends(_raw)], signature: Annotated[str, Depends(_signature)]
    ) -> WebhookReceipt:
        """Receive an event of the gateway; its signature authenticates it."""
        webhooks.receive(body, signature)
        return WebhookReceipt(received=True)

    return router
