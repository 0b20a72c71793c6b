"""Sends webhook deliveries to their endpoints over HTTP, in order; a slow endpoint delays no other one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

import h11

from environment.doubles.gateway.webhook_deliveries import WebhookDeliveries, WebhookRequest

TIMEOUT_SECONDS = 10.0
_HEAD_START_SECONDS = 0.25
_READ_AT_ONCE = 65_536  # bytes
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
                status = await _send(request)
        except (OSError, h11.ProtocolError, TimeoutError) as error:
            self._deliveries.settle(request.delivery, type(error).__name__, accepted=False)
        else:
            # As Stripe: a redirect is a failure, only 2xx is a success.
            self._deliveries.settle(request.delivery, str(status), accepted=200 <= status < 300)
        _log.debug("delivered", extra={"event_type": request.delivery.event.type, "to": request.url})


async def _send(request: WebhookRequest) -> int:
    """Send over a new connection, and read the whole answer: its status.

    The endpoint may have been killed since the last delivery, so no connection is kept. A client library
    costs several times as much: it looks for other event loops at every connection.

    Raises:
        OSError: there is no connection, or it broke.
        h11.ProtocolError: the answer is no HTTP/1.1, or not complete.
    """
    url = urlsplit(request.url)
    encrypted = url.scheme == "https"
    port = url.port or (443 if encrypted else 80)
    reader, writer = await asyncio.open_connection(url.hostname, port, ssl=encrypted or None)
    try:
        connection = h11.Connection(h11.CLIENT)
        for event in _events(request, url):
            writer.write(connection.send(event) or b"")
        await writer.drain()
        return await _status(connection, reader)
    finally:
        writer.close()


def _events(request: WebhookRequest, url: SplitResult) -> Iterable[h11.Event]:
    length = str(len(request.body))
    headers = [("Host", url.netloc), *request.headers.items(), ("Content-Length", length)]
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    return (
        h11.Request(method="POST", target=target, headers=headers),
        h11.Data(request.body),
        h11.EndOfMessage(),
    )


async def _status(connection: h11.Connection, reader: asyncio.StreamReader) -> int:
    status = 0
    while not isinstance(event := connection.next_event(), h11.EndOfMessage):
        if event is h11.NEED_DATA:
            connection.receive_data(await reader.read(_READ_AT_ONCE))
        elif isinstance(event, h11.Response):
            status = event.status_code
    return status
