"""The program of the stubs: one process, with a listener for each service that is not real."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from environment.doubles import log
from environment.doubles.clock import time_source
from environment.doubles.serving import serve, serving
from environment.stubs.callers import StubCredentials
from environment.stubs.kinds import stub_of
from environment.stubs.stub import document_of
from environment.stubs.stub_app import StubApp

_GRACE = 2  # seconds for requests in flight when the process is stopped


class StubbedServices:
    """The ASGI application: the port that a request came to says which service it is for."""

    def __init__(self, by_port: Mapping[int, StubApp]) -> None:
        self._by_port = by_port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            stub = self._by_port[scope["server"][1]]
            response = await stub.answer(Request(scope, receive))
            await response(scope, receive, send)


def run(environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> None:
    """Answer for each service that has a listener, until SIGTERM or SIGINT.

    IDENTITY_PUBLIC_KEY and SERVICE_PUBLIC_KEYS are those of the services; STUB_CONTROL_TOKEN is the token
    with which the suite empties the memories.
    """
    log.configure("stubs", environ.get("LOG_LEVEL", "INFO").upper())
    now, keys = time_source(environ), json.loads(environ["SERVICE_PUBLIC_KEYS"])
    by_port = {}
    for service, listener in listeners.items():
        credentials = StubCredentials(service, environ["IDENTITY_PUBLIC_KEY"], keys, now)
        stub = stub_of(service, now, environ)
        app = StubApp(stub, document_of(service), credentials, environ["STUB_CONTROL_TOKEN"])
        by_port[listener.getsockname()[1]] = app
    app_settings = {"lifespan": "off", "server_header": False, "date_header": False}
    config = serving(StubbedServices(by_port), environ, grace=_GRACE, **app_settings)
    serve(config, list(listeners.values()))
