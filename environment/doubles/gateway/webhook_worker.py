"""Takes deliveries to their endpoints over HTTP, in order, without letting a slow one hold up the rest."""

from __future__ import annotations

import asyncio
import logging

import httpcore

from environment.doubles.gateway.webhook_deliveries import WebhookDeliveries, WebhookRequest

TIMEOUT_SECONDS = 10.0
_HEAD_START_SECONDS = 0.25
_log = logging.getLogger(__name__)


class WebhookWorker:
    """Each delivery starts when the one before it has ended, or has had its head start."""

    def __init__(self, deliveries: WebhookDeliveries) -> None:
        self._deliveries = deliveries
        self._ready = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        deliveries.on_ready = self._ready.set
        deliveries.on_reset = self._drop

    def _drop(self) -> None:
        for task in self._under_way:
            task.cancel()

    async def run(self) -> None:
        """Until canceled."""
        while True:
            await self._ready.wait()
            self._ready.clear()
            while request := self._deliveries.next_request():
                await self._start(request)

    async def _start(self, request: WebhookRequest) -> None:
        task = asyncio.create_task(self._deliver(request))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.wait({task}, timeout=_HEAD_START_SECONDS)

    async def _deliver(self, request: WebhookRequest) -> None:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                answer = await _posted(request)
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.TimeoutException,
            TimeoutError,
        ) as error:
            self._deliveries.settle(request.delivery, type(error).__name__, taken=False)
        else:
            # As Stripe: a redirect is a failure, only 2xx is a success.
            self._deliveries.settle(request.delivery, str(answer.status), taken=200 <= answer.status < 300)
        _log.debug("delivered", extra={"event_type": request.delivery.event.type, "to": request.url})


async def _posted(request: WebhookRequest) -> httpcore.Response:
    """A connection serves one delivery: an idle one could be dead without a sign.

    Not from a pool: that looks at the connections of other deliveries, and httpcore 1.0.9 with uvloop fails
    on one whose peer was killed at that moment ("'NoneType' object has no attribute 'getpeername'").
    """
    url = httpcore.URL(request.url)
    async with httpcore.AsyncHTTPConnection(url.origin) as connection:
        return await connection.request(
            "POST", url, headers=list(request.headers.items()), content=request.body
        )
