"""Takes deliveries to their endpoints over HTTP, in order, without letting a slow one hold up the rest."""

from __future__ import annotations

import asyncio
import logging

import httpcore

from environment.doubles.gateway.deliveries import Deliveries, Post

TIMEOUT_SECONDS = 10.0
_HEAD_START_SECONDS = 0.25
_log = logging.getLogger(__name__)


class Courier:
    """Each delivery starts when the one before it has ended, or has had its head start."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._ready = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        deliveries.wake = self._ready.set
        deliveries.drop = self._drop

    def _drop(self) -> None:
        for task in self._under_way:
            task.cancel()

    async def run(self) -> None:
        """Until canceled."""
        while True:
            await self._ready.wait()
            self._ready.clear()
            while post := self._deliveries.next_post():
                await self._start(post)

    async def _start(self, post: Post) -> None:
        task = asyncio.create_task(self._deliver(post))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.wait({task}, timeout=_HEAD_START_SECONDS)

    async def _deliver(self, post: Post) -> None:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                answer = await _posted(post)
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.TimeoutException,
            TimeoutError,
        ) as error:
            self._deliveries.settle(post.delivery, type(error).__name__, taken=False)
        else:
            # As Stripe: a redirect is a failure, only 2xx is a success.
            self._deliveries.settle(post.delivery, str(answer.status), taken=200 <= answer.status < 300)
        _log.debug("delivered", extra={"event_type": post.delivery.event.type, "to": post.url})


async def _posted(post: Post) -> httpcore.Response:
    """A connection serves one delivery: an idle one could be dead without a sign.

    Not from a pool: that looks at the connections of other deliveries, and httpcore 1.0.9 with uvloop fails
    on one whose peer was killed at that moment ("'NoneType' object has no attribute 'getpeername'").
    """
    url = httpcore.URL(post.url)
    async with httpcore.AsyncHTTPConnection(url.origin) as connection:
        return await connection.request("POST", url, headers=list(post.headers.items()), content=post.body)
