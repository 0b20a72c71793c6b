"""Programs for the tests of the environment: an HTTP service, and some that go wrong."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping
from threading import Event
from typing import Any

import uvicorn

Environ = Mapping[str, str]
Listeners = Mapping[str, socket.socket]


async def app(
    scope: dict[str, Any], _receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    if scope["type"] == "http":
        body = json.dumps(dict(os.environ)).encode()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})


def run(environ: Environ, listeners: Listeners) -> None:
    """Answers every request with its environment."""
    print("opening with", environ.get("GREETING", "no greeting"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    server.run(sockets=[listeners["http"]])


def fail(environ: Environ, listeners: Listeners) -> None:
    """Raises at once, like a service whose database is not there."""
    for number in range(60):
        print("line", number)
    raise LookupError("the store is missing")


def leave(environ: Environ, listeners: Listeners) -> None:
    """Ends with the exit code it was write_end."""
    sys.exit(int(environ["CODE"]))


def with_child(environ: Environ, listeners: Listeners) -> None:
    """Starts a process of its own, says its id in the log, and waits for ever."""
    print("child", subprocess.Popen(["sleep", "600"]).pid)
    Event().wait()


def with_thread(environ: Environ, listeners: Listeners) -> None:
    """Never runs: see `early_thread`."""
