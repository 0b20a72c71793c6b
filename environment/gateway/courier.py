"""Takes deliveries to their endpoints over HTTP, in order, without letting a slow one hold up the rest."""

from __future__ import annotations

import asyncio
import logging

import httpcore

from environment.gateway.deliveries import Deliveries, Post

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
        """Until canceled. A connection serves one delivery: an idle one could be dead without a sign."""
        async with httpcore.AsyncConnectionPool(max_keepalive_connections=0) as pool:
            while True:
                await self._ready.wait()
                self._ready.clear()
                while post := self._deliveries.next_post():
                    await self._start(pool, post)

    async def _start(self, pool: httpcore.AsyncConnectionPool, post: Post) -> None:
        task = asyncio.create_task(self._deliver(pool, post))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.wait({task}, timeout=_HEAD_START_SECONDS)

    async def _deliver(self, pool: httpcore.AsyncConnectionPool, post: Post) -> None:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                answer = await pool.request(
                    "POST", post.url, headers=list(post.headers.items()), content=post.body
                )
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
