"""Sends webhook deliveries to their endpoints over HTTP, in order; a slow endpoint delays no other one."""

from __future__ import annotations

import asyncio
import logging

import httpcore

from environment.doubles.gateway.webhook_deliveries import WebhookDeliveries, WebhookRequest

TIMEOUT_SECONDS = 10.0
_HEAD_START_SECONDS = 0.25
_log = logging.getLogger(__name__)


class WebhookWorker:
    """Starts a delivery when the one before it has ended, or has had a head start of 0.25 seconds."""

    def __init__(self, deliveries: WebhookDeliveries) -> None:
        self._deliveries = deliveries
        self._ready = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()
        deliveries.on_ready = self._ready.set
        deliveries.on_reset = self._cancel_all

    def _cancel_all(self) -> None:
        for task in self._sending:
            task.cancel()

    async def run(self) -> None:
        """Send what becomes ready, until canceled."""
        while True:
            await self._ready.wait()
            self._ready.clear()
            while request := self._deliveries.next_request():
                await self._start(request)

    async def _start(self, request: WebhookRequest) -> None:
        task = asyncio.create_task(self._deliver(request))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)
        await asyncio.wait({task}, timeout=_HEAD_START_SECONDS)

    async def _deliver(self, request: WebhookRequest) -> None:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                response = await _send(request)
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.TimeoutException,
            TimeoutError,
        ) as error:
            self._deliveries.settle(request.delivery, type(error).__name__, accepted=False)
        else:
            # As Stripe: a redirect is a failure, only 2xx is a success.
            accepted = 200 <= response.status < 300
            self._deliveries.settle(request.delivery, str(response.status), accepted=accepted)
        _log.debug("delivered", extra={"event_type": request.delivery.event.type, "to": request.url})


async def _send(request: WebhookRequest) -> httpcore.Response:
    """Send over a new connection: the endpoint may have been killed since the last delivery.

    A pool does not serve: it looks at the connections of other deliveries, and httpcore 1.0.9 with uvloop
    fails on one whose peer was killed at that moment ("'NoneType' object has no attribute 'getpeername'").
    """
    url = httpcore.URL(request.url)
    async with httpcore.AsyncHTTPConnection(url.origin) as connection:
        return await connection.request(
            "POST", url, headers=list(request.headers.items()), content=request.body
        )
