"""How a double serves HTTP until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from typing import Any

import uvicorn

from environment.doubles.bounded_http import DoubleHttpLimits, bounded_http

_KEEP_ALIVE = 75  # seconds, longer than any client keeps an idle connection


def serving(app: Any, environ: Mapping[str, str], *, grace: int, **settings: Any) -> uvicorn.Config:
    """uvicorn's settings for an ASGI application.

    grace: seconds for requests in flight when the program is stopped. settings: those of uvicorn.Config that
    this double alone has. Raises ValueError where HTTP_REQUEST_SECONDS is no number.
    """
    return uvicorn.Config(
        app,
        http=bounded_http(DoubleHttpLimits.read(environ)),
        log_config=None,
        access_log=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=grace,
        **settings,
    )


def serve(config: uvicorn.Config, listeners: Sequence[socket.socket]) -> None:
    """Serve on bound sockets until SIGTERM or SIGINT."""
    uvicorn.Server(config).run(sockets=list(listeners))
