"""How a service serves its application: endpoints in threads, and a server that waits for its signal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from inspect import iscoroutinefunction
from types import FrameType
from typing import Any

import uvicorn
from fastapi import APIRouter
from fastapi.routing import APIRoute


class ThreadedRoute(APIRoute):
    """A route whose synchronous endpoint runs on the threads of the event loop's executor.

    FastAPI's own way to a thread costs a third of a small request: its queue is written in Python.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint if iscoroutinefunction(endpoint) else _in_thread(endpoint), **options)


def _in_thread(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(endpoint)
    async def called(**values: Any) -> Any:
        return await asyncio.to_thread(endpoint, **values)

    return called


class ThreadedRouter(APIRouter):
    """A router of such routes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(route_class=ThreadedRoute, **options)


def use_threads(count: int) -> None:
    """Let the running event loop have so many threads for its endpoints."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(count, "endpoint"))


class SignaledServer(uvicorn.Server):
    """Waits for the signal that ends it; uvicorn's own server looks for it ten times a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._ending = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        """Return when the server is to end."""
        self._loop = asyncio.get_running_loop()
        await self.on_tick(0)
        if not self.should_exit:
            await self._ending.wait()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End after the first signal, at once after a second SIGINT."""
        super().handle_exit(sig, frame)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._ending.set)
