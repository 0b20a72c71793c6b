"""Events the gateway sends us: believed only with a signature of its own that is not old."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel
from stripe import SignatureVerificationError, WebhookSignature

from bookstore.payments.errors import NotFromTheGateway
from bookstore.payments.store import Store
from bookstore.payments.webhook_event import News, news_of
from bookstore.platform import correlation
from bookstore.platform.clock import Clock
from bookstore.platform.correlation import Correlation
from bookstore.platform.problem import documented

_log = logging.getLogger(__name__)
_OLDEST = timedelta(
    minutes=5
)  # https://docs.stripe.com/webhooks#replay-attacks; also for a clock that is ahead


class Received(BaseModel):
    """The event is kept; it need not be sent again."""

    received: bool = True


class Webhooks:
    """Takes events in: each once, in any order, also before its payment is known."""

    def __init__(self, store: Store, secret: str, clock: Clock) -> None:
        self._store = store
        self._secret = secret
        self._clock = clock
        self.wake: Callable[[], None] = lambda: None

    def take(self, body: bytes, signature: str) -> None:
        """Keep the event and do what it asks for. Raises NotFromTheGateway; then nothing was changed."""
        self._verify(body, signature)
        try:
            news = news_of(json.loads(body))
        except (ValueError, RecursionError):  # the latter for "[[[[..."
            raise NotFromTheGateway("the body is no event") from None
        if news.heeded:
            self._apply(news)

    def _apply(self, news: News) -> None:
        now = self._clock.now()
        with correlation.correlated(_trace_of(news)):
            self._heard(news, now)

    def _heard(self, news: News, now: datetime) -> None:
        first = self._store.hear(news, lambda payment: news.told_to(payment, now), now)
        seen = {"event_id": news.event_id, "type": news.type, "repeated": not first}
        _log.info("the gateway has told us something", extra=seen)
        self.wake()

    def _verify(self, body: bytes, signature: str) -> None:
        """The signature by the SDK, the age by our own clock."""
        try:
            WebhookSignature.verify_header(body, signature, self._secret)
            stamp = int(dict(part.split("=", 1) for part in signature.split(","))["t"])
        except (SignatureVerificationError, UnicodeDecodeError, ValueError, KeyError):
            _log.warning("a webhook without a valid signature was refused")
            raise NotFromTheGateway("the signature does not hold") from None
        if abs(self._clock.now().timestamp() - stamp) > _OLDEST.total_seconds():
            _log.warning("a webhook with an old signature was refused", extra={"signed_at": stamp})
            raise NotFromTheGateway("the signature is too old")


def _trace_of(news: News) -> Correlation:
    """The trace of the checkout that the event is about, where its payment tells; else the request's own."""
    own, told = correlation.current(), news.subject.get("metadata") or {}
    traceparent = f"00-{told.get('trace_id')}-{own.span_id}-01"
    found = correlation.correlation_of({"traceparent": traceparent, "baggage": own.baggage})
    return found if "trace_id" in told else own


async def _raw(request: Request) -> bytes:
    return await request.body()


def webhook_routes(webhooks: Webhooks) -> APIRouter:
    """Where the gateway sends its events."""
    router = APIRouter(prefix="/webhooks", tags=["webhooks"])
    event = {"type": "object", "description": "An event (https://docs.stripe.com/api/events/object)"}
    body = {"required": True, "content": {"application/json": {"schema": event}}}

    @router.post("/stripe", responses=documented(400), openapi_extra={"requestBody": body})
    def take(
        body: Annotated[bytes, Depends(_raw)], stripe_signature: Annotated[str, Header()] = ""
    ) -> Received:
        """Take an event in, once; it is believed by its signature."""
        webhooks.take(body, stripe_signature)
        return Received()

    return router
