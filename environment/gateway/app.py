"""The gateway behind a TLS socket: a thin ASGI shell around `gateway.Gateway`."""

from __future__ import annotations

import logging
import socket
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

import uvicorn

from bookstore.platform import log
from bookstore.platform.clock import clock_of
from environment.gateway.control import PREFIX, Control
from environment.gateway.gateway import Gateway, Request, Work
from environment.gateway.idempotency import Answer
from environment.gateway.keys import Keys
from environment.gateway.ledger import Ledger
from environment.gateway.operations import webhook_endpoints
from environment.gateway.settings import Settings, settings_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_log = logging.getLogger(__name__)
_HEALTHY = Answer(200, b'{"status":"ok"}', (("Content-Type", "application/json"),))


class Shell:
    """The ASGI application."""

    def __init__(self, gateway: Gateway, control: Control) -> None:
        self._gateway = gateway
        self._control = control

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await _send(send, await self._answer(await _request(scope, receive)))

    async def _answer(self, request: Request) -> Answer:
        if request.path == "/health":
            return _HEALTHY
        if request.path.startswith(PREFIX):
            return self._control.handle(request)
        accepted = self._gateway.accept(request)
        return self._perform(accepted) if isinstance(accepted, Work) else accepted

    def _perform(self, work: Work) -> Answer:
        try:
            return self._gateway.perform(work)
        except Exception:  # noqa: BLE001 - the process boundary: a defect is answered as a 500
            _log.exception("request failed", extra={"path": work.request.path, "request_id": work.request_id})
            return self._gateway.broke(work)


async def _request(scope: Scope, receive: Receive) -> Request:
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    return Request(scope["method"], scope["path"], scope["query_string"].decode("latin-1"), headers, body)


async def _send(send: Send, answer: Answer) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers]
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def build(settings: Settings, environ: Mapping[str, str]) -> Shell:
    gateway = Gateway(Ledger(clock_of(environ)), Keys(settings.secret_key, settings.publishable_key))
    if settings.webhook_url and settings.webhook_secret:
        webhook_endpoints.register(gateway.ledger, settings.webhook_url, settings.webhook_secret, ["*"])
    return Shell(gateway, Control(gateway, settings.control_token))


def run(environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> None:
    """Serve on the bound socket listeners["http"] until SIGTERM or SIGINT. Raises KeyError for a missing"
    " setting."""
    settings = settings_of(environ)
    log.configure("gateway", settings.log_level)
    config = uvicorn.Config(
        build(settings, environ),
        ssl_certfile=settings.cert_file,
        ssl_keyfile=settings.key_file,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    uvicorn.Server(config).run(sockets=[listeners["http"]])
